"""A national number: which kind, and its digits; taken together when both are there."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mdt_desk.domain.case import IdSystem
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.ui.look import Look
from mdt_desk.ui.widgets.answer import not_entered
from mdt_desk.ui.widgets.choice import options_of
from mdt_desk.ui.widgets.fields import Line
from mdt_desk.ui.widgets.segments import Segments


class IdentityField(QWidget):
    """Signals ``chosen`` with the pair of `IdSystem` (or UNKNOWN) and the digits as typed."""

    chosen = Signal(object)

    def __init__(self, look: Look, name: str, description: str = "") -> None:
        """Ask for a number; ``name`` is what is asked."""
        super().__init__()
        self._system: object = UNKNOWN
        kind = f"{name}, {look.text('part.national_id.system')}"
        self._kind = Segments((*options_of(look, IdSystem), not_entered(look)), kind, description)
        self._line = Line(f"{name}, {look.text('part.national_id.value')}", description)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.tokens.space.small)
        row.addWidget(self._kind)
        row.addWidget(self._line, 1)
        self.setFocusProxy(self._kind)
        self._kind.chosen.connect(self._choose)
        self._line.typing.finished.connect(lambda text: self.chosen.emit((self._system, text)))

    def show_value(self, system: object, digits: str, *, problem: bool = False) -> None:
        """Show kind and digits without reporting them."""
        self._system = system
        self._kind.show_value(system)
        self._line.show_text(digits, problem=problem)

    def _choose(self, system: object) -> None:
        self._system = system
        self.chosen.emit((system, self._line.text()))
