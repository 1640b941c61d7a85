"""Check digits of national numbers, against the published rule written once more."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mdt_desk.domain.case import NationalId
from mdt_desk.domain.identifiers import is_bsn, is_nhs_number
from tests.strategies import digits, national_ids

places = st.integers(0, 8)


def eleven_test(text: str) -> bool:
    """The Dutch rule: 9 times the first digit, 8 times the second ... 2 times the eighth, minus the ninth."""
    total = sum((9 - place) * int(digit) for place, digit in enumerate(text[:8])) - int(text[8])
    return total % 11 == 0 and int(text) > 0


def modulus_11(text: str) -> bool:
    """The British rule: all ten digits, weighted 10 down to 1, make a multiple of 11."""
    return sum((10 - place) * int(digit) for place, digit in enumerate(text)) % 11 == 0


@pytest.mark.parametrize("number", ["111222333", "123456782", "999990019", "010464554"])
def test_that_a_citizen_number_with_a_right_check_digit_passes(number: str) -> None:
    assert is_bsn(number)


@pytest.mark.parametrize(
    "number",
    ["111222334", "000000000", "12345678", "1234567820", "12345678a", "", " 111222333", "1112.22333"],
)
def test_that_anything_else_is_no_citizen_number(number: str) -> None:
    assert not is_bsn(number)


@pytest.mark.parametrize("number", ["9434765919", "4010232137", "9000000009"])
def test_that_an_nhs_number_with_a_right_check_digit_passes(number: str) -> None:
    assert is_nhs_number(number)


@pytest.mark.parametrize(
    "number",
    ["9434765918", "943476591", "94347659190", "943 476 5919", "1111111111", "0000000000", "943476591X"],
)
def test_that_anything_else_is_no_nhs_number(number: str) -> None:
    assert not is_nhs_number(number)


@pytest.mark.parametrize("number", ["１１１２２２３３３", "١١١٢٢٢٣٣٣", "९४३४७६५९१९", "9434765९१९"])
def test_that_digits_of_other_scripts_are_no_digits_here(number: str) -> None:
    assert not is_bsn(number)
    assert not is_nhs_number(number)


@given(text=digits(9))
def test_that_the_citizen_number_follows_the_eleven_test(text: str) -> None:
    assert is_bsn(text) == eleven_test(text)


@given(text=digits(10))
def test_that_the_nhs_number_follows_modulus_11(text: str) -> None:
    assert is_nhs_number(text) == (modulus_11(text) and len(set(text)) > 1)


def passes(text: str) -> bool:
    return is_bsn(text) if len(text) == 9 else is_nhs_number(text)


@given(number=national_ids, place=places, digit=st.sampled_from("0123456789"))
def test_that_one_wrong_digit_is_always_noticed(number: NationalId, place: int, digit: str) -> None:
    text = number.value
    assume(text[place] != digit)
    assert passes(text)
    assert not passes(text[:place] + digit + text[place + 1 :])


@given(number=national_ids, place=st.integers(0, 7))
def test_that_two_neighbours_swapped_are_always_noticed(number: NationalId, place: int) -> None:
    text = number.value
    assume(text[place] != text[place + 1])
    assert not passes(text[:place] + text[place + 1] + text[place] + text[place + 2 :])
