"""A dose is never broken over two lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdt_desk.usecases.whole import kept_whole


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("na 1 × 8 Gy: opnieuw?", "na 1_×_8_Gy: opnieuw?"),
        ("10 x 3 Gy", "10_x_3_Gy"),
        ("albumin 34 g/L", "albumin 34_g/L"),
        ("37 % alive", "37_% alive"),
        ("2 cm below", "2_cm below"),
        ("within 24 hours", "within 24_hours"),
        ("binnen 24 uur", "binnen 24_uur"),
        ("3 mgr", "3 mgr"),
        ("x 3 times", "x 3 times"),
    ],
)
def test_that_a_number_stays_with_its_unit(typed: str, kept: str) -> None:
    assert kept_whole(typed) == kept.replace("_", "\u00a0")


@given(st.text())
def test_that_only_spaces_change(typed: str) -> None:
    kept = kept_whole(typed)
    assert len(kept) == len(typed)
    assert all(
        one == other or (one, other) == (" ", "\u00a0") for one, other in zip(typed, kept, strict=True)
    )
