"""The places that belong to the meeting: meeting, check list, printing and the room; and what comes after it."""

from functools import partial
from pathlib import Path

from mdt_desk.domain.meeting import MeetingId
from mdt_desk.ui.clipboard import clipboard_of
from mdt_desk.ui.desk import Desk, Screen
from mdt_desk.ui.paper_desk import PaperDesk
from mdt_desk.ui.paper_window import Viewer
from mdt_desk.ui.papers import papers_folder
from mdt_desk.ui.printing import Printers, SystemPrinters
from mdt_desk.ui.screens.close.screen import CloseScreen
from mdt_desk.ui.screens.follow.screen import FollowScreen
from mdt_desk.ui.screens.insights.screen import InsightsScreen
from mdt_desk.ui.screens.meeting.screen import MeetingScreen
from mdt_desk.ui.screens.meeting.session import Session
from mdt_desk.ui.screens.print.screen import PrintScreen
from mdt_desk.ui.screens.room.screen import RoomScreen


def meeting_places(
    desk: Desk, papers: Path | None = None, printers: Printers | None = None
) -> tuple[Screen, ...]:
    """Return the places for the window; the room opens by itself when the desk wants it.

    Finished documents go to the folder ``papers``, or to the user's own; to ``printers``, or to this computer's own.
    """
    folder = papers if papers is not None else papers_folder()
    session = Session(desk)
    RoomScreen(desk, session)
    machines = printers if printers is not None else SystemPrinters()
    viewer = Viewer(desk, machines)
    in_hand = partial(_meeting_of, session)
    PaperDesk(desk, folder, clipboard_of(desk), in_hand, viewer.show)
    tools = desk.services.insights
    told = () if tools is None else (InsightsScreen(desk, tools, folder, viewer.show),)
    return (
        MeetingScreen(desk, session, folder),
        CloseScreen(desk, session, folder, viewer.show),
        PrintScreen(desk, folder, machines),
        FollowScreen(desk),
        *told,
    )


def _meeting_of(session: Session) -> MeetingId | None:
    return session.gathered.meeting.id if session.gathered else None
