"""The window before the queue of a server is open: it asks for a password, or says what keeps us out."""

from collections.abc import Callable

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_desk.ui.app import application, caught_mistakes, dressed, heard_messages
from mdt_desk.ui.enter_key import pressed_in_hand
from mdt_desk.ui.icons import application_icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.unlock.state import Action, Do, PassphraseState, TroubleState
from mdt_desk.ui.screens.unlock.view import PassphraseView, TroubleView
from mdt_desk.ui.standing import stand
from mdt_desk.ui.widgets.status_line import StatusLine
from mdt_desk.usecases.errors import KnownError, ServerAway
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.preferences import Preferences

ASKED = frozenset({"server.password_needed", "server.wrong_password"})
_ACTIONS = (Do.TRY_AGAIN, Do.REHEARSE, Do.CLOSE)


def password_state(error: KnownError, texts: Words) -> PassphraseState:
    """Ask for the password of a server; what was typed before, if anything, was wrong."""
    said = texts.get(error.key, **error.params)
    wrong = error.key == "server.wrong_password"
    return PassphraseState(
        title=texts.get("server_entrance.title"),
        text=texts.get("server_entrance.password", server=error.params.get("server", "")),
        label=texts.get("server_entrance.label"),
        do=texts.get("server_entrance.do"),
        said=said if wrong else "",
        rehearse=texts.get("start.rehearse.do"),
    )


def shut_state(error: KnownError, texts: Words) -> TroubleState:
    """Say why the server keeps us out, or why nobody knows where the queue is, and who can do something about it."""
    who = "away" if isinstance(error, ServerAway) else "shut"
    if error.key.startswith("settings."):
        who = "nowhere"
    return TroubleState(
        title=texts.get(f"server_entrance.{who}.title"),
        sentence=texts.get(error.key, **error.params),
        steps=tuple(texts.get(f"server_entrance.{who}.step_{each}") for each in (1, 2)),
        actions=tuple(Action(do=each, text=texts.get(f"entrance.do.{each}")) for each in _ACTIONS),
    )


class ServerEntrance(QWidget):
    """What it ended with: ``again`` to try once more, with ``password`` where one was typed; or a rehearsal."""

    def __init__(self, look: Look, error: KnownError) -> None:
        """Stand before a server that did not let us in."""
        super().__init__()
        self.password: str | None = None
        self.again = False
        self.rehearsal_asked = False
        self.setWindowTitle(look.text("app.name"))
        self.setWindowIcon(application_icon())
        self.setMinimumSize(1024, 640)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        view = self._view(look, error)
        column.addWidget(view, 1)
        column.addWidget(StatusLine(look, rehearsing=False))
        if isinstance(view, TroubleView):
            view.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not pressed_in_hand(event, self.focusWidget()):
            super().keyPressEvent(event)

    def fail(self, _: BaseException) -> None:
        """Go: nothing is lost here by a mistake of ours."""
        self.close()

    def _view(self, look: Look, error: KnownError) -> QWidget:
        if error.key in ASKED:
            asking = PassphraseView(look, password_state(error, look.texts))
            asking.given.connect(self._take)
            asking.rehearse.connect(lambda: self._act(Do.REHEARSE))
            return asking
        telling = TroubleView(look, shut_state(error, look.texts))
        telling.acted.connect(self._act)
        return telling

    def _take(self, password: str) -> None:
        if password:
            self.password, self.again = password, True
            self.close()

    def _act(self, do: Do) -> None:
        self.again, self.rehearsal_asked = do is Do.TRY_AGAIN, do is Do.REHEARSE
        self.close()


def run_server_entrance(
    error: KnownError, preferences: Preferences, texts: Callable[[str], Words]
) -> ServerEntrance:
    """Show it in the language and theme of the preferences, and return what it ended with."""
    app = application()
    look = dressed(app, preferences, texts)
    with heard_messages():
        entrance = ServerEntrance(look, error)
        stand(entrance)
        entrance.show()
        with caught_mistakes(entrance.fail):
            app.exec()
    return entrance
