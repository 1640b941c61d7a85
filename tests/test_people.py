"""Who sits at the desk decides what may be done, whatever asks for it; refusals are one sentence and one line."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from mdt_desk.bootstrap.desk import open_desk
from mdt_desk.bootstrap.settings import FixedSettings
from mdt_desk.domain.audit import Deed, Result, flaw_in
from mdt_desk.domain.case import CaseOf
from mdt_desk.domain.follow_up import Execution
from mdt_desk.domain.meeting import CaseId, Decision, Discipline, Meeting, MeetingId, MeetingState
from mdt_desk.domain.people import Account, AccountId, Role, Verb, may
from mdt_desk.i18n import Texts
from mdt_desk.usecases.audited import AuditedQueue
from mdt_desk.usecases.cases import list_case
from mdt_desk.usecases.errors import KnownError, UserError
from mdt_desk.usecases.people import MOST_WRONG, WAIT, People
from mdt_desk.usecases.ports import CaseQueue, DeskServices, FormsOrder
from mdt_desk.usecases.preferences import Preferences, Theme
from mdt_desk.usecases.witness import Witness
from tests.usecases.witnessing import MemoryTrail

AT = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
PIN = "2468"


def account(number: int, role: Role, name: str = "") -> Account:
    return Account(id=AccountId(UUID(int=number << 96)), name=name or f"Proef {number}", role=role)


CHAIR, COORDINATOR, NURSE, VIEWER = (
    account(number, role)
    for number, role in enumerate((Role.CHAIR, Role.COORDINATOR, Role.NURSE, Role.VIEWER), start=1)
)
EVERYBODY = (CHAIR, COORDINATOR, NURSE, VIEWER)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[DeskServices]:
    with open_desk(tmp_path / "queue.db", FixedSettings(Preferences())) as opened:
        yield opened


def people_of(services: DeskServices) -> People:
    assert services.people is not None
    return services.people


def witness_of(services: DeskServices) -> Witness:
    assert services.witness is not None
    return services.witness


@pytest.fixture
def people(services: DeskServices) -> People:
    found = people_of(services)
    for each in EVERYBODY:
        found.add(replace(each, has_pin=each is CHAIR), PIN if each is CHAIR else "")
    return found


def test_that_without_accounts_the_owner_of_this_computer_may_everything(services: DeskServices) -> None:
    people_of(services).wait()
    assert people_of(services).role is Role.OWNER
    list_case(services.queue, services.new_id, CaseOf(), AT)
    assert len(services.queue.rows()) == 1


class FarAccounts:
    """Keeps people as a server does: each question takes a while, and is counted."""

    def __init__(self) -> None:
        self.asked = 0
        self.kept: dict[AccountId, Account] = {}

    def people(self) -> tuple[Account, ...]:
        self.asked += 1
        return tuple(self.kept.values())

    def keep(self, account: Account, pin: str | None = None) -> None:
        assert not pin
        self.kept[account.id] = account

    def fits(self, account: AccountId, pin: str) -> bool:
        return account in self.kept and not pin


def test_that_whoever_draws_the_people_waits_for_no_server(services: DeskServices) -> None:
    far = FarAccounts()
    people = People(far, services.queue, witness_of(services))
    people.wait()
    for each in (CHAIR, NURSE):
        people.add(each, "")
    people.retire(NURSE)
    asked = far.asked
    assert (people.known(), people.gone()) == ((CHAIR,), (replace(NURSE, retired=True),))
    assert far.asked == asked
    far.keep(COORDINATOR)
    assert people.present() == people.known() == (CHAIR, COORDINATOR)


class AfterAnother(AuditedQueue):
    """A queue on which another desk is first with what it does, as the lock of a server lets it be."""

    def __init__(self, queue: CaseQueue, witness: Witness, other: Callable[[], None]) -> None:
        super().__init__(queue, witness)
        self._other = other

    def transaction(self) -> AbstractContextManager[None]:
        self._other()
        return super().transaction()


def test_that_two_desks_do_not_let_go_the_last_two_who_may_change_the_people(services: DeskServices) -> None:
    far, witness = FarAccounts(), witness_of(services)
    for each in (CHAIR, COORDINATOR):
        far.keep(each)
    queue = AfterAnother(services.queue, witness, lambda: far.keep(replace(CHAIR, retired=True)))
    with pytest.raises(UserError, match="nobody_left"):
        People(far, queue, witness).retire(COORDINATOR)
    assert not far.kept[COORDINATOR.id].retired


def test_that_who_adds_the_first_account_sits_down_as_it(services: DeskServices) -> None:
    people_of(services).add(CHAIR, "")
    assert people_of(services).seated == CHAIR
    assert witness_of(services).actor.name == CHAIR.name


def test_that_people_are_kept_with_role_and_discipline_and_no_readable_pin(
    services: DeskServices,
) -> None:
    one = replace(CHAIR, discipline=Discipline.NEUROSURGERY, has_pin=True)
    people_of(services).add(one, PIN)
    people_of(services).add(NURSE, "")
    assert people_of(services).present() == (one, NURSE)
    assert PIN not in repr(witness_of(services).trail.lines())


def test_that_a_window_with_accounts_only_reads_until_somebody_sits_down(
    people: People, services: DeskServices
) -> None:
    people.wait()
    assert people.role is Role.VIEWER
    with pytest.raises(UserError, match="edit_case"):
        list_case(services.queue, services.new_id, CaseOf(), AT)
    people.sit_down(COORDINATOR.id, "")
    list_case(services.queue, services.new_id, CaseOf(), AT)
    line = witness_of(services).trail.lines()[-1].event
    assert (line.who, line.role, line.what) == (COORDINATOR.name, Role.COORDINATOR, Deed.ADDED)


@pytest.mark.parametrize("pin", ["", "1357", "24680"])
def test_that_a_wrong_pin_seats_nobody_and_leaves_a_line(
    people: People, services: DeskServices, pin: str
) -> None:
    people.sit_down(NURSE.id, "")
    with pytest.raises(UserError, match="pin"):
        people.sit_down(CHAIR.id, pin)
    assert people.seated == NURSE
    last = witness_of(services).trail.lines()[-1].event
    assert (last.what, last.result) == (Deed.SEATED, Result.REFUSED)
    assert people.sit_down(CHAIR.id, PIN).role is Role.CHAIR


def test_that_a_pin_of_three_signs_is_refused(people: People) -> None:
    with pytest.raises(UserError, match="short_pin"):
        people.add(account(9, Role.NURSE), "123")


def test_that_who_left_cannot_sit_down_and_who_sits_cannot_be_let_go(people: People) -> None:
    people.sit_down(CHAIR.id, PIN)
    people.retire(NURSE)
    with pytest.raises(UserError, match="nobody"):
        people.sit_down(NURSE.id, "")
    with pytest.raises(UserError, match="seated"):
        people.retire(CHAIR)


CASE, MEETING = CaseId(UUID(int=21)), MeetingId(UUID(int=22))
PLANNED = Meeting(id=MEETING, starts_at=AT)

TRIED: dict[Verb, Callable[[DeskServices, Path], object]] = {
    Verb.EDIT_CASE: lambda services, _: services.queue.replace(services.queue.rows()[0], 1),
    Verb.PREPARE_MEETING: lambda services, _: services.queue.keep_meeting(PLANNED),
    Verb.SIGN: lambda services, _: services.queue.keep_meeting(
        replace(PLANNED, state=MeetingState.CLOSED, signed_by="A", signed_at=AT)
    ),
    Verb.DECIDE: lambda services, _: services.queue.keep_decision(
        Decision(case_id=services.queue.rows()[0].id, meeting_id=MEETING, decided_at=AT)
    ),
    Verb.FOLLOW_UP: lambda services, _: services.queue.aftermath.keep_execution(
        Execution(
            case_id=services.queue.rows()[0].id,
            meeting_id=MEETING,
            carried_out=True,
            recorded_on=AT.date(),
            recorded_by="A",
        )
    ),
    Verb.SETTINGS: lambda services, _: services.settings.save(
        replace(services.settings.current(), hospital="Ziekenhuis Voorbeeld")
    ),
    Verb.PEOPLE: lambda services, _: people_of(services).add(account(30, Role.NURSE), ""),
}


@pytest.mark.parametrize("verb", TRIED)
@pytest.mark.parametrize("who", EVERYBODY, ids=lambda each: each.role)
def test_that_each_role_does_what_the_table_says_and_nothing_else(
    people: People, services: DeskServices, tmp_path: Path, verb: Verb, who: Account, texts: Texts
) -> None:
    list_case(services.queue, services.new_id, CaseOf(), AT)
    services.queue.keep_meeting(PLANNED)
    services.queue.keep_decision(
        Decision(case_id=services.queue.rows()[0].id, meeting_id=MEETING, decided_at=AT)
    )
    people.sit_down(who.id, PIN if who is CHAIR else "")
    if may(who.role, verb):
        TRIED[verb](services, tmp_path)
    else:
        with pytest.raises(UserError) as refused:
            TRIED[verb](services, tmp_path)
        assert texts.get(refused.value.key, **refused.value.params)
        assert refused.value.key == f"people.may_not.{verb}"
        assert witness_of(services).trail.lines()[-1].event.result is Result.REFUSED
    assert flaw_in(witness_of(services).trail.lines()) is None


def test_that_a_reader_may_choose_language_and_theme(people: People, services: DeskServices) -> None:
    people.sit_down(VIEWER.id, "")
    services.settings.save(replace(services.settings.current(), language="en", theme=Theme.DARK))
    assert services.settings.current().theme is Theme.DARK


def test_that_blank_forms_are_for_everybody(people: People, services: DeskServices, tmp_path: Path) -> None:
    people.sit_down(VIEWER.id, "")
    order = FormsOrder(preferences=Preferences(), language="en", made_at=AT)
    assert services.documents.blank_forms(order, tmp_path / "forms.pdf").exists()


def test_that_somebody_is_changed_and_only_what_changed_is_named(
    people: People, services: DeskServices
) -> None:
    people.sit_down(CHAIR.id, PIN)
    changed = replace(NURSE, name="Proef drie", role=Role.COORDINATOR, discipline=Discipline.NURSING)
    people.change(changed, "1357")
    assert replace(changed, has_pin=True) in people.present()
    last = witness_of(services).trail.lines()[-1].event
    assert (last.what, last.case) == (Deed.PEOPLE_CHANGED, None)
    assert last.object == f"account:{NURSE.id.hex[:8]} name, role, discipline, pin"
    assert "1357" not in repr(witness_of(services).trail.lines())
    assert people.sit_down(NURSE.id, "1357").name == "Proef drie"


def test_that_a_pin_stays_unless_another_or_none_is_wanted(people: People) -> None:
    people.sit_down(CHAIR.id, PIN)
    people.change(replace(CHAIR, name="Dr Voorbeeld"))
    assert people.sit_down(CHAIR.id, PIN).name == "Dr Voorbeeld"
    people.change(replace(CHAIR, name="Dr Voorbeeld"), "")
    assert not people.sit_down(CHAIR.id, "").has_pin


def test_that_nothing_changed_is_no_line(people: People, services: DeskServices) -> None:
    before = len(witness_of(services).trail.lines())
    people.change(NURSE)
    assert len(witness_of(services).trail.lines()) == before


def test_that_who_changes_the_own_role_works_on_in_it(people: People) -> None:
    people.sit_down(CHAIR.id, PIN)
    people.change(replace(CHAIR, role=Role.NURSE))
    assert people.role is Role.NURSE
    assert people.seated is not None
    assert people.seated.role is Role.NURSE
    with pytest.raises(UserError, match="people"):
        people.change(replace(CHAIR, role=Role.CHAIR))


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (replace(NURSE, name=" "), "name"),
        (replace(NURSE, name=COORDINATOR.name), "same_name"),
        (replace(NURSE, id=AccountId(UUID(int=99))), "nobody"),
    ],
)
def test_that_a_change_nobody_could_live_with_is_refused(
    people: People, changed: Account, reason: str
) -> None:
    people.sit_down(CHAIR.id, PIN)
    with pytest.raises(UserError, match=reason):
        people.change(changed)


def test_that_who_left_comes_back_with_the_pin_of_then_unless_the_name_was_taken(people: People) -> None:
    people.sit_down(COORDINATOR.id, "")
    people.retire(CHAIR)
    (gone,) = people.gone()
    assert gone.id == CHAIR.id
    newcomer = account(8, Role.NURSE, name=CHAIR.name)
    people.add(newcomer, "")
    with pytest.raises(UserError, match="same_name"):
        people.bring_back(gone)
    people.change(replace(newcomer, name="Iemand anders"))
    people.bring_back(gone)
    assert people.gone() == ()
    assert people.sit_down(CHAIR.id, PIN).role is Role.CHAIR


def test_that_who_guesses_has_to_wait_also_with_the_right_pin(services: DeskServices) -> None:
    witness, clock = witness_of(services), Later()
    watching = Witness(witness.trail, clock, "a desk", witness.actor)
    guarded = People(Two(), services.queue, watching)
    for number in range(MOST_WRONG):
        with pytest.raises(UserError, match="pin"):
            guarded.sit_down(CHAIR.id, f"000{number}")
    with pytest.raises(UserError, match="wait"):
        guarded.sit_down(CHAIR.id, PIN)
    assert guarded.sit_down(NURSE.id, "").id == NURSE.id
    clock.at += WAIT
    assert guarded.sit_down(CHAIR.id, PIN).id == CHAIR.id


def test_that_wrong_pins_by_a_clock_that_was_ahead_keep_nobody_out(services: DeskServices) -> None:
    witness, clock = witness_of(services), Later()
    guarded = People(Two(), services.queue, Witness(witness.trail, clock, "a desk", witness.actor))
    clock.at += timedelta(days=400)
    guess(guarded, MOST_WRONG)
    clock.at = AT
    assert guarded.sit_down(CHAIR.id, PIN).id == CHAIR.id
    clock.at -= timedelta(minutes=1)
    guess(guarded, MOST_WRONG)
    clock.at -= timedelta(minutes=1)
    with pytest.raises(UserError, match="wait"):
        guarded.sit_down(CHAIR.id, PIN)


def test_that_nobody_has_a_role_without_a_line_about_it(services: DeskServices) -> None:
    trail, far = MemoryTrail(), FarAccounts()
    witness = Witness(trail, Later(), "a desk", witness_of(services).actor)
    far.keep(CHAIR)
    seats, trail.full = People(far, services.queue, witness), True
    seats.wait()
    before = witness.actor
    with pytest.raises(KnownError):
        seats.sit_down(CHAIR.id, "")
    assert (seats.seated, witness.actor) == (None, before)


def guess(people: People, times: int) -> None:
    for number in range(times):
        with pytest.raises(UserError, match="pin"):
            people.sit_down(CHAIR.id, f"000{number}")


def test_that_to_start_again_or_at_another_window_gives_no_further_tries(tmp_path: Path) -> None:
    file, settings = tmp_path / "queue.db", FixedSettings(Preferences())
    with open_desk(file, settings) as first:
        people_of(first).add(replace(CHAIR, has_pin=True), PIN)
        guess(people_of(first), MOST_WRONG)
    with open_desk(file, settings) as again:
        with pytest.raises(UserError, match="wait"):
            people_of(again).sit_down(CHAIR.id, PIN)
        witness, clock = witness_of(again), Later()
        clock.at = witness.event(Deed.SEATED).at + WAIT
        later = People(Two(), again.queue, Witness(witness.trail, clock, "another desk", witness.actor))
        assert later.sit_down(CHAIR.id, PIN).id == CHAIR.id


def test_that_who_had_the_right_pin_after_some_tries_has_all_of_them_again(
    people: People, services: DeskServices
) -> None:
    people.sit_down(CHAIR.id, PIN)
    guess(people, MOST_WRONG - 1)
    people.sit_down(CHAIR.id, PIN)
    guess(people, MOST_WRONG - 1)
    assert people.sit_down(CHAIR.id, PIN).id == CHAIR.id
    assert flaw_in(witness_of(services).trail.lines()) is None


class Two:
    """A chair with a PIN and a nurse without, as the port has them."""

    def people(self) -> tuple[Account, ...]:
        return replace(CHAIR, has_pin=True), NURSE

    def keep(self, account: Account, pin: str | None = None) -> None:
        raise AssertionError(account, pin)

    def fits(self, account: AccountId, pin: str) -> bool:
        return pin == (PIN if account == CHAIR.id else "")


class Later:
    """A clock that is moved by hand."""

    at = AT

    def now(self) -> datetime:
        return self.at
