"""The window: it shows one screen at a time inside the frame, and builds everything anew for another look."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from mdt_desk.domain.assessment import RuleSet
from mdt_desk.i18n import available_languages
from mdt_desk.ui.actions import ActionId, Place
from mdt_desk.ui.choosing import Choosing
from mdt_desk.ui.desk import Desk, Later, Screen
from mdt_desk.ui.enter_key import pressed_in_hand
from mdt_desk.ui.frame import Frame, FrameState, Server
from mdt_desk.ui.icons import application_icon
from mdt_desk.ui.keeping import BackupStatus
from mdt_desk.ui.leaving import Leaving
from mdt_desk.ui.look import Look
from mdt_desk.ui.qt_words import speak
from mdt_desk.ui.reaching import Found, entries
from mdt_desk.ui.seating import seat_of
from mdt_desk.ui.sentences import Notice
from mdt_desk.ui.theme import THEMES, apply
from mdt_desk.ui.widgets.command_palette import CommandPalette
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.preferences import Preferences
from mdt_desk.usecases.release import status_text

_GOING = {
    ActionId.GO_QUEUE: Place.QUEUE,
    ActionId.GO_CASE: Place.CASE,
    ActionId.GO_MEETING: Place.MEETING,
    ActionId.GO_PRINT: Place.PRINT,
    ActionId.GO_FOLLOW: Place.FOLLOW,
    ActionId.GO_INSIGHTS: Place.INSIGHTS,
    ActionId.GO_HELP: Place.HELP,
    ActionId.GO_SETTINGS: Place.SETTINGS,
}


class Shell(QMainWindow):
    """The main window; its title never names a patient. Signals ``closing`` before it goes."""

    closing = Signal()
    rehearsal_asked = False
    """Whether the window went because a rehearsal is to take its place."""

    def __init__(self, services: DeskServices, look: Look) -> None:
        """Make an empty window; `offer` brings its screens, `go` shows the first."""
        super().__init__()
        self.desk = Desk(services, look, self)
        self._choosing = Choosing(self.desk)
        self._leaves = Leaving(self.desk, self)
        self._leaves.begun.connect(self.closing)
        self._screens: dict[Place, Screen] = {}
        self._found: Found = tuple
        self._later: Later | None = None
        self._state = FrameState()
        self.setWindowIcon(application_icon())
        self.setMinimumSize(960, 540)
        self.desk.going.connect(self.go)
        self.desk.noticed.connect(self._notice)
        self.desk.preferred.connect(self._prefer)
        self.desk.rehearsal_wanted.connect(self._rehearse)
        for told in (self.desk.seated, self.desk.reached, self.desk.choices_known):
            told.connect(lambda: self._draw(self._with_status()))
        self.desk.work.pending.connect(self._count)
        self._answer()

    def offer(self, screens: Iterable[Screen], found: Found, later: Later | None = None) -> None:
        """Bring the screens of the window, some of them later; each is built when it is first shown."""
        self._screens = {each.place: each for each in screens}
        self._found = found
        self._later = later
        self._dress()

    def bring_later(self) -> None:
        """Make the screens that were left for later, unless that was done."""
        later, self._later = self._later, None
        if later is not None:
            self._screens |= {each.place: each for each in later.make()}

    @property
    def places(self) -> tuple[Place, ...]:
        """Return every place the window has a screen for."""
        return (*self._screens, *(self._later.places if self._later else ()))

    @property
    def standing(self) -> Notice | None:
        """Return the message that nobody put away yet."""
        return self._frame.standing

    def know_meeting(self, meeting_at: datetime) -> None:
        """Say which meeting is worked towards; ``meeting_at`` is local time."""
        self._draw(replace(self._state, meeting_at=meeting_at))

    def know_rules(self, rules: RuleSet, active: bool) -> None:
        """Say which rules speak, and whether two people stand for them here."""
        self._draw(replace(self._state, rules=rules, rules_active=active))

    def know_backup(self, status: BackupStatus) -> None:
        """Say when the queue was last backed up, or that it could not be."""
        self._draw(replace(self._state, backup=status))
        self.desk.backed_up.emit()

    def go(self, place: Place) -> None:
        """Show a place; the case screen needs a case in hand."""
        if place is Place.CASE and self.desk.case is None:
            self.desk.say(self.desk.look.text("shell.case.choose"))
            self._draw(self._state)
            return
        if place not in self._screens:
            self.bring_later()
        if place not in self._screens:
            return
        screen = self._screens[place]
        if place not in self._frame.held():
            self._frame.hold(place, screen.build(self.desk.look))
        self._frame.show_place(place)
        self._draw(replace(self._state, place=place))
        self.desk.commands.enter(place)
        screen.enter()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not pressed_in_hand(event, self.focusWidget()):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Finish what was asked for, and what follows from it, before the window goes."""
        if not self._leaves.may_go(self._screens.values()):
            event.ignore()
            return
        self.desk.close()
        super().closeEvent(event)

    def let_go(self) -> None:
        """Close without asking about what was typed and not saved."""
        self._leaves.let_go()

    def _answer(self) -> None:
        answer = self.desk.commands.answer
        for action, place in _GOING.items():
            answer(action, partial(self.desk.go, place))
        answer(ActionId.PALETTE, self._open_palette)
        answer(ActionId.ROOM, self._want_room)
        answer(ActionId.LANGUAGE, self._choosing.next_language)
        answer(ActionId.THEME, self._choosing.next_theme)
        answer(ActionId.FULL_SCREEN, self._toggle_full_screen)
        answer(ActionId.QUIT, self._quit)

    def _dress(self) -> None:
        """Build the frame for the present look, without screens."""
        look = self.desk.look
        self.setWindowTitle(look.text("app.name"))
        self.desk.commands.wear(look)
        rehearsing = self.desk.services.rehearsing
        languages = available_languages()
        self._frame = Frame(look, self.desk.commands, self.places, languages, rehearsing=rehearsing)
        self._frame.navigation.went.connect(self.desk.go)
        self._frame.bar.language_chosen.connect(self._choosing.language)
        self._frame.bar.theme_chosen.connect(self._choosing.theme)
        self._palette = CommandPalette(look, self._frame)
        self.setCentralWidget(self._frame)
        self._draw(self._with_status())

    def _with_status(self) -> FrameState:
        desk = self.desk
        said = status_text(desk.preferences, desk.look.texts, desk.now().date())
        server = Server(name=desk.services.place, away_since=desk.away_since)
        seat = seat_of(desk)
        return replace(self._state, status=said, seat=seat, server=server, choices=desk.choices)

    def _draw(self, state: FrameState) -> None:
        self._state = state
        self._frame.show_state(state)

    def _count(self, pending: int) -> None:
        if (keeping := self.desk.work.keeping) != self._state.pending:
            self._draw(replace(self._state, pending=keeping))
        if self._later is not None and not pending:
            QTimer.singleShot(0, self.bring_later)

    def _notice(self, notice: Notice) -> None:
        self._frame.show_notice(notice)

    def _want_room(self) -> None:
        self.bring_later()
        self.desk.room_wanted.emit()

    def _rehearse(self) -> None:
        self.rehearsal_asked = True
        self.let_go()

    def _quit(self) -> None:
        self.close()

    def _prefer(self, preferences: Preferences) -> None:
        """Say what the preferences say of the program's status, and wear the language and theme they name."""
        look = self.desk.look
        tokens = THEMES[preferences.theme]
        if preferences.language == look.texts.language and tokens is look.tokens:
            self._draw(self._with_status())
            return
        self.desk.look = Look(texts=self.desk.services.texts(preferences.language), tokens=tokens)
        apply(_application(), tokens)
        speak(_application(), preferences.language)
        held, standing = self._frame.held(), self.standing
        self._dress()
        if standing is not None:
            self._notice(standing)
        for place in held:
            self._frame.hold(place, self._screens[place].build(self.desk.look))
        self.go(self._state.place)

    def _toggle_full_screen(self) -> None:
        show = self.showNormal if self.isFullScreen() else self.showFullScreen
        show()

    def _open_palette(self) -> None:
        self._palette.open(entries(self.desk, self._found))


def _application() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("A window needs a QApplication.")
    return app
