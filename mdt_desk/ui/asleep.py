"""Put to sleep what may not be done now, wherever it is pressed, each with the sentence that says why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from mdt_desk.domain.people import Verb
from mdt_desk.ui.actions import Place
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.widgets.short import plain_tip
from mdt_desk.usecases.people import allowed

_PLACES: Final = MappingProxyType(
    {
        Place.CASE: Verb.EDIT_CASE,
        Place.MEETING: Verb.DECIDE,
        Place.CLOSE: Verb.SIGN,
        Place.FOLLOW: Verb.FOLLOW_UP,
        Place.PRINT: Verb.GIVE_LEAFLET,
        Place.IMPORT: Verb.EDIT_CASE,
        Place.EXPORT: Verb.EXPORT,
        Place.SETTINGS: Verb.SETTINGS,
    }
)
"""What one comes to a place for: where that may not be done, the place says so above everything else."""


def why_not(desk: Desk, verb: Verb, *, waits: bool = False) -> str:
    """Return why something may not be done now; empty: it may.

    ``waits``: what is entered waits on this desk while the server is away, and is kept when it is back.
    """
    text, people = desk.look.text, desk.services.people
    if not allowed(people, verb):
        nobody = people is not None and people.seated is None
        return text("people.nobody_sits") if nobody else text(f"people.may_not.{verb}")
    return "" if waits else away(desk)


def away(desk: Desk) -> str:
    """Return that the server does not answer; empty: it does, or there is none."""
    return "" if desk.away_since is None else desk.look.text("server_desk.not_now")


def barred(desk: Desk) -> Mapping[Verb, str]:
    """Return what may not be done at a meeting now, with the reasons; what is written of a decision waits."""
    asked = (Verb.DECIDE, Verb.PREPARE_MEETING, Verb.EDIT_CASE)
    reasons = {each: why_not(desk, each, waits=each is Verb.DECIDE) for each in asked}
    return {verb: why for verb, why in reasons.items() if why}


def places_asleep(desk: Desk) -> Mapping[Place, str]:
    """Return why the role of who sits here may not do what a place is for; nothing while nobody is asked or sits."""
    people = desk.services.people
    if people is None or people.seated is None:
        return {}
    return {
        place: desk.look.text(f"people.may_not.{verb}")
        for place, verb in _PLACES.items()
        if not allowed(people, verb)
    }


class Sleeper(Protocol):
    """Something that sleeps by its own means: what stands in it is made anew now and then."""

    def sleep(self, why: str) -> None:
        """Sleep for a reason; with none be awake."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """Something that can sleep, and what it says of itself while it is awake."""

    widget: QWidget
    tip: str
    description: str

    def sleep(self, why: str) -> None:
        """Sleep for a reason; with none be awake."""
        worn = plain_tip(why) if why else self.tip
        self.widget.setEnabled(not why)
        self.widget.setToolTip(worn)
        self.widget.setAccessibleDescription(why or self.description)


def _part(widget: QWidget) -> _Part:
    return _Part(widget=widget, tip=widget.toolTip(), description=widget.accessibleDescription())


class Hold(QObject):
    """Parts of a view that sleep together while something may not be done."""

    def __init__(
        self, desk: Desk, verb: Verb | Callable[[], Verb | None], parent: QWidget, *, waits: bool
    ) -> None:
        """Watch who sits here and whether the server answers for as long as the view lives."""
        super().__init__(parent)
        self._desk, self._verb, self._waits = desk, verb, waits
        self._parts: list[Sleeper] = []
        for told in (desk.seated, desk.reached):
            told.connect(self.follow)

    def take(self, *parts: QWidget) -> None:
        """Hold further parts; what the view itself puts to sleep or says anew stands in a holder: see `in_holder`."""
        self._parts += [_part(each) for each in parts]
        self.follow()

    def tell(self, *sleepers: Sleeper) -> None:
        """Hold what sleeps by its own means."""
        self._parts += sleepers
        self.follow()

    def follow(self) -> None:
        """Sleep or wake, as what is asked for may be done now."""
        verb = self._verb() if callable(self._verb) else self._verb
        why = "" if verb is None else why_not(self._desk, verb, waits=self._waits)
        for each in self._parts:
            each.sleep(why)


def hold(
    desk: Desk, view: QWidget, verb: Verb | Callable[[], Verb | None], *parts: QWidget, waits: bool = False
) -> Hold:
    """Let parts of a view sleep while a verb may not be done; a callable says which one, None: nothing is asked."""
    made = Hold(desk, verb, view, waits=waits)
    made.take(*parts)
    return made


class _Follower(QObject):
    """A button that sleeps while an action does, and says why as that does."""

    def __init__(self, button: QAbstractButton, action: QAction) -> None:
        super().__init__(button)
        self._part, self._action = _part(button), action
        action.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        self._part.sleep("" if self._action.isEnabled() else self._action.toolTip())


def follow_action(button: QAbstractButton, action: QAction) -> None:
    """Let a button sleep while its action does."""
    _Follower(button, action)


def in_holder(button: QAbstractButton) -> QWidget:
    """Return a button in a widget that can sleep for it, whatever the view says of the button."""
    made = QWidget()
    made.setSizePolicy(button.sizePolicy())
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(button)
    return made
