"""Minutes for a word processor: real headings and tables, a header that repeats whose case it is."""

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from mdt_desk.reports.curves import CurveRenderer, Format, Surface
from mdt_desk.reports.furniture import Furniture
from mdt_desk.reports.record import Block, Field, Heading, Listing, Rows, Survival, plain
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.whole import kept_whole

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.text.paragraph import Paragraph

_MARGIN_CM: Final = 1.8
_FONT: Final = "Arial"
"""On every computer that has a word processor."""

_TEXT_CM: Final = 21 - 2 * _MARGIN_CM
_WHOLE_ROW: Final = 400
"""A row without a text of so many characters stays on one page."""

_DAY: Final = re.compile(r"\b(\d{1,2}) ([^\W\d_]{3}) (\d{4})\b")
_FIGURE_CM: Final = 9.0
_FIGURE_PIXELS: Final = 1100
_LANGUAGES: Final = {"nl": "nl-NL", "en": "en-GB"}
_OLDEST_IN_ZIP: Final = 1980


def docx_bytes(
    blocks: Iterable[Block], furniture: Furniture, curves: CurveRenderer, words: Words, alt: str
) -> bytes:
    """Return the document; the same input gives the same bytes.

    Args:
        blocks: what it says.
        furniture: what stands on every page, and the metadata.
        curves: draws the survival figure.
        words: the language of the figure.
        alt: what the figure shows, with ``{classes}``.

    """
    import docx

    document = docx.Document()
    writer = _Writer(document, furniture, curves, words, alt)
    writer.prepare()
    for block in blocks:
        writer.write(block)
    out = io.BytesIO()
    document.save(out)
    return _settled(out.getvalue(), furniture.made_at)


class _Writer:
    """Writes blocks into a document."""

    def __init__(
        self, document: "Document", furniture: Furniture, curves: CurveRenderer, words: Words, alt: str
    ) -> None:
        self._document = document
        self._furniture = furniture
        self._curves = curves
        self._words = words
        self._alt = alt

    def prepare(self) -> None:
        """Set page, type, language, metadata, header and footer."""
        from docx.oxml.ns import qn
        from docx.shared import Cm, Pt

        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(section, side, Cm(_MARGIN_CM))
        normal = self._document.styles["Normal"]
        normal.font.size = Pt(9.5)
        for name in ("Normal", "Heading 1", "Heading 2"):
            fonts = self._document.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
            for script in ("w:ascii", "w:hAnsi", "w:cs"):
                fonts.set(qn(script), _FONT)
            for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                fonts.attrib.pop(qn(theme), None)
        normal.paragraph_format.space_after = Pt(3)
        spoken = normal.element.get_or_add_rPr().makeelement(
            qn("w:lang"), {qn("w:val"): _LANGUAGES[self._furniture.language]}
        )
        normal.element.get_or_add_rPr().append(spoken)
        self._metadata()
        self._header(section, "")
        self._footer(section)

    def write(self, block: Block) -> None:
        match block:
            case Heading():
                self._heading(block)
            case Field():
                self._field(block)
            case Listing():
                self._listing(block)
            case Rows():
                self._rows(block)
            case Survival():
                self._survival(block)

    def _metadata(self) -> None:
        properties, made = self._document.core_properties, self._furniture.made_at.astimezone(UTC)
        properties.title = plain(self._furniture.title)
        properties.author = properties.last_modified_by = plain(self._furniture.author)
        properties.language = _LANGUAGES[self._furniture.language]
        properties.comments = properties.subject = properties.keywords = ""
        properties.created = properties.modified = made.replace(tzinfo=None, microsecond=0)
        properties.revision = 1

    def _heading(self, block: Heading) -> None:
        from docx.enum.section import WD_SECTION

        if block.case:
            section = self._document.add_section(WD_SECTION.NEW_PAGE)
            section.header.is_linked_to_previous = False
            self._header(section, block.case)
        self._document.add_heading(_shown(block.text), block.level)

    def _header(self, section: "Section", case: str) -> None:
        furniture, head = self._furniture, section.header.paragraphs[0]
        head.text = "  ·  ".join(
            map(_shown, filter(None, (furniture.title, furniture.mark, furniture.owner)))
        )
        if case:
            section.header.add_paragraph().add_run(_shown(case)).bold = True

    def _footer(self, section: "Section") -> None:
        furniture, foot = self._furniture, section.footer.paragraphs[0]
        self._small(foot, f"{furniture.status}. ", bold=True)
        self._small(foot, " ".join(furniture.notes))
        last = section.footer.add_paragraph()
        self._small(last, " · ".join(filter(None, (furniture.number, furniture.rules))) + " · ")
        before, _, after = furniture.page.partition("{page}")
        self._small(last, before)
        self._counted(last, "PAGE")
        self._small(last, f"{after} ")
        self._counted(last, "NUMPAGES")

    def _small(self, paragraph: "Paragraph", text: str, *, bold: bool = False) -> None:
        from docx.shared import Pt

        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        run = paragraph.add_run(f"{before}{_shown(text)}{after}")
        run.font.size, run.bold = Pt(7), bold

    def _counted(self, paragraph: "Paragraph", what: str) -> None:
        """Put in a number that the word processor counts, each part in a run: it takes its size from the first."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn
        from docx.shared import Pt

        for kind in ("begin", "", "end"):
            run = paragraph.add_run()
            run.font.size = Pt(7)
            part = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                part.set(qn("w:fldCharType"), kind)
            else:
                part.text = what
            run._r.append(part)  # noqa: SLF001  # python-docx has no fields; its element is the documented way

    def _field(self, block: Field) -> None:
        paragraph = self._document.add_paragraph()
        if block.label:
            paragraph.add_run(f"{_shown(block.label)}: ").bold = True
        paragraph.add_run(_shown(block.text))

    def _listing(self, block: Listing) -> None:
        if block.label:
            above = self._document.add_paragraph()
            above.paragraph_format.keep_with_next = True
            above.add_run(f"{_shown(block.label)}:").bold = True
        accompanied = {1, len(block.lines) - 1}  # no line stands alone on a page
        for number, line in enumerate(block.lines, 1):
            text = f"{number}. {_shown(line)}" if block.numbered else _shown(line)
            made = self._document.add_paragraph(text, style=None if block.numbered else "List Bullet")
            made.paragraph_format.keep_with_next = number < len(block.lines) and number in accompanied

    def _rows(self, block: Rows) -> None:
        from docx.oxml import OxmlElement
        from docx.shared import Cm

        rows = [block.heads, *block.rows] if block.heads else list(block.rows)
        table = self._document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
        widths = [Cm(_TEXT_CM * share) for share in block.shares]
        accompanied = {0, 1, len(rows) - 2} - {len(rows) - 1}  # no row stands alone on a page
        for number, row in enumerate(rows):
            made = table.add_row()
            for cell, text, width in zip(made.cells, row, widths, strict=True):
                cell.width = width  # Word reads the cells, others the columns
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.keep_with_next = number in accompanied
                paragraph.add_run(_shown(text)).bold = bool(block.heads) and number == 0
            marks = made._tr.get_or_add_trPr()  # noqa: SLF001  # the same
            if max(map(len, row)) < _WHOLE_ROW:
                marks.append(OxmlElement("w:cantSplit"))
            if block.heads and number == 0:
                marks.append(OxmlElement("w:tblHeader"))
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        self._document.add_paragraph()

    def _survival(self, block: Survival) -> None:
        from docx.shared import Cm

        picture = self._curves.render(
            block.classes, Surface.PAPER, self._words, Format.PNG, width=_FIGURE_PIXELS
        )
        shape = self._document.add_picture(io.BytesIO(picture), width=Cm(_FIGURE_CM))
        alt = self._alt.format(classes=", ".join(map(str, sorted(block.classes))))
        shape._inline.docPr.set("descr", plain(alt))  # noqa: SLF001  # the same


def _shown(text: str) -> str:
    """Return a text as a word processor shows it: no line breaks within a day or between a number and its unit."""
    return kept_whole(_DAY.sub("\\1\u00a0\\2\u00a0\\3", plain(text)))


def _settled(content: bytes, made_at: datetime) -> bytes:
    """Return the archive with one date on all its parts."""
    moment = made_at.astimezone(UTC)
    stamp = (max(moment.year, _OLDEST_IN_ZIP), moment.month, moment.day, moment.hour, moment.minute, 0)
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.infolist():
            entry: Any = zipfile.ZipInfo(part.filename, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(part.filename))
    return out.getvalue()
