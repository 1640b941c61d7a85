"""The notes of the desk: drafts, saved filters, mappings of headers."""

from collections.abc import Mapping

from mdt_desk.store.either import EitherDatabase
from mdt_desk.usecases.ports import NoteKind


class KeptNotes:
    """Implements `Notes`; part of the transaction under way, if there is one."""

    def __init__(self, database: EitherDatabase) -> None:
        """Share the database of the queue."""
        self._database = database

    def keep(self, kind: NoteKind, key: str, text: str) -> None:
        from mdt_desk.store.tables import NoteRow

        with self._database.writing() as session:
            session.merge(NoteRow(kind=kind.value, key=key, text=text))
            session.flush()
            session.expunge_all()

    def recall(self, kind: NoteKind, key: str) -> str | None:
        found = self._database.select("SELECT text FROM note WHERE kind = ? AND key = ?", kind.value, key)
        return str(found[0]["text"]) if found else None

    def under(self, kind: NoteKind) -> Mapping[str, str]:
        found = self._database.select("SELECT key, text FROM note WHERE kind = ?", kind.value)
        # Sorted here: a server may have an order of letters of its own.
        return dict(sorted((str(each["key"]), str(each["text"])) for each in found))

    def forget(self, kind: NoteKind, key: str) -> None:
        from sqlmodel import col, delete

        from mdt_desk.store.tables import NoteRow

        with self._database.writing() as session:
            session.execute(delete(NoteRow).where(col(NoteRow.kind) == kind.value, col(NoteRow.key) == key))
