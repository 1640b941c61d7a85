"""A finished document in a window of its own: seen, searched and printed without another program."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from mdt_desk.ui.desk import Desk
from mdt_desk.ui.enter_key import pressed_in_hand
from mdt_desk.ui.look import Look
from mdt_desk.ui.print_run import PrintRun, Run, Sheets
from mdt_desk.ui.printing import Printers
from mdt_desk.ui.standing import fit
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import next_step
from mdt_desk.ui.widgets.pdf_preview import PdfPreview
from mdt_desk.ui.widgets.prose import Prose

_WIDTH, _HEIGHT = 860, 900


class PaperWindow(QWidget):
    """Shows one document. Signals ``print_wanted`` and ``left``."""

    print_wanted = Signal()
    left = Signal()

    def __init__(self, look: Look, name: str, document: bytes) -> None:
        """Show a document; ``name`` is that of its file, which names nobody."""
        super().__init__()
        space, text = look.tokens.space, look.text
        self.setWindowTitle(f"{name} – {text('app.name')}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_WIDTH, _HEIGHT)
        fit(self)
        self.preview = PdfPreview(look)
        self.preview.show_document(document, "")
        self._said = Prose("", Role.CAPTION)
        self._said.setObjectName("paper-said")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(text("print.do"))
        self._bar.hide()
        self._do = next_step(look, text("print.do"), "print")
        self._do.clicked.connect(self.print_wanted)
        self._do.setToolTip(QKeySequence(QKeySequence.StandardKey.Print).toString())
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self, self.print_wanted.emit)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)
        foot = QHBoxLayout()
        foot.addWidget(self._said, 1)
        foot.addWidget(self._do)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.medium, space.medium, space.medium, space.medium)
        column.addWidget(self.preview, 1)
        column.addWidget(self._bar)
        column.addLayout(foot)

    def show_run(self, run: Run) -> None:
        """Show how far printing is."""
        self._bar.setVisible(run.busy)
        self._do.setEnabled(not run.busy)
        self._said.show_text(run.text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not pressed_in_hand(event, self.focusWidget()):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # Qt's name
        self.left.emit()
        super().closeEvent(event)


class Viewer:
    """Opens documents of the program; one window a document, all gone when the desk is left."""

    def __init__(self, desk: Desk, printers: Printers) -> None:
        self._desk = desk
        self._printers = printers
        self._windows: dict[Path, PaperWindow] = {}
        self._left = False
        desk.leaving.connect(self.close)

    def show(self, file: Path) -> None:
        """Show a finished PDF, in the window that shows it already or in a new one."""
        if file in self._windows:
            self._windows[file].activateWindow()
        else:
            self._desk.do(file.read_bytes, lambda document: self._open(file, document), on=self._desk.paper)

    def close(self) -> None:
        """Close every window, and open none any more."""
        self._left = True
        for window in tuple(self._windows.values()):
            window.close()

    def _open(self, file: Path, document: bytes) -> None:
        if self._left or file in self._windows:  # left, or asked for twice, while it was read
            return
        window = PaperWindow(self._desk.look, file.name, document)
        run = PrintRun(self._desk, self._printers, lambda told: self._tell(file, told))

        def print_out() -> None:
            job = run.choose(window)
            if job is not None:
                run.start(job, (self._sheets(file, document),))

        window.print_wanted.connect(print_out)
        window.left.connect(lambda: self._windows.pop(file, None))
        self._windows[file] = window
        window.show()

    def _sheets(self, file: Path, document: bytes) -> Sheets:
        witness = self._desk.services.witness
        kind, cases = ("paper", ()) if witness is None else witness.papers.get(file, ("paper", ()))
        return Sheets(name=file.name, make=lambda: document, kind=kind, cases=cases)

    def _tell(self, file: Path, run: Run) -> None:
        """Pass on how far it is, unless the window was closed meanwhile."""
        if file in self._windows:
            self._windows[file].show_run(run)
