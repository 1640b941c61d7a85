"""One case in the cells of the queue. Little is imported here, so that the first rows are painted early."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from mdt_desk.ui.moments import countdown, short_day
from mdt_desk.ui.screens.queue.row import Cell, Column, Row
from mdt_desk.ui.theme import Tone
from mdt_desk.ui.wording.moments import typed_day, years_between
from mdt_desk.ui.wording.ranges import named, range_text
from mdt_desk.usecases.briefs import Brief, Facts, Judged, Score
from mdt_desk.usecases.labels import label_of

if TYPE_CHECKING:
    from mdt_desk.usecases.ports import Words

_SIGN: Final = "emergency_sign"
_READY: Final = {
    "ready": (Tone.INFO, "check"),
    "conditional": (Tone.OPEN, ""),
    "not_ready": (Tone.SOON, "edit"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What is particular about a case beside its facts: whom it is taken for, and why it is back.

    ``choices``: how many things that two desks changed differently somebody here still has to choose.
    """

    alike: str = ""
    woken: str = ""
    why: str = ""
    choices: int = 0


NOTHING: Final = Remark()


def row_of(brief: Brief, texts: "Words", now: datetime, remark: Remark = NOTHING) -> Row:
    """Put a case into words; countdowns are those of ``now``, which is local time."""
    cells = {
        Column.URGENCY: _when_cell(brief, texts, now),
        Column.PATIENT: patient_cell(brief.facts, texts, now, remark.alike),
        Column.PRIMARY: _primary_cell(brief.facts, texts),
        Column.LEVEL: _level_cell(brief),
        Column.NEUROLOGY: _neurology_cell(brief.facts, texts),
        Column.NESMS: _score_cell(brief, "nesms", texts),
        Column.SINS: _score_cell(brief, "sins", texts),
        Column.BILSKY: _score_cell(brief, "bilsky", texts),
        Column.QUESTION: _question_cell(brief.facts, texts),
        Column.MEETING: _meeting_cell(brief, texts, now, remark),
        Column.READINESS: _readiness_cell(brief.judged, texts)
        if brief.judged is not None and not brief.old
        else Cell(text="–"),
    }
    if remark.choices:
        cells[Column.READINESS] = _choice_cell(remark.choices, cells[Column.READINESS], texts)
    return Row(id=brief.id, number=brief.number, cells=tuple(cells[column] for column in Column))


def _when_cell(brief: Brief, texts: "Words", now: datetime) -> Cell:
    """Return whether the case can wait; or that this is being judged, or that it was put away."""
    if brief.refused is not None:
        return Cell(text=texts.get("queue.unreadable"), tone=Tone.SOON, sign="edit")
    if not brief.waiting:
        word = texts.get(
            f"queue.put_away.{'died' if brief.facts.died and brief.state == 'closed' else brief.state}"
        )
        on = short_day(brief.changed_at.astimezone(now.tzinfo).date(), texts)
        return Cell(text=word, detail=on, tone=Tone.CALM, sign="minus")
    if brief.judged is None:
        return Cell(text=texts.get("queue.unjudged.text"), tone=Tone.CALM, sign="refresh")
    if brief.old:
        return _old_cell(brief.judged, texts, now)
    return urgency_cell(brief.judged, texts, now)


def _old_cell(judged: Judged, texts: "Words", now: datetime) -> Cell:
    """Say what was urgent, with when that was found and that it is being judged again."""
    cell, said = urgency_cell(judged, texts, now), old_text(judged, texts, now)
    return Cell(text=cell.text, detail=said, tone=cell.tone, sign="refresh", spoken=f"{cell.text}, {said}")


def old_text(judged: Judged, texts: "Words", now: datetime) -> str:
    """Say when a case was last judged, and that this is being done again."""
    at = judged.at.astimezone(now.tzinfo)
    moment = f"{at:%H:%M}" if at.date() == now.date() else short_day(at.date(), texts)
    return texts.get("queue.unjudged.again", moment=moment)


def patient_name(facts: Facts, texts: "Words") -> str:
    """Return the name as a list says it, or that nobody entered one."""
    return ", ".join(each for each in (facts.family, facts.given) if each) or texts.get("queue.no_name")


def patient_cell(facts: Facts, texts: "Words", now: datetime, alike: str = "") -> Cell:
    """Return the name, and under it the two identifiers and the age; ``alike``: whom it may be taken for."""
    details = [alike] if alike else []
    if facts.born is not None:
        details.append(typed_day(facts.born))
        if not alike:  # both identifiers have to stand there
            details.append(texts.get("queue.age", years=years_between(facts.born, now.date())))
    if facts.number is not None:
        details.append(facts.number)
    return Cell(text=patient_name(facts, texts), detail=" · ".join(details))


def urgent_action(judged: Judged, texts: "Words") -> str:
    """Return what is due first, or without a clock the first reason why the case cannot wait."""
    if judged.due is not None:
        return texts.get(f"action.{judged.due.action}")
    reasons = [action for _, action in judged.because]
    if not reasons:
        return ""
    advised = next((each for each in reasons if each != _SIGN), None)
    return texts.get("queue.lane.sign") if advised is None else texts.get(f"action.{advised}")


def urgency_cell(judged: Judged, texts: "Words", now: datetime) -> Cell:
    """Return whether the case can wait, with the first deadline still running."""
    due, action = judged.due, urgent_action(judged, texts)
    left = countdown(due.at, now, texts) if due else ""
    if judged.waits is False:
        return Cell(text=left or texts.get("queue.urgency.now"), detail=action, tone=Tone.URGENT)
    if judged.waits is None:
        asked = (
            texts.get("queue.urgency.decides", fact=label_of(texts, judged.deciding[0]))
            if judged.deciding
            else ""
        )
        tone = Tone.SOON if judged.emergency_possible else Tone.OPEN
        key = "queue.urgency.emergency" if judged.emergency_possible else "queue.urgency.open"
        return Cell(text=texts.get(key), detail=asked, tone=tone, sign="open")
    if due is not None:
        return Cell(text=left, detail=action, tone=Tone.URGENT if due.at < now else Tone.CALM, sign="soon")
    return Cell(text=texts.get("queue.urgency.waits"), tone=Tone.CALM)


def _primary_cell(facts: Facts, texts: "Words") -> Cell:
    return (
        _missing(texts) if facts.primary is None else Cell(text=texts.get(f"value.Primary.{facts.primary}"))
    )


def _level_cell(brief: Brief) -> Cell:
    worst = brief.facts.level if brief.judged is None else brief.judged.level
    more = brief.facts.lesions - 1
    return Cell(text=worst or "–", detail=f"+{more}" if more > 0 else "")


def _neurology_cell(facts: Facts, texts: "Words") -> Cell:
    grade = "" if facts.frankel is None else texts.get("queue.neurology.frankel", grade=facts.frankel)
    walking = "" if facts.walking is None else texts.get(f"value.Ambulation.{facts.walking}")
    detail = " · ".join(each for each in (grade, walking) if each)
    return Cell(text=texts.get(f"queue.neurology.{facts.sign}"), detail=detail)


def _score_cell(brief: Brief, name: str, texts: "Words") -> Cell:
    scores = brief.judged.scores if brief.judged is not None and not brief.old else ()
    found = next((each for each in scores if each.score == name), None)
    if found is None:
        return Cell(text="–")
    value = "–" if found.outside else range_text(found.possible)
    unsettled = not found.outside and not found.certain
    return Cell(text=value, tone=Tone.OPEN if unsettled else None, spoken=_score_spoken(found, value, texts))


def _score_spoken(score: Score, value: str, texts: "Words") -> str:
    name = texts.get(f"score.{score.score}.name")
    if score.unverified:
        name = texts.get("case.score.unverified_name", name=name)
    band = "" if score.band is None else texts.get(f"band.{score.score}.{score.band}")
    decides = ""
    if not score.outside and not score.certain:
        decides = texts.get("case.score.decides", facts=named(texts, score.missing))
    outside = texts.get(score.outside) if score.outside else ""
    return ", ".join(each for each in (f"{name} {value}", score.level or "", band, outside, decides) if each)


def _question_cell(facts: Facts, texts: "Words") -> Cell:
    return _missing(texts) if facts.question is None else Cell(text=facts.question)


def _meeting_cell(brief: Brief, texts: "Words", now: datetime, remark: Remark) -> Cell:
    if brief.meeting_at is None:
        return Cell(text=texts.get("queue.meeting.none"), detail=remark.woken, spoken=remark.why)
    on = short_day(brief.meeting_at.astimezone(now.tzinfo).date(), texts)
    place = texts.get("queue.meeting.place", place=brief.place or "–")
    detail = " · ".join(each for each in (place, remark.woken) if each)
    return Cell(text=on, detail=detail, spoken=f"{on}, {place}. {remark.why}" if remark.why else "")


def _readiness_cell(judged: Judged, texts: "Words") -> Cell:
    tone, sign = _READY[judged.readiness]
    word = texts.get(f"queue.readiness.{judged.readiness}")
    names = ", ".join(label_of(texts, each) for each in judged.missing)
    return Cell(
        text=word,
        detail=names,
        tone=tone,
        sign=sign,
        spoken=": ".join(each for each in (word, names) if each),
    )


def _choice_cell(choices: int, beside: Cell, texts: "Words") -> Cell:
    """Say that two desks differ about a case, before how ready it is: nothing more of it is kept until then."""
    said = texts.get("queue.choice.why", count=choices)
    return Cell(
        text=texts.get("queue.choice.mark"),
        detail=texts.get("queue.choice.between"),
        tone=Tone.DIFFERS,
        spoken=f"{said} {beside.spoken or beside.text}".strip(),
    )


def _missing(texts: "Words") -> Cell:
    return Cell(text=texts.get("answer.not_entered"))
