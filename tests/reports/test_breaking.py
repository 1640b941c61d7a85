"""Where pages end: no row or heading alone, no chapter on a new page while half of the last one is free."""

import io
from typing import Any

import pdfplumber
import pytest
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Spacer

from mdt_desk.reports.breaking import Led, chapter
from mdt_desk.reports.case_facts import FactList, facts_by_section
from mdt_desk.reports.flowables import Grid, Start, grid
from mdt_desk.reports.page import HouseDocument
from mdt_desk.reports.press import Press
from mdt_desk.reports.text import TextGate
from tests.reports import examples

HIGH, WIDE = 700, 400
pytestmark = pytest.mark.usefixtures("fonts")


class _Noted(Spacer):
    """Room that notes on which page it stands."""

    def __init__(self, height: float, pages: list[int]) -> None:
        super().__init__(1, height)
        self._pages = pages

    def draw(self) -> None:
        self._pages.append(self.canv.getPageNumber())


def pages_of(story: list[Flowable]) -> None:
    document = BaseDocTemplate(io.BytesIO(), pagesize=(WIDE, HIGH))
    document.addPageTemplates(PageTemplate(frames=[Frame(0, 0, WIDE, HIGH, 0, 0, 0, 0)]))
    document.keepTogetherClass = Led
    document.build(story)


def rows(count: int, height: float = 30, *, heads: int = 0) -> tuple[Any, list[int]]:
    pages: list[int] = []
    above = [[[Spacer(1, 10)]] for _ in range(heads)]
    return grid([*above, *([[_Noted(height, pages)]] for _ in range(count))], [WIDE], heads=heads), pages


@pytest.mark.parametrize(
    ("room", "count", "split"),
    [
        (95, 6, [3, 3]),
        (155, 6, [4, 2]),
        (35, 6, [0, 6]),
        (65, 3, [0, 3]),
        (125, 5, [3, 2]),
        (400, 6, [6]),
    ],
)
@pytest.mark.parametrize("heads", [0, 1])
def test_that_no_row_stands_alone(room: float, count: int, split: list[int], heads: int) -> None:
    table, pages = rows(count, heads=heads)
    pages_of([Spacer(1, HIGH - room - 10 * heads), table])
    assert [pages.count(each + 1) for each in range(len(split))] == split


def test_that_a_long_row_is_cut_rather_than_that_a_page_stays_empty() -> None:
    table = grid([[[Spacer(1, 20)]], [[Spacer(1, 60) for _ in range(9)]]], [WIDE])
    parts: list[Any] = table.split(WIDE, 200)
    assert [len(part._rowHeights) for part in parts] == [2, 1]
    assert isinstance(parts[0], Grid)


def test_that_what_was_parted_for_want_of_room_is_not_cut_again_on_the_same_page() -> None:
    short = [[[Spacer(1, 20)]] for _ in range(4)]
    above, below = grid([*short, [[Spacer(1, 60) for _ in range(9)]]], [WIDE]).split(WIDE, 170)
    assert above.wrap(WIDE, HIGH)[1] == 60
    assert below.split(WIDE, 110) == []
    assert len(below.split(WIDE, 300)) == 2


def test_that_a_long_row_that_almost_fits_is_cut_so_that_more_than_a_line_goes_on() -> None:
    parts: list[Any] = grid([[[Spacer(1, 20) for _ in range(12)]]], [WIDE]).split(WIDE, 230)
    above, below = (part.wrap(WIDE, HIGH)[1] for part in parts)
    assert (above, below) == (180, 60)


def test_that_a_row_higher_than_a_page_is_cut_where_it_can_be_though_little_goes_on() -> None:
    pages: list[int] = []
    pages_of([grid([[[_Noted(690, pages), _Noted(30, pages)]]], [WIDE])])
    assert pages == [1, 2]


@pytest.mark.parametrize(("room", "page"), [(95, 1), (75, 2)])
def test_that_a_heading_goes_with_the_first_two_rows(room: float, page: int) -> None:
    table, _ = rows(8)
    heading: list[int] = []
    pages_of([Spacer(1, HIGH - room), Led([_Noted(20, heading), table])])
    assert heading == [page]


def test_that_a_document_lets_a_heading_lead_a_table_that_takes_pages(gate: TextGate) -> None:
    table, pages = rows(40)
    heading = _Noted(20, [])
    heading.keepWithNext = 1
    HouseDocument(examples.FURNITURE, gate).make([Spacer(1, 100), heading, table])
    assert min(pages) == 1


def test_that_what_is_short_stays_whole_and_takes_what_follows_it_along() -> None:
    table, pages = rows(5)
    note: list[int] = []
    pages_of([Spacer(1, HIGH - 155), Led([Spacer(1, 20), table], after=[_Noted(20, note)], whole=200)])
    assert (set(pages), note) == ({2}, [2])


def test_that_what_leads_begins_where_a_page_may_end_in_the_second_of_two_long_texts() -> None:
    heading: list[int] = []
    (first, _), (second, _) = rows(3), rows(20)
    pages_of([Spacer(1, HIGH - 250), Led([_Noted(20, heading), first], after=[second], whole=200)])
    assert heading == [1]


def test_that_what_leads_begins_where_it_fits_with_two_parts_though_the_next_does_not() -> None:
    heading: list[int] = []
    parts = [_Noted(20, heading), Spacer(1, 60), Spacer(1, 60)]
    pages_of([Spacer(1, HIGH - 150), Led(parts, after=[Spacer(1, 300)], whole=200)])
    assert heading == [1]


@pytest.mark.parametrize(("used", "page"), [(300, 1), (400, 2)])
def test_that_a_chapter_begins_below_another_where_half_a_page_is_left(used: float, page: int) -> None:
    title: list[int] = []
    pages_of([Spacer(1, used), *chapter(Start(key="a", outline="a")), _Noted(20, title)])
    assert title == [page]


@pytest.mark.parametrize("room", range(11, 50, 5))
def test_that_no_label_of_a_long_fact_ends_a_page(press: Press, room: int) -> None:
    long = {"preference": "Wants to keep walking. " * 60}
    case = examples.case_of({**examples.CORD_COMPRESSION, "wishes": long})
    facts = facts_by_section(press, case, FactList(paths=("wishes.preference",)))
    file = io.BytesIO()
    document = BaseDocTemplate(file, pagesize=(WIDE, HIGH), keepTogetherClass=Led)
    document.addPageTemplates(PageTemplate(frames=[Frame(0, 0, WIDE, HIGH, 0, 0, 0, 0)]))
    document.build([Spacer(1, HIGH - room), *facts])
    with pdfplumber.open(file) as made:
        begun = [page.extract_text() for page in made.pages if "Wish of the patient" in page.extract_text()]
    assert [each.count("Wants to keep walking.") > 1 for each in begun] == [True]
