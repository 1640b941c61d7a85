"""Suggested sentences: inserted below the team's words, put away, and taken back without losing what was typed."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from mdt_desk.domain.meeting import CaseId, Decision, MeetingId
from mdt_desk.ui.screens.meeting import pad as pads
from mdt_desk.ui.screens.meeting.draft import Draft, Part, written
from mdt_desk.ui.screens.meeting.pad import BLANK, Pad

DECISION = Decision(
    case_id=CaseId(UUID(int=1)),
    meeting_id=MeetingId(UUID(int=2)),
    decided_at=datetime(2026, 11, 25, 7, 5, tzinfo=UTC),
    options=("sbrt",),
)


def typed(pad: Pad, text: str) -> Pad:
    return pads.drafted(pad, written(pad.draft, Part.OWN_WORDS, text))


def test_that_a_sentence_is_written_below_what_was_typed() -> None:
    pad = pads.inserted(typed(BLANK, "Discussed.  "), "a", "protocol: surgery")
    assert pad.draft.own_words == "Discussed.\nprotocol: surgery"
    assert "a" in pad.handled


@given(
    before=st.text(alphabet="ab \n", max_size=20), sentences=st.lists(st.text("xyz", min_size=1), max_size=4)
)
def test_that_taking_back_everything_restores_what_was_typed(before: str, sentences: list[str]) -> None:
    pad = start = typed(BLANK, before.rstrip())
    for key, sentence in enumerate(sentences):
        pad = pads.inserted(pad, str(key), sentence)
    for _ in sentences:
        pad = pads.taken_back(pad)
    assert pad.draft == start.draft
    assert pad.handled == frozenset()


def test_that_taking_back_leaves_what_was_typed_afterwards() -> None:
    pad = pads.inserted(BLANK, "a", "protocol: surgery")
    pad = typed(pad, f"{pad.draft.own_words}\nAgreed.")
    assert pads.taken_back(pad).draft.own_words == "Agreed."


def test_that_a_sentence_that_was_edited_is_not_taken_away() -> None:
    pad = typed(pads.inserted(BLANK, "a", "protocol: surgery"), "protocol: surgery, tomorrow")
    assert pads.taken_back(pad).draft.own_words == "protocol: surgery, tomorrow"
    assert pads.taken_back(pad).handled == frozenset()


def test_that_a_dismissal_can_be_undone() -> None:
    pad = pads.dismissed(BLANK, "a")
    assert pad.handled == {"a"}
    assert pads.taken_back(pad) == BLANK
    assert pads.taken_back(BLANK) == BLANK


def test_that_typing_while_it_is_recorded_is_not_taken_for_recorded() -> None:
    pad = typed(BLANK, "wait")
    sent = pad.draft
    pad = typed(pads.keeping(pad), "wait for tissue")
    pad = pads.kept(pad, sent, DECISION)
    assert pad.changed
    assert pad.ready


def test_that_a_refusal_stays_until_something_else_is_written() -> None:
    pad = pads.refused(pads.keeping(typed(BLANK, "wait")), "The disk is full.")
    assert pad.problem
    assert typed(pad, "wait longer").problem == ""


def test_that_reverting_returns_to_what_was_recorded() -> None:
    pad = typed(pads.opened(DECISION), "something else")
    assert pads.reverted(pad).draft == pads.opened(DECISION).draft


def test_that_what_is_being_written_stays_when_the_meeting_is_read_again() -> None:
    writing = typed(BLANK, "half a sent")
    assert pads.opened(DECISION, writing) == writing


def test_that_what_others_recorded_is_taken_over_when_nothing_is_being_written() -> None:
    seen = replace(BLANK, steps=pads.dismissed(BLANK, "a").steps)
    pad = pads.opened(DECISION, seen)
    assert pad.draft == Draft(options=("sbrt",))
    assert pad.handled == {"a"}
