"""A case on the agenda that cannot be read: the meeting is held about the others, and it is taken off at the end."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit

from mdt_desk.domain.meeting import ActionId as Action
from mdt_desk.domain.meeting import ActionItem, CaseId, MeetingState
from mdt_desk.store.queue import Queue
from mdt_desk.ui.actions import ActionId, Place
from mdt_desk.ui.screens.meeting.deciding import to_do_shown
from mdt_desk.ui.sentences import Notice
from mdt_desk.ui.widgets.agenda_list import AgendaList
from mdt_desk.usecases.cases import read_or_why
from mdt_desk.usecases.errors import KnownError
from mdt_desk.usecases.meetings import defer, plan_meeting, put_on_agenda
from mdt_desk.usecases.ports import DeskServices
from tests.queues import by_hand, open_queue
from tests.ui.finding import hit, named, press, said, type_into
from tests.ui.meeting.conftest import OpenMeeting
from tests.ui.meeting.desk import Opened, planned
from tests.ui.room.test_screen import window

WEEK = timedelta(days=7)
Spoil = Callable[..., DeskServices]


@pytest.fixture
def spoil(tmp_path: Path) -> Iterator[Spoil]:
    """Change rows while nobody has the queue open, as another program would: they are not what this one wrote."""
    with ExitStack() as queues:

        def spoil_in(services: DeskServices, *cases: CaseId) -> DeskServices:
            assert isinstance(services.queue, Queue)
            services.queue.close()
            connection = by_hand(tmp_path / "queue.db")
            for each in cases:
                connection.execute("UPDATE case_file SET digest = ? WHERE id = ?", ("0" * 64, each.hex))
            connection.close()
            return replace(services, queue=queues.enter_context(open_queue(tmp_path / "queue.db")))

        yield spoil_in


@pytest.fixture
def spoilt(filled_desk: DeskServices, spoil: Spoil, at_table: OpenMeeting) -> Opened:
    """A meeting of which the second case cannot be read."""
    meeting = planned(filled_desk)
    return at_table(spoil(filled_desk, meeting.agenda[1]))


def warned(opened: Opened) -> str:
    found = opened.shell.findChild(QLabel, "unread-cases")
    assert isinstance(found, QLabel)
    return found.text() if found.isVisibleTo(opened.shell) else ""


def notices(opened: Opened) -> list[str]:
    heard: list[str] = []
    opened.shell.desk.noticed.connect(lambda notice: heard.append(told(notice)))
    return heard


def told(notice: Notice) -> str:
    return notice.text


def test_that_a_case_that_cannot_be_read_keeps_its_place_and_says_why(spoilt: Opened) -> None:
    lines = [
        spoilt.shell.desk.look.text("queue.unreadable") in str(index.data())
        for index in (named(spoilt.shell, AgendaList, "Agenda").model().index(row, 0) for row in range(4))
    ]
    assert lines == [False, True, False, False]
    why, do = warned(spoilt).splitlines()
    assert why.startswith("Case 2: Row ")
    assert "take this case off the agenda" in do
    assert "0 of 4 decided" in said(spoilt.shell)


def test_that_next_and_previous_pass_by_a_case_that_cannot_be_read(spoilt: Opened) -> None:
    agenda = spoilt.meeting.agenda
    assert spoilt.current == agenda[0]
    spoilt.do(ActionId.AGENDA_NEXT)
    assert spoilt.current == agenda[2]
    assert "3. " in said(spoilt.shell)
    spoilt.do(ActionId.AGENDA_PREVIOUS)
    assert spoilt.current == agenda[0]
    hit(named(spoilt.shell, AgendaList, "Agenda"), Qt.Key.Key_Down)
    spoilt.settle()
    assert spoilt.current == agenda[2]


def test_that_who_asks_for_a_case_that_cannot_be_read_hears_why_and_no_order_is_proposed(
    spoilt: Opened,
) -> None:
    heard = notices(spoilt)
    spoilt.session.move_to(spoilt.meeting.agenda[1])
    assert spoilt.current == spoilt.meeting.agenda[0]
    assert heard[-1].startswith("Row ")
    spoilt.do(ActionId.PROPOSE_ORDER)
    assert heard[-1] == "No order can be proposed while a case on the agenda cannot be read."


def test_that_the_room_counts_a_case_that_cannot_be_read_and_goes_past_it(spoilt: Opened) -> None:
    spoilt.do(ActionId.ROOM)
    room = window(spoilt)
    assert room.sheet.place.text() == "1 / 4"
    hit(room, Qt.Key.Key_Right)
    spoilt.settle()
    assert room.sheet.place.text() == "3 / 4"
    spoilt.room.leave()


def test_that_its_meeting_is_closed_once_it_was_taken_off_the_agenda(spoilt: Opened) -> None:
    queue, meeting = spoilt.services.queue, spoilt.meeting
    for case in (meeting.agenda[0], *meeting.agenda[2:]):
        defer(queue, meeting.id, case, "No scan.", meeting.starts_at)
    spoilt.go(Place.CLOSE)
    assert "2. Cannot be read" in said(spoilt.shell)
    assert "No decision. Row " in said(spoilt.shell)
    assert not named(spoilt.shell, QAbstractButton, "Sign and close").isEnabled()
    press(spoilt.shell, "Take 2. Cannot be read off the agenda")
    spoilt.settle()
    assert meeting.agenda[1] not in spoilt.meeting.agenda
    sign(spoilt)
    assert spoilt.meeting.state is MeetingState.CLOSED
    assert "Saved as" in said(spoilt.shell)
    assert isinstance(read_or_why(queue, meeting.agenda[1]), KnownError)


@pytest.mark.parametrize("because", ["No scan.", None])
def test_that_a_decision_about_it_is_signed_with_the_others(
    filled_desk: DeskServices, spoil: Spoil, at_table: OpenMeeting, because: str | None
) -> None:
    queue, meeting = filled_desk.queue, planned(filled_desk)
    for case in meeting.agenda:
        put_off = defer(queue, meeting.id, case, "No scan.", meeting.starts_at)
        if because is None and case == meeting.agenda[1]:
            queue.keep_decision(replace(put_off, deferred_because=None, own_words="Irradiate."))
    opened = at_table(spoil(filled_desk, meeting.agenda[1]))
    queue = opened.services.queue
    opened.go(Place.CLOSE)
    sign(opened)
    assert queue.meeting(meeting.id).state is MeetingState.CLOSED
    (later,) = (each for each in queue.meetings() if each.id != meeting.id)
    assert (meeting.agenda[1] in later.agenda) == (because is not None)
    # The minutes would say less than was decided: they are not made, and that is said.
    assert "cannot be read" in said(opened.shell)


def test_that_an_agenda_that_cannot_be_read_whole_is_not_printed_and_says_why(spoilt: Opened) -> None:
    heard = notices(spoilt)
    spoilt.do(ActionId.PRINT_AGENDA)
    assert len(heard) == 1
    assert heard[0].startswith("Row ")
    assert not list(spoilt.papers.glob("*"))


def test_that_no_case_that_can_be_read_leaves_the_place_of_the_table_to_that(
    filled_desk: DeskServices, spoil: Spoil, at_table: OpenMeeting
) -> None:
    opened = at_table(spoil(filled_desk, *planned(filled_desk).agenda))
    assert "No case on this agenda can be read" in said(opened.shell)
    assert len(warned(opened).splitlines()) == 5


def test_that_what_is_to_be_done_about_it_stays_on_the_list(
    filled_desk: DeskServices, spoil: Spoil, at_table: OpenMeeting
) -> None:
    queue, meeting = filled_desk.queue, planned(filled_desk)
    case, now = meeting.agenda[1], filled_desk.clock.now()
    action = ActionItem(id=Action(filled_desk.new_id()), text="Call the GP")
    taken = defer(queue, meeting.id, case, "No scan.", meeting.starts_at)
    queue.keep_decision(replace(taken, actions=(action,)))
    later = plan_meeting(
        queue, filled_desk.new_id, filled_desk.settings.current(), now, meeting.starts_at + WEEK
    )
    put_on_agenda(queue, later.id, meeting.agenda[0], now)
    opened = at_table(spoil(filled_desk, case))
    opened.session.choose(later.id)
    opened.settle()
    assert [(each.item.text, each.stored) for each in opened.table.gathered.to_do] == [("Call the GP", None)]
    assert "Call the GP" in spoken(opened)
    assert "Cannot be read · " in spoken(opened)


def sign(opened: Opened) -> None:
    field = named(opened.shell, QLineEdit, "Name of who signs")
    type_into(field, "A. Voorbeeld")
    hit(field, Qt.Key.Key_Return)
    opened.settle()


def spoken(opened: Opened) -> str:
    return "\n".join(f"{each.text} {each.detail}" for each in to_do_shown(opened.table))
