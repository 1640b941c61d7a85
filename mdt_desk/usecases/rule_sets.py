"""A new rule set: which cases it advises otherwise than the one that the desk last worked with.

The desk remembers what each case was advised when its facts were last changed. Advice is a function of the facts, a
moment and the rules; so the same facts at the same moment under other rules show what the rules changed, and only that.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final

from mdt_desk.domain.advice import Advice, AdviceStatus, Strength
from mdt_desk.domain.assessment import Assessment, RuleSet
from mdt_desk.domain.meeting import CaseId, CaseState
from mdt_desk.usecases.briefs import Brief, Known, Wanted
from mdt_desk.usecases.cases import WAITING
from mdt_desk.usecases.ports import Assess, CaseQueue, NoteKind, StoredCase


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a rule set says of one action: whether it applies, how strongly, within how many hours, which regimen."""

    topic: str
    status: AdviceStatus
    strength: Strength
    within_hours: int | None
    variant: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvisedOtherwise:
    """One action of one guideline that two rule sets advise differently; None: certainly not advised."""

    guideline: str
    action: str
    before: Told | None
    after: Told | None

    @property
    def topic(self) -> str:
        """Return what the action is about."""
        told = self.after or self.before
        return "" if told is None else told.topic


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOtherwise:
    """A case whose advice would differ, with every action that does; ``since`` is the rule set it was advised by."""

    stored: StoredCase
    since: RuleSet
    changes: tuple[AdvisedOtherwise, ...]

    @property
    def waits(self) -> bool:
        """Tell whether the case still waits for something; else it is past, and its advice stays as it was."""
        return self.stored.state in WAITING


_SLICE: Final = 100
_Advice = Mapping[tuple[str, str], Told]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Memory:
    """What one case was advised, by which rules, at which version of its facts."""

    rules: RuleSet
    version: int
    told: _Advice


_SEPARATOR: Final = "/"


def _told(assessment: Assessment) -> _Advice:
    return {
        (guideline, each.action): _of(each)
        for guideline, advised in assessment.guidelines.items()
        for each in advised
    }


def _of(advice: Advice) -> Told:
    return Told(
        topic=advice.topic,
        status=advice.status,
        strength=advice.strength,
        within_hours=advice.within_hours,
        variant=advice.variant,
    )


def _differences(before: _Advice, after: _Advice) -> tuple[AdvisedOtherwise, ...]:
    return tuple(
        AdvisedOtherwise(guideline=key[0], action=key[1], before=before.get(key), after=after.get(key))
        for key in dict.fromkeys([*after, *before])
        if before.get(key) != after.get(key)
    )


def advised_otherwise(queue: CaseQueue, assess: Assess) -> tuple[CaseOtherwise, ...]:
    """Return the cases that the present rules advise otherwise than those that the desk remembers, oldest first.

    A case is judged by its facts at the moment they were last changed. One that was changed since, or never
    remembered, has nothing to be compared with and is left out. Nothing is kept.
    """
    return tuple(_otherwise(queue, assess))


def _otherwise(queue: CaseQueue, assess: Assess) -> Iterator[CaseOtherwise]:
    speaking: RuleSet | None = None
    for brief in _every(queue):
        memory = _remembered(queue.notes.recall(NoteKind.RULE_SET, brief.id.hex))
        if memory is None or memory.version != brief.version or memory.rules == speaking:
            continue
        stored = queue.get(brief.id)
        assessment = _assessed(assess, stored)
        speaking = assessment.rules
        changes = () if assessment.rules == memory.rules else _differences(memory.told, _told(assessment))
        if changes:
            yield CaseOtherwise(stored=stored, since=memory.rules, changes=changes)


def _every(queue: CaseQueue) -> Iterator[Brief]:
    """Return every case that can be read, the first listed first, some at a time: there may be very many."""
    never = Known(marks=("", ""), at=datetime.max.replace(tzinfo=UTC))
    numbers = sorted(queue.lines.numbers(Wanted(states=tuple(each.value for each in CaseState)), never))
    for at in range(0, len(numbers), _SLICE):
        yield from (
            each for each in queue.lines.page(numbers[at : at + _SLICE], never) if each.refused is None
        )


def remember_advice(
    queue: CaseQueue, assess: Assess, rules: RuleSet, *, anew: bool = False, most: int | None = None
) -> int:
    """Remember what each case is advised by the present rules, unless an older rule set still waits to be compared.

    Args:
        queue: where cases and notes are kept.
        assess: assesses with the present rules.
        rules: the present rules.
        anew: whether somebody has seen what changed, so that the older rule set is forgotten.
        most: at most so many cases now; None: all.

    Returns:
        Of how many cases it was remembered.

    """
    return sum(1 for _ in islice(remembering(queue, assess, rules, anew=anew), most))


def remembering(queue: CaseQueue, assess: Assess, rules: RuleSet, *, anew: bool = False) -> Iterator[CaseId]:
    """As `remember_advice`, one case at a time: who stops goes on from there, and looks at no case twice."""
    for brief in _every(queue):
        memory = _remembered(queue.notes.recall(NoteKind.RULE_SET, brief.id.hex))
        if memory is not None and memory.version == brief.version and (memory.rules == rules or not anew):
            continue
        stored = queue.get(brief.id)
        now = _Memory(rules=rules, version=stored.version, told=_told(_assessed(assess, stored)))
        queue.notes.keep(NoteKind.RULE_SET, stored.id.hex, _spelled(now))
        yield stored.id


def _assessed(assess: Assess, stored: StoredCase) -> Assessment:
    """Assess a case at the moment its facts were last changed; for which meeting is no matter of advice."""
    return assess(stored.case, stored.changed_at, stored.changed_at)


def _spelled(memory: _Memory) -> str:
    told = {
        _SEPARATOR.join(key): [each.topic, each.status, each.strength, each.within_hours, each.variant]
        for key, each in memory.told.items()
    }
    rules = [memory.rules.version, memory.rules.hash]
    return json.dumps({"rules": rules, "version": memory.version, "told": told})


def _remembered(text: str | None) -> _Memory | None:
    """Return what a note says; one that cannot be read is as good as none."""
    try:
        return None if text is None else _read(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _read(tree: Mapping[str, Any]) -> _Memory:
    version, short = tree["rules"]
    told = {}
    for key, (topic, status, strength, within, variant) in tree["told"].items():
        guideline, action = key.split(_SEPARATOR)
        told[guideline, action] = Told(
            topic=topic,
            status=AdviceStatus(status),
            strength=Strength(strength),
            within_hours=within,
            variant=variant,
        )
    return _Memory(rules=RuleSet(version=version, hash=short), version=int(tree["version"]), told=told)
