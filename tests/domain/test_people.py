"""What a role may do is one table, and somebody must stay who may change the people."""

from dataclasses import replace
from uuid import UUID

import pytest

from mdt_desk.domain.people import (
    GIVEN,
    MAY,
    Account,
    AccountId,
    PeopleRefused,
    Role,
    Verb,
    may,
    with_account,
)

CHAIR = Account(id=AccountId(UUID(int=1)), name="Dr A. Voorbeeld", role=Role.CHAIR)
NURSE = Account(id=AccountId(UUID(int=2)), name="B. Proef", role=Role.NURSE)


def test_that_every_role_has_its_row() -> None:
    assert set(MAY) == set(Role)
    assert set(GIVEN) == set(Role) - {Role.OWNER}


def test_that_a_viewer_may_nothing_and_chair_and_owner_everything() -> None:
    assert not any(may(Role.VIEWER, each) for each in Verb)
    assert all(may(role, each) for role in (Role.CHAIR, Role.OWNER) for each in Verb)


def test_that_only_a_chair_signs_and_a_nurse_decides_nothing() -> None:
    assert [each for each in GIVEN if may(each, Verb.SIGN)] == [Role.CHAIR]
    assert not may(Role.NURSE, Verb.DECIDE)
    assert may(Role.NURSE, Verb.EDIT_CASE)


@pytest.mark.parametrize(
    ("account", "reason"),
    [
        (replace(NURSE, name="  "), "name"),
        (replace(NURSE, name="a\nb"), "name"),
        (replace(NURSE, role=Role.OWNER), "role"),
        (replace(NURSE, name="dr a. voorbeeld"), "same_name"),
        (replace(CHAIR, retired=True), "nobody_left"),
        (replace(CHAIR, role=Role.NURSE), "nobody_left"),
    ],
)
def test_that_a_change_nobody_could_live_with_is_refused(account: Account, reason: str) -> None:
    with pytest.raises(PeopleRefused) as refused:
        with_account((CHAIR,), account)
    assert refused.value.reason == reason


def test_that_the_first_of_all_must_be_able_to_add_the_next() -> None:
    with pytest.raises(PeopleRefused):
        with_account((), NURSE)
    assert with_account((), CHAIR) == (CHAIR,)
    assert with_account((CHAIR,), NURSE) == (CHAIR, NURSE)


def test_that_the_name_of_somebody_who_left_can_be_used_again() -> None:
    gone = replace(NURSE, retired=True)
    again = replace(NURSE, id=AccountId(UUID(int=3)))
    assert with_account((CHAIR, gone), again) == (CHAIR, gone, again)
