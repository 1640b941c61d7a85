"""The models' survival as one compact table: a row a model and cohort, published figures only."""

from typing import Final

from reportlab.platypus import Flowable, KeepTogether, Spacer

from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case, ExternalModel
from mdt_desk.domain.evidence import Status
from mdt_desk.domain.prognosis import MONTHS, Group, Row, prognosis, span, wanted
from mdt_desk.reports.flowables import LISTED, Cell, Command, grid
from mdt_desk.reports.fonts import Face
from mdt_desk.reports.press import SOFT_INK, Press
from mdt_desk.reports.style import TEXT_WIDTH
from mdt_desk.reports.text import Span

_LINES: Final[tuple[Command, ...]] = (
    *LISTED,
    ("TOPPADDING", (0, 0), (-1, -1), 0.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
)
WIDTHS: Final = (0.37, 0.08, 0.09, 0.1, 0.36)
"""Shares of the width: the model, three months, median or forecast."""


def prognosis_table(press: Press, case: Case, assessment: Assessment, width: float) -> list[Flowable]:
    """Return the table with what has to stand below it: the NESMS speaks of every patient.

    Figures that are not verified are left out, as on the screen unless somebody asks for them.
    """
    heads = prognosis_heads(press)
    head: list[Cell] = [press.spans((Span(text=each, face=Face.BOLD),), small=True) for each in heads]
    cells = [head, *(_cells(press, each) for each in _rows(case, assessment))]
    table = grid(cells, [width * each for each in WIDTHS], _LINES, heads=1)
    return [table, Spacer(0, 2), *press.small(press.say("prognosis.note"))]


def prognosis_block(press: Press, case: Case, assessment: Assessment) -> list[Flowable]:
    """Return the table below its heading, on one page."""
    table = prognosis_table(press, case, assessment, TEXT_WIDTH)
    return [KeepTogether([press.heading("prognosis.name"), *table, Spacer(0, 5)])]


def prognosis_heads(press: Press) -> tuple[str, ...]:
    """Return what stands above the columns."""
    return (
        press.say("prognosis.model"),
        *(press.say("prognosis.months", months=each) for each in MONTHS),
        press.say("prognosis.median"),
    )


def prognosis_lines(press: Press, case: Case, assessment: Assessment) -> tuple[tuple[str, ...], ...]:
    """Return the rows of the table as words."""
    return tuple(
        (" ".join(filter(None, _model(press, each))), *_figures(press, each))
        for each in _rows(case, assessment)
    )


def _rows(case: Case, assessment: Assessment) -> tuple[Row, ...]:
    return tuple(wanted(prognosis(assessment.scores, case.prognosis.external), unverified=False))


def _cells(press: Press, row: Row) -> list[Cell]:
    name, source = _model(press, row)
    spans = (Span(text=name, face=Face.BOLD), Span(text=f"  {source}" if source else "", colour=SOFT_INK))
    return [press.spans(spans, small=True), *map(press.small, _figures(press, row))]


def _figures(press: Press, row: Row) -> tuple[str, ...]:
    shares = [span(row, months) for months in MONTHS]
    return (
        *(_share(press, each) if each is not None else "–" for each in shares),
        _others(press, row) or "–",
    )


def _model(press: Press, row: Row) -> tuple[str, str]:
    """Return the name of a model, and whose figures they are."""
    mark = " †" if row.status is Status.SECONDARY else ""
    source = ""
    if row.cohort is not None:
        name = row.cohort.reference.partition(",")[0]
        source = press.wording.get("prognosis.cohort_of", name=name, n=row.cohort.n)
    if row.computed_on is not None:
        source = press.say("prognosis.computed_on", day=press.wording.day(row.computed_on))
    return f"{_name(press, row)}{mark}", source


def _name(press: Press, row: Row) -> str:
    if row.computed_on is not None:
        return press.wording.get(f"value.ExternalModel.{ExternalModel(row.model).value}")
    name = press.wording.get(f"score.{row.model}.name")
    bands = [each.band for each in row.groups if each.expected is None]
    return f"{name} {', '.join(bands)}" if bands else name


def _share(press: Press, share: tuple[float, float]) -> str:
    first, last = (press.wording.number(round(100 * each, 1)) for each in share)
    return press.wording.get("prognosis.percent", value=first if first == last else f"{first}–{last}")


def _others(press: Press, row: Row) -> str:
    """Say the medians and forecasts of the classes still possible, shares at other months, or why there is none."""
    if row.outside is not None:
        return press.wording.get(row.outside)
    medians = [_median(press, each) for each in row.groups if each.median is not None]
    parts = [press.say("prognosis.median_of", months="; ".join(medians))] if medians else []
    parts += [
        press.wording.get(f"band.{row.model}.{each.band}") for each in row.groups if each.expected is not None
    ]
    months = sorted({share.months for each in row.groups for share in each.shares} - set(MONTHS))
    parts += [_at_other_months(press, row, each) for each in months]
    return "; ".join(parts)


def _at_other_months(press: Press, row: Row, months: int) -> str:
    found = span(row, months)
    return (
        press.say("prognosis.share", share=_share(press, found), months=months) if found is not None else ""
    )


def _median(press: Press, group: Group) -> str:
    said = press.wording.number(group.median or 0)
    if group.interval is not None:
        low, high = (press.wording.number(each) for each in group.interval)
        said = f"{said} ({low}–{high})"
    return said
