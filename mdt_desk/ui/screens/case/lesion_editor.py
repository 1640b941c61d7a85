"""The vertebrae: the picture to choose in, and the facts of the one in hand."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.spine import Level
from mdt_desk.domain.three_way import LESION_FACTS
from mdt_desk.ui.asleep import in_holder
from mdt_desk.ui.icons import icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.case.state import Entered, LesionsShown
from mdt_desk.ui.theme import Role, Tone
from mdt_desk.ui.widgets.answer import not_entered
from mdt_desk.ui.widgets.basics import badge, button, icon_button, label, set_tone
from mdt_desk.ui.widgets.fact_field import FactField
from mdt_desk.ui.widgets.fields import Line
from mdt_desk.ui.widgets.segments import Option, Segments
from mdt_desk.ui.widgets.spine_picture import SpinePicture
from mdt_desk.ui.wording.shown import FieldShown

_NARROW, _WIDE = 252, 400
_PICTURE_HEIGHT = 560


class LesionEditor(QWidget):
    """Picture and facts of the affected vertebrae.

    Signals:
        chosen: a `Level` to take in hand.
        added, removed: a `Level` that is, or is no longer, affected.
        declared: the empty tuple for "no lesions", UNKNOWN to forget the list.
        level_left: what was typed as a level.

    """

    chosen = Signal(object)
    added = Signal(object)
    removed = Signal(object)
    declared = Signal(object)
    level_left = Signal(str)

    def __init__(self, look: Look) -> None:
        """Show an empty spine."""
        super().__init__()
        self._look = look
        self._level: Level | None = None
        text = look.text
        self.picture = SpinePicture(look)
        self.picture.setMinimumWidth(_NARROW)
        self.picture.setMaximumWidth(_WIDE)
        self.picture.setFixedHeight(_PICTURE_HEIGHT)
        self._whole = Segments(
            (Option(value=(), text=text("case.lesions.none")), not_entered(look)), text("case.lesions.whole")
        )
        self._line = Line(text("case.lesions.add_level"), text("case.lesions.add_hint"))
        self._line.setFixedWidth(72)
        self._problem = label("", Role.CAPTION, wrap=True)
        self._problem.setProperty("mark", "problem")
        self._decides = badge("", Tone.INFO)
        self._heading = label("", Role.TITLE)
        self._free = label("", muted=True, wrap=True)
        self._score = badge("", Tone.CALM)
        self._add = button("")
        self._remove = icon_button(icon("remove", look.tokens.muted), "")
        self._removing = in_holder(self._remove)
        self.fields = {path: FactField(look, path, stacked=True) for path in LESION_FACTS}
        self._facts = QWidget()
        self._lay_out()
        self.picture.chosen.connect(self.chosen)
        self._whole.chosen.connect(self.declared)
        self._line.typing.finished.connect(self.level_left)
        self._add.clicked.connect(lambda: self.added.emit(self._level))
        self._remove.clicked.connect(lambda: self.removed.emit(self._level))

    @property
    def changing(self) -> tuple[QWidget, ...]:
        """Return what changes the list of vertebrae; choosing one changes nothing."""
        return (self._whole, self._line, self._add, self._removing)

    def show_lesions(self, state: LesionsShown) -> None:
        """Draw the picture, and the vertebra in hand."""
        text = self._look.text
        self._level = state.current
        self.picture.show_marks(state.marks, state.current)
        self._whole.show_value(
            {Entered.UNKNOWN: UNKNOWN, Entered.NONE: (), Entered.SOME: None}[state.entered]
        )
        self._line.show_text(state.typed, problem=bool(state.problem))
        self._problem.setText(state.problem)
        self._problem.setVisible(bool(state.problem))
        self._decides.setText(state.decides)
        self._decides.setVisible(bool(state.decides))
        level = state.current
        self._heading.setText(text("case.lesions.at", level=level) if state.affected else str(level or ""))
        self._heading.setVisible(level is not None)
        self._free.setText(text("case.lesions.free", level=level) if level else text("case.lesions.choose"))
        self._free.setVisible(not state.affected)
        self._add.setText(text("case.lesions.add", level=level))
        self._add.setAccessibleName(self._add.text())
        self._add.setVisible(level is not None and not state.affected)
        remove = text("case.lesions.remove", level=level)
        self._remove.setAccessibleName(remove)
        self._remove.setToolTip(remove)
        self._remove.setVisible(state.affected)
        self._facts.setVisible(state.affected)
        self._score.setVisible(state.affected and state.score is not None)
        if state.score is not None:
            self._score.setText(state.score.spoken)
            set_tone(self._score, Tone.OPEN if state.score.open else Tone.CALM)

    def show_fields(self, states: Mapping[str, FieldShown]) -> None:
        """Draw the facts of the vertebra in hand."""
        for path, field in self.fields.items():
            if path in states:
                field.show_state(states[path])

    def _lay_out(self) -> None:
        space = self._look.tokens.space
        facts = QVBoxLayout(self._facts)
        facts.setContentsMargins(0, 0, 0, 0)
        facts.setSpacing(space.small)
        for field in self.fields.values():
            facts.addWidget(field)
        top = QHBoxLayout()
        top.setSpacing(space.small)
        top.addWidget(label(self._look.text("case.lesions.add_level")))
        top.addWidget(self._line)
        top.addStretch()
        heading = QHBoxLayout()
        heading.setSpacing(space.small)
        heading.addWidget(self._heading)
        heading.addStretch()
        heading.addWidget(self._removing)
        right = QVBoxLayout()
        right.setSpacing(space.small)
        right.addWidget(self._whole)
        right.addWidget(self._decides, 0, Qt.AlignmentFlag.AlignLeft)
        right.addLayout(top)
        right.addWidget(self._problem)
        right.addSpacing(space.small)
        right.addLayout(heading)
        right.addWidget(self._free)
        right.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self._score, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self._facts)
        right.addWidget(label(self._look.text("case.lesions.beyond"), Role.CAPTION, muted=True, wrap=True))
        right.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.large)
        row.addWidget(self.picture, 1, Qt.AlignmentFlag.AlignTop)
        row.addLayout(right, 1)
