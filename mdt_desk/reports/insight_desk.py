"""The insights' figures and their document behind their ports; what is heavy is imported when first asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from mdt_desk.domain.evidence import Document
from mdt_desk.usecases.insight_tables import Part
from mdt_desk.usecases.insight_tools import InsightsOrder
from mdt_desk.usecases.insights import Findings
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.preferences import Theme

if TYPE_CHECKING:
    from mdt_desk.reports.charts import ChartRenderer


@dataclass(frozen=True, kw_only=True)
class InsightDesk:
    """Implements `Charts` and `InsightPapers`; ``sources`` are read when asked for."""

    texts: Callable[[str], Words]
    fonts: Path
    cache: Path
    sources: Callable[[], Mapping[str, Document]]

    def svg(self, part: Part, findings: Findings, theme: Theme, language: str) -> bytes:
        """Return a figure with its letters drawn as outlines; nothing where there is nothing to draw."""
        from mdt_desk.reports.curves import Format, Surface

        surface = Surface(theme.value)
        return self._charts.render(part, findings, surface, self.texts(language), Format.SVG)

    def insights(self, order: InsightsOrder, file: Path) -> Path:
        """Make the insights on paper."""
        from mdt_desk.reports.cache import Cache
        from mdt_desk.reports.curves import CurveRenderer
        from mdt_desk.reports.insights import InsightsReport
        from mdt_desk.reports.page import HouseDocument
        from mdt_desk.reports.press import Press
        from mdt_desk.reports.release import release
        from mdt_desk.reports.style import PRINT, house_styles
        from mdt_desk.reports.text import TextGate
        from mdt_desk.reports.words import Wording

        faces = self._charts.fonts
        press = Press(
            gate=TextGate(fonts=faces),
            wording=Wording(words=self.texts(order.language), zone=ZoneInfo(order.preferences.time_zone)),
            styles=house_styles(faces, PRINT),
            curves=CurveRenderer(fonts=faces, cache=Cache(folder=self.cache)),
            sources=self.sources(),
        )
        report = InsightsReport(press=press, order=order, charts=self._charts)
        return release(HouseDocument(report.furniture(), press.gate).make(report.story()), file)

    @cached_property
    def _charts(self) -> "ChartRenderer":
        from mdt_desk.reports.charts import ChartRenderer
        from mdt_desk.reports.fonts import load_fonts

        return ChartRenderer(fonts=load_fonts(self.fonts))
