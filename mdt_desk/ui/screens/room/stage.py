"""Which window goes onto which screen: the room sees the projector, the presenter keeps his or her own screen."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Screens by their number; ``presenter`` None: there is one screen only, and the room sees it."""

    room: int
    presenter: int | None

    @property
    def private(self) -> bool:
        """Tell whether the presenter has a screen that the room does not see: only then may names be shown."""
        return self.presenter is not None


def arranged(screens: Sequence[str], own: str) -> Stage:
    """Return the stage for these screens; ``own`` is the one on which the window stands."""
    mine = screens.index(own) if own in screens else 0
    others = [number for number in range(len(screens)) if number != mine]
    if not others:
        return Stage(room=mine, presenter=None)
    return Stage(room=others[0], presenter=mine)
