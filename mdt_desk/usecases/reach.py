"""Whether the server of a queue answers: since when not, and what to do once it does again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import RLock, local

from mdt_desk.usecases.errors import KnownError, ServerAway
from mdt_desk.usecases.ports import Changes, Clock


class Reach:
    """Shared by everything that asks one server; while it is away nobody waits for it but `try_again`."""

    def __init__(self, clock: Clock, changes: Changes) -> None:
        """Believe that the server is there; ``changes`` is the smallest question it can be asked."""
        self._clock = clock
        self._changes = changes
        self._lock = RLock()
        self._why: ServerAway | None = None
        self._since: datetime | None = None
        self._here = local()
        self._back: list[Callable[[], None]] = []
        self._owed = False

    @property
    def away_since(self) -> datetime | None:
        """Return the moment at which the server was found away; None: it answers."""
        with self._lock:
            return self._since

    @property
    def changing(self) -> bool:
        """Tell whether this thread is inside a transaction: what it reads then must not be remembered answers."""
        return bool(getattr(self._here, "depth", 0))

    def when_back(self, verb: Callable[[], None]) -> None:
        """Have something done once the server answers again, before anybody is told so.

        Where it raises what is no `ServerAway`, it is done again each time the server is tried, until it is through.
        """
        self._back.append(verb)

    def refuse(self) -> None:
        """Refuse at once while the server is away.

        Raises:
            ServerAway: it is, and that was said before.

        """
        with self._lock:
            if self._why is not None:
                raise ServerAway(self._why.key, **self._why.params)

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Notice when the server does not answer; raises ServerAway."""
        self.refuse()
        try:
            yield
        except ServerAway as error:
            self._lost(error)
            raise

    @contextmanager
    def changing_it(self) -> Iterator[None]:
        """As `asking`, for a transaction."""
        with self.asking():
            self._here.depth = getattr(self._here, "depth", 0) + 1
            try:
                yield
            finally:
                self._here.depth -= 1

    def try_again(self) -> int:
        """Ask the server whether anything changed, also while it is away, and return its mark.

        Raises:
            ServerAway: it does not answer, or not for long enough to be told what waits here.

        """
        try:
            mark = self._changes()
            if self._since is not None or self._owed:
                self._hand_over()
        except ServerAway as error:
            self._lost(error)
            raise
        return mark

    def _hand_over(self) -> None:
        with self._lock:
            before, self._why, since, self._since = self._why, None, self._since, None
        owed = False
        try:
            for verb in self._back:
                try:
                    verb()
                except ServerAway:
                    raise
                except KnownError:  # the server answers: nobody else waits for what it refuses
                    owed = True
        except ServerAway:
            with self._lock:
                self._why, self._since = before, since
            raise
        self._owed = owed

    def _lost(self, error: ServerAway) -> None:
        with self._lock:
            if self._since is None:
                self._since = self._clock.now()
            self._why = error
