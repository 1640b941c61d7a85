"""The one gate through which every string enters a document: normalise, show, escape, split, chunk."""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from mdt_desk.reports.fonts import Face, Fonts
from mdt_desk.reports.tags import TaggedParagraph
from mdt_desk.usecases.whole import kept_whole

LONGEST_PARAGRAPH: Final = 2_000
"""ReportLab breaks lines in more than linear time; longer texts become several paragraphs."""

LONGEST_IN_LIST: Final = 240
"""A line of a list tells so many characters of a longer text; the whole text stands elsewhere in the document."""

_MOST_LINE_ENDS: Final = 5
_LONGEST_LINE: Final = 500
"""No line of ours takes more characters, however narrow they are."""

_LINE_ENDS: Final = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_FIXED_SPACES: Final = re.compile("[\u2007\u202f]")
_SPACES: Final = re.compile("[\t \x1f\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+")
_WITHOUT_INK: Final = re.compile("[\u00ad\u034f\u200b\u2060\ufe00-\ufe0f\ufeff]")
_ENDED: Final = re.compile("[.?!] ")
_EMPTY_LINES: Final = re.compile("\n{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A piece of text in one face; ``colour`` is a web colour such as ``#555555``."""

    text: str
    face: Face = Face.REGULAR
    colour: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextGate:
    """Turns strings of any origin into what ReportLab can print without changing or losing a letter.

    Declared substitutions: letters and their marks are composed (NFC), any kind of line end becomes one, runs
    of spaces become one space, marks without ink are dropped, a character that no face can print
    as it is meant to be read becomes a visible code such as ``[U+1F600]``, and the space between a number and its
    unit becomes one that no line breaks at.
    """

    fonts: Fonts

    @property
    def right_to_left(self) -> bool:
        """Tell whether pages are mirrored."""
        return False

    def clean(self, text: str) -> str:
        """Return the text exactly as it will be readable on paper."""
        text = unicodedata.normalize("NFC", _WITHOUT_INK.sub("", text))
        text = _LINE_ENDS.sub("\n", text)
        text = _SPACES.sub(" ", _FIXED_SPACES.sub("\u00a0", text))
        text = "\n".join(line.strip(" ") for line in text.split("\n"))
        return kept_whole("".join(map(self._visible, _EMPTY_LINES.sub("\n\n", text).strip("\n"))))

    def markup(self, text: str | Iterable[Span], face: Face = Face.REGULAR) -> str:
        """Return the text as the markup of one paragraph."""
        spans = (Span(text=text, face=face),) if isinstance(text, str) else text
        return "".join(self._markup(span) for span in spans)

    def paragraph(
        self, text: str | Iterable[Span], style: ParagraphStyle, face: Face = Face.REGULAR
    ) -> Paragraph:
        """Return one paragraph of a text known to be short."""
        return TaggedParagraph(self.markup(text, face), style)

    def paragraphs(self, text: str, style: ParagraphStyle, face: Face = Face.REGULAR) -> list[Paragraph]:
        """Return a text of any length as paragraphs; an empty text gives none."""
        return [TaggedParagraph(self._escaped(chunk, face), style) for chunk in chunks(self.clean(text))]

    def naming(self, text: str, name: str, style: ParagraphStyle) -> list[Paragraph]:  # noqa: ARG002  # where letters run the other way it is asked for
        """Return a short text in which a name stands that may be in other letters."""
        return self.paragraphs(text, style)

    def item(self, text: str, style: ParagraphStyle) -> Paragraph:
        """Return one line of a list; the style says how its bullet stands."""
        return TaggedParagraph(self.markup(text), style, bulletText="•")

    def fitted(self, text: str, face: Face, size: float, width: float) -> str:
        """Return the text on one line of a width in points; where it is longer it ends in an ellipsis."""
        line = self.clean(text[:_LONGEST_LINE]).replace("\n", " ")
        if len(text) <= _LONGEST_LINE and self.measured(line, face, size) <= width:
            return line
        low, high = 0, len(line)
        while low < high:
            middle = (low + high + 1) // 2
            if self.measured(line[:middle].rstrip() + "…", face, size) <= width:
                low = middle
            else:
                high = middle - 1
        return line[:low].rstrip() + "…"

    def measured(self, line: str, face: Face, size: float) -> float:
        """Return the width in points of a line that is clean."""
        return self.fonts.width(line, face, size)

    def _visible(self, character: str) -> str:
        if character in "\n " or self.fonts.covers(character):
            return character
        return f"[U+{ord(character):04X}]"

    def _markup(self, span: Span) -> str:
        lead = " " if span.text[:1] == " " else ""
        trail = " " if span.text[-1:] == " " and span.text.strip() else ""
        body = self._escaped(lead + self.clean(span.text) + trail, span.face)
        return f'<font color="{span.colour}">{body}</font>' if span.colour else body

    def _escaped(self, cleaned: str, face: Face) -> str:
        return "".join(
            f'<font name="{name}">{html.escape(piece, quote=False)}</font>'.replace("\n", "<br/>")
            for name, piece in self.fonts.runs(cleaned, face)
        )


def shortened(text: str, longest: int = LONGEST_IN_LIST) -> str:
    """Return a text for a line of a list: where it is longer it ends after a word, with an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return text if text.count("\n") <= _MOST_LINE_ENDS else line
    cut = line.rfind(" ", 0, longest)
    return f"{_before_marks(line, cut if cut > longest // 2 else longest).rstrip(' ,;:.')} …"


def _before_marks(text: str, cut: int) -> str:
    """Return what stands before a place, with no letter cut off from its marks."""
    while cut > 1 and unicodedata.combining(text[cut]):
        cut -= 1
    return text[:cut]


def _between_sentences(text: str, longest: int) -> int:
    """Return the last place in the second half of so many characters where a line or a sentence ends, or 0."""
    ends = [
        text.rfind("\n", longest // 2, longest),
        *(found.end() - 1 for found in _ENDED.finditer(text[:longest])),
    ]
    return max(each for each in (0, *ends) if each == 0 or each > longest // 2)


def chunks(text: str, longest: int = LONGEST_PARAGRAPH) -> Iterator[str]:
    """Cut a cleaned text into pieces of at most ``longest`` characters, if possible between sentences, or words."""
    while len(text) > longest:
        cut = _between_sentences(text, longest) or text.rfind(" ", 0, longest)
        if cut <= 0:
            cut = len(_before_marks(text, longest))
        yield text[:cut].strip("\n ")
        text = text[cut:].strip("\n ")
    if text:
        yield text
