"""The head of the case screen: who this is, what is asked, whether it is saved, and the way back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from mdt_desk.ui.asleep import in_holder
from mdt_desk.ui.icons import icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.case.state import CaseScreenState, Saving
from mdt_desk.ui.theme import Role, Tone
from mdt_desk.ui.widgets.basics import badge, button, icon_button, label, set_tone
from mdt_desk.ui.widgets.elided import Elided
from mdt_desk.ui.widgets.prose import Prose
from mdt_desk.ui.widgets.short import plain_tip

_TONES = {
    Saving.UNCHANGED: Tone.CALM,
    Saving.SAVED: Tone.CALM,
    Saving.SAVING: Tone.OPEN,
    Saving.FAILED: Tone.URGENT,
    Saving.BLOCKED: Tone.SOON,
}


class CaseHeader(QFrame):
    """Signals ``undo_wanted``, ``redo_wanted`` and ``save_wanted``."""

    undo_wanted = Signal()
    redo_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, look: Look) -> None:
        """Show nothing yet."""
        super().__init__()
        self._look = look
        self.setProperty("surface", "card")
        text, tokens = look.text, look.tokens
        self._name = Elided(Role.TITLE, letters=48)
        self._identity = Elided(muted=True)
        self._question = Elided()
        self._saving = badge("", Tone.CALM)
        self._saving.setObjectName("saving")
        self._why = Prose("", Role.CAPTION)
        self._why.setProperty("problem", True)
        self._unidentified = badge("", Tone.SOON)
        self._elsewhere = Elided(Role.CAPTION, muted=True)
        self._elsewhere.setObjectName("elsewhere")
        self._elsewhere.hide()
        self._again = button(text("case.saving.retry"))
        for each in (self._saving, self._unidentified, self._again, self._why):
            each.hide()
        self._undo = icon_button(icon("undo", tokens.text, asleep=tokens.line_strong), text("case.undo.undo"))
        self._redo = icon_button(icon("redo", tokens.text, asleep=tokens.line_strong), text("case.undo.redo"))
        self.changing = (self._again, in_holder(self._undo), in_holder(self._redo))
        for sleeping in (self._undo, self._redo):
            sleeping.setEnabled(False)
        self._undo.clicked.connect(self.undo_wanted)
        self._redo.clicked.connect(self.redo_wanted)
        self._again.clicked.connect(self.save_wanted)
        self._lay_out()

    def show_state(self, state: CaseScreenState) -> None:
        """Draw who, what, and how it stands with saving."""
        header, saving = state.header, state.saving
        self._name.show_text(header.name)
        self._identity.show_text(header.identity)
        self._question.show_text(header.question)
        self._unidentified.setText(header.unidentified)
        self._unidentified.setVisible(bool(header.unidentified))
        self._saving.setText(saving.words)
        self._saving.show()
        self._saving.setAccessibleName(saving.words)
        set_tone(self._saving, _TONES[saving.kind])
        self._why.show_text(saving.why)
        self._why.setVisible(bool(saving.why))
        self._again.setVisible(saving.kind is Saving.FAILED)
        for made, words, key in (
            (self._undo, state.undo, "case.undo.undo"),
            (self._redo, state.redo, "case.undo.redo"),
        ):
            made.setEnabled(bool(words))
            made.setToolTip(plain_tip(words or self._look.text(key)))
            made.setAccessibleDescription(words)

    def show_elsewhere(self, words: str) -> None:
        """Say who has this case open at other desks; nothing where nobody has."""
        self._elsewhere.show_text(words)
        self._elsewhere.setVisible(bool(words))

    def _lay_out(self) -> None:
        space = self._look.tokens.space
        first = QHBoxLayout()
        first.setSpacing(space.medium)
        first.addWidget(self._name)
        first.addWidget(self._identity, 1)
        second = QHBoxLayout()
        second.setSpacing(space.small)
        second.addWidget(label(self._look.text("case.header.question"), muted=True))
        second.addWidget(self._question, 2)
        second.addWidget(self._elsewhere, 1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(first)
        words.addLayout(second)
        words.addWidget(self._why)
        row = QHBoxLayout(self)
        row.setContentsMargins(space.medium, space.tiny, space.small, space.tiny)
        row.setSpacing(space.small)
        row.addLayout(words, 1)
        for each in (self._unidentified, self._saving, *self.changing):
            row.addWidget(each, 0, Qt.AlignmentFlag.AlignVCenter)
