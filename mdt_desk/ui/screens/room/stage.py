"""Which window goes onto which screen: the room sees the projector, the presenter keeps his or her own screen."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QScreen


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """A screen: its name, what it shows of the desktop, and how much of that is left for windows."""

    name: str
    area: QRect
    free: QRect
    screen: QScreen


def walls() -> tuple[Wall, ...]:
    """Return the screens of this computer."""
    return tuple(
        Wall(name=each.name(), area=each.geometry(), free=each.availableGeometry(), screen=each)
        for each in QGuiApplication.screens()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Screens by their number; ``presenter`` None: there is one screen only, and the room sees it."""

    room: int
    presenter: int | None

    @property
    def private(self) -> bool:
        """Tell whether the presenter has a screen that the room does not see: only then may names be shown."""
        return self.presenter is not None


def arranged(screens: Sequence[Wall], own: str, wanted: str = "") -> Stage:
    """Return the stage for these screens; ``own`` is the one on which the window stands.

    The room gets the one that is ``wanted`` for it, or the first there is. A projector that shows the same part of the
    desktop is no other screen: what stands on one, both show.
    """
    names = [each.name for each in screens]
    mine = names.index(own) if own in names else 0
    others = _apart(screens, screens[mine])
    if not others:
        return Stage(room=mine, presenter=None)
    return Stage(room=next((each for each in others if names[each] == wanted), others[0]), presenter=mine)


def another(screens: Sequence[Wall], stage: Stage) -> str:
    """Return the name of the screen that the room could have instead, in turn; empty: there is none."""
    if stage.presenter is None:
        return ""
    room, private = screens[stage.room], screens[stage.presenter]
    left = [each for each in _apart(screens, private) if each in _apart(screens, room)]
    after = [each for each in left if each > stage.room]
    return screens[(after or left)[0]].name if left else ""


def _apart(screens: Sequence[Wall], wall: Wall) -> list[int]:
    return [number for number, each in enumerate(screens) if not each.area.intersects(wall.area)]
