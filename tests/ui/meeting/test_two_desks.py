"""Two desks write the minutes of one case: the second sees what the first wrote, and chooses."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QPushButton

from mdt_desk.domain.meeting import ActionId, ActionItem, CaseId, Decision, MeetingId
from mdt_desk.ui.actions import ActionId as Command
from mdt_desk.ui.screens.meeting import pad as pads
from mdt_desk.ui.screens.meeting.draft import ActionPart, Draft, Part, draft_of, with_action, written
from mdt_desk.ui.screens.meeting.pad import Pad
from mdt_desk.ui.screens.meeting.two_desks import overtaken, parts, resolved
from mdt_desk.ui.widgets.both_panel import BothPanel
from mdt_desk.usecases.meetings import Seen, decide, finish_action
from tests.ui.finding import said
from tests.ui.meeting.desk import Opened, clock_of

DECISION = Decision(
    case_id=CaseId(UUID(int=1)),
    meeting_id=MeetingId(UUID(int=2)),
    decided_at=datetime(2026, 11, 25, 7, 5, tzinfo=UTC),
    options=("sbrt",),
    own_words="as discussed",
)
texts = st.sampled_from(["", "as discussed", "mine", "theirs"])
decisions = st.builds(
    lambda options, words, reasons: replace(
        DECISION, options=options, own_words=words or None, reasons=reasons or None
    ),
    st.sampled_from([(), ("sbrt",), ("crt",)]),
    texts,
    texts,
)


def begun(decision: Decision | None = DECISION) -> Pad:
    return pads.opened(decision)


def wrote(pad: Pad, part: Part, text: str) -> Pad:
    return pads.drafted(pad, written(pad.draft, part, text))


@given(decisions, decisions)
def test_that_what_only_the_other_desk_wrote_is_taken_over(before: Decision, theirs: Decision) -> None:
    pad = overtaken(begun(before), theirs)
    assert parts(pad.draft) == parts(draft_of(theirs))
    assert pad.clashes == ()
    assert not pad.changed


@given(decisions, decisions)
def test_that_what_only_this_desk_wrote_stays(before: Decision, mine: Decision) -> None:
    pad = overtaken(pads.drafted(begun(before), draft_of(mine)), before)
    assert parts(pad.draft) == parts(draft_of(mine))
    assert pad.clashes == ()


@given(decisions, decisions, decisions)
def test_that_taking_every_other_part_gives_what_the_other_desk_sees(
    before: Decision, mine: Decision, theirs: Decision
) -> None:
    pad = overtaken(pads.drafted(begun(before), draft_of(mine)), theirs)
    other = overtaken(pads.drafted(begun(before), draft_of(theirs)), mine)
    for each in pad.clashes:
        pad = resolved(pad, each.path, mine=False)
    assert parts(pad.draft) == parts(other.draft)


def test_that_words_and_reasons_of_two_desks_go_together() -> None:
    pad = overtaken(wrote(begun(), Part.REASONS, "my reason"), replace(DECISION, dissent="one"))
    assert (pad.draft.reasons, pad.draft.dissent) == ("my reason", "one")
    assert pad.ready


def test_that_the_same_words_written_differently_wait_for_a_choice() -> None:
    pad = overtaken(wrote(begun(), Part.OWN_WORDS, "mine"), replace(DECISION, own_words="theirs"))
    assert [(each.before, each.mine, each.theirs) for each in pad.clashes] == [
        ("as discussed", "mine", "theirs")
    ]
    assert pad.draft.own_words == "mine"
    assert not pad.ready
    assert resolved(pad, "own_words", mine=True).ready
    assert not resolved(pad, "own_words", mine=False).changed


def test_that_actions_of_two_desks_are_both_kept() -> None:
    here, there = ActionId(UUID(int=5)), ActionId(UUID(int=6))
    mine = with_action(begun().draft, here, ActionPart.TEXT, "biopsy")
    theirs = replace(DECISION, actions=(ActionItem(id=there, text="call"),))
    pad = overtaken(pads.drafted(begun(), mine), theirs)
    assert [each.text for each in pad.draft.actions] == ["biopsy", "call"]


def test_that_the_unwritten_draft_is_no_draft_of_anything() -> None:
    assert parts(Draft()) == {}


def elsewhere(opened: Opened, **changed: object) -> Decision:
    """Let another desk record a decision about the case on the table."""
    services = opened.services
    found = opened.kept()
    begun_with = found or Decision(
        case_id=opened.current, meeting_id=opened.meeting.id, decided_at=clock_of(services).at
    )
    made = replace(begun_with, **changed)  # type: ignore[arg-type]  # fields by name
    return decide(services.queue, services.assess, made, leading="erasmus-2022", seen=Seen(decision=found))


def choose(opened: Opened, words: str) -> None:
    panel = opened.shell.findChild(BothPanel)
    assert panel is not None
    found = [
        each
        for each in panel.findChildren(QPushButton)
        if each.accessibleName().startswith(words) and each.isVisible()
    ]
    found[0].click()
    opened.settle()


@pytest.mark.parametrize(("words", "kept"), [("Keep mine", "Ours"), ("Take theirs", "Theirs")])
def test_that_the_second_desk_sees_what_the_first_wrote_and_chooses(
    opened: Opened, words: str, kept: str
) -> None:
    area = opened.area("In the team's own words")
    elsewhere(opened, own_words="Theirs", reasons="their reason")
    area.setPlainText("Ours")
    opened.do(Command.RECORD)
    panel = opened.shell.findChild(BothPanel)
    assert panel is not None
    assert panel.isVisible()
    assert "Theirs" in said(panel)
    assert opened.area("Reasons").toPlainText() == "their reason"
    assert area.toPlainText() == "Ours"
    choose(opened, words)
    opened.do(Command.RECORD)
    found = opened.kept()
    assert found is not None
    assert (found.own_words, found.reasons) == (kept, "their reason")
    assert not panel.isVisible()


def test_that_asking_twice_records_once(opened: Opened) -> None:
    first = elsewhere(opened, own_words="Once")
    services = opened.services
    later = replace(first, decided_at=clock_of(services).at)
    again = decide(services.queue, services.assess, later, leading="erasmus-2022", seen=Seen(decision=None))
    assert again == first


def test_that_an_action_done_elsewhere_stays_done(opened: Opened) -> None:
    item = ActionItem(id=ActionId(UUID(int=77)), text="biopsy")
    first = elsewhere(opened, own_words="Biopsy first", actions=(item,))
    done = clock_of(opened.services).at.date()
    finish_action(opened.services.queue, first.meeting_id, item.id, done)
    services = opened.services
    other = replace(first, reasons="because")
    decide(services.queue, services.assess, other, leading="erasmus-2022", seen=Seen(decision=first))
    found = opened.kept()
    assert found is not None
    assert found.actions[0].done_on == done
