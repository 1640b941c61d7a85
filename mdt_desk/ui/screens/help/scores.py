"""The chapter on the scores of a vertebra: every answer with its points, from the tables that the rules read."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, Final

from mdt_desk.domain.case import Bilsky
from mdt_desk.domain.scores import sins
from mdt_desk.domain.scores.lesions import BILSKY, SINS, bilsky_band
from mdt_desk.domain.spine import LEVELS, Region, region
from mdt_desk.ui.screens.help.state import Chapter, Part
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.wording import choice_text

_TABLES: Final[tuple[tuple[str, Mapping[Any, int]], ...]] = (
    ("pain", sins.PAIN),
    ("bone_quality", sins.BONE),
    ("alignment", sins.ALIGNMENT),
    ("collapse", sins.COLLAPSE),
    ("posterolateral", sins.POSTEROLATERAL),
)


def scores_chapter(texts: Words) -> Chapter:
    """Return the points of SINS with its bands, and the grades of Bilsky with what they mean."""
    grades = tuple(
        (each.value, texts.get(f"meaning.Bilsky.{each.value}"), texts.get(f"band.bilsky.{bilsky_band(each)}"))
        for each in Bilsky
    )
    return Chapter(
        title=texts.get("help.scores.title"),
        intro=texts.get("score.sins.help"),
        headings=tuple(texts.get(f"help.scores.{each}") for each in ("item", "answer", "points")),
        rows=tuple(_sins_rows(texts)),
        parts=(
            Part(
                title=texts.get("score.bilsky.name"),
                lead=texts.get("score.bilsky.help"),
                headings=tuple(texts.get(f"help.scores.{each}") for each in ("grade", "means", "band")),
                rows=grades,
            ),
        ),
        source=f"{SINS.reference}; {BILSKY.reference}.",
    )


def _sins_rows(texts: Words) -> Iterator[tuple[str, str, str]]:
    location = texts.get("item.sins.location")
    for each, points in sins.LOCATION.items():
        yield location, levels_of(each), str(points)
    for item, table in _TABLES:
        for answer, points in table.items():
            yield texts.get(f"item.sins.{item}"), choice_text(texts, answer), str(points)
    sum_of = texts.get("help.scores.sum")
    for first, last in (
        (0, sins.STABLE_AT_MOST),
        (sins.STABLE_AT_MOST + 1, sins.UNSTABLE_FROM - 1),
        (sins.UNSTABLE_FROM, sins.HIGHEST),
    ):
        yield sum_of, texts.get(f"band.sins.{sins.band(first)}"), f"{first}–{last}"


def levels_of(wanted: Region) -> str:
    """Return the vertebrae of a mechanical region as ranges from the neck down."""
    runs = [tuple(run) for same, run in groupby(LEVELS, region) if same is wanted]
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
