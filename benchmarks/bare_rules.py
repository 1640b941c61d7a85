"""The rules of guidelines and scores called as plain functions, on a case in which everything is known."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

from mdt_desk.domain.assess import LESION_SCORES, SCORES, Rules
from mdt_desk.domain.case import Case, value_at
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.judging import answer, note_holds
from mdt_desk.domain.moments import moments_of
from mdt_desk.domain.scores.model import settled_value


class KnownFacts:
    """Implements `Facts` without any machinery: a fact is an attribute, a word is a call."""

    def __init__(self, case: Case, at: datetime, rules: Rules) -> None:
        """Lay the sections of the case out as rules read them."""
        moments = moments_of(case, at, rules.zone)
        self.at, self.recurrence = moments.at, moments.recurrence
        self.treatment_clock = moments.treatment_clock
        self._case = case
        self._lesions = {each.level: each for each in (() if case.lesions is UNKNOWN else case.lesions)}
        for section in ("tumour", "condition", "labs", "symptoms", "neurology", "imaging", "stability"):
            setattr(self, section, getattr(case, section))
        self.treatment, self.rehabilitation = case.treatment, case.rehabilitation

    def recorded(self, path: str) -> bool:
        return value_at(self._case, path) is not UNKNOWN

    def event(self, path: str) -> Any:  # noqa: ANN401  # as the protocol
        value = value_at(self._case, path)
        return None if value is UNKNOWN else value

    def levels(self) -> Any:  # noqa: ANN401  # as the protocol
        return tuple(self._lesions)

    def lesion(self, level: Any) -> Any:  # noqa: ANN401  # as the protocol
        return self._lesions[level]

    def ask(self, rule: Any, args: tuple[Any, ...]) -> Any:  # noqa: ANN401  # as the protocol
        return rule(self, *args)


def every_rule(case: Case, at: datetime, rules: Rules) -> SimpleNamespace:
    """Return the answers of every question, note, gap and score; of a case with a fact unknown they mean nothing."""
    facts: Any = KnownFacts(case, at, rules)
    return SimpleNamespace(
        answers=[
            answer(facts, each, source) for source in rules.sources for each in source.guideline.questions
        ],
        notes=[
            note_holds(facts, note, source)
            for source in rules.sources
            for each in source.guideline.questions
            for note in each.notes
        ],
        gaps=[each.when(facts, source.numbers) for source in rules.sources for each in source.guideline.gaps],
        scores=[settled_value(facts, each) for each in SCORES],
        items=[item.points(facts) for each in SCORES for item in each.items],
        lesions=[each.of(facts, level) for each in LESION_SCORES for level in facts.levels()],
        worst=[each.worst(facts) for each in LESION_SCORES],
    )
