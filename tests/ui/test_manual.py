"""The manual says only what there is: pictures, keys, commands, words on the screen; and the help shows it."""

import re
import shlex
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QApplication, QListWidget
from pytestqt.qtbot import QtBot

from mdt_desk.cli import build_parser
from mdt_desk.i18n import available_languages, load_texts
from mdt_desk.ui.actions import ACTIONS, Place, shown_shortcut
from mdt_desk.ui.look import Look
from mdt_desk.ui.pictures import AFTERWARDS, IN_MANUAL
from mdt_desk.ui.qt_words import speak
from mdt_desk.ui.screens.help.manual import read_manual
from mdt_desk.ui.screens.help.manual_text import ManualText
from mdt_desk.usecases.ports import DeskServices
from tests.ui.conftest import OpenShell
from tests.ui.finding import named

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "resources" / "manual"
LANGUAGES = ("en", "nl")
LONGEST = 700
"""Words on two pages, beside the pictures."""

PICTURE = re.compile(r"!\[([^\]]+)\]\(\.\./pictures/(\w+)/([\w-]+)\.png\)")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)]+)\)")
ON_SCREEN = re.compile(r"(?<!\*)\*(?![*\s])([^*\n]+)(?<!\s)\*(?!\*)")
KEY = re.compile(r"\*\*((?:(?:Ctrl|Alt|Shift)\+)[^*]+|F\d+)\*\*")
COMMAND = re.compile(r"(?:^    |`)(mdt-desk[^`\n]*)", re.MULTILINE)
TARGET = re.compile(r"`make (\w+)`")
OWN_KEYS = {"Alt+1", "Alt+9"}
"""Keys of a screen itself; the help names them from the texts."""

SPELLED = {"Return": "Enter", "PgDown": "Page Down", "PgUp": "Page Up"}


def words(language: str) -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in sorted((MANUAL / language).glob("*.md"))}


def prose(text: str) -> str:
    return re.sub(r"^ {4,}.*$", "", text, flags=re.MULTILINE)


def test_that_every_language_has_the_same_chapters() -> None:
    assert {each.name for each in MANUAL.iterdir()} == {*LANGUAGES, "pictures"}
    assert set(LANGUAGES) <= set(available_languages())
    assert list(words("nl")) == list(words("en"))
    assert len(words("nl")) == 9


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_a_chapter_fits_two_pages(language: str) -> None:
    assert {
        name: len(text.split()) for name, text in words(language).items() if len(text.split()) > LONGEST
    } == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_every_picture_of_the_manual_is_one_that_is_taken(language: str) -> None:
    named_ = [found.groups() for text in words(language).values() for found in PICTURE.finditer(text)]
    assert sum(text.count("![") for text in words(language).values()) == len(named_)
    assert {language_ for _, language_, _ in named_} == {language}
    taken = {file.stem for file in (MANUAL / "pictures" / language).glob("*.png")}
    assert {name for _, _, name in named_} == taken == IN_MANUAL | AFTERWARDS


def test_that_the_pictures_stay_small() -> None:
    files = list((MANUAL / "pictures").rglob("*.*"))
    assert sum(file.stat().st_size for file in files) < 4_000_000
    assert [file.name for file in files if QImage(str(file)).width() > 1280] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_every_key_of_the_manual_does_something_and_is_named_as_on_the_screen(
    language: str, dressed: QApplication
) -> None:
    speak(dressed, language)
    shortcuts = {shown_shortcut(each.shortcut) for each in ACTIONS}
    speak(dressed, "en")
    for qt, shown in SPELLED.items():
        shortcuts |= {each.replace(qt, shown) for each in shortcuts}
    keys = {key for text in words(language).values() for key in KEY.findall(text)}
    assert len(keys) > 25
    assert sorted(keys - shortcuts - OWN_KEYS) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_every_command_of_the_manual_can_be_given(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    commands = {found.strip() for text in words(language).values() for found in COMMAND.findall(text)}
    assert len(commands) > 12
    refused = []
    for command in sorted(commands):
        arguments = shlex.split(command)[1:]
        asked = arguments if len(arguments) > 1 or arguments[0].startswith("-") else [*arguments, "--help"]
        try:
            build_parser().parse_args(asked)
        except SystemExit as left:
            if left.code:
                refused.append((command, capsys.readouterr().err))
    assert refused == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_every_target_of_the_manual_is_in_the_makefile(language: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = {found for text in words(language).values() for found in TARGET.findall(text)}
    assert {each for each in targets if f"\n{each}:" not in makefile} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_words_on_the_screen_are_those_on_the_screen(language: str) -> None:
    shown = set(load_texts(language).table.values())
    found = {word for text in words(language).values() for word in ON_SCREEN.findall(prose(text))}
    assert len(found) > 50
    assert sorted(found - shown) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_links_lead_to_chapters(language: str) -> None:
    links = {link for text in words(language).values() for link in LINK.findall(text)}
    assert links
    assert links <= set(words(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_files_of_the_source_named_in_the_manual_are_there(language: str) -> None:
    named_ = {
        found
        for text in words(language).values()
        for found in re.findall(r"`((?:docs|resources|mdt_desk)/[^`]+|[\w.]+\.spec)`", text)
    }
    assert named_
    assert [each for each in sorted(named_) if not (ROOT / each).exists()] == []


def test_that_whoever_speaks_another_language_reads_english() -> None:
    assert read_manual("fy") == read_manual("en")
    assert read_manual("nl") != read_manual("en")


def test_that_the_help_shows_the_manual(filled_desk: DeskServices, opened: OpenShell) -> None:
    shell = opened(filled_desk)
    shell.go(Place.HELP)
    contents = named(shell, QListWidget, "Contents")
    titles = [contents.item(row).text() for row in range(contents.count())]
    contents.setCurrentRow(titles.index("Manual: The chair"))
    text = named(shell, ManualText, "The chair")
    assert text.toPlainText().startswith("The chair\n")
    assert "Without a second screen room mode never shows names." in text.toPlainText()
    text.anchorClicked.emit(QUrl("3-coordinator.md"))
    assert contents.currentItem().text() == "Manual: The coordinator"
    assert named(shell, ManualText, "The coordinator").isVisible()


def test_that_the_manual_leads_nowhere_else(qtbot: QtBot, look: Look) -> None:
    text = ManualText(look, read_manual("en")[0])
    qtbot.addWidget(text)
    followed: list[str] = []
    text.followed.connect(followed.append)
    for link in ("https://example.org/", "file:///etc/hosts"):
        text.anchorClicked.emit(QUrl(link))
    assert followed == []
    image = QTextDocument.ResourceType.ImageResource.value
    assert text.loadResource(image, QUrl("https://example.org/a.png")) is None
    assert text.loadResource(QTextDocument.ResourceType.HtmlResource.value, QUrl("2-chair.md")) is None


@pytest.mark.parametrize("width", [420, 1100])
def test_that_a_page_follows_the_width(qtbot: QtBot, look: Look, width: int) -> None:
    for page in read_manual(look.texts.language):
        text = ManualText(look, page)
        qtbot.addWidget(text)
        text.resize(width, 300)
        text.show()
        assert (page.name, text.horizontalScrollBar().maximum()) == (page.name, 0)
        assert text.verticalScrollBar().maximum() > 0
        assert text.verticalScrollBar().value() == 0
