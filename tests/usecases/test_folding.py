"""Names are found as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdt_desk.usecases.folding import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Yılmaz", "yilmaz"),
        ("İnönü", "inonu"),
        ("Łukasz", "lukasz"),
        ("Strauß", "strauss"),
        ("Đorđević", "dordevic"),
        ("Şahin", "sahin"),
        ("  van  der Berg ", "van der berg"),
        ("Øystein Æsop", "oystein aesop"),
    ],
)
def test_that_a_name_folds_to_plain_letters(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_that_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
