"""Settle one score for one case, as the assessment does."""

from typing import Final

from mdt_desk.domain.assess import LESION_SCORES, SCORES
from mdt_desk.domain.case import Case
from mdt_desk.domain.moments import moments_of
from mdt_desk.domain.scores.lesions import settle_lesions
from mdt_desk.domain.scores.model import settle_score
from mdt_desk.domain.scores.result import ScoreResult
from mdt_desk.domain.settle import Settler
from tests.strategies import AMSTERDAM, AT

BY_ID: Final = {each.id: each for each in SCORES}
OF_LESIONS: Final = {each.id: each for each in LESION_SCORES}


def settled(name: str, case: Case) -> ScoreResult:
    """Return what a score says about a case."""
    settler = Settler(case, moments_of(case, AT, AMSTERDAM))
    if name in OF_LESIONS:
        return settle_lesions(settler, OF_LESIONS[name], case)
    return settle_score(settler, BY_ID[name])
