"""Which patients are easily taken for each other."""

from datetime import date
from uuid import UUID

import pytest

from mdt_desk.domain.meeting import CaseId
from mdt_desk.domain.mixups import Likeness, Named, pairs

BORN = date(1958, 3, 12)


def found(*patients: Named) -> list[Likeness]:
    return [each.likeness for each in pairs({CaseId(UUID(int=at)): one for at, one in enumerate(patients)})]


def named(family: str, born: date | None = None, given: str = "") -> Named:
    return Named(family=family, given=given, born=born)


def test_that_two_of_one_family_name_are_named() -> None:
    assert found(named("yilmaz"), named("yilmaz"), named("lukasz")) == [Likeness.SAME_NAME]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("van der berg", "vanderberg"),
        ("jansen", "janssen"),
        ("berg", "van der berg"),
        ("devries", "de vries"),
    ],
)
def test_that_the_same_day_of_birth_and_a_like_name_may_be_one_person(one: str, other: str) -> None:
    assert found(named(one, BORN), named(other, BORN)) == [Likeness.SAME_PERSON]
    assert found(named(one, BORN), named(other, date(1958, 3, 13))) == []


def test_that_a_swapped_family_and_given_name_is_noticed() -> None:
    assert found(named("thomas", BORN, "martin"), named("martin", BORN, "thomas")) == [Likeness.SAME_PERSON]


def test_that_a_day_of_birth_alone_is_no_likeness() -> None:
    assert found(named("yilmaz", BORN), named("voorbeeld", BORN)) == []
    assert found(named("", BORN), named("", BORN)) == []
