"""The queue before it is open: what a screen may ask when no desk stands behind it yet."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final, Protocol

from mdt_desk.usecases.backups import Backup, Losses
from mdt_desk.usecases.keys import KeyKeeper, QueueKey


class Trouble(StrEnum):
    """The four ways in which a queue does not open."""

    KEY = "key"
    NEWER = "newer"
    DAMAGED = "damaged"
    BUSY = "busy"


_TROUBLES: Final[Mapping[str, Trouble]] = MappingProxyType(
    {
        "keys.missing": Trouble.KEY,
        "keys.damaged": Trouble.KEY,
        "keys.other": Trouble.KEY,
        "keys.lost": Trouble.KEY,
        "store.other_key": Trouble.KEY,
        "keys.newer": Trouble.NEWER,
        "store.newer": Trouble.NEWER,
        "store.damaged": Trouble.DAMAGED,
        "store.foreign": Trouble.DAMAGED,
    }
)


def trouble_of(key: str) -> Trouble:
    """Return which of the four an error is; whatever else keeps a file shut is the place it lies in."""
    return _TROUBLES.get(key, Trouble.BUSY)


class Door(Protocol):
    """One queue that is not open."""

    @property
    def keeper(self) -> KeyKeeper: ...

    def upgrading(self) -> bool:
        """Tell whether a queue of an earlier version lies there that is not encrypted yet."""
        ...

    def suggested(self) -> str:
        """Return a passphrase that nobody has thought of."""
        ...

    def backups(self) -> tuple[Backup, ...]:
        """Return every backup, newest first."""
        ...

    def losses(self, key: QueueKey, backup: Backup) -> Losses | None:
        """Return what putting a backup back would undo; None: the queue cannot be read, so nobody can tell.

        Raises:
            SiteError: the backup cannot be read.

        """
        ...

    def restore(self, key: QueueKey, backup: Backup) -> Path | None:
        """Put a backup back and return where the queue as it was is kept; raises SiteError."""
        ...

    def put_keys_back(self) -> bool:
        """Put the keys beside the newest backup in the place of those of the queue, which are kept aside.

        Raises:
            SiteError: the disk does not take them.

        """
        ...
