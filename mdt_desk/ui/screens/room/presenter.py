"""Turn the meeting's table into what the room sees, and into what only the presenter sees."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from mdt_desk.domain.advice import Advice, AdviceStatus, Strength
from mdt_desk.domain.case import Bilsky, value_at
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import present
from mdt_desk.domain.survival import LAST_MONTH, PUBLISHED, joined
from mdt_desk.ui.screens.meeting.attendance import discipline_text
from mdt_desk.ui.screens.meeting.deciding import conditional, departing, saved_shown
from mdt_desk.ui.screens.meeting.discussion import ASKED, case_shown
from mdt_desk.ui.screens.meeting.draft import ActionDraft, Draft, Part
from mdt_desk.ui.screens.meeting.reading import Sheet
from mdt_desk.ui.screens.meeting.table import Table
from mdt_desk.ui.screens.room.state import (
    CurveLine,
    PresenterState,
    RoomAdvice,
    RoomFact,
    RoomScore,
    RoomState,
)
from mdt_desk.ui.wording.advice import line_shown
from mdt_desk.ui.wording.facts import value_text
from mdt_desk.ui.wording.people import age_and_sex_text, name_text
from mdt_desk.ui.wording.scores import KEY_SCORES, named, score_shown
from mdt_desk.ui.wording.spine import SpineMark, spine_marks
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.wording import choice_text, label_of, pseudonym_text

KEY_FACTS: Final = {
    "neurology": (
        "neurology.frankel",
        "neurology.cord_or_cauda_signs",
        "neurology.motor_deficit",
        "neurology.deficit_progressive",
        "condition.ambulation",
    ),
    "pain": ("symptoms.pain_severity", "symptoms.movement_pain", "stability.clinically_unstable"),
    "condition": (
        "condition.karnofsky",
        "condition.fit_for_surgery",
        "labs.albumin_g_per_l",
        "condition.anticoagulants",
        "condition.pacemaker",
    ),
    "tumour": (
        "tumour.histology_confirmed",
        "tumour.visceral_metastases",
        "tumour.brain_metastases",
        "tumour.spinal_metastases",
        "treatment.previous_radiotherapy_at_level",
    ),
}
"""What the room sees of a case as far as it is recorded; wish and comorbidity come first, and always."""

TOPICS: Final = (
    "timing",
    "surgery",
    "radiotherapy",
    "systemic",
    "percutaneous",
    "stability",
    "steroids",
    "imaging",
    "diagnosis",
    "consult",
    "medication",
    "rehabilitation",
    "information",
)
"""The order in which a decision needs advice."""

_STEPS: Final = 48


def room_state(table: Table | None, texts: Words, *, names_allowed: bool) -> RoomState:
    """Return what the room sees; a name only where it is allowed and the meeting chose so."""
    if table is None or table.sheet is None:
        return RoomState(empty=texts.get("room.empty"))
    sheet, case = table.sheet, table.sheet.stored.case
    number = table.gathered.place(sheet.stored.id) + 1
    named_ = names_allowed and table.gathered.meeting.names_shown
    who = name_text(texts, case) if named_ else pseudonym_text(texts, sheet.stored.id)
    known = [age_and_sex_text(texts, case, table.now.date())]
    known += [] if case.tumour.primary is UNKNOWN else [choice_text(texts, case.tumour.primary)]
    advice = sorted(table.advised(sheet), key=lambda each: _topic(each.topic))
    question = case.referral.question
    return RoomState(
        title=texts.get("room.title", number=number, who=who),
        detail=" · ".join(each for each in known if each),
        place=texts.get("room.place", number=number, total=len(table.gathered.meeting.agenda)),
        question=texts.get("meeting.case.no_question") if question is UNKNOWN else str(question),
        facts=tuple(_facts(table, sheet)),
        marks=_marks(texts, sheet),
        scores=tuple(_scores(texts, sheet)),
        curve=curve_lines(sheet),
        guideline=table.guideline(),
        certain=tuple(_advice(table, sheet, each) for each in advice if each.status is AdviceStatus.APPLIES),
        open=tuple(_advice(table, sheet, each) for each in advice if each.status is not AdviceStatus.APPLIES),
        decision=tuple(_decision(table, sheet)),
        standing=saved_shown(table, table.pad(sheet.stored.id)).text,
        warning=texts.get("meeting.decision.conditional") if conditional(table, sheet.stored.id) else "",
    )


def presenter_state(table: Table | None, texts: Words, *, names_allowed: bool) -> PresenterState:
    """Return what only the presenter sees."""
    if table is None or table.sheet is None:
        return PresenterState(heading=texts.get("room.empty"))
    sheet = table.sheet
    shown = case_shown(table, sheet)
    room = room_state(table, texts, names_allowed=names_allowed)
    here = present(table.gathered.meeting, table.now)
    return PresenterState(
        heading=shown.heading,
        identity=shown.identity,
        room_sees=texts.get("room.presenter.room_sees", title=room.title),
        readiness=shown.readiness,
        following=_following(table, sheet),
        attendance=tuple(
            texts.get(
                "room.presenter.seat", name=each.name, discipline=discipline_text(texts, each.discipline)
            )
            for each in here
        ),
        quorum=room.warning,
        standing=room.standing,
        whole=tuple(_whole(texts, room)),
    )


def _whole(texts: Words, room: RoomState) -> Iterator[tuple[str, str]]:
    """Return every text of the room's sheet, whole: the room sees it page by page."""
    yield texts.get("room.question"), room.question
    for fact in room.facts:
        yield fact.name, fact.value
    for heading, lines in (
        (texts.get("room.advice", guideline=room.guideline), room.certain),
        (texts.get("room.open"), room.open),
    ):
        said = (" – ".join(part for part in (each.action, each.detail) if part) for each in lines)
        yield heading, "\n".join(f"• {each}" for each in said)
    yield texts.get("room.decision"), "\n".join(": ".join(filter(None, each)) for each in room.decision)


def curve_lines(sheet: Sheet) -> tuple[CurveLine, ...]:
    """Return the published survival of every NESMS class; empty when the score is outside its model or unknown."""
    result = sheet.assessment.scores.get("nesms")
    possible = {each for each in result.possible if isinstance(each, int)} if result else set()
    if not possible:
        return ()
    months = [LAST_MONTH * step / _STEPS for step in range(_STEPS + 1)]
    return tuple(
        CurveLine(
            nesms=nesms,
            possible=nesms in possible,
            points=tuple((float(each.months), each.survival) for each in points),
            joined=tuple((month, joined(nesms, month)) for month in months),
        )
        for nesms, points in PUBLISHED.items()
    )


def _topic(topic: str) -> int:
    return TOPICS.index(topic) if topic in TOPICS else len(TOPICS)


def _facts(table: Table, sheet: Sheet) -> Iterator[RoomFact]:
    texts, case, zone = table.texts, sheet.stored.case, table.now.tzinfo
    for path in ASKED:
        value = value_at(case, path)
        missing = value is UNKNOWN
        said = texts.get("room.not_recorded") if missing else str(value)
        yield RoomFact(name=label_of(texts, path), value=said, missing=missing)
    for group, paths in KEY_FACTS.items():
        known = [(path, value_at(case, path)) for path in paths]
        said = "; ".join(
            texts.get("room.fact", name=label_of(texts, path), value=value_text(texts, path, value, zone))
            for path, value in known
            if value is not UNKNOWN
        )
        if said:
            yield RoomFact(name=texts.get(f"room.group.{group}"), value=said)
    if sheet.readiness.missing:
        yield RoomFact(
            name=texts.get("room.missing"), value=named(texts, sheet.readiness.missing), missing=True
        )


def _marks(texts: Words, sheet: Sheet) -> tuple[SpineMark, ...]:
    """Return the affected vertebrae with captions short enough to be read from afar."""
    marks = spine_marks(texts, sheet.stored.case, sheet.assessment)
    grades = (
        {}
        if sheet.stored.case.lesions is UNKNOWN
        else {each.level: each.bilsky for each in sheet.stored.case.lesions}
    )
    return tuple(
        replace(each, details=(texts.get("room.bilsky", grade=_grade(grades.get(each.level))),))
        for each in marks
    )


def _grade(bilsky: object) -> str:
    return str(bilsky) if isinstance(bilsky, Bilsky) else "?"


def _scores(texts: Words, sheet: Sheet) -> Iterator[RoomScore]:
    for name in KEY_SCORES:
        result = sheet.assessment.scores.get(name)
        if result is not None:
            shown = score_shown(texts, result)
            yield RoomScore(
                name=" · ".join(each for each in (shown.name, shown.place) if each),
                value=shown.value,
                words=shown.outside or _decides(texts, result.missing if shown.open else ()) or shown.band,
                open=shown.open,
            )


def _decides(texts: Words, missing: tuple[str, ...]) -> str:
    """Name the first fact that decides, and how many more there are: few words, for large letters."""
    if not missing:
        return ""
    fact = texts.get("room.lesions") if missing[0] == "lesions" else label_of(texts, missing[0])
    more = len(missing) - 1
    return (
        texts.get("room.decides_more", fact=fact, more=more) if more else texts.get("room.decides", fact=fact)
    )


def _advice(table: Table, sheet: Sheet, advice: Advice) -> RoomAdvice:
    line = line_shown(table.context(sheet), advice)
    details = [line.deadline]
    if advice.strength is Strength.CONSIDER and not advice.action.endswith("_consider"):
        details.insert(0, line.strength_word)
    if advice.status is not AdviceStatus.APPLIES:
        details = [table.texts.get("meeting.suggestion.decides", facts=named(table.texts, advice.missing))]
    return RoomAdvice(action=line.action, detail=", ".join(each for each in details if each))


def _decision(table: Table, sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Return the decision as it is written, as pairs of heading and words."""
    texts, draft = table.texts, table.pad(sheet.stored.id).draft
    if draft.deferring:
        yield texts.get("room.decision_part.deferred"), draft.deferred_because
    if draft.options:
        yield "; ".join(texts.get(f"action.{each}") for each in draft.options), ""
    if draft.own_words.strip():
        yield "", draft.own_words.strip()
    if departing(table, sheet):
        yield texts.get("room.decision_part.departs", guideline=table.guideline()), _deviation(texts, draft)
    for part in (Part.CONDITION, Part.REASONS, Part.ALTERNATIVES, Part.DISSENT):
        words = getattr(draft, part.value).strip()
        if words:
            yield texts.get(f"meeting.part.{part}"), words
    for action in draft.actions:
        if not action.empty:
            yield texts.get("room.decision_part.action"), _action(action)
    if draft.responsible_physician.strip():
        yield texts.get("meeting.part.responsible_physician"), draft.responsible_physician.strip()


def _deviation(texts: Words, draft: Draft) -> str:
    coded = [] if draft.deviation is None else [texts.get(f"value.DeviationReason.{draft.deviation}")]
    found = [*coded, draft.deviation_words.strip()]
    return ": ".join(each for each in found if each) or texts.get("room.decision_part.no_reason")


def _action(action: ActionDraft) -> str:
    return ", ".join(each.strip() for each in (action.text, action.owner, action.due) if each.strip())


def _following(table: Table, sheet: Sheet) -> str:
    texts, following = table.texts, table.gathered.beside(sheet.stored.id, 1).stored
    if following.id == sheet.stored.id:
        return texts.get("room.presenter.last")
    number = table.gathered.place(following.id) + 1
    return texts.get("room.presenter.next", number=number, name=name_text(texts, following.case))
