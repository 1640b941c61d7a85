"""The strict reader of JSON: nothing is guessed, nothing vanishes."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdt_desk.domain.problems import CaseRefused
from mdt_desk.domain.reading import case_tree
from mdt_desk.exchange.case_file import LARGEST, parse_case

AT = datetime(2026, 11, 18, 10, tzinfo=ZoneInfo("Europe/Amsterdam"))


def codes(data: bytes) -> list[str]:
    with pytest.raises(CaseRefused) as refused:
        parse_case(data, AT)
    return [each.code for each in refused.value.problems]


def test_that_a_key_given_twice_is_refused_by_name() -> None:
    data = b'{"schema": "mdt-desk/case/1", "labs": {"albumin_g_per_l": 34, "albumin_g_per_l": 36}}'
    with pytest.raises(CaseRefused) as refused:
        parse_case(data, AT)
    (problem,) = refused.value.problems
    assert (problem.code, problem.key, problem.value) == ("duplicate_key", "albumin_g_per_l", "36")


@pytest.mark.parametrize("word", [b"NaN", b"Infinity", b"-Infinity"])
def test_that_what_json_does_not_know_as_a_number_is_refused(word: bytes) -> None:
    data = b'{"schema": "mdt-desk/case/1", "labs": {"albumin_g_per_l": ' + word + b"}}"
    assert codes(data) == ["not_a_number"]


def test_that_a_number_beyond_all_bounds_is_refused_in_a_sentence() -> None:
    data = b'{"schema": "mdt-desk/case/1", "condition": {"expected_survival_months": 1e999}}'
    assert codes(data) == ["not_finite"]
    assert codes(b'{"schema": ' + b"9" * 5000 + b"}") == ["number_too_long"]


def test_that_depth_and_size_are_bounded() -> None:
    assert codes(b"[" * 13 + b"]" * 13) == ["too_deep"]
    assert codes(b"[" * 100_000) == ["too_deep"]
    assert codes(b" " * (LARGEST + 1)) == ["too_large"]


def test_that_text_in_another_encoding_is_refused() -> None:
    assert codes('{"schema": "é"}'.encode("latin-1")) == ["not_utf8"]


def test_that_a_byte_order_mark_is_read_over() -> None:
    assert parse_case(b'\xef\xbb\xbf{"schema": "mdt-desk/case/1"}', AT) == parse_case(
        b'{"schema": "mdt-desk/case/1"}', AT
    )


def test_that_every_problem_of_a_file_is_listed() -> None:
    tree = {
        "schema": "mdt-desk/case/1",
        "tumour": {"primari": "breast"},
        "condition": {"ecog": 9, "karnofsky": 75},
        "lesions": [{"level": "T13"}, {"pain": "none"}, {"level": "Th4"}, {"level": "T4"}],
        "patient": {"birth_date": "2030-01-01"},
        "unheard_of": 1,
    }
    assert sorted(codes(json.dumps(tree).encode())) == sorted(
        [
            "unknown_key_close",
            "range",
            "step",
            "level",
            "level_absent",
            "level_twice",
            "future",
            "unknown_key",
        ]
    )


def test_that_a_case_written_is_the_case_read() -> None:
    data = b'{"schema":"mdt-desk/case/1","lesions":[{"level":"Th4"}],"symptoms":{"alarm_features":[]}}'
    case = parse_case(data, AT)
    assert parse_case(json.dumps(case_tree(case)).encode(), AT) == case


def refused(data: bytes) -> bool:
    try:
        parse_case(data, AT)
    except CaseRefused:
        return True
    return False


@given(st.binary(max_size=200))
def test_that_no_random_bytes_are_a_case_and_each_is_refused_calmly(data: bytes) -> None:
    assert refused(data)
