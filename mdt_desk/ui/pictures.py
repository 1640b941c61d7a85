"""Pictures of every screen, taken as a person would see them, for the manual and for who has no display."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QScrollArea, QWidget

from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.ui.actions import ActionId, Place
from mdt_desk.ui.app import application, heard_messages, open_shell
from mdt_desk.ui.screens.case.sections import SectionId
from mdt_desk.ui.screens.case.view import CaseView
from mdt_desk.ui.screens.help.screen import HelpScreen
from mdt_desk.ui.screens.room.screen import RoomScreen
from mdt_desk.ui.screens.start.view import StartView
from mdt_desk.ui.screens.unlock.presenter import welcome_state
from mdt_desk.ui.shell import Shell
from mdt_desk.ui.theme import FAMILIES
from mdt_desk.ui.widgets.pdf_preview import PdfPreview
from mdt_desk.ui.widgets.worth_list import WorthList
from mdt_desk.usecases.ports import DeskServices, StoredCase
from mdt_desk.usecases.preferences import Theme

_SIZE: Final = (1366, 768)
_TICK_MS: Final = 40
_QUIET_TICKS: Final = 3
"""A screen has settled when nothing was waiting or running for so many ticks."""

_ACROSS: Final = 3
_THUMB: Final = QSize(800, 450)
_CAPTION: Final = 34

_LONG: Final = (Place.CASE, Place.MEETING, Place.PRINT, Place.SETTINGS)

IN_MANUAL: Final = frozenset(
    (
        "welcome",
        "screen-queue",
        "screen-case",
        "screen-meeting",
        "screen-close",
        "screen-print",
        "screen-settings",
        "rules",
        "room",
        "room-presenter",
    )
)
"""What the manual shows of a rehearsal: few enough to look at each."""

AFTERWARDS: Final = frozenset(("screen-follow", "screen-insights"))
"""What the manual shows of a desk with years behind it."""

Shot = tuple[str, Callable[[], QWidget]]
"""A name, and how to come to what it shows."""


def take_pictures(services: DeskServices, out: Path) -> tuple[Path, ...]:
    """Open the window on this desk, go through its screens, and keep a picture of each; return the files.

    Pictures are for synthetic patients only: they show names.
    """
    with heard_messages():
        shell = open_shell(application(), services)
        shell.resize(*_SIZE)
        files = tuple(_kept(shell, screens(shell), out))
        _let_go(shell)
    return files


def take_gallery(
    services: DeskServices,
    out: Path,
    *,
    size: QSize,
    looks: Iterable[tuple[Theme, str]],
    deeper: bool = False,
) -> tuple[Path, ...]:
    """Take every screen and both windows of room mode in each theme and language; return the files.

    Each look has a folder of its own under ``out``, and a sheet on which all of it stands together. ``deeper``: also
    what is seen of the long screens further down.
    """
    files: list[Path] = []
    with heard_messages():
        shell = open_shell(application(), services)
        shell.resize(size)
        for theme, language in looks:
            wear(shell, theme, language)
            folder = out / f"{theme.value}-{language}"
            folder.mkdir(parents=True, exist_ok=True)
            further = chain(_stability(shell), _lower(shell), _rules(shell)) if deeper else ()
            shots = chain(screens(shell), further, _over(shell), _room(shell, size))
            taken = tuple(_kept(shell, shots, folder))
            files += [*taken, contact_sheet(taken, out / f"{folder.name}.png")]
        _let_go(shell)
    return tuple(files)


def take_manual(
    services: DeskServices, out: Path, wanted: frozenset[str], *, size: QSize, language: str
) -> tuple[Path, ...]:
    """Take pictures of the manual by name, in the light theme, in one language; return the files."""
    out.mkdir(parents=True, exist_ok=True)
    with heard_messages():
        shell = open_shell(application(), services)
        shell.resize(size)
        wear(shell, Theme.LIGHT, language)
        shots = chain(_welcome(shell, size), screens(shell), _rules(shell), _room(shell, size))
        files = tuple(_kept(shell, (each for each in shots if each[0] in wanted), out))
        _let_go(shell)
    return files


def wear(shell: Shell, theme: Theme, language: str) -> None:
    """Change theme and language as the bar above the screens does."""
    settings = shell.desk.services.settings
    settings.save(replace(settings.current(), theme=theme, language=language))
    shell.desk.preferred.emit(settings.current())
    settle(shell)


def screens(shell: Shell) -> Iterator[Shot]:
    """Return every place of the window; the case screen with the case that has the most vertebrae."""
    rows = sorted(shell.desk.services.queue.rows(), key=lambda each: -_lesions(each))

    def gone_to(place: Place) -> Callable[[], QWidget]:
        def go() -> QWidget:
            if place is Place.CASE and rows:
                shell.desk.open_case(rows[0].id)
            else:
                shell.go(place)
            return shell

        return go

    for place in Place:
        if place in shell.places and (rows or place is not Place.CASE):
            yield f"screen-{place.value}", gone_to(place)


def _lesions(stored: StoredCase) -> int:
    lesions = stored.case.lesions
    return 0 if lesions is UNKNOWN else len(lesions)


def contact_sheet(files: Iterable[Path], out: Path) -> Path:
    """Put pictures side by side, each with its name above it."""
    taken = tuple(files)
    rows = -(-len(taken) // _ACROSS)
    tall = _THUMB.height() + _CAPTION
    sheet = QImage(_ACROSS * _THUMB.width(), rows * tall, QImage.Format.Format_RGB32)
    sheet.fill(QColor(Qt.GlobalColor.darkGray))
    painter = QPainter(sheet)
    font = QFont(list(FAMILIES))
    font.setPixelSize(20)
    painter.setFont(font)
    for number, file in enumerate(taken):
        row, across = divmod(number, _ACROSS)
        place = QRect(across * _THUMB.width(), row * tall, _THUMB.width(), tall)
        painter.drawText(place.adjusted(8, 4, 0, 0), file.stem)
        smooth = Qt.TransformationMode.SmoothTransformation
        small = QImage(str(file)).scaled(
            _THUMB - QSize(12, 0), Qt.AspectRatioMode.KeepAspectRatio, mode=smooth
        )
        painter.drawImage(place.left() + 6, place.top() + _CAPTION, small)
    painter.end()
    sheet.save(str(out))
    return out


def _let_go(shell: Shell) -> None:
    """Close a window for good: one that still stood would be dressed anew with the next."""
    shell.close()
    shell.deleteLater()
    QCoreApplication.sendPostedEvents(shell, QEvent.Type.DeferredDelete.value)


def settle(shell: Shell) -> None:
    """Let the window work until nothing is waiting or running any more, and every page in sight is drawn."""
    loop, timer = QEventLoop(), QTimer()
    quiet = 0

    def tick() -> None:
        nonlocal quiet
        drawing = any(each.drawing for each in shell.findChildren(PdfPreview))
        searching = any(each.searching and each.isVisible() for each in shell.findChildren(WorthList))
        working = shell.desk.busy or drawing or searching
        quiet = 0 if working else quiet + 1
        if quiet >= _QUIET_TICKS:
            loop.quit()

    timer.timeout.connect(tick)
    timer.start(_TICK_MS)
    loop.exec()
    timer.stop()


def _kept(shell: Shell, shots: Iterable[Shot], out: Path) -> Iterator[Path]:
    for name, come in shots:
        shown = come()
        settle(shell)
        file = out / f"{name}.png"
        shown.grab().save(str(file))
        yield file


def _stability(shell: Shell) -> Iterator[Shot]:
    """Return the case screen at the spine picture."""

    def stability() -> QWidget:
        shell.go(Place.CASE)
        settle(shell)
        for view in shell.findChildren(CaseView):
            view.go_to(SectionId.STABILITY)
        return shell

    if shell.desk.case is not None:
        yield "case-stability", stability


def _lower(shell: Shell) -> Iterator[Shot]:
    """Return the lower end of screens that are longer than the window."""

    def at_end(place: Place) -> Callable[[], QWidget]:
        def go() -> QWidget:
            shell.go(place)
            settle(shell)
            for each in shell.findChildren(QScrollArea):
                if each.isVisible():
                    each.verticalScrollBar().setValue(each.verticalScrollBar().maximum())
            return shell

        return go

    for place in _LONG:
        if place in shell.places and (shell.desk.case is not None or place is not Place.CASE):
            yield f"lower-{place.value}", at_end(place)


def _over(shell: Shell) -> Iterator[Shot]:
    """Return what lies over a screen: the palette."""

    def palette() -> QWidget:
        shell.go(Place.QUEUE)
        shell.desk.commands[ActionId.PALETTE].trigger()
        return shell

    yield "over-palette", palette


def _welcome(shell: Shell, size: QSize) -> Iterator[Shot]:
    """Return what a computer shows on which there is no queue yet."""
    view = StartView(shell.desk.look, welcome_state(shell.desk.look.texts, upgrading=False))
    view.resize(size.width(), size.height() * 3 // 4)
    yield "welcome", lambda: view
    view.deleteLater()


def _rules(shell: Shell) -> Iterator[Shot]:
    """Return the help at the chapter about the rules."""

    def rules() -> QWidget:
        found = shell.desk.findChild(HelpScreen)
        if isinstance(found, HelpScreen):
            found.show_rules()
        return shell

    yield "rules", rules


def _room(shell: Shell, size: QSize) -> Iterator[Shot]:
    """Return the windows of room mode: that of the presenter only where there is a second screen."""
    shell.go(Place.MEETING)
    settle(shell)
    shell.desk.room_wanted.emit()
    room = shell.desk.findChild(RoomScreen)
    if not isinstance(room, RoomScreen) or room.room is None:
        return
    settle(shell)
    window, own = room.room, room.presenter
    if len(QGuiApplication.screens()) < 2:
        window.resize(size)
    yield "room", lambda: window
    if own is not None:
        yield "room-presenter", lambda: own
    room.leave()
