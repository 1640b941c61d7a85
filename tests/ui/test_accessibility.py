"""Every control of every screen says a name, and no screen says a word that is not in the tables of texts."""

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mdt_desk.ui.actions import Place
from mdt_desk.ui.theme import THEMES
from mdt_desk.usecases.ports import DeskServices
from tests.ui.conftest import OpenShell
from tests.ui.finding import nameless

UI = Path(__file__).parents[2] / "mdt_desk" / "ui"

# What may stand in code: keys, names of objects and signals, dates, signs.
HARMLESS = re.compile(
    r"[^A-Za-z]*"  # signs and digits
    r"|[*a-z._/-][\w./:{}-]*"  # keys, names, endings of files
    r"|[A-Z][A-Z_]*|[A-Z]\d+"  # names of types; vertebrae
    r"|%[\w%:.-]+|\d+d"  # formats of dates and numbers
    r"|#[0-9A-F]{6}|&\w+;|</?qt>"  # colours; what keeps Qt from reading markup
    r"|(Ctrl\+|Shift\+|Alt\+)*(\w|F\d+|[-,+=]|Up|Down|PgUp|PgDown|Return)?",  # keys of the keyboard
    re.ASCII,
)

# Calls whose words are for people who read the log or the code, never the screen.
NOT_SHOWN = {"TypeVar", "compile", "fullmatch", "getLogger", "log", "warning", "setObjectName", "setProperty"}
SHOWN_IN_CODE = {
    "mdt_desk/ui/unread.py": "the name of a module",
    "mdt_desk/ui/first_sight.py": "names of the colours of a palette",
    "mdt_desk/ui/qt_words.py": "words of Qt by which its translations are found",
    "mdt_desk/ui/screen_lock.py": "names of signals and slots, and how numbers are written",
    "mdt_desk/ui/screens/queue/sighting.py": "the empty places of sentences, taken from the tables",
    "mdt_desk/ui/screens/queue/state.py": "names that are handed on to other modules",
    "mdt_desk/ui/papers.py": "the name of a folder",
    "mdt_desk/ui/printing.py": "what CUPS is told, and the name of every job: that of the program",
    "mdt_desk/ui/self_test.py": "its findings are printed for who installs the program, never on a screen",
    "mdt_desk/ui/theme.py": "names of styles and typefaces",
    "mdt_desk/ui/wording/facts.py": "names of enums whose values need a line of explanation",
}


@pytest.mark.parametrize("place", Place)
def test_that_every_control_says_its_name(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot, place: Place
) -> None:
    shell = opened(filled_desk)
    shell.desk.open_case(filled_desk.queue.rows("yilmaz")[0].id)
    shell.go(place)
    qtbot.waitUntil(lambda: not shell.desk.busy)
    assert nameless(shell) == []


def test_that_a_control_without_a_name_is_seen(qtbot: QtBot) -> None:
    window = QWidget()
    QVBoxLayout(window).addWidget(QToolButton())
    qtbot.addWidget(window)
    assert nameless(window) == ["QToolButton in QWidget"]


def shown_words(source: str) -> list[str]:
    """Return the literal words in a module that could reach a screen."""
    tree = ast.parse(source)
    quiet: set[int] = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            quiet |= {
                id(each.value)
                for each in body
                if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant)
            }
        if isinstance(node, ast.Raise):
            quiet |= {id(each) for each in ast.walk(node)}
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in NOT_SHOWN:
                quiet |= {id(each) for part in node.args for each in ast.walk(part)}
        if isinstance(node, ast.AnnAssign | ast.FunctionDef):
            annotations = [getattr(node, "annotation", None), getattr(node, "returns", None)]
            quiet |= {id(each) for part in annotations if part is not None for each in ast.walk(part)}
        if isinstance(node, ast.arg) and node.annotation is not None:
            quiet |= {id(each) for each in ast.walk(node.annotation)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in quiet
        and not HARMLESS.fullmatch(node.value.strip())
    ]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('label("Save")', ["Save"]),
        ('label("not saved yet")', ["not saved yet"]),
        ('label(look.text("queue.title"))', []),
        ('"""Module."""\nmade.setObjectName("Save")', []),
    ],
)
def test_that_a_word_in_code_is_seen(source: str, found: list[str]) -> None:
    assert shown_words(source) == found


def test_that_no_screen_says_a_word_that_is_not_in_the_tables() -> None:
    found = {
        f"mdt_desk/ui/{path.relative_to(UI).as_posix()}": shown_words(path.read_text(encoding="utf-8"))
        for path in sorted(UI.rglob("*.py"))
    }
    assert {path: words for path, words in found.items() if words and path not in SHOWN_IN_CODE} == {}


def test_that_every_theme_can_be_worn_by_every_screen(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = opened(filled_desk)
    for theme in THEMES:
        filled_desk.settings.save(
            type(filled_desk.settings.current())(language="en", theme=theme, hospital="Ziekenhuis Voorbeeld")
        )
        shell.desk.preferred.emit(filled_desk.settings.current())
        qtbot.waitUntil(lambda: not shell.desk.work.busy)
        for place in shell.places:
            shell.go(place)
            assert not shell.grab().isNull()
