"""What would become of every row, before anything does."""

from functools import partial
from typing import Final

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mdt_desk.ui.icons import TONE_ICONS, icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.lists.detail_view import DetailView
from mdt_desk.ui.screens.lists.state import Count, ImportState, RowShown
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import Kind, button, label
from mdt_desk.ui.widgets.prose import Prose
from mdt_desk.ui.widgets.scroll import empty
from mdt_desk.ui.widgets.short import short

_ROW: Final = 34
_LETTERS: Final = 160
_WIDTHS: Final = (52, 190, 196)


class _Rows(QTableWidget):
    """Signals ``entered_row`` when Enter is pressed on a row."""

    entered_row = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered_row.emit()
        else:
            super().keyPressEvent(event)


class PreviewPage(QWidget):
    """Intents are signals.

    Signals:
        row_chosen: the number of a row.
        only: a `Fate` whose rows are to be seen alone.
        chose: a `Choice` for the row in hand.
        skipping: whether refused rows are left out.
        take_wanted, back_wanted: nothing more.

    """

    row_chosen = Signal(int)
    only = Signal(object)
    chose = Signal(object)
    skipping = Signal(bool)
    take_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, look: Look) -> None:
        """Lay the page out, empty."""
        super().__init__()
        self._look = look
        self._rows: tuple[RowShown, ...] = ()
        self._shown_counts: tuple[Count, ...] = ()
        self._source = label("", Role.LABEL)
        self._counts = QHBoxLayout()
        self._counts.setSpacing(look.tokens.space.tiny)
        self._left_out = Prose("", Role.CAPTION, muted=True)
        self._table = self._made_table()
        self._detail = DetailView(look)
        self._detail.chose.connect(self.chose)
        self._skip = QCheckBox()
        self._skip.setAccessibleName(look.text("lists.preview.skip", count=0))
        self._skip.clicked.connect(self.skipping)
        self._why = Prose("", Role.BODY, muted=True)
        self._back = button(look.text("lists.back"), Kind.QUIET)
        self._back.clicked.connect(self.back_wanted)
        self._do = button(look.text("lists.preview.take", count=0), Kind.PRIMARY)
        self._do.clicked.connect(self.take_wanted)
        self._lay_out()

    def show_state(self, state: ImportState) -> None:
        """Draw a preview; the chosen row keeps the keyboard."""
        self._source.setText(short(state.source, 60))
        if state.counts != self._shown_counts:
            self._shown_counts = state.counts
            self._show_counts(state.counts)
        self._left_out.show_text(state.left_out)
        self._left_out.setVisible(bool(state.left_out))
        self._show_rows(state.rows, None if state.detail is None else state.detail.number)
        self._detail.show_detail(state.detail)
        self._skip.setText(state.skip)
        self._skip.setAccessibleName(state.skip or self._look.text("lists.preview.skip", count=0))
        self._skip.setVisible(bool(state.skip))
        self._skip.setChecked(state.skipping)
        self._why.show_text(state.problem or state.why_not)
        self._do.setText(state.take)
        self._do.setAccessibleName(state.take)
        self._do.setEnabled(state.can_take and not state.busy)
        self._back.setEnabled(not state.busy)

    def focus_rows(self) -> None:
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        space = self._look.tokens.space
        head = QHBoxLayout()
        head.addWidget(self._source)
        head.addSpacing(space.medium)
        head.addLayout(self._counts)
        head.addStretch()
        body = QHBoxLayout()
        body.setSpacing(space.medium)
        body.addWidget(self._table, 1)
        body.addWidget(self._detail)
        foot = QHBoxLayout()
        foot.setSpacing(space.medium)
        foot.addWidget(self._skip)
        foot.addWidget(self._why, 1, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self._back)
        foot.addWidget(self._do)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.small)
        column.addLayout(head)
        column.addWidget(self._left_out)
        column.addLayout(body, 1)
        column.addLayout(foot)

    def _made_table(self) -> QTableWidget:
        text, made = self._look.text, _Rows(0, len(_WIDTHS) + 1)
        made.setAccessibleName(text("lists.preview.table"))
        headings = ("number", "who", "fate", "detail")
        made.setHorizontalHeaderLabels([text(f"lists.preview.{each}") for each in headings])
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        made.horizontalHeader().setDefaultAlignment(left)
        made.verticalHeader().hide()
        made.verticalHeader().setDefaultSectionSize(_ROW)
        made.setShowGrid(False)
        made.setTabKeyNavigation(False)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for at, width in enumerate(_WIDTHS):
            made.setColumnWidth(at, width)
        made.horizontalHeader().setSectionResizeMode(len(_WIDTHS), QHeaderView.ResizeMode.Stretch)
        made.currentCellChanged.connect(self._chosen)
        made.entered_row.connect(self._to_detail)
        return made

    def _to_detail(self) -> None:
        self._detail.focus_choice()

    def _show_counts(self, counts: tuple[Count, ...]) -> None:
        empty(self._counts)
        for each in counts:
            made = button(each.text, Kind.QUIET)
            made.setCheckable(True)
            made.setChecked(each.shown)
            made.clicked.connect(partial(self._only, each))
            self._counts.addWidget(made)

    def _only(self, count: Count, _checked: bool = False) -> None:
        self.only.emit(count.fate)

    def _show_rows(self, rows: tuple[RowShown, ...], chosen: int | None) -> None:
        numbers = [each.number for each in rows]
        self._table.blockSignals(True)
        if numbers != [each.number for each in self._rows]:
            self._table.setRowCount(0)
            self._table.setRowCount(len(rows))
        for at, shown in enumerate(rows):
            if at >= len(self._rows) or self._table.item(at, 0) is None or shown != self._rows[at]:
                self._show_row(at, shown)
        self._rows = rows
        if chosen in numbers and self._table.currentRow() != numbers.index(chosen):
            index = self._table.model().index(numbers.index(chosen), 0)
            how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self._table.selectionModel().setCurrentIndex(index, how)
        self._table.blockSignals(False)

    def _show_row(self, at: int, shown: RowShown) -> None:
        sign = icon(shown.sign or TONE_ICONS[shown.tone], self._look.tokens.tones[shown.tone].text)
        for column, text in enumerate((str(shown.number), shown.who, shown.fate, shown.detail)):
            item = QTableWidgetItem(short(text, _LETTERS))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, shown.spoken if column == 0 else text)
            if column == 2:
                item.setIcon(sign)
            self._table.setItem(at, column, item)

    def _chosen(self, row: int, _column: int, _before: int, _before_column: int) -> None:
        if 0 <= row < len(self._rows):
            self.row_chosen.emit(self._rows[row].number)
