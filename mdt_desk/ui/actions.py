"""What the user can do: one table, from which menus, command palette and the help's shortcuts are derived."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from mdt_desk.ui.icons import icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.widgets.short import plain_tip


class Place(StrEnum):
    """Where the window can be: the entries of the navigation, and the start before there is a queue."""

    START = "start"
    QUEUE = "queue"
    CASE = "case"
    MEETING = "meeting"
    CLOSE = "close"
    FOLLOW = "follow"
    INSIGHTS = "insights"
    PRINT = "print"
    IMPORT = "import"
    EXPORT = "export"
    HELP = "help"
    SETTINGS = "settings"


class Group(StrEnum):
    """Where an action stands in the menu and in the help; members are in that order."""

    GO = "go"
    QUEUE = "queue"
    CASE = "case"
    MEETING = "meeting"
    PRINT = "print"
    LOOK = "look"
    PROGRAM = "program"


class ActionId(StrEnum):
    """Everything the user can do from the keyboard; its text is the key ``command.<value>``."""

    GO_QUEUE = "go_queue"
    GO_CASE = "go_case"
    GO_MEETING = "go_meeting"
    GO_PRINT = "go_print"
    GO_FOLLOW = "go_follow"
    GO_INSIGHTS = "go_insights"
    GO_HELP = "go_help"
    GO_SETTINGS = "go_settings"
    PALETTE = "palette"
    FILTER = "filter"
    NEW_CASE = "new_case"
    MOVE_UP = "move_up"
    MOVE_DOWN = "move_down"
    ON_AGENDA = "on_agenda"
    CHASE_LIST = "chase_list"
    WITHDRAW = "withdraw"
    CLOSE_CASE = "close_case"
    REFER_AGAIN = "refer_again"
    REOPEN = "reopen"
    MERGE = "merge"
    DIED = "died"
    AD_HOC = "ad_hoc"
    NARROW = "narrow"
    SAVE_FILTER = "save_filter"
    SAVED_FILTERS = "saved_filters"
    IMPORT_LIST = "import_list"
    PASTE_LIST = "paste_list"
    EXPORT_LIST = "export_list"
    NEXT_CASE = "next_case"
    PREVIOUS_CASE = "previous_case"
    UNDO = "undo"
    REDO = "redo"
    BEGIN_MEETING = "begin_meeting"
    PROPOSE_ORDER = "propose_order"
    AGENDA_NEXT = "agenda_next"
    AGENDA_PREVIOUS = "agenda_previous"
    RECORD = "record"
    RECORD_NEXT = "record_next"
    TAKE_BACK = "take_back"
    ROOM = "room"
    CLOSE_MEETING = "close_meeting"
    PRINT_LEAFLET = "print_leaflet"
    PRINT_AGENDA = "print_agenda"
    PRINT_CASE_SHEET = "print_case_sheet"
    PRINT_SUMMARY = "print_summary"
    PRINT_FORMS = "print_forms"
    MINUTES_WORD = "minutes_word"
    COPY_MINUTES = "copy_minutes"
    COPY_CASE = "copy_case"
    AUDIT_OVERVIEW = "audit_overview"
    LANGUAGE = "language"
    THEME = "theme"
    FULL_SCREEN = "full_screen"
    SEAT = "seat"
    REFRESH = "refresh"
    QUIT = "quit"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionSpec:
    """One thing the user can do.

    Attributes:
        shortcut: as QKeySequence writes it portably; empty: from menu and palette only.
        place: the only place where it can be done; None: everywhere.
        also: further places where it can be done, perhaps by somebody else.

    """

    id: ActionId
    group: Group
    shortcut: str = ""
    icon: str = ""
    place: Place | None = None
    also: tuple[Place, ...] = ()

    @property
    def key(self) -> str:
        """Return the text key of its name."""
        return f"shell.command.{self.id}"


ACTIONS: Final = (
    ActionSpec(id=ActionId.GO_QUEUE, group=Group.GO, shortcut="Ctrl+1", icon="queue"),
    ActionSpec(id=ActionId.GO_CASE, group=Group.GO, shortcut="Ctrl+2", icon="case"),
    ActionSpec(id=ActionId.GO_MEETING, group=Group.GO, shortcut="Ctrl+3", icon="meeting"),
    ActionSpec(id=ActionId.GO_PRINT, group=Group.GO, shortcut="Ctrl+4", icon="print"),
    ActionSpec(id=ActionId.GO_FOLLOW, group=Group.GO, shortcut="Ctrl+5", icon="check"),
    ActionSpec(id=ActionId.GO_INSIGHTS, group=Group.GO, shortcut="Ctrl+6", icon="graph"),
    ActionSpec(id=ActionId.GO_HELP, group=Group.GO, shortcut="F1", icon="help"),
    ActionSpec(id=ActionId.GO_SETTINGS, group=Group.GO, shortcut="Ctrl+,", icon="settings"),
    ActionSpec(id=ActionId.PALETTE, group=Group.GO, shortcut="Ctrl+K", icon="search"),
    ActionSpec(id=ActionId.FILTER, group=Group.QUEUE, shortcut="Ctrl+F", icon="filter", place=Place.QUEUE),
    ActionSpec(
        id=ActionId.ON_AGENDA, group=Group.QUEUE, shortcut="Ctrl+M", icon="calendar", place=Place.QUEUE
    ),
    ActionSpec(
        id=ActionId.MOVE_UP,
        group=Group.QUEUE,
        shortcut="Alt+Up",
        icon="arrow-up",
        place=Place.QUEUE,
        also=(Place.MEETING,),
    ),
    ActionSpec(
        id=ActionId.MOVE_DOWN,
        group=Group.QUEUE,
        shortcut="Alt+Down",
        icon="arrow-down",
        place=Place.QUEUE,
        also=(Place.MEETING,),
    ),
    ActionSpec(
        id=ActionId.NARROW, group=Group.QUEUE, shortcut="Ctrl+Shift+F", icon="filter", place=Place.QUEUE
    ),
    ActionSpec(
        id=ActionId.SAVE_FILTER, group=Group.QUEUE, shortcut="Ctrl+Shift+S", icon="saved", place=Place.QUEUE
    ),
    ActionSpec(
        id=ActionId.SAVED_FILTERS, group=Group.QUEUE, shortcut="Ctrl+D", icon="filter", place=Place.QUEUE
    ),
    ActionSpec(
        id=ActionId.AD_HOC, group=Group.QUEUE, shortcut="Ctrl+Shift+A", icon="bell", place=Place.QUEUE
    ),
    ActionSpec(
        id=ActionId.CHASE_LIST, group=Group.QUEUE, shortcut="Ctrl+Shift+C", icon="copy", place=Place.QUEUE
    ),
    ActionSpec(
        id=ActionId.WITHDRAW, group=Group.QUEUE, shortcut="Ctrl+Shift+W", icon="undo", place=Place.QUEUE
    ),
    ActionSpec(
        id=ActionId.CLOSE_CASE, group=Group.QUEUE, shortcut="Ctrl+Shift+E", icon="check", place=Place.QUEUE
    ),
    ActionSpec(
        id=ActionId.REFER_AGAIN, group=Group.QUEUE, shortcut="Ctrl+Shift+R", icon="redo", place=Place.QUEUE
    ),
    ActionSpec(
        id=ActionId.REOPEN, group=Group.QUEUE, shortcut="Ctrl+Shift+O", icon="open", place=Place.QUEUE
    ),
    ActionSpec(
        id=ActionId.MERGE, group=Group.QUEUE, shortcut="Ctrl+Shift+G", icon="person", place=Place.QUEUE
    ),
    ActionSpec(
        id=ActionId.DIED, group=Group.QUEUE, shortcut="Ctrl+Shift+D", icon="remove", place=Place.QUEUE
    ),
    ActionSpec(id=ActionId.IMPORT_LIST, group=Group.QUEUE, shortcut="Ctrl+I", icon="import"),
    ActionSpec(
        id=ActionId.PASTE_LIST,
        group=Group.QUEUE,
        shortcut="Ctrl+V",
        icon="import",
        place=Place.QUEUE,
        also=(Place.IMPORT,),
    ),
    ActionSpec(id=ActionId.EXPORT_LIST, group=Group.QUEUE, shortcut="Ctrl+E", icon="export"),
    ActionSpec(id=ActionId.REFRESH, group=Group.QUEUE, shortcut="Ctrl+R", icon="refresh"),
    ActionSpec(id=ActionId.NEW_CASE, group=Group.CASE, shortcut="Ctrl+N", icon="plus"),
    ActionSpec(id=ActionId.NEXT_CASE, group=Group.CASE, shortcut="Ctrl+PgDown", icon="arrow-right"),
    ActionSpec(id=ActionId.PREVIOUS_CASE, group=Group.CASE, shortcut="Ctrl+PgUp", icon="arrow-left"),
    ActionSpec(id=ActionId.UNDO, group=Group.CASE, shortcut="Ctrl+Z", icon="undo", place=Place.CASE),
    ActionSpec(id=ActionId.REDO, group=Group.CASE, shortcut="Ctrl+Shift+Z", icon="redo", place=Place.CASE),
    ActionSpec(
        id=ActionId.PROPOSE_ORDER,
        group=Group.MEETING,
        shortcut="Ctrl+Shift+P",
        icon="queue",
        place=Place.MEETING,
    ),
    ActionSpec(
        id=ActionId.AGENDA_NEXT,
        group=Group.MEETING,
        shortcut="Ctrl+Down",
        icon="arrow-down",
        place=Place.MEETING,
    ),
    ActionSpec(
        id=ActionId.BEGIN_MEETING,
        group=Group.MEETING,
        shortcut="Ctrl+Shift+B",
        icon="meeting",
        place=Place.MEETING,
    ),
    ActionSpec(
        id=ActionId.AGENDA_PREVIOUS,
        group=Group.MEETING,
        shortcut="Ctrl+Up",
        icon="arrow-up",
        place=Place.MEETING,
    ),
    ActionSpec(id=ActionId.RECORD, group=Group.MEETING, shortcut="Ctrl+S", icon="saved", place=Place.MEETING),
    ActionSpec(
        id=ActionId.RECORD_NEXT,
        group=Group.MEETING,
        shortcut="Ctrl+Return",
        icon="arrow-right",
        place=Place.MEETING,
    ),
    ActionSpec(
        id=ActionId.TAKE_BACK, group=Group.MEETING, shortcut="Alt+Z", icon="undo", place=Place.MEETING
    ),
    ActionSpec(id=ActionId.ROOM, group=Group.MEETING, shortcut="F5", icon="room"),
    ActionSpec(id=ActionId.CLOSE_MEETING, group=Group.MEETING, shortcut="Ctrl+Shift+M", icon="check"),
    ActionSpec(id=ActionId.PRINT_LEAFLET, group=Group.PRINT, shortcut="Ctrl+L", icon="leaflet"),
    ActionSpec(id=ActionId.PRINT_AGENDA, group=Group.PRINT, shortcut="Ctrl+P", icon="print"),
    ActionSpec(id=ActionId.PRINT_CASE_SHEET, group=Group.PRINT, shortcut="Ctrl+Alt+C", icon="case"),
    ActionSpec(id=ActionId.PRINT_SUMMARY, group=Group.PRINT, shortcut="Ctrl+Alt+S", icon="person"),
    ActionSpec(id=ActionId.PRINT_FORMS, group=Group.PRINT, shortcut="Ctrl+Alt+F", icon="print"),
    ActionSpec(id=ActionId.MINUTES_WORD, group=Group.PRINT, shortcut="Ctrl+Alt+W", icon="export"),
    ActionSpec(id=ActionId.COPY_MINUTES, group=Group.PRINT, shortcut="Ctrl+Alt+M", icon="copy"),
    ActionSpec(id=ActionId.COPY_CASE, group=Group.PRINT, shortcut="Ctrl+Alt+V", icon="copy"),
    ActionSpec(id=ActionId.AUDIT_OVERVIEW, group=Group.PRINT, shortcut="Ctrl+Alt+O", icon="person"),
    ActionSpec(id=ActionId.LANGUAGE, group=Group.LOOK, shortcut="Ctrl+Shift+L", icon="language"),
    ActionSpec(id=ActionId.THEME, group=Group.LOOK, shortcut="Ctrl+Shift+T", icon="theme"),
    ActionSpec(id=ActionId.FULL_SCREEN, group=Group.LOOK, shortcut="F11", icon="room"),
    ActionSpec(id=ActionId.SEAT, group=Group.PROGRAM, shortcut="Ctrl+Shift+U", icon="person"),
    ActionSpec(id=ActionId.QUIT, group=Group.PROGRAM, shortcut="Ctrl+Q", icon="close"),
)

SPECS: Final = MappingProxyType({each.id: each for each in ACTIONS})


class Commands(QObject):
    """The actions of one window: awake while somebody answers for them and the window is in their place."""

    def __init__(self, window: QWidget) -> None:
        """Make every action of the table, all of them asleep until `answer` is told who does them."""
        super().__init__(window)
        self._answers: dict[tuple[ActionId, Place | None], Callable[[], None]] = {}
        self._place = Place.START
        self._forbidden: Mapping[ActionId, str] = {}
        self._actions = {spec.id: self._made(spec, window) for spec in ACTIONS}

    def __getitem__(self, action: ActionId) -> QAction:
        return self._actions[action]

    def answer(self, action: ActionId, verb: Callable[[], None], *, at: Place | None = None) -> None:
        """Say who does an action from now on; ``at``: only in that place, where somebody else does it elsewhere."""
        self._answers[action, at] = verb
        self._wake()

    def forbid(self, forbidden: Mapping[ActionId, str]) -> None:
        """Put actions to sleep whatever the place, each with a sentence that says why."""
        self._forbidden = forbidden
        self._wake()

    @property
    def forbidden(self) -> frozenset[ActionId]:
        """Return what may not be done from this window for now, wherever it is."""
        return frozenset(self._forbidden)

    def why_asleep(self, action: ActionId) -> str:
        """Return why an action is forbidden, or nothing."""
        return self._forbidden.get(action, "")

    def enter(self, place: Place) -> None:
        """Wake the actions of a place and put those of the other places to sleep."""
        self._place = place
        self._wake()

    def wear(self, look: Look) -> None:
        """Name and draw every action in another language and theme."""
        for name, action in self._actions.items():
            spec = SPECS[name]
            action.setText(look.text(spec.key))
            if spec.icon:
                action.setIcon(icon(spec.icon, look.tokens.text, sizes=(16, 32)))

    def awake(self) -> tuple[ActionId, ...]:
        """Return what can be done now, in the order of the table."""
        return tuple(name for name, action in self._actions.items() if action.isEnabled())

    def _made(self, spec: ActionSpec, window: QWidget) -> QAction:
        action = QAction(self)
        action.setObjectName(spec.id)
        action.setEnabled(False)
        action.setShortcut(QKeySequence(spec.shortcut, QKeySequence.SequenceFormat.PortableText))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(partial(self._do, spec.id))
        window.addAction(action)
        return action

    def _do(self, action: ActionId, _checked: bool = False) -> None:
        verb = self._answer_to(action)
        if verb is not None:
            verb()

    def _answer_to(self, action: ActionId) -> Callable[[], None] | None:
        here = self._answers.get((action, self._place))
        return (
            here
            if here is not None or self._place in SPECS[action].also
            else self._answers.get((action, None))
        )

    def _wake(self) -> None:
        for name, action in self._actions.items():
            spec = SPECS[name]
            placed = spec.place in {None, self._place} or self._place in spec.also
            action.setEnabled(placed and name not in self._forbidden and self._answer_to(name) is not None)
            action.setToolTip(plain_tip(self._forbidden.get(name, action.text())))


def shown_shortcut(shortcut: str) -> str:
    """Return a shortcut as this computer's keyboards name it."""
    keys = QKeySequence(shortcut, QKeySequence.SequenceFormat.PortableText)
    return keys.toString(QKeySequence.SequenceFormat.NativeText)
