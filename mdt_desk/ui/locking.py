"""Lock the desk when nobody sits at it: every window goes out of sight until the passphrase is typed.

The work stays as it is behind the lock, and what is ready only then waits there. A queue without a passphrase has
nothing to lock with, and is not locked.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_desk.ui.behind import Behind
from mdt_desk.ui.icons import application_icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.unlock import presenter
from mdt_desk.ui.screens.unlock.view import PassphraseView
from mdt_desk.ui.sentences import sentence
from mdt_desk.ui.widgets.status_line import StatusLine
from mdt_desk.ui.work import Failed, Outcome, Work
from mdt_desk.usecases.keys import QueueKeys

ROOM_LONGER: Final = 8
"""While the room's screen is open a meeting talks: the desk waits so many times longer."""

ROOM_WINDOW: Final = "room-window"
"""The object name by which the room's screen is known."""

_MINUTE_MS: Final = 60_000
_SIGNS_OF_LIFE: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class LockWindow(QWidget):
    """Asks for the passphrase in the place of every other window; signals ``given`` and ``left``."""

    given = Signal(str)
    left = Signal()

    def __init__(self, look: Look) -> None:
        """Show the question; `show_said` answers a wrong passphrase."""
        super().__init__()
        self._look = look
        self._opened = False
        self._view = PassphraseView(look, presenter.lock_state(look.texts))
        self._view.given.connect(self.given)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._view, 1)
        column.addWidget(StatusLine(look, rehearsing=False))
        self.setWindowTitle(look.text("app.name"))
        self.setWindowIcon(application_icon())

    def try_passphrase(self) -> None:
        """Say that what was typed is being tried."""
        self._view.show_state(presenter.lock_state(self._look.texts, busy=True))

    def show_said(self, said: str) -> None:
        """Say why the desk stays locked."""
        self._view.show_state(presenter.lock_state(self._look.texts, said))

    def open(self) -> None:
        """Go away: the desk is open again."""
        self._opened = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the lock leaves the program; it never opens the desk."""
        super().closeEvent(event)
        if not self._opened:
            self.left.emit()


class Locking(QObject):
    """Watches for signs of life in the whole application; signals ``locked``, ``opened``, and ``left``."""

    locked = Signal()
    opened = Signal()
    left = Signal()

    def __init__(
        self,
        look: Callable[[], Look],
        keys: QueueKeys,
        minutes: int,
        projecting: Callable[[], bool],
        desk: QWidget,
    ) -> None:
        """Lock after so many minutes without a sign of life; 0: only when asked to.

        The lock stands where ``desk`` does, the main window.
        """
        super().__init__(desk)
        self._look, self._keys, self._minutes, self._projecting = look, keys, minutes, projecting
        self._desk = desk
        self._window: LockWindow | None = None
        self._behind: Behind | None = None
        self._work = Work("lock", self)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._idled)
        self._waited = 0
        self._application().installEventFilter(self)
        self._restart()

    @property
    def is_locked(self) -> bool:
        return self._window is not None

    def set_minutes(self, minutes: int) -> None:
        """Wait so long from now on."""
        self._minutes = minutes
        self._restart()

    def stop(self) -> None:
        """Watch no longer: the window goes."""
        self._idle.stop()
        self._application().removeEventFilter(self)
        self._work.close()

    @staticmethod
    def _application() -> QCoreApplication:
        found = QCoreApplication.instance()
        if found is None:
            raise RuntimeError("a window has an application")
        return found

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that somebody is there, or what wants to be seen behind the lock; the event goes on as it was."""
        if self._behind is not None:
            self._behind.meet(watched, event)
        elif event.type() in _SIGNS_OF_LIFE:
            self._restart()
        return super().eventFilter(watched, event)

    def lock(self) -> None:
        """Lock now, where there is a passphrase to open with."""
        if self.is_locked or not self._keys.protection().passphrase:
            return
        self._idle.stop()
        window = self._window = LockWindow(self._look())
        self._behind = Behind(window, self._desk)
        window.given.connect(self._try)
        window.left.connect(self.left)
        window.setGeometry(self._desk.geometry())
        window.show()  # before the others go: an application without a window would end
        self._behind.hide()
        window.activateWindow()  # a dialogue that was open would have kept it from the keyboard
        self.locked.emit()

    def _try(self, passphrase: str) -> None:
        window = self._window
        if window is None:
            return
        window.try_passphrase()

        def ended(outcome: Outcome[None]) -> None:
            if isinstance(outcome, Failed):
                window.show_said(sentence(outcome.error, self._look().texts))
            else:
                self._open()

        self._work.run(lambda: self._keys.check(passphrase), ended)

    def _open(self) -> None:
        window, self._window = self._window, None
        behind, self._behind = self._behind, None
        if behind is not None:
            behind.bring_back()
        if window is not None:
            window.open()
            window.deleteLater()
        self._restart()
        self.opened.emit()

    def _restart(self) -> None:
        self._waited = 0
        if self._minutes:
            self._idle.start(self._minutes * _MINUTE_MS)

    def _idled(self) -> None:
        """Lock, or wait on while the room looks at a case."""
        self._waited += 1
        if self._projecting() and self._waited < ROOM_LONGER:
            self._idle.start(self._minutes * _MINUTE_MS)
            return
        self.lock()
