"""What the first screen offers."""

from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """The ways to begin."""

    REHEARSE = "rehearse"
    EMPTY = "empty"
    SET_UP = "set_up"
    SERVER = "server"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One way to begin: what it is called, what it does, and the word on its button."""

    way: Way
    title: str
    text: str
    do: str
    icon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StartState:
    """The whole screen; ``server`` and ``language`` (the other one, by its own name) are empty where not offered."""

    welcome: str
    intro: str
    offers: tuple[Offer, ...]
    intended: str
    server: str = ""
    language: str = ""
