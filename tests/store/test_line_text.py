"""What a line says comes back as it was; what is no text of ours is refused whole."""

from datetime import UTC, date, datetime, timedelta

import pytest

from mdt_desk.store.line_text import facts_in, facts_text, judged_in, judged_text
from mdt_desk.usecases.briefs import Due, Facts, Judged, Score

AT = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)


@pytest.mark.parametrize("born", [None, date(1951, 3, 9)])
def test_that_facts_come_back_as_they_were(born: date | None) -> None:
    facts = Facts(family="Yılmaz", given="D.", born=born, died=True, primary="breast", lesions=3, level="T12")
    assert facts_in(facts_text(facts)) == facts


@pytest.mark.parametrize("due", [None, Due(guideline="noms", action="admit", at=AT + timedelta(hours=2))])
@pytest.mark.parametrize("restarted", [None, AT - timedelta(days=1)])
def test_that_what_the_rules_said_comes_back_as_it_was(due: Due | None, restarted: datetime | None) -> None:
    nesms = Score(score="nesms", possible=(1, 2), certain=False, unverified=True, missing=("labs.albumin",))
    bilsky = Score(score="bilsky", possible=("1c",), certain=True, band="low", level="T12")
    judged = Judged(
        at=AT,
        holds=AT + timedelta(hours=1),
        waits=None,
        emergency_possible=True,
        because=(("noms", "admit"),),
        deciding=("neurology.frankel",),
        due=due,
        scores=(nesms, bilsky),
        readiness="conditional",
        missing=("condition.ecog",),
        level="T12",
        restarted=restarted,
    )
    assert judged_in(judged_text(judged)) == judged


@pytest.mark.parametrize("text", ["", "{}", "[]", '["Yılmaz", "D."]', "7"])
def test_that_a_text_that_holds_no_facts_is_refused_whole(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # of two kinds: no JSON, and other JSON than ours
        facts_in(text)
