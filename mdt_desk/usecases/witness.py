"""What is done at a desk is witnessed: one line of the audit trail each, in the transaction of the change itself."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Protocol

from mdt_desk.domain.audit import Actor, Deed, Event, Head, Line, Result
from mdt_desk.domain.meeting import CaseId
from mdt_desk.domain.people import Role, Verb, may
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.ports import Clock

DAYS_A_YEAR: Final = 365.25


class Trail(Protocol):
    """The audit trail as it is kept; nothing in it is ever changed."""

    def append(self, events: Iterable[Event]) -> None:
        """Keep events as lines, in the transaction under way if there is one; raises SiteError."""
        ...

    def lines(self, case: CaseId | None = None) -> tuple[Line, ...]:
        """Return every line that is kept, or those about one case, by number."""
        ...

    def latest(self, since: datetime) -> tuple[Line, ...]:
        """Return the lines kept since a moment, by number."""
        ...

    def head(self) -> Head:
        """Return the last line; raises SiteError."""
        ...

    def prune(self, before: datetime, said: Event) -> int:
        """Drop the lines from before a moment, leave their anchor, and keep ``said`` as a line; return how many."""
        ...


class Witness:
    """Sees what is done at one desk, and by whom.

    ``papers`` are the documents that were made here: what each is, and whose record is in it.
    """

    def __init__(self, trail: Trail, clock: Clock, place: str, actor: Actor) -> None:
        """Write lines into this trail; ``place`` names the desk, ``actor`` who sits there."""
        self.trail = trail
        self.actor = actor
        self.papers: dict[Path, tuple[str, tuple[CaseId, ...]]] = {}
        self._clock = clock
        self._place = place

    def saw(
        self, what: Deed, case: CaseId | None = None, *, of: str = "", result: Result = Result.DONE
    ) -> None:
        """Keep a line about what is done now.

        Raises:
            SiteError: it cannot be kept, and so nothing may be done.

        """
        self.trail.append([self.event(what, case, of=of, result=result)])

    def saw_as(self, who: str, role: Role, what: Deed, *, of: str) -> None:
        """Keep a line about what somebody did who vouched with a PIN and did not sit down."""
        self.trail.append([replace(self.event(what, of=of), who=who, role=role)])

    def saw_all(self, what: Deed, cases: Iterable[CaseId], *, of: str, result: Result = Result.DONE) -> None:
        """Keep a line for each patient whose record was in something, or one where it was in nobody's."""
        found = tuple(dict.fromkeys(cases))
        self.trail.append([self.event(what, each, of=of, result=result) for each in found or (None,)])

    def allow(self, verb: Verb) -> None:
        """Let who sits here do something, or refuse and keep a line about that.

        Raises:
            UserError: the role may not.

        """
        if not may(self.actor.role, verb):
            self.saw(
                Deed.PEOPLE_CHANGED if verb is Verb.PEOPLE else Deed.CHANGED,
                of=f"verb:{verb}",
                result=Result.REFUSED,
            )
            raise UserError(f"people.may_not.{verb}")

    def event(
        self, what: Deed, case: CaseId | None = None, *, of: str = "", result: Result = Result.DONE
    ) -> Event:
        """Return what is done now as an event."""
        who = self.actor
        return Event(
            at=self._clock.now(),
            who=who.name,
            role=who.role,
            place=self._place,
            what=what,
            case=case,
            object=of,
            result=result,
        )


def prune_old(witness: Witness, years: int) -> int:
    """Drop what is older than so many years, and return how many lines that were; raises SiteError."""
    said = witness.event(Deed.PRUNED)
    return witness.trail.prune(said.at - timedelta(days=round(years * DAYS_A_YEAR)), said)
