"""The case on the table in words: what is asked, what the table is asked for, and what the protocol says."""

from collections.abc import Iterator
from typing import Final

from mdt_desk.domain.advice import Advice, AdviceStatus, Strength
from mdt_desk.domain.case import value_at
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.readiness import ReadinessState
from mdt_desk.ui.screens.meeting.agenda import cannot_wait
from mdt_desk.ui.screens.meeting.reading import Sheet
from mdt_desk.ui.screens.meeting.since import since_shown
from mdt_desk.ui.screens.meeting.state import Asked, CaseShown, Suggestion
from mdt_desk.ui.screens.meeting.table import Table
from mdt_desk.ui.wording.advice import LineShown, line_shown
from mdt_desk.ui.wording.people import identity_text, name_text
from mdt_desk.ui.wording.scores import KEY_SCORES, named, score_shown
from mdt_desk.ui.wording.urgency import urgency_shown
from mdt_desk.usecases.wording import label_of

ASKED: Final = ("wishes.preference", "condition.comorbidity")
"""What meetings forget to mention: the table is asked for it at every case."""


def case_shown(table: Table, sheet: Sheet) -> CaseShown:
    """Put the case on the table into words."""
    texts, case, pad = table.texts, sheet.stored.case, table.pad(sheet.stored.id)
    place = table.gathered.place(sheet.stored.id) + 1
    urgency = urgency_shown(table.context(sheet))
    question = case.referral.question
    return CaseShown(
        id=sheet.stored.id,
        heading=texts.get("meeting.case.heading", number=place, name=name_text(texts, case)),
        identity=identity_text(texts, case, table.now.date()),
        urgency=urgency.sentence if cannot_wait(sheet) else "",
        urgent=sheet.assessment.urgency.wait_for_meeting is False,
        readiness=_readiness(table, sheet),
        ready=sheet.readiness.state is ReadinessState.READY,
        since=since_shown(table, sheet),
        question=texts.get("meeting.case.no_question") if question is UNKNOWN else str(question),
        asked=tuple(_asked(table, sheet, path) for path in ASKED),
        scores=tuple(
            score_shown(texts, sheet.assessment.scores[name])
            for name in KEY_SCORES
            if name in sheet.assessment.scores
        ),
        suggestions=tuple(each for each in suggestions(table, sheet) if each.key not in pad.handled),
        suggested_by=table.guideline(),
        handled=texts.get("meeting.suggestion.handled", count=len(pad.steps)) if pad.steps else "",
        elsewhere=table.elsewhere,
    )


def suggestions(table: Table, sheet: Sheet) -> tuple[Suggestion, ...]:
    """Return a neutral sentence for everything the leading guideline says, what is certain first."""
    return tuple(_suggestion(table, sheet, each) for each in table.advised(sheet))


def _suggestion(table: Table, sheet: Sheet, advice: Advice) -> Suggestion:
    texts = table.texts
    line = line_shown(table.context(sheet), advice)
    open_ = advice.status is AdviceStatus.UNDETERMINED
    key = "meeting.suggestion.open" if open_ else "meeting.suggestion.certain"
    return Suggestion(
        key=line.key,
        sentence=texts.get(key, says=", ".join(_said(advice, line))),
        detail=texts.get("meeting.suggestion.decides", facts=named(texts, advice.missing))
        if open_ and advice.missing
        else "",
        open=open_,
    )


def _said(advice: Advice, line: LineShown) -> Iterator[str]:
    yield line.action
    if advice.strength is Strength.CONSIDER and not advice.action.endswith("_consider"):
        yield line.strength_word
    yield from (each for each in (line.variant, line.deadline) if each)


def _asked(table: Table, sheet: Sheet, path: str) -> Asked:
    value = value_at(sheet.stored.case, path)
    known = value is not UNKNOWN
    return Asked(
        path=path, name=label_of(table.texts, path), text=str(value) if known else "", recorded=known
    )


def _readiness(table: Table, sheet: Sheet) -> str:
    texts, found = table.texts, sheet.readiness
    word = texts.get(f"meeting.readiness.{found.state}")
    if not found.missing:
        return word
    return texts.get("meeting.readiness.because", word=word, facts=named(texts, found.missing))
