"""What narrows the queue, and the filters that somebody saved under a name."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

from mdt_desk.domain.meeting import CaseState
from mdt_desk.domain.readiness import ReadinessState
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.ports import NoteKind, Notes

T = TypeVar("T", bound=StrEnum)

LONGEST_NAME: Final = 40


class Urgent(StrEnum):
    """Whether a case can wait for the meeting."""

    CANNOT_WAIT = "cannot_wait"
    PERHAPS = "perhaps"
    WAITS = "waits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What was typed, and of which kinds cases are shown; no kind of a group chosen: all of it.

    Withdrawn and closed cases are shown only when their state is chosen.
    """

    typed: str = ""
    urgency: frozenset[Urgent] = frozenset()
    readiness: frozenset[ReadinessState] = frozenset()
    states: frozenset[CaseState] = frozenset()
    listed: bool = False
    """Only cases that are on an agenda."""


def saved_filters(notes: Notes) -> dict[str, Filter]:
    """Return the saved filters by name; one that this program did not write is left out."""
    read = {name: _read(text) for name, text in notes.under(NoteKind.SAVED_FILTER).items()}
    return {name: found for name, found in read.items() if found is not None}


def save_filter(notes: Notes, name: str, chosen: Filter) -> str:
    """Keep a filter under a name, in place of an earlier one, and return the name as kept.

    Raises:
        UserError: there is no name, or it is too long.

    """
    kept = " ".join(name.split())
    if not kept or len(kept) > LONGEST_NAME:
        raise UserError("refused.filter.name", longest=str(LONGEST_NAME))
    notes.keep(NoteKind.SAVED_FILTER, kept, _written(chosen))
    return kept


def delete_filter(notes: Notes, name: str) -> None:
    """Forget a saved filter."""
    notes.forget(NoteKind.SAVED_FILTER, name)


def _written(chosen: Filter) -> str:
    return json.dumps(
        {
            "typed": chosen.typed,
            "urgency": sorted(chosen.urgency),
            "readiness": sorted(chosen.readiness),
            "states": sorted(chosen.states),
            "listed": chosen.listed,
        },
        ensure_ascii=False,
    )


def _read(text: str) -> Filter | None:
    try:
        tree = json.loads(text)
        typed, listed = tree["typed"], tree["listed"]
        if not isinstance(typed, str) or not isinstance(listed, bool):
            return None
        return Filter(
            typed=typed,
            urgency=_members(Urgent, tree["urgency"]),
            readiness=_members(ReadinessState, tree["readiness"]),
            states=_members(CaseState, tree["states"]),
            listed=listed,
        )
    except (ValueError, KeyError, TypeError):
        return None


def _members(kind: type[T], values: Iterable[str]) -> frozenset[T]:
    return frozenset(kind(each) for each in values)
