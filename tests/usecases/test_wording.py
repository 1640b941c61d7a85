"""The words that screen, paper and command line share."""

import re
from collections.abc import Iterator
from functools import cache

import pytest

from mdt_desk.bootstrap.rules import load_rules
from mdt_desk.domain.advice import AdviceStatus, Strength
from mdt_desk.domain.evidence import Status
from mdt_desk.domain.guidelines.rule import Do
from mdt_desk.domain.rulebook import REFERENCE, Tabulator
from mdt_desk.domain.vocabulary import strength_of
from mdt_desk.i18n import Texts, load_texts
from mdt_desk.usecases.rule_sets import AdvisedOtherwise, Told
from mdt_desk.usecases.wording import (
    label_of,
    measured_text,
    number_text,
    otherwise_text,
    place_key,
    place_text,
    strength_text,
)

_ENGLISH = re.compile(r"\b(note|notes|background|treatment|section|our reading|at least|at most|table)\b")


@cache
def in_use() -> frozenset[tuple[str, Strength]]:
    """Return every action with every strength that some rule gives it."""
    tabulator = Tabulator(REFERENCE)
    return frozenset(
        (entry.name, strength_of(entry.name, consider=row.answer.consider))
        for source in load_rules().sources
        for entry in tabulator.rulebook(source).actions
        for row in entry.table.rows
        if isinstance(row.answer, Do)
    )


def places() -> Iterator[str]:
    for source in load_rules().sources:
        yield from (each.place for each in (*source.citations.values(), *source.provenance.values()))


def test_that_every_place_in_a_source_is_said_in_each_language(texts: Texts) -> None:
    assert sorted({each for each in places() if f"place.{place_key(each)}" not in texts.table}) == []


def test_that_english_says_a_place_as_the_numbers_name_it_and_of_a_section_that_it_is_one() -> None:
    english = load_texts("en")
    told = {each: place_text(english, each) for each in places()}
    assert {each: text.replace("section ", "") for each, text in told.items()} == {
        each: each.replace("section ", "") for each in told
    }


def test_that_no_place_is_left_in_english_in_a_dutch_document() -> None:
    dutch = load_texts("nl")
    assert [each for each in places() if _ENGLISH.search(place_text(dutch, each))] == []


def test_that_no_words_are_kept_for_a_place_that_nobody_cites(texts: Texts) -> None:
    kept = {key.removeprefix("place.") for key in texts.table if key.startswith("place.")}
    assert sorted(kept - {place_key(each) for each in places()}) == []


def test_that_a_place_nobody_shipped_stands_as_it_is() -> None:
    assert place_text(load_texts("nl"), "page 7 of a later edition") == "page 7 of a later edition"


def test_that_every_document_has_title_and_date_in_each_language(texts: Texts) -> None:
    for source in load_rules().sources:
        titled = texts.get(f"document_title.{source.id}"), texts.get(f"document_dated.{source.id}")
        assert all(titled)
        if texts.language == "en":
            assert titled == (source.document.title, source.document.dated)


@pytest.mark.parametrize(("action", "strength"), sorted(in_use()))
def test_that_no_action_is_said_with_a_word_that_doubles_or_turns_it(action: str, strength: Strength) -> None:
    english, dutch = load_texts("en"), load_texts("nl")
    name, word = english.get(f"action.{action}"), strength_text(english, action, strength)
    naam, woord = dutch.get(f"action.{action}"), strength_text(dutch, action, strength)
    if "onsider" in name or "verweg" in naam or "overwogen" in naam:
        assert (word, woord) == ("an option", "een optie")
    if strength is Strength.DO_NOT:
        assert word in {"advised", "conclusion"}
        assert "against" not in word
    main_clause = re.split(r"[:;,]| until ", name)[0]
    if re.search(r"\b(is|are|meets?|reason|options)\b", main_clause, re.IGNORECASE):
        assert word in {"conclusion", "an option"}
        assert woord in {"conclusie", "een optie"}
    assert "advice" not in name.lower()
    assert "advies" not in naam.lower()


def test_that_nobody_is_advised_what_a_guideline_only_concludes(texts: Texts) -> None:
    for action in ("surgery_eligible", "reconsider_origin", "inpatient_eligible", "systemic_limited"):
        assert strength_text(texts, action, Strength.DO) == texts.get("strength.conclusion")
    assert strength_text(texts, "inpatient_not_eligible", Strength.DO_NOT) == texts.get("strength.conclusion")
    assert strength_text(texts, "biopsy", Strength.DO) == texts.get("strength.do")
    assert strength_text(texts, "biopsy", Strength.CONSIDER) == texts.get("strength.consider")


def test_that_no_rule_rests_on_an_unverified_number() -> None:
    for source in load_rules().sources:
        cited = {**source.citations, **source.provenance}
        assert [name for name, each in cited.items() if each.status is Status.UNVERIFIED] == []


def test_that_facts_are_named_with_their_vertebra_and_numbers_with_their_unit() -> None:
    english, dutch = load_texts("en"), load_texts("nl")
    assert label_of(english, "lesions.T12.pain").endswith("(T12)")
    assert label_of(english, "lesions") == english.get("fact.lesions.label")
    assert measured_text(english, "labs.albumin_g_per_l", 34.5) == "34.5 g/L"
    assert number_text(34.50, "nl") == "34,5"
    assert number_text(30.0, dutch.language) == "30"


def test_that_two_rule_sets_are_told_side_by_side() -> None:
    told = Told(
        topic="imaging", status=AdviceStatus.APPLIES, strength=Strength.DO, within_hours=24, variant=None
    )
    change = AdvisedOtherwise(guideline="erasmus-2022", action="mri_whole_spine", before=None, after=told)
    said = otherwise_text(load_texts("en"), change)
    assert said == "Erasmus MC: MRI of the whole spine: not advised → advised, within 24 hours"
