"""The notes of the desk: drafts, saved filters, mappings of headers."""

from collections.abc import Mapping

from mdt_desk.store.either import EitherDatabase
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.ports import NoteKind


class KeptNotes:
    """Implements `Notes` with plain SQL; part of the transaction under way, if there is one."""

    def __init__(self, database: EitherDatabase) -> None:
        """Share the database of the queue."""
        self._database = database

    def keep(self, kind: NoteKind, key: str, text: str) -> None:
        try:
            f"{key}{text}".encode()
        except UnicodeEncodeError as error:
            raise UserError("store.text_unstorable") from error
        with self._database.changing() as change:
            change(
                "INSERT INTO note (kind, key, text) VALUES (?, ?, ?)"
                " ON CONFLICT (kind, key) DO UPDATE SET text = excluded.text",
                *(kind.value, key, text),
            )

    def recall(self, kind: NoteKind, key: str) -> str | None:
        found = self._database.select("SELECT text FROM note WHERE kind = ? AND key = ?", kind.value, key)
        return str(found[0]["text"]) if found else None

    def under(self, kind: NoteKind) -> Mapping[str, str]:
        found = self._database.select("SELECT key, text FROM note WHERE kind = ?", kind.value)
        # Sorted here: a server may have an order of letters of its own.
        return dict(sorted((str(each["key"]), str(each["text"])) for each in found))

    def forget(self, kind: NoteKind, key: str) -> None:
        with self._database.changing() as change:
            change("DELETE FROM note WHERE kind = ? AND key = ?", kind.value, key)
