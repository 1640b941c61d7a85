"""How parts of a page are laid out."""

from typing import Any

from reportlab.platypus import Flowable, Spacer

from mdt_desk.reports.flowables import balanced


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
