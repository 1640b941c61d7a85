"""What is not judged yet is judged behind the queue, a few cases at a time, rows in sight first."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer

from mdt_desk.ui.desk import Desk
from mdt_desk.ui.screens.queue.reading import Reading
from mdt_desk.ui.work import Failed, Outcome
from mdt_desk.usecases.errors import KnownError
from mdt_desk.usecases.judging_lines import Done, judge_some

_NEXT: Final = 4
_FILLED: Final = 100
_CHECKED: Final = 200
_DRAWN_EVERY_MS: Final = 500

InSight = Callable[[], tuple[int, ...]]


class Judging(QObject):
    """Goes on until every waiting case is judged, then checks once that every case can be read."""

    def __init__(self, desk: Desk, reading: Reading, in_sight: InSight) -> None:
        """Judge what was read; ``in_sight`` are the lines whose rows are seen."""
        super().__init__(desk)
        self._desk = desk
        self._reading = reading
        self._in_sight = in_sight
        self._running = self._stopped = self._filled = False
        self._checked: str | None = None
        self._new = False
        self._drawn = QTimer(self, singleShot=True, interval=_DRAWN_EVERY_MS)
        self._drawn.timeout.connect(self._draw)
        reading.read_anew.connect(self.go_on)
        if (window := desk.parent()) is not None:
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Judge nothing more once the window goes."""
        if event.type() is QEvent.Type.Close:
            self._stopped = True
        return False

    def go_on(self) -> None:
        """Judge what there is to judge, unless that is being done."""
        if not self._running and not self._stopped:
            self._running = True
            self._step()

    def _step(self) -> None:
        if self._stopped:
            self._running = False
        elif not self._filled:
            self._run(lambda: self._desk.services.queue.lines.fill(_FILLED), self._filled_some)
        else:
            in_sight = self._in_sight()
            self._run(lambda: self._judge(in_sight), self._judged)

    def _run(self, verb: Callable[[], object], then: Callable[..., None]) -> None:
        def ended(outcome: Outcome[object]) -> None:
            if isinstance(outcome, Failed):
                self._running = False
                self._desk.fail(outcome.error)
            else:
                then(outcome.value)

        self._desk.judging.run(verb, ended, reads=True)

    def _filled_some(self, many: int) -> None:
        self._filled = many < _FILLED
        if many:
            self._changed()
        self._step()

    def _judge(self, in_sight: tuple[int, ...]) -> Done:
        services = self._desk.services
        return judge_some(
            services.queue,
            services.assess,
            services.settings.current(),
            self._reading.known(),
            most=_NEXT,
            first=in_sight,
            but=tuple(self._reading.unreadable.lines),
        )

    def _judged(self, done: Done) -> None:
        if done.refused:
            self._reading.unreadable.note((error for _, error in done.refused), dict(done.refused))
        if done.tried:
            self._changed()
            self._step()
        elif self._checked != "":
            start = self._checked or ""
            lines = self._desk.services.queue.lines
            self._run(lambda: lines.refused_after(start, _CHECKED), self._checked_some)
        else:
            self._finish()

    def _checked_some(self, found: tuple[str, tuple[KnownError, ...]]) -> None:
        self._checked, refused = found
        if refused and self._reading.unreadable.note(refused):
            self._reading.changed.emit()
        self._step()

    def _finish(self) -> None:
        self._running = False
        self._draw()

    def _changed(self) -> None:
        self._new = True
        if not self._drawn.isActive():
            self._drawn.start()

    def _draw(self) -> None:
        if self._new and not self._stopped:
            self._new = False
            self._reading.count_again()
