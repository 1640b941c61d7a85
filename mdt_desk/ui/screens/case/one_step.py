"""The search for what to find out first, on the desk: a step at a time, with a breath in between."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer

from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case
from mdt_desk.domain.worth import Weighing, step
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.work import Failed, Outcome

_BREATH_MS: Final = 40
"""Between two steps: what was typed meanwhile is assessed first, and a window that closes need not wait."""

Answer = Callable[[Weighing | None], None]


class OneStep(QObject):
    """Takes a search further only while somebody can see what it finds; `resume` when that is so again."""

    def __init__(self, desk: Desk, seen: Callable[[], bool], parent: QObject) -> None:
        """Ask ``seen`` before each step."""
        super().__init__(parent)
        self._desk = desk
        self._seen = seen
        self._next: tuple[Weighing, Answer] | None = None
        self._breath = QTimer(self)
        self._breath.setSingleShot(True)
        self._breath.setInterval(_BREATH_MS)
        self._breath.timeout.connect(self.resume)

    def ask(self, weighing: Weighing, answer: Answer) -> None:
        """Take one step, after a breath."""
        self._next = (weighing, answer)
        self._breath.start()

    def resume(self) -> None:
        """Take the step that was asked for, if there is one and it can be seen."""
        if self._next is None or not self._seen():
            return
        (weighing, answer), self._next = self._next, None
        assess, now, zone = self._desk.services.assess, weighing.now, self._desk.zone

        def again(case: Case) -> Assessment:
            return assess(case, now.assessed_at, now.meeting_at)

        def ended(outcome: Outcome[Weighing]) -> None:
            if isinstance(outcome, Failed):
                self._desk.fail(outcome.error)
                answer(None)
            else:
                answer(outcome.value)

        self._desk.judging.run(partial(step, weighing, again, zone), ended)
