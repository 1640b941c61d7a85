"""What ReportLab lacks: the start of a part, a figure kept once, a box that may break over pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable, Table, TableStyle

from mdt_desk.reports.canvas import house_canvas
from mdt_desk.reports.fonts import HOUSE_FONT
from mdt_desk.reports.style import INK, PAGE_HEIGHT, RULE
from mdt_desk.reports.tags import Element, Structure, Tag, TaggedCanvas


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Two identifiers of a patient, and the name."""

    number: str
    born: str
    name: str

    @property
    def line(self) -> str:
        """Return them on one line: what tells two patients apart comes first, a long name last."""
        return f"{self.number}  ·  {self.born}  ·  {self.name}"


_LONG_ROW: Final = 90.0
_LEAST_PART: Final = 42
_BELOW_BAND: Final = 6.0
"""Room between the repeated line and what begins below it."""

_HOLE: Final = 100.0
"""Rather than to leave so many points of a page empty, a long row is cut."""

_TWO: Final = 2
_HAIR: Final = 0.01


class Start(Flowable):
    """The place where a part begins; later pages repeat ``continued`` and the patient.

    ``top`` is where it was drawn, in points from the lower edge of the page.
    """

    def __init__(
        self,
        *,
        key: str,
        outline: str,
        continued: str = "",
        patient: Identity | None = None,
        at_once: bool = False,
    ) -> None:
        """Begin a part; ``outline`` is its bookmark and holds no identity.

        With ``at_once`` the page on which it begins carries the repeated line too.
        """
        super().__init__()
        self.key: Final = key
        self.outline: Final = outline
        self.continued: Final = continued
        self.patient: Final = patient
        self.at_once: Final = at_once
        self._room: Final = _BELOW_BAND if at_once else 0.0
        self.top = 0.0
        self.keepWithNext = 1

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803  # ReportLab's names
        return 0, self._room

    def draw(self) -> None:
        self.top = self.canv.absolutePosition(0, 0)[1] + self._room
        self.canv.bookmarkPage(self.key, fit="XYZ", left=0, top=self.top + 8, zoom=0)
        self.canv.addOutlineEntry(self.outline, self.key, level=0)


class Figure(Flowable):
    """A picture of the renderer, held once by the document however often and at whatever size it is shown."""

    def __init__(
        self, name: str, content: bytes, size: tuple[float, float], scale: float = 1, alt: str = ""
    ) -> None:
        """Show the PDF ``content`` of a size in points, enlarged by ``scale``; one ``name`` is one picture.

        ``alt`` says what the picture shows.
        """
        super().__init__()
        self.name: Final = name
        self.content: Final = content
        self._size: Final = size
        self._scale: Final = scale
        self._alt: Final = alt
        self.width, self.height = size[0] * scale, size[1] * scale

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803  # ReportLab's names
        return self.width, self.height

    def draw(self) -> None:
        canvas = house_canvas(self.canv)
        with canvas.marked(Element(tag=Tag.FIGURE, alt=self._alt)):
            canvas.scale(self._scale, self._scale)
            canvas.show_figure(self.name, self.content, self._size)


Command = tuple[str, tuple[int, int], tuple[int, int], *tuple[Any, ...]]
"""One line of a table's style, as ReportLab reads it: what, from cell, to cell, how."""

Cell = Sequence[Flowable] | Flowable | None

_BARE: Final[tuple[Command, ...]] = (
    ("FONTNAME", (0, 0), (-1, -1), HOUSE_FONT),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
)


LISTED: Final[tuple[Command, ...]] = (
    ("LINEABOVE", (0, 0), (-1, 0), 0.8, INK),
    ("LINEBELOW", (0, 0), (-1, -1), 0.3, RULE),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
)
"""Rows between thin lines, under a strong one."""


class Grid(Table):
    """A table that cuts a row over two pages only when the row is long, and then not just below its first line.

    A ``frame``, of a weight and a colour, is closed on each page: where a row is cut, ReportLab leaves a box open.
    No row stands alone above or below the end of a page, unless rows are so high that half a page would stay empty.
    """

    _width: float
    _height: float
    _rowHeights: list[float]  # noqa: N815  # ReportLab's name, which its stubs leave out
    _renderCB: Any  # noqa: N815  # ReportLab's name
    _splitRows: Any  # noqa: N815  # the same
    repeatRows: int  # noqa: N815  # ReportLab's name
    element: Element | None = None
    continued = False
    frame: tuple[float, Color] | None = None

    @property
    def body(self) -> int:
        """Return how many rows stand below the head."""
        return len(self._rowHeights) - self.repeatRows

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803  # ReportLab's names
        self.wrap(availWidth, availHeight)
        used, crossing = 0.0, 0.0
        for crossing in self._rowHeights:
            used += crossing
            if used > availHeight:
                break
        hole = availHeight - used + crossing
        self.splitInRow = _LEAST_PART if crossing > _LONG_ROW and hole > _HOLE else 0
        parts = []
        if self.splitInRow:
            almost = availHeight - _LEAST_PART  # where all but a line or two has room, more goes on below
            parts = self._splitRows(availHeight, doInRowSplit=1) or self._splitRows(almost, doInRowSplit=1)
        parts = parts or super().split(availWidth, availHeight)
        if not parts and self.splitInRow and crossing > PAGE_HEIGHT / 2:
            self.splitInRow = 1
            parts = super().split(availWidth, availHeight)
        parts = self._accompanied(parts, availWidth, availHeight)
        for number, part in enumerate(parts):
            if isinstance(part, Grid):
                self.element = part.element = self.element or Element(tag=Tag.TABLE)
                part.continued = self.continued or number > 0
                part.frame = self.frame
        return parts

    def _accompanied(self, parts: list[Flowable], width: float, height: float) -> list[Flowable]:
        """Return parts without a lone row; none where the whole table had better begin on the next page."""
        counts = [part.body for part in parts if isinstance(part, Grid)]
        if len(counts) != _TWO or sum(counts) > self.body:
            return parts  # it stays in one piece, or a long row is cut and shows on both pages
        above, below = counts
        if min(above, below) >= _TWO:
            return parts
        if above > _TWO:
            self.splitInRow = 0
            rows = self.repeatRows + above - 1
            return super().split(width, sum(self._rowHeights[:rows]) + _HAIR)
        return [] if height < PAGE_HEIGHT / 2 else parts

    def draw(self) -> None:
        """Draw the table; one with a head is a table to a screen reader too, any other only puts things in place."""
        if self.repeatRows and isinstance(self.canv, TaggedCanvas):
            structure = self.canv.structure
            self.element = self.element or Element(tag=Tag.TABLE)
            self._renderCB = _TableTags(structure, self.repeatRows, continued=self.continued)
            with structure.inside(self.element):
                super().draw()
        else:
            super().draw()
        if self.frame:
            weight, colour = self.frame
            self.canv.setLineWidth(weight)
            self.canv.setStrokeColor(colour)
            self.canv.rect(0, 0, self._width, self._height)


class _TableTags:
    """Notes rows and cells while ReportLab draws them; a head that is repeated on a later page is decoration."""

    def __init__(self, structure: Structure, heads: int, *, continued: bool) -> None:
        self._structure = structure
        self._heads = heads
        self._continued = continued
        self._row = 0

    def __call__(self, _table: Table, event: str, *where: Any) -> None:  # noqa: ANN401  # ReportLab's values
        repeated = self._continued and self._row < self._heads
        match event:
            case "startRow":
                self._row = where[0]
                if self._continued and self._row < self._heads:
                    self._structure.muted += 1
                else:
                    self._structure.enter(Element(tag=Tag.ROW))
            case "endRow" if repeated:
                self._structure.muted -= 1
            case "startCell" if not repeated:
                self._structure.enter(Element(tag=Tag.HEAD if self._row < self._heads else Tag.CELL))
            case "endCell" | "endRow" if not repeated:
                self._structure.leave()


def grid(
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[float | None],
    commands: Sequence[Command] = (),
    *,
    heads: int = 0,
) -> Grid:
    """Return a table without lines or padding but those of ``commands``; ``heads`` rows are repeated."""
    return Grid(
        [list(row) for row in rows],
        colWidths=list(widths),
        style=TableStyle([*_BARE, *commands]),
        repeatRows=heads,
        splitInRow=1,
    )


def columns_of(cells: Sequence[Cell], widths: Sequence[float], *, gap: float = 0) -> Table:
    """Return flowables side by side; ``gap`` points stand between the columns."""
    return grid([cells], widths, [("RIGHTPADDING", (0, 0), (-2, -1), gap)])


def balanced(
    parts: Sequence[Flowable], width: float, *, gap: float, count: int = 2, mirrored: bool = False
) -> Table:
    """Return flowables in columns of about the same height, each `column_width` points wide.

    The first column is on the left, on a mirrored page on the right.
    A flowable that keeps with the next, a heading say, never ends a column.
    """
    column = column_width(width, gap, count)
    units = _units(parts)
    heights = [sum(part.wrap(column, PAGE_HEIGHT * 9)[1] for part in unit) for unit in units]
    cells: list[list[Flowable]] = [[]]
    target, used = sum(heights) / count, 0.0
    for unit, height in zip(units, heights, strict=True):
        if cells[-1] and used + height / 2 > target * len(cells) and len(cells) < count:
            cells.append([])
        cells[-1].extend(unit)
        used += height
    cells += [[] for _ in range(count - len(cells))]
    if mirrored:
        cells.reverse()
    return columns_of(cells, [*[column + gap] * (count - 1), column], gap=gap)


def _units(parts: Sequence[Flowable]) -> list[list[Flowable]]:
    """Return flowables in groups that stay together."""
    units: list[list[Flowable]] = []
    for part in parts:
        if units and bool(getattr(units[-1][-1], "keepWithNext", False)):
            units[-1].append(part)
        else:
            units.append([part])
    return units


def column_width(width: float, gap: float, count: int = 2) -> float:
    """Return the width of one of several equal columns."""
    return (width - gap * (count - 1)) / count


def boxed(
    rows: Sequence[Cell],
    width: float,
    *,
    edge: Color = INK,
    weight: float = 1.0,
    padding: float = 7,
) -> Grid:
    """Return rows in a frame that is closed on each page it breaks over."""
    commands: list[Command] = [
        ("LEFTPADDING", (0, 0), (-1, -1), padding),
        ("RIGHTPADDING", (0, 0), (-1, -1), padding),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
        ("TOPPADDING", (0, 0), (-1, 0), padding - 2),
        ("BOTTOMPADDING", (0, -1), (-1, -1), padding),
    ]
    box = grid([[row] for row in rows], [width], commands)
    box.frame = (weight, edge)
    return box
