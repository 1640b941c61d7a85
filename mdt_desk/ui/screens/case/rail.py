"""The list of sections beside the form: where one is, how much is filled in, where something decides."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.case.sections import SECTIONS, SectionId
from mdt_desk.ui.screens.case.state import SectionShown
from mdt_desk.ui.theme import Role, Tone
from mdt_desk.ui.widgets.basics import badge, label
from mdt_desk.ui.widgets.pressable import Pressable
from mdt_desk.ui.widgets.short import plain_tip


class _Entry(Pressable):
    """One section in the list."""

    def __init__(self, look: Look, number: int) -> None:
        space = look.tokens.space
        self._name = label("", wrap=True)
        self._filled = label("", Role.CAPTION, muted=True)
        self._deciding: QLabel = badge("", Tone.INFO)
        row = QHBoxLayout()
        row.setContentsMargins(space.small, space.tiny, space.small, space.tiny)
        row.setSpacing(space.small)
        digit = label(str(number), Role.CAPTION, muted=True)
        digit.setContentsMargins(0, 2, 0, 0)
        row.addWidget(digit, 0, Qt.AlignmentFlag.AlignTop)
        head = QHBoxLayout()
        head.setSpacing(space.tiny)
        head.addWidget(self._name, 1)
        head.addWidget(self._deciding, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(head)
        words.addWidget(self._filled)
        row.addLayout(words, 1)
        super().__init__(row, kind="row")
        self.setCheckable(True)

    def show_section(self, section: SectionShown, hint: str) -> None:
        self._name.setText(section.name)
        self._filled.setText(section.filled)
        self._deciding.setText(str(section.deciding))
        self._deciding.setVisible(bool(section.deciding))
        self.setAccessibleName(section.spoken)
        self.setToolTip(plain_tip(hint))


class Rail(QWidget):
    """Signals ``chosen`` with a `SectionId`."""

    chosen = Signal(object)

    def __init__(self, look: Look) -> None:
        """List the sections."""
        super().__init__()
        self._look = look
        self.setAccessibleName(look.text("case.pane.sections"))
        self._group = QButtonGroup(self)
        self._entries: dict[SectionId, _Entry] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for number, section in enumerate(SECTIONS, start=1):
            entry = _Entry(look, number)
            entry.clicked.connect(lambda _=False, chosen=section.id: self.chosen.emit(chosen))
            self._group.addButton(entry)
            self._entries[section.id] = entry
            column.addWidget(entry)
        column.addStretch()

    def show_sections(self, sections: Sequence[SectionShown]) -> None:
        for number, section in enumerate(sections, start=1):
            hint = self._look.text("case.section.shortcut", name=section.name, number=number)
            self._entries[section.id].show_section(section, hint)

    def mark(self, section: SectionId) -> None:
        """Show which section is in sight."""
        self._entries[section].setChecked(True)

    def marked(self) -> SectionId:
        """Return the section in sight."""
        return next((name for name, entry in self._entries.items() if entry.isChecked()), SectionId.WHO)

    def focus_marked(self) -> None:
        """Put the keyboard on the section in sight."""
        self._entries[self.marked()].setFocus(Qt.FocusReason.ShortcutFocusReason)
