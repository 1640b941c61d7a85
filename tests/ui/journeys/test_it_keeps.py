"""IT secures a desk that is in use: a passphrase, a backup, and what putting it back would undo."""

from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from mdt_desk.usecases.cases import list_case
from tests.ui.finding import named, press, said, type_into
from tests.ui.keeping.test_keeping import KeptShell, files, settle, status
from tests.ui.patients import EVERYBODY, NOW, patient

PASSPHRASE = "twelve quiet letters"


def test_that_it_goes_from_the_reminder_to_a_backup_that_says_what_it_would_undo(
    kept: KeptShell, file: Path, qtbot: QtBot
) -> None:
    shell, _ = kept()
    services = shell.desk.services

    # The desk says that anybody with the files can read it, and leads to where that is mended.
    assert "The queue has no passphrase yet" in said(shell)
    press(shell, "Set a passphrase")
    settle(qtbot, shell)
    for field in ("New passphrase, 12 characters or more", "The same again"):
        type_into(named(shell, QLineEdit, field), PASSPHRASE)
    press(shell, "Set the passphrase")
    settle(qtbot, shell)
    assert services.keys is not None
    assert services.keys.protection().passphrase

    # A case comes in; a backup is asked for, and the line below says when it was made.
    list_case(services.queue, services.new_id, patient(EVERYBODY[1]), NOW)
    press(shell, "Back up now")
    settle(qtbot, shell)
    assert len(files(file)) == 2
    assert status(shell).startswith("Backup ")

    # The older one says what putting it back would undo, before anything is put back.
    backups = named(shell, QListWidget, "Backups")
    assert backups.count() == 2
    backups.setCurrentRow(1)
    settle(qtbot, shell)
    assert "1 case was added or changed since the backup; that would be lost." in said(shell)
    assert len(services.queue.rows()) == 2
