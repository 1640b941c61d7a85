"""Everything the meeting screen shows, as frozen values: the view adds nothing to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mdt_desk.domain.meeting import ActionId, CaseId, DeviationReason, Discipline, MeetingId
from mdt_desk.ui.screens.meeting.draft import ActionPart, Part
from mdt_desk.ui.theme import Tone
from mdt_desk.ui.wording.both import DifferenceShown
from mdt_desk.ui.wording.scores import ScoreShown


class Mark(StrEnum):
    """How far the team is with a case of the agenda; its word is ``meeting.mark.<value>``."""

    OPEN = "open"
    WRITING = "writing"
    DECIDED = "decided"
    CONDITIONAL = "conditional"
    DEFERRED = "deferred"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaLine:
    """One case of the agenda; ``urgent``: it cannot, or perhaps cannot, wait for the meeting.

    ``unread``: it cannot be read, so that nobody can go to it.
    """

    id: CaseId
    number: int
    time: str
    name: str
    detail: str
    mark: Mark
    urgent: bool
    spoken: str
    unread: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatShown:
    """Somebody at the table; ``gone`` after leaving, ``until`` the time at which somebody has to leave."""

    name: str
    discipline: Discipline
    detail: str = ""
    gone: bool = False
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """One discipline with who is there for it; ``absent``: it belongs at the table and is not there."""

    name: str
    seats: tuple[SeatShown, ...]
    absent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceShown:
    """Who is at the table; ``usual`` are those of earlier meetings who are not."""

    benches: tuple[Bench, ...] = ()
    usual: tuple[SeatShown, ...] = ()
    counted: str = ""
    quorum: str = ""
    complete: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A fact that the table is asked for; ``recorded`` false: nobody entered it."""

    path: str
    name: str
    text: str
    recorded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A neutral sentence that can be written into the decision; ``open``: facts still decide whether it applies."""

    key: str
    sentence: str
    detail: str
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SinceShown:
    """What there is to know since the last discussion.

    Attributes:
        alert: why the case is back, or that another patient of this name is listed; empty when there is nothing.
        heading: when it was discussed last, and with what outcome; empty when it never was.
        lines: every fact that was recorded since, with what it was before.

    """

    alert: str = ""
    heading: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseShown:
    """The case on the table."""

    id: CaseId
    heading: str
    identity: str
    urgency: str
    urgent: bool
    readiness: str
    ready: bool
    question: str
    since: SinceShown
    asked: tuple[Asked, ...]
    scores: tuple[ScoreShown, ...]
    suggestions: tuple[Suggestion, ...]
    suggested_by: str
    handled: str
    elsewhere: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionShown:
    """One code of the vocabulary.

    Attributes:
        also: other names of its topic, by which it is found and which are not shown.
        note: what the leading guideline says about it.

    """

    code: str
    topic: str
    topic_name: str
    also: str = ""
    text: str
    note: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionShown:
    """One action as it is typed; ``problem`` is what is wrong with it, and ``wrong`` in which part."""

    id: ActionId
    text: str
    owner: str
    due: str
    problem: str = ""
    wrong: ActionPart | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedAction:
    """An action of an earlier meeting that was not done yet; ``late``: its day has passed."""

    meeting: MeetingId
    id: ActionId
    text: str
    detail: str
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedShown:
    """Whether what is written is recorded."""

    text: str = ""
    tone: Tone = Tone.CALM
    icon: str = "edit"
    can_record: bool = False
    can_revert: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionShown:
    """The decision as it is written.

    Attributes:
        chosen: the options in the team's order, code and text.
        departs: what the options depart from; empty when they do not.
        conditional: the sentence that it is recorded as conditional; empty when it is not.
        wakes: the facts that bring the case back, path and name; ``wakeable`` are those that could.
        hints: what stands in an empty field, by part.
        differences: what another desk wrote too, until somebody chooses.

    """

    options: tuple[OptionShown, ...] = ()
    chosen: tuple[tuple[str, str], ...] = ()
    words: Mapping[Part, str] = field(default_factory=dict)
    hints: Mapping[Part, str] = field(default_factory=dict)
    departs: str = ""
    deviation: DeviationReason | None = None
    conditional: str = ""
    wakes: tuple[tuple[str, str], ...] = ()
    wakeable: tuple[tuple[str, str], ...] = ()
    actions: tuple[ActionShown, ...] = ()
    carried: tuple[CarriedAction, ...] = ()
    people: tuple[str, ...] = ()
    deferring: bool = False
    deferred_because: str = ""
    deferral: str = ""
    saved: SavedShown = SavedShown()
    locked: bool = False
    differences: tuple[DifferenceShown, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedShown:
    """One case of a proposed order: where it would be, where it is, and why."""

    number: str
    name: str
    move: str
    why: str
    moved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderShown:
    """A proposed order of the agenda; ``trades`` are what it gives up and for what."""

    summary: str
    placed: tuple[PlacedShown, ...]
    trades: tuple[str, ...]
    changes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderShown:
    """The meeting itself; ``begun``: it was opened, ``locked``: it was signed."""

    meetings: tuple[tuple[MeetingId, str], ...] = ()
    meeting: MeetingId | None = None
    standing: str = ""
    tone: Tone = Tone.CALM
    names_shown: bool = False
    begun: bool = False
    locked: bool = False
    counted: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingState:
    """The whole screen; ``empty`` is the sentence in its place when there is no meeting or no case.

    ``asked_locked``: the facts that the table is asked for are only read; ``table_locked``: agenda and attendance are.
    ``unread``: the cases that cannot be read, a sentence each, and what can be done about them.
    """

    header: HeaderShown = HeaderShown()
    agenda: tuple[AgendaLine, ...] = ()
    unread: tuple[str, ...] = ()
    current: CaseId | None = None
    attendance: AttendanceShown = AttendanceShown()
    to_do: tuple[CarriedAction, ...] = ()
    order: OrderShown | None = None
    case: CaseShown | None = None
    decision: DecisionShown = DecisionShown()
    asked_locked: bool = False
    table_locked: bool = False
    loading: bool = False
    empty: str = ""
    problem: str = ""
