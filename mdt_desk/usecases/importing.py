"""Take over a list of cases: what would be added, changed or refused, row by row; then all of it, or nothing."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from mdt_desk.domain.case import FACTS, Case, Lesion, Recorded, value_at
from mdt_desk.domain.facts import UNKNOWN, Unknown
from mdt_desk.domain.meeting import CaseState
from mdt_desk.domain.moments import on_its_latest_day
from mdt_desk.domain.problems import CaseRefused
from mdt_desk.domain.reading import case_tree, read_case, with_fact
from mdt_desk.usecases.cases import QUESTION, RECEIVED, change_facts, restore_case, set_aside, waiting_case
from mdt_desk.usecases.errors import KnownError, UserError
from mdt_desk.usecases.folding import fold
from mdt_desk.usecases.ports import CaseQueue, NewId, StoredCase
from mdt_desk.usecases.sheets import ListedRow, Progress, RowProblem, unwatched

_SIMILAR: Final = 0.7
"""How alike two family names of people born on one day are when somebody has to look (0 to 1)."""


class Fate(StrEnum):
    """What becomes of a row; ALIKE waits for somebody to say whether it is the same person."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFERRED_AGAIN = "referred_again"
    ALIKE = "alike"
    REFUSED = "refused"


class Choice(StrEnum):
    """What to do with a row that may be somebody who is known."""

    MERGE = "merge"
    KEEP_APART = "keep_apart"
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One fact of a known case and what the row says instead."""

    path: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPlan:
    """What would become of one row; ``on`` is the case that it changes, or that it is alike to."""

    number: int
    fate: Fate
    case: Case | None
    on: StoredCase | None = None
    changes: tuple[Change, ...] = ()
    problems: tuple[RowProblem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What would become of a whole list; ``left_out`` are the columns that hold no fact."""

    rows: tuple[RowPlan, ...]
    left_out: tuple[str, ...] = ()

    def count(self, fate: Fate) -> int:
        return sum(each.fate is fate for each in self.rows)


def plan_import(
    queue: CaseQueue,
    rows: Sequence[ListedRow],
    at: datetime,
    left_out: Iterable[str] = (),
    progress: Progress = unwatched,
) -> ImportPlan:
    """Compare a list with the queue; nothing is changed. ``progress`` may raise to stop."""
    known = _Known(queue.rows())
    seen: dict[object, int] = {}
    plans = []
    for done, row in enumerate(rows):
        progress(done, len(rows))
        plan = _planned(row, known, at)
        for number in _numbers(row.case) if row.case is not None else ():
            if number in seen:
                error = UserError("import.row.twice", first=str(seen[number]))
                plan = RowPlan(
                    number=row.number,
                    fate=Fate.REFUSED,
                    case=row.case,
                    problems=(RowProblem(column="", error=error),),
                )
            seen.setdefault(number, row.number)
        plans.append(plan)
    return ImportPlan(rows=tuple(plans), left_out=tuple(left_out))


def carry_out(
    queue: CaseQueue,
    new_id: NewId,
    plan: ImportPlan,
    at: datetime,
    *,
    source: str | None,
    choices: Mapping[int, Choice] | None = None,
    progress: Progress = unwatched,
) -> int:
    """Take over every row that is not refused, in one transaction, and return how many changed the queue.

    Args:
        queue: where cases are kept.
        new_id: makes identities.
        plan: what was shown; cases that somebody changed since are refused.
        at: now.
        source: where the list comes from, for the history of each fact; None: rows bring their own history.
        choices: for each row number that is alike to a known case, what was chosen.
        progress: told of each row; what it raises stops the import, and nothing of it stays.

    Raises:
        UserError: a row that is alike to a known case has no choice, or somebody added a patient of the list since.
        Conflict: a case was changed since the plan was made.

    """
    chosen = choices or {}
    done = 0
    with queue.transaction():
        known = _Known(queue.rows())
        for at_row, row in enumerate(plan.rows):
            progress(at_row, len(plan.rows))
            fate = _chosen(row, chosen.get(row.number))
            if row.case is None or fate in {Fate.REFUSED, Fate.UNCHANGED}:
                continue
            if fate is Fate.ADDED:
                if known.same_number(row.case):
                    raise UserError("refused.case.same_number")
                case = row.case if source is None else _remembering(row.case, at, source)
                queue.add(waiting_case(new_id, case, at))
            else:
                _change(queue, row, row.case, at, source)
            done += 1
    return done


def _chosen(row: RowPlan, choice: Choice | None) -> Fate:
    """Return what becomes of a row now that somebody chose."""
    if row.fate is not Fate.ALIKE:
        return row.fate
    if choice is None:
        raise UserError("import.row.choose", row=str(row.number))
    return {Choice.MERGE: Fate.CHANGED, Choice.KEEP_APART: Fate.ADDED, Choice.LEAVE_OUT: Fate.UNCHANGED}[
        choice
    ]


def _change(queue: CaseQueue, row: RowPlan, told: Case, at: datetime, source: str | None) -> None:
    assert row.on is not None  # noqa: S101  # a plan that changes a case names it
    stored = row.on
    changes = {each.path: each.after for each in row.changes}
    if stored.state is not CaseState.OPEN:
        stored = set_aside(queue, stored.id, CaseState.OPEN, expected_version=stored.version, at=at)
        # What was asked then is not asked now, and no clock runs from then.
        changes = {RECEIVED: at, QUESTION: UNKNOWN, **changes}
    stored = change_facts(queue, stored.id, changes, expected_version=stored.version, at=at, source=source)
    history = _joined(stored.case.recorded, told.recorded)
    if history != stored.case.recorded:
        case = replace(stored.case, recorded=history)
        restore_case(queue, stored.id, case, expected_version=stored.version, at=at)


class _Known:
    """The cases of the queue by number and by day of birth."""

    def __init__(self, cases: Iterable[StoredCase]) -> None:
        self._by_number: dict[object, StoredCase] = {}
        self._by_birth: dict[date, list[StoredCase]] = {}
        for stored in cases:
            for number in _numbers(stored.case):
                self._by_number[number] = stored
            born = stored.case.patient.birth_date
            if born is not UNKNOWN:
                self._by_birth.setdefault(born, []).append(stored)

    def same_number(self, case: Case) -> tuple[StoredCase, ...]:
        found = {
            self._by_number[each].id: self._by_number[each]
            for each in _numbers(case)
            if each in self._by_number
        }
        return tuple(found.values())

    def alike(self, case: Case) -> StoredCase | None:
        born, name = case.patient.birth_date, case.patient.family_name
        if born is UNKNOWN or name is UNKNOWN:
            return None
        for stored in self._by_birth.get(born, ()):
            other = stored.case.patient.family_name
            if other is not UNKNOWN and _similar(name, other) and not _told_apart(case, stored.case):
                return stored
        return None


def _planned(row: ListedRow, known: _Known, at: datetime) -> RowPlan:
    case = row.case
    if case is None:
        return RowPlan(number=row.number, fate=Fate.REFUSED, case=None, problems=row.problems)
    same = known.same_number(case)
    if len(same) > 1:
        return _refused(row, UserError("import.row.two_patients"))
    if same:
        return _on_known(row, case, same[0], at)
    alike = known.alike(case)
    if alike is None:
        return RowPlan(number=row.number, fate=Fate.ADDED, case=case)
    plan = _on_known(row, case, alike, at)
    return plan if plan.fate is Fate.REFUSED else replace(plan, fate=Fate.ALIKE)


def _on_known(row: ListedRow, case: Case, stored: StoredCase, at: datetime) -> RowPlan:
    born, known = case.patient.birth_date, stored.case.patient.birth_date
    if born is not UNKNOWN and known is not UNKNOWN and born != known:
        return _refused(row, UserError("import.row.other_birth_date"))
    changes = _changes(stored.case, case)
    try:
        _tried(stored.case, changes, at)
    except CaseRefused as refused:
        return _refused(row, refused)
    fate = Fate.CHANGED if changes else Fate.UNCHANGED
    if stored.state is not CaseState.OPEN:
        fate = Fate.REFERRED_AGAIN
    return RowPlan(number=row.number, fate=fate, case=case, on=stored, changes=changes)


def _refused(row: ListedRow, error: KnownError | CaseRefused) -> RowPlan:
    return RowPlan(
        number=row.number, fate=Fate.REFUSED, case=row.case, problems=(RowProblem(column="", error=error),)
    )


def _tried(case: Case, changes: Iterable[Change], at: datetime) -> None:
    for each in changes:
        case = with_fact(case, each.path, each.after)
    read_case(case_tree(case), on_its_latest_day(at))


def _changes(before: Case, row: Case) -> tuple[Change, ...]:
    """Return what the row tells that the case does not; what the row leaves open changes nothing."""
    found = [
        Change(path=path, before=value_at(before, path), after=value_at(row, path))
        for path in FACTS
        if not path.startswith("lesions.")
        and value_at(row, path) is not UNKNOWN
        and value_at(row, path) != value_at(before, path)
    ]
    lesions = _lesions(before, row)
    if lesions != before.lesions:
        found.append(Change(path="lesions", before=before.lesions, after=lesions))
    return tuple(found)


def _lesions(before: Case, row: Case) -> tuple[Lesion[Unknown], ...] | Unknown:
    """Return the vertebrae of both; at one vertebra the row adds to what is known."""
    if row.lesions is UNKNOWN:
        return before.lesions
    merged = {} if before.lesions is UNKNOWN else {each.level: each for each in before.lesions}
    for lesion in row.lesions:
        told = {
            path.partition(".")[2]: getattr(lesion, path.partition(".")[2])
            for path in FACTS
            if path.startswith("lesions.") and getattr(lesion, path.partition(".")[2]) is not UNKNOWN
        }
        known = merged.get(lesion.level)
        merged[lesion.level] = lesion if known is None else replace(known, **told)
    return tuple(merged.values())


def _numbers(case: Case) -> tuple[object, ...]:
    patient = case.patient
    return tuple(each for each in (patient.hospital_number, patient.national_id) if each is not UNKNOWN)


def _told_apart(one: Case, other: Case) -> bool:
    """Tell whether two records carry numbers of one kind that differ."""
    return any(
        getattr(one.patient, name) is not UNKNOWN
        and getattr(other.patient, name) is not UNKNOWN
        and getattr(one.patient, name) != getattr(other.patient, name)
        for name in ("hospital_number", "national_id")
    )


def _similar(one: str, other: str) -> bool:
    return difflib.SequenceMatcher(None, fold(one), fold(other)).ratio() >= _SIMILAR


def _remembering(case: Case, at: datetime, source: str) -> Case:
    """Give each fact without a history its first entry: when it came, and from where."""
    told = {each.fact for each in case.recorded}
    entries = tuple(
        Recorded(fact=path, value=value_at(case, path), at=at, source=source)
        for path in FACTS
        if not path.startswith("lesions.") and path not in told and value_at(case, path) is not UNKNOWN
    )
    return replace(case, recorded=_joined(case.recorded, entries))


def _joined(one: tuple[Recorded, ...], other: tuple[Recorded, ...]) -> tuple[Recorded, ...]:
    return tuple(sorted({**dict.fromkeys(one), **dict.fromkeys(other)}, key=lambda each: each.at))
