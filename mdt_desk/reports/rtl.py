"""Text from right to left: letters joined, words in order, numbers as they are read and dialled."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final
from unicodedata import bidirectional

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph

from mdt_desk.reports.fonts import Face, Fonts
from mdt_desk.reports.tags import TaggedParagraph
from mdt_desk.reports.text import Span, TextGate, chunks

if TYPE_CHECKING:
    from arabic_reshaper import ArabicReshaper  # type: ignore[import-untyped]  # ships no types

_TURNED: Final = frozenset({"R", "AL"})
_EMBED, _END = "\u202a", "\u202c"
_NUMBER: Final = re.compile(r"[+(]?\d(?:[\d ()+./:\u00a0-]*\d)?", re.ASCII)
"""Digits with what stands between them, as in a telephone number, a date or a time: always left to right."""

_MARKS: Final = re.compile("[\u064b-\u0652\u0670]")
_SIGNS: Final = (
    "\u060c\u061b\u061f\u0640\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u066a\u066b\u066c"
)


@cache
def _reshaper() -> "ArabicReshaper":
    from arabic_reshaper import ArabicReshaper

    words_in_one_glyph = {"ARABIC LIGATURE ALLAH": False, "RIAL SIGN": False}
    return ArabicReshaper({"delete_harakat": True, "support_ligatures": True, **words_in_one_glyph})


def _shapeable(fonts: Fonts) -> frozenset[str]:
    """Return the Arabic letters and signs that every face can print in each of their forms."""
    from arabic_reshaper.letters import LETTERS_ARABIC  # type: ignore[import-untyped]  # ships no types

    faces = [frozenset().union(*(fonts.glyphs[name] for name in fonts.chains[face])) for face in Face]
    every = frozenset.intersection(*faces)
    letters = {
        letter
        for letter, forms in LETTERS_ARABIC.items()
        if all(ord(each) in every for each in forms if each)
    }
    return frozenset(letters) | {each for each in _SIGNS if ord(each) in every}


def _is_latin(text: str) -> bool:
    return bool(text) and not any(bidirectional(each) in _TURNED for each in text)


def displayed(line: str, *, latin: bool = False, guest: str = "") -> str:
    """Return one line as its glyphs stand from left to right; in a ``latin`` text Arabic is the guest.

    A ``guest`` is a name within the line: where it has no Arabic letter its signs stay where they were written.
    """
    from bidi.algorithm import get_display  # type: ignore[import-untyped]  # ships no types

    held = line.replace(guest, f"{_EMBED}{guest}{_END}") if _is_latin(guest) else line
    kept = _NUMBER.sub(lambda found: f"{_EMBED}{found[0]}{_END}", held)
    return str(get_display(_reshaper().reshape(kept), base_dir="L" if latin else "R"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RightToLeftGate(TextGate):
    """The gate of a language that is written from right to left.

    Declared substitution beside those of every gate: marks for short vowels are left out. ``letters`` are those that
    every face can print in each of their forms.
    """

    letters: frozenset[str]

    @property
    def right_to_left(self) -> bool:
        """Return that pages are mirrored."""
        return True

    def clean(self, text: str) -> str:
        """Return the text exactly as it will be readable on paper."""
        return TextGate.clean(self, _MARKS.sub("", text))

    def paragraph(
        self, text: str | Iterable[Span], style: ParagraphStyle, face: Face = Face.REGULAR
    ) -> Paragraph:
        """Return one paragraph; several spans become one text in one face."""
        whole = text if isinstance(text, str) else "".join(span.text for span in text)
        return RightToLeftParagraph(self.clean(whole), style, self.fonts, face)

    def paragraphs(self, text: str, style: ParagraphStyle, face: Face = Face.REGULAR) -> list[Paragraph]:
        """Return a text of any length as paragraphs; an empty text gives none."""
        cleaned = chunks(self.clean(text))
        return [RightToLeftParagraph(each, style, self.fonts, face) for each in cleaned]

    def naming(self, text: str, name: str, style: ParagraphStyle) -> list[Paragraph]:
        """Return a short text in which a name stands that may be in other letters."""
        guest = self.clean(name).strip()
        return (
            [RightToLeftParagraph(self.clean(text), style, self.fonts, Face.REGULAR, guest=guest)]
            if text
            else []
        )

    def item(self, text: str, style: ParagraphStyle) -> Paragraph:
        """Return one line of a list, with its bullet on the right."""
        return RightToLeftParagraph(self.clean(text), style, self.fonts, Face.REGULAR, bullet="•")

    def measured(self, line: str, face: Face, size: float) -> float:
        """Return the width in points of a line that is clean, its letters joined."""
        return self.fonts.width(displayed(line), face, size)

    def _visible(self, character: str) -> str:
        if character in self.letters:
            return character
        return TextGate._visible(self, character)  # noqa: SLF001  # a slotted dataclass has no plain super()


def right_to_left_gate(fonts: Fonts) -> RightToLeftGate:
    """Return the gate for Arabic in these fonts."""
    return RightToLeftGate(fonts=fonts, letters=_shapeable(fonts))


class RightToLeftParagraph(TaggedParagraph):
    """A paragraph in one face, set from the right; the style's left indent is that of the leading side.

    A text without any Arabic letter is read from left to right, and stands on the right all the same. Lines are
    broken in reading order, and only then joined and turned: ReportLab's own way leaves the words of an Arabic line
    from left to right and turns the year 2026 into 6202.
    """

    def __init__(
        self,
        text: str,
        style: ParagraphStyle,
        fonts: Fonts,
        face: Face,
        *,
        bullet: str = "",
        guest: str = "",
    ) -> None:
        """Take a text that came through the gate, and the name within it that is a guest in it."""
        super().__init__("", style)
        self._text: Final = text
        self._fonts: Final = fonts
        self._face: Final = face
        self._bullet: Final = bullet
        self._guest: Final = guest
        self._latin: Final = _is_latin(text)
        self.lines: list[str] = []

    def minWidth(self) -> float:  # noqa: N802  # ReportLab's name
        return max(map(self._measure, self._text.split() or [""])) + self.style.leftIndent

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803  # ReportLab's names
        room = aW - self.style.leftIndent - self.style.rightIndent
        self.lines = [line for part in self._text.split("\n") for line in self._broken(part, room)]
        self.width, self.height = aW, len(self.lines) * self.style.leading
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803  # ReportLab's names
        self.wrap(aW, aH)
        fit = int(aH // self.style.leading)
        if fit >= len(self.lines):
            return [self]
        if fit < 1:
            return []
        first, rest = "\n".join(self.lines[:fit]), "\n".join(self.lines[fit:])
        return [
            RightToLeftParagraph(
                first, self.style, self._fonts, self._face, bullet=self._bullet, guest=self._guest
            ),
            RightToLeftParagraph(rest, self.style, self._fonts, self._face, guest=self._guest),
        ]

    def paint(self) -> None:
        style = self.style
        height = self.height - style.fontSize
        if self._bullet:
            wide = self._fonts.width(self._bullet, Face.BOLD, style.bulletFontSize)
            self._line(self._bullet, Face.BOLD, self.width - style.bulletIndent - wide, height)
        for line in self.lines:
            right = self.width - style.leftIndent - self._measure(line)
            left = style.rightIndent if style.alignment == TA_RIGHT else right
            self._line(displayed(line, latin=self._latin, guest=self._guest), self._face, left, height)
            height -= style.leading

    def _line(self, glyphs: str, face: Face, left: float, height: float) -> None:
        text = self.canv.beginText(left, height)
        text.setFillColor(self.style.textColor)
        for name, piece in self._fonts.runs(glyphs, face):
            text.setFont(name, self.style.fontSize)
            text.textOut(piece)
        self.canv.drawText(text)

    def _measure(self, line: str) -> float:
        return self._fonts.width(displayed(line), self._face, self.style.fontSize)

    def _broken(self, part: str, room: float) -> list[str]:
        """Break a text into lines in reading order; a number stays whole where it fits on a line."""
        kept = _NUMBER.sub(lambda found: found[0].replace(" ", "\u00a0"), part)
        lines = [""]
        for word in kept.split(" "):
            longer = f"{lines[-1]} {word}" if lines[-1] else word
            if self._measure(longer) <= room:
                lines[-1] = longer
                continue
            first, *rest = self._cut(word, room)
            lines[len(lines) - (lines[-1] == "") :] = [first, *rest]
        return lines

    def _cut(self, word: str, room: float) -> list[str]:
        """Cut a word that is longer than a line."""
        parts = [""]
        for letter in word:
            if parts[-1] and self._measure(parts[-1] + letter) > room:
                parts.append("")
            parts[-1] += letter
        return parts
