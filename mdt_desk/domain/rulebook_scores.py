"""The scores of a rulebook as a plain tree, in the shape of a guideline's, so that one difference serves both."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from mdt_desk.domain.assess import LESION_SCORES, SCORES
from mdt_desk.domain.case import Bilsky
from mdt_desk.domain.evidence import Status
from mdt_desk.domain.rulebook import ONE_LESION, REFERENCE, Table, Tabulator
from mdt_desk.domain.rulebook_changes import TREE_SCHEMA, Tree, plain, table_tree
from mdt_desk.domain.scores.external import EXTERNAL
from mdt_desk.domain.scores.lesions import LesionScoreModel
from mdt_desk.domain.scores.model import Score
from mdt_desk.domain.scores.outcomes import OUTCOMES, Outcome
from mdt_desk.domain.settle import Unbound
from mdt_desk.domain.spine import Level

SCORE_TREE: Final = "scores"
"""What stands where a guideline's tree has its identifier."""

_SINS: Final = range(19)


def score_tables(tabulator: Tabulator) -> Iterator[tuple[str, Table]]:
    """Return every item of every score by ``score.item``; of a vertebra for one, its location for each."""
    for score in SCORES:
        for item in score.items:
            yield f"{score.id}.{item.name}", tabulator.table(item.points)
        if not score.items:
            yield f"{score.id}.value", tabulator.table(score.value)
    for lesion in LESION_SCORES:
        for item in lesion.items:
            if item.name != "location":
                yield f"{lesion.id}.{item.name}", tabulator.table(item.points, *ONE_LESION)


def score_tree(tabulator: Tabulator) -> Tree:
    """Return items, bands, published outcomes and evidence status of every score."""
    return {
        "schema": TREE_SCHEMA,
        "guideline": SCORE_TREE,
        "document": {},
        "actions": {},
        "gaps": {},
        "words": {name: {"rows": table_tree(each)} for name, each in score_tables(tabulator)},
        "numbers": dict(_numbers(tabulator)),
    }


def _number(value: object, place: str, status: Status) -> Tree:
    return {"value": plain(value), "place": place, "status": status.value}


def _numbers(tabulator: Tabulator) -> Iterator[tuple[str, Tree]]:
    for score in SCORES:
        possible = Unbound(REFERENCE).possible(score.value)
        yield from _bands(score, sorted(possible, key=str))
    for lesion in LESION_SCORES:
        yield from _bands(lesion, _SINS if lesion.items else tuple(Bilsky))
        for item in lesion.items:
            if item.name == "location":
                for level in Level:
                    points = tabulator.table(item.points, level).rows[0].answer
                    yield (
                        f"{lesion.id}.location.{level}",
                        _number(points, lesion.reference, lesion.status),
                    )
    for outcome in OUTCOMES:
        name = f"{outcome.score}.outcome.{outcome.band}.{outcome.cohort.id}"
        yield name, _number(_outcome(outcome), outcome.cohort.reference, outcome.status)
    for model, asked in EXTERNAL.items():
        names = [*asked.facts, *asked.others]
        yield f"{model.value}.asks", _number(", ".join(names), asked.reference, asked.status)


def _bands(score: Score | LesionScoreModel, possible: Sequence[Any]) -> Iterator[tuple[str, Tree]]:
    for each in possible:
        band = "" if score.band is None else score.band(each)
        yield f"{score.id}.band.{plain(each)}", _number(band, score.reference, score.status)


def _outcome(outcome: Outcome) -> str:
    """Return an outcome in one line that differs whenever a figure does."""
    parts = [] if outcome.n is None else [f"n {outcome.n}"]
    if outcome.median_months is not None:
        parts.append(f"median {outcome.median_months}")
    if outcome.interval is not None:
        parts.append("interval {}-{}".format(*outcome.interval))
    parts += [f"{round(100 * each.survival, 1)} % at {each.months}" for each in outcome.survival]
    if outcome.expected_months is not None:
        parts.append("expected {}-{}".format(*outcome.expected_months))
    for each in outcome.odds:
        if each.interval is None:
            parts.append(f"dead {each.months}")
        else:
            parts.append("odds {} {}-{} by {}".format(each.ratio, *each.interval, each.months))
    return ", ".join(parts)
