"""Play a whole synthetic meeting through the real parts, and make every document that comes of it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import (
    ActionId,
    ActionItem,
    Attendee,
    CaseId,
    Decision,
    LeafletGiven,
    LeafletId,
    MeetingId,
)
from mdt_desk.domain.readiness import ReadinessState
from mdt_desk.usecases.calendar import local_day, next_meeting_at
from mdt_desk.usecases.cases import change_facts, list_case
from mdt_desk.usecases.documents import case_sheet_order, letter_about, meeting_file, summary_about
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.leaflets import give_leaflet, order_leaflet
from mdt_desk.usecases.meetings import (
    close_meeting,
    decide,
    defer,
    hold_meeting,
    plan_meeting,
    put_on_agenda,
    reorder_agenda,
    set_attendance,
)
from mdt_desk.usecases.ports import (
    CaseQueue,
    DeskServices,
    FormsOrder,
    MeetingFile,
    NewId,
)
from mdt_desk.usecases.rehearsal_script import Part, Script, Seat, read_script
from mdt_desk.usecases.view import Listed, all_judged

_BETWEEN: Final = timedelta(hours=12)
"""What happens before the meeting takes its time."""

_PER_CASE: Final = timedelta(minutes=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What happened: cases listed, urgent and not ready at the start, and what the meeting made of them."""

    cases: int
    urgent: int
    not_ready: int
    decided: int
    deferred: int
    departing: int
    conditional: int
    leaflets: int
    open_points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsalReport:
    """The files written, in the order of writing, and the counts."""

    files: tuple[Path, ...]
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A rehearsal ready to play: its cases listed and on the agenda of the next meeting."""

    script: Script
    meeting: MeetingId
    parts: dict[CaseId, Part]


def set_stage(queue: CaseQueue, new_id: NewId, script: Script) -> Stage:
    """List the synthetic patients and plan their meeting, all or nothing; decides nothing yet.

    Raises:
        UserError: the queue holds these patients already.

    """
    with queue.transaction():
        parts = {list_case(queue, new_id, each.case, script.at).id: each for each in script.parts}
        start = next_meeting_at(script.preferences, script.at + _BETWEEN)
        meeting = plan_meeting(queue, new_id, script.preferences, script.at, start)
        for case_id in parts:
            put_on_agenda(queue, meeting.id, case_id, script.at)
    return Stage(script=script, meeting=meeting.id, parts=parts)


def rehearse(services: DeskServices, text: str, at: datetime, out: Path) -> RehearsalReport:
    """Play the script ``text`` as if now were ``at``; agenda, minutes, letters and leaflets go into ``out``.

    Everything goes through the queue of ``services``, which should hold nothing real. Settings are those of
    the script: no telephone number of a real hospital reaches a synthetic patient's leaflet.
    """
    script = read_script(text, at, services.settings.current().language)
    stage = set_stage(services.queue, services.new_id, script)
    listed = all_judged(services.queue, services.assess, script.preferences, at)
    _learn(services.queue, stage)
    _order_by_urgency(services, stage)
    out.mkdir(parents=True, exist_ok=True)
    written = [services.documents.agenda(_file(services, stage, script.at), out / "agenda.pdf")]
    open_points = _hold(services, stage, out, written)
    written.extend(_print(services, stage, out))
    return RehearsalReport(files=tuple(written), counts=_counts(services.queue, stage, listed, open_points))


def _learn(queue: CaseQueue, stage: Stage) -> None:
    """Record what becomes known between listing and meeting."""
    for case_id, part in stage.parts.items():
        for update in part.updates:
            change_facts(
                queue,
                case_id,
                update.facts,
                expected_version=queue.get(case_id).version,
                at=stage.script.at + timedelta(hours=update.hours),
                source=update.source,
            )


def _order_by_urgency(services: DeskServices, stage: Stage) -> None:
    start = services.queue.meeting(stage.meeting).starts_at
    listed = all_judged(services.queue, services.assess, stage.script.preferences, start - timedelta(hours=1))
    ours = [each.stored.id for each in listed if each.stored.id in stage.parts]
    ours.sort(key=lambda each: stage.parts[each].discussed_last)
    reorder_agenda(services.queue, stage.meeting, ours)


def _hold(services: DeskServices, stage: Stage, out: Path, written: list[Path]) -> int:
    """Hold the meeting to its end, printing leaflets on the way; return how many points stayed open."""
    queue, script = services.queue, stage.script
    meeting = hold_meeting(queue, stage.meeting, names_shown=script.preferences.names_in_room)
    set_attendance(queue, meeting.id, [_seated(each, meeting.starts_at) for each in script.seats])
    at = meeting.starts_at
    for place, case_id in enumerate(meeting.agenda, start=1):
        at += _PER_CASE
        _discuss(services, stage, case_id, at)
        if stage.parts[case_id].leaflet_by is not None:
            written.extend(_give(services, stage, case_id, out / f"leaflet-{place:02}"))
    points = close_meeting(
        queue, services.new_id, script.preferences, meeting.id, script.signed_by, at + _PER_CASE
    )
    return len(points)


def _discuss(services: DeskServices, stage: Stage, case_id: CaseId, at: datetime) -> None:
    because = stage.parts[case_id].outcome.deferred_because
    if because is not None:
        defer(services.queue, stage.meeting, case_id, because, at)
        return
    decision = _decision(services.new_id, stage, stage.meeting, case_id, at)
    decide(services.queue, services.assess, decision, leading=stage.script.preferences.leading_guideline)


def _decision(new_id: NewId, stage: Stage, meeting_id: MeetingId, case_id: CaseId, at: datetime) -> Decision:
    outcome, day = stage.parts[case_id].outcome, local_day(stage.script.preferences, at)
    return Decision(
        case_id=case_id,
        meeting_id=meeting_id,
        decided_at=at,
        options=outcome.options,
        own_words=outcome.own_words,
        reasons=outcome.reasons,
        deviation=outcome.deviation,
        deviation_words=outcome.deviation_words,
        alternatives=outcome.alternatives,
        dissent=outcome.dissent,
        condition=outcome.condition,
        actions=tuple(
            ActionItem(
                id=ActionId(new_id()),
                text=each.text,
                owner=each.owner,
                due=None if each.due_in_days is None else day + timedelta(days=each.due_in_days),
            )
            for each in outcome.tasks
        ),
        responsible_physician=outcome.responsible_physician,
        informs_patient=outcome.informs_patient,
        informs_gp=outcome.informs_gp,
    )


def _give(services: DeskServices, stage: Stage, case_id: CaseId, stem: Path) -> list[Path]:
    """Print leaflet and card in the patient's language, or in the hospital's where there is none; log it."""
    part, preferences = stage.parts[case_id], stage.script.preferences
    at = services.queue.decisions(case=case_id)[-1].decided_at
    spoken = part.case.patient.language
    order = order_leaflet(
        preferences,
        at,
        language=preferences.language if spoken is UNKNOWN else spoken,
        large_print=part.case.patient.large_print is True,
        case=part.case,
    )
    try:
        leaflet = services.documents.leaflet(order, stem.with_name(f"{stem.name}.pdf"))
    except UserError:
        order = replace(order, language=preferences.language)
        leaflet = services.documents.leaflet(order, stem.with_name(f"{stem.name}.pdf"))
    card = services.documents.leaflet(
        replace(order, card=True, large_print=False), stem.with_name(f"{stem.name}-card.pdf")
    )
    given = LeafletGiven(
        id=LeafletId(services.new_id()),
        case_id=case_id,
        given_by=part.leaflet_by or "",
        given_at=at,
        language=order.language,
        large_print=order.large_print,
        card=True,
        teach_back=part.teach_back,
    )
    give_leaflet(services.queue, preferences, given)
    return [leaflet, card]


def _print(services: DeskServices, stage: Stage, out: Path) -> list[Path]:
    """Make everything that comes of a signed meeting, and the forms for a day without a computer."""
    script, documents = stage.script, services.documents
    made_at = services.queue.meeting(stage.meeting).signed_at or script.at
    whole = _file(services, stage, made_at)
    written = [
        documents.minutes(whole, out / "minutes.pdf"),
        documents.minutes_docx(whole, out / "minutes.docx"),
    ]
    for place, sheet in enumerate(whole.sheets, start=1):
        if sheet.decision is not None:
            about = summary_about(whole, sheet.stored.id)
            written.append(documents.summary(about, out / f"summary-{place:02}.pdf"))
            if sheet.decision.deferred_because is None:
                letter = letter_about(whole, sheet.stored.id)
                written.append(documents.letter(letter, out / f"letter-{place:02}.pdf"))
    first = case_sheet_order(
        services.queue, services.assess, whole.meeting.agenda[0], script.preferences, made_at
    )
    written.append(documents.case_sheet(first, out / "case-sheet.pdf"))
    forms = FormsOrder(preferences=script.preferences, language=script.preferences.language, made_at=made_at)
    return [*written, documents.blank_forms(forms, out / "blank-forms.pdf")]


def _file(services: DeskServices, stage: Stage, made_at: datetime) -> MeetingFile:
    return meeting_file(services.queue, services.assess, stage.meeting, stage.script.preferences, made_at)


def _seated(seat: Seat, start: datetime) -> Attendee:
    def after(minutes: int | None) -> datetime | None:
        return None if minutes is None else start + timedelta(minutes=minutes)

    return Attendee(
        name=seat.name,
        discipline=seat.discipline,
        arrived_at=after(seat.arrives),
        left_at=after(seat.leaves),
    )


def _counts(queue: CaseQueue, stage: Stage, listed: tuple[Listed, ...], open_points: int) -> Counts:
    ours = [each for each in listed if each.stored.id in stage.parts]
    taken = queue.decisions(meeting=stage.meeting)
    return Counts(
        cases=len(ours),
        urgent=sum(each.assessment.urgency.wait_for_meeting is False for each in ours),
        not_ready=sum(each.readiness.state is ReadinessState.NOT_READY for each in ours),
        decided=sum(each.deferred_because is None for each in taken),
        deferred=sum(each.deferred_because is not None for each in taken),
        departing=sum(each.deviates_from_leading for each in taken),
        conditional=sum(each.conditional_for_quorum for each in taken),
        leaflets=sum(each.case_id in stage.parts for each in queue.leaflets()),
        open_points=open_points,
    )
