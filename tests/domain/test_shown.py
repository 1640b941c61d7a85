"""A value that is refused is shown on one line, whatever it is; what no file can hold is refused."""

from datetime import UTC, datetime

import pytest

from mdt_desk.domain.problems import CaseRefused, shown
from mdt_desk.domain.reading import read_case

AT = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


def refused(**sections: object) -> list[tuple[str, str]]:
    with pytest.raises(CaseRefused) as found:
        read_case({"schema": "mdt-desk/case/1", **sections}, AT)
    return [(each.key, each.code) for each in found.value.problems]


def test_that_a_value_without_an_end_is_shown_by_its_kind() -> None:
    endless: list[object] = []
    endless.append(endless)
    assert shown(endless) == "list"


def test_that_a_long_value_is_shown_with_its_beginning() -> None:
    told = shown("x" * 10_000)
    assert told.startswith('"xxx')
    assert told.endswith("…")
    assert len(told) < 1_000


@pytest.mark.parametrize("raw", ["T12", {"level": "T12"}, 7])
def test_that_lesions_that_are_no_list_are_refused(raw: object) -> None:
    assert refused(lesions=raw) == [("lesions", "type_lesions")]


@pytest.mark.parametrize("raw", ["T12", 7, None])
def test_that_a_lesion_that_is_no_table_is_refused_by_its_place(raw: object) -> None:
    assert refused(lesions=[{"level": "T11"}, raw]) == [("lesions.2", "type_section")]


@pytest.mark.parametrize(("raw", "code"), [("", "empty_text"), (" \n", "empty_text"), (7, "type_text")])
def test_that_a_text_that_says_nothing_is_refused(raw: object, code: str) -> None:
    assert refused(patient={"family_name": raw}) == [("patient.family_name", code)]


def test_that_a_language_nobody_can_be_given_a_leaflet_in_is_refused() -> None:
    assert refused(patient={"language": "klingon"}) == [("patient.language", "language")]
