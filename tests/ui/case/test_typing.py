"""What stands in a field is read back as the same value, in both languages."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdt_desk.domain.problems import CaseRefused
from mdt_desk.domain.reading import read_fact
from mdt_desk.ui.wording.facts import typed_text
from mdt_desk.usecases.wording import number_text
from tests.ui.case.bench import AMSTERDAM, NOW

languages = st.sampled_from(["nl", "en"])


@given(languages, st.integers(100, 600).map(lambda tenths: tenths / 10))
def test_that_a_measurement_is_read_back(language: str, value: float) -> None:
    shown = typed_text(value, language, AMSTERDAM)
    assert read_fact("labs.albumin_g_per_l", shown, NOW) == value


@given(languages, st.decimals(10, 60, places=9))
def test_that_no_digit_is_lost(language: str, value: object) -> None:
    number = float(str(value))
    assert read_fact("labs.albumin_g_per_l", number_text(number, language), NOW) == number


@given(languages, st.integers(0, 999_999))
def test_that_a_count_is_read_back(language: str, value: int) -> None:
    assert read_fact("tumour.metastases_total", typed_text(value, language, AMSTERDAM), NOW) == value


@given(languages, st.dates(date(1900, 1, 1), date(2026, 11, 18)))
def test_that_a_day_is_read_back(language: str, value: date) -> None:
    assert read_fact("tumour.diagnosed_on", typed_text(value, language, AMSTERDAM), NOW) == value


@given(languages, st.integers(0, 60 * 24 * 3650))
def test_that_a_moment_is_read_back(language: str, minutes: int) -> None:
    value = datetime(2026, 11, 18, tzinfo=UTC) - timedelta(minutes=minutes)
    shown = typed_text(value, language, AMSTERDAM)
    local = value.astimezone(AMSTERDAM)
    if local.replace(fold=1).utcoffset() == local.replace(fold=0).utcoffset():
        assert read_fact("symptoms.worsened_at", shown, NOW) == value


@given(st.text(alphabet="0123456789.,-+eE ", min_size=1, max_size=8))
def test_that_a_text_is_a_number_only_when_a_person_would_say_so(text: str) -> None:
    digits = text.strip().replace(",", ".", 1).split(".")
    plain = len(digits) <= 2 and all(part.isdigit() and part.isascii() for part in digits)
    try:
        value = read_fact("condition.expected_survival_months", text, NOW)
    except CaseRefused:
        assert not plain or any(len(part) > 9 for part in digits)
    else:
        assert plain
        assert value == float(".".join(digits))


@pytest.mark.parametrize("text", ["٣٤", "３４", "34 g/L", "34,5,0", "1.000,5", "∞", "nan"])
def test_that_other_digits_and_grouping_are_refused(text: str) -> None:
    with pytest.raises(CaseRefused):
        read_fact("labs.albumin_g_per_l", text, NOW)
