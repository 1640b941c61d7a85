"""New signs after an earlier MRI, consultation or treatment start the clocks again."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mdt_desk.domain.case import Case, CaseOf
from mdt_desk.domain.reading import with_fact
from mdt_desk.domain.restarting import restarted_at

ZONE = ZoneInfo("Europe/Amsterdam")
AT = datetime(2026, 11, 18, 10, tzinfo=UTC)
WORSE = AT - timedelta(hours=1)


def case(**facts: object) -> Case:
    made: Case = CaseOf()
    for path, value in facts.items():
        made = with_fact(made, path.replace("__", "."), value)
    return made


@pytest.mark.parametrize(
    "event",
    [
        "referral__received_at",
        "imaging__mri_whole_spine_at",
        "treatment__radiotherapy_started_at",
        "treatment__ad_hoc_consultation_at",
        "treatment__tissue_taken_at",
    ],
)
def test_that_a_worsening_after_an_event_restarts_the_clocks(event: str) -> None:
    found = case(symptoms__worsened_at=WORSE, **{event: WORSE - timedelta(hours=3)})
    assert restarted_at(found, AT, ZONE) == WORSE


def test_that_an_operation_of_an_earlier_day_counts() -> None:
    assert restarted_at(
        case(symptoms__worsened_at=WORSE, treatment__surgery_done_on=date(2026, 11, 17)), AT, ZONE
    )


def test_that_what_came_after_the_worsening_restarts_nothing() -> None:
    found = case(symptoms__worsened_at=WORSE, imaging__mri_whole_spine_at=WORSE + timedelta(minutes=30))
    assert restarted_at(found, AT, ZONE) is None


def test_that_a_worsening_alone_restarts_nothing() -> None:
    assert restarted_at(case(symptoms__worsened_at=WORSE), AT, ZONE) is None
    assert restarted_at(case(imaging__mri_whole_spine_at=WORSE), AT, ZONE) is None


def test_that_a_worsening_to_come_restarts_nothing_yet() -> None:
    later = AT + timedelta(hours=1)
    found = case(symptoms__worsened_at=later, imaging__mri_whole_spine_at=WORSE)
    assert restarted_at(found, AT, ZONE) is None
