"""What stands around every screen: navigation, bar, notices, status line; and what they say."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from mdt_desk.domain.assessment import RuleSet
from mdt_desk.ui.actions import Commands, Place
from mdt_desk.ui.keeping import BackupStatus
from mdt_desk.ui.look import Look
from mdt_desk.ui.moments import long_moment, short_moment
from mdt_desk.ui.seating import Seat
from mdt_desk.ui.sentences import Notice
from mdt_desk.ui.theme import Tone
from mdt_desk.ui.widgets.banner import Banner
from mdt_desk.ui.widgets.navigation import Navigation
from mdt_desk.ui.widgets.notice_bar import NoticeBar
from mdt_desk.ui.widgets.status_line import StatusLine
from mdt_desk.ui.widgets.top_bar import TopBar
from mdt_desk.ui.wording.keeping import backup_words
from mdt_desk.usecases.ports import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """The server that holds the queue, and since which local time it does not answer; no name: there is none."""

    name: str = ""
    away_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameState:
    """What the frame knows; ``meeting_at`` is local time, None while it is not known yet.

    ``choices``: how many things two desks changed differently wait for a choice.
    """

    place: Place = Place.START
    meeting_at: datetime | None = None
    rules: RuleSet | None = None
    rules_active: bool = True
    pending: int = 0
    choices: int = 0
    backup: BackupStatus | None = None
    status: str = ""
    seat: Seat = field(default_factory=Seat)
    server: Server = Server()


class Frame(QWidget):
    """The central widget for one look; the shell makes another when language or theme changes."""

    def __init__(
        self,
        look: Look,
        commands: Commands,
        places: Iterable[Place],
        languages: Iterable[str],
        *,
        rehearsing: bool = False,
    ) -> None:
        """Lay the frame out around an empty stack of screens."""
        super().__init__()
        self._look = look
        self._shown: dict[Place, QWidget] = {}
        self.navigation = Navigation(look, places)
        self.bar = TopBar(look, languages, commands)
        self._away = Banner(look, Tone.SOON, "server-away")
        self._asleep = Banner(look, Tone.CALM, "role-asleep")
        self._notices = NoticeBar(look)
        self._stack = QStackedWidget()
        self._status = StatusLine(look, rehearsing=rehearsing)
        space = look.tokens.space
        notices = QVBoxLayout()
        notices.setContentsMargins(space.large, 0, space.large, 0)
        notices.addWidget(self._away)
        notices.addWidget(self._asleep)
        notices.addWidget(self._notices)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.small)
        column.addWidget(self.bar)
        column.addLayout(notices)
        column.addWidget(self._stack, 1)
        column.addWidget(self._status)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addLayout(column, 1)

    def show_state(self, state: FrameState) -> None:
        """Draw what is known around the screen."""
        text = self._look.text
        self.navigation.show_place(state.place)
        self.bar.show_title(text(f"shell.title.{state.place}"))
        if state.meeting_at is not None:
            self.bar.show_meeting(
                text("shell.meeting", moment=long_moment(state.meeting_at, self._look.texts))
            )
        if state.status:
            self._status.show_status(state.status)
        self._status.show_seat(state.seat.words)
        self._asleep.show_words(state.seat.asleep.get(state.place, ""))
        if state.server.away_since is not None:
            self._status.show_waiting(text("server_desk.waiting"))
        elif state.choices and not state.pending:
            self._status.show_waiting(text("both.undecided", count=state.choices))
        else:
            self._status.show_saved(state.pending)
        self._away.show_words(_away_words(state.server, self._look.texts))
        if state.server.name:
            self._status.show_backup(text("server_desk.place", server=state.server.name), None)
        if state.backup is not None:
            self._status.show_backup(*backup_words(state.backup, self._look.texts))
        if state.rules is not None:
            version, short = state.rules.version, state.rules.hash[:8]
            key = "shell.rules" if state.rules_active else "shell.rules_not_active"
            self._status.show_rules(text(key, version=version, hash=short))

    def show_notice(self, notice: Notice) -> None:
        self._notices.show_notice(notice)

    @property
    def standing(self) -> Notice | None:
        """The notice that nobody put away yet, in the language in which it was said."""
        return self._notices.standing

    def held(self) -> tuple[Place, ...]:
        """Return the places whose view was put in already."""
        return tuple(self._shown)

    def hold(self, place: Place, view: QWidget) -> None:
        self._shown[place] = view
        self._stack.addWidget(view)

    def show_place(self, place: Place) -> None:
        self._stack.setCurrentWidget(self._shown[place])


def _away_words(server: Server, texts: Words) -> str:
    """Say since when the server does not answer; nothing while it does."""
    if server.away_since is None:
        return ""
    return texts.get("server_desk.away", moment=short_moment(server.away_since, texts))
