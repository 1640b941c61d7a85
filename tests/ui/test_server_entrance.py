"""Before the queue of a server: a password, or a sentence with what can be done about it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from mdt_desk.i18n import Texts
from mdt_desk.ui.look import Look
from mdt_desk.ui.server_entrance import ServerEntrance
from mdt_desk.ui.theme import THEMES
from mdt_desk.usecases.errors import KnownError, ServerAway, SiteError, UserError
from mdt_desk.usecases.preferences import Theme

SERVER = "desk@db.voorbeeld/mdt"


def entrance(qtbot: QtBot, texts: Texts, error: KnownError) -> ServerEntrance:
    made = ServerEntrance(Look(texts=texts, tokens=THEMES[Theme.LIGHT]), error)
    qtbot.addWidget(made)
    made.show()
    return made


def said(shown: ServerEntrance) -> str:
    return "\n".join(each.text() for each in shown.findChildren(QLabel) if each.isVisible())


def press(shown: ServerEntrance, text: str) -> None:
    wanted = next(each for each in shown.findChildren(QPushButton) if each.text() == text)
    QTest.mouseClick(wanted, Qt.MouseButton.LeftButton)


def test_that_a_password_is_typed_unseen_and_tried(qtbot: QtBot, texts: Texts) -> None:
    shown = entrance(qtbot, texts, UserError("server.password_needed", server=SERVER))
    field = shown.findChild(QLineEdit)
    assert field is not None
    assert field.echoMode() is QLineEdit.EchoMode.Password
    QTest.keyClicks(field, "geheim")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (shown.again, shown.password, shown.isVisible()) == (True, "geheim", False)


def test_that_a_wrong_password_is_said_and_asked_again(qtbot: QtBot, texts: Texts) -> None:
    error = UserError("server.wrong_password", server=SERVER)
    shown = entrance(qtbot, texts, error)
    assert texts.get(error.key, **error.params) in said(shown)
    field = shown.findChild(QLineEdit)
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert shown.isVisible()


def test_that_enter_tries_again_and_never_leaves(qtbot: QtBot, texts: Texts) -> None:
    shown = entrance(qtbot, texts, ServerAway("server.away", server=SERVER))
    shown.activateWindow()
    qtbot.waitUntil(lambda: shown.focusWidget() is not None)
    QTest.keyClick(shown.focusWidget(), Qt.Key.Key_Return)
    assert (shown.again, shown.isVisible()) == (True, False)


def test_that_a_long_refusal_takes_its_lines_and_presses_nothing_together(qtbot: QtBot, texts: Texts) -> None:
    server = "desk@" + "voorbeeld." * 8 + "db/mdt"
    shown = entrance(qtbot, texts, UserError("server.wrong_password", server=server))
    refusal = shown.findChild(QLabel, "passphrase-said")
    assert refusal is not None
    assert refusal.height() >= refusal.heightForWidth(refusal.width()) > 2 * refusal.fontMetrics().height()
    (label,) = (
        each for each in shown.findChildren(QLabel) if each.text() == texts.get("server_entrance.label")
    )
    above = [
        each.mapTo(shown, each.rect().bottomLeft()).y()
        for each in shown.findChildren(QLabel)
        if server in each.text() and each is not refusal
    ]
    assert label.mapTo(shown, label.rect().topLeft()).y() - max(above) > 8


@pytest.mark.parametrize(
    "error",
    [ServerAway("server.away", server=SERVER), SiteError("server.tls", server=SERVER)],
    ids=lambda each: each.key,
)
@pytest.mark.parametrize(
    ("do", "ended"), [("try_again", (True, False)), ("rehearse", (False, True)), ("close", (False, False))]
)
def test_that_what_keeps_us_out_is_one_sentence_with_three_ways_on(
    qtbot: QtBot, texts: Texts, error: KnownError, do: str, ended: tuple[bool, bool]
) -> None:
    shown = entrance(qtbot, texts, error)
    assert texts.get(error.key, **error.params) in said(shown)
    press(shown, texts.get(f"entrance.do.{do}"))
    assert (shown.again, shown.rehearsal_asked) == ended
    assert shown.password is None
