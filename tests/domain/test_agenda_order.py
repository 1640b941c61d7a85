"""The order that is proposed for an agenda, and what it says it traded."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdt_desk.domain.advice import AdviceStatus
from mdt_desk.domain.agenda_order import COMPLEX_FROM, Candidate, Lane, Proposal, Why, candidate, propose
from mdt_desk.domain.meeting import SPINE_SURGEONS, Attendee, CaseId, Discipline
from tests.domain.desk import assessed, case_of

STARTS = datetime(2026, 11, 25, 7, 0, tzinfo=UTC)
SLOT = timedelta(minutes=8)


def case(number: int, lane: Lane = Lane.WAITS, complexity: int = 0, *, surgeon: bool = False) -> Candidate:
    return Candidate(
        case_id=CaseId(UUID(int=number)),
        lane=lane,
        complexity=complexity,
        needs=(SPINE_SURGEONS,) if surgeon else (),
    )


def surgeon(leaves_after: int | None) -> Attendee:
    left = None if leaves_after is None else STARTS + leaves_after * SLOT
    return Attendee(name="A. Voorbeeld", discipline=Discipline.NEUROSURGERY, left_at=left)


def order(agenda: Sequence[Candidate], *attendees: Attendee) -> list[int]:
    return [each.int for each in proposed(agenda, *attendees).agenda]


def proposed(agenda: Sequence[Candidate], *attendees: Attendee) -> Proposal:
    return propose(agenda, attendees, STARTS, SLOT)


def test_that_what_cannot_wait_comes_first_and_then_what_is_complex() -> None:
    agenda = [case(1), case(2, complexity=COMPLEX_FROM), case(3, Lane.PERHAPS), case(4, Lane.CANNOT_WAIT)]
    assert order(agenda) == [4, 3, 2, 1]
    assert [each.why for each in proposed(agenda).placed] == [
        Why.CANNOT_WAIT,
        Why.PERHAPS,
        Why.COMPLEX,
        Why.AS_LISTED,
    ]


def test_that_cases_of_the_surgeon_come_before_the_surgeon_leaves() -> None:
    agenda = [case(1, Lane.CANNOT_WAIT), case(2), case(3), case(4, surgeon=True)]
    assert order(agenda, surgeon(2)) == [1, 4, 2, 3]
    assert order(agenda, surgeon(None)) == [1, 2, 3, 4]


def test_that_the_proposal_says_who_gave_way_to_whom_and_for_whose_leaving() -> None:
    found = proposed([case(1), case(2), case(3, surgeon=True)], surgeon(1))
    assert [(each.later.int, each.earlier.int) for each in found.trades] == [(1, 3), (2, 3)]
    assert {each.leaving.name for each in found.trades} == {"A. Voorbeeld"}
    assert [each.why for each in found.placed] == [Why.LEAVES, Why.GIVES_WAY, Why.GIVES_WAY]


def test_that_an_urgent_case_gives_way_only_as_far_as_it_must() -> None:
    agenda = [case(1, Lane.CANNOT_WAIT), case(2, surgeon=True), case(3)]
    assert order(agenda, surgeon(2)) == [1, 2, 3]
    assert order(agenda, surgeon(1)) == [2, 1, 3]


def test_that_it_says_who_cannot_be_discussed_in_time_whatever_the_order() -> None:
    found = proposed([case(1, surgeon=True), case(2, surgeon=True), case(3)], surgeon(1))
    assert [case_id.int for case_id, _ in found.missed] == [2]


def test_that_nobody_leaves_while_another_of_the_group_stays() -> None:
    stays = Attendee(name="B. Proef", discipline=Discipline.ORTHOPAEDIC_SPINE_SURGERY)
    assert order([case(1), case(2, surgeon=True)], surgeon(1), stays) == [1, 2]


candidates = st.lists(
    st.builds(
        lambda lane, complexity, needs: (lane, complexity, needs),
        st.sampled_from(Lane),
        st.integers(0, 8),
        st.booleans(),
    ),
    max_size=9,
).map(lambda rows: [case(at, row[0], row[1], surgeon=row[2]) for at, row in enumerate(rows, 1)])


@given(candidates, st.none() | st.integers(0, 9))
def test_that_no_case_is_lost_and_whoever_can_be_in_time_is(
    agenda: list[Candidate], leaves_after: int | None
) -> None:
    found = proposed(agenda, surgeon(leaves_after))
    assert sorted(found.agenda) == sorted(each.case_id for each in agenda)
    late = {case_id for case_id, _ in found.missed}
    for placed, each in ((one, next(c for c in agenda if c.case_id == one.case_id)) for one in found.placed):
        if each.needs and leaves_after is not None and each.case_id not in late:
            assert placed.now <= leaves_after


@given(candidates)
def test_that_proposing_again_changes_nothing(agenda: list[Candidate]) -> None:
    first = proposed(agenda)
    again = sorted(agenda, key=lambda each: first.agenda.index(each.case_id))
    assert not proposed(again).changes


@pytest.mark.parametrize(
    ("wait", "possible", "lane"),
    [
        (False, True, Lane.CANNOT_WAIT),
        (None, True, Lane.PERHAPS),
        (None, False, Lane.WAITS),
        (True, False, Lane.WAITS),
    ],
)
def test_that_a_candidate_stands_in_the_lane_of_its_urgency(
    wait: bool | None, possible: bool, lane: Lane
) -> None:
    known = assessed(case_of())
    urgency = replace(known.urgency, wait_for_meeting=wait, emergency_possible=possible)
    found = candidate(CaseId(UUID(int=1)), replace(known, urgency=urgency), "erasmus-2022")
    assert (found.case_id, found.lane) == (CaseId(UUID(int=1)), lane)


def test_that_a_candidate_needs_whom_its_options_need_and_is_as_complex_as_it_is_open() -> None:
    known = assessed(case_of())
    open_answers = [
        each
        for each in known.guidelines["erasmus-2022"]
        if each.status is AdviceStatus.UNDETERMINED and each.topic in {"surgery", "radiotherapy"}
    ]
    found = candidate(CaseId(UUID(int=1)), known, "erasmus-2022")
    assert found.complexity >= len(open_answers) > 0
    assert SPINE_SURGEONS in found.needs
    nobody = candidate(CaseId(UUID(int=1)), known, "no such guideline")
    assert nobody.needs == ()
