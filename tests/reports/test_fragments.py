"""Our own reading of our own markup gives what ReportLab's parser would give."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from mdt_desk.assets import resource
from mdt_desk.reports.fonts import Face, load_fonts
from mdt_desk.reports.fragments import fragments
from mdt_desk.reports.text import Span, TextGate

GATE = TextGate(fonts=load_fonts(resource("fonts")))
STYLE = ParagraphStyle(
    "body", fontName="NotoSans-Regular", fontSize=9, leading=12, textColor=HexColor("#14181C")
)
COLOURS = ("#14181C", "#4A5560", None)

spans = st.builds(
    Span,
    text=st.text("aé<>&; \n\"'/α✓", max_size=12),
    face=st.sampled_from(Face),
    colour=st.sampled_from(COLOURS),
)


def said(frags: Sequence[object]) -> list[tuple[object, ...]]:
    """Join neighbours that look the same: ReportLab's parser cuts a text at each entity."""
    found: list[tuple[object, ...]] = []
    for each in frags:
        looks = (vars(each).get("lineBreak", False), *(vars(each)[name] for name in NAMES))
        if found and found[-1][1:] == looks and not looks[0]:
            found[-1] = (f"{found[-1][0]}{vars(each)['text']}", *looks)
        else:
            found.append((vars(each)["text"], *looks))
    return [each for each in found if each[0] or each[1]]


NAMES = ("fontName", "fontSize", "textColor", "bold", "italic", "rise", "greek", "link", "us_lines")


@given(st.lists(spans, min_size=1, max_size=4))
def test_that_every_text_of_the_gate_is_read_as_reportlab_reads_it(written: list[Span]) -> None:
    markup = GATE.markup(written)
    own = fragments(markup, STYLE)
    assert said(own or []) == said(Paragraph(markup, STYLE).frags)


@pytest.mark.parametrize(
    "markup", ["", "<b>bold</b>", '<font name="NotoSans-Bold">open', "</font>", '<font size="9">x</font>']
)
def test_that_other_markup_is_left_to_reportlab(markup: str) -> None:
    assert fragments(markup, STYLE) is None
