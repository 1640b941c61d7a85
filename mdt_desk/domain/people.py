"""Who sits at a desk: people with a role, and what a role may do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NewType
from uuid import UUID

from mdt_desk.domain.meeting import Discipline

AccountId = NewType("AccountId", UUID)


class Role(StrEnum):
    """What somebody is at this desk; OWNER stands for a queue without accounts: whoever opened it may do all."""

    OWNER = "owner"
    CHAIR = "chair"
    COORDINATOR = "coordinator"
    NURSE = "nurse"
    VIEWER = "viewer"


OWNER: Final = Role.OWNER


class Verb(StrEnum):
    """What can be allowed to a role, beside reading."""

    EDIT_CASE = "edit_case"
    PREPARE_MEETING = "prepare_meeting"
    DECIDE = "decide"
    SIGN = "sign"
    GIVE_LEAFLET = "give_leaflet"
    FOLLOW_UP = "follow_up"
    PRINT = "print"
    EXPORT = "export"
    SETTINGS = "settings"
    PEOPLE = "people"
    SEE_AUDIT = "see_audit"
    PROPOSE_RULES = "propose_rules"
    CONFIRM_RULES = "confirm_rules"


_EVERYTHING: Final = frozenset(Verb)

MAY: Final[Mapping[Role, frozenset[Verb]]] = MappingProxyType(
    {
        Role.OWNER: _EVERYTHING,
        Role.CHAIR: _EVERYTHING,
        Role.COORDINATOR: _EVERYTHING - {Verb.SIGN},
        Role.NURSE: frozenset(
            {Verb.EDIT_CASE, Verb.GIVE_LEAFLET, Verb.FOLLOW_UP, Verb.PRINT, Verb.PROPOSE_RULES}
        ),
        Role.VIEWER: frozenset(),
    }
)
"""What each role may do; everybody may read, and every reading is witnessed."""

GIVEN: Final = (Role.CHAIR, Role.COORDINATOR, Role.NURSE, Role.VIEWER)
"""The roles that an account may have."""


def may(role: Role, verb: Verb) -> bool:
    """Tell whether a role may do something."""
    return verb in MAY[role]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who works at this desk; ``has_pin``: sitting down asks for it. A retired account stays for the trail."""

    id: AccountId
    name: str
    role: Role
    discipline: Discipline | None = None
    has_pin: bool = False
    retired: bool = False


class PeopleRefused(ValueError):  # noqa: N818  # as MeetingRefused is named
    """The people cannot be changed like this; its sentence is the text of ``people.refused.<reason>``."""

    def __init__(self, reason: str) -> None:
        """Say why."""
        super().__init__(reason)
        self.reason: Final = reason


def with_account(people: Sequence[Account], account: Account) -> tuple[Account, ...]:
    """Return the people with one added or changed.

    Raises:
        PeopleRefused: a name is empty or somebody else's, the role is none to give, or nobody would be left who may
            change the people.

    """
    others = tuple(each for each in people if each.id != account.id)
    if not account.name.strip() or not account.name.isprintable():
        raise PeopleRefused("name")
    if account.role not in GIVEN:
        raise PeopleRefused("role")
    if any(each.name.casefold() == account.name.casefold() for each in others if not each.retired):
        raise PeopleRefused("same_name")
    found = (*others, account)
    if not any(may(each.role, Verb.PEOPLE) for each in found if not each.retired):
        raise PeopleRefused("nobody_left")
    return found
