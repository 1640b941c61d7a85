"""Patients who are easily taken for each other: the same family name, or the same day of birth and a like name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from mdt_desk.domain.meeting import CaseId


class Likeness(StrEnum):
    """SAME_PERSON: same day of birth and a like name, perhaps one patient twice; SAME_NAME: the family name only."""

    SAME_PERSON = "same_person"
    SAME_NAME = "same_name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What tells patients apart; names are folded, so that accents and capitals do not hide a likeness."""

    family: str
    given: str
    born: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two cases that are easily taken for each other."""

    one: CaseId
    other: CaseId
    likeness: Likeness


_CLOSE: Final = 2
"""Names that differ by at most so many letters are alike, unless they are short."""


def pairs(patients: Mapping[CaseId, Named]) -> tuple[Pair, ...]:
    """Return every pair that is easily mixed up, perhaps the same person first."""
    by_name: dict[str, list[CaseId]] = {}
    by_day: dict[date, list[CaseId]] = {}
    for case_id, each in patients.items():
        if each.family:
            by_name.setdefault(each.family, []).append(case_id)
        if each.born is not None:
            by_day.setdefault(each.born, []).append(case_id)
    twice = [
        (one, other)
        for group in by_day.values()
        for one, other in _couples(group)
        if _alike(patients[one], patients[other])
    ]
    seen = set(twice)
    namesakes = [couple for group in by_name.values() for couple in _couples(group) if couple not in seen]
    return (
        *(Pair(one=one, other=other, likeness=Likeness.SAME_PERSON) for one, other in twice),
        *(Pair(one=one, other=other, likeness=Likeness.SAME_NAME) for one, other in namesakes),
    )


def _couples(group: Sequence[CaseId]) -> list[tuple[CaseId, CaseId]]:
    return [(one, other) for at, one in enumerate(group) for other in group[at + 1 :]]


def _alike(one: Named, other: Named) -> bool:
    """Tell whether two names may be one: written alike, one inside the other, or family and given name swapped."""
    first, second = _joined(one.family), _joined(other.family)
    if not first or not second:
        return False
    if first == second or first in second or second in first:
        return True
    swapped = one.given and other.given and first == _joined(other.given) and second == _joined(one.given)
    if swapped:
        return True
    return abs(len(first) - len(second)) <= _CLOSE < max(len(first), len(second)) // 2 and (
        _distance(first, second) <= _CLOSE
    )


def _joined(name: str) -> str:
    return "".join(each for each in name if each.isalnum())


def _distance(one: str, other: str) -> int:
    """Return how many letters must be added, left out or replaced to make one name of the other."""
    before = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for at, each in enumerate(other, 1):
            now.append(min(before[at] + 1, now[-1] + 1, before[at - 1] + (letter != each)))
        before = now
    return before[-1]
