"""When clocks start again: new signs after a referral, an MRI, a consultation or a treatment reopen the questions."""

from datetime import datetime, tzinfo
from typing import Final

from mdt_desk.domain.case import Case, value_at
from mdt_desk.domain.deadlines import STOPPED_BY
from mdt_desk.domain.moments import came_before, worsened_at

_EARLIER: Final = (
    "referral.received_at",
    *dict.fromkeys(path for paths in STOPPED_BY.values() for path in paths),
)
"""What starts or stops a clock, and no longer does once the patient got worse after it."""


def restarted_at(case: Case, at: datetime, zone: tzinfo) -> datetime | None:
    """Return the worsening from which clocks run anew; None where none lies behind us, or nothing came before it."""
    worsened = worsened_at(case, at)
    earlier = any(came_before(value_at(case, path), worsened, at, zone) for path in _EARLIER)
    return worsened if earlier else None
