"""Draw what can go out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mdt_desk.ui.asleep import in_holder
from mdt_desk.ui.icons import icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.lists.state import ExportState
from mdt_desk.ui.theme import Role, Tone
from mdt_desk.ui.widgets.basics import Kind, button, card, label, next_step
from mdt_desk.ui.widgets.prose import Prose
from mdt_desk.ui.widgets.scroll import column_in, empty
from mdt_desk.ui.widgets.segments import Option, Segments
from mdt_desk.usecases.lists import Format, What

_WIDEST = 760


class ExportView(QWidget):
    """Intents are signals: ``what_chosen``, ``format_chosen``; the others say what is wanted."""

    what_chosen = Signal(object)
    format_chosen = Signal(object)
    write_wanted = Signal()
    elsewhere_wanted = Signal()
    folder_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, look: Look) -> None:
        """Lay the screen out."""
        super().__init__()
        self._look = look
        text = look.text
        options = [Option(value=each, text=text(f"lists.what.{each}")) for each in What]
        self._what = Segments(options, text("lists.export.what"))
        self._what.chosen.connect(self.what_chosen)
        self._formats: tuple[tuple[Format, str], ...] = ()
        self._format = Segments([], text("lists.export.format"))
        self._held = QVBoxLayout()
        self._said = Prose("", Role.BODY)
        self._do = next_step(look, text("lists.export.do"), "export")
        self._do.clicked.connect(self.write_wanted)
        self._elsewhere = button(text("lists.export.elsewhere"))
        self._elsewhere.clicked.connect(self.elsewhere_wanted)
        self._done = Prose("", Role.BODY)
        self._done.setObjectName("export-done")
        self._folder = button(text("papers.folder"), Kind.LINK)
        self._folder.clicked.connect(self.folder_wanted)
        self._lay_out()

    @property
    def writing(self) -> tuple[QWidget, ...]:
        """Return what writes a file."""
        return self._writing

    def show_state(self, state: ExportState) -> None:
        """Show what is chosen, and where the file is."""
        self._what.show_value(state.what)
        if state.formats != self._formats:
            self._formats = state.formats
            empty(self._held)
            options = [Option(value=each, text=word) for each, word in state.formats]
            self._format = Segments(options, self._look.text("lists.export.format"))
            self._format.chosen.connect(self.format_chosen)
            self._held.addWidget(self._format)
            self._format.show()
        self._format.show_value(state.format)
        self._said.show_text(state.said)
        self._do.setEnabled(not state.busy)
        self._elsewhere.setEnabled(not state.busy)
        self._done.show_text(state.done)
        self._done.setVisible(bool(state.done))
        self._folder.setVisible(bool(state.done))

    def focus_first(self) -> None:
        self._what.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        text, tokens = self._look.text, self._look.tokens
        space = tokens.space
        back = button(text("lists.to_queue"), Kind.LINK, icon=icon("arrow-left", tokens.accent))
        back.clicked.connect(self.back_wanted)
        made, inside = card(margin=space.large, spacing=space.medium)
        made.setMaximumWidth(_WIDEST)
        inside.addWidget(label(text("lists.export.what"), Role.LABEL))
        inside.addWidget(self._what)
        inside.addWidget(label(text("lists.export.format"), Role.LABEL))
        inside.addLayout(self._held)
        inside.addWidget(self._said)
        warning, words = card(tone=Tone.SOON, margin=space.medium)
        warning.setProperty("banner", True)
        words.addWidget(Prose(text("lists.export.warning"), Role.BODY))
        inside.addWidget(warning)
        row = QHBoxLayout()
        row.setSpacing(space.small)
        self._writing = (in_holder(self._do), in_holder(self._elsewhere))
        for each in self._writing:
            row.addWidget(each)
        row.addStretch()
        inside.addLayout(row)
        inside.addWidget(self._done)
        inside.addWidget(self._folder, 0, Qt.AlignmentFlag.AlignLeft)
        area, column = column_in(spacing=space.small)
        column.setContentsMargins(space.large, space.tiny, space.large, space.small)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(made)
        column.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
