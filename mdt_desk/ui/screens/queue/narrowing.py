"""What the user asked to see, and in which order: the quick choices are filters too."""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from mdt_desk.domain.meeting import CaseState
from mdt_desk.domain.readiness import ReadinessState
from mdt_desk.domain.tumour import Primary
from mdt_desk.ui.screens.queue.state import Chip, Column, Scope
from mdt_desk.usecases.briefs import CANNOT_WAIT, PERHAPS, WAITS, Wanted, Word
from mdt_desk.usecases.filters import Filter, Urgent
from mdt_desk.usecases.folding import fold
from mdt_desk.usecases.ports import Words

EVERYTHING: Final = Filter()
_SIGNS: Final = ("cord", "motor", "radicular", "pain", "none", "unknown")
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


def wanted_of(asked: Asked, texts: Words) -> Wanted:
    """Return what is asked of the lines of the queue; a word also finds the codes whose label holds it."""
    chosen, column = asked.filter, asked.column
    lanes = [LANES[each] for each in Urgent if each in chosen.urgency]
    return Wanted(
        words=tuple(_word(each, texts) for each in fold(chosen.typed).split()),
        lanes=tuple(lanes),
        ready=tuple(at for at, each in enumerate(ReadinessState) if each in chosen.readiness),
        states=tuple(each.value for each in CaseState if each in chosen.states),
        listed=chosen.listed,
        column=column.value,
        descending=asked.descending,
        labels=_in_order(_labels(column, texts)),
    )


LANES: Final[Mapping[Urgent, int]] = MappingProxyType(
    {Urgent.CANNOT_WAIT: CANNOT_WAIT, Urgent.PERHAPS: PERHAPS, Urgent.WAITS: WAITS}
)


def _labels(column: Column, texts: Words) -> dict[str, str]:
    """Return the folded label of each code of a column; none where it holds no codes."""
    if column is Column.PRIMARY:
        return {each.value: fold(texts.get(f"value.Primary.{each.value}")) for each in Primary}
    if column is Column.NEUROLOGY:
        return {each: fold(texts.get(f"queue.neurology.{each}")) for each in _SIGNS}
    return {}


def _in_order(labels: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted(labels, key=lambda code: labels[code]))


def _word(typed: str, texts: Words) -> Word:
    def holding(labels: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(code for code, label in labels.items() if typed in label)

    ready = {each: fold(texts.get(f"queue.readiness.{each}")) for each in ReadinessState}
    return Word(
        text=typed,
        origins=holding(_labels(Column.PRIMARY, texts)),
        signs=holding(_labels(Column.NEUROLOGY, texts)),
        ready=tuple(at for at, each in enumerate(ReadinessState) if typed in ready[each]),
    )


def neighbour(shown: "array[int]", held: int | None, by: int) -> int | None:
    """Return the line so many places on from the one in hand, the last one at the end; None: nothing is shown."""
    if not shown:
        return None
    at = shown.index(held) + by if held is not None and held in shown else 0
    return shown[max(0, min(len(shown) - 1, at))]


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
