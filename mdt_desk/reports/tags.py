"""The structure of a document for who cannot see its pages: heading, text, table, figure, or mere decoration."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph
from reportlab.platypus.paraparser import ParaFrag

from mdt_desk.reports.fragments import fragments

if TYPE_CHECKING:
    import pikepdf

_ARTIFACT: Final = "/Artifact BMC"


class Tag(StrEnum):
    """Kinds of structure elements, by their names in a PDF."""

    DOCUMENT = "Document"
    TITLE = "H1"
    HEADING = "H2"
    TEXT = "P"
    FIGURE = "Figure"
    TABLE = "Table"
    ROW = "TR"
    HEAD = "TH"
    CELL = "TD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A piece of a page that belongs to an element; pages count from 1, numbers from 0 on each page."""

    page: int
    number: int


@dataclass(slots=True, eq=False, kw_only=True)
class Element:
    """One element; it grows while the document is drawn."""

    tag: Tag
    alt: str = ""
    kids: "list[Element | Mark]" = field(default_factory=list)
    placed: bool = False


class Structure:
    """The elements of one document in reading order."""

    def __init__(self) -> None:
        """Begin with an empty document."""
        self.root: Final = Element(tag=Tag.DOCUMENT)
        self._open = [self.root]
        self._numbers: dict[int, int] = {}
        self.muted = 0

    def place(self, element: Element) -> None:
        """Put an element below the one that is open, unless it has its place already."""
        if not element.placed:
            element.placed = True
            self._open[-1].kids.append(element)

    @contextmanager
    def inside(self, element: Element) -> Iterator[None]:
        """Let what is drawn now belong to an element."""
        self.place(element)
        self._open.append(element)
        try:
            yield
        finally:
            self._open.pop()

    def enter(self, element: Element) -> None:
        self.place(element)
        self._open.append(element)

    def leave(self) -> None:
        self._open.pop()

    def mark(self, element: Element, page: int) -> int:
        """Return the number of a new piece of the page that belongs to an element."""
        self.place(element)
        number = self._numbers.get(page, 0)
        self._numbers[page] = number + 1
        element.kids.append(Mark(page=page, number=number))
        return number


class TaggedCanvas(Canvas):
    """A canvas on which whatever nobody marked is an artifact."""

    _code: list[str]
    _formData: object  # noqa: N815  # ReportLab's name

    @cached_property
    def structure(self) -> Structure:
        """Return the structure of what was drawn so far."""
        return Structure()

    @contextmanager
    def marked(self, element: Element) -> Iterator[None]:
        """Let what is drawn now be the content of an element; inside a form it stays unmarked."""
        if self.structure.muted or self._formData:
            yield
            return
        number = self.structure.mark(element, self.getPageNumber())
        self._code += ["EMC", f"/{element.tag.value} <</MCID {number}>> BDC"]
        yield
        self._code += ["EMC", _ARTIFACT]

    @contextmanager
    def decorating(self) -> Iterator[None]:
        """Let what is drawn now be decoration, whatever it is."""
        self.structure.muted += 1
        try:
            yield
        finally:
            self.structure.muted -= 1

    def showPage(self) -> None:  # noqa: N802  # ReportLab's name
        """Close the page; what stands between the marks is decoration."""
        self._code.insert(0, _ARTIFACT)
        self._code.append("EMC")
        super().showPage()


class TaggedParagraph(Paragraph):
    """A paragraph that says what it is; its parts on several pages are one element."""

    element: Element | None = None
    _wrapped: tuple[float, tuple[float, float]] | None = None

    def __init__(
        self,
        text: str,
        style: ParagraphStyle,
        bulletText: str | None = None,  # noqa: N803  # ReportLab's name
        frags: list[ParaFrag] | None = None,
    ) -> None:
        """Read the markup of the text gate; ReportLab itself makes the parts of a paragraph it has split."""
        own = fragments(text, style) if text and frags is None else frags
        super().__init__(text, style, bulletText, own)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803  # ReportLab's names
        """Break the lines once for a width: tables ask for the same width several times."""
        forgotten = not hasattr(self, "blPara")  # ReportLab drops the lines where splitting came to nothing
        if forgotten or self._wrapped is None or self._wrapped[0] != availWidth:
            self._wrapped = (availWidth, super().wrap(availWidth, availHeight))
        return self._wrapped[1]

    @property
    def tag(self) -> Tag:
        """Return what the paragraph is, by the name of its style."""
        return {"title": Tag.TITLE, "name": Tag.TITLE, "heading": Tag.HEADING}.get(self.style.name, Tag.TEXT)

    def split(self, availWidth: float, availHeight: float) -> list[Any]:  # noqa: N803  # ReportLab's names
        parts: list[Any] = super().split(availWidth, availHeight)
        if len(parts) > 1:
            self.element = self.element or Element(tag=self.tag)
            for part in parts:
                part.element = self.element
        return parts

    def draw(self) -> None:
        if not isinstance(self.canv, TaggedCanvas):
            self.paint()
            return
        self.element = self.element or Element(tag=self.tag)
        with self.canv.marked(self.element):
            self.paint()

    def paint(self) -> None:
        """Draw the letters; a paragraph that is set otherwise overrides this."""
        super().draw()


def write_structure(document: "pikepdf.Pdf", root: Element, language: str) -> None:
    """Give a finished PDF the structure that was noted while it was drawn."""
    import pikepdf

    parents: dict[int, dict[int, pikepdf.Object]] = {}

    def built(element: Element, parent: pikepdf.Object) -> pikepdf.Object:
        made = document.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.StructElem, S=pikepdf.Name(f"/{element.tag.value}"), P=parent
            )
        )
        if element.alt:
            made.Alt = pikepdf.String(element.alt)
        if element.tag is Tag.HEAD:
            made.A = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Column)
        made.K = pikepdf.Array([kid_of(kid, made) for kid in element.kids])
        return made

    def kid_of(kid: Element | Mark, parent: pikepdf.Object) -> pikepdf.Object:
        if isinstance(kid, Element):
            return built(kid, parent)
        parents.setdefault(kid.page, {})[kid.number] = parent
        page = document.pages[kid.page - 1]
        return pikepdf.Dictionary(Type=pikepdf.Name.MCR, Pg=page.obj, MCID=kid.number)

    tree = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    tree.K = built(root, tree)
    numbers: list[Any] = []
    for number, page in enumerate(document.pages):
        owners = parents.get(number + 1, {})
        page.obj.StructParents = number
        page.obj.Tabs = pikepdf.Name.S
        numbers += [
            number,
            document.make_indirect(pikepdf.Array([owners[each] for each in range(len(owners))])),
        ]
    tree.ParentTree = document.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(numbers)))
    tree.ParentTreeNextKey = len(document.pages)
    document.Root.StructTreeRoot = tree
    document.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
    document.Root.Lang = pikepdf.String(language)
