"""Clocks start, run and stop where the sources say; the queue puts first what cannot wait."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from mdt_desk.domain.advice import AdviceStatus, Clock, ClockState, Reason
from mdt_desk.domain.assess import assess
from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case
from mdt_desk.domain.deadlines import DENIES_WAITING, STOPPED_BY, clocks, queue_key
from mdt_desk.domain.guidelines.rule import Answer, Do, Question, Rule, Source
from mdt_desk.domain.judging import Judge
from mdt_desk.domain.moments import Within, moments_of
from mdt_desk.domain.readiness import Readiness, ReadinessState
from mdt_desk.domain.samples import Moments
from mdt_desk.domain.settle import Facts, Settler
from mdt_desk.domain.vocabulary import ACTIONS
from tests.domain.desk import AT, MEETING, ZONE, assessed, case_of, rules

LEADING = "erasmus-2022"
PAIN: dict[str, object] = {
    "symptoms__back_or_neck_pain": True,
    "symptoms__radicular_pain": "none",
    "symptoms__lhermitte": False,
    "symptoms__pain_severity": 4,
    "neurology__cord_or_cauda_signs": False,
    "neurology__radicular_deficit": "none",
    "neurology__frankel": "E",
    "neurology__sphincter_dysfunction": False,
    "tumour__primary": "breast",
    "tumour__histology_confirmed": True,
    "tumour__atypical_imaging": False,
    "tumour__progression_elsewhere": True,
    "tumour__diagnosed_on": "2025-01-10",
    "imaging__confirmed_spinal_metastases": True,
    "imaging__compression_on_mri": False,
    "imaging__asymptomatic_compression_on_ct": False,
    "stability__clinically_unstable": False,
    "stability__axial_loading_pain": False,
    "stability__neurological_signs_of_instability": False,
}
"""Local pain only, of a known tumour: nothing about it is urgent."""


def patient(**changed: object) -> Case:
    return case_of(**(PAIN | changed))


def clock_of(said: Assessment, guideline: str, action: str) -> Clock:
    (found,) = [each for each in said.clocks if (each.guideline, each.action) == (guideline, action)]
    return found


def when(**before: float) -> str:
    return (AT - timedelta(**before)).isoformat()


def test_that_a_clock_tells_where_it_started_and_when_it_runs_out() -> None:
    clock = clock_of(assessed(patient(symptoms__worsened_at=when(days=3))), LEADING, "mri_whole_spine")
    assert clock == Clock(
        guideline=LEADING,
        action="mri_whole_spine",
        started_at=AT - timedelta(days=3),
        due=AT + timedelta(days=11),
        stopped_at=None,
        state=ClockState.RUNNING,
        certain=True,
    )


@pytest.mark.parametrize(
    ("since", "state"),
    [
        (timedelta(hours=12), ClockState.RUNNING),
        (timedelta(hours=12, seconds=1), ClockState.OVERDUE),
    ],
)
def test_that_a_deadline_is_overdue_only_after_its_moment(since: timedelta, state: ClockState) -> None:
    case = patient(neurology__cord_or_cauda_signs=True, symptoms__worsened_at=(AT - since).isoformat())
    clock = clock_of(assessed(case), LEADING, "mri_whole_spine")
    assert (clock.due, clock.state) == (AT - since + timedelta(hours=12), state)


@pytest.mark.parametrize(
    ("after", "state"),
    [
        (timedelta(hours=12), ClockState.MET),
        (timedelta(hours=12, seconds=1), ClockState.LATE),
    ],
)
def test_that_an_mri_on_the_very_moment_is_in_time(after: timedelta, state: ClockState) -> None:
    start = AT - timedelta(days=2)
    case = patient(
        neurology__cord_or_cauda_signs=True,
        symptoms__worsened_at=start.isoformat(),
        imaging__mri_whole_spine_at=(start + after).isoformat(),
    )
    assert clock_of(assessed(case), LEADING, "mri_whole_spine") == Clock(
        guideline=LEADING,
        action="mri_whole_spine",
        started_at=start,
        due=start + timedelta(hours=12),
        stopped_at=start + after,
        state=state,
        certain=True,
    )


def test_that_the_earliest_treatment_stops_the_clock() -> None:
    mri = AT - timedelta(days=4)
    case = patient(
        neurology__cord_or_cauda_signs=True,
        imaging__mri_whole_spine_at=mri.isoformat(),
        treatment__radiotherapy_started_at=(mri + timedelta(hours=30)).isoformat(),
        treatment__started_at=(mri + timedelta(hours=20)).isoformat(),
    )
    clock = clock_of(assessed(case), LEADING, "start_treatment")
    assert (clock.started_at, clock.stopped_at) == (mri, mri + timedelta(hours=20))
    assert clock.state is ClockState.MET


@pytest.mark.parametrize(
    ("event", "guideline", "action", "facts"),
    [
        ("imaging__mri_whole_spine_at", LEADING, "mri_whole_spine", {}),
        ("imaging__ct_spine_at", LEADING, "ct_spine_with_contrast", {"imaging__mri_possible": False}),
        (
            "treatment__tissue_taken_at",
            LEADING,
            "biopsy",
            {"tumour__primary": "unknown", "tumour__histology_confirmed": False},
        ),
        ("treatment__started_at", LEADING, "start_treatment", {}),
        ("treatment__radiotherapy_started_at", LEADING, "start_treatment", {}),
        ("treatment__surgery_done_on", LEADING, "start_treatment", {}),
        (
            "treatment__radiotherapy_started_at",
            "nice-ng234",
            "radiotherapy_urgent",
            {"neurology__cord_or_cauda_signs": True, "condition__fit_for_surgery": False},
        ),
        (
            "treatment__stability_judged_at",
            "nice-ng234",
            "stability_advice_24h",
            {"symptoms__movement_pain": "severe"},
        ),
        ("treatment__admitted_at", "noms", "admit", {"neurology__cord_or_cauda_signs": True}),
    ],
)
def test_that_the_event_that_an_action_waits_for_stops_its_clock(
    event: str, guideline: str, action: str, facts: dict[str, object]
) -> None:
    before = patient(symptoms__worsened_at=when(hours=30), **facts)
    running = clock_of(assessed(before), guideline, action)
    assert running.stopped_at is None
    happened = (AT - timedelta(days=1)).date().isoformat() if event.endswith("_on") else when(hours=5)
    after = patient(symptoms__worsened_at=when(hours=30), **facts, **{event: happened})
    stopped = clock_of(assessed(after), guideline, action)
    assert stopped.stopped_at is not None
    assert (stopped.due, stopped.started_at) == (running.due, running.started_at)


def test_that_what_is_planned_stops_no_clock() -> None:
    case = patient(imaging__mri_whole_spine_at=(AT + timedelta(hours=1)).isoformat())
    assert clock_of(assessed(case), LEADING, "mri_whole_spine").stopped_at is None


def test_that_a_worsening_after_the_mri_starts_the_clock_anew() -> None:
    case = patient(imaging__mri_whole_spine_at=when(days=3), symptoms__worsened_at=when(days=1))
    clock = clock_of(assessed(case), LEADING, "mri_whole_spine")
    assert (clock.started_at, clock.stopped_at) == (AT - timedelta(days=1), None)


def test_that_an_event_stops_no_clock_that_was_never_certain_to_run() -> None:
    case = case_of(imaging__mri_whole_spine_at=when(hours=3), imaging__confirmed_spinal_metastases=True)
    assert not [each for each in assessed(case).clocks if each.action == "mri_whole_spine"]


def test_that_nothing_that_is_done_without_a_deadline_has_a_clock() -> None:
    """The biopsy of NOMS has no deadline, so taking tissue meets none."""
    case = patient(
        tumour__primary="unknown", tumour__histology_confirmed=False, treatment__tissue_taken_at=when(hours=2)
    )
    said = assessed(case)
    assert clock_of(said, LEADING, "biopsy").state is ClockState.MET
    assert not [each for each in said.clocks if (each.guideline, each.action) == ("noms", "biopsy")]


def test_that_a_source_for_comparison_only_drives_no_clock_and_no_alarm() -> None:
    said = assessed(patient(neurology__cord_or_cauda_signs=True))
    assert {each.guideline for each in said.clocks} == {LEADING, "lwno-2015", "nice-ng234", "noms"}
    assert "summary" not in {each.guideline for each in said.urgency.because}


def test_that_clocks_stand_running_before_stopped_certain_before_open_most_urgent_first() -> None:
    case = case_of(
        symptoms__worsened_at=when(days=2),
        imaging__confirmed_spinal_metastases=True,
        neurology__cord_or_cauda_signs=True,
        tumour__primary="unknown",
        treatment__admitted_at=when(days=1),
    )
    clocks = assessed(case).clocks
    places = [(each.stopped_at is not None, not each.certain, each.due) for each in clocks]
    assert places == sorted(places)
    assert {each.certain for each in clocks if each.stopped_at is None} == {True, False}
    assert clocks[-1].action == "admit"


def test_that_a_clock_of_what_is_only_possible_is_not_certain() -> None:
    case = case_of(symptoms__back_or_neck_pain=True)
    possible = clock_of(assessed(case), "noms", "admit")
    assert (possible.certain, possible.stopped_at) == (False, None)


def test_that_only_what_denies_waiting_stands_in_the_way_of_the_meeting() -> None:
    assert {"start_treatment", "radiotherapy_urgent", "biopsy", "decompression", "admit"} == DENIES_WAITING
    assert set(STOPPED_BY) <= set(ACTIONS)


def test_that_an_emergency_names_its_reasons_with_the_sign_first() -> None:
    urgency = assessed(patient(neurology__cord_or_cauda_signs=True)).urgency
    assert urgency.wait_for_meeting is False
    assert urgency.emergency_possible
    assert urgency.missing == ()
    assert urgency.because[0] == Reason(guideline="", action="emergency_sign")
    assert set(urgency.because[1:]) >= {
        Reason(guideline=LEADING, action="mdt_ad_hoc"),
        Reason(guideline=LEADING, action="start_treatment"),
        Reason(guideline="lwno-2015", action="start_treatment"),
        Reason(guideline="noms", action="admit"),
    }


def test_that_a_case_without_urgency_waits_and_names_no_reason() -> None:
    urgency = assessed(patient()).urgency
    assert (urgency.wait_for_meeting, urgency.because, urgency.missing) == (True, (), ())
    assert not urgency.emergency_possible


def test_that_what_is_unknown_leaves_waiting_open_and_says_what_decides() -> None:
    facts = {name: value for name, value in PAIN.items() if name != "symptoms__lhermitte"}
    urgency = assessed(case_of(**facts)).urgency
    assert (urgency.wait_for_meeting, urgency.missing) == (None, ("symptoms.lhermitte",))
    assert urgency.emergency_possible


@pytest.mark.parametrize(
    ("meeting", "waits"), [(timedelta(0), True), (timedelta(seconds=1), False)], ids=["before", "after"]
)
def test_that_treatment_due_at_the_meeting_itself_can_wait_for_it(meeting: timedelta, waits: bool) -> None:
    """Compression on MRI with pain, without signs: within 72 hours of the MRI, by the leading guideline alone."""
    made = AT - timedelta(hours=10)
    case = patient(imaging__compression_on_mri=True, imaging__mri_whole_spine_at=made.isoformat())
    only = replace(rules(), sources=tuple(each for each in rules().sources if each.id == LEADING))
    said = assess(case, AT, made + timedelta(hours=72) + meeting, only)
    assert said.urgency.wait_for_meeting is waits


@pytest.mark.parametrize(("guideline", "waits"), [("nice-ng234", True), ("lwno-2015", False)])
def test_that_tissue_without_hours_denies_the_meeting_only_where_the_source_calls_it_urgent(
    guideline: str, waits: bool
) -> None:
    case = patient(tumour__primary="unknown", tumour__histology_confirmed=False)
    only = replace(rules(), sources=tuple(each for each in rules().sources if each.id == guideline))
    said = assess(case, AT, MEETING, only)
    (biopsy,) = [each for each in said.guidelines[guideline] if each.action == "biopsy"]
    assert (biopsy.status, biopsy.within_hours) == (AdviceStatus.APPLIES, None)
    assert said.urgency.wait_for_meeting is waits


def test_that_the_most_urgent_moment_is_that_of_certain_advice_of_a_guideline_that_speaks() -> None:
    said = assessed(patient(symptoms__worsened_at=when(days=3)))
    certain = [
        each.due
        for name, advised in said.guidelines.items()
        for each in advised
        if each.due is not None and each.status is AdviceStatus.APPLIES and name != "summary"
    ]
    assert said.urgency.most_urgent_due == min(certain) == AT + timedelta(days=4)


def test_that_without_a_deadline_there_is_no_most_urgent_moment() -> None:
    case = patient(
        symptoms__back_or_neck_pain=False,
        imaging__mri_whole_spine_at=when(days=2),
        treatment__started_at=when(days=1),
        information__leaflet_given_on=(AT - timedelta(days=1)).date().isoformat(),
        symptoms__movement_pain="none",
        condition__fit_for_surgery=True,
        treatment__surgery_technically_feasible=True,
    )
    assert assessed(case).urgency.most_urgent_due is None


READY = Readiness(state=ReadinessState.READY, missing=())


def key(state: ReadinessState = ReadinessState.READY, **facts: Any) -> tuple[int, float, int]:  # noqa: ANN401  # facts
    said = assessed(patient(**facts))
    return queue_key(said, Readiness(state=state, missing=()), LEADING)


def test_that_a_case_that_must_not_wait_stands_before_one_that_can() -> None:
    assert key(neurology__cord_or_cauda_signs=True)[0] == 0
    assert key()[0] == 2
    assert key(neurology__cord_or_cauda_signs=True) < key()


def test_that_a_case_in_which_an_emergency_is_not_excluded_stands_between() -> None:
    facts = {name: value for name, value in PAIN.items() if name != "symptoms__lhermitte"}
    said = assessed(case_of(**facts))
    assert key(neurology__cord_or_cauda_signs=True) < queue_key(said, READY, LEADING) < key()
    assert queue_key(said, READY, LEADING)[0] == 1


def test_that_an_open_question_without_a_possible_emergency_stands_with_those_that_can_wait() -> None:
    """Severe pain calls for consultation by the national guideline: open while nobody asked how severe it is."""
    facts = {name: value for name, value in PAIN.items() if name != "symptoms__pain_severity"}
    said = assessed(case_of(**facts))
    assert (said.urgency.wait_for_meeting, said.urgency.emergency_possible) == (None, False)
    assert queue_key(said, READY, LEADING)[0] == 2


def test_that_the_most_urgent_certain_clock_of_the_leading_guideline_orders_within_a_lane() -> None:
    early, late = key(symptoms__worsened_at=when(days=6)), key(symptoms__worsened_at=when(days=5))
    assert early < late
    assert early[1] == (AT + timedelta(days=8)).timestamp()


def test_that_the_clocks_of_other_guidelines_and_of_what_is_done_do_not_order_the_queue() -> None:
    done = {
        "imaging__mri_whole_spine_at": when(days=2),
        "treatment__started_at": when(days=1),
        "symptoms__movement_pain": "severe",
    }
    said = assessed(patient(**done))
    assert [each for each in said.clocks if each.guideline == "nice-ng234" and each.stopped_at is None]
    assert queue_key(said, READY, LEADING)[1] == float("inf")
    assert queue_key(said, READY, "nice-ng234")[1] == (AT - timedelta(days=1)).timestamp()


def test_that_a_clock_that_is_only_possible_does_not_order_the_queue() -> None:
    said = assessed(case_of(symptoms__back_or_neck_pain=True))
    uncertain = [each for each in said.clocks if each.guideline == "noms" and not each.certain]
    certain = [each for each in said.clocks if each.guideline == "noms" and each.certain]
    assert uncertain
    assert not certain
    assert queue_key(said, READY, "noms")[1] == float("inf")


def test_that_what_is_ready_stands_before_what_is_not() -> None:
    assert [key(state=each)[2] for each in ReadinessState] == [0, 1, 2]
    assert key(state=ReadinessState.READY) < key(state=ReadinessState.CONDITIONAL)
    assert key(state=ReadinessState.CONDITIONAL) < key(state=ReadinessState.NOT_READY)


def test_that_a_moment_of_another_zone_is_the_same_moment() -> None:
    elsewhere = datetime.fromisoformat(when(hours=2)).astimezone().isoformat()
    case = patient(neurology__cord_or_cauda_signs=True, symptoms__worsened_at=elsewhere)
    assert clock_of(assessed(case), LEADING, "mri_whole_spine").due == AT + timedelta(hours=10)
    assert MEETING > AT


@pytest.mark.parametrize(("minute", "waits"), [(0, True), (1, False)])
def test_that_a_fortnight_across_the_change_of_clocks_ends_at_the_same_time_of_day(
    minute: int, waits: bool
) -> None:
    """Pain only: within fourteen days of the MRI; clocks went back on 25 October 2026."""
    made = datetime(2026, 10, 12, 10, tzinfo=ZONE)
    case = patient(imaging__mri_whole_spine_at=made.isoformat())
    only = replace(rules(), sources=tuple(each for each in rules().sources if each.id == LEADING))
    meeting = datetime(2026, 10, 26, 10, minute, tzinfo=ZONE)
    said = assess(case, made + timedelta(hours=2), meeting, only)
    assert clock_of(said, LEADING, "start_treatment").due == datetime(2026, 10, 26, 10, tzinfo=ZONE)
    assert said.urgency.wait_for_meeting is waits


@pytest.mark.parametrize(("minute", "state"), [(0, ClockState.MET), (1, ClockState.LATE)])
def test_that_an_mri_across_the_change_of_clocks_is_judged_by_the_same_time_of_day(
    minute: int, state: ClockState
) -> None:
    worsened = datetime(2026, 10, 12, 10, tzinfo=ZONE)
    made = datetime(2026, 10, 26, 10, minute, tzinfo=ZONE)
    case = patient(symptoms__worsened_at=worsened.isoformat(), imaging__mri_whole_spine_at=made.isoformat())
    clock = clock_of(assessed(case), LEADING, "mri_whole_spine")
    assert (clock.due, clock.state) == (datetime(2026, 10, 26, 10, tzinfo=ZONE), state)


def test_that_a_source_for_comparison_in_front_of_others_does_not_silence_them() -> None:
    sources = sorted(rules().sources, key=lambda each: not each.document.advisory_only)
    assert sources[0].id == "summary"
    case = patient(neurology__cord_or_cauda_signs=True)
    said = assess(case, AT, MEETING, replace(rules(), sources=tuple(sources)))
    assert {each.guideline for each in said.clocks} == {LEADING, "lwno-2015", "nice-ng234", "noms"}


def test_that_an_event_that_met_no_deadline_does_not_hide_one_that_did() -> None:
    """Tissue of a known tumour was not asked for; the treatment that followed was."""
    case = patient(
        imaging__mri_whole_spine_at=when(days=3),
        treatment__tissue_taken_at=when(days=2),
        treatment__started_at=when(days=1),
    )
    said = assessed(case)
    assert not [each for each in said.clocks if (each.guideline, each.action) == (LEADING, "biopsy")]
    assert clock_of(said, LEADING, "start_treatment").state is ClockState.MET


# --- questions that no source asks, so that each part of an answer is seen by itself -------------------------------


def asking(action: str, rule: Rule) -> Source:
    """Return the leading source with one question only."""
    source = rules().sources[0]
    return replace(
        source, guideline=replace(source.guideline, questions=(Question(action=action, rule=rule),))
    )


def sometime(_f: Facts, _n: object) -> Answer:
    return Do()


def within_two_months(_f: Facts, _n: object) -> Answer:
    return Do(within=Within(hours=1440))


def within_half_a_day(_f: Facts, _n: object) -> Answer:
    return Do(within=Within(hours=12))


@pytest.mark.parametrize(
    ("action", "rule", "waits"),
    [
        ("mdt_ad_hoc", sometime, False),
        ("mdt_ad_hoc", within_two_months, False),
        ("start_treatment", sometime, True),
        ("start_treatment", within_two_months, True),
        ("start_treatment", within_half_a_day, False),
        ("leaflet", within_half_a_day, True),
    ],
)
def test_that_a_consultation_never_waits_and_treatment_only_where_it_is_not_due_before(
    action: str, rule: Rule, waits: bool
) -> None:
    only = replace(rules(), sources=(asking(action, rule),))
    assert assess(patient(), AT, MEETING, only).urgency.wait_for_meeting is waits


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, ClockState.RUNNING),
        ({"imaging__ct_spine_at": when(hours=1)}, ClockState.MET),
    ],
)
def test_that_imaging_that_follows_an_mri_runs_on_the_clock_of_imaging(
    facts: dict[str, object], state: ClockState
) -> None:
    worsened = AT - timedelta(hours=9)
    case = patient(
        symptoms__worsened_at=worsened.isoformat(), imaging__mri_whole_spine_at=when(hours=4), **facts
    )
    only = replace(rules(), sources=(asking("ct_spine_with_contrast", within_half_a_day),))
    found = [
        (each.started_at, each.due, each.state)
        for each in assess(case, AT, MEETING, only).clocks
        if each.state is state
    ]
    assert found == [(worsened, worsened + timedelta(hours=12), state)]


def test_that_without_a_zone_no_clock_stops() -> None:
    """By which calendar a day ends nobody can tell then; a desk always has a zone."""
    case = patient(imaging__mri_whole_spine_at=when(hours=4))
    moments = moments_of(case, AT, ZONE)
    judge = Judge(case, moments, Settler(case, moments))
    bare = AT.replace(tzinfo=None)
    nowhere = Moments(at=bare, treatment_clock=bare, recurrence=bare)
    source = asking("mri_whole_spine", within_half_a_day)
    assert clocks(case, moments, judge, {source: ()})
    assert clocks(case, nowhere, judge, {source: ()}) == ()
