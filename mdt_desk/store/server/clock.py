"""The clock of the server, which all its desks go by."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock


class ServerClock:
    """Implements `Clock`: what the server last said, and how long ago that was; it never goes back.

    Each transaction and each question about changes sets it anew: nothing is asked for its sake alone.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        """Count seconds with ``monotonic`` between two answers of the server."""
        self._monotonic = monotonic
        self._lock = Lock()
        self._said = datetime.min.replace(tzinfo=UTC)
        self._at = monotonic()
        self._latest = self._said

    def now(self) -> datetime:
        with self._lock:
            found = self._said + timedelta(seconds=self._monotonic() - self._at)
            self._latest = max(self._latest, found)
            return self._latest

    def told(self, said: datetime) -> None:
        """Take what the server said just now."""
        with self._lock:
            self._said, self._at = said.astimezone(UTC), self._monotonic()

    def set_by(self, ask: Callable[[], datetime]) -> None:
        """Ask the server; half of the time that took is the way back."""
        before = self._monotonic()
        said = ask()
        self.told(said + timedelta(seconds=(self._monotonic() - before) / 2))
