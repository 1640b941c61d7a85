"""Who sits at the desk: sitting down, and changing the people; each is a line of the audit trail."""

from dataclasses import replace
from datetime import timedelta
from typing import Final, Protocol

from mdt_desk.domain.audit import Actor, Deed, Result
from mdt_desk.domain.people import Account, AccountId, PeopleRefused, Role, Verb, may, with_account
from mdt_desk.usecases.errors import KnownError, UserError
from mdt_desk.usecases.ports import CaseQueue
from mdt_desk.usecases.witness import Witness

SHORTEST_PIN: Final = 4

MOST_WRONG: Final = 5
"""After so many wrong PINs within `WAIT` none is tried any more, until the first of them is as long ago."""

WAIT: Final = timedelta(minutes=5)


class Accounts(Protocol):
    """The people as they are kept; what they type to sit down is kept as a digest only."""

    def people(self) -> tuple[Account, ...]:
        """Return everybody, retired ones too, by name; raises SiteError."""
        ...

    def keep(self, account: Account, pin: str | None = None) -> None:
        """Keep somebody; ``pin`` None leaves what was kept of it, empty takes it away."""
        ...

    def fits(self, account: AccountId, pin: str) -> bool:
        """Tell whether this is the PIN of an account; an account without one takes an empty one."""
        ...


class People:
    """The people of one desk, and who of them sits there."""

    def __init__(self, accounts: Accounts, queue: CaseQueue, witness: Witness) -> None:
        """Begin as the owner of this computer, as a command works that nobody sits at."""
        self._accounts = accounts
        self._queue = queue
        self._witness = witness
        self._owner = witness.actor.name
        self._known: tuple[Account, ...] = ()
        self.seated: Account | None = None

    def wait(self) -> None:
        """Let the window only read until somebody sits down; without accounts its owner may do everything."""
        self.seated = None
        if self.known() or self.present():
            self._witness.actor = Actor(name=self._owner, role=Role.VIEWER)

    @property
    def role(self) -> Role:
        return self._witness.actor.role

    def present(self) -> tuple[Account, ...]:
        """Read again who there is, and return everybody who may sit down."""
        self._known = self._accounts.people()
        return self.known()

    def known(self) -> tuple[Account, ...]:
        """Return everybody who may sit down as last read: who draws a screen waits for no server."""
        return tuple(each for each in self._known if not each.retired)

    def sit_down(self, account_id: AccountId, pin: str) -> Account:
        """Let somebody sit down.

        Raises:
            UserError: there is no such account, or this is not its PIN.

        """
        found = self._named(account_id)
        if found is None:
            raise UserError("people.refused.nobody")
        self._check(found, pin)
        self._seat(found)
        return found

    def add(self, account: Account, pin: str) -> None:
        """Keep somebody new; who adds the first of all sits down as that one.

        Raises:
            UserError: the role may not, or the people cannot be changed like this.

        """
        first = not self.present()
        self._change(account, _checked(pin))
        if first:
            self._seat(account)

    def gone(self) -> tuple[Account, ...]:
        """Return everybody who was let go, as last read."""
        return tuple(each for each in self._known if each.retired)

    def change(self, account: Account, pin: str | None = None) -> None:
        """Keep somebody under another name, role or discipline; ``pin`` None: as it was, empty: none any more.

        Raises:
            UserError: the role may not, or the people cannot be changed like this.

        """
        before = next((each for each in self.present() if each.id == account.id), None)
        if before is None:
            raise UserError("people.refused.nobody")
        changed = [each for each in ("name", "role", "discipline") if _differ(before, account, each)]
        changed += [] if pin is None else ["pin"]
        if not changed:
            return
        self._change(account, None if pin is None else _checked(pin), ", ".join(changed))
        if self.seated is not None and self.seated.id == account.id:
            self.seated = self._named(account.id)
            self._witness.actor = Actor(name=account.name, role=account.role)

    def retire(self, account: Account) -> None:
        """Let somebody go; the lines of the audit trail keep the name. Raises UserError."""
        if self.seated is not None and self.seated.id == account.id:
            raise UserError("people.refused.seated")
        self._change(replace(account, retired=True), None, "gone")

    def bring_back(self, account: Account) -> None:
        """Let somebody who was let go work here again, with the PIN of then. Raises UserError."""
        self._change(replace(account, retired=False), None, "back")

    def vouched(self, account_id: AccountId, pin: str, of: str) -> Account:
        """Return who typed a PIN without sitting down; who has none cannot vouch for anything.

        Raises:
            UserError: there is no such account, it has no PIN, or another; a line says so of ``of``.

        """
        found = self._named(account_id)
        if found is None:
            raise UserError("people.refused.nobody")
        if not found.has_pin:
            raise UserError("people.refused.no_pin")
        try:
            self._check(found, pin)
        except UserError:
            self._witness.saw(Deed.SETTINGS_CHANGED, of=of, result=Result.REFUSED)
            raise
        return found

    def _check(self, account: Account, pin: str) -> None:
        """Do nothing where this is the PIN of an account; who guesses has to wait after some tries."""
        if self._wrong_lately(account) >= MOST_WRONG:
            raise UserError("people.refused.wait", minutes=str(WAIT.seconds // 60))
        if self._accounts.fits(account.id, pin):
            return
        self._witness.saw(Deed.SEATED, of=_spelt(account.id), result=Result.REFUSED)
        raise UserError("people.refused.pin")

    def _wrong_lately(self, account: Account) -> int:
        """Count the wrong PINs in the audit trail since somebody last sat down with the right one.

        The trail outlasts the window and is that of every desk: to start again, or to go to another desk, gives no
        further tries. What a clock that was ahead wrote down keeps nobody out until that day.
        """
        now, count = self._witness.event(Deed.SEATED).at, 0
        for line in self._witness.trail.latest(now - WAIT):
            said = line.event
            if said.what is Deed.SEATED and said.object == _spelt(account.id) and abs(now - said.at) < WAIT:
                count = count + 1 if said.result is Result.REFUSED else 0
        return count

    def _named(self, account_id: AccountId) -> Account | None:
        return next((each for each in self.present() if each.id == account_id), None)

    def _change(self, account: Account, pin: str | None, what: str = "") -> None:
        self._witness.allow(Verb.PEOPLE)
        with self._queue.transaction():  # another desk may change the people too
            try:
                with_account(self._accounts.people(), account)
            except PeopleRefused as refused:
                raise UserError(f"people.refused.{refused.reason}") from refused
            self._accounts.keep(account, pin)
            self._witness.saw(Deed.PEOPLE_CHANGED, of=f"{_spelt(account.id)} {what}".rstrip())
        self.present()

    def _seat(self, account: Account) -> None:
        before, self._witness.actor = self._witness.actor, Actor(name=account.name, role=account.role)
        try:
            self._witness.saw(Deed.SEATED, of=_spelt(account.id))
        except KnownError:
            self._witness.actor = before  # nobody has a role without a line about it
            raise
        self.seated = account


def allowed(people: People | None, verb: Verb) -> bool:
    """Tell whether who sits here may do something; everything where nobody is asked who that is."""
    return people is None or may(people.role, verb)


def _spelt(account: AccountId) -> str:
    """Return how a line of the audit trail names an account."""
    return f"account:{account.hex[:8]}"


def _differ(before: Account, after: Account, field: str) -> bool:
    return bool(getattr(before, field) != getattr(after, field))


def _checked(pin: str) -> str:
    if pin and len(pin) < SHORTEST_PIN:
        raise UserError("people.refused.short_pin", least=str(SHORTEST_PIN))
    return pin
