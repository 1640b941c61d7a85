"""The weekly meeting: agenda, attendance, quorum, decisions, and what is still open before it is signed.

Identities are made by the caller: the domain knows no chance.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NewType
from uuid import UUID

from mdt_desk.domain.advice import Advice, AdviceStatus, Strength
from mdt_desk.domain.case import Case
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.vocabulary import ACTIONS

CaseId = NewType("CaseId", UUID)
MeetingId = NewType("MeetingId", UUID)
ActionId = NewType("ActionId", UUID)
LeafletId = NewType("LeafletId", UUID)


class Discipline(StrEnum):
    """Who somebody speaks for at the table."""

    ORTHOPAEDIC_SPINE_SURGERY = "orthopaedic_spine_surgery"
    NEUROSURGERY = "neurosurgery"
    RADIATION_ONCOLOGY = "radiation_oncology"
    RADIOLOGY = "radiology"
    NEUROLOGY = "neurology"
    MEDICAL_ONCOLOGY = "medical_oncology"
    HAEMATOLOGY = "haematology"
    PULMONOLOGY = "pulmonology"
    REHABILITATION = "rehabilitation"
    NURSING = "nursing"
    PALLIATIVE_CARE = "palliative_care"
    PATHOLOGY = "pathology"
    OTHER = "other"


class CaseState(StrEnum):
    """Where a case stands; OPEN waits for a meeting, CLOSED needs none any more."""

    OPEN = "open"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class MeetingState(StrEnum):
    """PLANNED may be prepared, HELD has taken place, CLOSED is signed and locked."""

    PLANNED = "planned"
    HELD = "held"
    CLOSED = "closed"


class DeviationReason(StrEnum):
    """Why the team departs from the leading guideline."""

    PATIENTS_CHOICE = "patients_choice"
    COMORBIDITY = "comorbidity"
    CONDITION = "condition"
    PROGRESSION = "progression"
    NEW_INFORMATION = "new_information"
    TECHNICAL = "technical"
    OTHER = "other"


class OpenPointKind(StrEnum):
    """What the check list at the end of a meeting asks for."""

    NO_DECISION = "no_decision"
    NO_DEVIATION_REASON = "no_deviation_reason"
    NO_OWNER = "no_owner"
    NO_DUE_DATE = "no_due_date"
    NO_RESPONSIBLE_PHYSICIAN = "no_responsible_physician"
    NOBODY_INFORMS_PATIENT = "nobody_informs_patient"
    NOBODY_INFORMS_GP = "nobody_informs_gp"
    LEAFLET_NOT_GIVEN = "leaflet_not_given"


class MeetingRefused(ValueError):  # noqa: N818  # named like CaseRefused: what happened, not that it is an error
    """The meeting cannot take this change; its sentence is the text of ``meeting.refused.<reason>``."""

    def __init__(self, reason: str) -> None:
        """Say why."""
        super().__init__(reason)
        self.reason: Final = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """Somebody at the table; no ``arrived_at``: from the beginning, no ``left_at``: to the end."""

    name: str
    discipline: Discipline
    arrived_at: datetime | None = None
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Addendum:
    """What was added to signed minutes, by whom and when; it never replaces what was signed."""

    by: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting; ``agenda`` is in the order of discussion, ``names_shown`` is what the room may see.

    ``ad_hoc``: called at once for a case that cannot wait. ``addenda``: in the order in which they were written.
    """

    id: MeetingId
    starts_at: datetime
    attendees: tuple[Attendee, ...] = ()
    names_shown: bool = False
    agenda: tuple[CaseId, ...] = ()
    state: MeetingState = MeetingState.PLANNED
    signed_by: str | None = None
    signed_at: datetime | None = None
    ad_hoc: bool = False
    addenda: tuple[Addendum, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionItem:
    """Something somebody will do; ``done_on`` None: still to be done."""

    id: ActionId
    text: str
    owner: str | None = None
    due: date | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the team decided about one case at one meeting; None is "not recorded".

    Attributes:
        options: action codes, in the order in which the team put them.
        deviates_from_leading: whether the options depart from the leading guideline, as judged when recorded.
        condition: what first has to be known, as "if biopsy shows myeloma, systemic first".
        wakes_on: the facts whose arrival brings the case back, by their paths.
        woken_at: when such a fact had arrived and the case was listed again.
        deferred_because: why nothing was decided; None: the case was decided.
        conditional_for_quorum: an operation was decided without a spine surgeon at the table.

    """

    case_id: CaseId
    meeting_id: MeetingId
    decided_at: datetime
    options: tuple[str, ...] = ()
    own_words: str | None = None
    reasons: str | None = None
    deviates_from_leading: bool = False
    deviation: DeviationReason | None = None
    deviation_words: str | None = None
    alternatives: str | None = None
    dissent: str | None = None
    condition: str | None = None
    wakes_on: tuple[str, ...] = ()
    woken_at: datetime | None = None
    actions: tuple[ActionItem, ...] = ()
    responsible_physician: str | None = None
    informs_patient: str | None = None
    informs_gp: str | None = None
    deferred_because: str | None = None
    conditional_for_quorum: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafletGiven:
    """A leaflet that was handed over; ``case_id`` None: at the nurse's door, without a case.

    ``version`` is that of its text; ``reprint``: this patient had one before.
    """

    id: LeafletId
    case_id: CaseId | None
    given_by: str
    given_at: datetime
    language: str
    large_print: bool
    card: bool
    teach_back: bool
    version: str = ""
    reprint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quorum:
    """Whether a decision stands; ``missing`` are the core disciplines that were not at the table."""

    conditional: bool
    missing: tuple[Discipline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPoint:
    """One line of the check list; ``action`` where it is about one action item."""

    kind: OpenPointKind
    case_id: CaseId
    action: ActionId | None = field(default=None)


SPINE_SURGEONS: Final = frozenset({Discipline.ORTHOPAEDIC_SPINE_SURGERY, Discipline.NEUROSURGERY})

CORE: Final = SPINE_SURGEONS | {Discipline.RADIATION_ONCOLOGY, Discipline.RADIOLOGY, Discipline.NEUROLOGY}
"""Who belongs at the table beside the treating specialist (Erasmus MC protocol 2022)."""

OPERATIONS: Final = frozenset(
    code for code, action in ACTIONS.items() if action.topic == "surgery" and code != "surgery_not_advised"
)
"""The codes of topic surgery with which a team takes an operation into its plan."""


def quorum(
    options: Iterable[str], attendees: Iterable[Attendee], core: frozenset[Discipline] = CORE
) -> Quorum:
    """Tell whether an operation was decided without a spine surgeon, and which of the core were missing."""
    present = {each.discipline for each in attendees}
    return Quorum(
        conditional=not OPERATIONS.isdisjoint(options) and SPINE_SURGEONS.isdisjoint(present),
        missing=tuple(each for each in Discipline if each in core - present),
    )


def present(meeting: Meeting, at: datetime) -> tuple[Attendee, ...]:
    """Return who sat at the table at a moment."""
    return tuple(
        each
        for each in meeting.attendees
        if (each.arrived_at is None or each.arrived_at <= at) and (each.left_at is None or each.left_at > at)
    )


def attend(meeting: Meeting, attendee: Attendee) -> Meeting:
    """Seat somebody; the same name again replaces what was noted."""
    _refuse_when_closed(meeting)
    others = tuple(each for each in meeting.attendees if each.name != attendee.name)
    return replace(meeting, attendees=(*others, attendee))


def leave(meeting: Meeting, name: str) -> Meeting:
    _refuse_when_closed(meeting)
    return replace(meeting, attendees=tuple(each for each in meeting.attendees if each.name != name))


def hold(meeting: Meeting, *, names_shown: bool) -> Meeting:
    """Open the meeting; the room sees names only when it chose so."""
    _refuse_when_closed(meeting)
    return replace(meeting, state=MeetingState.HELD, names_shown=names_shown)


def enlist(meeting: Meeting, case_id: CaseId) -> Meeting:
    """Put a case at the end of the agenda; one that is there already keeps its place."""
    _refuse_when_closed(meeting)
    if case_id in meeting.agenda:
        return meeting
    return replace(meeting, agenda=(*meeting.agenda, case_id))


def strike(meeting: Meeting, case_id: CaseId) -> Meeting:
    _refuse_when_closed(meeting)
    return replace(meeting, agenda=tuple(each for each in meeting.agenda if each != case_id))


def reorder(meeting: Meeting, agenda: Sequence[CaseId]) -> Meeting:
    """Give the agenda another order.

    Raises:
        MeetingRefused: a case would be lost, added or doubled by it.

    """
    _refuse_when_closed(meeting)
    if sorted(agenda) != sorted(meeting.agenda):
        raise MeetingRefused("other_cases")
    return replace(meeting, agenda=tuple(agenda))


def decide(meeting: Meeting, decision: Decision) -> Decision:
    """Return the decision as it is recorded: an operation without a spine surgeon there is conditional.

    Raises:
        MeetingRefused: the meeting is closed, the case is not on its agenda, or nothing was decided.

    """
    _refuse_when_closed(meeting)
    if decision.case_id not in meeting.agenda or decision.meeting_id != meeting.id:
        raise MeetingRefused("not_on_agenda")
    if not (decision.options or decision.own_words or decision.deferred_because):
        raise MeetingRefused("nothing_decided")
    verdict = quorum(decision.options, present(meeting, decision.decided_at))
    return replace(decision, conditional_for_quorum=verdict.conditional)


def defer(meeting: Meeting, case_id: CaseId, because: str, at: datetime) -> Decision:
    """Return the record that a case was put off.

    Raises:
        MeetingRefused: as `decide`; a reason is needed.

    """
    return decide(
        meeting,
        Decision(case_id=case_id, meeting_id=meeting.id, decided_at=at, deferred_because=because.strip()),
    )


def sign(meeting: Meeting, by: str, at: datetime) -> Meeting:
    """Close and lock the meeting.

    Raises:
        MeetingRefused: it is closed already, or nobody signs.

    """
    _refuse_when_closed(meeting)
    if not by.strip():
        raise MeetingRefused("unsigned")
    return replace(meeting, state=MeetingState.CLOSED, signed_by=by.strip(), signed_at=at)


def append(meeting: Meeting, addendum: Addendum) -> Meeting:
    """Add to the minutes of a signed meeting.

    Raises:
        MeetingRefused: the meeting is not signed yet, or the addendum says nothing, or nobody answers for it.

    """
    if meeting.state is not MeetingState.CLOSED:
        raise MeetingRefused("not_signed")
    said = replace(addendum, by=addendum.by.strip(), text=addendum.text.strip())
    if not said.text:
        raise MeetingRefused("empty_addendum")
    if not said.by:
        raise MeetingRefused("unsigned")
    return replace(meeting, addenda=(*meeting.addenda, said))


def open_points(
    meeting: Meeting, decisions: Iterable[Decision], cases: Mapping[CaseId, Case]
) -> tuple[OpenPoint, ...]:
    """Return what is still open, in the order of the agenda; a deferred case asks for nothing.

    Of a case that is not among ``cases`` only its decision is asked about.
    """
    decided = {each.case_id: each for each in decisions if each.meeting_id == meeting.id}
    points: list[OpenPoint] = []
    for case_id in meeting.agenda:
        decision = decided.get(case_id)
        if decision is None:
            points.append(OpenPoint(kind=OpenPointKind.NO_DECISION, case_id=case_id))
        elif decision.deferred_because is None:
            points.extend(_open_in(decision, cases.get(case_id)))
    return tuple(points)


def open_actions(decisions: Iterable[Decision]) -> tuple[tuple[Decision, ActionItem], ...]:
    """Return every action not yet done with its decision, earliest due first, those without a date last."""
    found = [(each, item) for each in decisions for item in each.actions if item.done_on is None]
    return tuple(sorted(found, key=lambda pair: (pair[1].due is None, pair[1].due or date.min)))


def _open_in(decision: Decision, case: Case | None) -> list[OpenPoint]:
    kinds: list[OpenPointKind] = []
    if decision.deviates_from_leading and decision.deviation is None:
        kinds.append(OpenPointKind.NO_DEVIATION_REASON)
    known = case is not None and case.referral.responsible_physician is not UNKNOWN
    if not (decision.responsible_physician or known):
        kinds.append(OpenPointKind.NO_RESPONSIBLE_PHYSICIAN)
    if not decision.informs_patient:
        kinds.append(OpenPointKind.NOBODY_INFORMS_PATIENT)
    if not decision.informs_gp:
        kinds.append(OpenPointKind.NOBODY_INFORMS_GP)
    if case is not None and _needs_leaflet(case):
        kinds.append(OpenPointKind.LEAFLET_NOT_GIVEN)
    points = [OpenPoint(kind=kind, case_id=decision.case_id) for kind in kinds]
    for item in decision.actions:
        if item.done_on is not None:
            continue
        if not item.owner:
            points.append(OpenPoint(kind=OpenPointKind.NO_OWNER, case_id=decision.case_id, action=item.id))
        if item.due is None:
            points.append(OpenPoint(kind=OpenPointKind.NO_DUE_DATE, case_id=decision.case_id, action=item.id))
    return points


def _needs_leaflet(case: Case) -> bool:
    at_risk = (
        case.imaging.confirmed_spinal_metastases is True or case.tumour.high_risk_of_spinal_metastases is True
    )
    return at_risk and case.information.leaflet_given_on is UNKNOWN and case.patient.died_on is UNKNOWN


def _refuse_when_closed(meeting: Meeting) -> None:
    if meeting.state is MeetingState.CLOSED:
        raise MeetingRefused("closed")


_OPERATION_ADVISED: Final = frozenset(
    {"surgery_preferred", "decompression", "stabilisation", "separation_surgery"}
)


def deviates(decision: Decision, advice: Iterable[Advice]) -> bool:
    """Tell whether the chosen options depart from what one guideline certainly advises.

    They do when an option and an advised action exclude each other, when an operation is chosen though
    advised against, or when one is advised and none is chosen. Either of two equal options is no departure.
    Words of the team's own cannot be compared and do not count.
    """
    if not decision.options or decision.deferred_because is not None:
        return False
    certain = {
        each.action
        for each in advice
        if each.status is AdviceStatus.APPLIES and each.strength is not Strength.CONSIDER
    } - {"surgery_equal_option"}
    operates = not OPERATIONS.isdisjoint(decision.options)
    if operates and "surgery_not_advised" in certain:
        return True
    if not operates and certain & _OPERATION_ADVISED:
        return True
    return any(ACTIONS[each].excludes & certain for each in decision.options if each in ACTIONS)
