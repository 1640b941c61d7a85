"""The decision in words: what can be chosen, what departs, what makes it conditional, and whether it is recorded."""

from dataclasses import replace
from datetime import date

from mdt_desk.domain.advice import Advice, AdviceStatus
from mdt_desk.domain.agenda_order import NEEDED_FOR
from mdt_desk.domain.case import FACTS
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import CaseId, deviates, open_actions, quorum
from mdt_desk.domain.people import Verb
from mdt_desk.domain.vocabulary import ACTIONS
from mdt_desk.ui.moments import day, short_moment
from mdt_desk.ui.screens.meeting.draft import ActionDraft, ActionPart, Part
from mdt_desk.ui.screens.meeting.pad import Pad
from mdt_desk.ui.screens.meeting.reading import Sheet
from mdt_desk.ui.screens.meeting.state import (
    ActionShown,
    CarriedAction,
    DecisionShown,
    OptionShown,
    SavedShown,
)
from mdt_desk.ui.screens.meeting.table import Table
from mdt_desk.ui.screens.meeting.two_desks import Voice, differences_shown
from mdt_desk.ui.theme import Tone
from mdt_desk.ui.wording.people import name_text, unread_text
from mdt_desk.usecases.wording import label_of, strength_text

_AWAITED = frozenset({"tumour", "labs", "imaging", "neurology", "condition", "wishes", "stability"})
"""The parts of a case whose facts arrive later: results and findings."""

_NO_SEAT = frozenset({"surgery_not_advised", "rt_not_indicated"})
"""Options that need nobody at the table: they leave something out."""

_ALSO_CALLED = ("imaging", "steroids", "surgery", "radiotherapy", "medication")
"""Topics with everyday names beside the one on the screen, under which their options are found too."""


def decision_shown(table: Table, sheet: Sheet) -> DecisionShown:
    """Put the decision about one case into words, as it is written."""
    texts, pad = table.texts, table.pad(sheet.stored.id)
    draft = pad.draft
    departures = departing(table, sheet)
    return DecisionShown(
        options=_options(table, sheet),
        chosen=tuple((each, texts.get(f"action.{each}")) for each in draft.options),
        words={each: getattr(draft, each.value) for each in Part},
        hints=_hints(table, sheet),
        departs=_departs(table, departures),
        deviation=draft.deviation,
        conditional=texts.get("meeting.decision.conditional") if conditional(table, sheet.stored.id) else "",
        wakes=tuple((each, label_of(texts, each)) for each in draft.wakes_on),
        wakeable=tuple(
            (each, label_of(texts, each)) for each in wakeable(sheet) if each not in draft.wakes_on
        ),
        actions=tuple(_action(table, each) for each in draft.actions),
        carried=_carried(table, sheet),
        people=_people(table, sheet),
        deferring=draft.deferring,
        deferred_because=draft.deferred_because,
        deferral=texts.get("meeting.decision.deferral") if draft.deferring else "",
        saved=saved_shown(table, pad),
        locked=table.closed_to(Verb.DECIDE),
        differences=differences_shown(
            pad, Voice(texts=texts, now=table.now, touches=table.touches.get(sheet.stored.id, ()))
        ),
    )


def wakeable(sheet: Sheet) -> tuple[str, ...]:
    """Return the facts whose arrival can bring a case back: what decides and is missing first."""
    missing = [*sheet.readiness.missing]
    missing += [
        fact for advice in sheet.assessment.guidelines.values() for each in advice for fact in each.missing
    ]
    plain = (path for path in FACTS if path.split(".")[0] in _AWAITED)
    return tuple(dict.fromkeys(each for each in (*missing, *plain) if not each.startswith("lesions")))


def conditional(table: Table, case_id: CaseId) -> bool:
    """Tell whether what is written would be recorded as conditional: an operation without a spine surgeon there."""
    decision = table.decision(case_id)
    return quorum(decision.options, table.seated(decision.decided_at)).conditional


def departing(table: Table, sheet: Sheet) -> tuple[Advice, ...]:
    """Return what the leading guideline certainly advises and the chosen options depart from."""
    decision = table.decision(sheet.stored.id)
    return tuple(each for each in table.advised(sheet) if deviates(decision, (each,)))


def saved_shown(table: Table, pad: Pad) -> SavedShown:
    """Say whether what is written is recorded, and what keeps it from being so."""
    texts = table.texts
    if table.locked:
        return SavedShown(text=texts.get("meeting.saved.locked"), icon="lock")
    if Verb.DECIDE in table.barred:
        return SavedShown(text=table.barred[Verb.DECIDE], icon="lock")
    if pad.clashes:
        return SavedShown(text=texts.get("both.waiting"), tone=Tone.SOON, icon="soon")
    if pad.problem:
        return SavedShown(
            text=pad.problem, tone=Tone.SOON, icon="soon", can_record=pad.ready, can_revert=pad.changed
        )
    if pad.keeping:
        return SavedShown(text=texts.get("meeting.saved.keeping"), icon="refresh")
    if pad.changed:
        return _unsaved(table, pad)
    if pad.recorded is None:
        return SavedShown(text=texts.get("meeting.saved.nothing"), icon="edit")
    at = pad.recorded.decided_at.astimezone(table.now.tzinfo)
    moment = f"{at:%H:%M}" if at.date() == table.now.date() else short_moment(at, texts)
    deferred = pad.recorded.deferred_because is not None
    key = "meeting.saved.deferred" if deferred else "meeting.saved.recorded"
    if pad.recorded.conditional_for_quorum:
        key = "meeting.saved.conditional"
    return SavedShown(text=texts.get(key, moment=moment), tone=Tone.INFO, icon="saved")


def _unsaved(table: Table, pad: Pad) -> SavedShown:
    texts = table.texts
    if pad.draft.wrong:
        key, tone = "meeting.saved.wrong", Tone.SOON
    elif not pad.draft.decides:
        key = "meeting.saved.no_reason" if pad.draft.deferring else "meeting.saved.undecided"
        tone = Tone.SOON if pad.recorded is not None else Tone.OPEN
    else:
        key, tone = "meeting.saved.writing", Tone.OPEN
    return SavedShown(
        text=texts.get(key), tone=tone, icon="edit", can_record=pad.ready, can_revert=pad.recorded is not None
    )


def seat_note(table: Table, topic: str) -> str:
    """Return who is needed at the table for the options of a topic and is not there; or nothing."""
    there = {each.discipline for each in table.seated(table.now)}
    absent = [name for name, group in NEEDED_FOR if name == topic and group.isdisjoint(there)]
    return table.texts.get(f"meeting.option.absent.{absent[0]}") if absent else ""


def _options(table: Table, sheet: Sheet) -> tuple[OptionShown, ...]:
    seats = {topic: seat_note(table, topic) for topic, _ in NEEDED_FOR}
    texts, chosen = table.texts, set(table.pad(sheet.stored.id).draft.options)
    also = {topic: texts.get(f"meeting.option.also.{topic}") for topic in _ALSO_CALLED}
    says = {each.action: _note(table, each) for each in reversed(table.advised(sheet))}
    return tuple(
        OptionShown(
            code=code,
            topic=action.topic,
            topic_name=texts.get(f"topic.{action.topic}"),
            also=also.get(action.topic, ""),
            text=texts.get(f"action.{code}"),
            note=" · ".join(
                each
                for each in (says.get(code, ""), seats.get(action.topic, "") if code not in _NO_SEAT else "")
                if each
            ),
            chosen=code in chosen,
        )
        for code, action in ACTIONS.items()
    )


def _note(table: Table, advice: Advice) -> str:
    texts = table.texts
    if advice.status is AdviceStatus.UNDETERMINED:
        return texts.get("meeting.option.open")
    says = strength_text(texts, advice.action, advice.strength)
    return texts.get("meeting.option.note", says=says)


def _departs(table: Table, departures: tuple[Advice, ...]) -> str:
    if not departures:
        return ""
    said = ", ".join(dict.fromkeys(table.texts.get(f"action.{each.action}") for each in departures))
    return table.texts.get("meeting.decision.departs", guideline=table.guideline(), says=said)


def _hints(table: Table, sheet: Sheet) -> dict[Part, str]:
    """Return what stands in empty fields: the physician of the referral, whom nobody has to type again."""
    known = sheet.stored.case.referral.responsible_physician
    if known is UNKNOWN:
        return {}
    return {Part.RESPONSIBLE_PHYSICIAN: table.texts.get("meeting.decision.in_referral", name=known)}


def _action(table: Table, action: ActionDraft) -> ActionShown:
    shown = ActionShown(id=action.id, text=action.text, owner=action.owner, due=action.due)
    if not action.wrong:
        return shown
    if not action.text.strip():
        return replace(shown, problem=table.texts.get("meeting.action.no_text"), wrong=ActionPart.TEXT)
    return replace(shown, problem=table.texts.get("meeting.action.no_day"), wrong=ActionPart.DUE)


def to_do_shown(table: Table) -> tuple[CarriedAction, ...]:
    """Return what is still to be done from other meetings, with the patient it is about."""
    return tuple(
        CarriedAction(
            meeting=each.decision.meeting_id,
            id=each.item.id,
            text=each.item.text,
            detail=" · ".join(
                (
                    unread_text(table.texts)
                    if each.stored is None
                    else name_text(table.texts, each.stored.case),
                    _carried_detail(table, each.item.owner, each.item.due),
                )
            ),
            late=each.item.due is not None and each.item.due < table.now.date(),
        )
        for each in table.gathered.to_do
    )


def _carried(table: Table, sheet: Sheet) -> tuple[CarriedAction, ...]:
    return tuple(
        CarriedAction(
            meeting=decision.meeting_id,
            id=item.id,
            text=item.text,
            detail=_carried_detail(table, item.owner, item.due),
        )
        for decision, item in open_actions(sheet.earlier)
    )


def _carried_detail(table: Table, owner: str | None, due: date | None) -> str:
    texts = table.texts
    until = texts.get("meeting.action.by", day=day(due, texts)) if due else texts.get("meeting.action.no_due")
    return " · ".join((owner or texts.get("meeting.action.no_owner"), until))


def _people(table: Table, sheet: Sheet) -> tuple[str, ...]:
    """Return names that are likely to be typed: the table, and who is responsible now."""
    known = sheet.stored.case.referral.responsible_physician
    names = [each.name for each in table.gathered.meeting.attendees]
    names += [] if known is UNKNOWN else [str(known)]
    names += [each.owner for each in table.pad(sheet.stored.id).draft.actions if each.owner]
    return tuple(dict.fromkeys(names))
