"""What ReportLab lacks: the start of a part, a figure kept once, a box that may break over pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable, Table, TableStyle

from mdt_desk.reports.canvas import house_canvas
from mdt_desk.reports.fonts import HOUSE_FONT
from mdt_desk.reports.style import INK


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


class Start(Flowable):
    """The place where a part begins; later pages repeat ``continued`` and the patient."""

    def __init__(
        self, *, key: str, outline: str, continued: str = "", patient: Identity | None = None
    ) -> None:
        """Begin a part; ``outline`` is its bookmark and holds no identity."""
        super().__init__()
        self.key: Final = key
        self.outline: Final = outline
        self.continued: Final = continued
        self.patient: Final = patient
        self.keepWithNext = 1

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803  # ReportLab's names
        return 0, 0

    def draw(self) -> None:
        _, top = self.canv.absolutePosition(0, 0)
        self.canv.bookmarkPage(self.key, fit="XYZ", left=0, top=top + 8, zoom=0)
        self.canv.addOutlineEntry(self.outline, self.key, level=0)


class Figure(Flowable):
    """A picture of the renderer, held once by the document however often it is shown."""

    def __init__(self, name: str, content: bytes, width: float, height: float) -> None:
        """Show the PDF ``content`` at a size in points; one ``name`` is one picture."""
        super().__init__()
        self.name: Final = name
        self.content: Final = content
        self.width = width
        self.height = height

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803  # ReportLab's names
        return self.width, self.height

    def draw(self) -> None:
        house_canvas(self.canv).show_figure(self.name, self.content, (self.width, self.height))


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


def grid(
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[float | None],
    commands: Sequence[Command] = (),
    *,
    heads: int = 0,
    breaks_in_row: bool = True,
) -> Table:
    """Return a table without lines or padding but those of ``commands``; ``heads`` rows are repeated."""
    return Table(
        [list(row) for row in rows],
        colWidths=list(widths),
        style=TableStyle([*_BARE, *commands]),
        repeatRows=heads,
        splitInRow=int(breaks_in_row),
    )


def columns_of(cells: Sequence[Cell], widths: Sequence[float], *, gap: float = 0) -> Table:
    """Return flowables side by side; ``gap`` points stand between the columns."""
    return grid([cells], widths, [("RIGHTPADDING", (0, 0), (-2, -1), gap)])


def boxed(
    rows: Sequence[Cell],
    width: float,
    *,
    edge: Color = INK,
    weight: float = 1.0,
    fill: Color | None = None,
    padding: float = 7,
) -> Table:
    """Return rows in a frame that is closed on each page it breaks over."""
    commands: list[Command] = [
        ("BOX", (0, 0), (-1, -1), weight, edge),
        ("LEFTPADDING", (0, 0), (-1, -1), padding),
        ("RIGHTPADDING", (0, 0), (-1, -1), padding),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
        ("TOPPADDING", (0, 0), (-1, 0), padding - 2),
        ("BOTTOMPADDING", (0, -1), (-1, -1), padding),
    ]
    if fill is not None:
        commands.append(("BACKGROUND", (0, 0), (-1, -1), fill))
    return grid([[row] for row in rows], [width], commands)
