"""What the queue says beside its cases, made anew only when what it stands on changes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.screens.queue.attention import points, remarks
from mdt_desk.ui.screens.queue.cells import NOTHING, Remark
from mdt_desk.ui.screens.queue.presenter import Around
from mdt_desk.ui.screens.queue.reading import Reading
from mdt_desk.ui.screens.queue.state import Point
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.preferences import OnCall


class Surroundings:
    """Remembers points of attention and remarks, and which points were put away in this sitting."""

    def __init__(self, reading: Reading) -> None:
        """Say nothing yet."""
        self._reading = reading
        self._points: tuple[Point, ...] = ()
        self._remarks: Mapping[CaseId, Remark] = {}
        self._put_away: set[Point] = set()
        self.narrowed = False

    def look(self, texts: Words, now: datetime) -> None:
        """Say anew what is particular about cases; only what was read and the language change it."""
        beside = self._reading.beside
        self._points, self._remarks = points(beside, texts, now), remarks(beside, texts, now)

    def remark(self, case_id: CaseId, choosing: Mapping[CaseId, int]) -> Remark:
        """Return what is particular about a case; ``choosing`` is how many choices each case waits for."""
        return replace(self._remarks.get(case_id, NOTHING), choices=choosing.get(case_id, 0))

    def put_away(self, point: Point) -> None:
        """Show a point no more."""
        self._put_away.add(point)

    def around(self, texts: Words, now: datetime, on_call: tuple[OnCall, ...]) -> Around:
        """Return everything beside the cases."""
        return Around(
            texts=texts,
            now=now,
            on_call=on_call,
            refused=self._reading.unreadable.errors,
            saved=() if self._reading.view is None else self._reading.view.saved,
            points=tuple(each for each in self._points if each not in self._put_away),
            narrowed=self.narrowed,
        )
