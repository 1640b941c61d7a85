"""Years of synthetic meetings and what became of the patients, played into a queue that holds nothing real."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from mdt_desk.domain.advice import AdviceStatus, Strength
from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.follow_up import MONTHS, Execution, FollowUp, NotCarriedOut, months_after
from mdt_desk.domain.meeting import (
    ActionId,
    ActionItem,
    Attendee,
    CaseId,
    CaseState,
    Decision,
    DeviationReason,
    Discipline,
    LeafletGiven,
    LeafletId,
    Meeting,
    MeetingId,
    MeetingState,
    decide,
)
from mdt_desk.domain.reading import with_fact
from mdt_desk.domain.survival import LAST_MONTH, PUBLISHED, joined
from mdt_desk.usecases.calendar import next_meeting_at
from mdt_desk.usecases.ports import Assess, CaseQueue, NewId, StoredCase
from mdt_desk.usecases.preferences import Preferences
from mdt_desk.usecases.synthetic import synthetic_case

_TOPICS: Final = ("surgery", "radiotherapy", "systemic")
_DAYS_A_MONTH: Final = 365.25 / 12
_SEATS: Final = (
    (Discipline.ORTHOPAEDIC_SPINE_SURGERY, 0.9),
    (Discipline.NEUROSURGERY, 0.8),
    (Discipline.RADIATION_ONCOLOGY, 0.97),
    (Discipline.RADIOLOGY, 0.95),
    (Discipline.NEUROLOGY, 0.85),
    (Discipline.MEDICAL_ONCOLOGY, 0.9),
    (Discipline.NURSING, 0.7),
)
"""Who sits at the table, and in which share of the meetings."""

_DEFERRED: Final = 0.05
_DEPARTS: Final = 0.12
_NOT_CARRIED_OUT: Final = 0.08
_LEAFLET: Final = 0.8
_LOST: Final = 0.1
_STILL_OPEN: Final = timedelta(days=28)
_BY: Final = "A. Voorbeeld"


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What was played: cases, meetings, decisions, and patients who died within it."""

    cases: int
    meetings: int
    decided: int
    died: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The first and the last moment of a history, and how many cases are spread over it."""

    first: datetime
    last: datetime
    cases: int


class Afterwards:
    """Lets happen what happens after a decision: treatment or not, leaflet or not, follow-up, death."""

    def __init__(self, queue: CaseQueue, new_id: NewId, chance: Random) -> None:
        self._queue = queue
        self._new_id = new_id
        self._chance = chance

    def happens(
        self, stored: StoredCase, decision: Decision, assessment: Assessment, until: datetime
    ) -> Case:
        """Keep what happens until a moment, and return the case as it is then."""
        chance, case, at = self._chance, stored.case, decision.decided_at
        execution = self._execution(decision)
        self._queue.aftermath.keep_execution(execution)
        if execution.carried_out:
            case = self._treated(case, at)
        if chance.random() < _LEAFLET:
            self._queue.log_leaflet(self._leaflet(stored.id, at))
            case = with_fact(case, "information.leaflet_given_on", at.date())
        lives = self._months_lived(assessment)
        died_on = at.date() + timedelta(days=max(1, round(lives * _DAYS_A_MONTH)))
        if died_on <= until.date():
            case = with_fact(case, "patient.died_on", died_on)
        for months in MONTHS:
            asked = months_after(at.date(), months)
            if asked < died_on and asked <= until.date() and chance.random() >= _LOST:
                self._queue.aftermath.keep_follow_up(self._follow_up(stored.id, months, asked))
        return case

    def _execution(self, decision: Decision) -> Execution:
        done = self._chance.random() >= _NOT_CARRIED_OUT
        return Execution(
            case_id=decision.case_id,
            meeting_id=decision.meeting_id,
            carried_out=done,
            because=None if done else self._chance.choice(tuple(NotCarriedOut)),
            recorded_on=decision.decided_at.date() + timedelta(days=21),
            recorded_by=_BY,
        )

    def _treated(self, case: Case, at: datetime) -> Case:
        """Let treatment start, sometimes before the meeting and mostly soon after it."""
        begins = at + timedelta(hours=self._chance.randint(-48, 240))
        tissue = at - timedelta(hours=self._chance.randint(-72, 96))
        facts = {"started_at": begins, "stability_judged_at": at, "tissue_taken_at": tissue}
        for name, moment in facts.items():
            case = with_fact(case, f"treatment.{name}", moment)
        return case

    def _leaflet(self, case_id: CaseId, at: datetime) -> LeafletGiven:
        return LeafletGiven(
            id=LeafletId(self._new_id()),
            case_id=case_id,
            given_by=_BY,
            given_at=at + timedelta(days=1),
            language="nl",
            large_print=False,
            card=True,
            teach_back=self._chance.random() < 0.7,
        )

    def _follow_up(self, case_id: CaseId, months: int, asked: date) -> FollowUp:
        return FollowUp(
            case_id=case_id,
            months=months,
            asked_on=asked,
            asked_by=_BY,
            alive=True,
            walking=self._chance.random() < 0.75,
            treatment_done=self._chance.random() < 0.9,
        )

    def _months_lived(self, assessment: Assessment) -> float:
        """Draw from the published survival of a NESMS class still possible; beyond it the last hazard goes on."""
        nesms = int(str(self._chance.choice(assessment.scores["nesms"].possible)))
        return months_lived(nesms, self._chance.random())


class Player:
    """Plays meeting after meeting; all chance comes from outside, so that a seed gives one history."""

    def __init__(
        self, queue: CaseQueue, new_id: NewId, assess: Assess, preferences: Preferences, chance: Random
    ) -> None:
        """Take what the desk has; the queue should hold nothing real."""
        self._queue = queue
        self._new_id = new_id
        self._assess = assess
        self._preferences = preferences
        self._chance = chance
        self._afterwards = Afterwards(queue, new_id, chance)
        self._counts = {"cases": 0, "meetings": 0, "decided": 0, "died": 0}

    def play(self, times: Times) -> History:
        """Play every weekly meeting between two moments, in one transaction."""
        starts = list(self._starts(times))
        shares = self._shares(times.cases, len(starts))
        with self._queue.transaction():
            for start, cases in zip(starts, shares, strict=True):
                self._meeting(start, cases, times.last)
        return History(**self._counts)

    def _starts(self, times: Times) -> Iterator[datetime]:
        start = next_meeting_at(self._preferences, times.first)
        while start < times.last:
            yield start
            start = next_meeting_at(self._preferences, start + timedelta(hours=1))

    def _shares(self, cases: int, meetings: int) -> list[int]:
        counts = [0] * meetings
        for _ in range(cases if meetings else 0):
            counts[self._chance.randrange(meetings)] += 1
        return counts

    def _meeting(self, start: datetime, cases: int, until: datetime) -> None:
        listed = [self._list(start) for _ in range(cases)]
        meeting = Meeting(
            id=MeetingId(self._new_id()),
            starts_at=start,
            attendees=tuple(
                Attendee(name=f"dr. {each.value[0].upper()}. Voorbeeld", discipline=each)
                for each, share in _SEATS
                if self._chance.random() < share
            ),
            agenda=tuple(each.id for each in listed),
            state=MeetingState.HELD,
        )
        self._counts["meetings"] += 1
        for stored in listed:
            self._queue.add(stored)
        self._queue.keep_meeting(meeting)
        at = start
        for stored in listed:
            at += timedelta(seconds=self._chance.randint(180, 540))
            self._discuss(meeting, stored, at, until)
        signed = replace(meeting, state=MeetingState.CLOSED, signed_by=_BY, signed_at=at)
        self._queue.keep_meeting(signed)

    def _list(self, start: datetime) -> StoredCase:
        listed_at = start - timedelta(hours=self._chance.randint(20, 150))
        self._counts["cases"] += 1
        return StoredCase(
            id=CaseId(self._new_id()),
            case=synthetic_case(self._chance, self._counts["cases"], listed_at),
            version=1,
            state=CaseState.OPEN,
            listed_at=listed_at,
            changed_at=listed_at,
        )

    def _discuss(self, meeting: Meeting, stored: StoredCase, at: datetime, until: datetime) -> None:
        assessment = self._assess(stored.case, stored.listed_at, meeting.starts_at)
        decision = decide(meeting, self._decision(meeting, stored.id, assessment, at))
        self._queue.keep_decision(decision)
        if decision.deferred_because is not None:
            if until - at > _STILL_OPEN:  # nobody came back with what was missing
                left = replace(stored, state=CaseState.WITHDRAWN, changed_at=at)
                self._queue.replace(left, expected_version=stored.version)
            return
        self._counts["decided"] += 1
        case = self._afterwards.happens(stored, decision, assessment, until)
        self._counts["died"] += case.patient.died_on is not UNKNOWN
        self._queue.replace(
            replace(stored, case=case, state=_ends_as(at, until), changed_at=at),
            expected_version=stored.version,
        )

    def _decision(self, meeting: Meeting, case_id: CaseId, assessment: Assessment, at: datetime) -> Decision:
        chance = self._chance
        options = _advised(assessment, self._preferences.leading_guideline)
        if chance.random() < _DEFERRED or not options:
            return Decision(
                case_id=case_id, meeting_id=meeting.id, decided_at=at, deferred_because="Gegevens ontbreken"
            )
        departs = chance.random() < _DEPARTS
        due = at.date() + timedelta(days=chance.randint(2, 14))
        done = due + timedelta(days=chance.randint(-2, 4)) if chance.random() < 0.85 else None
        action = ActionItem(
            id=ActionId(self._new_id()),
            text="Afspraak plannen",
            owner="Coördinator Voorbeeld",
            due=due,
            done_on=done,
        )
        return Decision(
            case_id=case_id,
            meeting_id=meeting.id,
            decided_at=at,
            options=options,
            deviates_from_leading=departs,
            deviation=chance.choice(tuple(DeviationReason)) if departs else None,
            actions=(action,),
            responsible_physician="dr. B. Voorbeeld",
            informs_patient="dr. B. Voorbeeld",
            informs_gp="dr. B. Voorbeeld",
        )


def _ends_as(decided_at: datetime, until: datetime) -> CaseState:
    return CaseState.DECIDED if until - decided_at < _STILL_OPEN else CaseState.CLOSED


def months_lived(nesms: int, share: float) -> float:
    """Return after how many months a share (above 0, up to 1) of a NESMS class still lives."""
    share, last = max(share, 1e-9), PUBLISHED[nesms][-1].survival
    if share >= last:
        low, high = 0.0, LAST_MONTH
        for _ in range(40):
            middle = (low + high) / 2
            low, high = (middle, high) if joined(nesms, middle) > share else (low, middle)
        return high
    before = PUBLISHED[nesms][-2]
    hazard = math.log(before.survival / last) / (LAST_MONTH - before.months)
    return LAST_MONTH + math.log(last / share) / hazard


def _advised(assessment: Assessment, leading: str) -> tuple[str, ...]:
    """Return what the leading guideline certainly advises as treatment, one action a topic."""
    found: dict[str, str] = {}
    for each in assessment.guidelines.get(leading, ()):
        if (
            each.status is AdviceStatus.APPLIES
            and each.topic in _TOPICS
            and each.strength is not Strength.DO_NOT
        ):
            found.setdefault(each.topic, each.action)
    return tuple(found.values())
