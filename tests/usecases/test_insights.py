"""Insights count what the records say: a small history, counted by hand."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from mdt_desk.domain.advice import Clock, ClockState
from mdt_desk.domain.case import Case
from mdt_desk.domain.follow_up import Execution, FollowUp, NotCarriedOut
from mdt_desk.domain.insights import MonthOfMeetings, Share
from mdt_desk.domain.meeting import (
    ActionId,
    ActionItem,
    CaseId,
    Decision,
    DeviationReason,
    LeafletGiven,
    LeafletId,
    Meeting,
    MeetingId,
    MeetingState,
)
from mdt_desk.domain.readiness import ReadinessState
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.cases import change_fact, list_case
from mdt_desk.usecases.insights import Findings, Outlook, Records, Years, gather, years_of
from tests.usecases.desk import patient

Ids = Callable[[], UUID]
ZONE = ZoneInfo("Europe/Amsterdam")
TODAY = date(2026, 11, 18)
FIRST = datetime(2025, 12, 3, 7, 0, tzinfo=UTC)
SECOND = datetime(2026, 1, 7, 7, 0, tzinfo=UTC)


@dataclass
class Counted:
    """A hindsight that says what the case's number says, and counts how often it was asked."""

    leading: str = "erasmus-2022"
    asked: list[str] = field(default_factory=list)

    def nesms(self, case: Case, _at: datetime) -> int | None:
        return {"A": 0, "B": 3, "C": 3, "D": None}[str(case.patient.hospital_number)]

    def readiness(self, case: Case, _at: datetime) -> ReadinessState:
        self.asked.append(str(case.patient.hospital_number))
        ready = case.patient.hospital_number in {"A", "C"}
        return ReadinessState.READY if ready else ReadinessState.CONDITIONAL

    def clocks(self, case: Case, until: datetime) -> tuple[Clock, ...]:
        state = ClockState.MET if case.patient.hospital_number == "A" else ClockState.LATE
        return (
            Clock(
                guideline="erasmus-2022",
                action="biopsy",
                started_at=until,
                due=until,
                stopped_at=until,
                state=state,
                certain=True,
            ),
        )


def outlook(fewest: int = 1) -> tuple[Outlook, Counted]:
    counted = Counted()
    return Outlook(hindsight=counted, zone=ZONE, fewest=fewest), counted


@pytest.fixture
def history(queue: Queue, new_id: Ids) -> Records:
    """Two meetings over the turn of a year: A and B decided, C deferred; then C and D decided."""
    cases = {each: list_case(queue, new_id, patient(each), FIRST - timedelta(days=3)).id for each in "ABCD"}
    for start, names in ((FIRST, "ABC"), (SECOND, "CD")):
        meeting = Meeting(
            id=MeetingId(new_id()),
            starts_at=start,
            agenda=tuple(cases[each] for each in names),
            state=MeetingState.HELD,
        )
        queue.keep_meeting(meeting)
        for place, name in enumerate(names, start=1):
            queue.keep_decision(made(new_id, cases[name], meeting, place, name))
    told_of(queue, new_id, cases)
    return gather(queue, TODAY)


def made(new_id: Ids, case: CaseId, meeting: Meeting, place: int, name: str) -> Decision:
    at = meeting.starts_at + timedelta(minutes=5 * place)
    if name == "C" and meeting.starts_at == FIRST:
        return Decision(case_id=case, meeting_id=meeting.id, decided_at=at, deferred_because="No MRI")
    done = {"A": date(2025, 12, 8), "B": date(2025, 12, 12), "C": None, "D": None}[name]
    action = ActionItem(id=ActionId(new_id()), text="Book", due=date(2025, 12, 10), done_on=done)
    return Decision(
        case_id=case,
        meeting_id=meeting.id,
        decided_at=at,
        own_words="Irradiate.",
        deviates_from_leading=name == "B",
        deviation=DeviationReason.PATIENTS_CHOICE if name == "B" else None,
        actions=(action,),
    )


def told_of(queue: Queue, new_id: Ids, cases: dict[str, CaseId]) -> None:
    """A died after 91 days; B was seen alive half a year later; only B got a leaflet; B was not carried out."""
    version = queue.get(cases["A"]).version
    died = FIRST.date() + timedelta(days=91)
    change_fact(
        queue, cases["A"], "patient.died_on", died, expected_version=version, at=FIRST + timedelta(days=92)
    )
    seen = FIRST.date() + timedelta(days=183)
    queue.aftermath.keep_follow_up(
        FollowUp(case_id=cases["B"], months=6, asked_on=seen, asked_by="A. Voorbeeld", alive=True)
    )
    queue.log_leaflet(
        LeafletGiven(
            id=LeafletId(new_id()),
            case_id=cases["B"],
            given_by="A. Voorbeeld",
            given_at=FIRST,
            language="nl",
            large_print=False,
            card=False,
            teach_back=True,
        )
    )
    for each in queue.decisions(case=cases["A"]) + queue.decisions(case=cases["B"]):
        good = each.case_id == cases["A"]
        queue.aftermath.keep_execution(
            Execution(
                case_id=each.case_id,
                meeting_id=each.meeting_id,
                carried_out=good,
                because=None if good else NotCarriedOut.PATIENT_DECLINED,
                recorded_on=TODAY,
                recorded_by="A. Voorbeeld",
            )
        )


def found_in(records: Records, years: Years, fewest: int = 1) -> Findings:
    counting, _ = outlook(fewest)
    counting.judge(records, counting.waiting(records, years))
    return counting.findings(records, years)


def test_that_both_years_are_counted_as_by_hand(history: Records) -> None:
    found = found_in(history, Years(first=2025, last=2026))
    assert found.months == (
        MonthOfMeetings(month=(2025, 12), meetings=1, decided=2, deferred=1),
        MonthOfMeetings(month=(2026, 1), meetings=1, decided=2, deferred=0),
    )
    assert (found.pace.cases, found.pace.median) == (5, 5.0)
    assert found.concordance.following == Share(part=3, whole=4)
    assert found.concordance.reasons == {DeviationReason.PATIENTS_CHOICE: 1}
    assert (found.actions.in_time, found.actions.late, found.actions.overdue) == (1, 1, 2)
    assert found.leaflets == Share(part=1, whole=4)
    assert found.carried_out == Share(part=1, whole=2)
    assert found.not_carried_out == {NotCarriedOut.PATIENT_DECLINED: 1}
    assert found.ready == Share(part=3, whole=5)
    assert found.deadlines == {"biopsy": Share(part=1, whole=4)}
    assert found.unscored == 1
    assert [(each.patients, each.deaths) for each in found.survival] == [(1, 1), (0, 0), (0, 0), (2, 0)]
    (step,) = found.survival[0].steps
    assert (round(step.time, 2), step.survival) == (3.03, 0.0)
    at_six, at_twelve = found.survival[3].calibration
    assert (at_six.published, at_six.own, at_twelve.own) == (0.90, 1.0, None)


def test_that_one_year_counts_its_own_meetings_and_the_patients_first_decided_about_in_it(
    history: Records,
) -> None:
    found = found_in(history, Years(first=2026, last=2026))
    assert [each.month for each in found.months] == [(2026, 1)]
    assert found.leaflets == Share(part=0, whole=2)
    assert [each.patients for each in found.survival] == [0, 0, 0, 1]
    assert found.judged == Share(part=2, whole=2)


def test_that_survival_of_too_few_patients_is_hidden(history: Records) -> None:
    found = found_in(history, Years(first=2025, last=2026), fewest=2)
    assert [bool(each.steps) for each in found.survival] == [False, False, False, True]


def test_that_what_is_not_judged_yet_is_not_counted(history: Records) -> None:
    counting, _ = outlook()
    both = Years(first=2025, last=2026)
    waiting = counting.waiting(history, both)
    counting.judge(history, waiting[:2])
    found = counting.findings(history, both)
    assert found.judged == Share(part=2, whole=5)
    assert found.ready.whole == 2


def test_that_a_case_is_judged_again_only_when_it_changed(queue: Queue, history: Records) -> None:
    counting, counted = outlook()
    both = Years(first=2025, last=2026)
    counting.judge(history, counting.waiting(history, both))
    assert counting.waiting(history, both) == ()
    assert counting.waiting(gather(queue, TODAY), both) == ()
    before = len(counted.asked)
    changed = next(each for each in history.cases.values() if each.case.patient.hospital_number == "D")
    change_fact(
        queue,
        changed.id,
        "patient.family_name",
        "Demo-Beuk",
        expected_version=changed.version,
        at=SECOND,
    )
    later = gather(queue, TODAY)
    counting.judge(later, counting.waiting(later, both))
    assert counted.asked[before:] == ["D"]


def test_that_the_years_run_from_the_first_meeting_to_the_last(history: Records) -> None:
    assert years_of(history, ZONE) == Years(first=2025, last=2026)
    assert years_of(replace(history, meetings=()), ZONE) is None


def test_that_the_registry_has_a_row_a_patient_and_leaves_out_who_stands_alone(history: Records) -> None:
    counting, _ = outlook(2)
    found = counting.registry(history, Years(first=2025, last=2026))
    assert (len(found.entries), found.left_out) == (4, 0)
    assert {each.nesms for each in found.entries} == {None, 3}
    alone, _ = outlook(5)
    assert alone.registry(history, Years(first=2025, last=2026)).left_out == 4


def test_that_a_case_that_is_gone_is_not_counted(history: Records) -> None:
    kept = {
        case_id: each for case_id, each in history.cases.items() if each.case.patient.hospital_number != "A"
    }
    found = found_in(replace(history, cases=kept), Years(first=2025, last=2026))
    assert found.judged.whole == 4
