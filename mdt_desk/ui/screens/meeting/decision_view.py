"""The decision as it is written: options, words, what departs, who does what; and whether it is recorded."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import CaseId, DeviationReason
from mdt_desk.ui.icons import icon, picture
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.meeting import intents
from mdt_desk.ui.screens.meeting.actions_view import ActionsView
from mdt_desk.ui.screens.meeting.draft import Part
from mdt_desk.ui.screens.meeting.state import DecisionShown, SavedShown
from mdt_desk.ui.screens.meeting.wakes_view import WakesView
from mdt_desk.ui.theme import Role, Tone
from mdt_desk.ui.widgets.banner import Banner
from mdt_desk.ui.widgets.basics import Kind, button, label, next_step
from mdt_desk.ui.widgets.basics import Surface as Ground
from mdt_desk.ui.widgets.both_panel import BothPanel
from mdt_desk.ui.widgets.chips import Chips
from mdt_desk.ui.widgets.choice import ChoiceList
from mdt_desk.ui.widgets.columns import Columns
from mdt_desk.ui.widgets.fields import Area, Line
from mdt_desk.ui.widgets.known_names import KnownNames
from mdt_desk.ui.widgets.option_picker import OptionPicker
from mdt_desk.ui.widgets.prose import Prose
from mdt_desk.ui.widgets.scroll import column_in
from mdt_desk.ui.widgets.segments import Option

_LINES: Final = {
    Part.OWN_WORDS: 4,
    Part.REASONS: 3,
    Part.CONDITION: 2,
    Part.ALTERNATIVES: 2,
    Part.DISSENT: 2,
}
_PEOPLE: Final = (Part.RESPONSIBLE_PHYSICIAN, Part.INFORMS_PATIENT, Part.INFORMS_GP)
_LEAST_COLUMN: Final = 372
_BESIDE_OPTIONS: Final = 480
"""Pixels that the other parts of the left column need."""
_ONE_ROW: Final = 760
"""Below this width the next step stands below what is said, which has a line of its own then."""


class DecisionView(QFrame):
    """Signals ``wished`` with an intent."""

    wished = Signal(object)

    def __init__(self, look: Look) -> None:
        """Lay the form out, empty: nothing is filled in."""
        super().__init__()
        self._look = look
        self._case: CaseId | None = None
        self.setProperty("surface", Ground.CARD.value)
        self._names = KnownNames(self, look.text("meeting.decision.names"))
        self._fields: dict[Part, Area | Line] = {}
        self._conditional = Banner(look, Tone.SOON, "conditional")
        self._deferral = Banner(look, Tone.CALM, "deferral")
        self.both = BothPanel(look, narrow=True)
        self.both.resolved.connect(lambda path, mine: self._wish(intents.Settle(path=path, mine=mine)))
        self._picker = OptionPicker(look)
        self._picker.toggled.connect(lambda code: self._wish(intents.ToggleOption(code=code)))
        self._chips = Chips(look, "meeting.option.drop", self._drop_option)
        self._deviation = _Deviation(look, self._field(Part.DEVIATION_WORDS, Line))
        self._deviation.chosen.connect(self._wish)
        self._wakes = WakesView(look)
        self._wakes.wished.connect(self.wished)
        self._actions = ActionsView(look, self._names)
        self._actions.wished.connect(self.wished)
        self.carried = self._actions.carried
        self._because = Line(look.text("meeting.defer.because"))
        self._defer = button(look.text("meeting.defer.do"), icon=icon("calendar", look.tokens.text))
        self._take_up = button(look.text("meeting.defer.undo"), icon=icon("undo", look.tokens.text))
        self._footer = _Footer(look)
        self._footer.wished.connect(self.wished)
        self._wire_deferring()
        self._lay_out()

    def show_decision(self, shown: DecisionShown) -> None:
        """Draw the decision; a field in which somebody types is left alone."""
        self._names.know(shown.people)
        self._conditional.show_words(shown.conditional)
        self._deferral.show_words(shown.deferral)
        self.both.show_differences(shown.differences)
        self._picker.show_options(shown.options)
        self._picker.setEnabled(not shown.locked)
        self._chips.show_chips(shown.chosen)
        self._chips.setEnabled(not shown.locked)
        for part, field in self._fields.items():
            field.show_text(shown.words.get(part, ""))
            field.setReadOnly(shown.locked)
            field.setPlaceholderText(shown.hints.get(part, ""))
        self._deviation.show_deviation(shown.departs, shown.deviation)
        self._wakes.show_wakes(shown.wakes, shown.wakeable, locked=shown.locked)
        self._actions.show_actions(shown.actions, shown.carried, locked=shown.locked)
        self._because.show_text(shown.deferred_because)
        self._because.setReadOnly(shown.locked)
        self._defer.setVisible(not (shown.deferring or shown.locked))
        self._take_up.setVisible(shown.deferring and not shown.locked)
        self._footer.show_saved(shown.saved, locked=shown.locked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show more options at a time where there is room for them; widen for nothing that is said below."""
        super().resizeEvent(event)
        self._footer.be_narrow(event.size().width() < _ONE_ROW)
        self._picker.be_tall(event.size().height() - _BESIDE_OPTIONS)

    def turn_to(self, case: CaseId) -> None:
        """Begin at the top, with the keyboard where it can be seen, and forget what was sought for the case before."""
        if case == self._case:
            return
        self._case = case
        self._picker.clear_typed()
        self._area.verticalScrollBar().setValue(0)
        focused = QApplication.focusWidget()
        if focused is not None and self._area.isAncestorOf(focused) and focused.visibleRegion().isEmpty():
            self.focus_options()

    def focus_options(self) -> None:
        """Put the keyboard where a decision begins."""
        self._picker.setFocus()

    def _field(self, part: Part, kind: type[Area] | type[Line]) -> Area | Line:
        name = self._look.text(f"meeting.part.{part}")
        made = Area(name, lines=_LINES[part]) if kind is Area else Line(name)
        made.typing.typed.connect(partial(self._write, part))
        self._fields[part] = made
        return made

    def _write(self, part: Part, text: str) -> None:
        self._wish(intents.Write(part=part, text=text))

    def _drop_option(self, code: str) -> None:
        self._wish(intents.ToggleOption(code=code))

    def _wire_deferring(self) -> None:
        text = self._look.text
        self._because.setPlaceholderText(text("meeting.defer.hint"))
        self._because.typing.typed.connect(lambda typed: self._wish(intents.Defer(because=typed)))
        self._defer.clicked.connect(self._start_deferring)
        self._take_up.clicked.connect(lambda: self._wish(intents.TakeUp()))

    def _start_deferring(self) -> None:
        self._wish(intents.Defer(because=self._because.text()))
        self._because.setFocus()

    def _lay_out(self) -> None:
        space, text = self._look.tokens.space, self._look.text
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._area, column = column_in(spacing=space.small, margin=space.medium)
        self._area.setAccessibleName(text("meeting.decision.name"))
        for banner in (self.both, self._deferral, self._conditional):
            column.addWidget(banner)
        column.addWidget(Columns([self._what(), self._who()], least=_LEAST_COLUMN, most=2, gap=space.wide))
        column.addStretch()
        whole.addWidget(self._area, 1)
        whole.addWidget(self._footer)

    def _what(self) -> QWidget:
        """Return the part about what is decided and why."""
        made, column = self._part()
        column.addWidget(self._title("meeting.decision.options"))
        column.addWidget(self._chips)
        column.addWidget(self._picker)
        self._add_area(column, Part.OWN_WORDS)
        column.addWidget(self._deviation)
        self._add_area(column, Part.REASONS)
        return made

    def _who(self) -> QWidget:
        """Return the part about conditions, other opinions, people and actions."""
        made, column = self._part()
        self._add_area(column, Part.CONDITION)
        column.addWidget(self._wakes)
        for part in (Part.ALTERNATIVES, Part.DISSENT):
            self._add_area(column, part)
        for part in _PEOPLE:
            column.addWidget(self._title(f"meeting.part.{part}"))
            line = self._field(part, Line)
            if isinstance(line, Line):
                self._names.serve(line)
            column.addWidget(line)
        column.addSpacing(self._look.tokens.space.tiny)
        column.addWidget(self._title("meeting.decision.actions"))
        column.addWidget(self._actions)
        column.addSpacing(self._look.tokens.space.tiny)
        column.addWidget(self._title("meeting.defer.title"))
        row = QHBoxLayout()
        row.setSpacing(self._look.tokens.space.tiny)
        row.addWidget(self._because, 1)
        row.addWidget(self._defer)
        row.addWidget(self._take_up)
        column.addLayout(row)
        return made

    def _part(self) -> tuple[QWidget, QVBoxLayout]:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._look.tokens.space.tiny)
        return made, column

    def _add_area(self, column: QVBoxLayout, part: Part) -> None:
        column.addWidget(self._title(f"meeting.part.{part}"))
        column.addWidget(self._field(part, Area))

    def _title(self, key: str) -> QLabel:
        return label(self._look.text(key), Role.LABEL)

    def _wish(self, intent: intents.Intent) -> None:
        self.wished.emit(intent)


class _Deviation(QFrame):
    """What the options depart from, and the coded reason that the minutes then ask for."""

    chosen = Signal(object)

    def __init__(self, look: Look, words: QWidget) -> None:
        super().__init__()
        self.setProperty("banner", True)
        self.setProperty("tone", Tone.DIFFERS.value)
        sign = QLabel()
        sign.setPixmap(picture("differs", look.tokens.tones[Tone.DIFFERS].text, 18, 2.0))
        self._departs = Prose("")
        unset = Option(value=UNKNOWN, text=look.text("meeting.deviation.choose"))
        coded = tuple(
            Option(value=each, text=look.text(f"value.DeviationReason.{each}")) for each in DeviationReason
        )
        self._reason = ChoiceList((unset, *coded), look.text("meeting.deviation.reason"))
        self._reason.chosen.connect(self._choose)
        if isinstance(words, Line):
            words.setPlaceholderText(look.text("meeting.part.deviation_words"))
        head = QHBoxLayout()
        head.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._departs, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 8)
        column.setSpacing(look.tokens.space.tiny)
        column.addLayout(head)
        column.addWidget(self._reason)
        column.addWidget(words)
        self.hide()

    def show_deviation(self, departs: str, reason: DeviationReason | None) -> None:
        self._departs.show_text(departs)
        self._reason.show_value(UNKNOWN if reason is None else reason)
        self.setVisible(bool(departs))

    def _choose(self, value: object) -> None:
        reason = value if isinstance(value, DeviationReason) else None
        self.chosen.emit(intents.Deviate(reason=reason))


class _Footer(QFrame):
    """Whether what is written is recorded, and the one next step."""

    wished = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setProperty("surface", Ground.FOOT.value)
        self._sign = QLabel()
        self._words = Prose("")
        self._words.setObjectName("decision-saved")
        self._revert = button(look.text("meeting.revert"), Kind.QUIET)
        self._revert.clicked.connect(lambda: self.wished.emit(intents.Revert()))
        self._record = button(look.text("meeting.record"))
        self._record.clicked.connect(lambda: self.wished.emit(intents.Record()))
        self._next = next_step(look, look.text("meeting.record_next"), "arrow-right")
        self._next.clicked.connect(lambda: self.wished.emit(intents.Record(onwards=True)))
        space = look.tokens.space
        said, steps = QHBoxLayout(), QHBoxLayout()
        for row in (said, steps):
            row.setSpacing(space.small)
        # The row keeps its height when there is nothing to discard.
        said.addStrut(self._revert.sizeHint().height())
        said.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        said.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        said.addWidget(self._revert)
        steps.addStretch()
        steps.addWidget(self._record)
        steps.addWidget(self._next)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(space.medium, space.small, space.medium, space.small)
        self._rows.setSpacing(space.small)
        self._rows.addLayout(said, 1)
        self._rows.addLayout(steps)

    def be_narrow(self, narrow: bool) -> None:
        direction = QBoxLayout.Direction
        self._rows.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)

    def show_saved(self, saved: SavedShown, *, locked: bool) -> None:
        colour = self._look.tokens.text if saved.tone is not Tone.CALM else self._look.tokens.muted
        self._sign.setPixmap(picture(saved.icon, colour, 16, 2.0))
        self._words.show_text(saved.text)
        self._revert.setVisible(saved.can_revert)
        self._record.setVisible(not locked)
        self._record.setEnabled(saved.can_record)
        self._next.setVisible(not locked)
