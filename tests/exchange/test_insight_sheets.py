"""The insights for a spreadsheet: every number once, and nothing that runs as a formula."""

import csv
from datetime import date
from pathlib import Path

from mdt_desk.domain.insights import Actions, Concordance, MonthOfMeetings, Pace, Share, own_survival
from mdt_desk.domain.registry import Entry, Registry
from mdt_desk.exchange.insight_sheets import CsvSheets
from mdt_desk.i18n import load_texts
from mdt_desk.usecases.insights import Findings, Years

FOUND = Findings(
    years=Years(first=2026, last=2026),
    on=date(2026, 11, 18),
    leading="erasmus-2022",
    months=(MonthOfMeetings(month=(2026, 1), meetings=4, decided=31, deferred=2),),
    pace=Pace(cases=33, median=5.25, lower=4.0, upper=7.0),
    concordance=Concordance(following=Share(part=28, whole=31), reasons={None: 3}),
    actions=Actions(in_time=6, late=2, open=1, overdue=2, undated=0),
    leaflets=Share(part=30, whole=31),
    carried_out=Share(part=0, whole=0),
    not_carried_out={},
    survival=own_survival([], 10),
    unscored=0,
    fewest=10,
    ready=Share(part=3, whole=4),
    deadlines={"biopsy": Share(part=1, whole=3)},
    judged=Share(part=4, whole=4),
)


def rows(file: Path, delimiter: str) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return [
            [each.replace("\N{NO-BREAK SPACE}", " ") for each in row]
            for row in csv.reader(opened, delimiter=delimiter)
        ]


def test_that_every_number_of_the_screen_is_in_the_file(tmp_path: Path) -> None:
    written = rows(CsvSheets(texts=load_texts).insights(FOUND, "en", tmp_path / "insights.csv"), ",")
    assert written[0] == ["Part", "Row", "Column", "Value"]
    for line in (
        ["Key figures", "Time per case", "Value", "5.2 min"],
        ["Key figures", "Actions done in time", "Value", "60 %"],
        ["Key figures", "Carried out", "Value", "–"],
        ["Meetings and cases by month", "1", "Decided", "31"],
        ["Deadlines kept, by action", "1", "Share", "33 %"],
        ["Why decisions depart from the leading guideline", "1", "Reason", "No reason recorded"],
        ["Own survival by NESMS", "1", "Months", "hidden: fewer than 10 patients"],
    ):
        assert line in written


def test_that_the_registry_has_codes_and_leaves_empty_what_is_not_told(tmp_path: Path) -> None:
    one = Entry(nesms=None, age="60-69", sex=None, primary="breast", options=("a", "b"), months=4, died=True)
    found = Registry(entries=(one,), left_out=0, fewest=10)
    written = rows(CsvSheets(texts=load_texts).registry(found, "nl", tmp_path / "registry.csv"), ";")
    assert written[1:] == [["", "60-69", "", "breast", "a|b", "4", "1"]]


def test_that_no_cell_runs_as_a_formula(tmp_path: Path) -> None:
    one = Entry(nesms=1, age="=1+1", sex="@x", primary="+y", options=("-z",), months=4, died=False)
    found = Registry(entries=(one,), left_out=0, fewest=10)
    (line,) = rows(CsvSheets(texts=load_texts).registry(found, "en", tmp_path / "registry.csv"), ",")[1:]
    assert line[1:5] == ["'=1+1", "'@x", "'+y", "'-z"]
