"""Lists behind a witness: whose record left in a file is one line each."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from mdt_desk.domain.audit import Deed
from mdt_desk.domain.people import Verb
from mdt_desk.usecases.errors import KnownError
from mdt_desk.usecases.lists import Brought, ExportOrder, Lists, What
from mdt_desk.usecases.sheets import ListedRow, Progress, Sheet, unwatched
from mdt_desk.usecases.witness import Witness


class AuditedLists:
    """Implements `Lists` on another reader and writer."""

    def __init__(self, lists: Lists, witness: Witness) -> None:
        """Pass everything on, and witness what goes out."""
        self._lists = lists
        self._witness = witness

    @property
    def endings(self) -> tuple[str, ...]:
        return self._lists.endings

    def open_file(self, file: Path, at: datetime) -> Brought:
        return self._lists.open_file(file, at)

    def open_text(self, text: str) -> Brought:
        return self._lists.open_text(text)

    def targets(self) -> tuple[str, ...]:
        return self._lists.targets()

    def suggest(self, headers: Sequence[str]) -> tuple[str | None, ...]:
        return self._lists.suggest(headers)

    def key(self, headers: Sequence[str]) -> str:
        return self._lists.key(headers)

    def read(
        self, sheet: Sheet, chosen: Sequence[str | None], at: datetime, progress: Progress = unwatched
    ) -> tuple[ListedRow, ...]:
        return self._lists.read(sheet, chosen, at, progress)

    def export(self, order: ExportOrder, file: Path) -> int:
        if order.what is not What.MEETINGS:
            self._witness.allow(Verb.EXPORT)
        count = self._lists.export(order, file)
        if order.what is not What.MEETINGS:
            try:
                cases = (each.id for each in order.cases)
                self._witness.saw_all(Deed.EXPORTED, cases, of=f"file:{order.what} {order.format}")
            except KnownError:
                file.unlink(missing_ok=True)
                raise
        return count
