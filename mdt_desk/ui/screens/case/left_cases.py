"""Cases that were left with something not kept: the server was away, or two people still differ."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.screens.case import keeping
from mdt_desk.ui.screens.case.memory import Memory
from mdt_desk.usecases.ports import StoredCase


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveOrder:
    """What is to be kept: facts by path with their new values, on top of a version."""

    case_id: CaseId
    changes: Mapping[str, Any]
    expected_version: int


class Saves(Protocol):
    """What keeps changes; the answer is what is kept, or why not."""

    @property
    def save(self) -> Callable[[SaveOrder, Callable[[StoredCase | Exception], None]], None]: ...


def order_of(memory: Memory) -> SaveOrder:
    """Return what can be kept of a case now."""
    return SaveOrder(
        case_id=memory.stored.id,
        changes=keeping.to_keep(memory),
        expected_version=memory.stored.version,
    )


class LeftCases:
    """Holds what was entered in cases that are not open, until it is kept or somebody opens them again."""

    def __init__(self, ports: Saves) -> None:
        """Hold nothing yet."""
        self._ports = ports
        self._held: dict[CaseId, Memory] = {}

    def __len__(self) -> int:
        """Return how many cases are held."""
        return len(self._held)

    @property
    def choices(self) -> Mapping[CaseId, int]:
        """Return how many facts of each of these cases wait for a choice."""
        return {case: len(each.clashes) for case, each in self._held.items()}

    def leave(self, memory: Memory | None) -> None:
        """Hold a case where something in it is not kept."""
        if memory is not None and keeping.unkept(memory):
            self._held[memory.stored.id] = memory

    def take(self, case_id: CaseId) -> Memory | None:
        """Give back what is held of a case that is opened again."""
        return self._held.pop(case_id, None)

    def answered(self, case_id: CaseId, outcome: StoredCase | Exception) -> None:
        """Let a case go once what was entered in it is kept."""
        held = self._held.get(case_id)
        if held is not None and isinstance(outcome, StoredCase) and not held.clashes:
            self._held.pop(case_id)

    def keep_all(self, then: Callable[[], None]) -> None:
        """Try to keep everything that waits for no choice; ``then`` when each was answered."""
        waiting = [each for each in self._held.values() if keeping.to_keep(each)]
        open_answers = len(waiting)

        def answered(case_id: CaseId, outcome: StoredCase | Exception) -> None:
            nonlocal open_answers
            self.answered(case_id, outcome)
            open_answers -= 1
            if open_answers == 0:
                then()

        for each in waiting:
            self._ports.save(order_of(each), partial(answered, each.stored.id))
        if not waiting and self._held:
            then()
