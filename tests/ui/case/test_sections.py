"""Where facts stand on the screen."""

from mdt_desk.domain.case import FACTS
from mdt_desk.domain.three_way import LESION_FACTS
from mdt_desk.ui.screens.case.sections import SECTIONS, SectionId, section_of


def test_that_every_fact_stands_in_exactly_one_place() -> None:
    placed = [path for section in SECTIONS for path in section.facts] + list(LESION_FACTS) + ["lesions.level"]
    assert sorted(placed) == sorted(FACTS)


def test_that_there_are_as_many_sections_as_keys_to_reach_them() -> None:
    assert [each.id for each in SECTIONS] == list(SectionId)
    assert len(SECTIONS) == 9


def test_that_only_the_last_section_starts_closed() -> None:
    assert [each.id for each in SECTIONS if each.collapsed] == [SectionId.REHABILITATION]


def test_that_a_fact_of_a_vertebra_stands_with_stability() -> None:
    assert section_of("lesions.T6.pain") is SectionId.STABILITY
    assert section_of("lesions") is SectionId.STABILITY
    assert section_of("labs.albumin_g_per_l") is SectionId.CONDITION
