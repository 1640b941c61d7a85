"""Everything the check list shows, as frozen values: the view adds nothing to it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from mdt_desk.domain.meeting import CaseId, MeetingId


class Remedy(StrEnum):
    """Where an open point is dealt with: at the decision, by printing the leaflet, or by leaving the case out."""

    DECISION = "decision"
    LEAFLET = "leaflet"
    TAKE_OFF = "take_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One open point; ``blocks``: the meeting cannot be signed before."""

    text: str
    remedy: Remedy
    blocks: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The open points of one case, with the identifiers by which it is told apart."""

    id: CaseId
    heading: str
    identity: str
    points: tuple[Point, ...]


class Making(StrEnum):
    """How far a document is."""

    NOT_YET = "not_yet"
    BUSY = "busy"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document, or several of one kind: how far it is, in words, and where it was put."""

    making: Making = Making.NOT_YET
    text: str = ""
    file: Path | None = None
    done: int = 0
    total: int = 0


NO_PAPER: Final = Paper()


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseState:
    """The whole screen.

    Attributes:
        blocked: why the meeting cannot be signed yet; empty when it can.
        signed: who signed when; empty before.
        following: where deferred cases go.
        addenda: what was added to the signed minutes, a line each.

    """

    meeting: MeetingId | None = None
    heading: str = ""
    summary: str = ""
    groups: tuple[Group, ...] = ()
    blocked: str = ""
    following: str = ""
    signed: str = ""
    addenda: tuple[str, ...] = ()
    minutes: Paper = NO_PAPER
    letters: Paper = NO_PAPER
    empty: str = ""
