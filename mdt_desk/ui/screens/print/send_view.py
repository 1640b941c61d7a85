"""What is printed together, the way to the printer, and how far it is."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from mdt_desk.ui.look import Look
from mdt_desk.ui.print_run import Run
from mdt_desk.ui.screens.print.state import Also, PrintState
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import button, label, next_step
from mdt_desk.ui.widgets.flow import Flow
from mdt_desk.ui.widgets.prose import Prose


class SendView(QWidget):
    """Signals ``also_chosen`` with what is to be printed too, ``print_wanted`` and ``stop_wanted``."""

    also_chosen = Signal(object)
    print_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, look: Look, beside: Sequence[QWidget]) -> None:
        """Show nothing on its way yet; other ways out of the program stand ``beside`` the one to the printer."""
        super().__init__()
        text, tokens = look.text, look.tokens
        self._boxes = {each: QCheckBox(text(f"print.with.{each}")) for each in Also}
        for box in self._boxes.values():
            box.setAccessibleName(f"{text('print.with.title')}: {box.text()}")
            box.clicked.connect(self._choose)
        self._do = next_step(look, text("print.do"), "print")
        self._do.clicked.connect(self.print_wanted)
        self._stop = button(text("print.stop"))
        self._stop.clicked.connect(self.stop_wanted)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(text("print.do"))
        self._said = Prose("", Role.CAPTION)
        self._said.setObjectName("print-sent")
        row = QHBoxLayout()
        row.setSpacing(tokens.space.small)
        found, ways = Flow(gap=tokens.space.small), Flow(gap=tokens.space.small, at_end=True)
        found.addWidget(label(text("print.with.title"), muted=True))
        for box in self._boxes.values():
            found.addWidget(box)
        for other in (self._stop, *beside, self._do):
            ways.addWidget(other)
        row.addLayout(found, 1)
        row.addLayout(ways, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space.tiny)
        for part in (self._bar, self._said):
            column.addWidget(part)
        column.addLayout(row)

    @property
    def about_patient(self) -> tuple[QWidget, ...]:
        """Return what asks for a document about the patient."""
        return (self._boxes[Also.LETTER],)

    def show_sending(self, state: PrintState) -> None:
        """Show what can be printed together, and how far it is."""
        run: Run = state.run
        for each, box in self._boxes.items():
            box.setVisible(each in state.offered)
            box.setChecked(each in state.asked.also)
        self._do.setEnabled(bool(state.preview) and not state.busy and not run.busy)
        self._stop.setVisible(run.busy and run.total > 1)
        self._bar.setVisible(run.busy)
        self._bar.setRange(0, run.total)
        self._bar.setValue(run.done)
        self._said.show_text(run.text)
        self._said.setVisible(bool(run.text))

    def _choose(self) -> None:
        self.also_chosen.emit(frozenset(each for each, box in self._boxes.items() if box.isChecked()))
