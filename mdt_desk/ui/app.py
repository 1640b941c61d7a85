"""Build the application around its services, show the window, and leave when it is closed."""

import logging
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import (
    QMessageLogContext,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from mdt_desk.domain.meeting import MeetingState
from mdt_desk.mistakes import Own, report
from mdt_desk.ui.actions import Place
from mdt_desk.ui.desk import Desk, Later, Screen
from mdt_desk.ui.first_sight import put_away_first_sight
from mdt_desk.ui.look import Look
from mdt_desk.ui.qt_words import speak
from mdt_desk.ui.rules_watch import watch_activation, watch_rules
from mdt_desk.ui.screens.help.screen import HelpScreen
from mdt_desk.ui.screens.queue.screen import QueueScreen
from mdt_desk.ui.screens.settings.screen import SettingsScreen
from mdt_desk.ui.screens.start.screen import StartScreen
from mdt_desk.ui.seating import watch_seat
from mdt_desk.ui.shell import Shell
from mdt_desk.ui.standing import Standings, stand
from mdt_desk.ui.theme import THEMES, Tone, apply, load_fonts
from mdt_desk.ui.watching import watch_server
from mdt_desk.ui.widgets.short import caption as short
from mdt_desk.ui.wording.people import name_text
from mdt_desk.usecases.calendar import local_day, next_meeting_at
from mdt_desk.usecases.ports import DeskServices, StoredCase, Words
from mdt_desk.usecases.preferences import Preferences

REHEARSE: Final = 64
"""The status with which the window goes when a rehearsal is to take its place."""

_WINDOW: Final = "window"
"""The name under which it is remembered where the window stood."""

_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

_SPEAKER: Final = re.compile(r"(Q|qt)[A-Za-z]{1,40}(::[A-Za-z]{1,60}){0,2}(?=[\s:(]|$)", re.ASCII)
"""Who speaks in a message of Qt: a class and a method, by the names of Qt's own."""

_CATEGORY: Final = re.compile(r"[a-z0-9.]{1,60}", re.ASCII)
_log = logging.getLogger(__name__)


def run_desk(services: DeskServices, *, memory: Path | None = None) -> int:
    """Show the window until it is closed, and return the exit status, or REHEARSE.

    Args:
        services: everything the screens may ask for.
        memory: the file that remembers where the window stood; None: nothing is remembered.

    """
    app = application()
    with heard_messages():
        shell = open_shell(app, services, memory)
        with caught_mistakes(shell.desk.fail):
            status = int(app.exec())
    return REHEARSE if shell.rehearsal_asked else status


def application(arguments: Sequence[str] = ("mdt-desk",)) -> QApplication:
    """Return the application, made when there is none yet."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(list(arguments))
    app.setApplicationName("mdt-desk")
    app.setDesktopFileName("mdt-desk")
    return app


def dressed(app: QApplication, preferences: Preferences, texts: Callable[[str], Words]) -> Look:
    """Put the application into the theme and the language of the preferences."""
    load_fonts()
    look = Look(texts=texts(preferences.language), tokens=THEMES[preferences.theme])
    apply(app, look.tokens)
    speak(app, preferences.language)
    return look


def open_shell(app: QApplication, services: DeskServices, memory: Path | None = None) -> Shell:
    """Dress the application, build the window with its screens, and show it."""
    preferences = services.settings.current()
    if services.people is not None:
        services.people.wait()
    shell = Shell(services, dressed(app, preferences, services.texts))
    queue = QueueScreen(shell.desk)
    queue.emptied.connect(lambda: shell.desk.go(Place.START))
    helping = HelpScreen(shell.desk)
    screens = (StartScreen(shell.desk), queue, helping, SettingsScreen(shell.desk))
    shell.offer(screens, queue.found, Later(places=_LATER, make=lambda: _later_screens(shell.desk)))
    _know(shell)
    shell.go(Place.QUEUE)
    _remember(shell, memory)
    _offer_drafts(shell.desk)
    if services.rulebooks is not None and not services.rehearsing:
        watch_rules(shell.desk, helping.show_rules)
    watch_seat(shell.desk)
    watch_server(shell.desk, shell.closing)
    shell.show()
    put_away_first_sight()
    return shell


_LATER: Final = (
    Place.CASE,
    Place.MEETING,
    Place.CLOSE,
    Place.PRINT,
    Place.FOLLOW,
    Place.INSIGHTS,
    Place.IMPORT,
    Place.EXPORT,
)


def _later_screens(desk: Desk) -> tuple[Screen, ...]:
    """Make what stands in `_LATER`; its parts are loaded here, so that the queue paints first."""
    from mdt_desk.ui.screens.case.screen import CaseScreen
    from mdt_desk.ui.screens.lists.places import list_places
    from mdt_desk.ui.screens.meeting.places import meeting_places

    return (CaseScreen(desk, meeting_ahead), *meeting_places(desk), *list_places(desk))


def meeting_ahead(services: DeskServices) -> datetime:
    """Return the meeting that is worked towards, today's included, in the hospital's time zone."""
    now, preferences = services.clock.now(), services.settings.current()
    today = local_day(preferences, now)
    planned = [
        each.starts_at
        for each in services.queue.meetings()
        if each.state is not MeetingState.CLOSED and local_day(preferences, each.starts_at) >= today
    ]
    return min(planned, default=next_meeting_at(preferences, now)).astimezone(ZoneInfo(preferences.time_zone))


def _offer_drafts(desk: Desk) -> None:
    """Say that something was typed and not kept when the program stopped, with a way to the first case of it."""
    services = desk.services

    def read() -> tuple[StoredCase, ...]:
        from mdt_desk.ui.screens.case.drafts import cases_with_drafts

        return cases_with_drafts(services.queue, desk.now())

    def said(found: tuple[StoredCase, ...]) -> None:
        if found:
            text, first = desk.look.text, found[0]
            name = short(name_text(desk.look.texts, first.case))
            desk.say(
                text("case.recovered.waiting", count=len(found)),
                Tone.SOON,
                passing=False,
                do=text("case.recovered.open", name=name),
                act=lambda: desk.open_case(first.id),
            )

    desk.read(read, said)


@contextmanager
def heard_messages() -> Iterator[None]:
    """Log every message of Qt for as long as the context lasts: none is hidden."""
    before = qInstallMessageHandler(_hear)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


@contextmanager
def caught_mistakes(say: Callable[[BaseException], None]) -> Iterator[None]:
    """Turn an exception that nobody caught into a sentence, and a line in the log that names no patient."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        report(error)
        say(error)

    before = sys.excepthook
    sys.excepthook = hook
    try:
        yield
    finally:
        sys.excepthook = before


def _hear(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Log what Qt says of itself; the rest of a message may quote a file or a text, and is left out."""
    spoken = _SPEAKER.match(message)
    category = context.category if context.category and _CATEGORY.fullmatch(context.category) else "qt"
    _log.log(_LEVELS[kind], "Qt (%s): %s", Own(category), Own(spoken[0] if spoken else "?"))


def _know(shell: Shell) -> None:
    """Fill in the frame now, and the meeting again whenever it may have changed."""
    desk = shell.desk

    def read() -> None:
        desk.read(lambda: meeting_ahead(desk.services), shell.know_meeting)

    desk.changed.connect(read)
    desk.preferred.connect(read)
    read()
    watch_activation(desk, shell.know_rules)


def _remember(shell: Shell, memory: Path | None) -> None:
    """Put the window where it stood, and note where it stands when it closes."""
    standings = shell.desk.standings = Standings(memory)
    if not standings.put_back(_WINDOW, shell):
        stand(shell)
    shell.closing.connect(lambda: standings.note(_WINDOW, shell))
