"""What the user asked to see, and in which order: the quick choices are filters too."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from mdt_desk.domain.meeting import CaseId, CaseState
from mdt_desk.domain.readiness import ReadinessState
from mdt_desk.ui.screens.queue.state import Chip, Column, Scope
from mdt_desk.usecases.filters import Filter, Urgent
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.view import PUT_AWAY, Entry, Listed

EVERYTHING: Final = Filter()
SCOPES: Final[Mapping[Scope, Filter]] = MappingProxyType(
    {
        Scope.ALL: EVERYTHING,
        Scope.URGENT: Filter(urgency=frozenset({Urgent.CANNOT_WAIT, Urgent.PERHAPS})),
        Scope.AGENDA: Filter(listed=True),
        Scope.INCOMPLETE: Filter(readiness=frozenset({ReadinessState.CONDITIONAL, ReadinessState.NOT_READY})),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the user chose to see, and in which order."""

    filter: Filter = EVERYTHING
    column: Column = Column.URGENCY
    descending: bool = False

    @property
    def scope(self) -> Scope | None:
        """Return the quick choice that shows the same, whatever is typed; None where chips say more."""
        bare = replace(self.filter, typed="")
        return next((scope for scope, found in SCOPES.items() if found == bare), None)

    def sorted_by(self, column: Column) -> "Asked":
        """Order by a heading that was clicked: the same heading again turns the order round."""
        return replace(self, column=column, descending=column is self.column and not self.descending)

    def typing(self, text: str) -> "Asked":
        return replace(self, filter=replace(self.filter, typed=text))

    def scoped(self, scope: Scope) -> "Asked":
        """Make a quick choice; what is typed stays."""
        return replace(self, filter=replace(SCOPES[scope], typed=self.filter.typed))

    def toggled(self, value: StrEnum) -> "Asked":
        """Choose one kind of cases, or take that back."""
        chosen = self.filter
        if isinstance(value, Urgent):
            chosen = replace(chosen, urgency=chosen.urgency ^ {value})
        elif isinstance(value, ReadinessState):
            chosen = replace(chosen, readiness=chosen.readiness ^ {value})
        elif isinstance(value, CaseState):
            chosen = replace(chosen, states=chosen.states ^ {value})
        return replace(self, filter=chosen)

    @property
    def wants_put_away(self) -> bool:
        """Tell whether withdrawn or closed cases are to be shown."""
        return not self.filter.states.isdisjoint(PUT_AWAY)


def urgent_of(listed: Listed) -> Urgent:
    """Return whether a case can wait for the meeting."""
    urgency = listed.assessment.urgency
    if urgency.wait_for_meeting is False:
        return Urgent.CANNOT_WAIT
    possible = urgency.wait_for_meeting is None and urgency.emergency_possible
    return Urgent.PERHAPS if possible else Urgent.WAITS


def cannot_wait(entry: Entry) -> bool:
    """Tell whether the case is shown above the table: it cannot wait, or perhaps it cannot."""
    return isinstance(entry, Listed) and urgent_of(entry) is not Urgent.WAITS


def neighbour(shown: tuple[CaseId, ...], held: CaseId | None, by: int) -> CaseId | None:
    """Return the case so many places on from the one in hand, the last one at the end; None: nothing is shown."""
    if not shown:
        return None
    at = shown.index(held) + by if held in shown else 0
    return shown[max(0, min(len(shown) - 1, at))]


def shows(chosen: Filter, entry: Entry) -> bool:
    """Tell whether a case is of the kinds that were chosen; what is not judged yet is of no kind of its own."""
    state = entry.stored.state
    if chosen.states and state not in chosen.states:
        return False
    if not chosen.states and state in PUT_AWAY:
        return False
    if chosen.listed and entry.meeting_at is None:
        return False
    if not (chosen.urgency or chosen.readiness):
        return True
    if not isinstance(entry, Listed):
        return False
    return (not chosen.urgency or urgent_of(entry) in chosen.urgency) and (
        not chosen.readiness or entry.readiness.state in chosen.readiness
    )


def chips(chosen: Filter, texts: Words) -> tuple[tuple[str, tuple[Chip, ...]], ...]:
    """Return every kind of cases in its group, with whether it was chosen."""
    groups = (
        ("urgency", tuple(Urgent), chosen.urgency, "queue.narrow.urgency_of"),
        ("readiness", tuple(ReadinessState), chosen.readiness, "queue.readiness"),
        ("states", tuple(CaseState), chosen.states, "queue.narrow.state"),
    )
    found = []
    for name, kinds, taken, key in groups:
        group = texts.get(f"queue.narrow.{name}")
        words = {each: texts.get(f"{key}.{each}") for each in kinds}
        found.append(
            (
                group,
                tuple(
                    Chip(value=each, text=word, spoken=f"{group}: {word}", chosen=each in taken)
                    for each, word in words.items()
                ),
            )
        )
    return tuple(found)
