"""The embedded faces of every document, and which of them has a glyph for a character."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont


class Face(StrEnum):
    """The faces of the house style."""

    REGULAR = "regular"
    BOLD = "bold"
    ITALIC = "italic"


HOUSE_FONT: Final = "NotoSans-Regular"
"""Named wherever ReportLab would otherwise fall back on a face that is not embedded."""

_FILES: Final[Mapping[Face, tuple[str, ...]]] = {
    Face.REGULAR: (HOUSE_FONT, "DejaVuSans"),
    Face.BOLD: ("NotoSans-Bold", "DejaVuSans-Bold"),
    Face.ITALIC: ("NotoSans-Italic", "DejaVuSans"),
}
"""The house face first, then the one that stands in for its missing glyphs."""

_LAST_PLAIN: Final = 0xFFFF
"""ReportLab writes no usable text for characters beyond this one."""

_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})

_SHAPED: Final = (
    "ARABIC",
    "BENGALI",
    "DEVANAGARI",
    "GUJARATI",
    "GURMUKHI",
    "HANGUL JUNGSEONG",
    "KANNADA",
    "KHMER",
    "LAO",
    "MALAYALAM",
    "MYANMAR",
    "NKO",
    "ORIYA",
    "SINHALA",
    "SYRIAC",
    "TAMIL",
    "TELUGU",
    "THAI",
    "TIBETAN",
    "VEDIC",
)
"""Scripts whose letters change with their neighbours: glyph after glyph they would be misspelt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """Faces that ReportLab knows by name, each with what stands in for it."""

    folder: Path
    chains: Mapping[Face, tuple[str, ...]] = field(repr=False)
    glyphs: Mapping[str, frozenset[int]] = field(repr=False)
    covered: frozenset[int] = field(repr=False)

    def name(self, face: Face) -> str:
        """Return the name under which ReportLab knows the house face."""
        return self.chains[face][0]

    def file(self, face: Face) -> Path:
        """Return the file of the house face, for a renderer that reads fonts itself."""
        return self.folder / f"{self.name(face)}.ttf"

    def font_for(self, cluster: str, face: Face) -> str | None:
        """Return the first font that has every character of a letter and its marks; None: no font has."""
        return next((name for name in self.chains[face] if self._has(name, cluster)), None)

    def covers(self, character: str) -> bool:
        """Tell whether every face can print the character as it is meant to be read."""
        return ord(character) in self.covered

    def runs(self, text: str, face: Face) -> Iterator[tuple[str, str]]:
        """Split a covered text into (font name, piece); a space stays with the piece before it."""
        font, piece = self.name(face), ""
        if text and self._has(font, text):
            yield font, text
            return
        for cluster in self._printable_clusters(text, face):
            better = self.font_for(cluster, face) or font
            if cluster.isspace() and self._has(font, cluster):
                better = font
            if better != font and piece:
                yield font, piece
                piece = ""
            font = better
            piece += cluster
        if piece:
            yield font, piece

    def width(self, text: str, face: Face, size: float) -> float:
        """Return the width in points of a covered text on one line."""
        return sum(pdfmetrics.stringWidth(piece, name, size) for name, piece in self.runs(text, face))

    def _printable_clusters(self, text: str, face: Face) -> Iterator[str]:
        for cluster in _clusters(text):
            if len(cluster) > 1 and self.font_for(cluster, face) is None:
                yield from cluster
            else:
                yield cluster

    def _has(self, name: str, cluster: str) -> bool:
        return self.glyphs[name].issuperset(map(ord, cluster))


class HouseFont(TTFont):
    """A face that knows the width of each character it was asked for: lines are broken by it word after word."""

    def __init__(self, name: str, file: str) -> None:
        super().__init__(name, file)
        self._widths: Final[dict[str, float]] = {}

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: N802  # ReportLab's
        try:
            return 0.001 * size * sum(map(self._widths.__getitem__, text))
        except KeyError:
            known = self.face.charWidths
            self._widths.update({each: known.get(ord(each), self.face.defaultWidth) for each in str(text)})
            return super().stringWidth(text, size, encoding)


@cache
def load_fonts(folder: Path) -> Fonts:
    """Read the faces of a folder and make them known to ReportLab.

    Raises:
        OSError: a face is missing or is not a TrueType font; no document can be made without it.

    """
    glyphs: dict[str, frozenset[int]] = {}
    for name in dict.fromkeys(name for chain in _FILES.values() for name in chain):
        font = HouseFont(name, str(folder / f"{name}.ttf"))
        pdfmetrics.registerFont(font)
        glyphs[name] = frozenset(code for code, glyph in font.face.charToGlyph.items() if glyph)
    everywhere = frozenset.intersection(
        *(frozenset[int]().union(*(glyphs[name] for name in chain)) for chain in _FILES.values())
    )
    covered = frozenset(code for code in everywhere if _readable_alone(chr(code)))
    return Fonts(folder=folder, chains=_FILES, glyphs=glyphs, covered=covered)


def _readable_alone(character: str) -> bool:
    if ord(character) > _LAST_PLAIN or unicodedata.bidirectional(character) in _RIGHT_TO_LEFT:
        return False
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn"}:
        return False
    return not unicodedata.name(character, "").startswith(_SHAPED)


def _clusters(text: str) -> Iterator[str]:
    """Give each letter together with the marks that stand on it."""
    cluster = ""
    for character in text:
        if cluster and not unicodedata.combining(character):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster
