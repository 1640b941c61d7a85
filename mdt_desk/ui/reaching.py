"""What the command palette reaches: every action that can be done now, and every case."""

from collections.abc import Callable, Iterable
from functools import partial

from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.actions import ACTIONS, ActionId, shown_shortcut
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.widgets.command_palette import Entry

Found = Callable[[], Iterable[tuple[str, str, CaseId]]]
"""What can be found beside actions: name, detail and identity of each case."""


def entries(desk: Desk, found: Found) -> tuple[Entry, ...]:
    """Return what the palette offers, actions in the order of their table, then cases."""
    awake = set(desk.commands.awake()) - {ActionId.PALETTE}
    actions = [
        Entry(
            text=desk.look.text(spec.key),
            detail=shown_shortcut(spec.shortcut),
            icon=spec.icon,
            chosen=desk.commands[spec.id].trigger,
        )
        for spec in ACTIONS
        if spec.id in awake
    ]
    cases = [
        Entry(text=name, detail=detail, icon="person", chosen=partial(desk.open_case, case_id))
        for name, detail, case_id in found()
    ]
    return (*actions, *cases)
