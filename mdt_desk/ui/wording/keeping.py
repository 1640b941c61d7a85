"""Say how keeping goes."""

from mdt_desk.ui.keeping import BackupStatus
from mdt_desk.ui.moments import short_moment
from mdt_desk.ui.theme import Tone
from mdt_desk.usecases.ports import Words


def backup_words(status: BackupStatus, texts: Words) -> tuple[str, Tone | None]:
    """Return the words of the status line, and the tone that sets them apart when a backup failed."""
    if status.failed is not None:
        return texts.get("backups.status.failed"), Tone.URGENT
    if status.busy:
        return texts.get("backups.status.busy"), None
    if status.newest is None:
        return texts.get("backups.status.none"), None
    return texts.get("backups.status.made", moment=short_moment(status.newest.made_at, texts)), None
