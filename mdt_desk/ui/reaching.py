"""What the command palette reaches: every action, wherever it is done, and every case."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.actions import ACTIONS, ActionId, ActionSpec, Place, shown_shortcut
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.widgets.command_palette import Entry

Found = Callable[[], Iterable[tuple[str, str, CaseId]]]
"""What can be found beside actions: name, detail and identity of each case."""


def entries(desk: Desk, found: Found) -> tuple[Entry, ...]:
    """Return what the palette offers: what can be done here, or elsewhere, cases, and what sleeps with its reason."""
    awake = set(desk.commands.awake()) - {ActionId.PALETTE}
    here = [_entry(desk, spec, desk.commands[spec.id].trigger) for spec in ACTIONS if spec.id in awake]
    there = [
        _entry(desk, spec, partial(_go_and_do, desk, spec.id, spec.place))
        for spec in ACTIONS
        if spec.id not in awake | desk.commands.forbidden
        and spec.place is not None
        and _reachable(desk, spec.place)
    ]
    cases = [
        Entry(text=name, detail=detail, icon="person", chosen=partial(desk.open_case, case_id))
        for name, detail, case_id in found()
    ]
    asleep = [_asleep(desk, spec) for spec in ACTIONS if spec.id in desk.commands.forbidden]
    return (*here, *there, *cases, *asleep)


def _entry(desk: Desk, spec: ActionSpec, chosen: Callable[[], None]) -> Entry:
    return Entry(
        text=desk.look.text(spec.key), detail=shown_shortcut(spec.shortcut), icon=spec.icon, chosen=chosen
    )


def _asleep(desk: Desk, spec: ActionSpec) -> Entry:
    return replace(_entry(desk, spec, partial(_say_why, desk, spec.id)), asleep=True, icon="lock")


def _say_why(desk: Desk, action: ActionId) -> None:
    desk.say(desk.commands.why_asleep(action))


def _reachable(desk: Desk, place: Place) -> bool:
    """Tell whether one can go there: the case screen needs a case in hand."""
    return place is not Place.CASE or desk.case is not None


def _go_and_do(desk: Desk, action: ActionId, place: Place) -> None:
    desk.go(place)
    desk.commands[action].trigger()
