"""The figures of the insights where a series is empty."""

from dataclasses import replace

from mdt_desk.bootstrap.papers import insight_tools
from mdt_desk.bootstrap.settings import FixedSettings
from mdt_desk.usecases.insight_tables import Part
from mdt_desk.usecases.preferences import Preferences, Theme
from tests.exchange.test_insight_sheets import FOUND


def test_that_months_without_a_deferral_are_drawn_in_the_colours_of_the_house() -> None:
    charts = insight_tools(FixedSettings(Preferences(language="en"))).charts
    some = charts.svg(Part.MONTHS, FOUND, Theme.LIGHT, "en")
    none = replace(FOUND, months=tuple(replace(each, deferred=0) for each in FOUND.months))
    drawn = charts.svg(Part.MONTHS, none, Theme.LIGHT, "en")
    assert b"url(#" in some
    assert b"#1f77b4" not in drawn
    assert len(drawn) < len(some)
