"""Before the queue is open: set it up, unlock it, or read why it does not open; nothing there deletes anything."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from mdt_desk.i18n import load_texts
from mdt_desk.store.backups import BackupFolder
from mdt_desk.store.database import open_database
from mdt_desk.store.door import QueueDoor
from mdt_desk.store.key_file import KeyFile
from mdt_desk.store.queue import Queue, open_queue
from mdt_desk.store.wrapping import Strength
from mdt_desk.ui.choosing import in_next_language
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.unlock.window import Entrance
from mdt_desk.ui.theme import LIGHT
from mdt_desk.usecases.backups import Reason
from mdt_desk.usecases.entering import Trouble, trouble_of
from mdt_desk.usecases.errors import KnownError, SiteError
from mdt_desk.usecases.keys import QueueKey
from mdt_desk.usecases.preferences import Preferences
from tests.queues import NoKeyStore
from tests.store.test_backups import case, damage
from tests.ui.finding import named, nameless, press, said, strike

ZONE = ZoneInfo("Europe/Amsterdam")
PASSPHRASE = "negen blauwe zeilboten"
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

Enter = Callable[..., Entrance]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "desk" / "queue.db"


@pytest.fixture
def door(file: Path) -> QueueDoor:
    return QueueDoor(file, KeyFile(file, NoKeyStore(), os.urandom, Strength(n=16)), os.urandom, lambda: NOW)


@pytest.fixture
def enter(qtbot: QtBot, look: Look, door: QueueDoor) -> Iterator[Enter]:
    """Stand before the queue, in English."""
    english = Look(texts=load_texts("en"), tokens=LIGHT)
    made: list[Entrance] = []

    def before(trouble: KnownError | None = None, key: QueueKey | None = None) -> Entrance:
        entrance = Entrance(english, door, ZONE, trouble=trouble, key=key)
        qtbot.addWidget(entrance)
        entrance.show()
        made.append(entrance)
        return entrance

    assert look is not None
    yield before
    for each in made:
        each.close()


def settle(qtbot: QtBot, entrance: Entrance) -> None:
    qtbot.waitUntil(lambda: not entrance.work.busy)


def field(entrance: Entrance, name: str) -> QLineEdit:
    return named(entrance, QLineEdit, name)


def test_that_enter_begins_the_rehearsal_that_is_offered_first(enter: Enter, qtbot: QtBot) -> None:
    entrance = enter()
    strike(entrance, "Return")
    qtbot.waitUntil(lambda: not entrance.isVisible())
    assert entrance.rehearsal_asked
    assert entrance.key is None


def test_that_a_new_user_is_asked_to_write_a_passphrase_down_and_type_it_again(
    qtbot: QtBot, enter: Enter, door: QueueDoor
) -> None:
    entrance = enter()
    press(entrance, "Set up the queue")
    suggested = field(entrance, "Passphrase")
    assert suggested.echoMode() is QLineEdit.EchoMode.Normal
    chosen = suggested.text()
    assert len(chosen) == 29
    press(entrance, "I have written it down")
    again = field(entrance, "The passphrase you wrote down")
    assert again.text() == ""
    assert again.echoMode() is QLineEdit.EchoMode.Password
    again.setText(chosen[:-1])
    press(entrance, "Set up the queue")
    assert "This is not what was written down" in said(entrance)
    assert door.keeper.protection() is None
    again.setText(chosen)
    press(entrance, "Set up the queue")
    settle(qtbot, entrance)
    assert entrance.key is not None
    assert entrance.key == door.keeper.with_passphrase(chosen)
    assert not entrance.isVisible()


def test_that_a_short_passphrase_is_refused_and_stays_in_the_field(enter: Enter) -> None:
    entrance = enter()
    press(entrance, "Set up the queue")
    field(entrance, "Passphrase").setText("kort")
    press(entrance, "I have written it down")
    assert field(entrance, "Passphrase").text() == "kort"
    assert "at least 12 characters" in said(entrance)
    before = field(entrance, "Passphrase").text()
    press(entrance, "Suggest another")
    assert field(entrance, "Passphrase").text() != before
    press(entrance, "Back")
    assert "Welcome to MDT Desk" in said(entrance)


def test_that_whoever_reads_the_other_language_finds_it_on_the_first_screen(enter: Enter) -> None:
    entrance = enter()
    press(entrance, load_texts("en").get("start.language"))
    assert entrance.language_asked
    assert (entrance.key, entrance.rehearsal_asked, entrance.server) == (None, False, "")
    assert not entrance.isVisible()
    assert in_next_language(Preferences(language="nl")).language == "en"
    assert in_next_language(Preferences(language="en")).language == "nl"


def test_that_a_rehearsal_needs_no_passphrase(enter: Enter, door: QueueDoor) -> None:
    entrance = enter()
    press(entrance, "Rehearse with synthetic patients")
    assert entrance.rehearsal_asked
    assert entrance.key is None
    assert door.keeper.protection() is None


def test_that_a_wrong_passphrase_can_be_typed_again(qtbot: QtBot, enter: Enter, door: QueueDoor) -> None:
    key = door.keeper.make(PASSPHRASE)
    entrance = enter()
    for typed, found in (("something else", None), (PASSPHRASE, key)):
        field(entrance, "Passphrase").setText(typed)
        press(entrance, "Open")
        settle(qtbot, entrance)
        assert entrance.key == found
    entrance = enter()
    field(entrance, "Passphrase").setText("wrong once more")
    press(entrance, "Open")
    settle(qtbot, entrance)
    assert "This is not the passphrase of this queue." in said(entrance)
    assert (
        field(entrance, "Passphrase").accessibleDescription() == "This is not the passphrase of this queue."
    )
    show = named(entrance, QAbstractButton, "Show")
    show.click()
    assert field(entrance, "Passphrase").echoMode() is QLineEdit.EchoMode.Normal


def test_that_a_queue_of_an_earlier_version_is_offered_encryption(enter: Enter, file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"SQLite format 3\x00" + b"\x00" * 4080)
    assert "Encrypt the queue" in {each.text() for each in enter().findChildren(QAbstractButton)}


@pytest.fixture
def kept(file: Path, door: QueueDoor) -> QueueKey:
    """A queue with a case and a backup, and a second case since."""
    key = door.keeper.make(PASSPHRASE)
    database = open_database(file, key)
    with Queue(database) as queue:
        queue.add(case(1))
        BackupFolder(database, key, ZONE).make(Reason.ASKED, NOW)
        queue.add(case(2))
    return key


def test_that_a_damaged_queue_offers_its_backups_and_says_what_they_cost(
    qtbot: QtBot, enter: Enter, file: Path, kept: QueueKey
) -> None:
    damage(file)
    broken = file.read_bytes()
    entrance = enter(SiteError("store.damaged", file=str(file)), kept)
    assert "The queue is damaged" in said(entrance)
    restore = named(entrance, QAbstractButton, "Put this backup back")
    assert not restore.isEnabled()
    named(entrance, QListWidget, "Backups, newest first").setCurrentRow(0)
    settle(qtbot, entrance)
    assert "cannot be read" in said(entrance)
    restore.click()
    settle(qtbot, entrance)
    assert entrance.key == kept
    with open_queue(file, kept) as queue:
        assert [each.id.int for each in queue.rows()] == [1]
    assert broken in [each.read_bytes() for each in (file.parent / "backups").iterdir()]


def test_that_a_damaged_backup_is_said_and_not_offered(
    qtbot: QtBot, enter: Enter, file: Path, kept: QueueKey
) -> None:
    damage(next((file.parent / "backups").glob("*.db")))
    entrance = enter(SiteError("store.damaged", file=str(file)), kept)
    named(entrance, QListWidget, "Backups, newest first").setCurrentRow(0)
    settle(qtbot, entrance)
    assert "is damaged" in said(entrance)
    assert not named(entrance, QAbstractButton, "Put this backup back").isEnabled()


def test_that_missing_keys_come_back_from_beside_the_backup(
    qtbot: QtBot, enter: Enter, file: Path, kept: QueueKey
) -> None:
    keys = file.with_suffix(".keys")
    keys.unlink()
    entrance = enter()
    assert "The key of the queue is missing or does not fit" in said(entrance)
    press(entrance, "Put the keys back")
    settle(qtbot, entrance)
    field(entrance, "Passphrase").setText(PASSPHRASE)
    press(entrance, "Open")
    settle(qtbot, entrance)
    assert entrance.key == kept


def test_that_keys_that_do_not_fit_are_kept_aside(
    qtbot: QtBot, enter: Enter, file: Path, kept: QueueKey
) -> None:
    keys = file.with_suffix(".keys")
    keys.write_text("{}", encoding="utf-8")
    entrance = enter()
    press(entrance, "Put the keys back")
    settle(qtbot, entrance)
    assert "Open the queue" in said(entrance)
    assert "{}" in [each.read_text() for each in file.parent.glob("queue.keys.*")]
    assert kept is not None


TROUBLES = [
    ("store.damaged", Trouble.DAMAGED),
    ("keys.missing", Trouble.KEY),
    ("store.other_key", Trouble.KEY),
    ("store.newer", Trouble.NEWER),
    ("store.in_use", Trouble.BUSY),
    ("store.read_only", Trouble.BUSY),
    ("store.network", Trouble.BUSY),
    ("store.full", Trouble.BUSY),
]


@pytest.mark.parametrize(("key", "trouble"), TROUBLES)
def test_that_every_failure_has_its_screen_and_none_offers_deletion(
    enter: Enter, key: str, trouble: Trouble, look: Look
) -> None:
    assert trouble_of(key) is trouble
    params = {"file": "queue.db", "keys": "queue.keys", "found": "9", "known": "2", "code": "x"}
    entrance = enter(SiteError(key, **params))
    texts = load_texts("en")
    assert texts.get(f"entrance.trouble.{trouble}.title") in said(entrance)
    assert texts.get(key, **params) in said(entrance)
    assert "demonstration: not for clinical use" in said(entrance)
    words = {each.text().casefold() for each in entrance.findChildren(QAbstractButton)}
    assert not [each for each in words if "delete" in each or "new queue" in each or "remove" in each]
    assert nameless(entrance) == []
    assert look is not None


@pytest.mark.parametrize(
    ("key", "who"),
    [("store.network", "server"), ("store.full", "make room"), ("store.engine", "sentence above")],
)
def test_that_what_no_other_window_causes_is_not_blamed_on_one(enter: Enter, key: str, who: str) -> None:
    entrance = enter(SiteError(key, file="queue.db", found="9", oldest="9"))
    assert who in said(entrance)
    assert "other window" not in said(entrance)


def test_that_trying_again_looks_again(qtbot: QtBot, enter: Enter, file: Path, kept: QueueKey) -> None:
    keys = file.with_suffix(".keys")
    aside = keys.rename(keys.with_suffix(".aside"))
    entrance = enter()
    aside.rename(keys)
    press(entrance, "Try again")
    settle(qtbot, entrance)
    assert "Open the queue" in said(entrance)
    busy = enter(SiteError("store.in_use", file=str(file)), kept)
    press(busy, "Try again")
    assert busy.key == kept


def test_that_a_server_is_named_at_the_first_start_and_a_wrong_address_is_said(
    enter: Enter, qtbot: QtBot, file: Path
) -> None:
    entrance = enter()
    press(entrance, "Work on a queue on a server…")
    field(entrance, "Address").setText("postgresql://mdt:secret@db.voorbeeld/mdt")
    press(entrance, "Connect")
    assert "An address holds no password" in said(entrance)
    field(entrance, "Address").setText(str(file))
    press(entrance, "Connect")
    assert "This is no address of a queue" in said(entrance)
    press(entrance, "Back")
    press(entrance, "Work on a queue on a server…")
    field(entrance, "Address").setText(" postgresql+psycopg://db.voorbeeld/mdt ")
    press(entrance, "Connect")
    qtbot.waitUntil(lambda: not entrance.isVisible())
    assert entrance.server == "postgresql+psycopg://db.voorbeeld/mdt"
    assert entrance.key is None
    assert not file.exists()
