"""Patients as they may leave the hospital: no name, no number, no date, and nobody who stands out.

What somebody could know of a patient (age band, sex, primary) is coarsened until every combination that is given is
shared by a set number of patients; who cannot be hidden that way is left out and counted. What only the hospital
knows (score, options) is blanked where few share it.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from mdt_desk.domain.case import Case
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.insights import Course
from mdt_desk.domain.meeting import Decision

_BAND: Final = 10
_YOUNGEST: Final = 40
_OLDEST: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One patient; None: not known, or shared by too few to be told.

    Attributes:
        age: band at the first decision, as ``60-69``, ``under 40`` or ``80+``.
        months: how long the patient was followed, in whole months.

    """

    nesms: int | None
    age: str | None
    sex: str | None
    primary: str | None
    options: tuple[str, ...] | None
    months: int
    died: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """What may leave the hospital, in an order that tells nothing; ``left_out`` patients could not be hidden."""

    entries: tuple[Entry, ...]
    left_out: int
    fewest: int


def entry_of(decision: Decision, case: Case, course: Course) -> Entry:
    """Return a patient as one row, not yet hidden among others."""
    born, sex, primary = case.patient.birth_date, case.patient.sex, case.tumour.primary
    return Entry(
        nesms=course.nesms,
        age=None if born is UNKNOWN else age_band(born, decision.decided_at.date()),
        sex=None if sex is UNKNOWN else sex.value,
        primary=None if primary is UNKNOWN else primary.value,
        options=tuple(sorted(decision.options)),
        months=int(course.followed.time),
        died=course.followed.died,
    )


def age_band(born: date, on: date) -> str:
    """Return the ten years into which an age falls; the ends are open."""
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    if age < _YOUNGEST:
        return f"<{_YOUNGEST}"
    if age >= _OLDEST:
        return f"{_OLDEST}+"
    first = age // _BAND * _BAND
    return f"{first}-{first + _BAND - 1}"


def registry(entries: Iterable[Entry], fewest: int) -> Registry:
    """Return the patients so that every combination of age, sex and primary is shared by ``fewest`` or more."""
    given = tuple(entries)
    for coarser in (
        lambda each: replace(each, primary=None),
        lambda each: replace(each, primary=None, sex=None),
        lambda each: replace(each, primary=None, sex=None, age=None),
    ):
        given = _coarsened(given, _known_outside, coarser, fewest)
    shared = Counter(map(_known_outside, given))
    kept = tuple(each for each in given if shared[_known_outside(each)] >= fewest)
    kept = _coarsened(kept, lambda each: each.nesms, lambda each: replace(each, nesms=None), fewest)
    kept = _coarsened(kept, lambda each: each.options, lambda each: replace(each, options=None), fewest)
    return Registry(
        entries=tuple(sorted(kept, key=_place)), left_out=len(given) - len(kept), fewest=max(fewest, 1)
    )


def _known_outside(entry: Entry) -> tuple[str | None, ...]:
    return entry.age, entry.sex, entry.primary


def _coarsened(
    entries: Sequence[Entry], of: Callable[[Entry], Hashable], coarser: Callable[[Entry], Entry], fewest: int
) -> tuple[Entry, ...]:
    """Make the entries coarser whose group is too small."""
    groups = Counter(map(of, entries))
    return tuple(each if groups[of(each)] >= fewest else coarser(each) for each in entries)


def _place(entry: Entry) -> tuple[str, ...]:
    return tuple(
        str(each)
        for each in (
            entry.age,
            entry.sex,
            entry.primary,
            entry.nesms,
            entry.options,
            entry.months,
            entry.died,
        )
    )
