"""Room mode: opens the windows on the right screens, passes keys on, and draws the meeting as it is written."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.meeting.presenter import pace_text
from mdt_desk.ui.screens.meeting.session import Session
from mdt_desk.ui.screens.room.presenter import presenter_state, room_state
from mdt_desk.ui.screens.room.presenter_window import PresenterWindow
from mdt_desk.ui.screens.room.remote import Deed, Key, Remote, pressed
from mdt_desk.ui.screens.room.stage import Stage, Wall, another, arranged, walls
from mdt_desk.ui.screens.room.window import RoomWindow
from mdt_desk.ui.screens.room.witnessing import Projected
from mdt_desk.ui.standing import stand_on
from mdt_desk.ui.theme import CONTRAST
from mdt_desk.usecases.release import status_text

_TICK_MS: Final = 1_000
_PRESENTER: Final = "presenter"
"""The name under which it is remembered where the presenter's window stood."""


class RoomScreen(QObject):
    """Opens when the desk wants the room, and closes on Escape."""

    def __init__(self, desk: Desk, session: Session, screens: Callable[[], Sequence[Wall]] = walls) -> None:
        """Wait to be wanted; ``screens`` are those of this computer."""
        super().__init__(desk)
        self._desk = desk
        self._session = session
        self._screens = screens
        self._remote = Remote()
        self._projected = Projected(desk)
        self._notes: dict[CaseId, str] = {}
        self._stage = Stage(room=0, presenter=None)
        self._wanted = ""
        self.room: RoomWindow | None = None
        self.presenter: PresenterWindow | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self._tick)
        desk.room_wanted.connect(self.open)
        desk.preferred.connect(self._dress_again)
        session.changed.connect(self._draw)
        session.moved.connect(self._moved)
        desk.leaving.connect(self.leave)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self._screens_changed)
            app.screenRemoved.connect(self._screens_changed)

    def open(self) -> None:
        """Show the room; without a meeting read yet, read it."""
        if self.room is not None:
            self.room.raise_()
            self.room.activateWindow()
            return
        self._remote = Remote()
        self._session.read()
        self._set_stage()
        self._clock.start()

    def leave(self) -> None:
        """Close the windows of room mode; what was read and written stays."""
        self._projected.nothing()
        self._clock.stop()
        self._put_away()

    def press(self, key: Key, digit: int = 0) -> None:
        """Do what a key means."""
        self._remote, deed, by = pressed(self._remote, key, digit)
        if deed is Deed.LEAVE:
            self.leave()
            return
        if deed is Deed.STEP:
            self._session.step(by)
        elif deed is Deed.TURN:
            self._turn(by)
        elif deed is Deed.JUMP:
            self._jump(by)
        elif deed is Deed.MOVE and (other := another(self._screens(), self._stage)):
            self._wanted = other
            self._set_stage()
        self._draw()

    def _turn(self, by: int) -> None:
        """Turn the page of long texts; past the last and before the first comes another case."""
        if self.room is None:
            return
        page = self.room.sheet.page() + by
        if 0 <= page < self.room.sheet.pages():
            self.room.sheet.show_page(page)
        else:
            self._session.step(by)

    def _jump(self, number: int) -> None:
        gathered = self._session.gathered
        if gathered is not None and 1 <= number <= len(gathered.meeting.agenda):
            self._session.move_to(gathered.meeting.agenda[number - 1])

    def _screens_changed(self, _screen: QScreen) -> None:
        """Follow a projector that was plugged in or out; with one screen left nobody is named on it.

        Behind a lock nothing is shown again: room mode ends, and the desk opens without it.
        """
        if self.room is not None and not self.room.isVisible():
            self.leave()
        elif self.room is not None:
            self._set_stage()

    def _set_stage(self) -> None:
        """Put the windows on the screens there are now; without a screen of his own the presenter has no window."""
        screens = list(self._screens())
        window = self._desk.parent()
        own = window.screen().name() if isinstance(window, QWidget) else ""
        self._stage = arranged(screens, own, self._wanted)
        self._put_away()
        look = self._desk.look
        room = RoomWindow(Look(texts=look.texts, tokens=CONTRAST))
        room.keyed.connect(self.press)
        room.closed.connect(self.leave)
        self.room = room
        if self._stage.presenter is not None:
            self.presenter = PresenterWindow(look, several=bool(another(screens, self._stage)))
            self.presenter.keyed.connect(self.press)
            self.presenter.noted.connect(self._note)
            self.presenter.closed.connect(self.leave)
            self._stand(self.presenter, screens[self._stage.presenter])
            self.presenter.show()
        self._moved()
        self._draw()
        room.setWindowFlag(Qt.WindowType.WindowDoesNotAcceptFocus, self.presenter is not None)
        room.setScreen(screens[self._stage.room].screen)
        room.setGeometry(screens[self._stage.room].area)
        room.setWindowState(Qt.WindowState.WindowFullScreen)
        room.show()
        self._draw()  # how many pages there are is known once the sheet has its size
        (self.presenter or room).activateWindow()
        (self.presenter or room).setFocus()

    def _put_away(self) -> None:
        windows = (self.room, self.presenter)
        if self.presenter is not None:
            self._desk.standings.note(_PRESENTER, self.presenter)
        self.room = self.presenter = None
        for window in windows:
            if window is not None:
                window.hide()
                window.deleteLater()

    def _dress_again(self, _preferences: object) -> None:
        if self.room is not None:
            self._set_stage()

    def _moved(self) -> None:
        if self.presenter is not None and self._session.current is not None:
            self.presenter.show_notes(self._notes.get(self._session.current, ""))

    def _note(self, text: str) -> None:
        if self._session.current is not None:
            self._notes[self._session.current] = text

    def _draw(self) -> None:
        if self.room is None:
            return
        table, texts = self._session.table(), self._desk.look.texts
        self.room.show_state(room_state(table, texts, names_allowed=self._stage.private))
        self._projected.show(table, names_allowed=self._stage.private)
        status = status_text(self._desk.preferences, texts, self._desk.now().date())
        self.room.sheet.status.say(status)
        self.room.show_remote(self._remote)
        if self.presenter is not None:
            state = presenter_state(table, texts, names_allowed=self._stage.private)
            sheet = self.room.sheet
            pages = (
                texts.get("room.presenter.page", page=sheet.page() + 1, pages=sheet.pages())
                if sheet.pages() > 1 and not self._remote.blank
                else ""
            )
            sees = texts.get("room.presenter.room_blank") if self._remote.blank else state.room_sees
            self.presenter.show_status(status)
            self.presenter.show_state(replace(state, pages=pages, room_sees=sees))
            self._tick()

    def _tick(self) -> None:
        table = self._session.table()
        if self.presenter is None:
            return
        pace = "" if table is None else pace_text(table, self._session.moved_at, self._session.begun_at)
        self.presenter.show_clock(f"{self._desk.now():%H:%M}", pace)

    def _stand(self, window: QWidget, wall: Wall) -> None:
        """Put the presenter's window where it stood, if that is whole on his or her own screen."""
        window.setScreen(wall.screen)
        if not self._desk.standings.put_back(_PRESENTER, window, wall.free):
            stand_on(window, wall.free)
