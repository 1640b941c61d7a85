"""Scores in words: the value or the range still possible, what decides it, its items, its source."""

from dataclasses import dataclass
from typing import Final

from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.evidence import Status
from mdt_desk.domain.scores.result import Item, LesionScore, ScoreResult
from mdt_desk.ui.wording.ranges import named, range_text
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.wording import label_of

__all__ = ["named", "range_text"]

KEY_SCORES: Final = ("nesms", "sins", "bilsky")
"""The scores that every screen shows first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemShown:
    """One item of a score: its name and its points, or the points still possible."""

    name: str
    points: str
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreShown:
    """One score as a badge and a panel show it; ``open`` while more than one value is possible."""

    score: str
    name: str
    value: str
    band: str
    decides: str
    open: bool
    outside: str
    place: str
    items: tuple[ItemShown, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...]
    reference: str
    spoken: str


def scores_shown(texts: Words, assessment: Assessment) -> tuple[ScoreShown, ...]:
    """Return every score, the three that every screen shows first."""
    first = [name for name in KEY_SCORES if name in assessment.scores]
    rest = [name for name in assessment.scores if name not in KEY_SCORES]
    return tuple(score_shown(texts, assessment.scores[name]) for name in (*first, *rest))


def score_shown(texts: Words, result: ScoreResult) -> ScoreShown:
    """Put one score into words."""
    name = texts.get(f"score.{result.score}.name")
    if result.status is Status.UNVERIFIED:
        name = texts.get("case.score.unverified_name", name=name)
    outside = texts.get(result.outside_model) if result.outside_model else ""
    value = "–" if outside else range_text(result.possible)
    unsettled = not outside and result.value is None
    band = texts.get(f"band.{result.score}.{result.band}") if result.band is not None else ""
    decides = texts.get("case.score.decides", facts=named(texts, result.missing)) if unsettled else ""
    place = result.level.value if result.level is not None else ""
    return ScoreShown(
        score=result.score,
        name=name,
        value=value,
        band=band,
        decides=decides,
        open=unsettled,
        outside=outside,
        place=place,
        items=tuple(_item(texts, result.score, each) for each in result.items),
        missing=tuple(label_of(texts, each) for each in result.missing),
        notes=_notes(texts, result),
        reference=result.reference,
        spoken=", ".join(part for part in (f"{name} {value}", place, band, outside, decides) if part),
    )


def lesion_shown(texts: Words, score: str, lesion: LesionScore, of: ScoreResult) -> ScoreShown:
    """Put the score of one vertebra into words."""
    alone = ScoreResult(
        score=score,
        value=lesion.value,
        possible=lesion.possible,
        band=lesion.band,
        missing=lesion.missing,
        status=of.status,
        reference=of.reference,
        items=lesion.items,
        level=lesion.level,
    )
    return score_shown(texts, alone)


def _item(texts: Words, score: str, item: Item) -> ItemShown:
    points = str(item.points) if item.points is not None else range_text(item.possible)
    return ItemShown(name=texts.get(f"item.{score}.{item.item}"), points=points, open=item.points is None)


def _notes(texts: Words, result: ScoreResult) -> tuple[str, ...]:
    found = []
    if result.raw is not None and result.raw != result.value:
        found.append(texts.get("case.score.raw", raw=result.raw))
    if result.status is not Status.SOURCE:
        found.append(texts.get(f"case.score.status.{result.status}"))
    return tuple(found)
