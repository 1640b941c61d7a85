"""Two cases of one patient become one: what is known is kept, and what differs is named."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from mdt_desk.domain.case import FACTS, Case, value_at
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import CaseId, CaseState
from mdt_desk.domain.reading import with_fact
from mdt_desk.usecases.cases import restore_case, set_aside
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.meetings import put_on_agenda
from mdt_desk.usecases.ports import CaseQueue, StoredCase


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What merging did, with the two cases as they were so that it can be taken back.

    ``filled`` came from the case put away; on ``differing`` the two disagree, and the kept case's value stands.
    """

    kept: StoredCase
    before: tuple[StoredCase, StoredCase]
    filled: tuple[str, ...]
    differing: tuple[str, ...]


def merge_cases(queue: CaseQueue, one: CaseId, other: CaseId, at: datetime) -> Merged:
    """Merge two waiting cases; the one that was discussed is kept, or else the older.

    The other is withdrawn; its place on an agenda passes on when the kept case has none.

    Raises:
        CaseRefused: the facts together would contradict each other.
        UserError: both were discussed, so that neither may disappear, or it is one case.

    """
    with queue.transaction():
        if one == other:
            raise UserError("refused.merge.same")
        keep, drop = _roles(queue, queue.get(one), queue.get(other))
        filled, differing = _compared(keep.case, drop.case)
        case = keep.case
        for path in filled:
            case = with_fact(case, path, value_at(drop.case, path))
        added = [each for each in drop.case.recorded if each.fact in filled]
        case = replace(case, recorded=tuple(sorted((*case.recorded, *added), key=lambda each: each.at)))
        kept = restore_case(queue, keep.id, case, expected_version=keep.version, at=at)
        set_aside(queue, drop.id, CaseState.WITHDRAWN, expected_version=drop.version, at=at)
        if keep.meeting is None and drop.meeting is not None:
            put_on_agenda(queue, drop.meeting, keep.id, at)
            kept = queue.get(keep.id)
        return Merged(kept=kept, before=(keep, drop), filled=filled, differing=differing)


def unmerge(queue: CaseQueue, merged: Merged, at: datetime) -> None:
    """Take a merging back: both cases are again what and where they were.

    Raises:
        Conflict: the kept case was changed since.

    """
    keep, drop = merged.before
    with queue.transaction():
        version = merged.kept.version
        stored = restore_case(queue, keep.id, keep.case, expected_version=version, at=at)
        if keep.meeting is None and stored.meeting is not None:
            stored = set_aside(queue, keep.id, CaseState.WITHDRAWN, expected_version=stored.version, at=at)
            set_aside(queue, keep.id, keep.state, expected_version=stored.version, at=at)
        set_aside(queue, drop.id, drop.state, expected_version=queue.get(drop.id).version, at=at)
        if drop.meeting is not None:
            put_on_agenda(queue, drop.meeting, drop.id, at)


def _roles(queue: CaseQueue, one: StoredCase, other: StoredCase) -> tuple[StoredCase, StoredCase]:
    older, newer = sorted((one, other), key=lambda each: (each.listed_at, each.id))
    discussed = [bool(queue.decisions(case=each.id)) for each in (older, newer)]
    if all(discussed):
        raise UserError("refused.merge.both_discussed")
    return (newer, older) if discussed[1] else (older, newer)


def _compared(keep: Case, drop: Case) -> tuple[tuple[str, ...], tuple[str, ...]]:
    filled: list[str] = []
    differing: list[str] = []
    for path in _paths():
        mine, theirs = value_at(keep, path), value_at(drop, path)
        if theirs is UNKNOWN or mine == theirs:
            continue
        (filled if mine is UNKNOWN else differing).append(path)
    return tuple(filled), tuple(differing)


def _paths() -> Iterator[str]:
    yield from (path for path in FACTS if not path.startswith("lesions."))
    yield "lesions"
