"""The clock and the place that everything goes by."""

from datetime import UTC, datetime
from typing import Final

ZONE: Final = "Europe/Amsterdam"
"""Where days and weeks are counted, and where meetings are held."""


class SystemClock:
    """The clock of this computer."""

    def now(self) -> datetime:
        """Return this moment, aware, in UTC."""
        return datetime.now(UTC)
