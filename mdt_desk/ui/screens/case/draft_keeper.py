"""Keeps what is being typed beside the queue, a moment after the first key and again while typing goes on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.screens.case.drafts import note_of
from mdt_desk.ui.screens.case.memory import Draft
from mdt_desk.usecases.ports import NoteKind

EVERY_MS: Final = 2_000
"""Typing that goes on is kept this often; what was typed last is kept this long after its first key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsaved:
    """What would be lost of a case if the program stopped now."""

    case_id: CaseId
    fields: Mapping[str, Draft]


class DraftKeeper(QObject):
    """Signals ``kept`` when a note is durable, or gone because nothing is left to keep."""

    kept = Signal()

    def __init__(self, desk: Desk, read: Callable[[], Unsaved | None]) -> None:
        """Ask ``read`` for what is unsaved; None while no case is open."""
        super().__init__(desk)
        self._desk = desk
        self._read = read
        self._noted: Mapping[CaseId, Mapping[str, Draft]] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(EVERY_MS)
        self._rest.timeout.connect(self._keep)
        desk.leaving.connect(self.flush)

    def touch(self) -> None:
        """Something was typed or kept: look within a moment; further keys do not put that off."""
        if not self._rest.isActive():
            self._rest.start()

    def flush(self) -> None:
        """Look now, when something was still to be looked at."""
        if self._rest.isActive():
            self._rest.stop()
            self._keep()

    def begin(self, case_id: CaseId, fields: Mapping[str, Draft]) -> None:
        """Know what the note of a case holds already."""
        self._noted = {case_id: fields}

    def _keep(self) -> None:
        found = self._read()
        if found is None or self._noted.get(found.case_id, {}) == found.fields:
            return
        self._noted = {found.case_id: found.fields}
        notes, key = self._desk.services.queue.notes, str(found.case_id)
        text = note_of(found.fields, self._desk.now())

        def verb() -> None:
            if text:
                notes.keep(NoteKind.DRAFT, key, text)
            else:
                notes.forget(NoteKind.DRAFT, key)

        self._desk.do(verb, lambda _: self.kept.emit())
