"""From domain values to rows; importing this imports SQLModel: do it late."""

import json
from collections.abc import Iterator

from mdt_desk.domain.follow_up import Execution, FollowUp
from mdt_desk.domain.meeting import Decision, LeafletGiven, Meeting
from mdt_desk.store.gate import digest_of, document_of, search_text
from mdt_desk.store.tables import (
    ActionRow,
    AddendumRow,
    AgendaRow,
    AttendeeRow,
    CaseRow,
    DecisionRow,
    ExecutionRow,
    FollowUpRow,
    LeafletRow,
    MeetingRow,
)
from mdt_desk.usecases.ports import StoredCase


def case_row(stored: StoredCase) -> CaseRow:
    """Return the row of a case.

    Raises:
        CaseRefused: the case would not pass the gate on its way back.

    """
    document = document_of(stored)
    return CaseRow(
        id=stored.id,
        version=stored.version,
        state=stored.state.value,
        listed_at=stored.listed_at,
        changed_at=stored.changed_at,
        meeting_id=stored.meeting,
        search=search_text(stored.case),
        document=document,
        digest=digest_of(stored, document),
    )


def meeting_row(meeting: Meeting) -> MeetingRow:
    return MeetingRow(
        id=meeting.id,
        starts_at=meeting.starts_at,
        names_shown=meeting.names_shown,
        state=meeting.state.value,
        signed_by=meeting.signed_by,
        signed_at=meeting.signed_at,
        ad_hoc=meeting.ad_hoc,
    )


def rows_under(meeting: Meeting) -> Iterator[AttendeeRow | AgendaRow | AddendumRow]:
    for position, each in enumerate(meeting.attendees):
        yield AttendeeRow(
            meeting_id=meeting.id,
            position=position,
            name=each.name,
            discipline=each.discipline.value,
            arrived_at=each.arrived_at,
            left_at=each.left_at,
        )
    for position, case_id in enumerate(meeting.agenda):
        yield AgendaRow(meeting_id=meeting.id, position=position, case_id=case_id)
    for position, addendum in enumerate(meeting.addenda):
        yield AddendumRow(
            meeting_id=meeting.id, position=position, by=addendum.by, at=addendum.at, text=addendum.text
        )


def decision_row(decision: Decision) -> DecisionRow:
    return DecisionRow(
        case_id=decision.case_id,
        meeting_id=decision.meeting_id,
        decided_at=decision.decided_at,
        options=json.dumps(decision.options),
        own_words=decision.own_words,
        reasons=decision.reasons,
        deviates_from_leading=decision.deviates_from_leading,
        deviation=None if decision.deviation is None else decision.deviation.value,
        deviation_words=decision.deviation_words,
        alternatives=decision.alternatives,
        dissent=decision.dissent,
        condition=decision.condition,
        wakes_on=json.dumps(decision.wakes_on),
        woken_at=decision.woken_at,
        responsible_physician=decision.responsible_physician,
        informs_patient=decision.informs_patient,
        informs_gp=decision.informs_gp,
        deferred_because=decision.deferred_because,
        conditional_for_quorum=decision.conditional_for_quorum,
    )


def action_rows(decision: Decision) -> Iterator[ActionRow]:
    for position, each in enumerate(decision.actions):
        yield ActionRow(
            id=each.id,
            case_id=decision.case_id,
            meeting_id=decision.meeting_id,
            position=position,
            text=each.text,
            owner=each.owner,
            due=each.due,
            done_on=each.done_on,
        )


def leaflet_row(given: LeafletGiven) -> LeafletRow:
    return LeafletRow(
        id=given.id,
        case_id=given.case_id,
        given_by=given.given_by,
        given_at=given.given_at,
        language=given.language,
        large_print=given.large_print,
        card=given.card,
        teach_back=given.teach_back,
        version=given.version,
        reprint=given.reprint,
    )


def execution_row(execution: Execution) -> ExecutionRow:
    return ExecutionRow(
        case_id=execution.case_id,
        meeting_id=execution.meeting_id,
        carried_out=execution.carried_out,
        because=None if execution.because is None else execution.because.value,
        in_words=execution.in_words,
        recorded_on=execution.recorded_on,
        recorded_by=execution.recorded_by,
    )


def follow_up_row(told: FollowUp) -> FollowUpRow:
    return FollowUpRow(
        case_id=told.case_id,
        months=told.months,
        asked_on=told.asked_on,
        asked_by=told.asked_by,
        alive=told.alive,
        walking=told.walking,
        treatment_done=told.treatment_done,
    )
