"""Turn what the presenter remembers into what the screen shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from mdt_desk.domain.advice import AdviceStatus
from mdt_desk.domain.case import FACTS, Case, NationalId, value_at
from mdt_desk.domain.evidence import Document
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.survival import PUBLISHED
from mdt_desk.domain.three_way import LESION_FACTS, changes
from mdt_desk.settings import TRANSLATED
from mdt_desk.ui.moments import day, short_moment
from mdt_desk.ui.screens.case.ageing import age_of
from mdt_desk.ui.screens.case.differing import clashes_shown, taken_over_shown
from mdt_desk.ui.screens.case.drafts import picked_value
from mdt_desk.ui.screens.case.explaining import explanations
from mdt_desk.ui.screens.case.memory import LEVEL, Draft, Memory
from mdt_desk.ui.screens.case.sections import SECTIONS, Section, section_of
from mdt_desk.ui.screens.case.state import (
    CaseScreenState,
    ChangesShown,
    CurveShown,
    Entered,
    HeaderShown,
    LesionsShown,
    RecoveredShown,
    ResultsShown,
    Saving,
    SavingShown,
    SectionShown,
)
from mdt_desk.ui.widgets.short import short
from mdt_desk.ui.wording.advice import AdviceContext, topic_cards
from mdt_desk.ui.wording.facts import typed_text, value_text
from mdt_desk.ui.wording.moments import ago_text, day_ago_text, days_text, years_between
from mdt_desk.ui.wording.people import name_text
from mdt_desk.ui.wording.prognosis import prognosis_shown
from mdt_desk.ui.wording.scores import KEY_SCORES, lesion_shown, range_text, scores_shown
from mdt_desk.ui.wording.shown import FieldShown
from mdt_desk.ui.wording.spine import spine_marks
from mdt_desk.ui.wording.timeline import time_marks
from mdt_desk.ui.wording.urgency import urgency_shown
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.preferences import LANGUAGES, AgeLimits
from mdt_desk.usecases.wording import label_of, number_text

_MOST_DECIDING = 12
"""Fields that say what they decide: those on which most hinges; more would say nothing."""
_NAMED = 1
_SHORT = 160
_MOST_LINES = 4
"""What is offered again must leave room for the form below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What wording needs beside the memory; ``now`` is in the hospital's zone."""

    texts: Words
    documents: Mapping[str, Document]
    now: datetime
    limits: AgeLimits = field(default_factory=AgeLimits)


def case_state(memory: Memory, around: Around) -> CaseScreenState:
    """Return everything the screen shows."""
    texts = around.texts
    context = _context(memory, around)
    weights = decisive(context) if context else {}
    undoes, redoes = memory.history.undoes, memory.history.redoes
    case = memory.case
    return CaseScreenState(
        header=header_shown(case, around),
        saving=saving_shown(memory, around),
        clashes=clashes_shown(memory, texts, around.now),
        merged=taken_over_shown(memory, texts),
        recovered=recovered_shown(memory, around),
        undo=texts.get("case.undo.undo_what", what=label_of(texts, undoes)) if undoes else "",
        redo=texts.get("case.undo.redo_what", what=label_of(texts, redoes)) if redoes else "",
        sections=tuple(_section(case, weights, each, texts) for each in SECTIONS),
        fields=fields_shown(memory, around, weights),
        lesions=_lesions(memory, around, context, weights),
        timeline=time_marks(context) if context else (),
        changes=changes_shown(memory, around),
        results=_results(memory, context) if context else None,
        reveal=memory.reveal,
    )


def _context(memory: Memory, around: Around) -> AdviceContext | None:
    if memory.assessment is None or memory.assessed is None:
        return None
    return AdviceContext(
        texts=around.texts,
        case=memory.assessed,
        assessment=memory.assessment,
        documents=around.documents,
        now=around.now,
    )


def header_shown(case: Case, around: Around) -> HeaderShown:
    """Say who this is and what is asked."""
    texts, patient = around.texts, case.patient
    parts = []
    if patient.birth_date is not UNKNOWN:
        age = years_between(patient.birth_date, around.now.date())
        parts.append(texts.get("case.header.born", day=day(patient.birth_date, texts), age=age))
    if patient.died_on is not UNKNOWN:
        parts.append(texts.get("case.header.died", day=day(patient.died_on, texts)))
    if patient.hospital_number is not UNKNOWN:
        parts.append(texts.get("case.header.number", number=patient.hospital_number))
    if case.tumour.primary is not UNKNOWN:
        parts.append(value_text(texts, "tumour.primary", case.tumour.primary, None))
    asked = case.referral.question
    unknown = patient.birth_date is UNKNOWN or patient.hospital_number is UNKNOWN
    return HeaderShown(
        name=name_text(texts, case),
        identity=" · ".join(parts),
        question=texts.get("case.header.no_question") if asked is UNKNOWN else asked,
        unidentified=texts.get("case.header.unidentified") if unknown else "",
    )


def changes_shown(memory: Memory, around: Around) -> ChangesShown:
    """Say which facts were recorded since the last discussion, the latest value of each."""
    since, texts, zone = memory.discussed_at, around.texts, around.now.tzinfo
    if since is None:
        return ChangesShown()
    latest = {each.fact: each.value for each in memory.case.recorded if each.at > since}
    lines = tuple(
        texts.get("case.changes.line", fact=label_of(texts, path), value=value_text(texts, path, value, zone))
        for path, value in latest.items()
    )
    heading = texts.get("case.changes.heading", day=day(since.astimezone(zone).date(), texts))
    return ChangesShown(heading=heading, lines=lines or (texts.get("case.changes.none"),))


def recovered_shown(memory: Memory, around: Around) -> RecoveredShown:
    """Say what was typed before the program stopped, and when."""
    if memory.recovered is None:
        return RecoveredShown()
    texts = around.texts
    at = short_moment(memory.recovered.at.astimezone(around.now.tzinfo), texts)
    lines = tuple(
        texts.get(
            "case.recovered.line",
            fact=texts.get("case.lesions.add_level") if path == LEVEL else label_of(texts, path),
            text=short(_typed(texts, path, draft, around.now), _SHORT),
        )
        for path, draft in memory.recovered.fields.items()
    )
    if len(lines) > _MOST_LINES:
        more = texts.get("case.recovered.more", count=len(lines) - _MOST_LINES)
        lines = (*lines[:_MOST_LINES], more)
    return RecoveredShown(heading=texts.get("case.recovered.heading", moment=at), lines=lines)


def _typed(texts: Words, path: str, draft: Draft, now: datetime) -> str:
    return value_text(texts, path, picked_value(path, draft), now.tzinfo) if draft.picked else draft.text


def saving_shown(memory: Memory, around: Around) -> SavingShown:
    """Say whether what was entered is kept."""
    texts = around.texts
    if memory.clashes:
        return SavingShown(kind=Saving.BLOCKED, words=texts.get("case.saving.conflict"))
    if memory.failure:
        return SavingShown(kind=Saving.FAILED, words=texts.get("case.saving.failed"), why=memory.failure)
    if memory.sent is not None or changes(memory.stored.case, memory.case):
        return SavingShown(kind=Saving.SAVING, words=texts.get("case.saving.saving"))
    if memory.saved_at is None:
        return SavingShown(kind=Saving.UNCHANGED, words=texts.get("case.saving.unchanged"))
    at = memory.saved_at.astimezone(around.now.tzinfo)
    return SavingShown(kind=Saving.SAVED, words=texts.get("case.saving.saved", time=f"{at:%H:%M}"))


def decisive(context: AdviceContext) -> dict[str, tuple[str, ...]]:
    """Return for each missing fact what it decides: scores, then topics of the leading guideline."""
    found: dict[str, list[str]] = {}
    texts, assessment = context.texts, context.assessment
    for name in KEY_SCORES:
        for path in assessment.scores[name].missing if name in assessment.scores else ():
            found.setdefault(path, []).append(texts.get(f"score.{name}.name"))
    for each in assessment.guidelines.get(context.leading, ()):
        if each.status is AdviceStatus.UNDETERMINED or len(set(each.possible_hours)) > 1:
            for path in each.missing:
                found.setdefault(path, []).append(texts.get(f"topic.{each.topic}"))
    return {path: tuple(dict.fromkeys(what)) for path, what in found.items()}


def fields_shown(
    memory: Memory, around: Around, weights: Mapping[str, tuple[str, ...]]
) -> dict[str, FieldShown]:
    """Return every fact as its field shows it, those of the vertebra in hand as ``lesions.pain``."""
    case = memory.case
    first = sorted(weights, key=lambda path: -len(weights[path]))[:_MOST_DECIDING]
    found = {
        path: _field(memory, case, around, path, weights.get(path, ()) if path in first else ())
        for path in FACTS
        if not path.startswith("lesions.")
    }
    if memory.level is not None:
        for path in LESION_FACTS:
            own = f"lesions.{memory.level}.{path.partition('.')[2]}"
            found[path] = _field(memory, case, around, own, weights.get(own, ()))
    return found


def _field(memory: Memory, case: Case, around: Around, path: str, decides: tuple[str, ...]) -> FieldShown:
    value = value_at(case, path)
    draft = memory.drafts.get(path)
    texts, zone = around.texts, around.now.tzinfo
    note, aged = _age(case, path, value, around)
    named = ", ".join(decides[:_NAMED]) + (f" +{len(decides) - _NAMED}" if len(decides) > _NAMED else "")
    return FieldShown(
        path=path,
        value=value,
        text=draft.text if draft else typed_text(value, texts.language, zone),
        part=draft.part if draft else value.system if isinstance(value, NationalId) else UNKNOWN,
        problem=_problem(draft, path, value, around),
        note=note,
        aged=aged,
        decides=texts.get("case.field.decides", what=named) if decides and value is UNKNOWN else "",
    )


def _problem(draft: Draft | None, path: str, value: object, around: Around) -> str:
    """Say what is wrong with what was typed, and which value counts meanwhile."""
    if draft is None or not draft.problem:
        return ""
    if value is UNKNOWN or isinstance(value, tuple):
        return draft.problem
    counts = value_text(around.texts, path, value, around.now.tzinfo)
    return around.texts.get("case.field.still", problem=draft.problem, value=counts)


def _age(case: Case, path: str, value: object, around: Around) -> tuple[str, str]:
    """Return age and source of a value as a note, or as a mark when it should be asked again; of a code, its name."""
    texts = around.texts
    if path == "patient.language" and value in (*LANGUAGES, *TRANSLATED):
        return texts.get(f"language.{value}"), ""
    if isinstance(value, datetime):
        return ago_text(texts, value, around.now), ""
    if isinstance(value, date):
        if path == "patient.birth_date":
            return texts.get("time.years", count=years_between(value, around.now.date())), ""
        return day_ago_text(texts, (around.now.date() - value).days), ""
    age = age_of(case, path, around.now, around.limits)
    if age is None or (age.days == 0 and not age.source):
        return "", ""
    days = days_text(texts, age.days)
    key = "case.field.age_source" if age.source else "case.field.age"
    words = texts.get(key, age=days, source=age.source)
    return ("", words) if age.old else (words, "")


def _section(
    case: Case, weights: Mapping[str, tuple[str, ...]], section: Section, texts: Words
) -> SectionShown:
    filled = sum(value_at(case, path) is not UNKNOWN for path in section.facts)
    total = len(section.facts)
    if section.id == section_of("lesions"):
        total += 1
        filled += case.lesions is not UNKNOWN
    deciding = sum(section_of(path) is section.id for path in weights)
    name = texts.get(f"case.section.{section.id}")
    counted = texts.get("case.section.filled", filled=filled, total=total)
    missing = texts.get("case.section.deciding", count=deciding) if deciding else ""
    return SectionShown(
        id=section.id,
        name=name,
        filled=counted,
        deciding=deciding,
        spoken=", ".join(each for each in (name, counted, missing) if each),
    )


def _lesions(
    memory: Memory, around: Around, context: AdviceContext | None, weights: Mapping[str, tuple[str, ...]]
) -> LesionsShown:
    lesions = memory.case.lesions
    texts, draft = around.texts, memory.drafts.get(LEVEL)
    entered = Entered.UNKNOWN if lesions is UNKNOWN else Entered.SOME if lesions else Entered.NONE
    score = None
    if context and "sins" in context.assessment.scores:
        sins = context.assessment.scores["sins"]
        found = [each for each in sins.lesions if each.level == memory.level]
        score = lesion_shown(texts, "sins", found[0], sins) if found else None
    decides = ", ".join(weights.get("lesions", ())[:_NAMED])
    return LesionsShown(
        entered=entered,
        current=memory.level,
        affected=lesions is not UNKNOWN and any(each.level == memory.level for each in lesions),
        marks=spine_marks(texts, context.case, context.assessment) if context else (),
        score=score,
        decides=texts.get("case.field.decides", what=decides) if decides else "",
        typed=draft.text if draft else "",
        problem=draft.problem if draft else "",
    )


def _results(memory: Memory, context: AdviceContext) -> ResultsShown:
    texts = context.texts
    count = len(context.assessment.disagreements)
    key = "case.advice.differ" if count else "case.advice.all_agree"
    return ResultsShown(
        fresh=memory.assessed == memory.history.present,
        urgency=urgency_shown(context),
        scores=scores_shown(texts, context.assessment),
        cards=topic_cards(context),
        differences=texts.get(key, count=count) if count else texts.get(key),
        curve=_curve(memory, context),
        prognosis=prognosis_shown(texts, context.case, context.assessment),
        effects=explanations(memory, texts, context.now.tzinfo),
    )


def nesms_classes(memory: Memory) -> frozenset[int]:
    """Return the NESMS classes still possible; none outside the model."""
    score = memory.assessment.scores.get("nesms") if memory.assessment else None
    return frozenset(each for each in (score.possible if score else ()) if isinstance(each, int))


def _curve(memory: Memory, context: AdviceContext) -> CurveShown:
    classes = nesms_classes(memory)
    if not classes:
        return CurveShown()
    texts = context.texts
    key = "case.curve.caption" if len(classes) == 1 else "case.curve.caption_open"
    points = (
        texts.get(
            "case.curve.point",
            nesms=each,
            share=number_text(round(point.survival * 100), texts.language),
            months=point.months,
        )
        for each in sorted(classes)
        for point in PUBLISHED[each]
    )
    return CurveShown(
        picture=memory.pictures.get(classes, b""),
        caption=texts.get(key, classes=range_text(sorted(classes))),
        points="; ".join(points),
    )
