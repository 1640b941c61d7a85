"""What the screens of one window share: services, the working thread, the case in hand, and where to go."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mdt_desk.domain.audit import Deed
from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.actions import Commands, Place
from mdt_desk.ui.look import Look
from mdt_desk.ui.sentences import Notice, sentence
from mdt_desk.ui.standing import Standings
from mdt_desk.ui.theme import Tone
from mdt_desk.ui.work import Failed, Outcome, Work
from mdt_desk.usecases.errors import ServerAway
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.preferences import Preferences

T = TypeVar("T")


class Screen(Protocol):
    """A place of the navigation. It keeps its state; its view is built anew for every language and theme."""

    @property
    def place(self) -> Place: ...

    def build(self, look: Look) -> QWidget:
        """Return a new view that shows the present state; the frame deletes the one before."""
        ...

    def enter(self) -> None:
        """Be shown: read again what may have changed, and put the keyboard where work begins."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """Screens whose parts take time to load: made when the first screen stands, or as soon as one is wanted."""

    places: tuple[Place, ...]
    make: Callable[[], Iterable[Screen]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Who has a case open at other desks, each as that desk says it; a hint that keeps nobody out."""

    case: CaseId | None = None
    people: tuple[str, ...] = ()


class Desk(QObject):
    """The one object through which screens reach what lies outside them.

    Signals:
        going: a place to show.
        opening: a case to show in the case screen; `case` holds it already.
        noticed: a `Notice` for the bar.
        changed: the queue, a meeting or a decision was changed; screens read again when they are next shown.
        preferred: the preferences were changed, language and theme among them.
        meeting_wanted: the meeting to take in hand.
        room_wanted: the room's screen is to open.
        leaving: the window is about to go: what is still on its way to the queue is to be sent now.
        rehearsal_wanted: a rehearsal is to take the place of this window.
        backup_wanted: a backup is to be made now.
        backed_up: a backup was made, or could not be.
        restore_wanted: a `Backup` is to be put back in the place of the queue.
        move_wanted: the queue is to go where a `Move` says.
        seated: somebody sat down or stood up, or the people were changed.
        seat_wanted: somebody is on the way to sit down, in the settings.
        passphrase_wanted: somebody is on the way to set one, in the settings.
        activated: somebody proposed or confirmed the rule set.
        activation_wanted: somebody is on the way to do so, in the settings.
        reached: the server of the queue went away, or is there again: see `away_since`.
        told_elsewhere: another desk changed something.
        elsewhere_known: `elsewhere` is another than it was.
        choices_known: how many `choices` wait for somebody, or in which case, is another than it was.
        locked: whether the desk is locked from now on: nothing of it may be seen then.

    """

    going = Signal(object)
    opening = Signal(object)
    noticed = Signal(object)
    changed = Signal()
    preferred = Signal(object)
    meeting_wanted = Signal(object)
    room_wanted = Signal()
    rehearsal_wanted = Signal()
    backup_wanted = Signal()
    backed_up = Signal()
    restore_wanted = Signal(object)
    move_wanted = Signal(object)
    passphrase_wanted = Signal()
    leaving = Signal()
    seated = Signal()
    seat_wanted = Signal()
    reached = Signal()
    told_elsewhere = Signal()
    elsewhere_known = Signal()
    choices_known = Signal()
    locked = Signal(bool)
    activated = Signal()
    activation_wanted = Signal()

    def __init__(self, services: DeskServices, look: Look, window: QWidget) -> None:
        """Bind the services to one window."""
        super().__init__(window)
        self.services = services
        self.look = look
        self.work = Work("desk", self)
        self.paper = Work("paper", self)
        self.judging = Work("judging", self)
        self.commands = Commands(window)
        self.case: CaseId | None = None
        self.brought: Path | str | None = None
        self.elsewhere = Elsewhere()
        self.standings = Standings()
        self.away_since: datetime | None = None
        self._choices: dict[Place, Mapping[CaseId, int]] = {}

    @property
    def choices(self) -> int:
        """Return how many things two desks changed differently that somebody here still has to choose."""
        return sum(self.choosing.values())

    @property
    def choosing(self) -> Mapping[CaseId, int]:
        """Return how many of them each case waits for."""
        return sum((Counter(each) for each in self._choices.values()), Counter[CaseId]())

    @property
    def preferences(self) -> Preferences:
        return self.services.settings.current()

    @property
    def zone(self) -> ZoneInfo:
        """Return the hospital's time zone: every moment is shown in it."""
        return ZoneInfo(self.preferences.time_zone)

    @property
    def busy(self) -> bool:
        """Tell whether anything that a screen asked for is waiting or running."""
        return any(each.busy for each in (self.work, self.paper, self.judging))

    def now(self) -> datetime:
        """Return this moment in the hospital's time zone."""
        return self.services.clock.now().astimezone(self.zone)

    def do(
        self,
        verb: Callable[[], T],
        then: Callable[[T], None],
        *,
        on: Work | None = None,
        reads: bool = False,
    ) -> None:
        """Do a verb off the GUI thread and hand its value over; a failure becomes a sentence in the bar.

        ``reads``: see `Work.run`.
        """

        def ended(outcome: Outcome[T]) -> None:
            if isinstance(outcome, Failed):
                self.fail(outcome.error)
            else:
                then(outcome.value)

        (on or self.work).run(verb, ended, reads=reads)

    def read(self, verb: Callable[[], T], then: Callable[[T], None]) -> None:
        """Do a verb that keeps nothing, as `do` does."""
        self.do(verb, then, reads=True)

    def saw(self, what: Deed, case: CaseId | None = None, *, of: str = "") -> None:
        """Have a line of the audit trail written, off the GUI thread."""
        witness = self.services.witness
        if witness is not None:
            event = witness.event(what, case, of=of)
            self.read(lambda: witness.trail.append([event]), lambda _: None)

    def go(self, place: Place) -> None:
        self.going.emit(place)

    def open_case(self, case_id: CaseId) -> None:
        """Take a case in hand and show it."""
        self.case = case_id
        self.saw(Deed.OPENED, case_id)
        self.opening.emit(case_id)
        self.going.emit(Place.CASE)

    def say(
        self,
        text: str,
        tone: Tone = Tone.INFO,
        *,
        passing: bool = True,
        do: str = "",
        act: Callable[[], None] | None = None,
    ) -> None:
        """Say a sentence in the bar, perhaps with a button beside it; see `Notice`."""
        self.noticed.emit(Notice(text=text, tone=tone, passing=passing, do=do, act=act))

    def fail(self, error: BaseException) -> None:
        """Say an error in one sentence that stays; of a server that is away the line above every screen speaks on."""
        said, passing = sentence(error, self.look.texts), isinstance(error, ServerAway)
        self.noticed.emit(Notice(text=said, tone=Tone.SOON, passing=passing, sign="urgent"))

    def know_elsewhere(self, elsewhere: Elsewhere) -> None:
        """Say who has the case in hand open at other desks."""
        if elsewhere != self.elsewhere:
            self.elsewhere = elsewhere
            self.elsewhere_known.emit()

    def know_choices(self, place: Place, counts: Mapping[CaseId, int]) -> None:
        """Say how many things of each case wait for a choice in a place: they are not kept until it is made."""
        waiting = {case: count for case, count in counts.items() if count}
        if waiting != self._choices.get(place, {}):
            self._choices[place] = waiting
            self.choices_known.emit()

    def know_reach(self, away_since: datetime | None) -> None:
        """Say since which local time the server does not answer, or with None that it does."""
        if (away_since is None) is not (self.away_since is None):
            self.away_since = away_since
            self.reached.emit()

    def close(self) -> None:
        """Finish what was asked for."""
        for each in (self.work, self.paper, self.judging):
            each.close()
