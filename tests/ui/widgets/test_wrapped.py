"""A text in a few lines: nothing is lost while there are lines, and what is lost is seen."""

import pytest
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication

from mdt_desk.ui.theme import FAMILIES
from mdt_desk.ui.widgets.wrapped import wrapped

QUESTION = "Klapvoet links, in vier dagen toegenomen: bestraling, en in welk schema?"


@pytest.fixture
def font(dressed: QApplication) -> QFont:
    assert dressed is not None
    made = QFont(list(FAMILIES))
    made.setPointSizeF(9)
    return made


def test_that_a_short_text_stands_on_one_line(font: QFont) -> None:
    assert wrapped("T8", font, 100, 3) == ("T8",)
    assert wrapped("", font, 100, 3) == ()


@pytest.mark.parametrize("text", [QUESTION, "🩻 " * 12 + "einde", "ك" * 30 + " " + "ب" * 30])
def test_that_a_text_is_whole_in_as_many_lines_as_it_needs(text: str, font: QFont) -> None:
    lines = wrapped(text, font, 150, 20)
    assert len(lines) > 1
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(QFontMetrics(font).horizontalAdvance(each) <= 150 for each in lines)


def test_that_only_the_last_line_is_cut_off(font: QFont) -> None:
    first, last = wrapped(QUESTION, font, 150, 2)
    assert QUESTION.startswith(first)
    assert last.endswith("…")


def test_that_a_word_longer_than_a_line_is_broken(font: QFont) -> None:
    assert len(wrapped("a" * 60, font, 100, 9)) > 1


def test_that_what_stands_between_two_parts_ends_no_line(font: QFont) -> None:
    wide = QFontMetrics(font).horizontalAdvance("22-08-1972 · 54 jr ·")
    assert wrapped("22-08-1972 · 54 jr · VB-0002", font, wide + 2, 2) == ("22-08-1972 · 54 jr", "VB-0002")
