"""Reads the markup that the text gate writes, and no other, straight into ReportLab's fragments.

ReportLab would read it with a parser of HTML, one paragraph at a time: a sixth of the time that minutes take.
"""

import html
import re
from functools import lru_cache
from typing import Any, Final

from reportlab.lib.colors import Color, toColor
from reportlab.lib.fonts import ps2tt
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus.paraparser import ParaFrag

_PIECE: Final = re.compile(r'<font (name|color)="([^"<>]+)">|<(/font)>|<(br/)>|([^<]+)')
_colour: Final = lru_cache(maxsize=64)(toColor)


def fragments(markup: str, style: ParagraphStyle) -> list[ParaFrag] | None:
    """Return a paragraph's pieces, each with its face and colour; None: this is other markup, or none."""
    found: list[ParaFrag] = []
    faces: list[tuple[str, Color]] = [(style.fontName, style.textColor)]
    end = 0
    for piece in _PIECE.finditer(markup):
        if piece.start() != end:
            return None
        end = piece.end()
        kind, named, closing, line_break, text = piece.groups()
        name, colour = faces[-1]
        if kind is not None:
            faces.append((named, colour) if kind == "name" else (name, _colour(named)))
        elif closing is not None:
            faces.pop()
            if not faces:
                return None
        elif line_break is not None:
            found.append(_fragment("", name, colour, style, __tag__="br", lineBreak=True))
        else:
            found.append(_fragment(html.unescape(text), name, colour, style, __tag__="font"))
    return found if found and end == len(markup) and len(faces) == 1 else None


def _fragment(text: str, name: str, colour: Color, style: ParagraphStyle, **more: Any) -> ParaFrag:  # noqa: ANN401  # ReportLab's
    _, bold, italic = ps2tt(name)
    return ParaFrag(
        text=text,
        fontName=name,
        bold=bold,
        italic=italic,
        fontSize=style.fontSize,
        textColor=colour,
        rise=0,
        greek=0,
        link=[],
        us_lines=[],
        **more,
    )
