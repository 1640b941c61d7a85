"""What to find out first about the open case: searched step by step, so that nothing else ever waits for it."""

from collections.abc import Callable
from dataclasses import replace

from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case, value_at
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.worth import Weighing, Worth, asked_for, weighed
from mdt_desk.ui.wording.worth import MOST, WorthShown, worth_shown
from mdt_desk.usecases.ports import Words

Step = Callable[[Weighing, Callable[[Weighing | None], None]], None]
"""Take a search one step further, at once or later; None: that failed, which was then said elsewhere."""


class FindingOut:
    """Holds no widget: it is told what is known, and shows what is worth knowing.

    A search that ended stands until the facts change; what was found before stays in sight, without the facts
    that were recorded meanwhile, until the next search has ended.
    """

    def __init__(self, step: Step, texts: Words, show: Callable[[WorthShown], None]) -> None:
        """Wait for facts."""
        self._step = step
        self._texts = texts
        self._show = show
        self._search: Weighing | None = None
        self._walking = False
        self._failed = False
        self._found: tuple[Worth, ...] | None = None

    def follow(self, case: Case | None, assessment: Assessment | None) -> None:
        """Search anew when the facts changed, or when other guidelines speak."""
        if case is None or assessment is None:
            self._search, self._found = None, None
            return
        search = self._search
        if (
            search is None
            or search.case != case
            or search.now.guidelines.keys() != assessment.guidelines.keys()
        ):
            self._search, self._failed = Weighing(case=case, now=assessment), False
            self._tell()
        self._go_on()

    def forget(self) -> None:
        """Another case is opened: nothing is known of it."""
        self._search, self._found = None, None

    def speak(self, texts: Words) -> None:
        """Say it in other words."""
        self._texts = texts
        if self._search is not None:
            self._tell()

    def _go_on(self) -> None:
        search = self._search
        if not self._walking and not self._failed and search is not None and not search.ended:
            self._walking = True
            self._step(search, lambda after: self._stepped(search, after))

    def _stepped(self, before: Weighing, after: Weighing | None) -> None:
        """Take a step into account, unless the facts have changed since it was asked for."""
        self._walking = False
        if self._search is before:
            if after is None:
                self._failed = True
                self._tell()
                return
            self._search = after
            if after.ended:
                self._found = weighed(after)
                self._tell()
        self._go_on()

    def _tell(self) -> None:
        search, found = self._search, self._found
        if search is None:
            return
        still = tuple(each for each in found or () if value_at(search.case, each.fact) is UNKNOWN)
        shown = replace(worth_shown(self._texts, still), room=min(MOST, len(asked_for(search.now))))
        if shown.room and not search.ended:
            sign = self._texts.get("worth.failed" if self._failed else "worth.waiting")
            shown = replace(shown, note="", sign=sign, searching=not self._failed)
        self._show(shown)
