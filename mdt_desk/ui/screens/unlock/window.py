"""The window before the queue is open; it ends with a key, with a rehearsal, or with nothing."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_desk.ui.enter_key import pressed_in_hand
from mdt_desk.ui.icons import application_icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.start.state import Way
from mdt_desk.ui.screens.start.view import StartView
from mdt_desk.ui.screens.unlock import presenter
from mdt_desk.ui.screens.unlock.state import PassphraseState
from mdt_desk.ui.screens.unlock.trouble import Troubles
from mdt_desk.ui.screens.unlock.view import PassphraseView
from mdt_desk.ui.sentences import sentence
from mdt_desk.ui.widgets.status_line import StatusLine
from mdt_desk.ui.work import Failed, Outcome, Work
from mdt_desk.usecases.addresses import server_of
from mdt_desk.usecases.entering import Door
from mdt_desk.usecases.errors import KnownError, SiteError
from mdt_desk.usecases.keys import QueueKey, checked, told

T = TypeVar("T")


class Entrance(QWidget):
    """What it ended with: ``key``, a ``server`` by its address, ``rehearsal_asked`` or ``language_asked``."""

    def __init__(
        self,
        look: Look,
        door: Door,
        zone: ZoneInfo,
        *,
        trouble: KnownError | None = None,
        key: QueueKey | None = None,
    ) -> None:
        """Stand before a queue; ``trouble``: it did not open, with ``key`` if that was found."""
        super().__init__()
        self.key: QueueKey | None = None
        self.rehearsal_asked, self.language_asked, self.server = False, False, ""
        self._look, self._door, self._zone = look, door, zone
        self._found = key
        self._chosen = ""
        self._trouble: Troubles | None = None
        self.work = Work("entrance", self)
        self._view: QWidget = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._view, 1)
        self._column.addWidget(StatusLine(look, rehearsing=False))
        self.setWindowTitle(look.text("app.name"))
        self.setWindowIcon(application_icon())
        self.setMinimumSize(1024, 640)
        self._begin(trouble)

    def fail(self, error: BaseException) -> None:
        """Say a mistake of ours on the screen where it was made."""
        said = sentence(error, self._look.texts)
        if isinstance(self._view, PassphraseView):
            self._view.show_said(said)
        elif self._trouble is not None:
            self._trouble.fail(said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not pressed_in_hand(event, self.focusWidget()):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Finish what was asked for."""
        self.work.close()
        super().closeEvent(event)

    def _begin(self, trouble: KnownError | None = None) -> None:
        """Show what stands between the user and the queue."""
        try:
            if trouble is not None:
                raise trouble
            protection = self._door.keeper.protection()
            key = None if protection is None or protection.passphrase else _kept_key(self._door)
        except KnownError as error:
            self._show_trouble(error)
            return
        if protection is None:
            self._welcome()
        elif protection.passphrase:
            self._ask(presenter.unlock_state(self._look.texts), self._unlock)
        else:
            self._end(key)

    def _show(self, view: QWidget) -> None:
        self._column.replaceWidget(self._view, view)
        self._view.hide()
        self._view.deleteLater()
        self._view = view
        view.show()

    def _end(self, key: QueueKey | None = None, *, rehearse: bool = False, speak: bool = False) -> None:
        self.key, self.rehearsal_asked, self.language_asked = key, rehearse, speak
        self.close()

    def _do(self, verb: Callable[[], T], then: Callable[[T], None], failed: Callable[[str], None]) -> None:
        """Do what takes time off the GUI thread; a failure comes back as its sentence."""

        def ended(outcome: Outcome[T]) -> None:
            if isinstance(outcome, Failed):
                failed(sentence(outcome.error, self._look.texts))
            else:
                then(outcome.value)

        self.work.run(verb, ended)

    def _welcome(self) -> None:
        view = StartView(
            self._look, presenter.welcome_state(self._look.texts, upgrading=self._door.upgrading())
        )
        view.chosen.connect(self._chose)
        self._show(view)
        view.focus_first()

    def _chose(self, way: Way) -> None:
        ways: dict[Way, Callable[[], None]] = {
            Way.REHEARSE: partial(self._end, rehearse=True),
            Way.SERVER: self._ask_server,
            Way.LANGUAGE: partial(self._end, speak=True),
        }
        ways.get(way, self._choose)()

    def _ask_server(self, value: str = "", said: str = "") -> None:
        asked = presenter.server_state(self._look.texts, value, said)
        self._ask(asked, self._named).back.connect(self._begin)

    def _named(self, said: str) -> None:
        try:
            server_of(said)
        except KnownError as error:
            self._ask_server(said, sentence(error, self._look.texts))
        else:
            self.server = said.strip()
            self._end()

    def _ask(self, state: PassphraseState, given: Callable[[str], None]) -> PassphraseView:
        view = PassphraseView(self._look, state)
        view.given.connect(given)
        view.rehearse.connect(lambda: self._end(rehearse=True))
        self._show(view)
        view.show_state(state)
        return view

    def _choose(self, value: str = "", said: str = "") -> None:
        texts = self._look.texts
        view = self._ask(presenter.choose_state(texts, value or self._door.suggested(), said), self._repeat)
        view.suggest.connect(lambda: view.show_state(presenter.choose_state(texts, self._door.suggested())))
        view.back.connect(self._begin)

    def _repeat(self, chosen: str) -> None:
        try:
            self._chosen = checked(chosen)
        except KnownError as error:
            self._choose(chosen, sentence(error, self._look.texts))
            return
        view = self._ask(presenter.repeat_state(self._look.texts), self._set_up)
        view.back.connect(lambda: self._choose(self._chosen))

    def _set_up(self, again: str) -> None:
        texts, chosen = self._look.texts, self._chosen
        if told(again) != chosen:
            self._say(presenter.repeat_state(texts, texts.get("entrance.repeat.differs")))
            return
        self._say(presenter.repeat_state(texts, busy=True))
        self._do(
            lambda: self._door.keeper.make(chosen),
            self._end,
            lambda said: self._say(presenter.repeat_state(texts, said)),
        )

    def _unlock(self, passphrase: str) -> None:
        texts = self._look.texts
        self._say(presenter.unlock_state(texts, busy=True))
        self._do(
            lambda: self._door.keeper.with_passphrase(passphrase),
            self._end,
            lambda said: self._say(presenter.unlock_state(texts, said)),
        )

    def _say(self, state: PassphraseState) -> None:
        if isinstance(self._view, PassphraseView):
            self._view.show_state(state)

    def _show_trouble(self, error: KnownError) -> None:
        trouble = Troubles(self._look, self._door, self._zone, error, self._found, self._do)
        trouble.opened.connect(self._end)
        trouble.again.connect(self._again)
        trouble.rehearse.connect(lambda: self._end(rehearse=True))
        trouble.left.connect(self._end)
        self._trouble = trouble
        self._show(trouble.view)
        trouble.view.focus_first()

    def _again(self) -> None:
        """Look anew: other keys lie beside the queue now."""
        self._found = None
        self._begin()


def _kept_key(door: Door) -> QueueKey:
    """Return the key that nothing but this system keeps; raises KnownError where it has lost that."""
    key = door.keeper.without_asking()
    if key is None:
        raise SiteError("keys.lost")
    return key
