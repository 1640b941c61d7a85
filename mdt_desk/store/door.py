"""The queue before it is open."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from mdt_desk.store import backups, cipher
from mdt_desk.store.cipher import PLAIN_HEADER, said_of
from mdt_desk.store.key_file import Chance, KeyFile
from mdt_desk.usecases.backups import Backup, Losses
from mdt_desk.usecases.errors import SiteError
from mdt_desk.usecases.keys import SUGGESTION_BYTES, KeyKeeper, QueueKey, suggestion


class QueueDoor:
    """Implements `Door`."""

    def __init__(self, queue: Path, keeper: KeyFile, chance: Chance, now: Callable[[], datetime]) -> None:
        """Stand before a queue; ``now`` dates what is laid aside."""
        self._queue = queue
        self._keys = keeper
        self._chance = chance
        self._now = now

    @property
    def keeper(self) -> KeyKeeper:
        return self._keys

    def upgrading(self) -> bool:
        with suppress(OSError):
            return cipher.starts_with(self._queue) == PLAIN_HEADER
        return False

    def suggested(self) -> str:
        return suggestion(self._chance(SUGGESTION_BYTES))

    def backups(self) -> tuple[Backup, ...]:
        with said_of(self._queue):
            return backups.backups_of(self._queue)

    def losses(self, key: QueueKey, backup: Backup) -> Losses | None:
        try:
            return backups.difference(self._queue, key, backup.file)
        except SiteError as error:
            if error.params.get("file") != str(self._queue):
                raise
            return None

    def restore(self, key: QueueKey, backup: Backup) -> Path | None:
        return backups.restore(self._queue, key, backup.file, self._now())

    def put_keys_back(self) -> bool:
        newest = next((each for each in self.backups() if each.file.with_suffix(".keys").exists()), None)
        if newest is None:
            return False
        with said_of(self._keys.file):
            if self._keys.file.exists():
                aside = f"{self._keys.file.name}.{self._now():%Y%m%dT%H%M%S}"
                self._keys.file.replace(self._keys.file.with_name(aside))
        return backups.put_keys_back(self._queue, newest.file)
