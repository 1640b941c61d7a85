"""What the meetings tell, in words and rows: screen, paper and spreadsheet show the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from mdt_desk.domain.insights import Calibration, Month, OwnSurvival, Share
from mdt_desk.domain.kaplan_meier import Step, followed_beyond, survival_at
from mdt_desk.domain.registry import Registry
from mdt_desk.domain.survival import PUBLISHED
from mdt_desk.usecases.insights import Findings
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.wording import number_text

AT_MONTHS: Final = (0, 3, 6, 12)
"""The months under the axis of the survival figures."""


class Part(StrEnum):
    """What is told, in the order in which it is told."""

    MONTHS = "months"
    DEADLINES = "deadlines"
    DEVIATIONS = "deviations"
    ACTIONS = "actions"
    NOT_DONE = "not_done"
    SURVIVAL = "survival"
    CALIBRATION = "calibration"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """One number with its name, and of how many it speaks."""

    name: str
    value: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InsightTable:
    """The numbers of a part; ``note`` says what is to be known of them."""

    part: Part
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def key_figures(found: Findings, words: Words) -> tuple[KeyFigure, ...]:
    """Return the numbers that stand at the top."""
    meetings = sum(each.meetings for each in found.months)
    decided = sum(each.decided for each in found.months)
    deferred = sum(each.deferred for each in found.months)
    actions = found.actions
    done = Share(part=actions.in_time, whole=actions.in_time + actions.late + actions.overdue)
    return (
        _figure("meetings", str(meetings), words, decided=decided, deferred=deferred),
        _pace(found, words),
        _shared("ready", found.ready, words),
        _shared("deadlines", _all(found.deadlines.values()), words),
        _shared("concordance", found.concordance.following, words),
        _shared("carried_out", found.carried_out, words),
        _shared("actions", done, words),
        _shared("leaflets", found.leaflets, words),
    )


def tables(found: Findings, words: Words) -> tuple[InsightTable, ...]:
    """Return every table, in the order of `Part`."""
    return (
        _table(Part.MONTHS, words, ("month", "meetings", "decided", "deferred"), _months(found, words)),
        _table(Part.DEADLINES, words, ("action", "kept", "of", "share"), _deadlines(found, words)),
        _table(Part.DEVIATIONS, words, ("reason", "count"), _reasons(found.concordance.reasons, words)),
        _table(Part.ACTIONS, words, ("fate", "count"), _actions(found, words)),
        _table(Part.NOT_DONE, words, ("reason", "count"), _reasons(found.not_carried_out, words)),
        _table(
            Part.SURVIVAL,
            words,
            ("nesms", "months", "at_risk", "own", "interval", "published"),
            [row for each in found.survival for row in _survival(each, found.fewest, words)],
            words.get("insights.note.survival", count=found.unscored),
        ),
        _table(
            Part.CALIBRATION,
            words,
            ("nesms", "months", "published", "own", "interval"),
            [
                _calibrated(own, each, words)
                for own in found.survival
                if own.steps
                for each in own.calibration
            ],
            words.get("insights.note.calibration"),
        ),
    )


def survival_cohorts(found: Findings) -> tuple[OwnSurvival, ...]:
    """Return the classes of which there are enough patients to show something."""
    return tuple(each for each in found.survival if each.steps)


def at_risk_at(steps: Iterable[Step], months: float) -> int:
    """Return how many were alive and followed just before a month."""
    return next((each.at_risk for each in steps if each.time >= months), 0)


def month_text(month: Month, words: Words) -> str:
    """Return a month as a table says it: Jan 2026."""
    year, number = month
    return f"{words.get(f'moment.month_short.m{number}')} {year}"


def percent(share: float | None, words: Words) -> str:
    """Return a share in whole percents, or a dash for none."""
    return (
        words.get("insights.none") if share is None else words.get("curve.percent", value=round(share * 100))
    )


def fates(found: Findings, words: Words) -> tuple[tuple[str, int], ...]:
    """Return what became of actions, each with its count."""
    names = ("in_time", "late", "open", "overdue", "undated")
    return tuple((words.get(f"insights.fate.{each}"), getattr(found.actions, each)) for each in names)


def reasons(counted: Mapping[Any, int], words: Words) -> tuple[tuple[str, int], ...]:
    """Return coded reasons (of an enum; None: none was coded) with their counts, the most frequent first."""
    named = (
        (
            words.get("insights.no_reason")
            if each is None
            else words.get(f"value.{type(each).__name__}.{each}"),
            count,
        )
        for each, count in counted.items()
    )
    return tuple(sorted(named, key=lambda each: (-each[1], each[0])))


def registry_table(
    found: Registry, words: Words
) -> tuple[tuple[str, ...], Sequence[tuple[str | int | None, ...]]]:
    """Return headings and one row a patient, in codes as a registry reads them; what too few share is empty."""
    names = ("nesms", "age", "sex", "primary", "options", "months", "died")
    rows: list[tuple[str | int | None, ...]] = [
        (
            each.nesms,
            each.age,
            each.sex,
            each.primary,
            None if each.options is None else "|".join(each.options),
            each.months,
            int(each.died),
        )
        for each in found.entries
    ]
    return tuple(words.get(f"insights.registry.{each}") for each in names), rows


def _table(
    part: Part, words: Words, headings: Iterable[str], rows: Iterable[tuple[str, ...]], note: str = ""
) -> InsightTable:
    return InsightTable(
        part=part,
        title=words.get(f"insights.part.{part}"),
        headings=tuple(words.get(f"insights.column.{each}") for each in headings),
        rows=tuple(rows),
        note=note,
    )


def _figure(name: str, value: str, words: Words, **params: object) -> KeyFigure:
    return KeyFigure(
        name=words.get(f"insights.figure.{name}.name"),
        value=value,
        detail=words.get(f"insights.figure.{name}.detail", **params),
    )


def _shared(name: str, share: Share, words: Words) -> KeyFigure:
    return _figure(name, percent(share.value, words), words, part=share.part, whole=share.whole)


def _pace(found: Findings, words: Words) -> KeyFigure:
    pace, lower, upper = found.pace, found.pace.lower, found.pace.upper
    if pace.median is None or lower is None or upper is None:
        return _figure("pace", words.get("insights.none"), words, lower="–", upper="–", cases=0)
    spelled = [number_text(round(each, 1), words.language) for each in (pace.median, lower, upper)]
    value = words.get("insights.minutes", count=spelled[0])
    return _figure("pace", value, words, lower=spelled[1], upper=spelled[2], cases=pace.cases)


def _all(shares: Iterable[Share]) -> Share:
    found = tuple(shares)
    return Share(part=sum(each.part for each in found), whole=sum(each.whole for each in found))


def _months(found: Findings, words: Words) -> list[tuple[str, ...]]:
    return [
        (month_text(each.month, words), str(each.meetings), str(each.decided), str(each.deferred))
        for each in found.months
    ]


def _deadlines(found: Findings, words: Words) -> list[tuple[str, ...]]:
    return [
        (words.get(f"action.{action}"), str(each.part), str(each.whole), percent(each.value, words))
        for action, each in found.deadlines.items()
    ]


def _reasons(counted: Mapping[Any, int], words: Words) -> list[tuple[str, ...]]:
    return [(name, str(count)) for name, count in reasons(counted, words)]


def _actions(found: Findings, words: Words) -> list[tuple[str, ...]]:
    return [(name, str(count)) for name, count in fates(found, words)]


def _survival(own: OwnSurvival, fewest: int, words: Words) -> list[tuple[str, ...]]:
    if not own.steps:
        hidden = words.get("insights.hidden", fewest=fewest)
        return [(str(own.nesms), hidden, "", "", "", "")]
    points = {each.months: each.survival for each in PUBLISHED[own.nesms]}
    rows: list[tuple[str, ...]] = []
    for months in AT_MONTHS:
        known = months == 0 or followed_beyond(own.steps, months)
        step = survival_at(own.steps, months)
        low, high, share = (1.0, 1.0, 1.0) if step is None else (step.low, step.high, step.survival)
        rows.append(
            (
                str(own.nesms),
                str(months),
                str(at_risk_at(own.steps, months)),
                percent(share if known else None, words),
                _interval(low, high, words) if known and months else words.get("insights.none"),
                percent(points.get(months), words),
            )
        )
    return rows


def _calibrated(own: OwnSurvival, each: Calibration, words: Words) -> tuple[str, ...]:
    return (
        str(own.nesms),
        str(each.months),
        percent(each.published, words),
        percent(each.own, words),
        _interval(each.low, each.high, words),
    )


def _interval(low: float | None, high: float | None, words: Words) -> str:
    if low is None or high is None:
        return words.get("insights.none")
    return words.get("insights.interval", low=round(low * 100), high=round(high * 100))
