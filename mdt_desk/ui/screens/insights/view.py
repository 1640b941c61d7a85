"""Draw the insights: years and exports above, key figures, and every figure beside its table."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from mdt_desk.ui.actions import Place
from mdt_desk.ui.icons import icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.insights.state import InsightsState, Out
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import button, card, label
from mdt_desk.ui.widgets.blank_slate import BlankSlate
from mdt_desk.ui.widgets.curve_view import Figure
from mdt_desk.ui.widgets.figures_table import FiguresTable
from mdt_desk.ui.widgets.flow import Flow
from mdt_desk.ui.widgets.place_tabs import PlaceTabs
from mdt_desk.ui.widgets.prose import Prose
from mdt_desk.ui.widgets.scroll import column_in
from mdt_desk.ui.widgets.still_list import StillList
from mdt_desk.usecases.insight_tables import InsightTable, KeyFigure, Part

_ACROSS = 4
_WIDEST = 760
_MANY = 4
_BAR = 240
_TALL = {Part.SURVIVAL: 16}
"""How many rows of a table are shown before it scrolls, beside a tall figure."""


class PartView(QFrame):
    """A figure with its table beside it."""

    def __init__(self, look: Look, table: InsightTable) -> None:
        """Lay the part out; the figure comes when it is drawn."""
        super().__init__()
        made, column = card(margin=look.tokens.space.large, spacing=look.tokens.space.small)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(made)
        column.addWidget(label(table.title, Role.TITLE))
        self._figure = Figure()
        self._figure.setMaximumWidth(_WIDEST)
        self._figure.setAccessibleName(look.text("insights.figure_name", title=table.title))
        self._nothing = label(look.text("insights.nothing"), muted=True)
        self._table = FiguresTable(table.title, table.headings, tallest=_TALL.get(table.part, 9))
        self._table.setMaximumWidth(_WIDEST)
        self._note = Prose("", Role.CAPTION, muted=True)
        row = QHBoxLayout()
        row.setSpacing(look.tokens.space.wide)
        wide = len(table.headings) > _MANY
        row.addWidget(self._figure, 5, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._table, 5 if wide else 4, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        column.addWidget(self._nothing)
        column.addWidget(self._note)

    def show_part(self, table: InsightTable, picture: bytes | None) -> None:
        """Show numbers, and the figure where there is one."""
        self._table.show_rows(table.rows)
        self._table.setVisible(bool(table.rows))
        self._nothing.setVisible(not table.rows)
        self._note.setText(table.note)
        self._note.setVisible(bool(table.note and table.rows))
        self._figure.show_picture(picture or b"")
        self._figure.setVisible(bool(table.rows) and picture != b"")


class InsightsView(QWidget):
    """Signals ``went``, ``years_chosen`` with first and last, ``wanted`` with an `Out`, ``stopped``, ``resumed``."""

    went = Signal(object)
    years_chosen = Signal(int, int)
    wanted = Signal(object)
    stopped = Signal()
    resumed = Signal()

    def __init__(self, look: Look) -> None:
        """Lay the screen out, empty."""
        super().__init__()
        self._look = look
        self._years: tuple[int, ...] = ()
        self._counting = False
        self._parts: dict[Part, PartView] = {}
        space = look.tokens.space
        whole = QVBoxLayout(self)
        whole.setContentsMargins(space.large, 0, 0, space.small)
        whole.setSpacing(space.medium)
        whole.addLayout(self._head())
        whole.addWidget(self._progress())
        self._empty = BlankSlate(look)
        whole.addWidget(self._empty, 1)
        self._area, self._column = column_in(spacing=space.medium)
        self._column.setContentsMargins(0, 0, space.large, 0)
        self._tiles = QGridLayout()
        self._tiles.setSpacing(space.medium)
        self._column.addLayout(self._tiles)
        self._column.addStretch()
        self._figures: list[tuple[QFrame, tuple[QLabel, ...]]] = []
        whole.addWidget(self._area, 1)

    def show_state(self, state: InsightsState) -> None:
        """Draw the screen."""
        self._empty.show_nothing("graph", state.empty)
        self._empty.setVisible(bool(state.empty))
        self._area.setVisible(not state.empty)
        for each in (*self._named, self._first, self._last, *self.outs.values()):
            each.setVisible(bool(state.years))
        self._show_years(state)
        self._bar.setRange(0, max(state.total, 1))
        self._bar.setValue(state.done)
        self._said.setText(state.progress)
        self._working.setVisible(bool(state.progress))
        self._counting = state.counting
        self._stop.setText(self._look.text("insights.stop" if state.counting else "insights.resume"))
        self._stop.setAccessibleName(self._stop.text())
        self._show_tiles(state.figures)
        for table in state.tables:
            if table.part not in self._parts:
                self._parts[table.part] = PartView(self._look, table)
                self._column.insertWidget(self._column.count() - 1, self._parts[table.part])
            self._parts[table.part].show_part(table, state.pictures.get(table.part))
        for each in self._parts.values():
            each.setVisible(bool(state.tables))

    def focus_first(self) -> None:
        self._tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def _head(self) -> Flow:
        text, space = self._look.text, self._look.tokens.space
        row = Flow(gap=space.small)
        self._tabs = PlaceTabs(self._look, Place.INSIGHTS)
        self._tabs.chosen.connect(self.went)
        row.addWidget(self._tabs)
        self._first, self._last = StillList(), StillList()
        self._named: list[QLabel] = []
        for combo, key in ((self._first, "insights.from"), (self._last, "insights.to")):
            combo.setAccessibleName(text(key))
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            combo.setMinimumContentsLength(5)
            combo.activated.connect(self._choose)
            name = label(text(key), muted=True)
            name.setMinimumHeight(combo.sizeHint().height())
            row.addWidget(name)
            row.addWidget(combo)
            self._named.append(name)
        self.outs = {}
        for each in Out:
            made = button(text(f"insights.out.{each}"), icon=icon("export", self._look.tokens.text))
            made.clicked.connect(partial(self._want, each))
            self.outs[each] = made
            row.addWidget(made)
        return row

    def _progress(self) -> QWidget:
        self._working = QWidget()
        row = Flow(gap=self._look.tokens.space.small)
        self._working.setLayout(row)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_BAR)
        self._bar.setAccessibleName(self._look.text("insights.progress_name"))
        self._said = label("", muted=True)
        self._stop = button("")
        self._said.setMinimumHeight(self._stop.sizeHint().height())
        self._stop.clicked.connect(self._stop_or_resume)
        for each in (self._bar, self._said, self._stop):
            row.addWidget(each)
        return self._working

    def _show_years(self, state: InsightsState) -> None:
        if state.years != self._years:
            self._years = state.years
            for combo in (self._first, self._last):
                combo.clear()
                combo.addItems([str(each) for each in state.years])
        if state.years:
            self._first.setCurrentIndex(state.years.index(state.first))
            self._last.setCurrentIndex(state.years.index(state.last))

    def _show_tiles(self, shown: tuple[KeyFigure, ...]) -> None:
        """Put the key figures into tiles, which are made once."""
        while len(self._figures) < len(shown):
            made, column = card(margin=self._look.tokens.space.medium, spacing=0)
            roles = ((Role.BODY, True), (Role.DISPLAY, False), (Role.BODY, True))
            blank = tuple(label("", role, muted=muted, wrap=True) for role, muted in roles)
            for each in blank:
                column.addWidget(each)
            column.addStretch()
            row, across = divmod(len(self._figures), _ACROSS)
            self._tiles.addWidget(made, row, across)
            self._tiles.setColumnStretch(across, 1)
            self._figures.append((made, blank))
        for number, (made, texts) in enumerate(self._figures):
            made.setVisible(number < len(shown))
            if number < len(shown):
                figure = shown[number]
                for part, text in zip(texts, (figure.name, figure.value, figure.detail), strict=True):
                    part.setText(text)
                made.setAccessibleName(f"{figure.name}: {figure.value}, {figure.detail}")

    def _choose(self, _at: int) -> None:
        self.years_chosen.emit(int(self._first.currentText()), int(self._last.currentText()))

    def _want(self, out: Out, _checked: bool = False) -> None:
        self.wanted.emit(out)

    def _stop_or_resume(self) -> None:
        if self._counting:
            self.stopped.emit()
        else:
            self.resumed.emit()
