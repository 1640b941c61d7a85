"""Where the queue is, when the settings cannot be read: no other queue is opened in its stead."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from mdt_desk.bootstrap.desk import open_desk
from mdt_desk.bootstrap.place import queue_place
from mdt_desk.cli import main
from mdt_desk.commands import window
from mdt_desk.i18n import load_texts
from mdt_desk.store.engine import default_path
from mdt_desk.ui.server_entrance import ServerEntrance
from mdt_desk.usecases.errors import KnownError

Spoil = Callable[[Path], object]

SPOILT: dict[str, Spoil] = {
    "no text": lambda file: file.write_bytes(b'{"database": "\xff"}'),
    "half a file": lambda file: file.write_text('{"database": "postgresql+psycopg://'),
    "a list": lambda file: file.write_text("[]"),
    "a folder": lambda file: file.mkdir(),
}


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("MDT_DESK_SITE_SETTINGS", str(tmp_path / "site.toml"))
    file = tmp_path / "XDG_CONFIG_HOME" / "MDT Desk" / "settings.json"
    file.parent.mkdir(parents=True)
    return file


def refused() -> KnownError:
    with pytest.raises(KnownError) as caught:
        queue_place(None)
    return caught.value


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_that_settings_that_cannot_be_read_open_no_other_queue(own: Path, spoil: Spoil) -> None:
    spoil(own)
    error = refused()
    assert (error.key, error.params["file"]) == ("settings.no_queue", str(own))
    with pytest.raises(KnownError), open_desk(None):
        pass
    assert not default_path().exists()


def test_that_settings_of_the_hospital_that_cannot_be_read_open_no_other_queue(own: Path) -> None:
    site = own.parents[2] / "site.toml"
    site.write_text("database = ")
    assert refused().params["file"] == str(site)


def test_that_settings_that_are_not_there_name_the_usual_place(own: Path) -> None:
    assert not own.exists()
    assert queue_place(None) == default_path()


def test_that_what_the_hospital_says_of_the_place_needs_nothing_of_the_user(
    own: Path, tmp_path: Path
) -> None:
    (own.parents[2] / "site.toml").write_text(f'database = "{tmp_path / "ours.db"}"')
    own.write_text("half")
    assert queue_place(None) == tmp_path / "ours.db"


def test_that_a_queue_that_is_named_is_opened_whatever_the_settings_are(own: Path, tmp_path: Path) -> None:
    own.write_text("half")
    assert queue_place(tmp_path / "named.db") == tmp_path / "named.db"


@pytest.mark.parametrize(
    "words",
    [
        ["backup"],
        ["restore", "some.backup"],
        ["verify"],
        ["export", "--format", "json", "--out", "cases.json"],
        ["agenda", "--meeting", "2026-11-25", "--out", "agenda.pdf"],
        ["audit", "--number", "7", "--out", "audit.pdf"],
    ],
    ids=lambda words: str(words[0]),
)
def test_that_every_command_says_in_one_line_which_file_it_is(
    own: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    own.write_text("half")
    assert main(words) == 2
    said = capsys.readouterr()
    (line,) = said.err.splitlines()
    assert str(own) in line
    assert "no queue is opened" in line
    assert not default_path().exists()


def test_that_the_window_says_it_and_opens_the_queue_once_the_file_is_right(
    own: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.write_text("half")
    opened, seen, clock = list[Path](), list[str](), QTimer()

    def show(place: Path) -> int:
        opened.append(place)
        return 0

    monkeypatch.setattr(window, "_show_file", show)

    def tick() -> None:
        for front in qapp.topLevelWidgets():
            if isinstance(front, ServerEntrance) and front.isVisible():
                seen.extend(each.text() for each in front.findChildren(QLabel))
                own.write_text("{}")
                again = load_texts("nl").get("entrance.do.try_again")
                next(each for each in front.findChildren(QPushButton) if each.text() == again).click()

    clock.timeout.connect(tick)
    clock.start(20)
    assert window.show_window(None) == 0
    assert any(str(own) in each for each in seen)
    assert opened == [default_path()]


def test_that_a_window_closed_on_it_ends_as_every_refusal(own: Path, qapp: QApplication) -> None:
    own.write_text("half")
    clock = QTimer()
    clock.timeout.connect(
        lambda: [each.close() for each in qapp.topLevelWidgets() if isinstance(each, ServerEntrance)]
    )
    clock.start(20)
    with pytest.raises(KnownError, match=r"settings\.no_queue"):
        window.show_window(None)
    assert not default_path().exists()
