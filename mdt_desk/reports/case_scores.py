"""The scores of one case with their items and what is missing, and the survival figure with its caveat."""

from collections.abc import Iterable
from typing import Final

from reportlab.platypus import Flowable, Spacer

from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.evidence import Status
from mdt_desk.domain.scores.result import Item, LesionScore, ScoreResult, Value
from mdt_desk.domain.survival import SECOND_COHORT, wilson
from mdt_desk.reports.flowables import Cell, Command, balanced, grid
from mdt_desk.reports.fonts import Face
from mdt_desk.reports.press import DARK_INK, SOFT_INK, Press
from mdt_desk.reports.style import RULE
from mdt_desk.reports.text import Span

_FOREMOST: Final = frozenset({"nesms", "sins", "bilsky"})
_GAP: Final = 14.0
_COLUMNS: Final = 3
_LINES: Final[tuple[Command, ...]] = (
    ("LINEABOVE", (0, 0), (-1, -1), 0.25, RULE),
    ("TOPPADDING", (0, 0), (-1, -1), 1.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ("RIGHTPADDING", (0, 0), (0, -1), 4),
)
_NAMED: Final = 6
"""So many missing facts are named; the rest is counted."""


def scores_block(press: Press, assessment: Assessment, width: float, *, items: bool = True) -> list[Flowable]:
    """Return a row for each score of which the curve, the picture of the spine and the advice speak."""
    shown = [score for score in _shown(assessment) if score.score in _FOREMOST]
    rows: list[list[Cell]] = [[_title(press, score), _score(press, score, items=items)] for score in shown]
    return [grid(rows, [width * 0.22, width * 0.78], _LINES)] if rows else []


def other_scores_block(press: Press, assessment: Assessment, width: float) -> list[Flowable]:
    """Return the other models in columns, and what the dagger means."""
    shown = [score for score in _shown(assessment) if score.score not in _FOREMOST]
    parts = [_run_in(press, score) for score in shown]
    note = press.small(secondary_note(press, assessment))
    table = [balanced(parts, width, gap=_GAP, count=_COLUMNS), Spacer(0, 2)] if parts else []
    return [*table, *note]


def _run_in(press: Press, score: ScoreResult) -> Flowable:
    first, *others = _lines(press, score)
    spans = (
        Span(text=f"{_name(press, score)}: {first.removesuffix('.')}. ", face=Face.BOLD, colour=DARK_INK),
        Span(text=" ".join(f"{line.removesuffix('.')}." for line in others), colour=SOFT_INK),
    )
    return press.spans(spans, small=True)


def other_scores_line(press: Press, assessment: Assessment) -> list[Flowable]:
    """Return the other models in one paragraph: values without items, and what the dagger means."""
    shown = [score for score in _shown(assessment) if score.score not in _FOREMOST]
    parts = [
        f"{_name(press, score)} {spelled(score.value, score.possible)}"
        for score in shown
        if score.outside_model is None
    ]
    line = press.say("score.others", scores=" · ".join(parts)) if parts else ""
    return [*press.small(" ".join(filter(None, (line, secondary_note(press, assessment)))))]


def survival_figure(press: Press, assessment: Assessment, scale: float = 1) -> Flowable:
    """Return the figure with the classes still possible."""
    return press.figure(frozenset(still_possible(assessment)), scale)


def survival_words(press: Press, assessment: Assessment) -> str:
    """Return what has to stand with every survival figure: its cohort, years, n, the second cohort, the caveat."""
    classes = still_possible(assessment)
    named = press.say(f"curve.{'one' if len(classes) == 1 else 'several'}", classes=_range(classes))
    second = "; ".join(
        press.say(
            "curve.second_class",
            nesms=nesms,
            alive=group.n - group.died,
            n=group.n,
            low=round(100 * wilson(group.n - group.died, group.n)[0]),
            high=round(100 * wilson(group.n - group.died, group.n)[1]),
            months=group.median_months,
        )
        for nesms in classes
        for group in (SECOND_COHORT[nesms],)
    )
    said = press.say("curve.second", classes=second)
    return f"{named} {press.say('curve.cohort')} {said} {press.say('curve.caveat')}"


def survival_caption(press: Press, assessment: Assessment) -> list[Flowable]:
    """Return the words that stand with the survival figure."""
    return [*press.small(survival_words(press, assessment))]


def score_lines(press: Press, assessment: Assessment) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return every score in words, the foremost first: its name, then value, items and what is missing, a line each."""
    shown = sorted(_shown(assessment), key=lambda each: each.score not in _FOREMOST)
    return tuple((_name(press, score), tuple(_lines(press, score))) for score in shown)


def secondary_note(press: Press, assessment: Assessment) -> str:
    """Return what the dagger means; empty where no score has it."""
    return press.say("score.secondary") if _any_secondary(assessment) else ""


def _lines(press: Press, score: ScoreResult) -> Iterable[str]:
    yield " ".join("".join(span.text for span in _headline(press, score)).split())
    if score.outside_model is not None:
        return
    for lesion in score.lesions:
        items = f"  {_items(press, score.score, lesion.items, None)}" if lesion.items else ""
        yield f"{lesion.level.value}: {spelled(lesion.value, lesion.possible)}{items}"
    if score.items and not score.lesions:
        yield _items(press, score.score, score.items, score.raw)
    if score.missing:
        yield press.say("score.missing", facts=missing_names(press, score.missing))


def still_possible(assessment: Assessment) -> list[int]:
    """Return the NESMS classes that are still possible, ascending; there is one at least."""
    return [each for each in assessment.scores["nesms"].possible if isinstance(each, int)]


def missing_names(press: Press, paths: Iterable[str], named: int = _NAMED) -> str:
    """Return the names of missing facts; many are named in part and counted."""
    found = list(paths)
    if len(found) <= named + 1:
        return press.wording.labels(found)
    return press.say("and_more", names=press.wording.labels(found[:named]), count=len(found) - named)


def _shown(assessment: Assessment) -> list[ScoreResult]:
    return [score for score in assessment.scores.values() if score.status is not Status.UNVERIFIED]


def _any_secondary(assessment: Assessment) -> bool:
    return any(score.status is Status.SECONDARY for score in assessment.scores.values())


def _name(press: Press, score: ScoreResult) -> str:
    name = press.wording.get(f"score.{score.score}.name")
    return f"{name} †" if score.status is Status.SECONDARY else name


def _title(press: Press, score: ScoreResult) -> Flowable:
    return press.spans((Span(text=_name(press, score), face=Face.BOLD),))


def _score(press: Press, score: ScoreResult, *, items: bool = True) -> list[Flowable]:
    lines: list[Flowable] = [press.spans(_headline(press, score))]
    if items and score.lesions:
        lines += [_lesion(press, score.score, lesion) for lesion in score.lesions]
    elif items and score.items:
        lines += press.small(_items(press, score.score, score.items, score.raw))
    if score.missing:
        lines += press.small(press.say("score.missing", facts=missing_names(press, score.missing)))
    return lines


def _headline(press: Press, score: ScoreResult) -> list[Span]:
    if score.outside_model is not None:
        reason = press.wording.get(score.outside_model)
        return [Span(text=reason, colour=SOFT_INK)]
    where = f"  {score.level.value}" if score.level is not None else ""
    spans = [Span(text=spelled(score.value, score.possible), face=Face.BOLD), Span(text=where)]
    if score.band is not None and score.band != str(score.value):
        spans.append(Span(text=f" – {press.wording.get(f'band.{score.score}.{score.band}')}"))
    if score.value is None:
        spans.append(Span(text=f"  {press.say('score.open')}", colour=SOFT_INK))
    return spans


def _lesion(press: Press, score: str, lesion: LesionScore) -> Flowable:
    spans = [
        Span(text=f"{lesion.level.value}: {spelled(lesion.value, lesion.possible)}", face=Face.BOLD),
        Span(text=f"  {_items(press, score, lesion.items, None)}" if lesion.items else ""),
    ]
    return press.spans(spans, small=True)


def _items(press: Press, score: str, items: Iterable[Item], raw: int | None) -> str:
    parts = [
        f"{press.wording.get(f'item.{score}.{item.item}')} {spelled(item.points, item.possible)}"
        for item in items
    ]
    if raw is not None:
        parts.append(press.say("score.raw", raw=raw))
    return " · ".join(parts)


def spelled(value: Value | None, possible: tuple[Value, ...]) -> str:
    return str(value) if value is not None else _range(possible)


def _range(possible: Iterable[Value]) -> str:
    values = list(possible)
    numbers = [each for each in values if isinstance(each, int)]
    gapless = len(numbers) == len(values) and numbers[-1] - numbers[0] == len(numbers) - 1
    if len(values) > 2 and gapless:
        return f"{numbers[0]}–{numbers[-1]}"
    return ", ".join(map(str, values))
