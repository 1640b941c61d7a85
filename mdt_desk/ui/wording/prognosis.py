"""The models' survival beside each other, in words and marks: every figure that is drawn is also said."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case, ExternalModel
from mdt_desk.domain.evidence import Status
from mdt_desk.domain.prognosis import MONTHS, Group, Row, Share, Spread, prognosis, spread, wanted
from mdt_desk.domain.scores.external import EXTERNAL, ExternalScore, recorded
from mdt_desk.domain.scores.outcomes import Cohort
from mdt_desk.ui.wording.moments import typed_day
from mdt_desk.ui.wording.scores import named, range_text
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.wording import choice_text, label_of, number_text

SHORT_AXIS: Final = 24
LONG_AXIS: Final = 36
"""Months that the time axis spans; what lies beyond is drawn as an arrow with its figure."""

_EXTERNAL: Final = frozenset(each.value for each in ExternalModel)


class Shape(StrEnum):
    """What a mark is, so that it can be told without colour.

    SHARE: a dot at a month, as high as the share alive. MEDIAN: a diamond at half alive, with its interval lying.
    FORECAST: a bar over the months that the author foretold. ESTIMATE: a square, otherwise as SHARE.
    """

    SHARE = "share"
    MEDIAN = "median"
    FORECAST = "forecast"
    ESTIMATE = "estimate"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkShown:
    """One mark on the time axis; ``text`` stands beside it, or ``short`` where there is no room.

    Attributes:
        months: where it is, or where a forecast begins.
        until: where a forecast ends; None: it is open.
        shares: the shares alive of the classes still possible, 0 to 1; intervals stand one for each, or None.
        interval: the months between which a median lies.

    """

    shape: Shape
    months: float
    text: str
    short: str = ""
    until: float | None = None
    shares: tuple[float, ...] = ()
    intervals: tuple[tuple[float, float] | None, ...] = ()
    interval: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrognosisLine:
    """One model as a row.

    Attributes:
        key: tells rows apart while their figures change.
        name: the model, with the classes still possible.
        words: whose survival this was, or why there is none, and what decides first.
        flag: a word that marks what was not verified, or what was computed elsewhere.
        colour: its place among the colours of a chart.
        spoken: everything that the row shows.
        details: figures with n and interval, limits, reference; shown when the row is opened.

    """

    key: str
    name: str
    words: str
    flag: str
    colour: int
    marks: tuple[MarkShown, ...]
    spoken: str
    details: tuple[str, ...]
    unverified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadShown:
    """How far the models lie apart after so many months; ``others`` have only a median or a forecast."""

    shares: str
    others: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrognosisShown:
    """The panel: rows, the axis in months, the spread with and without what was not verified, and what is not there.

    ``elsewhere`` is one line for each model without an estimate: what it asks for, and what the case records of that.
    """

    rows: tuple[PrognosisLine, ...] = ()
    axis: int = SHORT_AXIS
    summary: tuple[SpreadShown, ...] = ()
    summary_all: tuple[SpreadShown, ...] = ()
    hidden: int = 0
    elsewhere: tuple[str, ...] = ()


def prognosis_shown(texts: Words, case: Case, assessment: Assessment) -> PrognosisShown:
    """Put the panel of one patient into words."""
    rows = prognosis(assessment.scores, case.prognosis.external)
    lines = tuple(_line(texts, each, rows) for each in rows)
    return PrognosisShown(
        rows=lines,
        axis=LONG_AXIS if _latest(lines) > SHORT_AXIS else SHORT_AXIS,
        summary=_summary(texts, wanted(rows, unverified=False), rows),
        summary_all=_summary(texts, rows, rows),
        hidden=sum(each.unverified for each in lines),
        elsewhere=elsewhere_lines(texts, case),
    )


def elsewhere_lines(texts: Words, case: Case) -> tuple[str, ...]:
    """Say of each model without an estimate what it asks for, and how much of that the case records."""
    entered = case.prognosis.external
    there = {each.model for each in entered} if isinstance(entered, tuple) else set()
    return tuple(
        texts.get(
            "prognosis.elsewhere.line",
            model=choice_text(texts, each.model),
            recorded=len(recorded(case, each)),
            count=len(each.facts) + len(each.others),
            variables=", ".join(variables_of(texts, each)),
        )
        for each in EXTERNAL.values()
        if each.model not in there
    )


def variables_of(texts: Words, score: ExternalScore) -> tuple[str, ...]:
    """Name everything that a model asks for which is computed elsewhere; the lesions stand for the level."""
    facts = (
        texts.get("prognosis.elsewhere.level") if each == "lesions" else label_of(texts, each)
        for each in score.facts
    )
    return (*facts, *(texts.get(each) for each in score.others))


def share_text(texts: Words, low: float, high: float) -> str:
    """Spell a share, or the lowest and highest: ``33–61 %``."""
    return texts.get("prognosis.percent", value=_figures(texts, low, high))


def _figures(texts: Words, low: float, high: float) -> str:
    first, last = (number_text(round(100 * each, 1), texts.language) for each in (low, high))
    return first if first == last else f"{first}–{last}"


def _months(texts: Words, months: float) -> str:
    return number_text(round(months, 1), texts.language)


def _latest(lines: Sequence[PrognosisLine]) -> float:
    ends = [
        max(mark.months, *(mark.interval or (0, 0)), mark.until or 0) for line in lines for mark in line.marks
    ]
    return max(ends, default=0)


def _line(texts: Words, row: Row, rows: Sequence[Row]) -> PrognosisLine:
    marks = _marks(texts, row)
    name = _name(texts, row)
    flag = texts.get("prognosis.flag.unverified") if row.unverified else ""
    words = _words(texts, row)
    said = (*(_class_detail(texts, row, each) for each in row.groups), flag)
    models = list(dict.fromkeys(each.model for each in rows))
    return PrognosisLine(
        key="/".join((row.model, row.cohort.id if row.cohort else str(row.computed_on or ""))),
        name=name,
        words=words,
        flag=flag,
        colour=models.index(row.model),
        marks=marks,
        spoken=". ".join(part.rstrip(".") for part in (name, words, *said) if part),
        details=_details(texts, row),
        unverified=row.unverified,
    )


def _model(texts: Words, row: Row) -> str:
    if row.model in _EXTERNAL:
        return choice_text(texts, ExternalModel(row.model))
    return texts.get(f"score.{row.model}.name")


def _name(texts: Words, row: Row) -> str:
    """Return the model with its classes: ``NESMS 1–2``, ``Bollen A, B``; a forecast names its own class."""
    bands = [each.band for each in row.groups if each.band and each.expected is None]
    return f"{_model(texts, row)} {_range(bands)}" if bands else _model(texts, row)


def _range(bands: Sequence[str]) -> str:
    """Spell classes: neighbouring numbers and bands of numbers as one span, letters with commas."""
    edges = [each.split("-") for each in bands]
    if not all(part.isdigit() for each in edges for part in each):
        return range_text(bands)
    if len(bands) > 1 and all(int(one[-1]) + 1 == int(other[0]) for one, other in pairwise(edges)):
        return f"{edges[0][0]}–{edges[-1][-1]}"
    return ", ".join("–".join(each) for each in edges)


def _words(texts: Words, row: Row) -> str:
    if row.outside is not None:
        return texts.get(row.outside)
    if row.computed_on is not None:
        return texts.get("prognosis.computed_on", day=typed_day(row.computed_on))
    parts = [cohort_text(texts, row.cohort)] if row.cohort is not None else []
    if row.missing:
        parts.append(texts.get("case.score.decides", facts=named(texts, row.missing)))
    return " · ".join(parts)


def cohort_text(texts: Words, cohort: Cohort) -> str:
    """Return author, year and number of a cohort: ``Bollen 2014, n = 1043``."""
    return texts.get("prognosis.cohort_of", name=cohort.reference.partition(",")[0], n=cohort.n)


def _marks(texts: Words, row: Row) -> tuple[MarkShown, ...]:
    shape = Shape.SHARE if row.computed_on is None else Shape.ESTIMATE
    at: dict[int, list[Share]] = {}
    for each in row.groups:
        for share in each.shares:
            at.setdefault(share.months, []).append(share)
    shares = (
        MarkShown(
            shape=shape,
            months=months,
            text=share_text(
                texts, min(each.survival for each in found), max(each.survival for each in found)
            ),
            short=_figures(texts, min(each.survival for each in found), max(each.survival for each in found)),
            shares=tuple(each.survival for each in found),
            intervals=tuple(each.interval for each in found),
        )
        for months, found in sorted(at.items())
    )
    medians = (
        MarkShown(
            shape=Shape.MEDIAN,
            months=each.median,
            text=texts.get("prognosis.short_months", months=_months(texts, each.median)),
            short=_months(texts, each.median),
            interval=each.interval,
        )
        for each in row.groups
        if each.median is not None
    )
    return (*shares, *medians, *_forecasts(texts, row))


def _forecasts(texts: Words, row: Row) -> tuple[MarkShown, ...]:
    return tuple(
        MarkShown(
            shape=Shape.FORECAST,
            months=each.expected[0],
            until=each.expected[1],
            text=texts.get(f"band.{row.model}.{each.band}"),
        )
        for each in row.groups
        if each.expected is not None
    )


def _said(texts: Words, group: Group) -> str:
    """Say what is known of one class in one sentence."""
    parts = [
        texts.get("prognosis.said.share", share=_share_said(texts, each), months=each.months)
        for each in group.shares
    ]
    if group.median is not None:
        months = _months(texts, group.median)
        if group.interval is None:
            parts.append(texts.get("prognosis.said.median", months=months))
        else:
            low, high = (_months(texts, each) for each in group.interval)
            parts.append(texts.get("prognosis.said.median_between", months=months, low=low, high=high))
    if group.expected is not None:
        parts.append(texts.get("prognosis.said.forecast"))
    return "; ".join(parts)


def _share_said(texts: Words, share: Share) -> str:
    said = share_text(texts, share.survival, share.survival)
    if share.interval is None:
        return said
    return texts.get("prognosis.said.between", share=said, interval=share_text(texts, *share.interval))


def _details(texts: Words, row: Row) -> tuple[str, ...]:
    found = [_class_detail(texts, row, each) for each in row.groups]
    if row.cohort is not None:
        found.append(_cohort_detail(texts, row.cohort))
    if row.computed_on is not None:
        found.append(texts.get("prognosis.entered"))
    if row.status in {Status.SECONDARY, Status.UNVERIFIED}:
        found.append(texts.get(f"case.score.status.{row.status}"))
    if row.model not in _EXTERNAL:
        found.append(texts.get("prognosis.limits", text=texts.get(f"score.{row.model}.help")))
    if row.missing:
        missing = ", ".join(label_of(texts, each) for each in row.missing)
        found.append(f"{texts.get('case.score.missing')}: {missing}")
    if row.reference:
        found.append(f"{texts.get('case.score.reference')}: {row.reference}")
    return tuple(each for each in found if each)


def _class_detail(texts: Words, row: Row, group: Group) -> str:
    said = _said(texts, group)
    if not group.band or not said:
        return said
    name = texts.get(f"band.{row.model}.{group.band}")
    if group.n is not None:
        name = texts.get("prognosis.class_of", name=name, n=group.n)
    return texts.get("prognosis.of_class", name=name[:1].upper() + name[1:], said=said)


def _cohort_detail(texts: Words, cohort: Cohort) -> str:
    """Say who the patients were, when they were treated, how many, and how well the score told them apart."""
    parts = [texts.get(f"cohort.{cohort.id}"), cohort.reference, texts.get("prognosis.n", n=cohort.n)]
    if cohort.years is not None:
        parts.append(f"{cohort.years[0]}–{cohort.years[1]}")
    if cohort.concordance is not None:
        value = number_text(cohort.concordance, texts.language)
        parts.append(texts.get("prognosis.concordance", value=value))
    return texts.get("prognosis.cohort", text="; ".join(parts))


def _summary(texts: Words, rows: Sequence[Row], every: Sequence[Row]) -> tuple[SpreadShown, ...]:
    """Say the spread after 3, 6 and 12 months; nothing when no model speaks."""
    if not any(each.groups for each in rows):
        return ()
    return tuple(spread_shown(texts, spread(rows, months), every) for months in MONTHS)


def spread_shown(texts: Words, found: Spread, every: Sequence[Row]) -> SpreadShown:
    """Say how far the models lie apart after so many months, and which only have a median or a forecast."""
    said = texts.get("prognosis.spread.none")
    if found.low is not None and found.high is not None:
        share = share_text(texts, found.low, found.high)
        models = len({each.model for each in found.shares})
        said = texts.get("prognosis.spread.alive", share=share, models=_counted(texts, models, found))
    others = [
        texts.get(
            f"prognosis.spread.{key}", models=", ".join(_short_name(texts, each, every) for each in rows)
        )
        for key, rows in (("later", found.later), ("earlier", found.earlier))
        if rows
    ]
    return SpreadShown(
        shares=texts.get("prognosis.spread.at", months=found.months, said=said), others="; ".join(others)
    )


def _counted(texts: Words, models: int, found: Spread) -> str:
    said = texts.get("prognosis.spread.models", count=models)
    cohorts = len(found.shares)
    if cohorts == models:
        return said
    return texts.get("prognosis.spread.cohorts", models=said, number=cohorts)


def _short_name(texts: Words, row: Row, every: Sequence[Row]) -> str:
    """Return the model, with its cohort where the model has several."""
    name = _model(texts, row)
    several = len({each.cohort for each in every if each.model == row.model}) > 1
    return f"{name} ({row.cohort.reference.partition(',')[0]})" if several and row.cohort else name
