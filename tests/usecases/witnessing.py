"""A witness whose lines stay in memory: what is written down, and what is not done where it cannot be."""

from collections.abc import Iterable
from datetime import datetime

from mdt_desk.domain.audit import START, Actor, Event, Head, Line
from mdt_desk.usecases.errors import ServerAway
from mdt_desk.usecases.witness import Witness
from tests.usecases.desk import TUESDAY


class Standing:
    """A clock that stands still until it is set."""

    def __init__(self, at: datetime = TUESDAY) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


class MemoryTrail:
    """An audit trail that keeps its lines in memory, or cannot keep any."""

    def __init__(self) -> None:
        self.full = False
        self.events: list[Event] = []

    def append(self, events: Iterable[Event]) -> None:
        if self.full:
            raise ServerAway("server.away", server="example")
        self.events += events

    def lines(self, case: object = None) -> tuple[Line, ...]:
        del case
        return ()

    def latest(self, since: datetime) -> tuple[Line, ...]:
        del since
        return ()

    def head(self) -> Head:
        return START

    def prune(self, before: datetime, said: Event) -> int:
        raise AssertionError(before, said)


def witness_on(trail: MemoryTrail) -> Witness:
    """Return the witness of somebody at a desk."""
    return Witness(trail, Standing(), "desk", Actor(name="A"))
