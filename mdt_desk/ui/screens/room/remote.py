"""The keys of room mode: what a press means, also while a number is being typed."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final


class Key(StrEnum):
    """What the windows understand; digits come with their number."""

    NEXT = "next"
    PREVIOUS = "previous"
    ONWARDS = "onwards"
    BACK = "back"
    DIGIT = "digit"
    ERASE = "erase"
    ENTER = "enter"
    BLANK = "blank"
    SCREEN = "screen"
    LEAVE = "leave"


class Deed(StrEnum):
    """What is to be done."""

    NOTHING = "nothing"
    STEP = "step"
    TURN = "turn"
    JUMP = "jump"
    MOVE = "move"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """What the keys have done so far; ``typed`` is the number being typed."""

    typed: str = ""
    blank: bool = False


_LONGEST: Final = 3
_STEPS: Final = {
    Key.NEXT: (Deed.STEP, 1),
    Key.PREVIOUS: (Deed.STEP, -1),
    Key.ONWARDS: (Deed.TURN, 1),
    Key.BACK: (Deed.TURN, -1),
}


def pressed(remote: Remote, key: Key, digit: int = 0) -> tuple[Remote, Deed, int]:
    """Return the keys' state after a press, what to do, and by how much or to which number."""
    if key is Key.LEAVE:
        return Remote(), Deed.LEAVE, 0
    if key is Key.BLANK:
        return replace(remote, typed="", blank=not remote.blank), Deed.NOTHING, 0
    if key is Key.SCREEN:
        return replace(remote, typed=""), Deed.MOVE, 0
    if key is Key.DIGIT:
        return replace(remote, typed=f"{remote.typed}{digit}"[-_LONGEST:]), Deed.NOTHING, 0
    if key is Key.ERASE:
        return replace(remote, typed=remote.typed[:-1]), Deed.NOTHING, 0
    if key is Key.ENTER:
        if not remote.typed:
            return replace(remote, blank=False), Deed.TURN, 1
        return Remote(), Deed.JUMP, int(remote.typed)
    deed, by = _STEPS[key]
    return Remote(), deed, by
