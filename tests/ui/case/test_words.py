"""Every fact, value, unit, section, group and guideline has its words, in both languages."""

import re
from enum import StrEnum

from mdt_desk.domain.advice import DisagreementKind
from mdt_desk.domain.case import FACTS, ExternalModel, IdSystem
from mdt_desk.domain.evidence import Status
from mdt_desk.domain.guidelines.registry import GUIDELINES
from mdt_desk.i18n import Texts
from mdt_desk.ui.screens.case.sections import SECTIONS
from mdt_desk.ui.wording.advice import Agreement
from mdt_desk.ui.wording.facts import MEANINGS, meaning_text
from mdt_desk.ui.wording.urgency import Waiting
from mdt_desk.usecases.wording import UNITS

ENUMS: tuple[type[StrEnum], ...] = (
    *dict.fromkeys(spec.choices for spec in FACTS.values() if spec.choices is not None),
    IdSystem,
    ExternalModel,
)


def test_that_every_fact_has_a_name_and_a_line_that_explains_it(texts: Texts) -> None:
    wanted = {f"fact.{path}.{part}" for path in (*FACTS, "lesions") for part in ("label", "hint")}
    assert sorted(wanted - texts.table.keys()) == []


def test_that_no_text_names_a_fact_that_does_not_exist(texts: Texts) -> None:
    found = {key.removeprefix("fact.").rpartition(".")[0] for key in texts.table if key.startswith("fact.")}
    assert sorted(found - FACTS.keys()) == ["lesions"]


def test_that_no_two_facts_have_the_same_name(texts: Texts) -> None:
    names = [texts.get(f"fact.{path}.label") for path in FACTS]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_that_a_number_with_a_unit_says_it_and_no_other_does(texts: Texts) -> None:
    units = {key for key in texts.table if key.startswith("fact.") and key.endswith(".unit")}
    assert units == {f"fact.{path}.unit" for path in UNITS}
    assert FACTS.keys() >= UNITS


def test_that_every_value_of_every_choice_has_a_word(texts: Texts) -> None:
    wanted = {f"value.{enum.__name__}.{each.value}" for enum in ENUMS for each in enum}
    names = tuple(f"value.{enum.__name__}." for enum in ENUMS)
    assert {key for key in texts.table if key.startswith(names)} == wanted


def test_that_no_two_values_of_one_choice_have_the_same_word(texts: Texts) -> None:
    for enum in ENUMS:
        words = [texts.get(f"value.{enum.__name__}.{each.value}") for each in enum]
        assert len(set(words)) == len(words), enum.__name__


def test_that_every_short_label_has_its_meaning(texts: Texts) -> None:
    without = [
        f"{enum.__name__}.{each.value}"
        for enum in ENUMS
        if enum.__name__ in MEANINGS
        for each in enum
        if not meaning_text(texts, each)
    ]
    assert without == ["ExternalModel.bartels", "ExternalModel.other"]


def test_that_an_abbreviation_is_said_in_full_in_the_line_that_explains(texts: Texts) -> None:
    unexplained = []
    for path in FACTS:
        name, hint = texts.get(f"fact.{path}.label"), texts.get(f"fact.{path}.hint")
        abbreviations = set(re.findall(r"\b[A-Z]{2,}\b", f"{name} {hint}"))
        unexplained += [(path, each) for each in abbreviations if not re.search(rf"{each}[- \w]* \(\w", hint)]
    assert unexplained == []


def test_that_sections_groups_agreement_and_guidelines_have_their_words(texts: Texts) -> None:
    wanted = {f"case.section.{each.id}" for each in SECTIONS}
    wanted |= {f"case.group.{group.id}" for each in SECTIONS for group in each.groups}
    wanted |= {f"case.agreement.{each}" for each in Agreement}
    wanted |= {f"case.difference.{each}" for each in DisagreementKind}
    wanted |= {f"case.urgency.{each}" for each in Waiting}
    wanted |= {f"case.score.status.{each}" for each in Status if each is not Status.SOURCE}
    wanted |= {f"case.guideline.{each}" for each in GUIDELINES}
    assert sorted(wanted - texts.table.keys()) == []
