"""A document of the house: pages laid out from a story, each with its header and footer."""

import io
from typing import Final

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from mdt_desk.reports.assemble import assemble
from mdt_desk.reports.breaking import Led
from mdt_desk.reports.canvas import HouseCanvas, Pen, house_canvas
from mdt_desk.reports.flowables import Start
from mdt_desk.reports.fonts import Face
from mdt_desk.reports.furniture import (
    FOOTER_FORM,
    Furniture,
    Setup,
    define_shared,
    draw_continued,
    draw_header,
    draw_page_number,
    fitted,
)
from mdt_desk.reports.release import Made
from mdt_desk.reports.style import PAGE_HEIGHT, PAGE_WIDTH
from mdt_desk.reports.text import TextGate

_TOLERANCE: Final = 0.5


class HouseDocument(BaseDocTemplate):
    """A document in the house style; one instance makes one PDF."""

    def __init__(self, furniture: Furniture, gate: TextGate, setup: Setup | None = None) -> None:
        """Prepare A4 pages; nothing is laid out before `make`."""
        self._buffer = io.BytesIO()
        self._furniture = furniture
        self._gate = gate
        self._setup = fitted(setup or Setup(), furniture, gate)
        self._part: Start | None = None
        self._continued: Start | None = None
        self._begun: list[Start] = []
        self._expected: list[tuple[str, ...]] = []
        super().__init__(
            self._buffer,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            title=gate.clean(furniture.title),
            author=gate.clean(furniture.author),
            lang=furniture.language,
            displayDocTitle=1,
            invariant=1,
            pageCompression=0,  # pikepdf compresses what it writes
            initialFontName=gate.fonts.name(Face.REGULAR),
            keepTogetherClass=Led,
        )
        height = PAGE_HEIGHT - self._setup.top - self._setup.bottom
        frame = Frame(self._setup.margin, self._setup.bottom, self._setup.width, height, 0, 0, 0, 0)
        self.addPageTemplates(PageTemplate(frames=[frame], onPage=self._begin_page, onPageEnd=self._end_page))

    def make(self, story: list[Flowable]) -> Made:
        """Lay the story out and return the finished PDF with what must be readable on each page."""
        self.build(story, canvasmaker=HouseCanvas)
        figures = house_canvas(self.canv).figures
        content = assemble(
            self._buffer.getvalue(),
            figures,
            self._furniture.made_at,
            house_canvas(self.canv).structure.root,
            self._furniture.language,
        )
        return Made(content=content, expected=tuple(self._expected))

    def handle_documentBegin(self) -> None:  # noqa: N802  # ReportLab's name
        """Let the canvas draw what all pages share."""
        super().handle_documentBegin()
        house_canvas(self.canv).draw_shared = self._define_shared

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802  # ReportLab's name
        """Notice whose pages begin here."""
        if isinstance(flowable, Start):
            self._part = flowable
            self._begun.append(flowable)
            if flowable.top >= PAGE_HEIGHT - self._setup.top - _TOLERANCE:
                self._continued = flowable if flowable.at_once else None

    def _define_shared(self, canvas: HouseCanvas, pages: int) -> None:
        define_shared(Pen(canvas=canvas, gate=self._gate), self._furniture, self._setup, pages)

    def _begin_page(self, canvas: Canvas, document: BaseDocTemplate) -> None:  # noqa: ARG002  # a callback
        self._continued = self._part
        self._begun.clear()

    def _end_page(self, canvas: Canvas, document: BaseDocTemplate) -> None:  # noqa: ARG002  # a callback
        pen = Pen(canvas=house_canvas(canvas), gate=self._gate)
        if self._setup.header:
            draw_header(pen, self._furniture)
        if self._setup.header and self._continued is not None:
            draw_continued(pen, self._continued)
        canvas.doForm(FOOTER_FORM)
        draw_page_number(pen, self._furniture, self._setup, canvas.getPageNumber())
        self._expect()

    def _expect(self) -> None:
        words = [self._furniture.status, self._furniture.number]
        for part in (self._continued, *self._begun):
            if part is not None and part.patient is not None:
                words += [part.patient.number, part.patient.born]
        self._expected.append(tuple(self._gate.clean(each) for each in words))
