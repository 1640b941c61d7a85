"""The field of any fact, made from its declaration: name, control, unit, age, and what is wrong with it."""

from enum import Enum, auto
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mdt_desk.domain.case import spec_for
from mdt_desk.domain.facts import FactSpec, Kind
from mdt_desk.ui.look import Look
from mdt_desk.ui.theme import Role, Tone
from mdt_desk.ui.widgets.answer import Answer
from mdt_desk.ui.widgets.basics import badge, label
from mdt_desk.ui.widgets.choice import ChoiceList, choice
from mdt_desk.ui.widgets.choice_set import ChoiceSet
from mdt_desk.ui.widgets.estimates import EstimatesField
from mdt_desk.ui.widgets.fields import Area, Line
from mdt_desk.ui.widgets.identity import IdentityField
from mdt_desk.ui.widgets.link_button import LinkButton
from mdt_desk.ui.widgets.segments import Segments
from mdt_desk.ui.wording.facts import hint_of
from mdt_desk.ui.wording.shown import FieldShown
from mdt_desk.usecases.wording import label_of, unit_of

LABEL_WIDTH: Final = 176
_LETTERS: Final = {Kind.INT: 6, Kind.FLOAT: 7, Kind.DATE: 12, Kind.DATETIME: 17}
LONG_TEXTS: Final = frozenset(
    {
        "referral.question",
        "referral.images",
        "referral.gp_address",
        "condition.comorbidity",
        "wishes.preference",
    }
)
"""The texts that take more than a line."""
LINKS: Final = frozenset({"referral.images"})
"""The texts in which an address can be opened."""

Control = Segments | ChoiceList | ChoiceSet | Line | Area | IdentityField | EstimatesField


class _Remark(Enum):
    """What can be said about a fact beside its value."""

    NOTE = auto()
    AGED = auto()
    DECIDES = auto()
    PROBLEM = auto()


class FactField(QWidget):
    """One fact.

    Signals:
        chosen: path and value, when something was picked rather than typed.
        typed: path and text, at each key.
        paused: path and text, after a moment without keys.
        finished: path and text, when the field is left.
        followed: the `QUrl` in the text, when its button was pressed.

    """

    chosen = Signal(str, object)
    typed = Signal(str, str)
    paused = Signal(str, str)
    finished = Signal(str, str)
    followed = Signal(object)

    def __init__(self, look: Look, path: str, *, stacked: bool = False) -> None:
        """Make the field that the declaration of the fact asks for; ``stacked``: the name above the control."""
        super().__init__()
        self.path = path
        self.spec = spec_for(path)
        self.wide = path in LONG_TEXTS or self.spec.kind in {Kind.CHOICES, Kind.TABLE, Kind.TABLES}
        self._state: FieldShown | None = None
        name, hint = label_of(look.texts, path), hint_of(look.texts, path)
        self.control = control_for(look, self.spec, name, hint)
        self._link = LinkButton(look) if path in LINKS else None
        self._name = label(name, wrap=True)
        self._remarks: dict[_Remark, QLabel] = {}
        self._beside, self._marks, self._right = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        self._lay_out(look, unit_of(look.texts, path), stacked=stacked)
        self._connect()
        self.show_state(FieldShown(path=path))

    def show_state(self, state: FieldShown) -> None:
        """Draw the fact; what is typed and not yet taken stays as it is."""
        if state == self._state:
            return
        self._state = state
        control = self.control
        if isinstance(control, Line | Area):
            control.show_text(state.text, problem=bool(state.problem))
        elif isinstance(control, IdentityField):
            control.show_value(state.part, state.text, problem=bool(state.problem))
        else:
            control.show_value(state.value)
        if self._link is not None:
            self._link.show_text(state.text)
        self._remark(_Remark.NOTE, state.note)
        self._remark(_Remark.AGED, state.aged)
        self._remark(_Remark.DECIDES, state.decides)
        self._remark(_Remark.PROBLEM, state.problem)

    def _remark(self, remark: _Remark, text: str) -> None:
        """Say something about the fact; the label is made when there is first something to say."""
        made = self._remarks.get(remark)
        if made is None and text:
            made = self._remarks[remark] = self._made(remark)
        if made is not None:
            made.setText(text)
            made.setAccessibleName(text)
            made.setVisible(bool(text))

    def _made(self, remark: _Remark) -> QLabel:
        if remark is _Remark.PROBLEM:
            made = label("", Role.CAPTION, wrap=True)
            made.setProperty("mark", "problem")
            self._right.addWidget(made)
        elif remark is _Remark.NOTE:
            made = label("", Role.CAPTION, muted=True)
            under, place = (self._right, 1) if self._fills() else (self._beside, self._beside.count() - 1)
            under.insertWidget(place, made)
        else:
            made = badge("", Tone.SOON if remark is _Remark.AGED else Tone.INFO)
            self._marks.insertWidget(0 if remark is _Remark.AGED else self._marks.count() - 1, made)
        return made

    def _lay_out(self, look: Look, unit: str, *, stacked: bool) -> None:
        space = look.tokens.space
        self._beside.setSpacing(space.small)
        self._beside.addWidget(self.control, 1 if self._fills() else 0)
        if unit:
            self._beside.addWidget(label(unit, muted=True))
        if not self._fills():
            self._beside.addStretch(1)
        self._marks.setSpacing(space.small)
        self._marks.addStretch()
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(2)
        self._right.addLayout(self._beside)
        self._right.addLayout(self._marks)
        if self._link is not None:
            self._right.addWidget(self._link)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(space.medium)
        grid.setVerticalSpacing(1)
        if stacked or self.spec.kind in {Kind.CHOICES, Kind.TABLES}:
            grid.addWidget(self._name, 0, 0)
            grid.addLayout(self._right, 1, 0)
            return
        self._name.setFixedWidth(LABEL_WIDTH)
        self._name.setContentsMargins(0, 5, 0, 0)
        grid.addWidget(self._name, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(self._right, 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(1, 1)

    def _fills(self) -> bool:
        """Tell whether the control takes the whole width, so that marks stand below it."""
        return self.wide or self.spec.kind is Kind.TEXT

    def _connect(self) -> None:
        control, path = self.control, self.path
        if self._link is not None:
            self._link.wanted.connect(self.followed)
        if isinstance(control, Line | Area):
            control.typing.typed.connect(lambda text: self.typed.emit(path, text))
            control.typing.paused.connect(lambda text: self.paused.emit(path, text))
            control.typing.finished.connect(lambda text: self.finished.emit(path, text))
        else:
            control.chosen.connect(lambda value: self.chosen.emit(path, value))


def control_for(look: Look, spec: FactSpec, name: str, hint: str) -> Control:
    """Return the control that a fact's declaration asks for."""
    if spec.kind is Kind.BOOL:
        return Answer(look, name, hint)
    if spec.kind is Kind.CHOICE and spec.choices is not None:
        return choice(look, spec.choices, name, hint)
    if spec.kind is Kind.CHOICES and spec.choices is not None:
        return ChoiceSet(look, spec.choices, name, hint)
    if spec.kind is Kind.TABLE:
        return IdentityField(look, name, hint)
    if spec.kind is Kind.TABLES:
        return EstimatesField(look, name, hint)
    if spec.path in LONG_TEXTS:
        return Area(name, hint, lines=2 if spec.path == "referral.gp_address" else 3)
    line = Line(name, hint)
    if spec.kind in _LETTERS:
        line.setFixedWidth(line.fontMetrics().averageCharWidth() * _LETTERS[spec.kind] + 30)
    return line
