"""The figures of the insights: bars with their counts, own survival beside the published, and calibration.

Every mark differs in shape or hatching as well as in colour, and every number stands in the table beside it.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from mdt_desk.domain.insights import OwnSurvival
from mdt_desk.domain.survival import LAST_MONTH, PUBLISHED
from mdt_desk.reports.curves import LOOKS, MARKERS, Format, Look, Surface, undated, without_blanks
from mdt_desk.reports.fonts import Face, Fonts
from mdt_desk.usecases.insight_tables import (
    AT_MONTHS,
    Part,
    at_risk_at,
    fates,
    month_text,
    reasons,
    survival_cohorts,
)
from mdt_desk.usecases.insights import Findings
from mdt_desk.usecases.ports import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties
    from matplotlib.ticker import MaxNLocator

_MM_PER_INCH: Final = 25.4
WIDTH_MM: Final = 118.0
_ROW_MM: Final = 7.0
_LEGEND_MM: Final = 5.0
_HATCH: Final = "////"
_MOST_TICKS: Final = 12
_BLUE, _ORANGE = 2, 0
"""Which of the colours of the classes bars wear."""


def size_of(part: Part, found: Findings) -> tuple[float, float]:
    """Return width and height of a figure in millimetres; height 0: there is nothing to draw."""
    bars = {
        Part.DEADLINES: len(found.deadlines),
        Part.DEVIATIONS: len(found.concordance.reasons),
        Part.NOT_DONE: len(found.not_carried_out),
        Part.ACTIONS: 5 if any(_counts(found)) else 0,
    }
    if part in bars:
        return WIDTH_MM, bars[part] * _ROW_MM + 12 if bars[part] else 0
    if part is Part.MONTHS:
        return WIDTH_MM, 58 if found.months else 0
    cohorts = survival_cohorts(found)
    if part is Part.CALIBRATION:
        known = any(point.own is not None for each in cohorts for point in each.calibration)
        return WIDTH_MM, 84 if known else 0
    rows = -(-len(cohorts) // 2)
    return WIDTH_MM, rows * 60 + _LEGEND_MM if rows else 0


def _counts(found: Findings) -> tuple[int, ...]:
    each = found.actions
    return each.in_time, each.late, each.open, each.overdue, each.undated


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartRenderer:
    """Draws figures without global state."""

    fonts: Fonts

    def render(self, part: Part, found: Findings, surface: Surface, words: Words, form: Format) -> bytes:
        """Return the figure of a part; no bytes where there is nothing to draw."""
        width, height = size_of(part, found)
        if not height:
            return b""
        from matplotlib import rc_context
        from matplotlib.figure import Figure

        look, out = LOOKS[surface], io.BytesIO()
        with rc_context(
            {"pdf.fonttype": 42, "svg.fonttype": "path", "svg.hashsalt": "mdt-desk", "hatch.linewidth": 0.6}
        ):
            figure = Figure(figsize=(width / _MM_PER_INCH, height / _MM_PER_INCH))
            _DRAWN[part](_Pen(look=look, words=words, fonts=self.fonts), figure, found)
            figure.savefig(out, format=form, metadata=undated(form), transparent=True)
        return without_blanks(out.getvalue()) if form is Format.SVG else out.getvalue()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pen:
    """What every figure is drawn with."""

    look: Look
    words: Words
    fonts: Fonts

    def font(self, size: float = 7, face: Face = Face.REGULAR) -> "FontProperties":
        from matplotlib.font_manager import FontProperties

        return FontProperties(fname=self.fonts.file(face), size=size)

    def say(self, key: str, **params: object) -> str:
        return self.words.get(f"insights.chart.{key}", **params)

    def whole(self) -> "MaxNLocator":
        """Return what puts marks at whole numbers only."""
        from matplotlib.ticker import MaxNLocator

        return MaxNLocator(nbins=5, integer=True)

    def percent(self, share: float) -> str:
        return self.words.get("curve.percent", value=round(share * 100))

    def plain(self, axes: "Axes") -> None:
        """Give axes the house's lines and letters."""
        axes.tick_params(length=2.5, width=0.6, color=self.look.soft, labelcolor=self.look.ink, pad=2)
        axes.set_facecolor("none")
        for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
            label.set_fontproperties(self.font(6.6))
        for side, spine in axes.spines.items():
            spine.set_visible(side in {"left", "bottom"})
            spine.set(color=self.look.soft, linewidth=0.6)

    def legend(self, axes: "Axes", *, columns: int = 3, above: float = 1.01) -> None:
        axes.legend(
            loc="lower left",
            bbox_to_anchor=(0, above),
            borderaxespad=0,
            frameon=False,
            ncols=columns,
            handlelength=1.8,
            handletextpad=0.5,
            columnspacing=1.4,
            labelcolor=self.look.ink,
            prop=self.font(6.6),
        )


def _months(pen: _Pen, figure: "Figure", found: Findings) -> None:
    axes = figure.add_axes((0.07, 0.2, 0.91, 0.69))
    places = range(len(found.months))
    decided = [each.decided for each in found.months]
    late = [at for at in places if found.months[at].deferred]
    blue, orange = pen.look.classes[_BLUE], pen.look.classes[_ORANGE]
    axes.bar(places, decided, width=0.74, color=blue, label=pen.say("decided"))
    if late:  # the legend would show bars of which there are none in a colour of matplotlib's own
        axes.bar(
            late,
            [found.months[at].deferred for at in late],
            width=0.74,
            bottom=[decided[at] for at in late],
            facecolor="none",
            edgecolor=orange,
            linewidth=0.7,
            hatch=_HATCH,
            label=pen.say("deferred"),
        )
    axes.plot(
        places,
        [each.meetings for each in found.months],
        color=pen.look.ink,
        linewidth=0.9,
        marker="o",
        markersize=4.4,
        markeredgecolor=pen.look.grid,
        markeredgewidth=0.9,
        label=pen.say("meetings"),
    )
    step = max(1, -(-len(found.months) // _MOST_TICKS))
    shown = list(places)[::step]
    axes.set_xticks(shown, [month_text(found.months[at].month, pen.words) for at in shown])
    axes.set_xlim(-0.7, len(found.months) - 0.3)
    axes.set_ylim(bottom=0)
    axes.yaxis.set_major_locator(pen.whole())
    pen.plain(axes)
    if len(shown) > _MOST_TICKS // 2:
        for label in axes.get_xticklabels():
            label.set(rotation=30, horizontalalignment="right", rotation_mode="anchor")
    pen.legend(axes)


def _bars(
    pen: _Pen, figure: "Figure", rows: tuple[tuple[str, float], ...], said: Callable[[int], str], top: float
) -> "Axes":
    """Draw one bar a row, the first on top, each with its number at its end."""
    height = figure.get_figheight() * _MM_PER_INCH
    axes = figure.add_axes((0.4, 7 / height, 0.5, 1 - 9 / height))
    places = range(len(rows))
    axes.barh(places, [value for _, value in rows], height=0.58, color=pen.look.classes[_BLUE])
    for at, (_, value) in enumerate(rows):
        axes.annotate(
            said(at),
            (value, at),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            color=pen.look.ink,
            fontproperties=pen.font(6.8, Face.BOLD),
            annotation_clip=False,
        )
    axes.set_yticks(places, [_folded(name) for name, _ in rows])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(0, top)
    pen.plain(axes)
    axes.tick_params(axis="y", length=0)
    return axes


def _deadlines(pen: _Pen, figure: "Figure", found: Findings) -> None:
    shares = list(found.deadlines.items())
    rows = tuple((pen.words.get(f"action.{name}"), each.value or 0.0) for name, each in shares)

    def said(at: int) -> str:
        return pen.say("part_of", part=shares[at][1].part, whole=shares[at][1].whole)

    axes = _bars(pen, figure, rows, said, 1)
    marks = (0, 0.25, 0.5, 0.75, 1)
    axes.set_xticks(marks, [pen.percent(each) for each in marks])
    pen.plain(axes)
    axes.tick_params(axis="y", length=0)


def _counted(pen: _Pen, figure: "Figure", rows: tuple[tuple[str, int], ...]) -> None:
    most = max((count for _, count in rows), default=1)
    axes = _bars(pen, figure, rows, lambda at: str(rows[at][1]), max(most, 1) * 1.02)
    axes.xaxis.set_major_locator(pen.whole())
    pen.plain(axes)
    axes.tick_params(axis="y", length=0)


def _survival(pen: _Pen, figure: "Figure", found: Findings) -> None:
    cohorts = survival_cohorts(found)
    height = figure.get_figheight() * _MM_PER_INCH
    for number, own in enumerate(cohorts):
        row, column = divmod(number, 2)
        bottom = height - _LEGEND_MM - (row + 1) * 60 + 20
        axes = figure.add_axes((0.085 + 0.5 * column, bottom / height, 0.4, 33 / height))
        _cohort(pen, axes, own)
        if number == 0:
            pen.legend(axes, columns=2, above=1.19)


def _cohort(pen: _Pen, axes: "Axes", own: OwnSurvival) -> None:
    """Draw the steps of one class with their interval, the published points, and the numbers at risk."""
    colour = pen.look.classes[own.nesms]
    seen = [each for each in own.steps if each.time <= LAST_MONTH]
    last = min(own.steps[-1].time, LAST_MONTH)
    times = [0.0, *(each.time for each in seen), last]
    end = seen[-1] if seen else None
    shares = [1.0, *(each.survival for each in seen), end.survival if end else 1.0]
    low = [1.0, *(each.low for each in seen), end.low if end else 1.0]
    high = [1.0, *(each.high for each in seen), end.high if end else 1.0]
    axes.fill_between(times, low, high, step="post", color=colour, alpha=0.2, linewidth=0)
    axes.step(times, shares, where="post", color=colour, linewidth=1.6, label=pen.say("own"))
    points = PUBLISHED[own.nesms]
    axes.plot(
        [each.months for each in points],
        [each.survival for each in points],
        linestyle="none",
        marker=MARKERS[own.nesms],
        markersize=6.5,
        markerfacecolor="none",
        markeredgecolor=pen.look.ink,
        markeredgewidth=1.1,
        clip_on=False,
        zorder=5,
        label=pen.say("published"),
    )
    axes.set_xlim(0, LAST_MONTH)
    axes.set_ylim(0, 1)
    axes.set_xticks(AT_MONTHS)
    axes.set_yticks((0, 0.5, 1), [pen.percent(each) for each in (0, 0.5, 1)])
    axes.hlines((0.5, 1), 0, LAST_MONTH, color=pen.look.grid, linewidth=0.4, zorder=0)
    pen.plain(axes)
    title = pen.say("cohort", nesms=own.nesms, patients=own.patients, deaths=own.deaths)
    axes.text(
        0, 1.04, title, transform=axes.transAxes, color=pen.look.ink, fontproperties=pen.font(7, Face.BOLD)
    )
    _at_risk(pen, axes, own)


def _at_risk(pen: _Pen, axes: "Axes", own: OwnSurvival) -> None:
    under = axes.get_xaxis_transform()
    style: dict[str, Any] = {"color": pen.look.ink, "fontproperties": pen.font(6.4)}
    axes.text(LAST_MONTH / 2, -0.2, pen.say("months"), transform=under, ha="center", va="top", **style)
    axes.text(-1.1, -0.34, pen.say("at_risk"), transform=under, ha="left", va="top", **style)
    for months in AT_MONTHS:
        count = str(at_risk_at(own.steps, months))
        axes.text(months, -0.45, count, transform=under, ha="center", va="top", **style)


def _calibration(pen: _Pen, figure: "Figure", found: Findings) -> None:
    axes = figure.add_axes((0.12, 0.13, 0.58, 0.82))
    axes.plot(
        (0, 1), (0, 1), color=pen.look.soft, linewidth=0.7, linestyle=(0, (3, 2)), label=pen.say("equal")
    )
    for own in survival_cohorts(found):
        for point in own.calibration:
            if point.own is None or point.low is None or point.high is None:
                continue
            filled = point.months == LAST_MONTH
            colour = pen.look.classes[own.nesms]
            axes.errorbar(
                [point.published],
                [point.own],
                yerr=[[point.own - point.low], [point.high - point.own]],
                color=colour,
                linewidth=1,
                capsize=2.5,
                marker=MARKERS[own.nesms],
                markersize=6,
                markerfacecolor=colour if filled else "none",
                linestyle="none",
                clip_on=False,
                zorder=4,
                label=pen.say("point", nesms=own.nesms, months=point.months),
            )
    marks = (0, 0.25, 0.5, 0.75, 1)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_ticks(marks, labels=[pen.percent(each) for each in marks])
    axes.set_xlim(-0.02, 1)
    axes.set_ylim(0, 1)
    axes.set_xlabel(pen.say("published_share"), color=pen.look.ink, fontproperties=pen.font(7))
    axes.set_ylabel(pen.say("own_share"), color=pen.look.ink, fontproperties=pen.font(7))
    pen.plain(axes)
    axes.legend(
        loc="center left",
        bbox_to_anchor=(1.03, 0.5),
        frameon=False,
        labelcolor=pen.look.ink,
        labelspacing=0.7,
        handlelength=1.4,
        borderpad=0,
        prop=pen.font(6.2),
    )


def _folded(name: str, letters: int = 34) -> str:
    """Return a name on two lines at most."""
    if len(name) <= letters:
        return name
    cut = name.rfind(" ", 0, letters)
    cut = cut if cut > 0 else letters
    rest = name[cut:].strip()
    return f"{name[:cut]}\n{rest if len(rest) <= letters else rest[: letters - 1] + '…'}"


_DRAWN: Final[Mapping[Part, Callable[[_Pen, "Figure", Findings], None]]] = {
    Part.MONTHS: _months,
    Part.DEADLINES: _deadlines,
    Part.DEVIATIONS: lambda pen, figure, found: _counted(
        pen, figure, reasons(found.concordance.reasons, pen.words)
    ),
    Part.ACTIONS: lambda pen, figure, found: _counted(pen, figure, fates(found, pen.words)),
    Part.NOT_DONE: lambda pen, figure, found: _counted(
        pen, figure, reasons(found.not_carried_out, pen.words)
    ),
    Part.SURVIVAL: _survival,
    Part.CALIBRATION: _calibration,
}
