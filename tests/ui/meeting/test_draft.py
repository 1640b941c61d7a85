"""A decision while it is written: nothing is filled in, and what is recorded reads back as it was written."""

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdt_desk.domain.meeting import ActionId, CaseId, Decision, MeetingId
from mdt_desk.ui.screens.meeting.draft import (
    EMPTY,
    ActionDraft,
    ActionPart,
    Draft,
    Part,
    decision_of,
    draft_of,
    due_of,
    spelled_due,
    toggled,
    with_action,
    without_action,
    written,
)

AT = datetime(2026, 11, 25, 7, 5, tzinfo=UTC)
CASE, MEETING = CaseId(UUID(int=1)), MeetingId(UUID(int=2))
ONE, TWO = ActionId(UUID(int=3)), ActionId(UUID(int=4))


def recorded(draft: Draft, before: Decision | None = None, at: datetime = AT) -> Decision:
    return decision_of(draft, CASE, MEETING, at, before)


def test_that_nothing_is_filled_in_before_the_team_decides() -> None:
    assert all(not getattr(EMPTY, each.name) for each in fields(EMPTY))
    assert not EMPTY.decides


@pytest.mark.parametrize(
    ("draft", "decides"),
    [
        (Draft(options=("sbrt",)), True),
        (Draft(own_words="wait"), True),
        (Draft(own_words="  "), False),
        (Draft(reasons="because"), False),
        (Draft(options=("sbrt",), deferring=True), False),
        (Draft(deferring=True, deferred_because="no tissue yet"), True),
    ],
)
def test_that_only_a_decision_or_a_reason_to_defer_can_be_recorded(draft: Draft, decides: bool) -> None:
    assert draft.decides is decides


def test_that_options_keep_the_order_in_which_the_team_put_them() -> None:
    draft = toggled(toggled(toggled(EMPTY, "sbrt"), "decompression"), "admit")
    assert toggled(draft, "decompression").options == ("sbrt", "admit")


words = st.text(max_size=40).map(str.strip)
days = st.dates(date(2026, 1, 1), date(2027, 1, 1)).map(lambda each: f"{each:%d-%m-%Y}")
actions = st.builds(
    ActionDraft,
    id=st.uuids().map(ActionId),
    text=words.filter(bool),
    owner=words,
    due=st.just("") | days,
)


@given(
    draft=st.builds(
        Draft,
        options=st.lists(st.sampled_from(["sbrt", "admit", "decompression"]), unique=True).map(tuple),
        actions=st.lists(actions, max_size=3, unique_by=lambda each: each.id).map(tuple),
        **{each.value: words for each in Part},
    )
)
def test_that_what_is_recorded_reads_back_as_it_was_written(draft: Draft) -> None:
    assert draft_of(recorded(draft)) == draft


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("25-11-2026", date(2026, 11, 25)),
        ("2026-11-25", date(2026, 11, 25)),
        ("31-11-2026", None),
        ("25-11-26", None),
        ("soon", None),
        ("", None),
    ],
)
def test_that_a_due_day_is_a_day_with_four_digits_of_its_year(typed: str, day: date | None) -> None:
    assert due_of(typed) == day


def test_that_a_due_day_can_be_typed_as_days_from_today() -> None:
    assert spelled_due(" +7 ", date(2026, 11, 25)) == "02-12-2026"
    assert spelled_due("7", date(2026, 11, 25)) == "7"


def test_that_typing_into_an_unknown_action_begins_a_new_one() -> None:
    draft = with_action(EMPTY, ONE, ActionPart.TEXT, "order MRI")
    draft = with_action(draft, TWO, ActionPart.TEXT, "call")
    assert [each.text for each in draft.actions] == ["order MRI", "call"]
    assert [each.text for each in without_action(draft, ONE).actions] == ["call"]


@pytest.mark.parametrize(
    ("action", "wrong"),
    [
        (ActionDraft(id=ONE), False),
        (ActionDraft(id=ONE, text="order MRI"), False),
        (ActionDraft(id=ONE, owner="A. Voorbeeld"), True),
        (ActionDraft(id=ONE, text="order MRI", due="soon"), True),
        (ActionDraft(id=ONE, text="order MRI", due="25-11-2026"), False),
    ],
)
def test_that_an_action_that_cannot_be_kept_is_wrong(action: ActionDraft, wrong: bool) -> None:
    assert action.wrong is wrong
    assert Draft(own_words="wait", actions=(action,)).wrong is wrong


def test_that_an_empty_action_is_not_recorded() -> None:
    assert recorded(Draft(own_words="wait", actions=(ActionDraft(id=ONE),))).actions == ()


def test_that_correcting_words_does_not_take_the_decision_anew() -> None:
    first = recorded(Draft(options=("decompression",)))
    later = AT + timedelta(minutes=30)
    corrected = recorded(written(draft_of(first), Part.REASONS, "cord signs"), first, later)
    assert corrected.decided_at == AT


def test_that_other_options_are_another_decision() -> None:
    first = recorded(Draft(options=("decompression",)))
    later = AT + timedelta(minutes=30)
    assert recorded(toggled(draft_of(first), "sbrt"), first, later).decided_at == later


def test_that_a_deferral_is_recorded_with_its_reason_and_actions() -> None:
    draft = with_action(Draft(deferring=True, deferred_because=" no tissue "), ONE, ActionPart.TEXT, "biopsy")
    found = recorded(draft)
    assert found.deferred_because == "no tissue"
    assert [each.text for each in found.actions] == ["biopsy"]


def test_that_words_of_spaces_are_not_recorded() -> None:
    assert recorded(Draft(options=("sbrt",), dissent="  \n ")).dissent is None
