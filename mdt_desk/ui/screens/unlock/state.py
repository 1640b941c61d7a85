"""What is shown before the queue is open."""

from dataclasses import dataclass, field
from enum import StrEnum


class Do(StrEnum):
    """What can be done on a screen that says why the queue does not open; none of them deletes anything."""

    TRY_AGAIN = "try_again"
    RESTORE = "restore"
    PUT_KEYS_BACK = "put_keys_back"
    REHEARSE = "rehearse"
    CLOSE = "close"


@dataclass(frozen=True, slots=True, kw_only=True)
class PassphraseState:
    """A screen that asks for one passphrase; ``said`` is what is wrong with the one typed before."""

    title: str
    text: str
    label: str
    do: str
    value: str = field(default="", repr=False)
    hidden: bool = True
    said: str = ""
    back: str = ""
    suggest: str = ""
    rehearse: str = ""
    busy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    do: Do
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubleState:
    """Why the queue does not open, what one can do, and the backups where one of them would help."""

    title: str
    sentence: str
    steps: tuple[str, ...]
    actions: tuple[Action, ...]
    backups_title: str = ""
    backups: tuple[str, ...] = ()
    chosen: int | None = None
    lost: tuple[str, ...] = ()
    busy: bool = False
