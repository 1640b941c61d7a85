"""What follows from decisions, as lines and the card in hand."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.follow_up import ToAsk
from mdt_desk.domain.meeting import ActionId, ActionItem, CaseId, CaseState, Decision, MeetingId
from mdt_desk.i18n import Texts, load_texts
from mdt_desk.ui.screens.follow.presenter import complete, follow_state, key_of, told
from mdt_desk.ui.screens.follow.state import NO_ANSWERS, Answers, Topic
from mdt_desk.usecases.following import Asked, Following, FollowThrough
from mdt_desk.usecases.ports import StoredCase
from tests.usecases.desk import patient

AT = datetime(2026, 3, 4, 8, tzinfo=UTC)
TODAY = date(2026, 11, 18)
ENGLISH = load_texts("en")


def stored(number: int) -> StoredCase:
    return StoredCase(
        id=CaseId(UUID(int=number)),
        case=patient(f"VB-{number}", name=f"Demo-{number}"),
        version=1,
        state=CaseState.DECIDED,
        listed_at=AT,
        changed_at=AT,
    )


def decision(number: int) -> Decision:
    return Decision(
        case_id=stored(number).id, meeting_id=MeetingId(UUID(int=9)), decided_at=AT, own_words="SBRT"
    )


def asked(number: int, months: int = 3) -> Asked:
    due = ToAsk(case_id=stored(number).id, months=months, due=date(2026, 6, 4))
    return Asked(to_ask=due, decision=decision(number), stored=stored(number))


def action(number: int, owner: str | None, *, late: bool = False, done_on: date | None = None) -> Following:
    item = ActionItem(
        id=ActionId(UUID(int=number)), text="Book", owner=owner, due=date(2026, 11, 1), done_on=done_on
    )
    return Following(item=item, decision=decision(number), stored=stored(number), late=late)


FOUND = FollowThrough(
    asked=(asked(1), asked(1, 6), asked(2)),
    untold=(),
    actions=(
        action(3, "dr. B.", late=True),
        action(4, None),
        action(5, "dr. B.", done_on=date(2026, 11, 3)),
    ),
    awaited=(),
)


def test_that_each_topic_says_how_much_there_is_of_it() -> None:
    state = follow_state(FOUND, Topic.ASK, "", NO_ANSWERS, "", TODAY, ENGLISH)
    assert [text for _, text in state.topics] == [
        "Ask about (3)",
        "Carried out? (0)",
        "Actions (2)",
        "Waiting (0)",
    ]


def test_that_the_first_is_in_hand_until_another_is_taken(texts: Texts) -> None:
    first = follow_state(FOUND, Topic.ASK, "", NO_ANSWERS, "", TODAY, texts).card
    other = follow_state(FOUND, Topic.ASK, key_of(asked(2)), NO_ANSWERS, "", TODAY, texts).card
    assert first is not None
    assert first.name.startswith("Demo-1")
    assert other is not None
    assert other.name.startswith("Demo-2")


def test_that_the_day_is_asked_of_the_dead_alone() -> None:
    for alive, asks in ((True, False), (False, True), (UNKNOWN, False)):
        card = follow_state(FOUND, Topic.ASK, "", Answers(alive=alive), "", TODAY, ENGLISH).card
        assert card is not None
        assert card.asks_day is asks


@pytest.mark.parametrize(
    ("answers", "is_complete"),
    [
        (NO_ANSWERS, False),
        (Answers(alive=UNKNOWN), True),
        (Answers(alive=False), False),
        (Answers(alive=True), False),
        (Answers(alive=True, walking=False), False),
        (Answers(alive=True, walking=UNKNOWN, treatment_done=True), True),
    ],
)
def test_that_all_is_asked_of_the_living_and_nothing_more_of_whom_nothing_is_known(
    answers: Answers, is_complete: bool
) -> None:
    assert complete(answers) is is_complete


def test_that_of_whom_the_day_of_death_is_known_only_that_is_asked() -> None:
    assert complete(Answers(alive=False), death_known=True)
    assert not complete(Answers(alive=True), death_known=True)


def test_that_what_is_not_known_is_kept_as_asked_and_not_known() -> None:
    kept = told(asked(1), Answers(alive=True, walking=UNKNOWN, treatment_done=False), TODAY, "A. Voorbeeld")
    assert (kept.alive, kept.walking, kept.treatment_done) == (True, None, False)
    assert (kept.months, kept.asked_on, kept.asked_by) == (3, TODAY, "A. Voorbeeld")


def test_that_owners_are_counted_and_narrow_the_list() -> None:
    state = follow_state(FOUND, Topic.ACTIONS, "", NO_ANSWERS, "dr. B.", TODAY, ENGLISH)
    assert [(each.name, each.open, each.late, each.done) for each in state.owners] == [
        ("Everybody", 1, 1, 1),
        ("dr. B.", 0, 1, 1),
        ("Nobody named", 1, 0, 0),
    ]
    assert len(state.lines) == 2
    assert state.lines[0].late


def test_that_a_list_with_nothing_says_why(texts: Texts) -> None:
    state = follow_state(FOUND, Topic.WAITING, "", NO_ANSWERS, "", TODAY, texts)
    assert (state.lines, state.card) == ((), None)
    assert state.empty == texts.get("follow.empty.waiting")
