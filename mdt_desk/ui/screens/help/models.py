"""The chapter on models of survival: each with what it asks for, what was published, and what it is founded on."""

from collections.abc import Iterable
from itertools import chain
from typing import Final

from mdt_desk.domain.assess import SCORES
from mdt_desk.domain.scores.external import EXTERNAL, ExternalScore
from mdt_desk.domain.scores.model import Score
from mdt_desk.domain.scores.outcomes import OUTCOMES
from mdt_desk.ui.screens.help.state import Chapter
from mdt_desk.ui.wording.prognosis import cohort_text, variables_of
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.wording import choice_text, label_of

_ASKED_BY_GROUPS: Final = {
    "bollen": (
        "tumour.primary",
        "tumour.survival_profile",
        "condition.karnofsky",
        "tumour.visceral_metastases",
        "tumour.brain_metastases",
    )
}
"""What a score asks for that has groups and no points."""


def models_chapter(texts: Words) -> Chapter:
    """Return every model that the program knows, those that it computes first."""
    return Chapter(
        title=texts.get("help.models.title"),
        intro=texts.get("help.models.intro"),
        headings=tuple(texts.get(f"help.models.{each}") for each in ("name", "asks", "shows", "founded")),
        rows=(
            *(_computed(texts, each) for each in SCORES),
            *(_elsewhere(texts, each) for each in EXTERNAL.values()),
        ),
        source=texts.get("help.models.source"),
    )


def _computed(texts: Words, score: Score) -> tuple[str, ...]:
    items = [texts.get(f"item.{score.id}.{each.name}") for each in score.items]
    asked = items or [label_of(texts, each) for each in _ASKED_BY_GROUPS[score.id]]
    return (
        texts.get(f"score.{score.id}.name"),
        ", ".join(asked),
        _published(texts, score.id),
        f"{texts.get(f'help.models.status.{score.status}')} {score.reference}",
    )


def _published(texts: Words, score: str) -> str:
    """Say from whom survival was published: whose, how many."""
    cohorts = dict.fromkeys(each.cohort for each in OUTCOMES if each.score == score)
    said: Iterable[str] = chain.from_iterable(
        (cohort_text(texts, each), texts.get(f"cohort.{each.id}")) for each in cohorts
    )
    return ". ".join(said) if cohorts else texts.get("help.models.no_survival")


def _elsewhere(texts: Words, score: ExternalScore) -> tuple[str, ...]:
    return (
        choice_text(texts, score.model),
        ", ".join(variables_of(texts, score)),
        texts.get("help.models.elsewhere"),
        f"{texts.get(f'help.models.status.{score.status}')} {score.reference}",
    )
