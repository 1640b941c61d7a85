"""Bringing the queue elsewhere from the settings, as somebody at the keyboard does it, and the window meanwhile."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from mdt_desk.i18n import Texts
from mdt_desk.ui.actions import Place
from mdt_desk.ui.look import Look
from mdt_desk.ui.moving_window import MovingWindow
from mdt_desk.ui.running import asked_moves, greet
from mdt_desk.ui.screens.settings.moving_section import MovingCard
from mdt_desk.ui.shell import Shell
from mdt_desk.ui.theme import LIGHT, apply
from mdt_desk.usecases.addresses import ServerAddress
from mdt_desk.usecases.backups import Backup
from mdt_desk.usecases.errors import SiteError, UserError
from mdt_desk.usecases.moving import Arrived, Found, Moving, Told
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.preferences import Theme
from tests.ui.conftest import OpenShell
from tests.ui.finding import named, press, said, type_into
from tests.ui.patients import NOW

ADDRESS = "postgresql+psycopg://desk@db.voorbeeld/mdt"
PASSPHRASE = "gele vogel zingt altijd"


class OneServer:
    """Another end that asks for a password."""

    def __init__(self, file: Path) -> None:
        self.asked: list[str | None] = []
        self.file = file

    def look(self, server: ServerAddress, password: str | None) -> Found:
        self.asked.append(password)
        if password is None:
            raise UserError("server.password_needed", server=str(server))
        return Found(server=str(server), version="15.4", protected=True)

    def free_file(self) -> tuple[Path, str]:
        return self.file, "elsewhere"


@pytest.fixture
def end(tmp_path: Path) -> OneServer:
    return OneServer(tmp_path / "new.db")


def settings(opened: OpenShell, services: DeskServices, end: OneServer, *, to_server: bool) -> Shell:
    shell = opened(replace(services, moving=Moving(end, services.witness, to_server=to_server)))
    shell.go(Place.SETTINGS)
    return shell


def answer(shell: Shell) -> str:
    found = shell.findChild(QLabel, "moving-said")
    assert found is not None
    return found.text()


def rested(qtbot: QtBot, shell: Shell) -> None:
    qtbot.waitUntil(lambda: not shell.desk.busy)


def test_that_a_server_is_tried_and_only_what_was_tried_can_be_moved_to(
    qtbot: QtBot, opened: OpenShell, filled_desk: DeskServices, end: OneServer
) -> None:
    shell = settings(opened, filled_desk, end, to_server=True)
    moves = asked_moves(shell)
    assert not named(shell, QPushButton, "Bring the queue there").isEnabled()
    type_into(named(shell, QLineEdit, "Address that IT gave you"), ADDRESS)
    press(shell, "Try the address")
    rested(qtbot, shell)
    assert answer(shell) == "The server desk@db.voorbeeld/mdt asks for a password."
    assert not named(shell, QPushButton, "Bring the queue there").isEnabled()
    secret = named(shell, QLineEdit, "Password of your account there (only if the server asks for one)")
    assert secret.echoMode() is QLineEdit.EchoMode.Password
    type_into(secret, "geheim")
    press(shell, "Try the address")
    rested(qtbot, shell)
    assert "PostgreSQL 15.4" in answer(shell)
    assert named(shell, QPushButton, "Bring the queue there").isEnabled()
    type_into(secret, "2")
    assert not named(shell, QPushButton, "Bring the queue there").isEnabled()
    press(shell, "Try the address")
    rested(qtbot, shell)
    press(shell, "Bring the queue there")
    qtbot.waitUntil(lambda: not shell.isVisible())
    (move,) = moves
    assert (str(move.target), move.said, move.secret) == ("desk@db.voorbeeld/mdt", ADDRESS, "geheim2")
    assert "geheim" not in repr(move)


def test_that_an_answer_that_comes_in_another_theme_is_asked_for_again(
    qtbot: QtBot, opened: OpenShell, filled_desk: DeskServices, end: OneServer, dressed: QApplication
) -> None:
    shell, go_on = settings(opened, filled_desk, end, to_server=True), Event()
    shell.desk.do(lambda: go_on.wait(20), lambda _: None, on=shell.desk.paper)
    type_into(named(shell, QLineEdit, "Address that IT gave you"), ADDRESS)
    press(shell, "Try the address")
    shell.desk.preferred.emit(replace(shell.desk.preferences, theme=Theme.DARK))
    go_on.set()
    rested(qtbot, shell)
    assert end.asked == [None]
    assert answer(shell) == "The address has to be tried first; nothing is moved by that."
    apply(dressed, LIGHT)


def test_that_the_way_back_asks_for_a_passphrase_twice(
    qtbot: QtBot, opened: OpenShell, filled_desk: DeskServices, end: OneServer
) -> None:
    shell = settings(opened, filled_desk, end, to_server=False)
    moves = asked_moves(shell)
    card = shell.findChild(MovingCard)
    assert card is not None
    first, second = card.findChildren(QLineEdit)
    for typed, why in (("kort", "at least 12"), (PASSPHRASE, "not the same")):
        first.clear()
        second.clear()
        type_into(first, typed)
        type_into(second, typed if typed == "kort" else "iets anders dan dat")
        press(shell, "Bring the queue back")
        rested(qtbot, shell)
        assert why in answer(shell)
    second.clear()
    type_into(second, PASSPHRASE)
    press(shell, "Bring the queue back")
    qtbot.waitUntil(lambda: not shell.isVisible())
    (move,) = moves
    assert (move.target, move.secret) == (end.file, PASSPHRASE)


def test_that_nothing_is_offered_where_the_queue_cannot_go(
    opened: OpenShell, filled_desk: DeskServices
) -> None:
    shell = opened(filled_desk)
    shell.go(Place.SETTINGS)
    assert shell.findChild(MovingCard) is None


def test_that_who_opens_the_old_queue_or_a_backup_put_back_is_told(
    qtbot: QtBot, opened: OpenShell, filled_desk: DeskServices, tmp_path: Path
) -> None:
    left = Moving(OneServer(tmp_path), None, to_server=True, left_for="desk@db.voorbeeld/mdt")
    shell = opened(replace(filled_desk, moving=left))
    greet(shell.desk, None)
    qtbot.waitUntil(lambda: "desk@db.voorbeeld/mdt" in said(shell))
    other = opened(filled_desk)
    greet(other.desk, Backup(file=tmp_path / "b.db", made_at=NOW, size=1))
    qtbot.waitUntil(lambda: "has been put back" in said(other))


def window(qtbot: QtBot, look: Look, job: Callable[[Told], Arrived]) -> MovingWindow:
    made = MovingWindow(look, job, to_server=True)
    qtbot.addWidget(made)
    made.show()
    return made


def button(shown: MovingWindow) -> QPushButton:
    (found,) = shown.findChildren(QPushButton)
    return found


def test_that_a_move_shows_how_far_it_is_and_stays_until_it_ended(
    qtbot: QtBot, look: Look, texts: Texts
) -> None:
    go_on = Event()

    def job(told: Told) -> Arrived:
        told(50, 100)
        go_on.wait(20)
        return Arrived(source="/data/queue.db", target="desk@db.voorbeeld/mdt", cases=3, rows=40)

    shown = window(qtbot, look, job)
    bar = shown.findChild(QProgressBar)
    assert bar is not None
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() // 2)
    shown.close()
    assert shown.isVisible()
    assert not button(shown).isEnabled()
    go_on.set()
    qtbot.waitUntil(button(shown).isEnabled)
    assert texts.get("moving.done.title") in said(shown)
    for each in ("3", "40", "/data/queue.db", "desk@db.voorbeeld/mdt"):
        assert each in said(shown).replace("\u2060", "")
    qtbot.waitUntil(lambda: shown.close() and not shown.isVisible())
    assert shown.arrived is not None


def test_that_a_move_that_fails_says_why_and_that_nothing_was_lost(
    qtbot: QtBot, look: Look, texts: Texts
) -> None:
    def job(_told: Told) -> Arrived:
        raise SiteError("server.full", server="desk@db.voorbeeld/mdt")

    shown = window(qtbot, look, job)
    qtbot.waitUntil(button(shown).isEnabled)
    assert texts.get("moving.failed.text") in said(shown)
    assert texts.get("server.full", server="desk@db.voorbeeld/mdt") in said(shown)
    qtbot.waitUntil(lambda: shown.close() and not shown.isVisible())
    assert shown.arrived is None
