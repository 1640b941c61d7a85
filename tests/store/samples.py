"""Values that the queue must keep as they are: any case, meeting, decision and leaflet."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from mdt_desk.domain.case import (
    FACTS,
    Case,
    CaseOf,
    ExternalEstimate,
    ExternalModel,
    IdSystem,
    Lesion,
    NationalId,
    Recorded,
)
from mdt_desk.domain.facts import UNKNOWN, FactSpec, Kind
from mdt_desk.domain.meeting import (
    ActionId,
    ActionItem,
    Addendum,
    Attendee,
    CaseId,
    CaseState,
    Decision,
    DeviationReason,
    Discipline,
    LeafletGiven,
    LeafletId,
    Meeting,
    MeetingId,
    MeetingState,
)
from mdt_desk.domain.reading import case_tree, contradictions, read_case, with_fact
from mdt_desk.domain.spine import Level
from mdt_desk.domain.vocabulary import ACTIONS
from mdt_desk.usecases.ports import StoredCase

AT = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(
    str.strip
)
maybe_words = st.none() | words
uuids = st.integers(1, 2**128 - 1).map(lambda number: UUID(int=number))
days = st.dates(date(1930, 1, 1), AT.date())
zones = st.sampled_from([UTC, timezone(timedelta(hours=1)), timezone(timedelta(hours=-3, minutes=-30))])
moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=zones)  # noqa: DTZ001  # the bounds of a strategy are naive, its values aware


def _table(spec: FactSpec) -> st.SearchStrategy[Any]:
    if spec.kind is Kind.TABLE:
        return st.just(NationalId(system=IdSystem.BSN, value="999990019"))
    estimates = st.builds(
        ExternalEstimate,
        model=st.sampled_from(ExternalModel),
        months=st.integers(1, 24),
        survival=st.floats(0, 1),
        computed_on=days,
    )
    return st.lists(estimates, max_size=2).map(tuple)


def value_of(spec: FactSpec) -> st.SearchStrategy[Any]:
    """Any value that one fact allows."""
    low, high = spec.minimum or 0, spec.maximum if spec.maximum is not None else 1000
    if spec.kind is Kind.CHOICE:
        return st.sampled_from(list(spec.choices or ()))
    if spec.kind is Kind.CHOICES:
        return st.frozensets(st.sampled_from(list(spec.choices or ())))
    if spec.kind is Kind.INT:
        return st.sampled_from(range(int(low), int(high) + 1, spec.step or 1))
    simple: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.BOOL: st.booleans(),
        Kind.FLOAT: st.floats(low, high),
        Kind.TEXT: st.sampled_from(["nl", "tr"]) if spec.path == "patient.language" else words,
        Kind.DATE: days,
        Kind.DATETIME: moments,
    }
    return simple[spec.kind] if spec.kind in simple else _table(spec)


PLAIN = [path for path in FACTS if not path.startswith("lesions.")]
OF_A_LESION = [path for path in FACTS if path.startswith("lesions.") and path != "lesions.level"]


@st.composite
def lesions(draw: st.DrawFn) -> tuple[Lesion[Any], ...]:
    levels = draw(st.lists(st.sampled_from(Level), unique=True, max_size=3))
    paths = draw(st.lists(st.sampled_from(OF_A_LESION), unique=True, max_size=4))
    return tuple(
        Lesion(level=level, **{FACTS[path].name: draw(value_of(FACTS[path])) for path in paths})
        for level in levels
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Any case without contradictions, as a case file would give it."""
    case: Case = CaseOf()
    for path in draw(st.lists(st.sampled_from(PLAIN), unique=True, max_size=12)):
        case = with_fact(case, path, draw(value_of(FACTS[path])))
    if draw(st.booleans()):
        case = with_fact(case, "lesions", draw(lesions()))
    if draw(st.booleans()):
        path = draw(st.sampled_from(PLAIN))
        entry = Recorded(fact=path, value=draw(value_of(FACTS[path])), at=draw(moments))
        case = CaseOf(**{**vars(case), "recorded": (entry,)})
    for problem in contradictions(case, AT):
        case = with_fact(case, problem.key, UNKNOWN)
    return read_case(case_tree(case), AT)


def stored(case_ids: st.SearchStrategy[CaseId] | None = None) -> st.SearchStrategy[StoredCase]:
    return st.builds(
        StoredCase,
        id=uuids.map(CaseId) if case_ids is None else case_ids,
        case=cases(),
        version=st.integers(1, 1000),
        state=st.sampled_from(CaseState),
        listed_at=moments,
        changed_at=st.just(AT),
    )


attendees = st.builds(
    Attendee,
    name=words,
    discipline=st.sampled_from(Discipline),
    arrived_at=st.none() | moments,
    left_at=st.none() | moments,
)


addenda = st.builds(Addendum, by=words, at=moments, text=words)


def meetings(agenda: st.SearchStrategy[tuple[CaseId, ...]]) -> st.SearchStrategy[Meeting]:
    common = {
        "id": uuids.map(MeetingId),
        "starts_at": moments,
        "attendees": st.lists(attendees, max_size=4).map(tuple),
        "names_shown": st.booleans(),
        "agenda": agenda,
        "ad_hoc": st.booleans(),
    }
    open_states = st.sampled_from([MeetingState.PLANNED, MeetingState.HELD])
    signed = st.builds(
        Meeting,
        state=st.just(MeetingState.CLOSED),
        signed_by=words,
        signed_at=moments,
        addenda=st.lists(addenda, max_size=2).map(tuple),
        **common,
    )
    return st.builds(Meeting, state=open_states, **common) | signed


actions = st.builds(
    ActionItem,
    id=uuids.map(ActionId),
    text=words,
    owner=maybe_words,
    due=st.none() | days,
    done_on=st.none() | days,
)


def decisions(case_id: CaseId, meeting_id: MeetingId) -> st.SearchStrategy[Decision]:
    return st.builds(
        Decision,
        case_id=st.just(case_id),
        meeting_id=st.just(meeting_id),
        decided_at=moments,
        options=st.lists(st.sampled_from(sorted(ACTIONS)), unique=True, max_size=4).map(tuple),
        own_words=maybe_words,
        reasons=maybe_words,
        deviates_from_leading=st.booleans(),
        deviation=st.none() | st.sampled_from(DeviationReason),
        deviation_words=maybe_words,
        alternatives=maybe_words,
        dissent=maybe_words,
        condition=maybe_words,
        wakes_on=st.lists(st.sampled_from(PLAIN), unique=True, max_size=3).map(tuple),
        woken_at=st.none() | moments,
        actions=st.lists(actions, max_size=3, unique_by=lambda each: each.id).map(tuple),
        responsible_physician=maybe_words,
        informs_patient=maybe_words,
        informs_gp=maybe_words,
        deferred_because=maybe_words,
        conditional_for_quorum=st.booleans(),
    )


def leaflets(case_id: CaseId | None) -> st.SearchStrategy[LeafletGiven]:
    return st.builds(
        LeafletGiven,
        id=uuids.map(LeafletId),
        case_id=st.just(case_id),
        given_by=words,
        given_at=moments,
        language=st.sampled_from(["nl", "en", "tr", "ar"]),
        large_print=st.booleans(),
        card=st.booleans(),
        teach_back=st.booleans(),
    )
