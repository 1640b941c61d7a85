"""The one renderer of survival figures: NESMS classes, the published points, and the line that joins them."""

import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from mdt_desk.domain.survival import LAST_MONTH, PUBLISHED, joined
from mdt_desk.reports.cache import Cache
from mdt_desk.reports.fonts import Face, Fonts
from mdt_desk.usecases.ports import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

RENDERER: Final = 2
"""Raise it when the drawing changes: cached pictures of older renderers are then left alone."""

WIDTH_MM: Final = 78.0
HEIGHT_MM: Final = 56.0
_MM_PER_INCH: Final = 25.4
_STEPS: Final = 96


class Surface(StrEnum):
    """What the figure is shown on; the screens carry the names of the desk's themes."""

    PAPER = "paper"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Format(StrEnum):
    """How the figure is written down."""

    PDF = "pdf"
    SVG = "svg"
    PNG = "png"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Colours of one surface; ``classes`` are those of NESMS 0 to 3 (Okabe-Ito)."""

    ink: str
    soft: str
    grid: str
    classes: tuple[str, str, str, str]


LOOKS: Final[Mapping[Surface, Look]] = {
    Surface.PAPER: Look(
        ink="#14181C", soft="#69737D", grid="#C9CFD5", classes=("#B84A00", "#8F5E00", "#0072B2", "#00704F")
    ),
    Surface.LIGHT: Look(
        ink="#14181C", soft="#69737D", grid="#C9CFD5", classes=("#D55E00", "#B37400", "#0072B2", "#008A63")
    ),
    Surface.DARK: Look(
        ink="#F2F4F6", soft="#A3ADB7", grid="#4A545E", classes=("#FF8A3D", "#F0B429", "#56B4E9", "#2CC79A")
    ),
    Surface.CONTRAST: Look(
        ink="#000000", soft="#262626", grid="#8C8C8C", classes=("#B84A00", "#8F5E00", "#0072B2", "#00704F")
    ),
}

MARKERS: Final = ("v", "s", "o", "^")
"""A shape for each class, so that the figure can be read without colour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveRenderer:
    """Draws each figure once; afterwards it comes from the cache."""

    fonts: Fonts
    cache: Cache

    def render(
        self, classes: frozenset[int], surface: Surface, words: Words, form: Format, *, width: int = 0
    ) -> bytes:
        """Return the figure with the given classes still possible; ``width`` in pixels, for PNG only.

        Raises:
            ValueError: no class at all, or one that was never published.

        """
        if not classes or not classes <= PUBLISHED.keys():
            raise ValueError(f"not classes of the NESMS: {sorted(classes)}")
        key = self._key(classes, surface, words, form, width)
        found = self.cache.find(key)
        if found is None:
            found = self._draw(classes, surface, words, form, width)
            self.cache.keep(key, found)
        return found

    def _key(self, classes: frozenset[int], surface: Surface, words: Words, form: Format, width: int) -> str:
        content = {
            "renderer": [RENDERER, version("matplotlib"), self.fonts.name(Face.REGULAR)],
            "classes": sorted(classes),
            "points": {n: [[p.months, p.survival] for p in points] for n, points in PUBLISHED.items()},
            "look": [surface, form, width],
            "texts": [words.get(key) for key in _TEXTS],
            "value": words.get("curve.percent", value=50),
            "language": words.language,
        }
        return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()

    def _draw(
        self, classes: frozenset[int], surface: Surface, words: Words, form: Format, width: int
    ) -> bytes:
        from matplotlib import rc_context

        out = io.BytesIO()
        with rc_context(
            {
                "pdf.fonttype": 42,
                "svg.fonttype": "path",
                "svg.hashsalt": "mdt-desk",
                "path.simplify": False,
            }
        ):
            figure = SurvivalDrawing(
                classes=classes, look=LOOKS[surface], words=words, fonts=self.fonts
            ).figure()
            dpi = width * _MM_PER_INCH / WIDTH_MM if width else figure.dpi
            figure.savefig(out, format=form, metadata=undated(form), transparent=True, dpi=dpi)
        return without_blanks(out.getvalue()) if form is Format.SVG else out.getvalue()


_UNDATED: Final[Mapping[Format, dict[str, None]]] = {
    Format.PDF: {"CreationDate": None, "Creator": None, "Producer": None},
    Format.SVG: {"Date": None, "Creator": None},
    Format.PNG: {"Software": None},
}
"""Metadata left out, so that the same figure is the same bytes."""


def undated(form: Format) -> dict[str, None]:
    """Return the metadata that leave out when and by what a figure was made."""
    return dict(_UNDATED[form])


_TEXTS: Final = ("curve.alive", "curve.months", "curve.published", "curve.joined", "curve.nesms")


_BLANK: Final = re.compile(rb'\s*<path id="([^"]+)" transform="[^"]*"/>')


def without_blanks(svg: bytes) -> bytes:
    """Leave out the outlines of spaces, which have no points: Qt complains about each of them."""
    for name in _BLANK.findall(svg):
        svg = re.sub(rb'\s*<use xlink:href="#' + re.escape(name) + rb'"[^>]*/>', b"", svg)
    return _BLANK.sub(b"", svg)


@dataclass(frozen=True, slots=True, kw_only=True)
class SurvivalDrawing:
    """One figure, drawn without global state."""

    classes: frozenset[int]
    look: Look
    words: Words
    fonts: Fonts

    def figure(self) -> "Figure":
        from matplotlib.figure import Figure

        figure = Figure(figsize=(WIDTH_MM / _MM_PER_INCH, HEIGHT_MM / _MM_PER_INCH))
        axes = figure.add_axes((0.17, 0.18, 0.65, 0.69))
        self._axes(axes)
        for nesms in sorted(PUBLISHED, key=lambda each: each in self.classes):
            self._line(axes, nesms)
        axes.plot([0], [1], marker="o", markersize=4.2, color=self.look.ink, clip_on=False, zorder=6)
        self._legend(axes)
        return figure

    def _font(self, size: float, face: Face = Face.REGULAR) -> "FontProperties":
        from matplotlib.font_manager import FontProperties

        return FontProperties(fname=self.fonts.file(face), size=size)

    def _axes(self, axes: "Axes") -> None:
        axes.set_xlim(0, LAST_MONTH)
        axes.set_ylim(0, 1)
        axes.set_xticks([0, 3, 6, 9, 12])
        axes.set_yticks([0, 0.25, 0.5, 0.75, 1], [self._percent(share) for share in (0, 0.25, 0.5, 0.75, 1)])
        axes.set_ylabel(
            self.words.get("curve.alive"), color=self.look.ink, fontproperties=self._font(7), labelpad=3
        )
        axes.set_xlabel(self.words.get("curve.months"), color=self.look.ink, fontproperties=self._font(7))
        axes.tick_params(length=2.5, width=0.6, color=self.look.soft, labelcolor=self.look.ink, pad=2)
        for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
            label.set_fontproperties(self._font(7))
        for side, spine in axes.spines.items():
            spine.set_visible(side in {"left", "bottom"})
            spine.set(color=self.look.soft, linewidth=0.6)
        axes.hlines([0.25, 0.5, 0.75, 1], 0, LAST_MONTH, color=self.look.grid, linewidth=0.4, zorder=0)
        axes.vlines([3, 6], 0, 1, color=self.look.ink, linewidth=0.7, linestyle=(0, (1, 2)), zorder=1)

    def _line(self, axes: "Axes", nesms: int) -> None:
        possible = nesms in self.classes
        colour = self.look.classes[nesms] if possible else self.look.soft
        months = [LAST_MONTH * step / _STEPS for step in range(_STEPS + 1)]
        axes.plot(
            months,
            [joined(nesms, month) for month in months],
            color=colour,
            linewidth=1.9 if possible else 0.7,
            linestyle=(0, (3, 1.4)) if possible else (0, (2, 2.4)),
            clip_on=False,
            zorder=4 if possible else 2,
        )
        axes.plot(
            [point.months for point in PUBLISHED[nesms]],
            [point.survival for point in PUBLISHED[nesms]],
            linestyle="none",
            marker=MARKERS[nesms],
            markersize=6 if possible else 3.6,
            color=colour,
            markerfacecolor=colour if possible else "none",
            markeredgewidth=0.8,
            clip_on=False,
            zorder=5 if possible else 3,
        )
        self._labels(axes, nesms, colour)

    def _labels(self, axes: "Axes", nesms: int, colour: str) -> None:
        possible = nesms in self.classes
        font = self._font(7.4, Face.BOLD) if possible else self._font(6.4)
        last = PUBLISHED[nesms][-1]
        text = f"{self.words.get('curve.nesms')} {nesms}"
        axes.annotate(
            f"{text}\n{self._percent(last.survival)}" if possible else text,
            (last.months, last.survival),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            linespacing=1.05,
            color=colour,
            fontproperties=font,
            annotation_clip=False,
        )
        if possible:
            for point in PUBLISHED[nesms][:-1]:
                axes.annotate(
                    self._percent(point.survival),
                    (point.months, point.survival),
                    xytext=(4, 4),
                    textcoords="offset points",
                    color=colour,
                    fontproperties=font,
                    zorder=7,
                )

    def _legend(self, axes: "Axes") -> None:
        from matplotlib.lines import Line2D

        published = Line2D([], [], color=self.look.ink, marker="o", linestyle="none", markersize=3.8)
        joining = Line2D([], [], color=self.look.ink, linewidth=1.1, linestyle=(0, (3, 1.4)))
        axes.legend(
            [published, joining],
            [self.words.get("curve.published"), self.words.get("curve.joined")],
            loc="lower left",
            bbox_to_anchor=(-0.23, 1.035),
            borderaxespad=0,
            frameon=False,
            ncols=2,
            handlelength=2.0,
            handletextpad=0.5,
            columnspacing=1.2,
            labelcolor=self.look.ink,
            prop=self._font(6.6),
        )

    def _percent(self, share: float) -> str:
        return self.words.get("curve.percent", value=round(share * 100))
