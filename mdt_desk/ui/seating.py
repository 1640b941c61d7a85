"""Who sits at the window decides what can be done from it: what the role may not do sleeps, and says why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from mdt_desk.domain.people import Verb
from mdt_desk.ui.actions import ActionId, Place
from mdt_desk.ui.asleep import away, places_asleep, why_not
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.sentences import Notice
from mdt_desk.ui.theme import Tone
from mdt_desk.usecases.people import People

NEEDS: Final = MappingProxyType(
    {
        ActionId.NEW_CASE: Verb.EDIT_CASE,
        ActionId.IMPORT_LIST: Verb.EDIT_CASE,
        ActionId.PASTE_LIST: Verb.EDIT_CASE,
        ActionId.WITHDRAW: Verb.PREPARE_MEETING,
        ActionId.CLOSE_CASE: Verb.PREPARE_MEETING,
        ActionId.REFER_AGAIN: Verb.EDIT_CASE,
        ActionId.REOPEN: Verb.EDIT_CASE,
        ActionId.MERGE: Verb.PREPARE_MEETING,
        ActionId.DIED: Verb.PREPARE_MEETING,
        ActionId.UNDO: Verb.EDIT_CASE,
        ActionId.REDO: Verb.EDIT_CASE,
        ActionId.ON_AGENDA: Verb.PREPARE_MEETING,
        ActionId.AD_HOC: Verb.PREPARE_MEETING,
        ActionId.MOVE_UP: Verb.PREPARE_MEETING,
        ActionId.MOVE_DOWN: Verb.PREPARE_MEETING,
        ActionId.BEGIN_MEETING: Verb.PREPARE_MEETING,
        ActionId.PROPOSE_ORDER: Verb.PREPARE_MEETING,
        ActionId.RECORD: Verb.DECIDE,
        ActionId.RECORD_NEXT: Verb.DECIDE,
        ActionId.TAKE_BACK: Verb.DECIDE,
        ActionId.PRINT_AGENDA: Verb.PRINT,
        ActionId.PRINT_CASE_SHEET: Verb.PRINT,
        ActionId.PRINT_SUMMARY: Verb.PRINT,
        ActionId.MINUTES_WORD: Verb.PRINT,
        ActionId.COPY_MINUTES: Verb.PRINT,
        ActionId.COPY_CASE: Verb.PRINT,
        ActionId.AUDIT_OVERVIEW: Verb.SEE_AUDIT,
    }
)
"""What an action needs; the ports refuse the same, whatever asks for it.

What takes a case out of the queue takes it off its agenda too: who may do that may change the case.
"""

_WAITS: Final = frozenset(
    {ActionId.UNDO, ActionId.REDO, ActionId.RECORD, ActionId.RECORD_NEXT, ActionId.TAKE_BACK}
)
"""What they change waits on this desk while the server is away, and is kept when it is back."""

_ASKS: Final = frozenset({ActionId.CHASE_LIST})
"""What changes nothing, but asks the server for more than was looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Who sits here, in words, and what the role may not do in which place."""

    words: str = ""
    asleep: Mapping[Place, str] = field(default_factory=dict)


def watch_seat(desk: Desk) -> None:
    """Follow who sits at the window and whether its server answers, and ask who it is where there are people."""
    people = desk.services.people

    def follow() -> None:
        reasons = {each: why_not(desk, verb, waits=each in _WAITS) for each, verb in NEEDS.items()}
        reasons |= {each: away(desk) for each in _ASKS}
        desk.commands.forbid({each: why for each, why in reasons.items() if why})

    def choose() -> None:
        _choose(desk)

    desk.reached.connect(follow)
    desk.preferred.connect(lambda _: follow())
    if people is None:
        desk.commands.answer(ActionId.SEAT, lambda: desk.say(desk.look.text("people.none")))
        follow()
        return
    desk.commands.answer(ActionId.SEAT, choose)
    desk.seated.connect(follow)
    desk.seated.connect(lambda: _tell(desk, people))
    follow()
    _ask(desk, people, choose)


def stand_up(desk: Desk, standing: Notice | None = None) -> None:
    """Ask again who sits here after the desk was locked: the passphrase is everybody's, a PIN is one person's.

    ``standing`` is what was said until then, that a document is ready, say; it is said again to who sits down.
    """
    people = desk.services.people
    if people is not None and people.seated is not None and people.seated.has_pin:
        people.wait()
        desk.seated.emit()
        _ask(desk, people, lambda: _choose(desk))
        if standing is not None:
            _say_once_seated(desk, people, standing)


def _say_once_seated(desk: Desk, people: People, notice: Notice) -> None:
    def seated() -> None:
        if people.seated is not None:
            desk.seated.disconnect(seated)
            desk.noticed.emit(notice)

    desk.seated.connect(seated)


def _choose(desk: Desk) -> None:
    desk.go(Place.SETTINGS)
    desk.seat_wanted.emit()


def seat_of(desk: Desk) -> Seat:
    """Return who sits here, or that nobody does, and what the role may not do; nothing where nobody is asked."""
    people, text = desk.services.people, desk.look.text
    if people is None or not people.known():
        return Seat()
    here = people.seated
    if here is None:
        return Seat(words=text("shell.seat.nobody"))
    words = text("shell.seat.here", name=here.name, role=text(f"audit.role.{here.role}"))
    return Seat(words=words, asleep=places_asleep(desk))


def _tell(desk: Desk, people: People) -> None:
    """Say who sits here now, in the place of the question who that is."""
    here, text = people.seated, desk.look.text
    if here is not None:
        desk.say(text("people.sits", name=here.name, role=text(f"audit.role.{here.role}")))


def _ask(desk: Desk, people: People, choose: Callable[[], None]) -> None:
    if people.known():
        text = desk.look.text
        desk.say(text("people.nobody_sits"), Tone.SOON, passing=False, do=text("people.sit_down"), act=choose)
