"""What would change the lines that are open: which were opened, which were answered, what is still to be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo
from types import MappingProxyType

from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case
from mdt_desk.domain.explain import Effect
from mdt_desk.ui.screens.case.memory import Explained, Memory
from mdt_desk.ui.wording.effects import EffectsShown, effects_shown
from mdt_desk.usecases.ports import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What would change an action (``erasmus-2022/surgery_eligible``) or a score (``nesms``) of a case?"""

    key: str
    case: Case
    assessment: Assessment

    @property
    def advice(self) -> tuple[str, str] | None:
        """Return guideline and action, or None: it is about a score."""
        guideline, _, action = self.key.partition("/")
        return (guideline, action) if action else None


def turned(memory: Memory, key: str, *, opened: bool) -> Memory:
    """Remember that a line was opened or closed."""
    return replace(memory, opened=memory.opened | {key} if opened else memory.opened - {key})


def next_question(memory: Memory) -> Question | None:
    """Return what is still to be asked about the answers that are shown."""
    case, assessment = memory.assessed, memory.assessment
    if case is None or assessment is None:
        return None
    shown = {f"{name}/{each.action}" for name, said in assessment.guidelines.items() for each in said}
    for key in sorted(memory.opened & (shown | set(assessment.scores))):
        known = memory.effects.get(key)
        if known is None or known.asked_for is not assessment:
            return Question(key=key, case=case, assessment=assessment)
    return None


def asked(memory: Memory, question: Question) -> Memory:
    """Remember that a question is on its way; what was said of the same facts stands until then."""
    known = memory.effects.get(question.key)
    same = known is not None and known.case == question.case
    effects = known.effects if known is not None and same else None
    return _with(memory, question, effects)


def answered(memory: Memory, question: Question, effects: tuple[Effect, ...] | None) -> Memory:
    """Take an answer, unless something newer was asked; None, it failed: the line is as if never explained."""
    known = memory.effects.get(question.key)
    if known is None or known.asked_for is not question.assessment:
        return memory
    if effects is None:
        return replace(memory, opened=memory.opened - {question.key})
    return _with(memory, question, effects)


def _with(memory: Memory, question: Question, effects: tuple[Effect, ...] | None) -> Memory:
    known = Explained(case=question.case, asked_for=question.assessment, effects=effects)
    return replace(memory, effects=MappingProxyType({**memory.effects, question.key: known}))


def explanations(memory: Memory, texts: Words, zone: tzinfo | None) -> Mapping[str, EffectsShown]:
    """Return what would change each open line, in words."""
    found = {}
    for key in memory.opened:
        known = memory.effects.get(key)
        if known is not None:
            effects = known.effects if known.case == memory.assessed else None
            score = "" if "/" in key else key
            found[key] = effects_shown(texts, effects, zone, score)
    return found
