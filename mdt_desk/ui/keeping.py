"""Make backups while the window is open, say in the status line how that goes, and put one back when asked."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from mdt_desk.domain.meeting import MeetingState
from mdt_desk.ui.actions import Place
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.sentences import sentence
from mdt_desk.ui.theme import Tone
from mdt_desk.ui.work import Failed, Outcome
from mdt_desk.usecases.backups import EVERY_MINUTES, Backup, Backups, Reason
from mdt_desk.usecases.errors import KnownError


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupStatus:
    """The newest backup, made at local time, and why the last attempt failed, if it did."""

    newest: Backup | None = None
    failed: KnownError | None = None
    busy: bool = False


class Keeping(QObject):
    """Backs up at the start, every half hour when changed, and when a meeting was closed.

    Signals:
        told: a `BackupStatus`, each time it changes.
        restoring: a backup was chosen to be put back; `restore` holds it.

    """

    told = Signal(object)
    restoring = Signal()

    def __init__(self, desk: Desk, backups: Backups) -> None:
        """Watch one desk; `start` makes the first backup."""
        super().__init__(desk)
        self._desk = desk
        self._backups = backups
        self._closed: int | None = None
        self.status = BackupStatus()
        self.restore: Backup | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MINUTES * 60_000)
        self._timer.timeout.connect(lambda: self.make(Reason.TIMED))
        desk.changed.connect(self._look)
        desk.backup_wanted.connect(lambda: self.make(Reason.ASKED))
        desk.restore_wanted.connect(self._restore)

    def start(self) -> None:
        """Make the first backup once the window stands, and remind of a passphrase that is not set."""
        self._look()
        self._timer.start()
        self.make(Reason.START)
        keys = self._desk.services.keys
        if keys is not None:
            self._desk.read(keys.protection, lambda found: None if found.passphrase else self._remind())

    def stop(self) -> None:
        """Make no more backups: the window goes."""
        self._timer.stop()

    def make(self, reason: Reason) -> None:
        """Make a backup off the GUI thread; a failure is a banner that stays."""
        now, zone = self._desk.services.clock.now(), self._desk.zone
        self._tell(BackupStatus(newest=self.status.newest, failed=self.status.failed, busy=True))

        def verb() -> Backup | None:
            self._backups.make(reason, now)
            newest = next(iter(self._backups.kept()), None)
            return None if newest is None else replace(newest, made_at=newest.made_at.astimezone(zone))

        self._desk.paper.run(verb, self._made)

    def _made(self, outcome: Outcome[Backup | None]) -> None:
        if not isinstance(outcome, Failed):
            self._tell(BackupStatus(newest=outcome.value))
            return
        if not isinstance(outcome.error, KnownError):
            self._tell(BackupStatus(newest=self.status.newest))
            raise outcome.error
        self._tell(BackupStatus(newest=self.status.newest, failed=outcome.error))
        text = self._desk.look.text
        self._desk.say(
            text("backups.failed", why=sentence(outcome.error, self._desk.look.texts)),
            Tone.URGENT,
            passing=False,
            do=text("backups.again"),
            act=lambda: self.make(Reason.ASKED),
        )

    def _tell(self, status: BackupStatus) -> None:
        self.status = status
        self.told.emit(status)

    def _look(self) -> None:
        """See whether a meeting was closed since the last look."""
        queue = self._desk.services.queue
        self._desk.read(
            lambda: sum(each.state is MeetingState.CLOSED for each in queue.meetings()), self._counted
        )

    def _counted(self, closed: int) -> None:
        before, self._closed = self._closed, closed
        if before is not None and closed > before:
            self.make(Reason.MEETING_CLOSED)

    def _remind(self) -> None:
        """Ask for a passphrase; that a backup failed comes first, and is not covered by this."""
        if self.status.failed is not None:
            return
        text = self._desk.look.text
        self._desk.say(
            text("backups.no_passphrase"),
            Tone.SOON,
            passing=False,
            do=text("backups.set_passphrase"),
            act=self._want_passphrase,
        )

    def _want_passphrase(self) -> None:
        self._desk.go(Place.SETTINGS)
        self._desk.passphrase_wanted.emit()

    def _restore(self, backup: Backup) -> None:
        self.restore = backup
        self.restoring.emit()
