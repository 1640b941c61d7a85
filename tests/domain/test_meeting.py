"""The meeting: who must be there, what departs from the guideline, what is still open at the end."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdt_desk.domain.advice import Advice, AdviceStatus, Strength
from mdt_desk.domain.case import Case, CaseOf
from mdt_desk.domain.meeting import (
    CORE,
    OPERATIONS,
    ActionId,
    ActionItem,
    Attendee,
    CaseId,
    Decision,
    DeviationReason,
    Discipline,
    Meeting,
    MeetingId,
    MeetingRefused,
    MeetingState,
    OpenPointKind,
    attend,
    decide,
    defer,
    deviates,
    enlist,
    hold,
    leave,
    open_actions,
    open_points,
    present,
    quorum,
    reorder,
    sign,
    strike,
)
from mdt_desk.domain.reading import with_fact
from mdt_desk.domain.vocabulary import ACTIONS, strength_of

AT = datetime(2026, 11, 18, 8, 0, tzinfo=UTC)
ONE, TWO, THREE = (CaseId(UUID(int=number)) for number in (1, 2, 3))
ORTHOPAEDICS = Attendee(name="A. Voorbeeld", discipline=Discipline.ORTHOPAEDIC_SPINE_SURGERY)
RADIOLOGY = Attendee(name="B. Voorbeeld", discipline=Discipline.RADIOLOGY)
WEEKLY = Meeting(id=MeetingId(UUID(int=9)), starts_at=AT, agenda=(ONE, TWO, THREE))
CLOSED = replace(WEEKLY, state=MeetingState.CLOSED, signed_by="A. Voorbeeld", signed_at=AT)

disciplines = st.lists(st.sampled_from(Discipline))
codes = st.lists(st.sampled_from(sorted(ACTIONS)), unique=True)


def decision(*options: str, case_id: CaseId = ONE) -> Decision:
    return Decision(case_id=case_id, meeting_id=WEEKLY.id, decided_at=AT, options=options)


def complete(case_id: CaseId) -> Decision:
    return replace(
        decision("sbrt", case_id=case_id),
        responsible_physician="C. Voorbeeld",
        informs_patient="C. Voorbeeld",
        informs_gp="C. Voorbeeld",
    )


def advice(action: str, *, consider: bool = False, status: AdviceStatus = AdviceStatus.APPLIES) -> Advice:
    return Advice(
        guideline="erasmus-2022",
        action=action,
        topic=ACTIONS[action].topic,
        strength=Strength.CONSIDER if consider else strength_of(action, consider=False),
        status=status,
        within_hours=None,
        possible_hours=(None,),
        urgent=False,
        due=None,
        variant=None,
        notes=(),
        because=(),
        missing=(),
        reference="",
    )


def confirmed() -> Case:
    return with_fact(CaseOf(), "imaging.confirmed_spinal_metastases", value=True)


@given(codes, disciplines)
def test_that_only_an_operation_without_any_spine_surgeon_is_conditional(
    options: list[str], present: list[Discipline]
) -> None:
    seated = [Attendee(name=str(place), discipline=each) for place, each in enumerate(present)]
    surgeon = {Discipline.NEUROSURGERY, Discipline.ORTHOPAEDIC_SPINE_SURGERY} & set(present)
    found = quorum(options, seated)
    assert found.conditional == (bool(OPERATIONS & set(options)) and not surgeon)
    assert set(found.missing) == CORE - set(present)


def test_that_advising_against_surgery_is_no_operation() -> None:
    assert not quorum(["surgery_not_advised"], []).conditional
    assert quorum(["stabilisation"], [RADIOLOGY]).conditional


def test_that_the_same_name_is_seated_once_with_the_last_discipline() -> None:
    again = replace(ORTHOPAEDICS, discipline=Discipline.NEUROSURGERY)
    meeting = attend(attend(attend(WEEKLY, ORTHOPAEDICS), RADIOLOGY), again)
    assert meeting.attendees == (RADIOLOGY, again)
    assert leave(meeting, RADIOLOGY.name).attendees == (again,)


def test_that_an_agenda_holds_a_case_once_and_keeps_its_order() -> None:
    assert enlist(WEEKLY, TWO).agenda == (ONE, TWO, THREE)
    assert enlist(strike(WEEKLY, ONE), ONE).agenda == (TWO, THREE, ONE)


@given(st.permutations((ONE, TWO, THREE)))
def test_that_any_order_of_the_same_cases_is_taken(order: list[CaseId]) -> None:
    assert reorder(WEEKLY, order).agenda == tuple(order)


@pytest.mark.parametrize("order", [(ONE, TWO), (ONE, TWO, TWO), (ONE, TWO, CaseId(UUID(int=4)))])
def test_that_a_reordering_loses_adds_and_doubles_no_case(order: tuple[CaseId, ...]) -> None:
    with pytest.raises(MeetingRefused, match="other_cases"):
        reorder(WEEKLY, order)


def test_that_a_surgical_decision_is_recorded_as_conditional_until_a_surgeon_sits_down() -> None:
    assert decide(attend(WEEKLY, RADIOLOGY), decision("decompression")).conditional_for_quorum
    assert not decide(attend(WEEKLY, ORTHOPAEDICS), decision("decompression")).conditional_for_quorum


def test_that_who_comes_late_or_leaves_early_is_present_in_between() -> None:
    late, early = AT + timedelta(minutes=10), AT + timedelta(minutes=20)
    passing = replace(ORTHOPAEDICS, arrived_at=late, left_at=early)
    meeting = attend(attend(WEEKLY, passing), RADIOLOGY)
    assert [len(present(meeting, at)) for at in (AT, late, early)] == [1, 2, 1]
    during = replace(decision("decompression"), decided_at=late)
    assert not decide(meeting, during).conditional_for_quorum
    assert decide(meeting, replace(during, decided_at=early)).conditional_for_quorum


def test_that_a_decision_needs_a_case_on_the_agenda_and_a_content() -> None:
    with pytest.raises(MeetingRefused, match="not_on_agenda"):
        decide(strike(WEEKLY, ONE), decision("sbrt"))
    with pytest.raises(MeetingRefused, match="nothing_decided"):
        decide(WEEKLY, decision())
    with pytest.raises(MeetingRefused, match="nothing_decided"):
        defer(WEEKLY, ONE, "  ", AT)


def test_that_a_deferral_keeps_its_reason() -> None:
    assert defer(WEEKLY, ONE, " biopsy not back ", AT).deferred_because == "biopsy not back"


def test_that_a_closed_meeting_takes_no_change() -> None:
    changes = (
        lambda: attend(CLOSED, RADIOLOGY),
        lambda: leave(CLOSED, "A. Voorbeeld"),
        lambda: enlist(CLOSED, ONE),
        lambda: strike(CLOSED, ONE),
        lambda: reorder(CLOSED, CLOSED.agenda),
        lambda: hold(CLOSED, names_shown=True),
        lambda: sign(CLOSED, "B. Voorbeeld", AT),
        lambda: decide(CLOSED, decision("sbrt")),
        lambda: defer(CLOSED, ONE, "later", AT),
    )
    for change in changes:
        with pytest.raises(MeetingRefused, match="closed"):
            change()


def test_that_signing_locks_with_a_name_and_a_moment() -> None:
    assert sign(WEEKLY, " A. Voorbeeld ", AT) == CLOSED
    with pytest.raises(MeetingRefused, match="unsigned"):
        sign(WEEKLY, " ", AT)


def test_that_opening_the_meeting_settles_what_the_room_sees() -> None:
    held = hold(WEEKLY, names_shown=True)
    assert (held.state, held.names_shown) == (MeetingState.HELD, True)


def test_that_the_check_list_names_every_gap_in_the_order_of_the_agenda() -> None:
    item = ActionItem(id=ActionId(UUID(int=7)), text="plan the MRI")
    gaps = replace(decision("sbrt", case_id=TWO), deviates_from_leading=True, actions=(item,))
    cases = {ONE: confirmed(), TWO: confirmed(), THREE: CaseOf()}
    points = open_points(WEEKLY, [gaps, complete(THREE)], cases)
    assert [(each.case_id, each.kind) for each in points] == [
        (ONE, OpenPointKind.NO_DECISION),
        (TWO, OpenPointKind.NO_DEVIATION_REASON),
        (TWO, OpenPointKind.NO_RESPONSIBLE_PHYSICIAN),
        (TWO, OpenPointKind.NOBODY_INFORMS_PATIENT),
        (TWO, OpenPointKind.NOBODY_INFORMS_GP),
        (TWO, OpenPointKind.LEAFLET_NOT_GIVEN),
        (TWO, OpenPointKind.NO_OWNER),
        (TWO, OpenPointKind.NO_DUE_DATE),
    ]
    assert points[-1].action == item.id


def test_that_what_is_recorded_is_not_asked_again() -> None:
    item = ActionItem(id=ActionId(UUID(int=7)), text="plan the MRI", owner="B", due=date(2026, 11, 20))
    done = ActionItem(id=ActionId(UUID(int=8)), text="call", done_on=date(2026, 11, 18))
    given_leaflet = with_fact(confirmed(), "information.leaflet_given_on", date(2026, 11, 17))
    known = with_fact(given_leaflet, "referral.responsible_physician", "C. Voorbeeld")
    full = replace(
        complete(ONE),
        responsible_physician=None,
        deviates_from_leading=True,
        deviation=DeviationReason.CONDITION,
        actions=(item, done),
    )
    put_off = defer(WEEKLY, TWO, "biopsy not back", AT)
    cases = {ONE: known, TWO: CaseOf(), THREE: CaseOf()}
    assert open_points(WEEKLY, [full, put_off, complete(THREE)], cases) == ()


def test_that_nobody_is_asked_to_give_a_leaflet_to_the_dead() -> None:
    died = with_fact(confirmed(), "patient.died_on", date(2026, 11, 17))
    one = replace(WEEKLY, agenda=(ONE,))
    assert open_points(one, [complete(ONE)], {ONE: died}) == ()
    assert [each.kind for each in open_points(one, [complete(ONE)], {ONE: confirmed()})] == [
        OpenPointKind.LEAFLET_NOT_GIVEN
    ]


def test_that_actions_are_carried_until_done_with_the_undated_last() -> None:
    days: tuple[date | None, ...] = (None, date(2026, 12, 2), date(2026, 11, 20))
    items = tuple(
        ActionItem(id=ActionId(UUID(int=number)), text=str(number), due=day)
        for number, day in enumerate(days)
    )
    finished = replace(items[1], id=ActionId(UUID(int=5)), done_on=date(2026, 11, 19))
    with_items = replace(decision("sbrt"), actions=(*items, finished))
    assert [item.text for _, item in open_actions([with_items])] == ["2", "1", "0"]


@pytest.mark.parametrize(
    ("options", "advised", "departs"),
    [
        (["rt_30gy_in_10"], [advice("rt_8gy_single")], True),
        (["rt_8gy_single"], [advice("rt_8gy_single")], False),
        (["rt_30gy_in_10"], [advice("rt_8gy_single", status=AdviceStatus.UNDETERMINED)], False),
        (["rt_30gy_in_10"], [advice("rt_8gy_single", consider=True)], False),
        (["decompression"], [advice("surgery_preferred")], False),
        (["rt_8gy_single"], [advice("surgery_preferred")], True),
        (["en_bloc"], [advice("surgery_not_advised")], True),
        (["rt_8gy_single"], [advice("surgery_not_advised")], False),
        (["radiotherapy_first_choice"], [advice("surgery_equal_option")], False),
        (["dexamethasone"], [advice("dexamethasone_withhold")], True),
        ([], [advice("surgery_preferred")], False),
    ],
)
def test_that_a_decision_departs_only_from_certain_advice(
    options: list[str], advised: list[Advice], departs: bool
) -> None:
    assert deviates(decision(*options), advised) == departs


def test_that_a_deferred_case_departs_from_nothing() -> None:
    put_off = replace(decision("rt_30gy_in_10"), deferred_because="biopsy not back")
    assert not deviates(put_off, [advice("rt_8gy_single")])


@given(codes)
def test_that_following_every_option_of_the_guideline_is_never_a_departure(options: list[str]) -> None:
    compatible = [each for each in options if not ACTIONS[each].excludes & set(options)]
    operates = bool(OPERATIONS & set(compatible))
    compatible = [each for each in compatible if not (operates and each == "surgery_not_advised")]
    assert not deviates(decision(*compatible), [advice(each) for each in compatible])
