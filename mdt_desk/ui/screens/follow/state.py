"""Everything the follow-through shows, as frozen values: the view adds nothing to it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from mdt_desk.domain.facts import Unknown
from mdt_desk.domain.follow_up import NotCarriedOut


class Topic(StrEnum):
    """What is asked, in the order of the screen."""

    ASK = "ask"
    CARRIED_OUT = "carried_out"
    ACTIONS = "actions"
    WAITING = "waiting"


class Asks(StrEnum):
    """The questions about a patient, in the order in which they are asked."""

    ALIVE = "alive"
    WALKING = "walking"
    TREATMENT_DONE = "treatment_done"


Said = bool | Unknown | None
"""True, False, UNKNOWN (asked, and not known), or None: not answered yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What was said of the patient in hand so far."""

    alive: Said = None
    walking: Said = None
    treatment_done: Said = None


NO_ANSWERS: Final = Answers()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing in the list: whom it is about, and what; ``late``: it should have been done."""

    key: str
    name: str
    detail: str
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer that a key gives."""

    value: object
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The thing in hand.

    Attributes:
        said: what is to be known before it is answered, a paragraph each.
        question: what is asked; ``choices`` answer it with one key each.
        answers: of the questions about a patient; None: these are not asked here.
        asks_day: the day of death is to be entered.

    """

    key: str
    name: str
    identity: str
    said: tuple[str, ...]
    question: str = ""
    choices: tuple[Choice, ...] = ()
    answers: Answers | None = None
    asks_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """How much somebody still has to do; an empty ``key`` stands for everybody."""

    key: str
    name: str
    open: int
    late: int
    done: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowState:
    """The whole screen; ``empty`` says why the list is empty, ``owners`` are there for actions only."""

    topic: Topic = Topic.ASK
    topics: tuple[tuple[Topic, str], ...] = ()
    lines: tuple[Line, ...] = ()
    card: Card | None = None
    owners: tuple[Owner, ...] = ()
    owner: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chose:
    """A topic was chosen."""

    topic: Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """A thing of the list was taken in hand."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoke:
    """One question about the patient in hand was answered."""

    asks: Asks
    value: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Died:
    """The day of death was entered; None: what was typed is no day."""

    on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The question of the card was answered with one of its choices."""

    value: object


@dataclass(frozen=True, slots=True, kw_only=True)
class ForOwner:
    """Only what this owner has to do is to be listed."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """The case in hand is to be shown."""


CARRIED_OUT: Final = "carried_out"
"""The choice that a decision was carried out; the others are a `NotCarriedOut`."""

REASONS: Final = tuple(NotCarriedOut)
