"""The form: all sections below each other, and a line that explains the field in hand."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.case.lesion_editor import LesionEditor
from mdt_desk.ui.screens.case.section_card import SectionCard
from mdt_desk.ui.screens.case.sections import SECTIONS, SectionId, section_of
from mdt_desk.ui.screens.case.state import CaseScreenState
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import label
from mdt_desk.ui.widgets.fact_field import FactField
from mdt_desk.ui.widgets.time_line import TimeLine
from mdt_desk.ui.wording.facts import hint_of
from mdt_desk.usecases.wording import label_of


class FormPane(QWidget):
    """Signals ``made`` with each `FactField`, and ``moved`` with the section that came into sight."""

    made = Signal(object)
    moved = Signal(object)

    def __init__(self, look: Look) -> None:
        """Make every section; `fill` brings the fields, so that their makers can be heard."""
        super().__init__()
        self._look = look
        self.setAccessibleName(look.text("case.pane.form"))
        space = look.tokens.space
        self.lesions = LesionEditor(look)
        self.timeline = TimeLine(look)
        self._changes = label("", wrap=True)
        self.cards = {
            section.id: SectionCard(look, section, number) for number, section in enumerate(SECTIONS, start=1)
        }
        self._inside = QWidget()
        self._inside.setProperty("surface", "scroll")
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, space.small, 0)
        column.setSpacing(space.medium)
        for card in self.cards.values():
            card.made.connect(self.made)
            column.addWidget(card)
        column.addStretch()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._inside)
        self._scroll.verticalScrollBar().valueChanged.connect(self._tell_section)
        self._hint = label("", Role.CAPTION, muted=True, wrap=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(space.tiny)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self._foot())
        self.explain(None)

    def fill(self) -> None:
        """Make the fields of every section that starts open."""
        for card in self.cards.values():
            if not card.section.collapsed:
                card.fill()
        self.cards[SectionId.WHO].column.insertWidget(0, self._changes)
        self.cards[SectionId.NEUROLOGY].column.insertWidget(0, self.timeline)
        self.cards[SectionId.STABILITY].column.addWidget(self.lesions)
        for field in self.lesions.fields.values():
            self.made.emit(field)

    def changing(self) -> tuple[QWidget, ...]:
        """Return the fields that were made, and what changes the list of vertebrae."""
        return (*self.all_fields(), *self.lesions.changing)

    def show_state(self, state: CaseScreenState) -> None:
        """Draw every field."""
        for section in state.sections:
            card = self.cards[section.id]
            card.show_section(section)
            card.show_fields(state.fields)
        self.lesions.show_lesions(state.lesions)
        self.lesions.show_fields(state.fields)
        self.timeline.show_marks(state.timeline)
        self._changes.setText("\n".join((state.changes.heading, *state.changes.lines)))
        self._changes.setVisible(bool(state.changes.heading))

    def go_to(self, section: SectionId) -> None:
        """Bring a section to the top and put the keyboard on its first field."""
        card = self.cards[section]
        card.focus_first()
        self._bring_up(card)
        QTimer.singleShot(0, self, lambda: self._bring_up(card))

    def focus_section(self, section: SectionId) -> None:
        """Put the keyboard into a section without moving it more than needed."""
        self.cards[section].focus_first()

    def reveal(self, fact: str) -> None:
        """Bring one fact into sight."""
        card = self.cards[section_of(fact)]
        card.fill()
        self._settle()
        field = self._field(fact)
        self._scroll.ensureWidgetVisible(field if field is not None else card, 0, 80)

    def focus_fact(self, fact: str) -> None:
        """Bring one fact into sight with the keyboard in it."""
        self.reveal(fact)
        field = self._field(fact)
        if field is None:
            self.go_to(section_of(fact))
        else:
            field.control.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def explain(self, field: FactField | None) -> None:
        """Say in the foot what a field means."""
        if field is None:
            self._hint.setText(self._look.text("case.field.hint_start"))
            return
        texts = self._look.texts
        self._hint.setText(f"{label_of(texts, field.path)}: {hint_of(texts, field.path)}")

    def all_fields(self) -> Iterable[FactField]:
        """Return every field that was made."""
        for card in self.cards.values():
            yield from card.fields.values()
        yield from self.lesions.fields.values()

    def _field(self, fact: str) -> FactField | None:
        parts = fact.split(".")
        if parts[0] == "lesions":
            return self.lesions.fields.get(f"lesions.{parts[-1]}")
        return self.cards[section_of(fact)].fields.get(fact)

    def _bring_up(self, card: SectionCard) -> None:
        self._settle()
        self._scroll.verticalScrollBar().setValue(card.y())

    def _settle(self) -> None:
        """Let the layout take its new size before anything is scrolled to."""
        layout = self._inside.layout()
        if layout is not None:
            layout.activate()

    def _tell_section(self, value: int) -> None:
        here = value + self._scroll.viewport().height() // 4
        passed = [
            name for name, card in self.cards.items() if card.mapTo(self._inside, QPoint(0, 0)).y() <= here
        ]
        self.moved.emit(passed[-1] if passed else SectionId.WHO)

    def _foot(self) -> QFrame:
        made = QFrame()
        made.setProperty("surface", "raised")
        row = QHBoxLayout(made)
        space = self._look.tokens.space
        row.setContentsMargins(space.medium, space.tiny, space.medium, space.tiny)
        row.addWidget(self._hint)
        made.setFixedHeight(self._hint.fontMetrics().lineSpacing() * 2 + 10)
        return made
