"""Two people stand for a rule set: who may, what is kept of it, and that one person never suffices."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from mdt_desk.bootstrap.desk import open_desk
from mdt_desk.bootstrap.rehearsal import open_rehearsal
from mdt_desk.bootstrap.settings import FixedSettings
from mdt_desk.domain.assessment import RuleSet
from mdt_desk.domain.audit import Deed, Result, flaw_in
from mdt_desk.domain.people import Account, AccountId, Role
from mdt_desk.usecases.activating import Activating, Standing
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.ports import DeskServices, NoteKind
from mdt_desk.usecases.preferences import Preferences

OLD, NEW = RuleSet(version="2026.10", hash="aaaa"), RuleSet(version="2026.11", hash="bbbb")
PIN = "2468"


def account(number: int, role: Role, *, has_pin: bool = True) -> Account:
    return Account(id=AccountId(UUID(int=number)), name=f"Proef {number}", role=role, has_pin=has_pin)


CHAIR, COORDINATOR = account(1, Role.CHAIR), account(2, Role.COORDINATOR)
NURSE, VIEWER = account(3, Role.NURSE), account(4, Role.VIEWER)
OPEN = account(5, Role.CHAIR, has_pin=False)
EVERYBODY = (CHAIR, COORDINATOR, NURSE, VIEWER, OPEN)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[DeskServices]:
    with open_desk(tmp_path / "queue.db", FixedSettings(Preferences())) as opened:
        assert opened.people is not None
        for each in EVERYBODY:
            opened.people.add(each, PIN if each.has_pin else "")
        yield opened


@pytest.fixture
def activating(services: DeskServices) -> Activating:
    assert services.activating is not None
    return services.activating


def sit(services: DeskServices, who: Account) -> None:
    assert services.people is not None
    services.people.sit_down(who.id, PIN if who.has_pin else "")


def lines(services: DeskServices) -> list[tuple[str, Deed, str, Result]]:
    assert services.witness is not None
    kept = services.witness.trail.lines()
    assert flaw_in(kept) is None
    return [(each.event.who, each.event.what, each.event.object, each.event.result) for each in kept]


def test_that_a_rule_set_is_active_once_two_people_stand_for_it(
    services: DeskServices, activating: Activating
) -> None:
    assert activating.activation(NEW).standing is Standing.NOT_YET
    sit(services, NURSE)
    activating.propose(NEW)
    proposed = activating.activation(NEW)
    assert (proposed.standing, proposed.proposed and proposed.proposed.by) == (Standing.PROPOSED, NURSE.name)
    activating.confirm(NEW, COORDINATOR.id, PIN)
    found = activating.activation(NEW)
    assert found.standing is Standing.ACTIVE
    assert found.confirmed is not None
    assert found.confirmed.by == COORDINATOR.name
    assert lines(services)[-2:] == [
        (NURSE.name, Deed.SETTINGS_CHANGED, "rules_proposed:2026.11 bbbb", Result.DONE),
        (COORDINATOR.name, Deed.SETTINGS_CHANGED, "rules_activated:2026.11 bbbb", Result.DONE),
    ]
    assert services.people is not None
    assert services.people.seated is not None
    assert services.people.seated.id == NURSE.id


def test_that_other_rules_are_not_active_and_say_which_were(
    services: DeskServices, activating: Activating
) -> None:
    sit(services, CHAIR)
    activating.propose(OLD)
    activating.confirm(OLD, COORDINATOR.id, PIN)
    found = activating.activation(NEW)
    assert (found.standing, found.earlier) == (Standing.NOT_YET, OLD)
    activating.propose(NEW)
    assert activating.activation(NEW).earlier == OLD
    assert activating.activation(OLD).standing is Standing.ACTIVE


@pytest.mark.parametrize(
    ("second", "pin", "reason"),
    [
        (CHAIR, PIN, "activation.refused.same"),
        (COORDINATOR, "1357", "people.refused.pin"),
        (COORDINATOR, "", "people.refused.pin"),
        (NURSE, PIN, "people.may_not.confirm_rules"),
        (OPEN, "", "people.refused.no_pin"),
        (account(9, Role.CHAIR), PIN, "people.refused.nobody"),
    ],
)
def test_that_no_other_than_a_second_chair_or_coordinator_with_a_pin_confirms(
    services: DeskServices, activating: Activating, second: Account, pin: str, reason: str
) -> None:
    sit(services, CHAIR)
    activating.propose(NEW)
    with pytest.raises(UserError) as refused:
        activating.confirm(NEW, second.id, pin)
    assert refused.value.key == reason
    assert activating.activation(NEW).standing is Standing.PROPOSED


def test_that_a_wrong_pin_of_a_second_person_is_a_line(
    services: DeskServices, activating: Activating
) -> None:
    sit(services, CHAIR)
    activating.propose(NEW)
    with pytest.raises(UserError):
        activating.confirm(NEW, COORDINATOR.id, "1357")
    assert lines(services)[-1][1:] == (
        Deed.SETTINGS_CHANGED,
        "rules_activated:2026.11 bbbb",
        Result.REFUSED,
    )


def test_that_nothing_is_confirmed_that_was_not_proposed(
    services: DeskServices, activating: Activating
) -> None:
    sit(services, CHAIR)
    activating.propose(OLD)
    with pytest.raises(UserError, match="not_proposed"):
        activating.confirm(NEW, COORDINATOR.id, PIN)


def test_that_nobody_and_no_reader_proposes(services: DeskServices, activating: Activating) -> None:
    assert services.people is not None
    services.people.wait()
    with pytest.raises(UserError, match="nobody"):
        activating.propose(NEW)
    sit(services, VIEWER)
    with pytest.raises(UserError, match="propose_rules"):
        activating.propose(NEW)


def test_that_only_others_with_a_pin_are_offered(services: DeskServices, activating: Activating) -> None:
    sit(services, CHAIR)
    activating.propose(NEW)
    assert [each.id for each in activating.seconds(NEW)] == [COORDINATOR.id]
    assert services.people is not None
    services.people.change(replace(NURSE, role=Role.COORDINATOR))
    assert [each.id for each in activating.seconds(NEW)] == [COORDINATOR.id, NURSE.id]


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"rules": ["2026.11"]}', "null"])
def test_that_a_note_that_cannot_be_read_activates_nothing(
    services: DeskServices, activating: Activating, text: str
) -> None:
    services.queue.notes.keep(NoteKind.RULE_SET, "activated", text)
    assert activating.activation(NEW).standing is Standing.NOT_YET


def test_that_nobody_stands_for_rules_in_a_rehearsal() -> None:
    with open_rehearsal(Preferences()) as opened:
        assert opened.activating is None


@pytest.mark.parametrize("damage", [("+00:00", ""), ("{", "["), ('"rules"', '"rule"')])
def test_that_what_is_kept_of_an_activation_activates_nothing_once_it_cannot_be_read(
    services: DeskServices, activating: Activating, damage: tuple[str, str]
) -> None:
    sit(services, NURSE)
    activating.propose(NEW)
    activating.confirm(NEW, COORDINATOR.id, PIN)
    notes = services.queue.notes
    for key, text in notes.under(NoteKind.RULE_SET).items():
        assert damage[0] in text
        notes.keep(NoteKind.RULE_SET, key, text.replace(*damage))
    assert activating.activation(NEW).standing is not Standing.ACTIVE
