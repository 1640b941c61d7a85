"""The models' survival on one time axis: the spread in words, a row a model that opens to its figures and source."""

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from mdt_desk.ui.look import Look
from mdt_desk.ui.theme import Role, Tone
from mdt_desk.ui.widgets.basics import Surface, badge, frame, label
from mdt_desk.ui.widgets.flow import Flow
from mdt_desk.ui.widgets.pressable import opening_row
from mdt_desk.ui.widgets.prognosis_lane import LegendMark, PrognosisAxis, PrognosisLane
from mdt_desk.ui.widgets.scroll import empty
from mdt_desk.ui.widgets.small_icon import small_picture
from mdt_desk.ui.wording.prognosis import PrognosisLine, PrognosisShown, Shape, SpreadShown


class OpeningRow(QWidget):
    """A line that opens to more lines of text; ``head`` is what is pressed."""

    turned = Signal(bool)

    def __init__(self, look: Look) -> None:
        """Show nothing yet, closed."""
        super().__init__()
        self._look = look
        self._details: tuple[str, ...] = ()
        self._spoken = ""
        self._mark = label("")
        self._name = label("", Role.LABEL, wrap=True)
        self._words = label("", Role.CAPTION, muted=True, wrap=True)
        self._flag = badge("", Tone.OPEN)
        space = look.tokens.space
        self.head = opening_row(look, self._mark, (self._name, self._words), self._flag)
        self.head.toggled.connect(self._turn)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(2)
        self.column.addWidget(self.head)
        self._detail = QVBoxLayout()
        self._detail.setContentsMargins(space.wide, 0, 0, 0)
        self.column.addLayout(self._detail)

    def show_words(self, name: str, words: str, flag: str, spoken: str, details: tuple[str, ...]) -> None:
        """Say something else; the row stays open or closed."""
        self._name.setText(name)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._flag.setText(flag)
        self._flag.setAccessibleName(flag)
        self._flag.setVisible(bool(flag))
        self._spoken, self._details = spoken, details
        self._turn(self.head.isChecked())

    def _turn(self, opened: bool) -> None:
        key = "prognosis.close_detail" if opened else "prognosis.open_detail"
        self.head.setAccessibleName(self._look.text(key, row=self._spoken))
        name = "chevron-down" if opened else "chevron-right"
        self._mark.setPixmap(small_picture(name, self._look.tokens.muted, 14))
        empty(self._detail)
        if opened:
            made = self._opened()
            self._detail.addWidget(made)
            made.show()

    def _opened(self) -> QWidget:
        made = frame(Surface.RAISED)
        space = self._look.tokens.space
        column = QVBoxLayout(made)
        column.setContentsMargins(space.medium, space.small, space.medium, space.small)
        column.setSpacing(space.tiny)
        for each in self._details:
            column.addWidget(label(each, Role.CAPTION, wrap=True))
        return made


class ModelRow(OpeningRow):
    """One model: its name and whose survival this was, the marks below, the details when it is open."""

    def __init__(self, look: Look) -> None:
        """Show nothing yet."""
        super().__init__(look)
        self.lane = PrognosisLane(look)
        self.column.insertWidget(1, self.lane)

    def show_line(self, line: PrognosisLine, axis: int) -> None:
        """Draw a model."""
        self.show_words(line.name, line.words, line.flag, line.spoken, line.details)
        self.lane.show_marks(line.marks, axis, line.colour, line.spoken)
        self.lane.setVisible(bool(line.marks))


class PrognosisPanel(QWidget):
    """Draws the panel; what is opened stays open, and the switch stays as it was put, while figures change."""

    def __init__(self, look: Look, *, widest: int = 900) -> None:
        """Show nothing yet; the axis grows no wider than ``widest`` pixels."""
        super().__init__()
        self._look = look
        self._shown = PrognosisShown()
        self._rows: dict[str, ModelRow] = {}
        space = look.tokens.space
        self._summary = QVBoxLayout()
        self._summary.setSpacing(2)
        self._intro = label(look.text("prognosis.intro"), Role.CAPTION, muted=True, wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(space.tiny)
        self._axis = PrognosisAxis(look)
        self._legend = QWidget()
        self._legend.setLayout(Flow(gap=space.small))
        self._unverified = QCheckBox(look.text("prognosis.unverified_switch"))
        self._unverified.setAccessibleName(look.text("prognosis.unverified_switch"))
        self._unverified.toggled.connect(self._draw)
        self._hidden = label("", Role.CAPTION, muted=True, wrap=True)
        self._elsewhere = OpeningRow(look)
        self.setMaximumWidth(widest)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.small)
        column.addLayout(self._summary)
        column.addWidget(self._intro)
        column.addLayout(self._lines)
        column.addWidget(self._axis)
        column.addWidget(self._legend)
        column.addWidget(self._unverified)
        column.addWidget(self._hidden)
        column.addWidget(self._elsewhere)

    def show_prognosis(self, shown: PrognosisShown) -> None:
        """Draw what the models say of a patient."""
        if shown != self._shown:
            self._shown = shown
            self._draw()

    def _draw(self) -> None:
        shown, everything = self._shown, self._unverified.isChecked()
        rows = [each for each in shown.rows if everything or not each.unverified]
        self._draw_summary(shown.summary_all if everything else shown.summary)
        self._draw_rows(rows)
        marks = [mark for row in rows for mark in row.marks]
        self._axis.show_axis(shown.axis)
        self._axis.setVisible(bool(marks))
        self._draw_legend({each.shape for each in marks})
        self._unverified.setVisible(bool(shown.hidden))
        self._hidden.setText(self._look.text("prognosis.hidden", count=shown.hidden))
        self._hidden.setVisible(bool(shown.hidden) and not everything)
        count = len(shown.elsewhere)
        self._elsewhere.setVisible(bool(count))
        heading = self._look.text("prognosis.elsewhere.heading", count=count)
        note = self._look.text("prognosis.elsewhere.note")
        self._elsewhere.show_words(heading, note, "", f"{heading}. {note}", shown.elsewhere)

    def _draw_summary(self, lines: tuple[SpreadShown, ...]) -> None:
        empty(self._summary)
        made = []
        for each in lines or (SpreadShown(shares=self._look.text("prognosis.none")),):
            made.append(label(each.shares, Role.LABEL if lines else Role.BODY, wrap=True))
            if each.others:
                made.append(label(each.others, Role.CAPTION, muted=True, wrap=True))
        for line in made:
            self._summary.addWidget(line)
            line.show()

    def _draw_rows(self, rows: list[PrognosisLine]) -> None:
        """Draw the rows in their order; those of before keep their place in the keyboard's round."""
        wanted = [each.key for each in rows]
        if list(self._rows) != wanted:
            kept = {key: self._rows.pop(key) for key in wanted if key in self._rows}
            for gone in self._rows.values():
                self._lines.removeWidget(gone)
                gone.hide()
                gone.deleteLater()
            self._rows = {key: kept.get(key) or ModelRow(self._look) for key in wanted}
            for place, made in enumerate(self._rows.values()):
                self._lines.insertWidget(place, made)
            self._chain()
        for each in rows:
            self._rows[each.key].show_line(each, self._shown.axis)
            self._rows[each.key].show()

    def _chain(self) -> None:
        """Let Tab walk the rows from the top, then the switch, then the models without an estimate."""
        heads: list[QWidget] = [each.head for each in self._rows.values()]
        heads += [self._unverified, self._elsewhere.head]
        for one, other in pairwise(heads):
            QWidget.setTabOrder(one, other)

    def _draw_legend(self, shapes: set[Shape]) -> None:
        layout = self._legend.layout()
        if not isinstance(layout, Flow):
            return
        layout.clear()
        for shape in Shape:
            if shape in shapes:
                entry = QWidget()
                row = QHBoxLayout(entry)
                row.setContentsMargins(0, 0, self._look.tokens.space.small, 0)
                row.setSpacing(3)
                row.addWidget(LegendMark(self._look, shape))
                row.addWidget(label(self._look.text(f"prognosis.legend.{shape}"), Role.CAPTION, muted=True))
                layout.addWidget(entry)
                entry.show()
        self._legend.setVisible(bool(shapes))
