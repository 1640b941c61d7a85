"""Where drafts wait on this computer while the server of the queue is away: encrypted, or in memory only."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from mdt_desk.store.key_stores import KeyStore
from mdt_desk.usecases.errors import KnownError
from mdt_desk.usecases.keys import KEY_BYTES, SALT_BYTES, QueueKey
from mdt_desk.usecases.ports import NoteKind, Notes
from mdt_desk.usecases.steady import HeldNotes

_NAMED: Final = "drafts of "


class Shelter:
    """Implements `Notes`; a file is made by the first text that needs one, its key kept by the system's key store.

    Where there is no key store, or another window has the file, texts wait in memory: nothing about a patient is ever
    written unencrypted.
    """

    def __init__(self, folder: Path, server: str, store: KeyStore, random: Callable[[int], bytes]) -> None:
        """Belong to the queue of one server."""
        self._mark = hashlib.sha256(f"{_NAMED}{server}".encode()).digest()
        self._file = folder / f"drafts-{self._mark.hex()[:12]}.db"
        self._store = store
        self._random = random
        self._close: Callable[[], None] = lambda: None
        self._notes: Notes | None = None
        self._ours = False

    def keep(self, kind: NoteKind, key: str, text: str) -> None:
        self._opened(make=True).keep(kind, key, text)

    def recall(self, kind: NoteKind, key: str) -> str | None:
        return self._opened().recall(kind, key)

    def under(self, kind: NoteKind) -> Mapping[str, str]:
        return self._opened().under(kind)

    def forget(self, kind: NoteKind, key: str) -> None:
        self._opened().forget(kind, key)

    def close(self) -> None:
        """Let the file go; one in which nothing waits is taken away."""
        notes, ours = self._notes, self._ours
        empty = notes is not None and not any(notes.under(kind) for kind in NoteKind)
        self._close()
        self._notes, self._close, self._ours = None, lambda: None, False
        if empty and ours:
            self._file.unlink(missing_ok=True)

    def _opened(self, *, make: bool = False) -> Notes:
        if self._notes is None:
            if not make and not self._file.exists():
                return HeldNotes()
            self._notes = self._open() or HeldNotes()
        return self._notes

    def _open(self) -> Notes | None:
        from mdt_desk.store.database import open_database
        from mdt_desk.store.notes import KeptNotes

        key = self._key()
        if key is None:
            return None
        try:
            database = open_database(self._file, key)
        except KnownError:
            return None
        self._close, self._ours = database.close, True
        return KeptNotes(database)

    def _key(self) -> QueueKey | None:
        salt = self._mark[:SALT_BYTES]
        known = self._store.recall(self._mark)
        if known is None and not self._file.exists():
            known = self._random(KEY_BYTES)
            if not self._store.keep(self._mark, known):
                return None
        return None if known is None or len(known) != KEY_BYTES else QueueKey(known, salt)
