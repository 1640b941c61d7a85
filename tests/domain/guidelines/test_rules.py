"""What holds for the questions of each guideline as they are listed: gates, sentences, numbers, shapes."""

from typing import Final

import pytest

from mdt_desk.domain.guidelines.registry import GUIDELINES
from mdt_desk.domain.guidelines.rule import Do, Guideline, Source
from mdt_desk.domain.moments import Within
from mdt_desk.domain.rulebook import REFERENCE
from mdt_desk.domain.settle import Unbound
from mdt_desk.domain.vocabulary import ACTIONS
from mdt_desk.i18n import Texts
from tests.domain.desk import rules

TREATMENT: Final = frozenset(
    {"systemic", "surgery", "radiotherapy", "percutaneous", "medication", "steroids"}
)
"""Topics of which all advice waits for confirmed metastases or clinical MESCC."""

ALSO_TREATMENT: Final = frozenset({"mdt_weekly", "brace_trial", "pain_service"})
WITHOUT_WAITING: Final = frozenset(
    {
        "dexamethasone_withhold",
        "dexamethasone_stop",
        "haematology_advice_first",
        "gastroprotection",
        "glucose_monitoring",
    }
)
"""Withholding, stopping and asking first need no confirmation; what goes with steroids follows the steroids."""

SUSPICION_IS_ENOUGH: Final = {
    ("erasmus-2022", "dexamethasone"),
    ("nice-ng234", "dexamethasone"),
    ("noms", "dexamethasone"),
}

GAPS: Final = {
    "erasmus-2022": [
        ("imaging", "deficit_not_progressive"),
        ("imaging", "signs_contradict"),
        ("surgery", "decompression_while_withheld"),
        ("radiotherapy", "dose_not_said"),
    ],
    "lwno-2015": [("imaging", "deficit_not_progressive"), ("imaging", "signs_contradict")],
    "nice-ng234": [],
    "noms": [("radiotherapy", "equivocal_grade")],
    "summary": [],
}


@pytest.fixture(params=list(GUIDELINES))
def guideline(request: pytest.FixtureRequest) -> Guideline:
    """Each guideline in turn."""
    return GUIDELINES[request.param]


@pytest.fixture
def source(guideline: Guideline) -> Source:
    """The guideline with its numbers."""
    (found,) = [each for each in rules().sources if each.guideline is guideline]
    return found


def test_that_advice_on_treatment_waits_for_confirmation_and_nothing_else_does(guideline: Guideline) -> None:
    for question in guideline.questions:
        of_treatment = ACTIONS[question.action].topic in TREATMENT or question.action in ALSO_TREATMENT
        wanted = of_treatment and question.action not in WITHOUT_WAITING
        assert question.gated is wanted, question.action


def test_that_dexamethasone_alone_is_given_on_suspicion(guideline: Guideline) -> None:
    found = {(guideline.id, each.action) for each in guideline.questions if each.on_suspicion is True}
    assert found == {each for each in SUSPICION_IS_ENOUGH if each[0] == guideline.id}
    assert all(type(each.on_suspicion) is bool for each in guideline.questions)


def test_that_no_guideline_asks_the_same_question_twice(guideline: Guideline) -> None:
    actions = [each.action for each in guideline.questions]
    assert len(set(actions)) == len(actions)
    assert set(actions) <= set(ACTIONS)


def test_that_every_sentence_of_a_detail_and_every_gap_has_its_words(
    guideline: Guideline, texts: Texts
) -> None:
    keys = {note.key for question in guideline.questions for note in question.notes}
    keys |= {gap.note for gap in guideline.gaps}
    assert all(texts.get(f"guideline.{guideline.id}.{key}").endswith((".", ":", ";")) for key in keys)
    spoken = {
        key.removeprefix(f"guideline.{guideline.id}.")
        for key in texts.table
        if key.startswith(f"guideline.{guideline.id}.")
    }
    assert keys <= spoken


def test_that_each_gap_stands_under_its_question(guideline: Guideline) -> None:
    assert [(each.question, each.note) for each in guideline.gaps] == GAPS[guideline.id]


def test_that_a_source_goes_by_the_name_of_its_guideline(source: Source) -> None:
    assert source.id == source.guideline.id == source.document.id
    assert GUIDELINES[source.id] is source.guideline


def test_that_a_source_knows_of_no_provenance_unless_told() -> None:
    summary = next(each for each in rules().sources if each.id == "summary")
    bare = Source(
        guideline=summary.guideline, document=summary.document, numbers=summary.numbers, citations={}
    )
    assert bare.provenance == {}


def test_that_an_action_without_more_is_done_without_a_deadline() -> None:
    plain = Do()
    assert (plain.within, plain.urgent, plain.consider, plain.variant) == (None, False, False, None)
    assert Do(within=Within(hours=24)) != plain


def test_that_an_answer_of_a_rule_is_an_action_or_nothing(source: Source) -> None:

    settler = Unbound(REFERENCE)
    for question in source.guideline.questions:
        for each in settler.settle(question.rule, source.numbers).possible:
            assert each is None or isinstance(each, Do), question.action
            if each is not None:
                assert isinstance(each.within, Within | None), question.action
                assert (type(each.urgent), type(each.consider)) == (bool, bool), question.action
                assert not (each.urgent and each.within), question.action


def test_that_a_condition_of_a_sentence_or_gap_answers_yes_or_no(source: Source) -> None:

    settler = Unbound(REFERENCE)
    conditions = {
        note.key: note.when for question in source.guideline.questions for note in question.notes if note.when
    } | {gap.note: gap.when for gap in source.guideline.gaps}
    for key, when in conditions.items():
        assert set(settler.settle(when, source.numbers).possible) == {True, False}, key
