"""The window while a queue moves to a server or back: how far it is, and what came of it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from mdt_desk.ui.app import application, caught_mistakes, dressed, heard_messages
from mdt_desk.ui.enter_key import pressed_in_hand
from mdt_desk.ui.icons import application_icon, picture
from mdt_desk.ui.look import Look
from mdt_desk.ui.sentences import sentence
from mdt_desk.ui.standing import stand
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import Kind, button, card, fill_paragraph, label, paragraph
from mdt_desk.ui.widgets.status_line import StatusLine
from mdt_desk.ui.work import Failed, Outcome, Work
from mdt_desk.usecases.moving import Arrived, Told
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.preferences import Preferences

Job = Callable[[Told], Arrived]
"""Move everything, telling how far it is; raises KnownError."""

_WIDTH = 560
_PARTS = 1_000


class MovingWindow(QWidget):
    """Does the job at once; it cannot be closed before the end. ``arrived`` is what came of it, None: nothing moved."""

    _told = Signal(int, int)

    def __init__(self, look: Look, job: Job, *, to_server: bool) -> None:
        """Lay the window out and begin."""
        super().__init__()
        self._look, self._way = look, "there" if to_server else "back"
        self.arrived: Arrived | None = None
        self.setWindowTitle(look.text("app.name"))
        self.setWindowIcon(application_icon())
        self.setMinimumSize(960, 540)
        self._title = label(look.text("moving.busy.title"), Role.TITLE)
        self._words = paragraph(look.text("moving.busy.text"), _WIDTH - 2 * look.tokens.space.huge)
        self._words.setObjectName("moving-result")
        self._bar = QProgressBar()
        self._bar.setRange(0, _PARTS)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(look.text("moving.busy.title"))
        self._on = button(look.text("moving.go_on"), Kind.PRIMARY)
        self._on.clicked.connect(self.close)
        self._on.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(2)
        column.addWidget(self._card(), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        column.addWidget(StatusLine(look, rehearsing=False))
        self._told.connect(self._show_part, Qt.ConnectionType.QueuedConnection)
        self._work = Work("moving", self)
        self._work.run(lambda: job(self._told.emit), self._ended)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not pressed_in_hand(event, self.focusWidget()):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay until everything is there, or nothing."""
        if self._work.busy and not self._on.isEnabled():
            event.ignore()
            return
        self._work.close()
        super().closeEvent(event)

    def fail(self, error: BaseException) -> None:
        """Say a mistake of ours."""
        self._end(self._look.text("moving.failed.title"), sentence(error, self._look.texts))

    def _card(self) -> QWidget:
        space = self._look.tokens.space
        made, column = card(margin=space.huge, spacing=space.medium)
        made.setFixedWidth(_WIDTH)
        mark = QLabel()
        mark.setPixmap(picture("refresh", self._look.tokens.accent, 36, 2.0))
        for each in (mark, self._title, self._words, self._bar):
            column.addWidget(each)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self._on)
        column.addLayout(row)
        return made

    def _show_part(self, done: int, of: int) -> None:
        self._bar.setValue(_PARTS * done // max(1, of))

    def _ended(self, outcome: Outcome[Arrived]) -> None:
        text = self._look.text
        if isinstance(outcome, Failed):
            why = sentence(outcome.error, self._look.texts)
            self._end(text("moving.failed.title"), f"{why}\n\n{text('moving.failed.text')}")
            return
        found = self.arrived = outcome.value
        counts = {"count": found.cases, "rows": str(found.rows)}
        self._end(
            text("moving.done.title"),
            "\n\n".join(
                (
                    text("moving.done.moved", target=found.target, **counts),
                    text(f"moving.{self._way}.old", source=found.source),
                )
            ),
        )

    def _end(self, title: str, words: str) -> None:
        self._title.setText(title)
        fill_paragraph(self._words, words)
        self._bar.hide()
        self._on.setEnabled(True)
        self._on.setFocus(Qt.FocusReason.OtherFocusReason)


def run_moving(
    job: Job, preferences: Preferences, texts: Callable[[str], Words], *, to_server: bool
) -> Arrived | None:
    """Show it in the language and theme of the preferences, and return what came of the job."""
    app = application()
    look = dressed(app, preferences, texts)
    with heard_messages():
        window = MovingWindow(look, job, to_server=to_server)
        stand(window)
        window.show()
        with caught_mistakes(window.fail):
            app.exec()
    return window.arrived
