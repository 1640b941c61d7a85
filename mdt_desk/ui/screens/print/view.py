"""Draw the state of the print screen, and say what the user wants."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from mdt_desk.ui.icons import icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.close.state import Making
from mdt_desk.ui.screens.print.contacts_view import ContactsView
from mdt_desk.ui.screens.print.log_view import LogView
from mdt_desk.ui.screens.print.send_view import SendView
from mdt_desk.ui.screens.print.state import FoundPatient, PrintState, Sheet
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import Kind, button, card, label
from mdt_desk.ui.widgets.choice import ChoiceList
from mdt_desk.ui.widgets.elided import Elided
from mdt_desk.ui.widgets.fields import Line
from mdt_desk.ui.widgets.pdf_preview import PdfPreview
from mdt_desk.ui.widgets.pressable import Pressable
from mdt_desk.ui.widgets.prose import Prose
from mdt_desk.ui.widgets.scroll import column_in, empty
from mdt_desk.ui.widgets.segments import Option, Segments

_SIDE = 404


class PrintView(QWidget):
    """Intents are signals.

    Signals:
        patient_chosen: a case, or None for "without a patient".
        sought: what was typed to find a patient.
        language_chosen, sheet_chosen, uk_chosen: what is to be printed.
        save_wanted, open_wanted, folder_wanted, settings_wanted, log_wanted: nothing more.
        log_written: part of the log and what was typed or answered.

    """

    patient_chosen = Signal(object)
    sought = Signal(str)
    language_chosen = Signal(str)
    sheet_chosen = Signal(object)
    uk_chosen = Signal(bool)
    save_wanted = Signal()
    open_wanted = Signal()
    folder_wanted = Signal()
    settings_wanted = Signal()
    log_written = Signal(str, object)
    log_wanted = Signal()

    def __init__(self, look: Look, languages: tuple[tuple[str, str], ...]) -> None:
        """Lay the screen out, empty; ``languages`` are those with a leaflet."""
        super().__init__()
        self._look = look
        self._found_shown: tuple[FoundPatient, ...] = ()
        self._patient = Prose("", Role.LABEL)
        self._patient.setObjectName("print-patient")
        self._identity = Prose("", Role.CAPTION, muted=True)
        self._nobody = button(look.text("print.without"), Kind.LINK)
        self._nobody.clicked.connect(lambda: self.patient_chosen.emit(None))
        self._seek = Line(look.text("print.seek"))
        self._seek.setPlaceholderText(look.text("print.seek"))
        self._seek.typing.typed.connect(self.sought)
        self._found = QVBoxLayout()
        self._found.setSpacing(2)
        options = tuple(Option(value=code, text=name) for code, name in languages)
        self._language = ChoiceList(options, look.text("print.language"))
        self._language.chosen.connect(lambda code: self.language_chosen.emit(str(code)))
        self._sheet = Segments(
            tuple(Option(value=each, text=look.text(f"print.sheet.{each}")) for each in Sheet),
            look.text("print.what"),
        )
        self._sheet.chosen.connect(self.sheet_chosen)
        yes_no = (
            Option(value=True, text=look.text("answer.yes")),
            Option(value=False, text=look.text("answer.no")),
        )
        self._uk = Segments(yes_no, look.text("print.uk"))
        self._uk.chosen.connect(lambda chosen: self.uk_chosen.emit(bool(chosen)))
        self._contacts = ContactsView(look)
        self._contacts.settings_wanted.connect(self.settings_wanted)
        self.log = LogView(look)
        self.log.written.connect(self.log_written)
        self.log.wanted.connect(self.log_wanted)
        self._preview = PdfPreview(look)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(look.text("print.busy"))
        self._saved = Prose("", Role.CAPTION)
        self._saved.setObjectName("print-saved")
        self._save, self._open, self._folder = self._saving_buttons()
        self.send = SendView(look, (self._folder, self._open, self._save))
        self._lay_out()

    def show_state(self, state: PrintState) -> None:
        """Draw a state; what did not change keeps keyboard and place."""
        self._patient.show_text(state.patient)
        self._identity.show_text(state.identity)
        self._identity.setVisible(bool(state.identity))
        self._nobody.setVisible(bool(state.identity))
        self._seek.show_text(state.asked.sought)
        self._show_found(state.found)
        self._language.show_value(state.asked.language)
        self._sheet.show_value(state.asked.sheet)
        self._uk.show_value(state.uk_additions)
        self._contacts.show_contacts(state.contacts)
        self.log.show_log(state)
        words = state.refused or state.problem or self._look.text("print.busy")
        self._preview.show_document(state.preview, words)
        self._bar.setVisible(state.busy)
        self.send.show_sending(state)
        done = state.saved.making is Making.DONE
        self._save.setEnabled(bool(state.preview) and not state.busy)
        self._open.setVisible(done)
        self._folder.setVisible(done)
        self._saved.show_text(state.saved.text)
        self._saved.setVisible(bool(state.saved.text))

    def focus_language(self) -> None:
        self._language.setFocus()

    def _saving_buttons(self) -> tuple[QPushButton, QPushButton, QPushButton]:
        text, tokens = self._look.text, self._look.tokens
        save = button(text("print.save"), icon=icon("export", tokens.text))
        save.clicked.connect(self.save_wanted)
        open_ = button(text("print.open"), icon=icon("print", tokens.text))
        open_.clicked.connect(self.open_wanted)
        folder = button(text("print.folder"))
        folder.clicked.connect(self.folder_wanted)
        return save, open_, folder

    def _lay_out(self) -> None:
        space = self._look.tokens.space
        area, column = column_in(spacing=space.medium)
        area.setFixedWidth(_SIDE)
        for part in (self._for_whom(), self._what(), self._contacts, self.log):
            column.addWidget(part)
        column.addStretch()
        right = QVBoxLayout()
        right.setSpacing(space.small)
        right.addWidget(self._preview, 1)
        right.addWidget(self._bar)
        right.addWidget(self._saved)
        right.addWidget(self.send)
        row = QHBoxLayout(self)
        row.setContentsMargins(space.large, space.tiny, space.large, space.small)
        row.setSpacing(space.large)
        row.addWidget(area)
        row.addLayout(right, 1)

    def _for_whom(self) -> QWidget:
        made, column = card(spacing=self._look.tokens.space.tiny)
        head = QHBoxLayout()
        head.addWidget(label(self._look.text("print.for"), Role.TITLE), 1)
        head.addWidget(self._nobody)
        column.addLayout(head)
        for each in (self._patient, self._identity, self._seek):
            column.addWidget(each)
        column.addLayout(self._found)
        return made

    def _what(self) -> QWidget:
        text = self._look.text
        made, column = card(spacing=self._look.tokens.space.tiny)
        column.addWidget(label(text("print.what"), Role.TITLE))
        for key, control in (("print.language", self._language), ("print.uk", self._uk)):
            row = QHBoxLayout()
            row.addWidget(label(text(key), wrap=True), 1)
            row.addWidget(control, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if control is self._language:
                column.addLayout(row)
                column.addWidget(self._sheet)
            else:
                column.addLayout(row)
        return made

    def _show_found(self, found: tuple[FoundPatient, ...]) -> None:
        if found == self._found_shown:
            return
        self._found_shown = found
        empty(self._found)
        for each in found:
            self._found.addWidget(self._found_row(each))

    def _found_row(self, found: FoundPatient) -> Pressable:
        name, identity = Elided(), Elided(Role.CAPTION, muted=True)
        name.show_text(found.name)
        identity.show_text(found.identity)
        column = QVBoxLayout()
        column.setContentsMargins(8, 3, 8, 3)
        column.setSpacing(0)
        column.addWidget(name)
        column.addWidget(identity)
        made = Pressable(column, f"{found.name}, {found.identity}", kind="row")
        made.clicked.connect(partial(self._choose, found))
        return made

    def _choose(self, found: FoundPatient, _checked: bool = False) -> None:
        self.patient_chosen.emit(found.id)
