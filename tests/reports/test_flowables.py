"""How parts of a page are laid out."""

import io
from typing import Any

import pdfplumber
import pytest
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Spacer

from mdt_desk.reports.flowables import balanced, boxed


def part(height: float, *, keeps: bool = False) -> Spacer:
    made = Spacer(1, height)
    made.keepWithNext = int(keeps)
    return made


def columns(parts: list[Flowable]) -> list[list[Flowable]]:
    table: Any = balanced(parts, 400, gap=20)  # a table keeps its cells to itself
    return [list(cell) for cell in table._cellvalues[0]]


def test_that_a_heading_never_ends_a_column() -> None:
    heading = part(20, keeps=True)
    parts: list[Flowable] = [part(100), heading, part(100)]
    assert columns(parts) == [parts[:1], parts[1:]]


def test_that_columns_come_out_about_as_high_as_each_other() -> None:
    parts: list[Flowable] = [part(50) for _ in range(4)]
    assert columns(parts) == [parts[:2], parts[2:]]


@pytest.mark.usefixtures("fonts")
def test_that_a_frame_is_closed_on_each_page_also_where_a_row_is_cut() -> None:
    file = io.BytesIO()
    document = BaseDocTemplate(file, pagesize=(400, 500))
    document.addPageTemplates(PageTemplate(frames=[Frame(20, 20, 360, 460, 0, 0, 0, 0)]))
    document.build([boxed([part(20), [part(60) for _ in range(10)], part(20)], 360)])
    with pdfplumber.open(file) as made:
        frames = [[(each["x0"], each["x1"]) for each in page.rects] for page in made.pages]
        heights = [each["height"] for page in made.pages for each in page.rects]
    assert frames == [[(20, 380)], [(20, 380)]]
    assert heights[0] < 460
    assert sum(heights) > 20 + 600 + 20
