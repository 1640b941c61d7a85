"""The audit overview of one patient: who saw or changed what, when, where, and with what result."""

from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from mdt_desk.reports.flowables import LISTED, Cell, Start, grid
from mdt_desk.reports.fonts import Face
from mdt_desk.reports.press import Press
from mdt_desk.reports.style import TEXT_WIDTH
from mdt_desk.usecases.ports import AuditLine, AuditOrder

_COLUMNS = {
    "when": 25 * mm,
    "who": 31 * mm,
    "role": 22 * mm,
    "where": 24 * mm,
    "what": 24 * mm,
    "object": 28 * mm,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """Lays out the overview."""

    press: Press
    order: AuditOrder

    def story(self) -> list[Flowable]:
        """Return whose record it is, the period, and a line for each event."""
        press, order = self.press, self.order
        identity = press.identity_of(order.case)
        count = press.say("audit.events", count=len(order.lines))
        period = press.say(
            "audit.period",
            start=press.wording.day(order.first),
            end=press.wording.day(order.last),
            count=count,
        )
        return [
            Start(
                key="audit",
                outline=press.say("audit.name"),
                continued=press.say("audit.continued"),
                patient=identity,
                at_once=True,
            ),
            *press.gate.paragraphs(press.say("audit.title"), press.styles.title, Face.BOLD),
            *press.gate.paragraphs(identity.line, press.styles.lead, Face.BOLD),
            Spacer(0, 4),
            *press.body(period),
            *press.small(press.say("audit.lead")),
            Spacer(0, 6),
            *([self._table()] if order.lines else press.body(press.say("audit.nothing"))),
        ]

    def _table(self) -> Flowable:
        press = self.press
        names = (*_COLUMNS, "result")
        heads: list[Cell] = [
            press.gate.paragraphs(press.say(f"audit.head.{name}"), press.styles.small, Face.BOLD)
            for name in names
        ]
        widths = [*_COLUMNS.values(), TEXT_WIDTH - sum(_COLUMNS.values())]
        rows: list[list[Cell]] = [heads, *(self._line(each) for each in self.order.lines)]
        return grid(rows, widths, [*LISTED, ("RIGHTPADDING", (0, 0), (-1, -1), 5)], heads=1)

    def _line(self, line: AuditLine) -> list[Cell]:
        press = self.press
        said = (line.who, line.role, line.where, line.what, line.object, line.result)
        return [press.small(press.wording.moment(line.when)), *(press.small(each) for each in said)]
