"""What to see before it goes wrong: conditions that have come, and patients who are taken for each other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from mdt_desk.domain.meeting import CaseId
from mdt_desk.domain.mixups import Likeness, Pair
from mdt_desk.ui.moments import short_day
from mdt_desk.ui.screens.queue.cells import Remark, patient_name
from mdt_desk.ui.screens.queue.state import Duty, Point
from mdt_desk.ui.widgets.short import short
from mdt_desk.ui.wording.facts import value_text
from mdt_desk.ui.wording.moments import typed_day
from mdt_desk.usecases.briefs import Brief, Facts
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.waking import Woken
from mdt_desk.usecases.wording import label_of

_CONDITION: Final = 160
_MOST_PAIRS: Final = 30
"""So many pairs are shown at a time; each row of the table says it in any case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What was found about cases beside their facts; ``briefs`` are those that a sentence names."""

    woken: Mapping[CaseId, Woken] = field(default_factory=dict)
    mixups: tuple[Pair, ...] = ()
    briefs: Mapping[CaseId, Brief] = field(default_factory=dict)

    def alike(self, case_id: CaseId) -> frozenset[CaseId]:
        """Return the patients who are easily taken for this one."""
        both = [(each.one, each.other) for each in self.mixups if case_id in {each.one, each.other}]
        return frozenset(other if one == case_id else one for one, other in both)


def named_in(woken: Iterable[CaseId], mixups: Sequence[Pair]) -> tuple[CaseId, ...]:
    """Return the cases that a sentence names."""
    return tuple(
        dict.fromkeys((*woken, *(each for pair in mixups[:_MOST_PAIRS] for each in (pair.one, pair.other))))
    )


def points(beside: Beside, texts: Words, now: datetime) -> tuple[Point, ...]:
    """Return every point: cases that are back first, then what may be one patient twice, then namesakes."""
    briefs = beside.briefs
    back = [
        Point(id=case_id, other=None, text=why(briefs[case_id].facts, woken, texts, now), duty=Duty.OPEN)
        for case_id, woken in beside.woken.items()
        if case_id in briefs
    ]
    alike = [
        _alike(pair, briefs, texts)
        for pair in beside.mixups[:_MOST_PAIRS]
        if pair.one in briefs and pair.other in briefs
    ]
    return (*back, *alike)


def remarks(beside: Beside, texts: Words, now: datetime) -> Mapping[CaseId, Remark]:
    """Return what stands in the row of each case that is particular."""
    likeness: dict[CaseId, Likeness] = {}
    for pair in reversed(beside.mixups):
        likeness[pair.one] = likeness[pair.other] = pair.likeness
    words = {
        Likeness.SAME_PERSON: texts.get("queue.attention.twice"),
        Likeness.SAME_NAME: texts.get("queue.attention.namesake"),
    }
    found = {}
    for case_id in {*likeness, *beside.woken}:
        woken, brief = beside.woken.get(case_id), beside.briefs.get(case_id)
        back = woken is not None and brief is not None
        found[case_id] = Remark(
            alike=words[likeness[case_id]] if case_id in likeness else "",
            woken=texts.get("queue.attention.woken_short") if back else "",
            why=why(brief.facts, woken, texts, now) if woken is not None and brief is not None else "",
        )
    return found


def why(facts: Facts, woken: Woken, texts: Words, now: datetime) -> str:
    """Say why a case is back: what was recorded since, and what the team had made its decision depend on."""
    said = "; ".join(
        f"{label_of(texts, each.fact)}: {short(value_text(texts, each.fact, each.value, now.tzinfo), 60)}"
        for each in woken.facts
    )
    last = max((each.at for each in woken.facts), default=woken.decision.woken_at or now)
    return texts.get(
        "queue.attention.woken",
        patient=patient_name(facts, texts),
        day=short_day(last.astimezone(now.tzinfo).date(), texts),
        facts=said or "–",
        condition=short(woken.decision.condition or "–", _CONDITION),
    )


def identified(facts: Facts, texts: Words) -> str:
    """Return a patient with what tells namesakes apart: name, date of birth and number."""
    known = (
        patient_name(facts, texts),
        "" if facts.born is None else typed_day(facts.born),
        facts.number or "",
    )
    return " · ".join(each for each in known if each)


def _alike(pair: Pair, briefs: Mapping[CaseId, Brief], texts: Words) -> Point:
    one, other = (identified(briefs[each].facts, texts) for each in (pair.one, pair.other))
    return Point(
        id=pair.one,
        other=pair.other,
        text=texts.get(f"queue.attention.{pair.likeness}", one=one, other=other),
        duty=Duty.MERGE if pair.likeness is Likeness.SAME_PERSON else Duty.OPEN,
    )
