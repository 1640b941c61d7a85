"""Show the window on a queue that is kept: with backups, and with an ear for a second start."""

import gc
import os
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from mdt_desk.ui.app import REHEARSE, application, caught_mistakes, heard_messages, open_shell
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.keeping import Keeping
from mdt_desk.ui.locking import ROOM_WINDOW, Locking
from mdt_desk.ui.moments import long_moment
from mdt_desk.ui.seating import stand_up
from mdt_desk.ui.shell import Shell
from mdt_desk.ui.theme import Tone
from mdt_desk.usecases.backups import Backup
from mdt_desk.usecases.moving import Move
from mdt_desk.usecases.ports import DeskServices

if TYPE_CHECKING:
    from mdt_desk.ui.screen_lock import ScreenLock

_FIRST_AFTER_MS: Final = 3_000
"""The first screen is read and painted before the file is read for its backup."""

_STANDS_AFTER_MS: Final = 5_000
"""By then the window and its screens are made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How the window went: its exit status or REHEARSE, the backup to be put back, or where the queue goes."""

    status: int
    restore: Backup | None = None
    move: Move | None = None


def run_kept_desk(
    services: DeskServices, queue: Path | None, memory: Path | None = None, *, restored: Backup | None = None
) -> Ended:
    """Show the window until it is closed; a queue in no file may have as many windows as one likes.

    ``restored``: the backup that was just put in the place of the queue.
    """
    app = application()
    with heard_messages():
        shell = open_shell(app, services, memory)
        if queue is not None:
            QTimer.singleShot(0, partial(listen, shell, queue))
        keeping = keep(shell)
        locking = lock(shell)
        if locking is not None:
            QTimer.singleShot(0, partial(listen_to_screen, locking))
        # What stands by now lives as long as the program: full collections need not walk through it again.
        QTimer.singleShot(_STANDS_AFTER_MS, gc.freeze)
        moves = asked_moves(shell)
        greet(shell.desk, restored)
        with caught_mistakes(shell.desk.fail):
            status = int(app.exec())
    restore = None if keeping is None else keeping.restore
    move = moves[-1] if moves else None
    return Ended(status=REHEARSE if shell.rehearsal_asked else status, restore=restore, move=move)


def greet(desk: Desk, restored: Backup | None) -> None:
    """Say that this queue is a backup that was put back, or one that has moved away: both change what is true."""
    text, moving = desk.look.text, desk.services.moving
    if moving is not None and moving.left_for:
        said, tone = text("moving.left_for", place=moving.left_for), Tone.URGENT
    elif restored is not None:
        moment = long_moment(restored.made_at.astimezone(desk.zone), desk.look.texts)
        said, tone = text("backups.restored", moment=moment), Tone.INFO
    else:
        return
    # After what the start itself has to say, which it would be covered by.
    desk.read(lambda: None, lambda _: desk.say(said, tone, passing=False))


def asked_moves(shell: Shell) -> list[Move]:
    """Close the window once the queue is to go elsewhere; what was asked for is in the list then."""
    asked = list[Move]()
    shell.desk.move_wanted.connect(asked.append)
    shell.desk.move_wanted.connect(lambda _: shell.let_go())
    return asked


def lock(shell: Shell) -> Locking | None:
    """Lock the window when nobody sits at it; None: there is no key to open it with again."""
    desk = shell.desk
    if desk.services.keys is None:
        return None
    locking = Locking(
        lambda: desk.look, desk.services.keys, desk.preferences.lock_after_minutes, _projecting, shell
    )
    desk.preferred.connect(lambda: locking.set_minutes(desk.preferences.lock_after_minutes))
    locking.left.connect(shell.let_go)
    locking.locked.connect(lambda: desk.locked.emit(True))
    locking.opened.connect(lambda: desk.locked.emit(False))
    locking.opened.connect(lambda: stand_up(desk, shell.standing))
    shell.closing.connect(locking.stop)
    return locking


def lock_with(locking: Locking, screen: "ScreenLock") -> None:
    """Lock the desk whenever the system locks its screen, also while the room looks on."""
    screen.locked.connect(locking.lock)


def listen_to_screen(locking: Locking) -> None:
    """Lock the desk with the screen of this system, where the system can tell; loaded after the first paint."""
    if sys.platform.startswith("linux"):
        from mdt_desk.ui.screen_lock import system_screen_lock

        lock_with(locking, system_screen_lock(os.environ.get("XDG_SESSION_ID", ""), locking))


def _projecting() -> bool:
    """Tell whether the room's screen is open."""
    return any(
        each.isVisible() and each.objectName() == ROOM_WINDOW for each in QApplication.topLevelWidgets()
    )


def listen(shell: Shell, queue: Path) -> None:
    """Come forward when the program is started again on this queue; what that takes is loaded after the first paint."""
    from mdt_desk.ui.single import First, come_forward

    first = First(queue, shell)
    first.called.connect(come_forward)
    shell.closing.connect(first.close)


def keep(shell: Shell) -> Keeping | None:
    """Back up the queue of a window soon after it stands; None: it has no backups."""
    backups = shell.desk.services.backups
    if backups is None:
        return None
    keeping = Keeping(shell.desk, backups)
    keeping.told.connect(shell.know_backup)
    keeping.restoring.connect(shell.let_go)
    first = QTimer(keeping)
    first.setSingleShot(True)
    first.timeout.connect(keeping.start)
    first.start(_FIRST_AFTER_MS)
    shell.closing.connect(first.stop)
    shell.closing.connect(keeping.stop)
    return keeping
