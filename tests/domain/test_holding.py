"""An assessment says the same until the moment until which it holds."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mdt_desk.bootstrap.rules import load_rules
from mdt_desk.domain.assess import assess
from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case, CaseOf
from mdt_desk.domain.holding import SLIDING, holds_until
from mdt_desk.domain.reading import with_fact
from tests.ui.patients import EVERYBODY, NOW, patient

ZONE = ZoneInfo("Europe/Amsterdam")
MEETING = NOW + timedelta(days=2)
RULES = load_rules(("erasmus-2022", "nice-ng234"))


def said(found: Assessment) -> tuple[object, ...]:
    """What the queue shows of an assessment; whether a clock has run out is said by its moment."""
    clocks = tuple(
        (each.guideline, each.action, each.due, each.stopped_at, each.certain) for each in found.clocks
    )
    scores = tuple((name, each.possible) for name, each in found.scores.items())
    advice = tuple(
        (each.guideline, each.action, each.status)
        for advised in found.guidelines.values()
        for each in advised
    )
    return (
        found.urgency.wait_for_meeting,
        found.urgency.because,
        found.urgency.missing,
        clocks,
        scores,
        advice,
    )


def injured(hours: float) -> Case:
    """Somebody whose complete injury is so many hours old."""
    case = patient(EVERYBODY[0])
    for path, value in (("neurology.frankel", "A"), ("neurology.complete_cord_injury_at", None)):
        given = NOW - timedelta(hours=hours) if value is None else type(case.neurology.frankel)(value)
        case = with_fact(case, path, given)
    return case


@pytest.mark.parametrize("at", [NOW, NOW + timedelta(hours=9), NOW + timedelta(hours=13, minutes=59)])
@pytest.mark.parametrize("case", [*(patient(each) for each in EVERYBODY), injured(20), injured(14 * 24 - 1)])
def test_that_nothing_changes_before_the_moment_until_which_it_holds(case: Case, at: datetime) -> None:
    before = assess(case, at, MEETING, RULES)
    until = holds_until(case, before, ZONE)
    assert at < until <= at + timedelta(days=1)
    last = assess(case, until - timedelta(seconds=1), MEETING, RULES)
    if until - at > SLIDING:
        assert said(last) == said(before)


def test_that_what_is_planned_and_a_clock_without_a_beginning_end_it_early() -> None:
    planned = with_fact(
        patient(EVERYBODY[0]), "treatment.radiotherapy_started_at", NOW + timedelta(minutes=50)
    )
    assert holds_until(planned, assess(planned, NOW, MEETING, RULES), ZONE) <= NOW + timedelta(minutes=50)
    nothing: Case = CaseOf()
    assert holds_until(nothing, assess(nothing, NOW, MEETING, RULES), ZONE) == NOW + SLIDING
