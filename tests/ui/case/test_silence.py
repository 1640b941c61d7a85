"""A guideline that says nothing is named as saying nothing: its silence is no advice."""

from datetime import datetime
from zoneinfo import ZoneInfo

from mdt_desk.bootstrap.rules import guideline_documents, load_rules
from mdt_desk.domain.assess import assess
from mdt_desk.domain.case import Case, CaseOf
from mdt_desk.domain.reading import with_fact
from mdt_desk.i18n import Texts
from mdt_desk.ui.look import Look
from mdt_desk.ui.widgets.advice_view import AdviceView
from mdt_desk.ui.wording.advice import AdviceContext, TopicCard, topic_cards
from tests.ui.finding import said

NOW = datetime(2026, 11, 18, 10, tzinfo=ZoneInfo("Europe/Amsterdam"))


def cards(texts: Texts) -> tuple[AdviceContext, dict[str, TopicCard]]:
    case: Case = CaseOf()
    for path, value in {
        "imaging.confirmed_spinal_metastases": True,
        "symptoms.back_or_neck_pain": True,
        "neurology.cord_or_cauda_signs": False,
    }.items():
        case = with_fact(case, path, value)
    context = AdviceContext(
        texts=texts,
        case=case,
        assessment=assess(case, NOW, NOW, load_rules()),
        documents=guideline_documents(),
        now=NOW,
    )
    return context, {each.topic: each for each in topic_cards(context)}


def test_that_every_guideline_speaks_on_a_card_or_is_named_as_silent(texts: Texts) -> None:
    context, found = cards(texts)
    quiet = 0
    for card in found.values():
        speaking = {each.guideline for each in card.columns}
        for guideline in context.assessment.guidelines:
            assert (guideline in speaking) != (context.name(guideline) in card.silent)
            quiet += guideline not in speaking
    assert quiet


def test_that_the_silence_stands_on_the_screen(look: Look) -> None:
    assert isinstance(look.texts, Texts)
    _, found = cards(look.texts)
    view = AdviceView(look)
    view.show_cards(tuple(found.values()))
    silent = next(each.silent for each in found.values() if each.silent)
    assert silent in said(view)


def test_that_a_place_in_the_source_speaks_the_language_of_the_screen(texts: Texts) -> None:
    _, found = cards(texts)
    lines = [line for card in found.values() for column in card.columns for line in column.lines]
    mri = next(each for each in lines if each.key == "erasmus-2022/mri_whole_spine")
    assert {"nl": "toelichting diagnostiek, punt 2", "en": "diagnostics, note 2"}[
        texts.language
    ] in mri.reference
    assert {"nl": "januari 2022", "en": "January 2022"}[texts.language] in mri.review
