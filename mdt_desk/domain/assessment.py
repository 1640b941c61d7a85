"""Everything the program says about one case at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from mdt_desk.domain.advice import Advice, Clock, Disagreement, NotCovered, Urgency
from mdt_desk.domain.scores.result import ScoreResult


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """Which rules spoke: a version, and a short hash over numbers and code."""

    version: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Scores, advice by guideline, gaps, disagreements, clocks and urgency of one case.

    ``scores`` is keyed by score identifier (``nesms``, ``sins``...), ``guidelines`` and ``not_covered`` by guideline
    identifier in the order asked for, the leading guideline first.
    """

    assessed_at: datetime
    meeting_at: datetime
    rules: RuleSet
    scores: Mapping[str, ScoreResult]
    guidelines: Mapping[str, tuple[Advice, ...]]
    not_covered: Mapping[str, tuple[NotCovered, ...]]
    disagreements: tuple[Disagreement, ...]
    clocks: tuple[Clock, ...]
    urgency: Urgency
