"""Who sits at the window decides what can be done from it: what the role may not do sleeps, and says why."""

from collections.abc import Callable
from types import MappingProxyType
from typing import Final

from mdt_desk.domain.people import Verb
from mdt_desk.ui.actions import ActionId, Place
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.theme import Tone
from mdt_desk.usecases.people import People, allowed

NEEDS: Final = MappingProxyType(
    {
        ActionId.NEW_CASE: Verb.EDIT_CASE,
        ActionId.WITHDRAW: Verb.EDIT_CASE,
        ActionId.CLOSE_CASE: Verb.EDIT_CASE,
        ActionId.REFER_AGAIN: Verb.EDIT_CASE,
        ActionId.REOPEN: Verb.EDIT_CASE,
        ActionId.MERGE: Verb.EDIT_CASE,
        ActionId.DIED: Verb.EDIT_CASE,
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
"""What an action needs; the ports refuse the same, whatever asks for it."""


def watch_seat(desk: Desk) -> None:
    """Follow who sits at the window, and ask who it is where there are people."""
    people = desk.services.people
    if people is None:
        desk.commands.answer(ActionId.SEAT, lambda: desk.say(desk.look.text("people.none")))
        return

    def follow() -> None:
        text = desk.look.text
        forbidden = {each: verb for each, verb in NEEDS.items() if not allowed(people, verb)}
        nobody = text("people.nobody_sits") if people.seated is None else ""
        desk.commands.forbid(
            {each: nobody or text(f"people.may_not.{verb}") for each, verb in forbidden.items()}
        )

    def choose() -> None:
        _choose(desk)

    desk.commands.answer(ActionId.SEAT, choose)
    desk.seated.connect(follow)
    desk.seated.connect(lambda: _tell(desk, people))
    desk.preferred.connect(lambda _: follow())
    follow()
    _ask(desk, people, choose)


def stand_up(desk: Desk) -> None:
    """Ask again who sits here after the desk was locked: the passphrase is everybody's, a PIN is one person's."""
    people = desk.services.people
    if people is not None and people.seated is not None and people.seated.has_pin:
        people.wait()
        desk.seated.emit()
        _ask(desk, people, lambda: _choose(desk))


def _choose(desk: Desk) -> None:
    desk.go(Place.SETTINGS)
    desk.seat_wanted.emit()


def seat_words(desk: Desk) -> str:
    """Return who sits here and in which role, or that nobody does; nothing where nobody is asked."""
    people, text = desk.services.people, desk.look.text
    if people is None or not people.known():
        return ""
    here = people.seated
    if here is None:
        return text("shell.seat.nobody")
    return text("shell.seat.here", name=here.name, role=text(f"audit.role.{here.role}"))


def _tell(desk: Desk, people: People) -> None:
    """Say who sits here now, in the place of the question who that is."""
    here, text = people.seated, desk.look.text
    if here is not None:
        desk.say(text("people.sits", name=here.name, role=text(f"audit.role.{here.role}")))


def _ask(desk: Desk, people: People, choose: Callable[[], None]) -> None:
    if people.known():
        text = desk.look.text
        desk.say(text("people.nobody_sits"), Tone.SOON, passing=False, do=text("people.sit_down"), act=choose)
