"""A server for tests that can be switched off: a queue of this computer that answers only while it is on."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from mdt_desk.domain.meeting import CaseId
from mdt_desk.usecases.errors import ServerAway


@dataclass
class Switch:
    """``after``: goes off once so many more changes were kept, before anybody hears of it."""

    on: bool = True
    after: int | None = None
    asked: int = 0
    mark: int = 0

    def check(self) -> None:
        self.asked += 1
        if not self.on:
            raise ServerAway("server.away", server="example")

    def changes(self) -> int:
        self.check()
        return self.mark

    def kept(self) -> None:
        self.mark += 1
        if self.after is not None:
            self.after -= 1
            if self.after < 0:
                self.on, self.after = False, None
                raise ServerAway("server.not_known", server="example")


class Flaky:
    """Stands before a port: each call goes through only while the switch is on."""

    def __init__(self, inner: Any, switch: Switch) -> None:  # noqa: ANN401  # any port
        self._inner = inner
        self._switch = switch
        self._depth = 0

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # as above
        found = getattr(self._inner, name)
        if not callable(found):
            return Flaky(found, self._switch)

        def call(*given: object, **named: object) -> object:
            self._switch.check()
            return found(*given, **named)

        return call

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self._switch.check()
        self._depth += 1
        try:
            with self._inner.transaction():
                yield
        finally:
            self._depth -= 1
        if not self._depth:
            self._switch.kept()


@dataclass
class Shared:
    """Who is where, at all desks of one server."""

    where: dict[str, tuple[CaseId, str]] = field(default_factory=dict)


class Here:
    """Implements `Presence` for one desk."""

    def __init__(self, desk: str, shared: Shared, switch: Switch) -> None:
        self._desk = desk
        self._shared = shared
        self._switch = switch

    def here(self, case: CaseId, who: str) -> None:
        self._switch.check()
        self._shared.where[self._desk] = (case, who)

    def left(self) -> None:
        self._switch.check()
        self._shared.where.pop(self._desk, None)

    def others(self, case: CaseId) -> tuple[str, ...]:
        self._switch.check()
        return tuple(
            who for desk, (of, who) in self._shared.where.items() if desk != self._desk and of == case
        )
