"""Looking back upon a case: as it was, in short, and equal to the full assessment of that day."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from mdt_desk.bootstrap.rules import load_rules
from mdt_desk.domain.advice import ClockState
from mdt_desk.domain.assess import assess
from mdt_desk.domain.case import Bilsky, Case, CaseOf, Lesion, Recorded
from mdt_desk.domain.deadlines import STOPPED_BY
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.hindsight import as_it_was, clocks_until, nesms_at, readiness_at
from mdt_desk.domain.readiness import readiness
from mdt_desk.domain.reading import with_fact
from mdt_desk.domain.spine import Level
from mdt_desk.usecases.synthetic import synthetic_case

AT = datetime(2026, 11, 18, 7, 0, tzinfo=UTC)
RULES = load_rules(("erasmus-2022",))
LEADING = RULES.sources[0]


def dated(*entries: tuple[int, float]) -> Case:
    """A case whose albumin was told so many days from the meeting."""
    found = tuple(
        Recorded(fact="labs.albumin_g_per_l", value=value, at=AT + timedelta(days=days))
        for days, value in entries
    )
    case: Case = CaseOf(recorded=found)
    return with_fact(case, "labs.albumin_g_per_l", entries[-1][1])


@pytest.mark.parametrize(
    ("entries", "known"),
    [(((-2, 30.0), (1, 40.0)), 30.0), (((1, 40.0),), UNKNOWN), (((-3, 30.0), (-1, 40.0)), 40.0)],
)
def test_that_a_fact_is_as_it_stood_at_the_moment(
    entries: tuple[tuple[int, float], ...], known: object
) -> None:
    assert as_it_was(dated(*entries), AT).labs.albumin_g_per_l == known


def test_that_a_vertebra_is_taken_as_it_is_whatever_is_dated_of_it() -> None:
    later = Recorded(fact="lesions.T6.bilsky", value=Bilsky.GRADE_2, at=AT + timedelta(days=1))
    case: Case = CaseOf(lesions=(Lesion(level=Level.T6, bilsky=Bilsky.GRADE_2),), recorded=(later,))
    assert as_it_was(case, AT) == case


def test_that_a_fact_without_a_history_is_taken_as_it_is() -> None:
    case = with_fact(CaseOf(), "labs.albumin_g_per_l", 33.0)
    assert as_it_was(case, AT) == case


@pytest.mark.parametrize("seed", range(25))
def test_that_the_short_way_answers_as_the_full_assessment_does(seed: int) -> None:
    case = synthetic_case(Random(seed), seed, AT - timedelta(days=2))
    full = assess(case, AT, AT, RULES)
    assert nesms_at(case, AT, RULES.zone) == full.scores["nesms"].value
    assert readiness_at(case, AT, LEADING, RULES.zone) is readiness(case, full, LEADING.id).state
    stoppable = [each for each in full.clocks if each.action in STOPPED_BY]
    assert list(clocks_until(case, AT, LEADING, RULES.zone)) == stoppable


def test_that_a_case_about_which_nothing_is_known_is_not_ready() -> None:
    nothing: Case = CaseOf()
    full = assess(nothing, AT, AT, RULES)
    assert readiness_at(nothing, AT, LEADING, RULES.zone) is readiness(nothing, full, LEADING.id).state


def test_that_a_clock_is_read_when_it_has_run_out() -> None:
    case = synthetic_case(Random(3), 3, AT - timedelta(days=2))
    later = clocks_until(case, AT + timedelta(days=28), LEADING, RULES.zone)
    assert later
    assert all(each.state is not ClockState.RUNNING for each in later)
