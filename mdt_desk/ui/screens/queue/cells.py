"""One case in the cells of the queue, and the keys by which its columns sort."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from mdt_desk.domain.advice import Clock
from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Bilsky, Case, Lesion
from mdt_desk.domain.facts import UNKNOWN, Unknown
from mdt_desk.domain.meeting import CaseId, CaseState
from mdt_desk.domain.neurology import Side
from mdt_desk.domain.readiness import Readiness, ReadinessState
from mdt_desk.domain.scores.result import ScoreResult
from mdt_desk.domain.spine import LEVELS, Level
from mdt_desk.ui.moments import countdown, short_day
from mdt_desk.ui.screens.queue.state import Cell, Column, Row
from mdt_desk.ui.theme import Tone
from mdt_desk.ui.wording.moments import typed_day, years_between
from mdt_desk.ui.wording.scores import score_shown
from mdt_desk.usecases.folding import fold, squeezed
from mdt_desk.usecases.ports import StoredCase, Words
from mdt_desk.usecases.view import PUT_AWAY, Entry, Listed
from mdt_desk.usecases.wording import choice_text, label_of

Key = tuple[int, float, str]
"""How a cell sorts: known before unknown, by number, by name."""

_SIGN: Final = "emergency_sign"
_LAST: Final[Key] = (1, 0.0, "")
_BILSKY: Final = tuple(Bilsky)
_READY_TONES: Final[Mapping[ReadinessState, tuple[Tone, str]]] = {
    ReadinessState.READY: (Tone.INFO, "check"),
    ReadinessState.CONDITIONAL: (Tone.OPEN, ""),
    ReadinessState.NOT_READY: (Tone.SOON, "edit"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What is particular about a case beside its facts: whom it is taken for, and why it is back."""

    alike: str = ""
    woken: str = ""
    why: str = ""


NOTHING: Final = Remark()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row made ready: its cells, what finds it, and how each column sorts."""

    row: Row
    found_by: str
    keys: Mapping[Column, Key]
    entry: Entry
    remark: Remark = NOTHING


def line(entry: Entry, rank: int, texts: Words, now: datetime, remark: Remark = NOTHING) -> Line:
    """Make a row ready; ``rank`` is its place by urgency, ``now`` is local time."""
    case, scores = entry.stored.case, _scores(entry)
    cells = {
        Column.URGENCY: _when_cell(entry, texts, now),
        Column.PATIENT: patient_cell(case, texts, now, remark.alike),
        Column.PRIMARY: _primary_cell(case, texts),
        Column.LEVEL: _level_cell(entry),
        Column.NEUROLOGY: _neurology_cell(case, texts),
        Column.NESMS: _score_cell(scores.get("nesms"), texts),
        Column.SINS: _score_cell(scores.get("sins"), texts),
        Column.BILSKY: _score_cell(scores.get("bilsky"), texts),
        Column.QUESTION: _question_cell(case, texts),
        Column.MEETING: _meeting_cell(entry, texts, now, remark),
        Column.READINESS: _readiness_cell(entry.readiness, texts)
        if isinstance(entry, Listed)
        else Cell(text="–"),
    }
    in_order = tuple(cells[column] for column in Column)
    words = " ".join(f"{each.text} {each.detail}" for each in in_order)
    return Line(
        row=Row(id=entry.stored.id, cells=in_order),
        found_by=f"{fold(words + ' ' + _people(case))} {squeezed(patient_name(case, texts))}",
        keys=_keys(entry, rank, cells),
        entry=entry,
        remark=remark,
    )


def retimed(ready: Line, rank: int, texts: Words, now: datetime) -> Line:
    """Return a row with its clocks at another moment and its place by urgency; everything else stays."""
    first = _when_cell(ready.entry, texts, now)
    key = _rank_key(ready.entry, rank)
    if first == ready.row.cells[0] and key == ready.keys[Column.URGENCY]:
        return ready
    row = replace(ready.row, cells=(first, *ready.row.cells[1:]))
    return replace(ready, row=row, keys={**ready.keys, Column.URGENCY: key})


def _when_cell(entry: Entry, texts: Words, now: datetime) -> Cell:
    """Return whether the case can wait; or that this is being judged, or that it was put away."""
    if isinstance(entry, Listed):
        return urgency_cell(entry.assessment, texts, now)
    state = entry.stored.state
    if state not in PUT_AWAY:
        return Cell(text=texts.get("queue.unjudged.text"), tone=Tone.CALM, sign="refresh")
    died = state is CaseState.CLOSED and entry.stored.case.patient.died_on is not UNKNOWN
    word = texts.get("queue.put_away.died" if died else f"queue.put_away.{state}")
    on = short_day(entry.stored.changed_at.astimezone(now.tzinfo).date(), texts)
    return Cell(text=word, detail=on, tone=Tone.CALM, sign="minus")


def _scores(entry: Entry) -> Mapping[str, ScoreResult]:
    return entry.assessment.scores if isinstance(entry, Listed) else {}


def patient_name(case: Case, texts: Words) -> str:
    """Return the name as a list says it, or that nobody entered one."""
    names = [str(each) for each in (case.patient.family_name, case.patient.given_name) if each is not UNKNOWN]
    return ", ".join(names) or texts.get("queue.no_name")


def patient_cell(case: Case, texts: Words, now: datetime, alike: str = "") -> Cell:
    """Return the name, and under it the two identifiers and the age; ``alike``: whom it may be taken for."""
    patient = case.patient
    details = [alike] if alike else []
    if patient.birth_date is not UNKNOWN:
        details.append(typed_day(patient.birth_date))
        if not alike:  # both identifiers have to stand there
            details.append(texts.get("queue.age", years=years_between(patient.birth_date, now.date())))
    if patient.hospital_number is not UNKNOWN:
        details.append(str(patient.hospital_number))
    return Cell(text=patient_name(case, texts), detail=" · ".join(details))


def found_cases(
    cases: Iterable[StoredCase], texts: Words, now: datetime
) -> tuple[tuple[str, str, CaseId], ...]:
    """Return name, identifiers and identity of every case, as the palette names them."""
    cells = ((patient_cell(each.case, texts, now), each.id) for each in cases)
    return tuple((cell.text, cell.detail, case_id) for cell, case_id in cells)


def next_clock(assessment: Assessment) -> Clock | None:
    """Return the first deadline still running: of the leading guideline, or else of any."""
    leading = next(iter(assessment.guidelines), "")
    running = [each for each in assessment.clocks if each.stopped_at is None]
    led = [each for each in running if each.guideline == leading]
    return min(led or running, key=lambda each: (not each.certain, each.due), default=None)


def urgent_action(assessment: Assessment, texts: Words) -> str:
    """Return what is due first, or without a clock the first reason why the case cannot wait."""
    clock = next_clock(assessment)
    if clock is not None:
        return texts.get(f"action.{clock.action}")
    reasons = [each.action for each in assessment.urgency.because]
    if not reasons:
        return ""
    advised = next((each for each in reasons if each != _SIGN), None)
    return texts.get("queue.lane.sign") if advised is None else texts.get(f"action.{advised}")


def urgency_cell(assessment: Assessment, texts: Words, now: datetime) -> Cell:
    """Return whether the case can wait, with the first deadline still running."""
    urgency, clock = assessment.urgency, next_clock(assessment)
    action = urgent_action(assessment, texts)
    left = countdown(clock.due, now, texts) if clock else ""
    if urgency.wait_for_meeting is False:
        return Cell(text=left or texts.get("queue.urgency.now"), detail=action, tone=Tone.URGENT)
    if urgency.wait_for_meeting is None:
        asked = (
            texts.get("queue.urgency.decides", fact=label_of(texts, urgency.missing[0]))
            if urgency.missing
            else ""
        )
        tone = Tone.SOON if urgency.emergency_possible else Tone.OPEN
        key = "queue.urgency.emergency" if urgency.emergency_possible else "queue.urgency.open"
        return Cell(text=texts.get(key), detail=asked, tone=tone, sign="open")
    if clock is not None:
        tone = Tone.URGENT if clock.due < now else Tone.CALM
        return Cell(text=left, detail=action, tone=tone, sign="soon")
    return Cell(text=texts.get("queue.urgency.waits"), tone=Tone.CALM)


def _primary_cell(case: Case, texts: Words) -> Cell:
    primary = case.tumour.primary
    return _missing(texts) if primary is UNKNOWN else Cell(text=choice_text(texts, primary))


def worst_lesion(entry: Entry) -> Level | None:
    """Return the level of the highest SINS still possible; without one, of the highest Bilsky grade."""
    sins = _scores(entry).get("sins")
    if sins is not None and sins.level is not None:
        return sins.level
    lesions = _lesions(entry.stored.case)
    scored = {
        each.level: max((point for point in each.possible if isinstance(point, int)), default=-1)
        for each in (sins.lesions if sins else ())
    }
    return max(
        (each.level for each in lesions),
        key=lambda level: (scored.get(level, -1), _grade(lesions, level), -LEVELS.index(level)),
        default=None,
    )


def _level_cell(entry: Entry) -> Cell:
    worst = worst_lesion(entry)
    more = len(_lesions(entry.stored.case)) - 1
    return Cell(text=worst.value if worst else "–", detail=f"+{more}" if more > 0 else "")


def _neurology_cell(case: Case, texts: Words) -> Cell:
    found = case.neurology
    grade = (
        "" if found.frankel is UNKNOWN else texts.get("queue.neurology.frankel", grade=found.frankel.value)
    )
    walking = "" if case.condition.ambulation is UNKNOWN else choice_text(texts, case.condition.ambulation)
    detail = " · ".join(each for each in (grade, walking) if each)
    return Cell(text=texts.get(f"queue.neurology.{_sign(case)}"), detail=detail)


def _sign(case: Case) -> str:
    """Return the gravest thing the examination shows."""
    found = case.neurology
    if found.cord_or_cauda_signs is True:
        return "cord"
    if found.motor_deficit is True or found.severe_deficit is True:
        return "motor"
    if found.radicular_deficit in {Side.UNILATERAL, Side.BILATERAL}:
        return "radicular"
    if case.symptoms.radicular_pain in {Side.UNILATERAL, Side.BILATERAL}:
        return "pain"
    examined = (found.cord_or_cauda_signs, found.motor_deficit, found.radicular_deficit)
    return "none" if any(each is not UNKNOWN for each in examined) else "unknown"


def _score_cell(result: ScoreResult | None, texts: Words) -> Cell:
    if result is None:
        return Cell(text="–")
    shown = score_shown(texts, result)
    return Cell(text=shown.value, tone=Tone.OPEN if shown.open else None, spoken=shown.spoken)


def _question_cell(case: Case, texts: Words) -> Cell:
    question = case.referral.question
    return _missing(texts) if question is UNKNOWN else Cell(text=" ".join(question.split()))


def _meeting_cell(entry: Entry, texts: Words, now: datetime, remark: Remark) -> Cell:
    if entry.meeting_at is None:
        return Cell(text=texts.get("queue.meeting.none"), detail=remark.woken, spoken=remark.why)
    on = short_day(entry.meeting_at.astimezone(now.tzinfo).date(), texts)
    place = texts.get("queue.meeting.place", place=entry.place or "–")
    detail = " · ".join(each for each in (place, remark.woken) if each)
    return Cell(text=on, detail=detail, spoken=f"{on}, {place}. {remark.why}" if remark.why else "")


def _readiness_cell(readiness: Readiness, texts: Words) -> Cell:
    tone, sign = _READY_TONES[readiness.state]
    names = [label_of(texts, each) for each in readiness.missing]
    return Cell(
        text=texts.get(f"queue.readiness.{readiness.state}"),
        detail=", ".join(names),
        tone=tone,
        sign=sign,
        spoken=": ".join(
            [texts.get(f"queue.readiness.{readiness.state}"), *([", ".join(names)] if names else [])]
        ),
    )


def _missing(texts: Words) -> Cell:
    return Cell(text=texts.get("answer.not_entered"))


def _keys(entry: Entry, rank: int, cells: Mapping[Column, Cell]) -> Mapping[Column, Key]:
    scores, worst = _scores(entry), worst_lesion(entry)
    case = entry.stored.case
    named = (case.patient.family_name, case.tumour.primary, case.referral.question)
    known = {
        column: column_value is not UNKNOWN
        for column, column_value in zip((Column.PATIENT, Column.PRIMARY, Column.QUESTION), named, strict=True)
    }
    by_name = {
        column: (0, 0.0, fold(cell.text)) if known.get(column, True) else _LAST
        for column, cell in cells.items()
    }
    return by_name | {
        Column.URGENCY: _rank_key(entry, rank),
        Column.LEVEL: _LAST if worst is None else (0, float(LEVELS.index(worst)), ""),
        Column.NESMS: _score_key(scores.get("nesms")),
        Column.SINS: _score_key(scores.get("sins")),
        Column.BILSKY: _score_key(scores.get("bilsky")),
        Column.MEETING: _meeting_key(entry),
        Column.READINESS: (0, float(list(ReadinessState).index(entry.readiness.state)), "")
        if isinstance(entry, Listed)
        else _LAST,
    }


def _rank_key(entry: Entry, rank: int) -> Key:
    """Return the key by urgency: what was judged, then what is being judged, then what was put away."""
    if isinstance(entry, Listed):
        return (0, float(rank), "")
    return (2 if entry.stored.state in PUT_AWAY else 1, float(rank), "")


def _score_key(result: ScoreResult | None) -> Key:
    if result is None or not result.possible:
        return _LAST
    lowest, highest = result.possible[0], result.possible[-1]
    if isinstance(lowest, int) and isinstance(highest, int):
        return (0, lowest + highest / 100, "")
    return (0, 0.0, f"{lowest} {highest}")


def _meeting_key(entry: Entry) -> Key:
    if entry.meeting_at is None:
        return _LAST
    return (0, entry.meeting_at.timestamp() * 1000 + (entry.place or 0), "")


def _lesions(case: Case) -> tuple[Lesion[Unknown], ...]:
    return () if case.lesions is UNKNOWN else case.lesions


def _grade(lesions: tuple[Lesion[Unknown], ...], level: Level) -> int:
    found = next(each.bilsky for each in lesions if each.level is level)
    return -1 if found is UNKNOWN else _BILSKY.index(found)


def _people(case: Case) -> str:
    known = (case.referral.referrer, case.referral.responsible_physician, case.referral.gp)
    return " ".join(str(each) for each in known if each is not UNKNOWN)
