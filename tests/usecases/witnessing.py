"""A witness whose lines stay in memory: what is written down, and what is not done where it cannot be."""

from datetime import datetime

from mdt_desk.domain.audit import Actor, Event
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

    def append(self, events: list[Event]) -> None:
        if self.full:
            raise ServerAway("server.away", server="example")
        self.events += events

    def lines(self, case: object = None) -> tuple[object, ...]:
        del case
        return ()


def witness_on(trail: MemoryTrail) -> Witness:
    """Return the witness of somebody at a desk."""
    return Witness(trail, Standing(), "desk", Actor(name="A"))  # type: ignore[arg-type]  # only lines are kept here
