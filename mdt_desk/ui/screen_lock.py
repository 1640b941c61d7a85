"""Hear when the system locks its screen or goes to sleep: the desk is locked with it.

On Linux over D-Bus. Windows and macOS tell it otherwise and are not listened to yet: there the desk locks after its
own minutes only.
"""

from typing import Final, Protocol

from PySide6.QtCore import SLOT, QObject, Signal, SignalInstance, Slot
from PySide6.QtDBus import QDBusConnection

_SAVERS: Final = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.mate.ScreenSaver")
"""Who says `ActiveChanged(true)` on the session's bus when the screen is locked."""

_LOGIN: Final = "org.freedesktop.login1"


class ScreenLock(Protocol):
    """Signals ``locked`` each time the system locks its screen or is about to sleep."""

    @property
    def locked(self) -> SignalInstance: ...


class SystemScreenLock(QObject):
    """Implements `ScreenLock` on two buses; where there is none, or nobody speaks, nothing is heard."""

    locked = Signal()

    def __init__(
        self,
        session: QDBusConnection,
        system: QDBusConnection,
        session_id: str,
        parent: QObject | None = None,
    ) -> None:
        """Listen; ``session_id`` is what the system calls this session of this user, empty where it does not say."""
        super().__init__(parent)
        on, once = SLOT("_turned(bool)"), SLOT("_asked()")
        if session.isConnected():
            for name in _SAVERS:
                _connect(session, "", name, "ActiveChanged", self, on)
        if system.isConnected():
            _connect(system, "", f"{_LOGIN}.Manager", "PrepareForSleep", self, on)
            if session_id:
                path = f"/org/freedesktop/login1/session/{escaped(session_id)}"
                _connect(system, path, f"{_LOGIN}.Session", "Lock", self, once)

    @Slot(bool)
    def _turned(self, on: bool) -> None:
        if on:
            self.locked.emit()

    @Slot()
    def _asked(self) -> None:
        self.locked.emit()


def _connect(bus: QDBusConnection, path: str, speaker: str, says: str, receiver: QObject, slot: str) -> None:
    bus.connect("", path, speaker, says, receiver, slot)  # type: ignore[call-overload]  # takes what SLOT returns


def escaped(session_id: str) -> str:
    """Return the identity of a session as a path of the bus spells it: letters and digits, no digit in front."""
    return "".join(
        each
        if each.isascii() and each.isalnum() and not (at == 0 and each.isdigit())
        else f"_{ord(each):02x}"
        for at, each in enumerate(session_id)
    )


def system_screen_lock(session_id: str, parent: QObject) -> SystemScreenLock:
    """Return what this system says of its screen."""
    return SystemScreenLock(QDBusConnection.sessionBus(), QDBusConnection.systemBus(), session_id, parent)
