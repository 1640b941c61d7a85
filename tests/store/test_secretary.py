"""A secretary at work: whatever she does and however often she leaves, the queue holds what she was told."""

from dataclasses import replace
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from mdt_desk.domain.meeting import ActionId, CaseId, CaseState, Decision, Meeting, MeetingId, enlist
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.errors import Conflict, NotThere
from mdt_desk.usecases.folding import fold
from mdt_desk.usecases.ports import StoredCase
from tests.store.homes import Home
from tests.store.samples import AT, cases, decisions, words


class PowerCut(Exception):  # noqa: N818  # what happens in the story
    """Something fails in the middle of a verb."""


class Secretary(RuleBasedStateMachine):
    """Plays on a real queue and on plain dictionaries, and compares."""

    home: ClassVar[Home]

    listed = Bundle("listed")
    planned = Bundle("planned")

    def __init__(self) -> None:
        super().__init__()
        self.home.fresh()
        self.queue: Queue = self.home.open()
        self.cases: dict[CaseId, StoredCase] = {}
        self.meetings: dict[MeetingId, Meeting] = {}
        self.decisions: dict[tuple[CaseId, MeetingId], Decision] = {}
        self.count = 0

    def identity(self) -> UUID:
        self.count += 1
        return UUID(int=self.count)

    @initialize(target=planned)
    def first_meeting(self) -> MeetingId:
        return self.planned_in(0)

    @rule(target=planned, days=st.integers(0, 60))
    def plan(self, days: int) -> MeetingId:
        return self.planned_in(days)

    def planned_in(self, days: int) -> MeetingId:
        meeting = Meeting(id=MeetingId(self.identity()), starts_at=AT + timedelta(days=days))
        self.queue.keep_meeting(meeting)
        self.meetings[meeting.id] = meeting
        return meeting.id

    @rule(target=listed, data=st.data())
    def add(self, data: st.DataObject) -> CaseId:
        case_id = CaseId(self.identity())
        at = AT + timedelta(minutes=self.count)
        case = StoredCase(
            id=case_id, case=data.draw(cases()), version=1, state=CaseState.OPEN, listed_at=at, changed_at=at
        )
        self.queue.add(case)
        self.cases[case_id] = case
        return case_id

    @rule(case_id=listed, data=st.data(), state=st.sampled_from(CaseState))
    def edit(self, case_id: CaseId, data: st.DataObject, state: CaseState) -> None:
        before = self.cases[case_id]
        after = replace(before, case=data.draw(cases()), state=state)
        kept = self.queue.replace(after, before.version)
        assert kept == replace(after, version=before.version + 1)
        self.cases[case_id] = kept

    @rule(case_id=listed, data=st.data(), behind=st.integers(1, 3))
    def edit_what_she_saw_before_somebody_else(
        self, case_id: CaseId, data: st.DataObject, behind: int
    ) -> None:
        seen, drawn = self.cases[case_id], data.draw(cases())
        if (drawn, behind) == (seen.case, 1):
            return  # it is the very change that is kept already
        with pytest.raises(Conflict):
            self.queue.replace(replace(seen, case=drawn), seen.version - behind)

    @rule(case_id=listed, meeting_id=planned)
    def put_on_agenda(self, case_id: CaseId, meeting_id: MeetingId) -> None:
        with self.queue.transaction():
            meeting = enlist(self.meetings[meeting_id], case_id)
            self.queue.keep_meeting(meeting)
            case = replace(self.cases[case_id], meeting=meeting_id)
            self.cases[case_id] = self.queue.replace(case, case.version)
        self.meetings[meeting_id] = meeting

    @rule(case_id=listed, meeting_id=planned, data=st.data())
    def decide(self, case_id: CaseId, meeting_id: MeetingId, data: st.DataObject) -> None:
        drawn = data.draw(decisions(case_id, meeting_id))
        actions = tuple(replace(each, id=ActionId(self.identity())) for each in drawn.actions)
        decision = replace(drawn, actions=actions)
        self.queue.keep_decision(decision)
        self.decisions[case_id, meeting_id] = decision

    @rule(case_id=listed, meeting_id=planned, data=st.data())
    def be_cut_off_in_the_middle(self, case_id: CaseId, meeting_id: MeetingId, data: st.DataObject) -> None:
        case = replace(self.cases[case_id], case=data.draw(cases()), meeting=meeting_id)
        with pytest.raises(PowerCut):
            self.half_a_verb(case)

    def half_a_verb(self, case: StoredCase) -> None:
        assert case.meeting is not None
        with self.queue.transaction():
            self.queue.keep_meeting(replace(self.meetings[case.meeting], names_shown=True))
            self.queue.replace(case, case.version)
            self.queue.keep_decision(
                Decision(case_id=case.id, meeting_id=case.meeting, decided_at=AT, options=("sbrt",))
            )
            raise PowerCut

    @rule()
    def close_the_program_and_open_it_again(self) -> None:
        self.queue.close()
        self.queue = self.home.open()

    @rule(typed=words | st.sampled_from(["", "%", "_", "\\", "breast", "Yılmaz"]))
    def search(self, typed: str) -> None:
        found = {each.id for each in self.queue.rows(typed)}
        assert found == {each.id for each in self.cases.values() if self.says(each, typed)}

    def says(self, stored: StoredCase, typed: str) -> bool:
        case = stored.case
        said = (
            case.patient.family_name,
            case.patient.given_name,
            case.patient.hospital_number,
            case.referral.question,
            case.referral.referrer,
            case.referral.responsible_physician,
            case.tumour.primary,
        )
        text = fold(" ".join(str(each) for each in said if isinstance(each, str)))
        return all(word in text for word in fold(typed).split())

    @invariant()
    def the_queue_holds_what_she_was_told(self) -> None:
        assert self.queue.refused() == ()
        assert {each.id: each for each in self.queue.rows()} == self.cases
        assert {each.id: each for each in self.queue.meetings()} == self.meetings
        assert {(each.case_id, each.meeting_id): each for each in self.queue.decisions()} == self.decisions

    def teardown(self) -> None:
        self.queue.close()


def test_that_a_secretary_finds_what_she_left(home: Home) -> None:
    Secretary.home = home
    run_state_machine_as_test(Secretary, settings=settings(max_examples=25, stateful_step_count=25))


def test_that_a_case_nobody_listed_is_not_there(queue: Queue) -> None:
    nobody = CaseId(UUID(int=1))
    with pytest.raises(NotThere):
        queue.get(nobody)
    with pytest.raises(NotThere):
        queue.meeting(MeetingId(nobody))
