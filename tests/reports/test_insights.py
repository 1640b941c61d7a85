"""The insights drawn and printed: every part there, nothing drawn of nothing, the same bytes each time."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from reportlab.platypus import Paragraph

from mdt_desk.bootstrap.papers import insight_tools
from mdt_desk.bootstrap.settings import FixedSettings
from mdt_desk.domain.follow_up import NotCarriedOut
from mdt_desk.domain.insights import Actions, Concordance, Course, Share, own_survival
from mdt_desk.domain.kaplan_meier import Followed
from mdt_desk.domain.meeting import DeviationReason
from mdt_desk.i18n import Texts, load_texts
from mdt_desk.reports.charts import ChartRenderer
from mdt_desk.reports.curves import Format, Surface
from mdt_desk.reports.insights import InsightsReport
from mdt_desk.reports.press import Press
from mdt_desk.usecases.insight_tables import Part, key_figures, tables
from mdt_desk.usecases.insight_tools import InsightsOrder
from mdt_desk.usecases.insights import Findings
from mdt_desk.usecases.preferences import Preferences, Theme
from tests.exchange.test_insight_sheets import FOUND
from tests.reports.examples import MADE

PREFERENCES = Preferences(hospital="Ziekenhuis Voorbeeld", language="en")
TOOLS = insight_tools(FixedSettings(PREFERENCES))
LIVES = [
    Course(nesms=nesms, followed=Followed(time=float(months), died=months % 3 == 0))
    for nesms in (0, 1, 2, 3)
    for months in range(1, 15)
]
FULL = replace(
    FOUND,
    survival=own_survival(LIVES, 10),
    concordance=Concordance(following=Share(part=29, whole=31), reasons={DeviationReason.TECHNICAL: 2}),
    not_carried_out={NotCarriedOut.NO_CAPACITY: 2},
)
NOTHING = replace(
    FOUND,
    months=(),
    deadlines={},
    concordance=Concordance(following=Share(part=0, whole=0), reasons={}),
    actions=Actions(in_time=0, late=0, open=0, overdue=0, undated=0),
)


@pytest.mark.parametrize("part", Part)
@pytest.mark.parametrize("theme", Theme)
def test_that_every_part_is_drawn_for_every_theme_the_same_each_time(part: Part, theme: Theme) -> None:
    drawn = TOOLS.charts.svg(part, FULL, theme, "nl")
    assert b"<svg" in drawn
    assert drawn == TOOLS.charts.svg(part, FULL, theme, "nl")


@pytest.mark.parametrize("part", Part)
def test_that_nothing_is_drawn_of_nothing(part: Part) -> None:
    assert TOOLS.charts.svg(part, NOTHING, Theme.LIGHT, "en") == b""


def test_that_the_paper_says_every_number_of_the_tables(tmp_path: Path, texts: Texts) -> None:
    order = InsightsOrder(
        findings=FULL,
        preferences=PREFERENCES,
        language=texts.language,
        made_at=datetime(2026, 11, 18, 9, tzinfo=UTC),
    )
    file = TOOLS.papers.insights(order, tmp_path / "insights.pdf")
    with pdfplumber.open(file) as opened:
        said = " ".join("\n".join(page.extract_text() for page in opened.pages).split())
    assert texts.get("status.demonstration") in said
    for figure in key_figures(FULL, texts):
        assert " ".join(figure.value.split()) in said
    for table in tables(FULL, texts):
        assert " ".join(table.title.split()) in said
        for row in table.rows:
            assert all(word in said for cell in row for word in cell.split())


def laid_out(press: Press, found: Findings) -> str:
    """Return the running text of the insights, without tables and figures."""
    order = InsightsOrder(findings=found, preferences=PREFERENCES, language="en", made_at=MADE)
    report = InsightsReport(press=press, order=order, charts=ChartRenderer(fonts=press.gate.fonts))
    return "\n".join(each.getPlainText() for each in report.story() if isinstance(each, Paragraph))


def test_that_paper_says_of_how_many_cases_it_speaks_while_not_all_were_judged_again(press: Press) -> None:
    part = replace(NOTHING, judged=Share(part=3, whole=4))
    assert "3 of 4 cases were judged again for readiness and deadlines." in laid_out(press, part)
    assert "judged again" not in laid_out(press, NOTHING)


def drawn(press: Press, part: Part, found: Findings) -> str:
    """Return what is written in a figure."""
    renderer = ChartRenderer(fonts=press.gate.fonts)
    figure = renderer.render(part, found, Surface.PAPER, load_texts("en"), Format.PDF)
    with pdfplumber.open(BytesIO(figure)) as opened:
        return opened.pages[0].extract_text()


def test_that_calibration_shows_no_month_beyond_which_nobody_was_followed(press: Press) -> None:
    lives = [each for each in LIVES if each.nesms == 0 or each.followed.time < 12]
    said = drawn(press, Part.CALIBRATION, replace(FULL, survival=own_survival(lives, 10)))
    points = [line for line in said.split("\n") if line.startswith("NESMS") and line[6] in "01"]
    assert points == ["NESMS 0, 6 months", "NESMS 0, 12 months", "NESMS 1, 6 months"]


def test_that_the_table_of_calibration_says_nothing_of_a_month_beyond_which_nobody_was_followed() -> None:
    lives = [each for each in LIVES if each.followed.time < 12]
    shown = {
        each.part: each for each in tables(replace(FULL, survival=own_survival(lives, 10)), load_texts("en"))
    }
    last = {row[1]: row[-1] for row in shown[Part.CALIBRATION].rows if row[0] == "0"}
    assert last["12"] == "–"  # as it is printed
    assert last["6"].endswith("%")


def test_that_a_long_name_of_a_bar_takes_two_lines_and_ends_in_dots_where_these_are_full(
    press: Press,
) -> None:
    names = ("follow_up_imaging", "repeat_on_symptoms")
    found = replace(FOUND, deadlines={name: Share(part=1, whole=3) for name in names})
    said = drawn(press, Part.DEADLINES, found).replace("1 of 3\n", "")
    assert "Imaging at intervals of 6 to 16\nweeks" in said
    assert "Repeat imaging of the spine only\non symptoms, or to evaluate syste…" in said


def test_that_survival_of_too_few_is_hidden_in_the_table_too() -> None:
    words = load_texts("en")
    few = replace(FULL, survival=own_survival(LIVES[:15], 10))
    shown = {each.part: each for each in tables(few, words)}
    assert ("1", "hidden: fewer than 10 patients", "", "", "", "") in shown[Part.SURVIVAL].rows
    assert {row[0] for row in shown[Part.CALIBRATION].rows} == {"0"}
