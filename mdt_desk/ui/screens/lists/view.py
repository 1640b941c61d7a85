"""Draw an import: choose, columns, preview; and what is being done, with a way to stop it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from mdt_desk.ui.icons import icon, picture
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.lists.columns_page import ColumnsPage
from mdt_desk.ui.screens.lists.preview_page import PreviewPage
from mdt_desk.ui.screens.lists.state import ImportState, Step
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import Kind, button, fill_paragraph, label, next_step, paragraph
from mdt_desk.ui.widgets.prose import Prose

_WIDTH = 560


class ChoosePage(QWidget):
    """Signals ``file_wanted``, ``paste_wanted`` and ``sample_wanted``."""

    file_wanted = Signal()
    paste_wanted = Signal()
    sample_wanted = Signal()

    def __init__(self, look: Look) -> None:
        """Say what can be brought, and how."""
        super().__init__()
        text, tokens = look.text, look.tokens
        sign = QLabel()
        sign.setPixmap(picture("import", tokens.muted, 48, 2.0))
        self._file = next_step(look, text("lists.choose.file"), "import")
        self._file.clicked.connect(self.file_wanted)
        paste = button(text("lists.choose.paste"), icon=icon("copy", tokens.text))
        paste.clicked.connect(self.paste_wanted)
        sample = button(text("lists.choose.sample"), Kind.QUIET)
        sample.clicked.connect(self.sample_wanted)
        self._problem = paragraph("", _WIDTH, centred=True)
        self._problem.setProperty("problem", True)
        self._problem.setObjectName("import-problem")
        row = QHBoxLayout()
        row.setSpacing(tokens.space.small)
        row.addStretch()
        row.addWidget(self._file)
        row.addWidget(paste)
        row.addWidget(sample)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setSpacing(tokens.space.medium)
        column.addStretch(1)
        column.addWidget(sign, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(label(text("lists.choose.title"), Role.TITLE), 0, Qt.AlignmentFlag.AlignHCenter)
        for key in ("what", "safe"):
            said = paragraph(text(f"lists.choose.{key}"), _WIDTH, centred=True)
            column.addWidget(said, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(row)
        column.addWidget(self._problem, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def show_problem(self, text: str) -> None:
        """Say why what was brought cannot be read."""
        fill_paragraph(self._problem, text)
        self._problem.setVisible(bool(text))

    def focus_file(self) -> None:
        self._file.setFocus(Qt.FocusReason.OtherFocusReason)


class _Busy(QFrame):
    """Signals ``stopped``."""

    stopped = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("banner", True)
        self._words = Prose("", Role.BODY)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(look.text("lists.busy.bar"))
        stop = button(look.text("lists.busy.stop"), Kind.QUIET)
        stop.clicked.connect(self.stopped)
        row = QHBoxLayout(self)
        space = look.tokens.space
        row.setContentsMargins(space.medium, space.tiny, space.tiny, space.tiny)
        row.addWidget(self._words, 1)
        row.addWidget(self._bar, 1)
        row.addWidget(stop)
        self.hide()

    def show_state(self, state: ImportState) -> None:
        self.setVisible(bool(state.busy))
        self._words.show_text(state.busy)
        self._bar.setMaximum(state.total)
        self._bar.setValue(state.done)


class ImportView(QWidget):
    """Its pages `choose`, `columns` and `preview` signal what is wanted; ``stopped`` when work is to end."""

    stopped = Signal()

    def __init__(self, look: Look) -> None:
        """Lay the screen out on its first page."""
        super().__init__()
        self.choose, self.columns, self.preview = ChoosePage(look), ColumnsPage(look), PreviewPage(look)
        self._busy = _Busy(look)
        self._busy.stopped.connect(self.stopped)
        self._step = Step.CHOOSE
        self._pages = {Step.CHOOSE: self.choose, Step.COLUMNS: self.columns, Step.PREVIEW: self.preview}
        self._stack = QStackedWidget()
        for each in self._pages.values():
            self._stack.addWidget(each)
        column = QVBoxLayout(self)
        space = look.tokens.space
        column.setContentsMargins(space.large, space.tiny, space.large, space.small)
        column.setSpacing(space.small)
        column.addWidget(self._busy)
        column.addWidget(self._stack, 1)

    def show_state(self, state: ImportState) -> None:
        """Draw a state; another page takes the keyboard."""
        self._busy.show_state(state)
        if state.step is Step.CHOOSE:
            self.choose.show_problem(state.problem)
        elif state.step is Step.COLUMNS:
            self.columns.show_state(state)
        else:
            self.preview.show_state(state)
        self._stack.setCurrentWidget(self._pages[state.step])
        if state.step is not self._step:
            self._step = state.step
            self.focus_page()

    def focus_page(self) -> None:
        """Put the keyboard where work goes on."""
        {
            Step.CHOOSE: self.choose.focus_file,
            Step.COLUMNS: self.columns.focus_first,
            Step.PREVIEW: self.preview.focus_rows,
        }[self._step]()
