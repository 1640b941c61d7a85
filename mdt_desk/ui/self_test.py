"""What a freshly installed program must be able to show: its window, its screens, its letters, words and figures."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self

from PySide6.QtCore import (
    QLibraryInfo,
    QLocale,
    QMessageLogContext,
    QtMsgType,
    QTranslator,
    qInstallMessageHandler,
)
from PySide6.QtGui import QFont, QFontInfo, QImage
from PySide6.QtWidgets import QStyleOptionViewItem

from mdt_desk.mistakes import report_of
from mdt_desk.ui.app import application, caught_mistakes, open_shell
from mdt_desk.ui.pictures import screens, settle, wear
from mdt_desk.ui.shell import Shell
from mdt_desk.ui.theme import FAMILIES, load_fonts
from mdt_desk.ui.widgets.case_table import CaseTable
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.preferences import Theme

_SIZE: Final = (1366, 768)
_FEWEST_COLOURS: Final = 4
"""Ground, frame, text and icon."""

_OF_THE_PLATFORM: Final = ("This plugin does not support propagateSizeHints()",)
"""What painting into memory says of every window whose layout changes; it says nothing about the window."""


class NotDoneError(Exception):
    """Something that the program must be able to do was not done; the words say what was found instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Something to be done: it returns in a few words what was found, and raises when it was not done."""

    name: str
    take: Callable[[], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What became of a check."""

    name: str
    done: bool
    told: str

    def __str__(self) -> str:
        """Return it on one line."""
        return f"self-test: {self.name:<12} {'done' if self.done else 'NOT DONE'}  {self.told}".rstrip()


class _Trying:
    """Does a check; whatever keeps it from being done, also a part that is missing, is a finding like any other."""

    def __init__(self) -> None:
        self.broken: BaseException | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> bool:
        self.broken = error
        return isinstance(error, Exception)


def finding(check: Check) -> Finding:
    """Do a check and say what became of it."""
    told = ""
    with _Trying() as trying:
        told = check.take()
    broken = trying.broken
    if broken is None:
        return Finding(name=check.name, done=True, told=told)
    said = str(broken) if isinstance(broken, NotDoneError) else str(report_of(broken))
    return Finding(name=check.name, done=False, told=said)


@contextmanager
def complaints() -> Iterator[list[str]]:
    """Collect every warning of Qt, and every mistake in what Qt calls, for as long as the context lasts."""
    heard: list[str] = []

    def hear(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind not in {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg} and message not in _OF_THE_PLATFORM:
            heard.append(message)

    before = qInstallMessageHandler(hear)
    try:
        with caught_mistakes(lambda error: heard.append(str(report_of(error)))):
            yield heard
    finally:
        qInstallMessageHandler(before)


def self_test(
    services: DeskServices, checks: Callable[[Shell], Iterable[Check]], say: Callable[[Finding], None]
) -> bool:
    """Open the window, do every check, and tell whether all of it was done without a warning of Qt.

    Args:
        services: a desk whose queue holds synthetic patients.
        checks: what is to be done, while the window stands.
        say: is told of each check as soon as it was taken.

    """
    good = True
    with complaints() as heard:
        shell = open_shell(application(), services)
        shell.resize(*_SIZE)
        for each in checks(shell):
            found = finding(each)
            good = good and found.done
            say(found)
        shell.close()
    say(Finding(name="qt", done=not heard, told=" | ".join(dict.fromkeys(heard)) or "no warning"))
    return good and not heard


def window_checks(shell: Shell, services: DeskServices) -> tuple[Check, ...]:
    """Return what the window itself must show."""
    return (
        Check(name="fonts", take=_fonts),
        Check(name="window", take=lambda: _queue_painted(shell, services)),
        Check(name="screens", take=lambda: _screens_painted(shell)),
        Check(name="languages", take=lambda: _both_languages(shell)),
        Check(name="curve", take=lambda: _curve(services)),
    )


def _fonts() -> str:
    """Find the shipped faces under their own names: no other face took their place."""
    found = load_fonts()
    for family in FAMILIES:
        shown = QFontInfo(QFont(family)).family()
        if family not in found or shown != family:
            raise NotDoneError(f"{family}: {shown}")
    return ", ".join(FAMILIES)


def _queue_painted(shell: Shell, services: DeskServices) -> str:
    """Look for ink in every row of the queue that is in sight."""
    settle(shell)
    table = next(each for each in shell.findChildren(CaseTable) if each.isVisible())
    cases, rows = len(services.queue.rows()), table.model().rowCount()
    if cases == 0 or rows < cases:
        raise NotDoneError(f"{rows} rows of {cases} cases")
    picture = table.viewport().grab().toImage()
    option = QStyleOptionViewItem()
    table.initViewItemOption(option)
    painted = 0
    for row in range(rows):
        place = table.visualRect(table.model().index(row, 1)).intersected(picture.rect())
        if place.height() < option.fontMetrics.height():
            continue
        if colours(picture.copy(place)) < _FEWEST_COLOURS:
            raise NotDoneError(f"row {row + 1} is blank")
        painted += 1
    if not painted:
        raise NotDoneError("no row is in sight")
    return f"{cases} cases, {painted} rows with ink"


def _screens_painted(shell: Shell) -> str:
    seen = 0
    for name, come in screens(shell):
        shown = come()
        settle(shell)
        if colours(shown.grab().toImage()) < _FEWEST_COLOURS:
            raise NotDoneError(f"{name} is blank")
        seen += 1
    return f"{seen} screens"


def _both_languages(shell: Shell) -> str:
    """Show the queue in both languages; its words differ, and Qt's own are there too."""
    titles = []
    for language in ("nl", "en"):
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if not QTranslator().load(QLocale(language), "qtbase", "_", folder):
            raise NotDoneError(f"Qt has no words in {language}")
        wear(shell, Theme.LIGHT, language)
        titles.append(shell.desk.look.text("shell.place.queue"))
    if len(set(titles)) != len(titles):
        raise NotDoneError(" = ".join(titles))
    return " / ".join(titles)


def _curve(services: DeskServices) -> str:
    """Draw the survival figure as letters and lines of our own, and read it as a picture."""
    if b"<svg" not in services.curves.svg(frozenset({1, 2}), Theme.LIGHT, "nl"):
        raise NotDoneError("no SVG")
    picture = QImage.fromData(services.curves.png(frozenset({1, 2}), Theme.LIGHT, "nl", width=600))
    found = colours(picture)
    if picture.width() != 600 or found < _FEWEST_COLOURS:
        raise NotDoneError(f"{picture.width()} pixels wide, {found} colours")
    return f"{picture.width()} x {picture.height()} pixels"


def colours(picture: QImage) -> int:
    """Return how many colours a picture has, by every fourth pixel."""
    across, down = range(0, picture.width(), 4), range(0, picture.height(), 4)
    return len({picture.pixel(x, y) for x in across for y in down})
