"""The export as a place of the window: what, as which file, and where it is afterwards."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from mdt_desk.domain.people import Verb
from mdt_desk.ui.actions import Place
from mdt_desk.ui.asleep import hold
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.look import Look
from mdt_desk.ui.papers import file_in, show_folder
from mdt_desk.ui.screens.lists.export_presenter import export_state
from mdt_desk.ui.screens.lists.export_view import ExportView
from mdt_desk.ui.work import Failed, Outcome
from mdt_desk.usecases.lists import ENDINGS, FORMATS, Format, Lists, What, gathered

PickPlace = Callable[[QWidget, str, str], str]
"""Ask where a file is to be written: parent, title and a proposal; "" when nobody chose."""


def pick_place(parent: QWidget, title: str, proposal: str) -> str:
    """Ask with this computer's own dialog, which asks before a file is replaced."""
    return QFileDialog.getSaveFileName(parent, title, proposal)[0]


class ExportScreen(QObject):
    """Writes a file off the GUI thread and says where it is."""

    place = Place.EXPORT

    def __init__(self, desk: Desk, lists: Lists, papers: Path, pick: PickPlace = pick_place) -> None:
        """Write to the folder ``papers`` unless somebody chooses another place."""
        super().__init__(desk)
        self._desk = desk
        self._lists = lists
        self._papers = papers
        self._pick = pick
        self._what, self._format = What.CASES, Format.XLSX
        self._busy = False
        self._done = ""
        self._file: Path | None = None
        self._view: ExportView | None = None

    def build(self, look: Look) -> QWidget:
        """Return a view in another look; what was chosen stays."""
        view = self._view = ExportView(look)
        view.what_chosen.connect(self._choose_what)
        view.format_chosen.connect(self._choose_format)
        view.write_wanted.connect(self._write_here)
        view.elsewhere_wanted.connect(self._write_elsewhere)
        view.folder_wanted.connect(self._show)
        view.back_wanted.connect(lambda: self._desk.go(Place.QUEUE))
        self._asleep = hold(self._desk, view, self._needs, *view.writing)
        self._draw()
        return view

    def enter(self) -> None:
        """Put the keyboard on what goes out."""
        if self._view is not None:
            self._view.focus_first()

    def _choose_what(self, what: What) -> None:
        self._what, self._done = what, ""
        if self._format not in FORMATS[what]:
            self._format = FORMATS[what][0]
        self._draw()

    def _choose_format(self, kind: Format) -> None:
        self._format, self._done = kind, ""
        self._draw()

    def _write_here(self) -> None:
        what, kind, now = self._what, self._format, self._desk.now()
        self._write(lambda: file_in(self._papers, what.value, at=now, ending=ENDINGS[kind]))

    def _write_elsewhere(self) -> None:
        ending = ENDINGS[self._format]
        name = f"{self._what}-{self._desk.now():%Y%m%d-%H%M}.{ending}"
        if self._view is not None:
            found = self._pick(self._view, self._desk.look.text("lists.export.elsewhere"), name)
            if found:
                file = Path(found)
                self._write(lambda: file if file.suffix else file.with_suffix(f".{ending}"))

    def _write(self, place: Callable[[], Path]) -> None:
        services, what, kind = self._desk.services, self._what, self._format
        words, now = self._desk.look.texts, services.clock.now()
        if self._busy:
            return
        self._busy, self._done = True, ""
        self._draw()

        def write() -> tuple[int, Path]:
            file = place()
            where = services.settings.current().department
            return self._lists.export(gathered(services.queue, what, kind, where, words, now), file), file

        def ended(outcome: Outcome[tuple[int, Path]]) -> None:
            self._busy = False
            if isinstance(outcome, Failed):
                self._desk.fail(outcome.error)
            else:
                count, self._file = outcome.value
                self._done = self._desk.look.text("export.written", count=count, file=self._file)
            self._draw()

        self._desk.paper.run(write, ended)

    def _needs(self) -> Verb | None:
        """Return what writing needs: a list of meetings names no patient."""
        return None if self._what is What.MEETINGS else Verb.EXPORT

    def _show(self) -> None:
        if self._file is not None:
            show_folder(self._file.parent)

    def _draw(self) -> None:
        if self._view is not None:
            self._asleep.follow()
            texts = self._desk.look.texts
            self._view.show_state(
                export_state(self._what, self._format, texts, busy=self._busy, done=self._done)
            )
