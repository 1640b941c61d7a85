"""What one guideline advises, and where several agree, disagree, or are silent."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Strength(StrEnum):
    """How strongly a guideline puts it."""

    DO = "do"
    CONSIDER = "consider"
    DO_NOT = "do_not"


class AdviceStatus(StrEnum):
    """Whether an action certainly applies, or facts still decide that."""

    APPLIES = "applies"
    UNDETERMINED = "undetermined"


class DisagreementKind(StrEnum):
    """ACTION: codes that exclude each other; DEADLINE: other hours; DETAIL: another variant."""

    ACTION = "action"
    DEADLINE = "deadline"
    DETAIL = "detail"


class ClockState(StrEnum):
    """How a deadline stands at the moment of assessment."""

    RUNNING = "running"
    OVERDUE = "overdue"
    MET = "met"
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One action of one guideline for one patient at one moment.

    Attributes:
        within_hours: the most urgent deadline still possible; None: no deadline; 0: at once.
        possible_hours: every deadline still possible, most urgent first; None at the end for "no deadline".
        urgent: "as soon as possible" without hours: counts as due before the meeting.
        due: the moment at which ``within_hours`` runs out.
        variant: the regimen, where a guideline has its own (text key of a regimen).
        notes: text keys that together make the detail, in order (``guideline.<id>.<note>``).
        because: a small set of recorded facts that forces the action.
        missing: what decides the action, or its deadline.
        reference: the place in the source.

    """

    guideline: str
    action: str
    topic: str
    strength: Strength
    status: AdviceStatus
    within_hours: int | None
    possible_hours: tuple[int | None, ...]
    urgent: bool
    due: datetime | None
    variant: str | None
    notes: tuple[str, ...]
    because: tuple[str, ...]
    missing: tuple[str, ...]
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCovered:
    """A question that the guideline leaves open for this patient; ``note`` is a text key."""

    guideline: str
    question: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """The actions of one guideline in a disagreement."""

    guideline: str
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Guidelines that cannot both be followed, or that differ in deadline or regimen."""

    topic: str
    kind: DisagreementKind
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A deadline of one guideline, running or stopped; stopped ones are shown as met or late."""

    guideline: str
    action: str
    started_at: datetime
    due: datetime
    stopped_at: datetime | None
    state: ClockState
    certain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One guideline's action that bears on whether the case can wait; action ``emergency_sign`` stands for a sign."""

    guideline: str
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Urgency:
    """Whether the case can wait for the meeting: True certainly, False certainly not, None: facts decide."""

    wait_for_meeting: bool | None
    most_urgent_due: datetime | None
    because: tuple[Reason, ...]
    missing: tuple[str, ...]
    emergency_possible: bool
