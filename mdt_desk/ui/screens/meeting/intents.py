"""What the user can want on the meeting screen; each is one frozen value that a part of the view emits."""

from dataclasses import dataclass

from mdt_desk.domain.meeting import ActionId, CaseId, DeviationReason, Discipline, MeetingId
from mdt_desk.ui.screens.meeting.draft import ActionPart, Part


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseMeeting:
    meeting: MeetingId


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Open the meeting, or change what the room may see of it."""

    names_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveTo:
    case: CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class Reorder:
    """Discuss the present case one place earlier (-1) or later (1)."""

    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """Discuss a case that was dragged just before another, or behind it."""

    case: CaseId
    beside: CaseId
    behind: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Settle:
    """Keep what is written here where another desk wrote something else, or take the other."""

    path: str
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeOrder:
    """Show the order that is proposed for the agenda, and what it trades."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptOrder:
    """Give the agenda the proposed order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveOrder:
    """Leave the agenda as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavesAt:
    """Somebody has to leave at a time of the day, as typed; an empty text takes that back."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToggleWake:
    """Let the case come back when this fact is recorded, or no longer."""

    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Put somebody at the table, or back at it."""

    name: str
    discipline: Discipline


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """Somebody leaves the table."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseat:
    """Somebody was never there."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TellFact:
    """The table says what the patient prefers, or what else the patient has."""

    case: CaseId
    path: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToggleOption:
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    part: Part
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviate:
    """Give the coded reason of a departure, or with None take it back."""

    reason: DeviationReason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteAction:
    """Type into one action; without an identity a new one begins. ``left``: the field was left."""

    action: ActionId | None
    part: ActionPart
    text: str
    left: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DropAction:
    action: ActionId


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishAction:
    """Mark an action of an earlier meeting as done."""

    meeting: MeetingId
    action: ActionId


@dataclass(frozen=True, slots=True, kw_only=True)
class Defer:
    """Write why the case is put off."""

    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeUp:
    """Decide after all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Insert:
    """Write a suggested sentence into the decision."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dismiss:
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBack:
    """Undo the last insertion or dismissal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Record what is written; ``onwards`` then goes to the next case."""

    onwards: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Revert:
    """Return to what was recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """Look at the present case in the case screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowRoom:
    """Start room mode."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintAgenda:
    """Make the agenda as a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseMeeting:
    """Go to the check list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoToQueue:
    """Go and put cases on the agenda."""


Intent = (
    ChooseMeeting
    | Hold
    | MoveTo
    | Reorder
    | Drop
    | Settle
    | ProposeOrder
    | AcceptOrder
    | LeaveOrder
    | LeavesAt
    | ToggleWake
    | Seat
    | Leave
    | Unseat
    | TellFact
    | ToggleOption
    | Write
    | Deviate
    | WriteAction
    | DropAction
    | FinishAction
    | Defer
    | TakeUp
    | Insert
    | Dismiss
    | TakeBack
    | Record
    | Revert
    | OpenCase
    | ShowRoom
    | PrintAgenda
    | CloseMeeting
    | GoToQueue
)
