"""The other things that a desk on a server asks it: audit trail, people, and who else is here."""

from collections.abc import Iterable
from datetime import datetime
from threading import RLock

from mdt_desk.domain.audit import Event, Head, Line
from mdt_desk.domain.meeting import CaseId
from mdt_desk.domain.people import Account, AccountId
from mdt_desk.usecases.errors import KnownError, ServerAway
from mdt_desk.usecases.people import Accounts
from mdt_desk.usecases.ports import Presence
from mdt_desk.usecases.reach import Reach
from mdt_desk.usecases.witness import Trail


class SteadyTrail:
    """Implements `Trail`: what was looked at while the server is away becomes lines once it is back.

    What is changed is refused then, so that no change waits for its line.
    """

    def __init__(self, trail: Trail, reach: Reach) -> None:
        """Hold nothing yet."""
        self._trail = trail
        self._reach = reach
        self._held: list[Event] = []
        self._turn = RLock()  # of what is kept outside a transaction: one thread after another, in that order
        reach.when_back(self._hand_over)

    def append(self, events: Iterable[Event]) -> None:
        found = list(events)
        if self._reach.changing:
            with self._reach.asking():
                self._trail.append(found)
            return
        with self._turn:
            try:
                with self._reach.asking():
                    self._keep_held()
                    self._trail.append(found)
            except ServerAway:
                self._held += found

    def lines(self, case: CaseId | None = None) -> tuple[Line, ...]:
        with self._reach.asking():
            return self._trail.lines(case)

    def latest(self, since: datetime) -> tuple[Line, ...]:
        with self._reach.asking():
            return self._trail.latest(since)

    def head(self) -> Head:
        with self._reach.asking():
            return self._trail.head()

    def prune(self, before: datetime, said: Event) -> int:
        with self._reach.changing_it():
            return self._trail.prune(before, said)

    def _hand_over(self) -> None:
        with self._turn:
            why = self._keep_held()
        if why is not None:
            raise why

    def _keep_held(self) -> KnownError | None:
        """Keep one after another what is held: what is refused waits on and holds up nothing; return why it was."""
        held, self._held = self._held, []
        refused, why = list[Event](), None
        try:
            while held:
                try:
                    self._trail.append(held[:1])
                except ServerAway:
                    raise
                except KnownError as error:
                    why = error
                    refused.append(held[0])
                del held[0]
        finally:
            self._held[:0] = refused + held
        return why


class SteadyAccounts:
    """Implements `Accounts`: the people who were here last are still named; nobody sits down meanwhile."""

    def __init__(self, accounts: Accounts, reach: Reach) -> None:
        """Know nobody yet."""
        self._accounts = accounts
        self._reach = reach
        self._people: tuple[Account, ...] | None = None

    def people(self) -> tuple[Account, ...]:
        try:
            with self._reach.asking():
                found = self._accounts.people()
        except ServerAway:
            if self._reach.changing or self._people is None:
                raise
            return self._people
        self._people = found
        return found

    def keep(self, account: Account, pin: str | None = None) -> None:
        with self._reach.changing_it():
            self._accounts.keep(account, pin)

    def fits(self, account: AccountId, pin: str) -> bool:
        with self._reach.asking():
            return self._accounts.fits(account, pin)


class SteadyPresence:
    """Implements `Presence`: while the server is away nobody is known to be elsewhere."""

    def __init__(self, presence: Presence, reach: Reach) -> None:
        """Pass everything on."""
        self._presence = presence
        self._reach = reach

    def here(self, case: CaseId, who: str) -> None:
        with self._reach.asking():
            self._presence.here(case, who)

    def left(self) -> None:
        with self._reach.asking():
            self._presence.left()

    def others(self, case: CaseId) -> tuple[str, ...]:
        with self._reach.asking():
            return self._presence.others(case)
