"""Who changed a case, and when: so that who is asked to choose knows whose value it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mdt_desk.domain.audit import Deed, Result
from mdt_desk.domain.case import Case
from mdt_desk.domain.meeting import CaseId, MeetingId
from mdt_desk.usecases.ports import StoredCase
from mdt_desk.usecases.witness import Witness


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """A change by somebody; ``who`` is empty where no audit trail is kept."""

    at: datetime
    who: str = ""


def touches(witness: Witness | None, case: CaseId, meeting: MeetingId | None = None) -> tuple[Touch, ...]:
    """Return who changed a case, earliest first; with ``meeting``: who wrote its decision there.

    Raises:
        SiteError: the audit trail cannot be read.

    """
    if witness is None:
        return ()
    what = Deed.CHANGED if meeting is None else Deed.DECIDED
    of = None if meeting is None else f"meeting:{meeting.hex[:8]}"
    return tuple(
        Touch(at=each.event.at, who=each.event.who)
        for each in witness.trail.lines(case)
        if each.event.what is what
        and each.event.result is Result.DONE
        and (of is None or each.event.object == of)
    )


def touch_of(stored: StoredCase, path: str, known: Iterable[Touch]) -> Touch:
    """Return who last changed a fact, as far as that is known: a line is written just after what it is about."""
    at = _recorded_at(stored.case, path)
    found = sorted(known, key=lambda each: each.at)
    since = [each for each in found if at is not None and each.at >= at]
    if since:
        return since[0]
    return found[-1] if found else Touch(at=at or stored.changed_at)


def _recorded_at(case: Case, path: str) -> datetime | None:
    return max((each.at for each in case.recorded if each.fact == path), default=None)
