"""Show the window on a queue that is kept: with backups, and with an ear for a second start."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer

from mdt_desk.ui.app import REHEARSE, application, caught_mistakes, heard_messages, open_shell
from mdt_desk.ui.keeping import Keeping
from mdt_desk.ui.shell import Shell
from mdt_desk.ui.single import First, come_forward
from mdt_desk.usecases.backups import Backup
from mdt_desk.usecases.ports import DeskServices


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How the window went: its exit status or REHEARSE, and the backup that is to be put back."""

    status: int
    restore: Backup | None = None


def run_kept_desk(services: DeskServices, queue: Path, memory: Path | None = None) -> Ended:
    """Show the window until it is closed."""
    app = application()
    with heard_messages():
        shell = open_shell(app, services, memory)
        first = First(queue, shell)
        first.called.connect(come_forward)
        keeping = keep(shell)
        with caught_mistakes(shell.desk.fail):
            status = int(app.exec())
        first.close()
    restore = None if keeping is None else keeping.restore
    return Ended(status=REHEARSE if shell.rehearsal_asked else status, restore=restore)


def keep(shell: Shell) -> Keeping | None:
    """Back up the queue of a window from when it stands; None: it has no backups."""
    backups = shell.desk.services.backups
    if backups is None:
        return None
    keeping = Keeping(shell.desk, backups)
    keeping.told.connect(shell.know_backup)
    keeping.restoring.connect(shell.close)
    QTimer.singleShot(0, keeping.start)
    return keeping
