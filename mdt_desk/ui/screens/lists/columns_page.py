"""The columns of a table: header, example, and what each becomes; a choice is found by typing."""

from functools import partial
from typing import Final

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.lists.state import ColumnShown, ImportState
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import Kind, button, label
from mdt_desk.ui.widgets.prose import Prose
from mdt_desk.ui.widgets.short import short
from mdt_desk.ui.widgets.still_list import StillList

_ROW: Final = 40
_LETTERS: Final = 80


class _Choice(StillList):
    """A list in which a few letters find a fact."""

    def __init__(self, model: QStringListModel, name: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(16)
        found = QCompleter(model, self)
        found.setFilterMode(Qt.MatchFlag.MatchContains)
        found.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(found)
        line = self.lineEdit()
        if line is not None:
            line.setAccessibleName(name)
            line.editingFinished.connect(self._settle)

    def _settle(self) -> None:
        """Take what was typed where it is one of the choices; otherwise show again what stood there."""
        at = self.findText(self.currentText(), Qt.MatchFlag.MatchFixedString)
        if at >= 0 and at != self.currentIndex():
            self.setCurrentIndex(at)
            self.activated.emit(at)
        elif at < 0:
            self.setEditText(self.itemText(self.currentIndex()))


class ColumnsPage(QWidget):
    """Signals ``mapped`` with a column and its target, ``preview_wanted``, ``back_wanted``."""

    mapped = Signal(int, str)
    preview_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, look: Look) -> None:
        """Lay the page out, empty."""
        super().__init__()
        self._look = look
        text, space = look.text, look.tokens.space
        self._targets: tuple[tuple[str, str], ...] = ()
        self._model = QStringListModel(self)
        self._choices: list[_Choice] = []
        self._headers: tuple[str, ...] = ()
        self._source = label("", Role.LABEL)
        self._note = Prose("", Role.CAPTION, muted=True)
        self._problem = Prose("", Role.BODY)
        self._problem.setProperty("problem", True)
        self._table = QTableWidget(0, 3)
        self._table.setAccessibleName(text("lists.columns.table"))
        self._table.setHorizontalHeaderLabels(
            [text(f"lists.columns.{each}") for each in ("header", "example", "becomes")]
        )
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(_ROW)
        self._table.setShowGrid(False)
        self._table.setTabKeyNavigation(False)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self._table.horizontalHeader().setDefaultAlignment(left)
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        back = button(text("lists.back"), Kind.QUIET)
        back.clicked.connect(self.back_wanted)
        self._do = button(text("lists.columns.preview"), Kind.PRIMARY)
        self._do.clicked.connect(self.preview_wanted)
        foot = QHBoxLayout()
        foot.addWidget(self._problem, 1)
        foot.addStretch()
        foot.addWidget(back)
        foot.addWidget(self._do)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.small)
        for each in (self._source, self._note):
            column.addWidget(each)
        column.addWidget(self._table, 1)
        column.addLayout(foot)

    def show_state(self, state: ImportState) -> None:
        """Show the columns; a choice that did not change keeps the keyboard."""
        self._source.setText(short(state.source, _LETTERS))
        self._note.show_text(state.note)
        problem = next((each.problem for each in state.columns if each.problem), state.problem)
        self._problem.show_text(problem)
        self._problem.setVisible(bool(problem))
        self._do.setEnabled(state.can_preview and not state.busy)
        if state.targets != self._targets:
            self._targets = state.targets
            self._model.setStringList([name for _, name in state.targets])
        headers = tuple(each.header for each in state.columns)
        if headers != self._headers or len(self._choices) != len(headers):
            self._headers = headers
            self._fill(state.columns)
        values = [value for value, _ in self._targets]
        for choice, shown in zip(self._choices, state.columns, strict=True):
            at = values.index(shown.target)
            if choice.currentIndex() != at:
                choice.setCurrentIndex(at)
            choice.setProperty("unknown", not shown.target)

    def focus_first(self) -> None:
        """Put the keyboard on the first column that is left out, or on the button where none is."""
        open_ones = [each for each in self._choices if each.currentIndex() == 0]
        first = open_ones[0] if open_ones else self._do
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, columns: tuple[ColumnShown, ...]) -> None:
        self._table.setRowCount(0)
        self._table.setRowCount(len(columns))
        self._choices = []
        for row, shown in enumerate(columns):
            self._table.setItem(row, 0, QTableWidgetItem(short(shown.header, _LETTERS)))
            self._table.setItem(row, 1, QTableWidgetItem(short(shown.example, _LETTERS)))
            name = self._look.text("lists.columns.choice", column=short(shown.header, _LETTERS))
            choice = _Choice(self._model, name)
            choice.activated.connect(partial(self._mapped, row))
            self._table.setCellWidget(row, 2, choice)
            self._choices.append(choice)

    def _mapped(self, row: int, at: int) -> None:
        self.mapped.emit(row, self._targets[at][0])
