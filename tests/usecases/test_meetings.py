"""Plan, hold, decide, close."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import (
    ActionId,
    ActionItem,
    Attendee,
    CaseId,
    CaseState,
    Decision,
    Discipline,
    Meeting,
    MeetingState,
    OpenPointKind,
)
from mdt_desk.i18n import Texts
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.calendar import local_day, next_meeting_at
from mdt_desk.usecases.cases import change_fact, list_case
from mdt_desk.usecases.errors import Conflict, UserError
from mdt_desk.usecases.meetings import (
    CONSULTED,
    Seen,
    add_to_minutes,
    call_ad_hoc,
    check_list,
    close_meeting,
    decide,
    defer,
    finish_action,
    hold_meeting,
    plan_meeting,
    put_on_agenda,
    reorder_agenda,
    set_attendance,
    take_off_agenda,
)
from mdt_desk.usecases.preferences import Preferences, Weekday
from tests.usecases.desk import LEADING, PREFERENCES, TUESDAY, WEDNESDAY, advising, patient

Ids = Callable[[], UUID]
SURGEON = Attendee(name="A. Voorbeeld", discipline=Discipline.NEUROSURGERY)
RADIOLOGIST = Attendee(name="B. Voorbeeld", discipline=Discipline.RADIOLOGY)


class Weekly:
    """A planned meeting with three cases."""

    def __init__(self, queue: Queue, new_id: Ids) -> None:
        self.queue = queue
        self.new_id = new_id
        self.meeting = plan_meeting(queue, new_id, PREFERENCES, TUESDAY)
        self.cases = tuple(
            list_case(queue, new_id, patient(f"VB-{number}"), TUESDAY).id for number in (1, 2, 3)
        )
        for each in self.cases:
            put_on_agenda(queue, self.meeting.id, each, TUESDAY)

    def now(self) -> Meeting:
        return self.queue.meeting(self.meeting.id)

    def decision(self, case_id: CaseId, *options: str) -> Decision:
        return Decision(
            case_id=case_id, meeting_id=self.meeting.id, decided_at=WEDNESDAY, options=options or ("sbrt",)
        )

    def decide(self, decision: Decision, *advised: str) -> Decision:
        return decide(self.queue, advising(*advised), decision, leading=LEADING)

    def close(self) -> None:
        close_meeting(self.queue, self.new_id, PREFERENCES, self.meeting.id, "A. Voorbeeld", WEDNESDAY)


@pytest.fixture
def weekly(queue: Queue, new_id: Ids) -> Weekly:
    return Weekly(queue, new_id)


def test_that_the_next_meeting_is_wednesday_at_eight_by_the_wall_clock() -> None:
    assert next_meeting_at(Preferences(), TUESDAY) == WEDNESDAY
    assert next_meeting_at(Preferences(), WEDNESDAY) == WEDNESDAY + timedelta(days=7)
    summer = datetime(2026, 7, 1, 5, 59, tzinfo=UTC)
    assert next_meeting_at(Preferences(), summer) == datetime(2026, 7, 1, 6, 0, tzinfo=UTC)


def test_that_the_meeting_keeps_its_hour_when_the_clocks_change() -> None:
    before = datetime(2026, 10, 21, 12, 0, tzinfo=UTC)
    assert next_meeting_at(Preferences(), before) == datetime(2026, 10, 28, 7, 0, tzinfo=UTC)


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  # bounds
    st.sampled_from(Weekday),
    st.times().map(lambda each: each.replace(second=0, microsecond=0, fold=0)),
)
def test_that_the_next_meeting_lies_ahead_within_a_week_on_its_weekday(
    after: datetime, weekday: Weekday, clock: time
) -> None:
    preferences = replace(Preferences(), meeting_weekday=weekday, meeting_time=clock)
    found = next_meeting_at(preferences, after)
    assert after < found <= after + timedelta(days=7, hours=1)
    assert list(Weekday)[local_day(preferences, found).weekday()] is weekday


def test_that_a_meeting_is_planned_once(queue: Queue, new_id: Ids) -> None:
    first = plan_meeting(queue, new_id, PREFERENCES, TUESDAY)
    assert first.starts_at == WEDNESDAY
    assert plan_meeting(queue, new_id, PREFERENCES, TUESDAY) == first
    moved = plan_meeting(queue, new_id, PREFERENCES, TUESDAY, WEDNESDAY + timedelta(days=1))
    assert queue.meetings() == (first, moved)


def test_that_a_case_stands_on_one_agenda(weekly: Weekly) -> None:
    first = weekly.cases[0]
    later = plan_meeting(weekly.queue, weekly.new_id, PREFERENCES, WEDNESDAY)
    put_on_agenda(weekly.queue, later.id, first, TUESDAY)
    assert weekly.now().agenda == weekly.cases[1:]
    assert weekly.queue.meeting(later.id).agenda == (first,)
    assert weekly.queue.get(first).meeting == later.id
    take_off_agenda(weekly.queue, first, TUESDAY)
    assert weekly.queue.meeting(later.id).agenda == ()
    assert weekly.queue.get(first).meeting is None


def test_that_the_agenda_takes_another_order_of_the_same_cases(weekly: Weekly) -> None:
    order = tuple(reversed(weekly.cases))
    assert reorder_agenda(weekly.queue, weekly.meeting.id, order).agenda == order
    assert weekly.now().agenda == order
    with pytest.raises(UserError, match="other_cases"):
        reorder_agenda(weekly.queue, weekly.meeting.id, order[1:])


def test_that_the_room_sees_names_only_when_it_chose_so(weekly: Weekly) -> None:
    assert not weekly.now().names_shown
    hold_meeting(weekly.queue, weekly.meeting.id, names_shown=True)
    assert (weekly.now().state, weekly.now().names_shown) == (MeetingState.HELD, True)


def test_that_a_decision_is_kept_with_what_it_departs_from(weekly: Weekly) -> None:
    one, two, _ = weekly.cases
    departing = weekly.decide(weekly.decision(one, "rt_30gy_in_10"), "rt_8gy_single")
    following = weekly.decide(weekly.decision(two, "rt_8gy_single"), "rt_8gy_single")
    assert (departing.deviates_from_leading, following.deviates_from_leading) == (True, False)
    assert set(weekly.queue.decisions(meeting=weekly.meeting.id)) == {departing, following}
    assert weekly.queue.get(one).state is CaseState.DECIDED


def test_that_attendance_corrected_later_corrects_the_condition(weekly: Weekly) -> None:
    one = weekly.cases[0]
    set_attendance(weekly.queue, weekly.meeting.id, [RADIOLOGIST])
    assert weekly.decide(weekly.decision(one, "stabilisation")).conditional_for_quorum
    set_attendance(weekly.queue, weekly.meeting.id, [RADIOLOGIST, SURGEON])
    assert not weekly.queue.decisions(case=one)[0].conditional_for_quorum
    set_attendance(weekly.queue, weekly.meeting.id, [RADIOLOGIST])
    assert weekly.queue.decisions(case=one)[0].conditional_for_quorum


def test_that_a_surgeon_who_has_left_decides_nothing_more(weekly: Weekly) -> None:
    one, two, _ = weekly.cases
    leaving = replace(SURGEON, left_at=WEDNESDAY + timedelta(minutes=10))
    set_attendance(weekly.queue, weekly.meeting.id, [leaving])
    weekly.decide(weekly.decision(one, "stabilisation"))
    weekly.decide(
        replace(weekly.decision(two, "stabilisation"), decided_at=WEDNESDAY + timedelta(minutes=10))
    )
    found = {each.case_id: each.conditional_for_quorum for each in weekly.queue.decisions()}
    assert found == {one: False, two: True}


def test_that_the_responsible_physician_is_typed_once(weekly: Weekly) -> None:
    one = weekly.cases[0]
    weekly.decide(replace(weekly.decision(one), responsible_physician="C. Voorbeeld"))
    assert weekly.queue.get(one).case.referral.responsible_physician == "C. Voorbeeld"


def test_that_a_decision_can_be_changed_until_the_meeting_is_signed(weekly: Weekly) -> None:
    one, two, three = weekly.cases
    weekly.decide(weekly.decision(one, "sbrt"))
    weekly.decide(weekly.decision(one, "en_bloc"))
    assert [each.options for each in weekly.queue.decisions(case=one)] == [("en_bloc",)]
    weekly.decide(weekly.decision(two))
    weekly.decide(weekly.decision(three))
    weekly.close()
    with pytest.raises(UserError, match="closed"):
        weekly.decide(weekly.decision(one, "sbrt"))


def test_that_a_meeting_with_an_undecided_case_is_not_closed(weekly: Weekly, texts: Texts) -> None:
    weekly.decide(weekly.decision(weekly.cases[0]))
    with pytest.raises(UserError) as refused:
        weekly.close()
    assert texts.get(refused.value.key)
    assert weekly.now().state is MeetingState.PLANNED


def test_that_closing_signs_releases_the_decided_and_lists_the_deferred_again(weekly: Weekly) -> None:
    one, two, three = weekly.cases
    weekly.decide(weekly.decision(one))
    weekly.decide(weekly.decision(two))
    defer(weekly.queue, weekly.meeting.id, three, "biopsy not back", WEDNESDAY)
    points = check_list(weekly.queue, weekly.meeting.id)
    weekly.close()
    assert OpenPointKind.NO_RESPONSIBLE_PHYSICIAN in {each.kind for each in points}
    signed = weekly.now()
    assert (signed.state, signed.signed_by, signed.signed_at) == (
        MeetingState.CLOSED,
        "A. Voorbeeld",
        WEDNESDAY,
    )
    assert [weekly.queue.get(each).meeting for each in (one, two)] == [None, None]
    later = weekly.queue.meetings()[1]
    assert (later.starts_at, later.agenda) == (WEDNESDAY + timedelta(days=7), (three,))
    assert (weekly.queue.get(three).state, weekly.queue.get(three).meeting) == (CaseState.OPEN, later.id)


def test_that_an_action_is_ticked_off_after_the_meeting_was_signed(weekly: Weekly) -> None:
    item = ActionItem(id=ActionId(UUID(int=77)), text="plan the MRI")
    for each in weekly.cases:
        actions = (item,) if each == weekly.cases[0] else ()
        weekly.decide(replace(weekly.decision(each), actions=actions))
    weekly.close()
    finish_action(weekly.queue, weekly.meeting.id, item.id, date(2026, 11, 20))
    done = weekly.queue.decisions(case=weekly.cases[0])[0].actions
    assert [each.done_on for each in done] == [date(2026, 11, 20)]


def test_that_every_refusal_of_a_meeting_has_its_sentence(texts: Texts) -> None:
    reasons = ("closed", "not_on_agenda", "nothing_decided", "other_cases", "unsigned", "undecided")
    assert len({texts.get(f"meeting.refused.{each}") for each in reasons}) == len(reasons)


def test_that_an_ad_hoc_meeting_stops_the_clock_of_its_consultation(weekly: Weekly, new_id: Ids) -> None:
    case_id = weekly.cases[1]
    meeting = call_ad_hoc(weekly.queue, new_id, PREFERENCES, case_id, TUESDAY)
    assert meeting.ad_hoc
    assert meeting.agenda == (case_id,)
    assert case_id not in weekly.now().agenda
    begun = TUESDAY + timedelta(minutes=20)
    hold_meeting(weekly.queue, meeting.id, names_shown=False, at=begun)
    assert weekly.queue.get(case_id).case.treatment.ad_hoc_consultation_at == begun
    hold_meeting(weekly.queue, meeting.id, names_shown=True, at=begun + timedelta(hours=1))
    assert weekly.queue.get(case_id).case.treatment.ad_hoc_consultation_at == begun


def test_that_a_consultation_that_was_recorded_already_keeps_its_moment(weekly: Weekly, new_id: Ids) -> None:
    case_id, by_telephone = weekly.cases[1], TUESDAY - timedelta(minutes=10)
    version = weekly.queue.get(case_id).version
    change_fact(weekly.queue, case_id, CONSULTED, by_telephone, expected_version=version, at=TUESDAY)
    meeting = call_ad_hoc(weekly.queue, new_id, PREFERENCES, case_id, TUESDAY)
    hold_meeting(weekly.queue, meeting.id, names_shown=False, at=TUESDAY + timedelta(minutes=20))
    assert weekly.queue.get(case_id).case.treatment.ad_hoc_consultation_at == by_telephone


def test_that_a_second_urgent_case_joins_the_ad_hoc_meeting_that_was_called(
    weekly: Weekly, new_id: Ids
) -> None:
    first = call_ad_hoc(weekly.queue, new_id, PREFERENCES, weekly.cases[0], TUESDAY)
    second = call_ad_hoc(weekly.queue, new_id, PREFERENCES, weekly.cases[1], TUESDAY + timedelta(minutes=5))
    assert first.id == second.id
    assert second.agenda == weekly.cases[:2]


def test_that_a_weekly_meeting_records_no_ad_hoc_consultation(weekly: Weekly) -> None:
    hold_meeting(weekly.queue, weekly.meeting.id, names_shown=False, at=WEDNESDAY)
    assert weekly.queue.get(weekly.cases[0]).case.treatment.ad_hoc_consultation_at is UNKNOWN


def test_that_signed_minutes_take_addenda_and_unsigned_ones_do_not(weekly: Weekly) -> None:
    def add(by: str, text: str) -> None:
        add_to_minutes(weekly.queue, weekly.meeting.id, by, text, WEDNESDAY)

    with pytest.raises(UserError, match="not_signed"):
        add("B. Proef", "Too early.")
    for each in weekly.cases:
        weekly.decide(weekly.decision(each))
    weekly.close()
    for by, text, why in (("B. Proef", "  ", "empty_addendum"), (" ", "Anonymous.", "unsigned")):
        with pytest.raises(UserError, match=why):
            add(by, text)
    add(" B. Proef ", " The level is L2. ")
    add("A. Voorbeeld", "Seen.")
    said = [(each.by, each.text, each.at) for each in weekly.now().addenda]
    assert said == [("B. Proef", "The level is L2.", WEDNESDAY), ("A. Voorbeeld", "Seen.", WEDNESDAY)]


def test_that_whom_another_desk_seated_keeps_the_seat(weekly: Weekly) -> None:
    queue, meeting = weekly.queue, weekly.meeting.id
    set_attendance(queue, meeting, [SURGEON], seen=())
    assert set_attendance(queue, meeting, [RADIOLOGIST], seen=()).attendees == (RADIOLOGIST, SURGEON)
    both = (SURGEON, RADIOLOGIST)
    assert set_attendance(queue, meeting, [SURGEON], seen=both).attendees == (SURGEON,)


def test_that_what_another_desk_decided_meanwhile_is_not_written_over(weekly: Weekly) -> None:
    first = weekly.cases[0]
    theirs = weekly.decide(weekly.decision(first, "sbrt"))
    mine = weekly.decision(first, "surgery_preferred")
    with pytest.raises(Conflict, match=r"both\.decided"):
        decide(weekly.queue, advising(), mine, leading=LEADING, seen=Seen(decision=None))
    assert weekly.queue.decisions(case=first) == (theirs,)
    decide(weekly.queue, advising(), mine, leading=LEADING, seen=Seen(decision=theirs))
    assert [each.options for each in weekly.queue.decisions(case=first)] == [("surgery_preferred",)]


def test_that_a_case_that_is_on_no_agenda_is_taken_off_none(weekly: Weekly) -> None:
    free = list_case(weekly.queue, weekly.new_id, patient("VB-9"), TUESDAY)
    take_off_agenda(weekly.queue, free.id, WEDNESDAY)
    assert weekly.queue.get(free.id) == free
    assert len(weekly.now().agenda) == len(weekly.cases)
