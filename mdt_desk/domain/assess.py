"""Everything the program says about a case: one pure function of the case, the moment, the meeting and the rules."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from types import MappingProxyType
from typing import Final

from mdt_desk.domain.assessment import Assessment, RuleSet
from mdt_desk.domain.case import Case
from mdt_desk.domain.comparing import disagreements
from mdt_desk.domain.deadlines import clocks, urgency
from mdt_desk.domain.guidelines.rule import Source
from mdt_desk.domain.judging import Judge
from mdt_desk.domain.moments import moments_of
from mdt_desk.domain.scores.bauer import BAUER
from mdt_desk.domain.scores.bollen import BOLLEN
from mdt_desk.domain.scores.lesions import BILSKY, SINS, LesionScoreModel, settle_lesions
from mdt_desk.domain.scores.model import Score, settle_score
from mdt_desk.domain.scores.modified_bauer import MODIFIED_BAUER
from mdt_desk.domain.scores.nesms import NESMS
from mdt_desk.domain.scores.rades_2008 import RADES_2008
from mdt_desk.domain.scores.rades_short_life import RADES_SHORT_LIFE
from mdt_desk.domain.scores.tokuhashi import TOKUHASHI
from mdt_desk.domain.scores.tomita import TOMITA
from mdt_desk.domain.scores.van_der_linden import VAN_DER_LINDEN
from mdt_desk.domain.settle import Settler

SCORES: Final[tuple[Score, ...]] = (
    MODIFIED_BAUER,
    BAUER,
    NESMS,
    TOKUHASHI,
    TOMITA,
    VAN_DER_LINDEN,
    BOLLEN,
    RADES_2008,
    RADES_SHORT_LIFE,
)
LESION_SCORES: Final[tuple[LesionScoreModel, ...]] = (SINS, BILSKY)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rules:
    """The rules that speak.

    Attributes:
        sources: the guidelines, the leading one first.
        rule_set: their version and hash.
        zone: where days and weeks are counted.

    """

    sources: tuple[Source, ...]
    rule_set: RuleSet
    zone: tzinfo


def assess(case: Case, at: datetime, meeting_at: datetime, rules: Rules) -> Assessment:
    """Return scores, advice, gaps, disagreements, clocks and urgency.

    Args:
        case: what is known about the patient.
        at: the moment of assessment, with its zone; every clock and every "since" is computed from it.
        meeting_at: the next meeting.
        rules: the guidelines to ask, and where.

    """
    moments = moments_of(case, at, rules.zone)
    settler = Settler(case, moments)
    judge = Judge(case, moments, settler)
    advised = {source: judge.advise(source) for source in rules.sources}
    by_id = MappingProxyType({source.id: advice for source, advice in advised.items()})
    lesion_scores = (settle_lesions(settler, each, case) for each in LESION_SCORES)
    scores = {
        each.score: each for each in (*(settle_score(settler, each) for each in SCORES), *lesion_scores)
    }
    return Assessment(
        assessed_at=at,
        meeting_at=meeting_at,
        rules=rules.rule_set,
        scores=MappingProxyType(scores),
        guidelines=by_id,
        not_covered=MappingProxyType({source.id: judge.not_covered(source) for source in rules.sources}),
        disagreements=disagreements(by_id),
        clocks=clocks(case, moments, judge, advised),
        urgency=urgency(
            settler, rules.sources, meeting_at, (each for advice in by_id.values() for each in advice)
        ),
    )
