"""The part of the settings about what is kept: backups, putting one back, and the passphrase."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout

from mdt_desk.domain.people import Verb
from mdt_desk.ui.asleep import hold, in_holder
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.unlock.presenter import backup_line, lost_lines
from mdt_desk.ui.sentences import sentence
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import Kind, Surface, button, label, rule
from mdt_desk.ui.work import Failed, Outcome, while_there
from mdt_desk.usecases.backups import Backup, Backups, Losses
from mdt_desk.usecases.keys import QueueKeys, checked, told

_LIST_HEIGHT = 132


class BackupsCard(QFrame):
    """Lists the backups; signals ``backup_wanted`` and ``restore_wanted`` with the chosen one."""

    backup_wanted = Signal()
    restore_wanted = Signal(object)

    def __init__(self, look: Look, desk: Desk, backups: Backups) -> None:
        """Lay the card out; `read` fills it."""
        super().__init__()
        self._look, self._desk, self._backups = look, desk, backups
        self._kept: tuple[Backup, ...] = ()
        self.setProperty("surface", Surface.CARD.value)
        space = look.tokens.space
        self._list = QListWidget()
        self._list.setAccessibleName(look.text("backups.title"))
        self._list.setFixedHeight(_LIST_HEIGHT)
        self._list.currentRowChanged.connect(self._weigh)
        self._lost = label("", wrap=True)
        self._lost.setObjectName("restore-lost")
        self._now = button(look.text("backups.now"))
        self._now.clicked.connect(self.backup_wanted)
        self._restore = button(look.text("backups.restore"), Kind.QUIET)
        self._restore.setEnabled(False)
        self._restore.clicked.connect(self._ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.large, space.large, space.large, space.large)
        column.setSpacing(space.medium)
        column.addWidget(label(look.text("backups.title"), Role.TITLE))
        column.addWidget(label(look.text("backups.hint"), Role.CAPTION, muted=True, wrap=True))
        column.addWidget(self._list)
        column.addWidget(self._lost)
        row = QHBoxLayout()
        row.addWidget(self._now)
        row.addStretch()
        row.addWidget(self._restore)
        column.addLayout(row)
        self.read()

    def read(self) -> None:
        """Read again which backups there are."""
        self._desk.do(self._backups.kept, while_there(self, self._show), on=self._desk.paper)

    def _show(self, kept: tuple[Backup, ...]) -> None:
        if kept == self._kept and self._list.count():
            return
        self._kept = kept
        zone = ZoneInfo(self._desk.preferences.time_zone)
        self._list.clear()
        self._list.addItems([backup_line(each, self._look.texts, zone) for each in kept])
        self._tell("" if kept else self._look.text("entrance.no_backups"), may=False)

    def _weigh(self, row: int) -> None:
        """Say what putting the chosen backup back would undo, before anybody can."""
        if not 0 <= row < len(self._kept):
            return
        backup = self._kept[row]
        self._tell("", may=False)

        def weighed(outcome: Outcome[Losses]) -> None:
            if self._list.currentRow() != row:
                return
            if isinstance(outcome, Failed):
                self._tell(sentence(outcome.error, self._look.texts), may=False)
            else:
                self._tell("\n".join(lost_lines(outcome.value, self._look.texts)), may=True)

        self._desk.paper.run(lambda: self._backups.losses(backup), while_there(self, weighed))

    def _tell(self, text: str, *, may: bool) -> None:
        self._lost.setText(text)
        self._lost.setVisible(bool(text))
        self._restore.setEnabled(may)

    def _ask(self) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._kept):
            self.restore_wanted.emit(self._kept[row])


class PassphraseCard(QFrame):
    """Sets another passphrase, typed twice. Signals ``taken`` with itself when somebody was sent here."""

    taken = Signal(object)

    def __init__(self, look: Look, desk: Desk, keys: QueueKeys) -> None:
        """Lay the card out."""
        super().__init__()
        self._look, self._desk, self._keys = look, desk, keys
        self.setProperty("surface", Surface.CARD.value)
        space = look.tokens.space
        self._new, self._again = QLineEdit(), QLineEdit()
        self._said = label("", wrap=True)
        self._said.setObjectName("passphrase-said")
        self._said.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(space.large, space.large, space.large, space.large)
        column.setSpacing(space.small)
        column.addWidget(label(look.text("backups.passphrase.title"), Role.TITLE))
        column.addWidget(label(look.text("backups.passphrase.hint"), Role.CAPTION, muted=True, wrap=True))
        for field, name in ((self._new, "new"), (self._again, "again")):
            text = look.text(f"backups.passphrase.{name}")
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setAccessibleName(text)
            field.returnPressed.connect(self._set)
            named = label(text, Role.LABEL)
            named.setBuddy(field)
            column.addWidget(named)
            column.addWidget(field)
        self._do = button(look.text("backups.passphrase.do"))
        self._do.clicked.connect(self._set)
        column.addWidget(self._said)
        column.addWidget(rule())
        row = QHBoxLayout()
        row.addStretch()
        setting = in_holder(self._do)
        hold(desk, self, Verb.SETTINGS, self._new, self._again, setting)
        row.addWidget(setting)
        column.addLayout(row)

    def take(self) -> None:
        """Put the keyboard on the first field."""
        self._new.setFocus(Qt.FocusReason.OtherFocusReason)
        self.taken.emit(self)

    def _set(self) -> None:
        new = self._new.text()
        if told(new) != told(self._again.text()):
            self._tell(self._look.text("keys.differ"))
            return

        def verb() -> None:
            self._keys.set_passphrase(checked(new))

        def done(outcome: Outcome[None]) -> None:
            self._do.setEnabled(True)
            if isinstance(outcome, Failed):
                self._tell(sentence(outcome.error, self._look.texts))
                return
            self._new.clear()
            self._again.clear()
            self._tell(self._look.text("keys.set"))

        self._do.setEnabled(False)
        self._desk.paper.run(verb, while_there(self, done))

    def _tell(self, text: str) -> None:
        self._said.setText(text)
        self._said.show()


def keeping_cards(look: Look, desk: Desk) -> tuple[QFrame, ...]:
    """Return what the settings show about keeping; nothing in a rehearsal, which keeps nothing."""
    cards: list[QFrame] = []
    services = desk.services
    if services.backups is not None:
        shown = BackupsCard(look, desk, services.backups)
        shown.backup_wanted.connect(desk.backup_wanted)
        shown.restore_wanted.connect(desk.restore_wanted)
        desk.backed_up.connect(shown.read)
        cards.append(shown)
    # A server's passwords are changed where its accounts are.
    if services.keys is not None and not services.place:
        cards.append(PassphraseCard(look, desk, services.keys))
    return tuple(cards)
