"""The room's sheet: everything about one case in fixed places, no letter below a fortieth of the screen's height."""

from collections.abc import Sequence
from math import ceil
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.room.plan import HEAD, MARGIN, Box, RoomPlan, room_plan
from mdt_desk.ui.screens.room.state import RoomAdvice, RoomFact, RoomScore, RoomState
from mdt_desk.ui.theme import FAMILIES
from mdt_desk.ui.widgets.paged_text import PagedText, Paragraph
from mdt_desk.ui.widgets.room_curve import RoomCurve
from mdt_desk.ui.widgets.spine_picture import SpinePicture

SMALLEST: Final = 1 / 40
"""The smallest letters, as a share of the sheet's height."""
_SCORES: Final = 3
_WHOLE: Final = 6
"""A paragraph of so many lines is read on one page: it comes on the next where it does not fit."""


class RoomLine(QLabel):
    """One line in letters of a size; what does not fit is cut with an ellipsis."""

    def __init__(self, look: Look, *, share: float = 1.0, bold: bool = False, muted: bool = False) -> None:
        """Show nothing yet; ``share`` is the size in units of the smallest letters."""
        super().__init__()
        self.share = share
        self._bold = bold
        self._colour = QColor(look.tokens.muted if muted else look.tokens.text)
        self._align = Qt.AlignmentFlag.AlignLeft
        self.setTextFormat(Qt.TextFormat.PlainText)

    def say(self, text: str) -> None:
        self.setText(" ".join(text[:600].split()))
        self.setAccessibleName(text)

    def right(self) -> "RoomLine":
        """Stand at the right."""
        self._align = Qt.AlignmentFlag.AlignRight
        return self

    def resize_letters(self, unit: int) -> None:
        self.setFont(letters(unit * self.share, bold=self._bold))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._colour)
        fits = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(self._align | Qt.AlignmentFlag.AlignVCenter), fits)
        painter.end()


def letters(pixels: float, *, bold: bool = False) -> QFont:
    """Return the room's font in a size."""
    font = QFont(list(FAMILIES))
    font.setPixelSize(ceil(pixels))
    font.setBold(bold)
    return font


def unit_of(height: int) -> int:
    """Return the smallest size of letters on a sheet of this height, in pixels."""
    return ceil(height * SMALLEST)


class RoomSheet(QWidget):
    """Everything the room sees of one case; it never scrolls: long texts turn pages together."""

    def __init__(self, look: Look) -> None:
        """Show nothing yet; ``look`` wears the theme for projectors."""
        super().__init__()
        self._look = look
        self._state = RoomState()
        self._page = 0
        self._boxes: tuple[QRect, ...] = ()
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Window, QColor(look.tokens.window))
        self.setPalette(palette)
        self.setAutoFillBackground(True)
        self.title = RoomLine(look, share=1.75, bold=True)
        self.detail = RoomLine(look, share=1.15)
        self.place = RoomLine(look, share=1.4, bold=True).right()
        self.heads = {
            name: RoomLine(look, share=1.0, bold=True, muted=True)
            for name in ("question", "curve", "advice", "decision")
        }
        self.standing = RoomLine(look).right()
        self.status = RoomLine(look, muted=True)
        self.question = PagedText(look)
        self.facts, self.decision = (PagedText(look, kept=_WHOLE) for _ in range(2))
        self.advice = PagedText(look, columns=2, kept=3)
        self.spine = SpinePicture(look, interactive=False)
        self.scores = tuple(_Score(look) for _ in range(_SCORES))
        self.curve = RoomCurve(look)
        self.empty = RoomLine(look, share=1.5, bold=True)
        for each in self._parts():
            each.setParent(self)
        self.heads["curve"].say(look.text("room.curve"))
        self.status.say(look.text("status.demonstration"))

    def show_state(self, state: RoomState) -> None:
        """Draw another state."""
        if state == self._state:
            return
        another = (state.title, state.place) != (self._state.title, self._state.place)
        self._state = state
        text = self._look.text
        self.empty.say(state.empty)
        for each in self._parts():
            each.setVisible(bool(state.empty) is (each is self.empty))
        self.title.say(state.title)
        self.detail.say(state.detail)
        self.place.say(state.place)
        self.heads["question"].say(text("room.question"))
        self.heads["advice"].say(text("room.advice", guideline=state.guideline))
        self.heads["decision"].say(text("room.decision"))
        self.standing.say(state.standing)
        self.question.show_paragraphs([Paragraph(text=state.question)])
        self.facts.show_paragraphs([_fact(each) for each in state.facts])
        self.advice.show_paragraphs(_advice(state, text("room.none_certain"), text("room.open")))
        self.decision.show_paragraphs(_decision(state, text("room.undecided")))
        self.spine.show_marks(state.marks, None)
        self.curve.show_lines(state.curve)
        for place, view in enumerate(self.scores):
            view.show_score(state.scores[place] if place < len(state.scores) else None)
        self._lay_out(float(unit_of(self.height())))
        self.show_page(0 if another else self._page)
        self.update()  # the boxes are drawn by the sheet itself, not by its parts

    def pages(self) -> int:
        """Return how many pages the longest text of this case takes."""
        return max(each.pages() for each in self._paged())

    def show_page(self, page: int) -> None:
        """Turn to a page, from 0; texts that are shorter stay on their last."""
        self._page = max(0, min(page, self.pages() - 1))
        for each in self._paged():
            each.show_page(self._page)

    def page(self) -> int:
        return self._page

    def resizeEvent(self, _event: QResizeEvent) -> None:
        unit = unit_of(self.height())
        for each in self._lines():
            each.resize_letters(unit)
        for paged in self._paged():
            paged.setFont(letters(unit))
            paged.renew()
        for view in self.scores:
            view.resize_letters(unit)
        self.spine.setFont(letters(unit))
        self.curve.setFont(letters(unit))
        self._lay_out(float(unit))
        self.show_page(self._page)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._look.tokens
        if not self._state.empty:
            for box in self._boxes:
                painter.setPen(QPen(QColor(tokens.line_strong), max(2.0, self.height() / 540)))
                painter.setBrush(QColor(tokens.surface))
                painter.drawRoundedRect(box, 8, 8)
        painter.end()

    def _paged(self) -> tuple[PagedText, ...]:
        return (self.question, self.facts, self.advice, self.decision)

    def _lines(self) -> Sequence[RoomLine]:
        heads = self.heads.values()
        return (self.title, self.detail, self.place, *heads, self.standing, self.status, self.empty)

    def _parts(self) -> Sequence[QWidget]:
        return (*self._lines(), *self._paged(), self.spine, *self.scores, self.curve)

    def _lay_out(self, unit: float) -> None:
        """Put every part into its place; all measures are in units of the smallest letters."""
        wide, tall = self.width() / unit, self.height() / unit
        plan = room_plan(wide, tall)
        self._boxes = tuple(_pixels(each, unit) for each in plan.boxes)
        self._lay_out_header(unit)
        self._lay_out_facts(plan.facts.inside(), unit)
        self.spine.setGeometry(_pixels(plan.spine.inside(), unit))
        self._lay_out_numbers(plan, unit)
        decision = plan.decision.inside()
        self._stack((self.heads["advice"], HEAD), (self.advice, 0), box=plan.advice.inside(), unit=unit)
        self._stack((self.heads["decision"], HEAD), (self.decision, 0), box=decision, unit=unit)
        head, standing = Box(left=decision.left, top=decision.top, width=decision.width, height=HEAD).columns(
            1, 3
        )
        self.heads["decision"].setGeometry(_pixels(head, unit))
        self.standing.setGeometry(_pixels(standing, unit))
        foot = Box(left=MARGIN, top=tall - 1.55, width=wide / 2, height=1.4)
        self.status.setGeometry(_pixels(foot, unit))
        middle = Box(left=MARGIN, top=tall * 0.4, width=wide - 2 * MARGIN, height=3)
        self.empty.setGeometry(_pixels(middle, unit))

    def _lay_out_header(self, unit: float) -> None:
        wide = self.width() / unit
        letters_wide = self.title.fontMetrics().horizontalAdvance(self.title.text()) + 4
        name = min(letters_wide / unit, wide * 0.55)
        rest = wide - name - 2 * MARGIN - 8.6
        for line, left, width in (
            (self.title, MARGIN, name),
            (self.detail, MARGIN + name + 1.2, rest),
            (self.place, wide - MARGIN - 7, 7.0),
        ):
            line.setGeometry(_pixels(Box(left=left, top=0.5, width=width, height=2.6), unit))

    def _lay_out_facts(self, box: Box, unit: float) -> None:
        """Give the question the lines it needs, four at most, and the facts the rest."""
        self.question.setGeometry(_pixels(box, unit))
        asked = self.question.needed(_QUESTION * unit) / unit + 0.35
        parts = (self.heads["question"], HEAD), (self.question, asked), (self.facts, 0)
        self._stack(*parts, box=box, unit=unit)

    def _lay_out_numbers(self, plan: RoomPlan, unit: float) -> None:
        inner = plan.numbers.inside()
        whole, beside = inner.columns(0.47, 0.53) if plan.beside else (inner, inner)
        for view, column in zip(self.scores, whole.columns(*[1.0] * _SCORES), strict=True):
            view.setGeometry(_pixels(column, unit))
        words = max(view.needed(unit) for view in self.scores)
        for view in self.scores:
            view.lay_out(unit, words)
        curve = beside if plan.beside else inner.below(3.6 + words + 0.3)
        self._stack((self.heads["curve"], HEAD), (self.curve, 0), box=curve, unit=unit)

    def _stack(self, *parts: tuple[QWidget, float], box: Box, unit: float) -> None:
        """Put parts below each other; a height of nought takes what is left."""
        fixed = sum(height for _, height in parts)
        top = box.top
        for part, height in parts:
            room = height or box.height - fixed
            place = Box(left=box.left, top=top, width=box.width, height=room)
            part.setGeometry(_pixels(place, unit))
            top += room


_QUESTION: Final = 5.6
_SCORE_WORDS: Final = 4.2


class _Score(QWidget):
    """One score: its name, its value large, and its band or what decides it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._name = RoomLine(look, bold=True, muted=True)
        self._value = RoomLine(look, share=2.1, bold=True)
        self._words = PagedText(look)
        for each in (self._name, self._value, self._words):
            each.setParent(self)

    def show_score(self, score: RoomScore | None) -> None:
        self.setVisible(score is not None)
        if score is None:
            return
        self._name.say(score.name)
        self._value.say(score.value)
        self._words.show_paragraphs([Paragraph(text=score.words)])
        self.setAccessibleName(", ".join(each for each in (score.name, score.value, score.words) if each))

    def resize_letters(self, unit: int) -> None:
        self._name.resize_letters(unit)
        self._value.resize_letters(unit)
        self._words.setFont(letters(unit))
        self._words.renew()

    def needed(self, unit: float) -> float:
        """Return the height that the words need, in units; three lines at most."""
        self._words.resize(self.width(), round(_SCORE_WORDS * unit))
        return self._words.needed(_SCORE_WORDS * unit) / unit

    def lay_out(self, unit: float, words: float) -> None:
        wide = self.width() / unit
        for part, top, height in (
            (self._name, 0.0, 1.4),
            (self._value, 1.25, 2.5),
            (self._words, 3.55, words + 0.1),
        ):
            part.setGeometry(_pixels(Box(left=0, top=top, width=wide, height=height), unit))


def _pixels(box: Box, unit: float) -> QRect:
    return QRectF(box.left * unit, box.top * unit, box.width * unit, box.height * unit).toRect()


def _fact(fact: RoomFact) -> Paragraph:
    name = f"{fact.name}: "
    return Paragraph(text=f"{name}{' '.join(fact.value.split())}", lead=len(name), muted=False)


def _advice(state: RoomState, none: str, open_: str) -> list[Paragraph]:
    found = [_line(each, muted=False) for each in state.certain] or [Paragraph(text=none, muted=True)]
    if state.open:
        found.append(Paragraph(text=open_, lead=len(open_), muted=True, heading=True))
        found += [_line(each, muted=True) for each in state.open]
    return found


def _line(advice: RoomAdvice, *, muted: bool) -> Paragraph:
    words = " – ".join(each for each in (advice.action, advice.detail) if each)
    return Paragraph(text=f"• {words}", muted=muted)


def _decision(state: RoomState, none: str) -> list[Paragraph]:
    found = []
    if state.warning:
        found.append(Paragraph(text=state.warning, lead=len(state.warning)))
    for head, words in state.decision:
        lead = f"{head}: " if head and words else head
        found.append(Paragraph(text=f"{lead}{words}", lead=len(lead)))
    return found or [Paragraph(text=none, muted=True)]
