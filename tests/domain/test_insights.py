"""What the records tell of our own meetings, and no more than they tell."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdt_desk.domain import insights
from mdt_desk.domain.advice import Clock, ClockState
from mdt_desk.domain.case import CaseOf
from mdt_desk.domain.follow_up import FollowUp, months_after
from mdt_desk.domain.insights import Course, Share
from mdt_desk.domain.kaplan_meier import Followed
from mdt_desk.domain.meeting import (
    ActionId,
    ActionItem,
    CaseId,
    Decision,
    DeviationReason,
    Meeting,
    MeetingId,
    MeetingState,
)
from mdt_desk.domain.readiness import ReadinessState
from mdt_desk.domain.reading import with_fact

START = datetime(2026, 1, 14, 7, 0, tzinfo=UTC)
ONE, MEETING = CaseId(UUID(int=1)), MeetingId(UUID(int=2))
HELD = Meeting(id=MEETING, starts_at=START, state=MeetingState.CLOSED, signed_by="A", signed_at=START)
DECIDED = Decision(
    case_id=ONE, meeting_id=MEETING, decided_at=START + timedelta(minutes=6), options=("sbrt",)
)
TODAY = date(2027, 3, 1)


def decision(minutes: float, **changes: object) -> Decision:
    case_id = CaseId(UUID(int=round(minutes * 60) + 10))
    return replace(DECIDED, case_id=case_id, decided_at=START + timedelta(minutes=minutes), **changes)  # type: ignore[arg-type]  # fields by name


def test_that_a_month_counts_its_meetings_and_a_month_without_one_is_there() -> None:
    later = replace(HELD, id=MeetingId(UUID(int=3)), starts_at=START + timedelta(days=60))
    planned = replace(
        HELD, id=MeetingId(UUID(int=4)), state=MeetingState.PLANNED, signed_by=None, signed_at=None
    )
    put_off = decision(9, deferred_because="MRI")
    months = insights.by_month([later, HELD, planned], [DECIDED, put_off], UTC)
    assert [(each.month, each.meetings, each.decided, each.deferred) for each in months] == [
        ((2026, 1), 1, 1, 1),
        ((2026, 2), 0, 0, 0),
        ((2026, 3), 1, 0, 0),
    ]
    assert insights.by_month([planned], [], UTC) == ()


def test_that_a_case_takes_the_time_since_the_one_before() -> None:
    found = insights.pace([HELD], [decision(4), decision(10), decision(18)])
    assert (found.cases, found.median) == (3, 6)


def test_that_decisions_of_other_meetings_take_no_time_of_these() -> None:
    elsewhere = decision(8, meeting_id=MeetingId(UUID(int=3)))
    found = insights.pace([HELD], [decision(4), elsewhere, decision(10)])
    assert (found.cases, found.median) == (2, 5)


def test_that_a_pause_is_no_time_of_a_case() -> None:
    found = insights.pace([HELD], [decision(4), decision(60)])
    assert (found.cases, found.median, found.lower, found.upper) == (1, 4, 4, 4)
    assert insights.pace([HELD], []).median is None


def test_that_only_a_case_of_which_nothing_was_missing_was_ready() -> None:
    assert insights.ready_at_listing([ReadinessState.READY, ReadinessState.CONDITIONAL]) == Share(
        part=1, whole=2
    )
    assert insights.ready_at_listing([]).value is None


@pytest.mark.parametrize(
    ("state", "certain", "kept"),
    [
        (ClockState.MET, True, {"mri_whole_spine": Share(part=1, whole=1)}),
        (ClockState.LATE, True, {"mri_whole_spine": Share(part=0, whole=1)}),
        (ClockState.OVERDUE, True, {"mri_whole_spine": Share(part=0, whole=1)}),
        (ClockState.RUNNING, True, {}),
        (ClockState.LATE, False, {}),
    ],
)
def test_that_a_deadline_counts_when_it_ended_and_was_certain(
    state: ClockState, certain: bool, kept: dict[str, Share]
) -> None:
    clock = Clock(
        guideline="erasmus-2022",
        action="mri_whole_spine",
        started_at=START,
        due=START,
        stopped_at=None,
        state=state,
        certain=certain,
    )
    assert insights.deadlines_kept([clock]) == kept


def test_that_a_departure_counts_with_its_reason_and_a_deferral_not_at_all() -> None:
    choice = decision(9, deviates_from_leading=True, deviation=DeviationReason.PATIENTS_CHOICE)
    silent = decision(12, deviates_from_leading=True)
    put_off = decision(15, deferred_because="MRI")
    found = insights.concordance([DECIDED, choice, silent, put_off])
    assert found.following == Share(part=1, whole=3)
    assert found.reasons == {DeviationReason.PATIENTS_CHOICE: 1, None: 1}


@pytest.mark.parametrize(
    ("due", "done_on", "fate"),
    [
        (date(2027, 2, 1), date(2027, 2, 1), "in_time"),
        (date(2027, 2, 1), date(2027, 2, 2), "late"),
        (None, date(2027, 2, 2), "in_time"),
        (TODAY, None, "open"),
        (TODAY - timedelta(days=1), None, "overdue"),
        (None, None, "undated"),
    ],
)
def test_that_an_action_is_told_by_what_became_of_it(
    due: date | None, done_on: date | None, fate: str
) -> None:
    item = ActionItem(id=ActionId(UUID(int=5)), text="MRI", due=due, done_on=done_on)
    found = insights.actions([replace(DECIDED, actions=(item,))], TODAY)
    assert getattr(found, fate) == 1
    assert found.in_time + found.late + found.open + found.overdue + found.undated == 1


def seen(months: int, alive: bool | None) -> FollowUp:
    asked = months_after(START.date(), months)
    return FollowUp(case_id=ONE, months=months, asked_on=asked, asked_by="A", alive=alive)


def test_that_a_patient_is_followed_until_death_or_the_last_time_known_alive() -> None:
    died = with_fact(CaseOf(), "patient.died_on", months_after(START.date(), 3))
    ended = insights.course(DECIDED, died, [], 2, TODAY).followed
    assert (ended.time, ended.died) == (3.0, True)
    alive = insights.course(DECIDED, CaseOf(), [seen(3, alive=True), seen(6, alive=None)], 2, TODAY)
    assert (alive.followed.time, alive.followed.died) == (3.0, False)
    assert insights.course(DECIDED, CaseOf(), [], 2, TODAY).followed == Followed(time=0, died=False)


@given(st.dates(date(2020, 1, 1), date(2026, 1, 1)), st.integers(0, 30), st.integers(1, 40))
def test_that_months_are_those_of_the_calendar_and_time_never_runs_back(
    day: date, months: int, later: int
) -> None:
    decided = replace(DECIDED, decided_at=datetime.combine(day, DECIDED.decided_at.timetz()))

    def followed(until: date) -> float:
        died = with_fact(CaseOf(), "patient.died_on", until)
        return insights.course(decided, died, [], None, date(2040, 1, 1)).followed.time

    end = months_after(day, months)
    assert followed(end) == months
    assert followed(end + timedelta(days=later)) > followed(end)


def test_that_a_death_that_is_not_yet_is_no_death() -> None:
    died = with_fact(CaseOf(), "patient.died_on", TODAY + timedelta(days=1))
    assert not insights.course(DECIDED, died, [], 2, TODAY).followed.died


def courses(nesms: int | None, *lives: tuple[float, bool]) -> list[Course]:
    return [Course(nesms=nesms, followed=Followed(time=time, died=died)) for time, died in lives]


def test_that_survival_is_hidden_below_the_number_that_was_set() -> None:
    few = insights.own_survival(courses(2, (5, True), (14, False)), fewest=3)
    enough = insights.own_survival(courses(2, (5, True), (14, False)), fewest=2)
    assert (few[2].patients, few[2].steps) == (2, ())
    assert enough[2].steps
    assert [each.own for each in few[2].calibration] == [None, None]


def test_that_calibration_stands_beside_the_published_points_and_only_where_somebody_was_followed() -> None:
    own = insights.own_survival(courses(2, (5, True), (8, False)), fewest=1)[2]
    assert [(each.months, each.published, each.own) for each in own.calibration] == [
        (6, 0.73, 0.5),
        (12, 0.52, None),
    ]
    nobody_died = insights.own_survival(courses(3, (13, False)), fewest=1)[3]
    assert [each.own for each in nobody_died.calibration] == [1.0, 1.0]


def test_that_who_had_no_certain_nesms_belongs_to_no_class() -> None:
    assert all(each.patients == 0 for each in insights.own_survival(courses(None, (5, True)), fewest=1))
