"""Where the leaflet goes: into a file, or to a printer together with what belongs to it."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from mdt_desk.durable import write_whole
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.papers import file_in
from mdt_desk.ui.print_run import NO_RUN, PrintRun, Run, Sheets
from mdt_desk.ui.printing import Printers
from mdt_desk.ui.screens.close.state import NO_PAPER, Making, Paper
from mdt_desk.ui.screens.print.presenter import uk_additions
from mdt_desk.ui.screens.print.state import Also, Asked, Sheet
from mdt_desk.usecases.documents import last_decided_at, letter_about, meeting_file
from mdt_desk.usecases.leaflets import order_leaflet
from mdt_desk.usecases.ports import DeskServices, StoredCase


class Output:
    """Saves and prints what is shown; ``changed`` is told when there is something new to say."""

    def __init__(self, desk: Desk, papers: Path, printers: Printers, changed: Callable[[], None]) -> None:
        self._desk = desk
        self._papers = papers
        self._changed = changed
        self._printing = PrintRun(desk, printers, self._told)
        self.saved = NO_PAPER
        self.run = NO_RUN

    def forget(self) -> None:
        """Say no more of what was saved and printed: something else is shown now."""
        self.saved = NO_PAPER
        if not self.run.busy:
            self.run = NO_RUN

    def save(self, content: bytes, asked: Asked) -> None:
        """Put what is shown into a file of its own."""
        now = self._desk.now()

        def write() -> Path:
            kind = () if asked.sheet is Sheet.LEAFLET else (asked.sheet.value,)
            file = file_in(self._papers, "leaflet", *kind, asked.language, at=now)
            write_whole(file, content)
            return file

        def written(file: Path) -> None:
            words = self._desk.look.text("print.saved", file=file)
            self.saved = Paper(making=Making.DONE, text=words, file=file)
            self._changed()

        if content:
            self._desk.do(write, written, on=self._desk.paper)

    def use(self, how: Callable[[Path], None]) -> None:
        """Do something with the file that was saved."""
        if self.saved.file is not None:
            how(self.saved.file)

    def print_out(self, over: QWidget, content: bytes, asked: Asked, stored: StoredCase | None) -> None:
        """Ask for a printer, then print what is shown and what was chosen to go with it."""
        if not content or self.run.busy:
            return
        job = self._printing.choose(over)
        if job is not None:
            self._printing.start(job, self._documents(content, asked, stored))

    def stop(self) -> None:
        """Print no further document."""
        self._printing.stop()

    def _documents(self, content: bytes, asked: Asked, stored: StoredCase | None) -> tuple[Sheets, ...]:
        text, services = self._desk.look.text, self._desk.services
        cases = () if stored is None else (stored.id,)
        kind = "card" if asked.sheet is Sheet.CARD else "leaflet"
        named = text(f"print.sheet.{asked.sheet}")
        found = [Sheets(name=named, make=lambda: content, kind=kind, cases=cases)]
        if Also.CARD in asked.also and asked.sheet is not Sheet.CARD:
            card = replace(asked, sheet=Sheet.CARD)
            found.append(
                Sheets(
                    name=text("print.with.card"),
                    make=lambda: leaflet_bytes(services, card, stored),
                    kind="card",
                    cases=cases,
                )
            )
        if Also.LETTER in asked.also and stored is not None:
            language = self._desk.look.texts.language
            found.append(
                Sheets(
                    name=text("print.with.letter"),
                    make=lambda: letter_bytes(services, stored, language),
                    kind="letter",
                    cases=cases,
                )
            )
        return tuple(found)

    def _told(self, run: Run) -> None:
        self.run = run
        self._changed()


def leaflet_bytes(services: DeskServices, asked: Asked, stored: StoredCase | None) -> bytes:
    """Make what was asked for and return it; no file stays behind."""
    preferences = services.settings.current()
    order = order_leaflet(
        preferences,
        services.clock.now(),
        language=asked.language,
        large_print=asked.sheet is Sheet.LARGE,
        card=asked.sheet is Sheet.CARD,
        case=None if stored is None else stored.case,
    )
    order = replace(order, uk_additions=uk_additions(asked, preferences))
    return _read_back(lambda file: services.documents.leaflet(order, file))


def letter_bytes(services: DeskServices, stored: StoredCase, language: str) -> bytes:
    """Make the letter about the latest decision and return it; no file stays behind."""
    preferences = replace(services.settings.current(), language=language)
    meeting = last_decided_at(services.queue, stored.id)
    held = meeting_file(services.queue, services.assess, meeting, preferences, services.clock.now())
    return _read_back(lambda file: services.documents.letter(letter_about(held, stored.id), file))


def _read_back(make: Callable[[Path], Path]) -> bytes:
    with tempfile.TemporaryDirectory(prefix="mdt-desk-") as folder:
        return make(Path(folder) / "document.pdf").read_bytes()
