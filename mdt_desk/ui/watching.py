"""Looks every few seconds what other desks changed, who else is here, and whether the server answers at all."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, SignalInstance

from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.actions import Place
from mdt_desk.ui.desk import Desk, Elsewhere
from mdt_desk.ui.work import Failed, Outcome, Work
from mdt_desk.usecases.ports import Presence
from mdt_desk.usecases.reach import Reach

LOOK_MS: Final = 3_000
PAUSES_MS: Final = (2_000, 4_000, 8_000, 15_000, 30_000)
"""After each attempt in vain the next one waits longer; the last of these from then on."""

_SAY_AGAIN: Final = timedelta(seconds=20)
_NEVER: Final = datetime.min.replace(tzinfo=UTC)

_OPEN: Final = frozenset({Place.CASE, Place.MEETING})
"""Where a case is worked on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What this desk last told others: who has which case open, and when that was said."""

    case: CaseId | None = None
    who: str = ""
    at: datetime = _NEVER

    def holds(self, wanted: "Told") -> bool:
        """Tell whether it need not be said again yet."""
        return (self.case, self.who) == (wanted.case, wanted.who) and wanted.at - self.at < _SAY_AGAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one look found: the mark of all changes, and who has the case in hand open elsewhere."""

    mark: int
    elsewhere: Elsewhere
    told: Told


class Watching(QObject):
    """Looks on a thread of its own, so that nothing else waits for a server that does not answer."""

    def __init__(self, desk: Desk, reach: Reach, presence: Presence | None) -> None:
        """Wait for `start`."""
        super().__init__(desk)
        self._desk = desk
        self._reach = reach
        self._presence = presence
        self._mark: int | None = None
        self._failed = 0
        self._place: Place | None = None
        self._stopped = False
        self._told = Told()
        self.work = Work("watching", self)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self.look)
        desk.going.connect(self._went)
        desk.opening.connect(lambda _case: self._soon())

    def start(self) -> None:
        """Look now, and from now on."""
        self.look()

    def stop(self) -> None:
        """Look no more: the window goes."""
        self._stopped = True
        self.timer.stop()
        self.work.close()

    def look(self) -> None:
        """Ask the server what there is to know."""
        if self._stopped or self.work.busy:
            return
        self.timer.stop()
        self._tell_reach()  # a verb may have found the server away since the last look
        here = self._desk.case if self._place in _OPEN else None
        wanted = Told(case=here, who=self._who(), at=self._desk.services.clock.now())
        self.work.run(partial(_look, self._reach, self._presence, self._told, wanted), self._looked)

    def _looked(self, outcome: Outcome[Seen]) -> None:
        if self._stopped:
            return
        self._tell_reach()
        if isinstance(outcome, Failed):
            self._failed += 1
            pause = PAUSES_MS[min(self._failed, len(PAUSES_MS)) - 1]
            self._desk.know_elsewhere(Elsewhere())
        else:
            self._failed, pause = 0, LOOK_MS
            self._told = outcome.value.told
            before, self._mark = self._mark, outcome.value.mark
            self._desk.know_elsewhere(outcome.value.elsewhere)
            if before not in (None, self._mark):
                self._desk.told_elsewhere.emit()
                self._desk.changed.emit()
        self.timer.start(pause)

    def _tell_reach(self) -> None:
        since = self._reach.away_since
        self._desk.know_reach(None if since is None else since.astimezone(self._desk.zone))

    def _went(self, place: Place) -> None:
        self._place = place
        self._soon()

    def _soon(self) -> None:
        """Look before long: another case is in hand."""
        if self._failed == 0 and not self._stopped:
            self.timer.start(0)

    def _who(self) -> str:
        """Return who sits here, as other desks read it."""
        witness = self._desk.services.witness
        people = self._desk.services.people
        if people is not None and people.seated is not None:
            text, here = self._desk.look.text, people.seated
            return text("shell.seat.here", name=here.name, role=text(f"audit.role.{here.role}"))
        return "" if witness is None else witness.actor.name


def _look(reach: Reach, presence: Presence | None, told: Told, wanted: Told) -> Seen:
    mark = reach.try_again()
    if presence is None:
        return Seen(mark=mark, elsewhere=Elsewhere(), told=wanted)
    if wanted.case is None:
        if told.case is not None:
            presence.left()
        return Seen(mark=mark, elsewhere=Elsewhere(), told=wanted)
    if not told.holds(wanted):
        presence.here(wanted.case, wanted.who)
        told = wanted
    elsewhere = Elsewhere(case=wanted.case, people=presence.others(wanted.case))
    return Seen(mark=mark, elsewhere=elsewhere, told=told)


def watch_server(desk: Desk, closing: SignalInstance) -> Watching | None:
    """Watch the server of a window until it is closing; None: its queue is on this computer."""
    reach = desk.services.reach
    if reach is None:
        return None
    watching = Watching(desk, reach, desk.services.presence)
    closing.connect(watching.stop)
    watching.start()
    return watching
