"""What to see before it goes wrong: conditions that have come, and patients who are taken for each other."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import CaseId
from mdt_desk.domain.mixups import Likeness, Pair
from mdt_desk.ui.moments import short_day
from mdt_desk.ui.screens.queue.cells import Remark, patient_name
from mdt_desk.ui.screens.queue.state import Duty, Point
from mdt_desk.ui.widgets.short import short
from mdt_desk.ui.wording.facts import value_text
from mdt_desk.ui.wording.moments import typed_day
from mdt_desk.usecases.ports import StoredCase, Words
from mdt_desk.usecases.view import QueueView
from mdt_desk.usecases.waking import Woken
from mdt_desk.usecases.wording import label_of

_CONDITION: Final = 160
_MOST_PAIRS: Final = 30
"""So many pairs are shown at a time; each row of the table says it in any case."""


def points(view: QueueView, texts: Words, now: datetime) -> tuple[Point, ...]:
    """Return every point: cases that are back first, then what may be one patient twice, then namesakes."""
    by_id = {each.stored.id: each.stored for each in view.entries}
    back = [
        Point(id=case_id, other=None, text=why(by_id[case_id], woken, texts, now), duty=Duty.OPEN)
        for case_id, woken in view.woken.items()
        if case_id in by_id
    ]
    alike = [
        _alike(pair, by_id, texts)
        for pair in view.mixups[:_MOST_PAIRS]
        if pair.one in by_id and pair.other in by_id
    ]
    return (*back, *alike)


def remarks(view: QueueView, texts: Words, now: datetime) -> Mapping[CaseId, Remark]:
    """Return what stands in the row of each case that is particular."""
    by_id = {each.stored.id: each for each in view.entries}
    likeness: dict[CaseId, Likeness] = {}
    for pair in reversed(view.mixups):
        likeness[pair.one] = likeness[pair.other] = pair.likeness
    words = {
        Likeness.SAME_PERSON: texts.get("queue.attention.twice"),
        Likeness.SAME_NAME: texts.get("queue.attention.namesake"),
    }
    found = {}
    for case_id in {*likeness, *view.woken} & by_id.keys():
        woken = view.woken.get(case_id)
        found[case_id] = Remark(
            alike=words[likeness[case_id]] if case_id in likeness else "",
            woken=texts.get("queue.attention.woken_short") if woken else "",
            why=why(by_id[case_id].stored, woken, texts, now) if woken else "",
        )
    return found


def why(stored: StoredCase, woken: Woken, texts: Words, now: datetime) -> str:
    """Say why a case is back: what was recorded since, and what the team had made its decision depend on."""
    facts = "; ".join(
        f"{label_of(texts, each.fact)}: {short(value_text(texts, each.fact, each.value, now.tzinfo), 60)}"
        for each in woken.facts
    )
    last = max((each.at for each in woken.facts), default=woken.decision.woken_at or now)
    return texts.get(
        "queue.attention.woken",
        patient=patient_name(stored.case, texts),
        day=short_day(last.astimezone(now.tzinfo).date(), texts),
        facts=facts or "–",
        condition=short(woken.decision.condition or "–", _CONDITION),
    )


def identified(stored: StoredCase, texts: Words) -> str:
    """Return a patient with what tells namesakes apart: name, date of birth and number."""
    patient = stored.case.patient
    known: Iterable[str] = (
        patient_name(stored.case, texts),
        "" if patient.birth_date is UNKNOWN else typed_day(patient.birth_date),
        "" if patient.hospital_number is UNKNOWN else str(patient.hospital_number),
    )
    return " · ".join(each for each in known if each)


def _alike(pair: Pair, by_id: Mapping[CaseId, StoredCase], texts: Words) -> Point:
    one, other = (identified(by_id[each], texts) for each in (pair.one, pair.other))
    return Point(
        id=pair.one,
        other=pair.other,
        text=texts.get(f"queue.attention.{pair.likeness}", one=one, other=other),
        duty=Duty.MERGE if pair.likeness is Likeness.SAME_PERSON else Duty.OPEN,
    )
