"""The meeting in hand: what was read of it, which case is on the table, and what is written but not yet recorded."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from mdt_desk.domain.agenda_order import Proposal
from mdt_desk.domain.audit import Deed
from mdt_desk.domain.meeting import CaseId, Decision, MeetingId
from mdt_desk.domain.people import Verb
from mdt_desk.ui.asleep import barred
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.screens.meeting import pad as pads
from mdt_desk.ui.screens.meeting.draft import Draft
from mdt_desk.ui.screens.meeting.drawer import Drawer
from mdt_desk.ui.screens.meeting.pad import BLANK, Pad
from mdt_desk.ui.screens.meeting.reading import Gathered, gather
from mdt_desk.ui.screens.meeting.table import Table
from mdt_desk.ui.screens.meeting.theirs import Theirs, laid
from mdt_desk.ui.screens.meeting.two_desks import overtaken
from mdt_desk.ui.sentences import sentence
from mdt_desk.ui.wording.elsewhere import elsewhere_words
from mdt_desk.ui.work import Done, Failed, Outcome
from mdt_desk.usecases.errors import Conflict
from mdt_desk.usecases.meetings import Seen, decide
from mdt_desk.usecases.ports import Words

T = TypeVar("T")

_PAUSE_MS: Final = 1_500
"""What is written is recorded after a pause, so that no more than this is lost."""


class Session(QObject):
    """Shared by meeting screen, room and check list; what one of them changes the others show.

    Signals:
        changed: something that is shown changed.
        moved: another case is on the table.

    """

    changed = Signal()
    moved = Signal()

    def __init__(self, desk: Desk) -> None:
        """Read nothing yet."""
        super().__init__(desk)
        self._desk = desk
        desk.changed.connect(lambda: None if self.gathered is None else self.read())
        self._pads: dict[CaseId, Pad] = {}
        self._drawer = Drawer()
        self._theirs = Theirs(desk, self._overtake)
        self._wanted: MeetingId | None = None
        self.gathered: Gathered | None = None
        self.was_read, self.problem = False, ""
        self.current: CaseId | None = None
        self.moved_at: datetime | None = None
        self.begun_at: datetime | None = None
        self.names_wanted = False
        self.proposal: Proposal | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        desk.meeting_wanted.connect(self.choose)
        desk.leaving.connect(self.keep)
        desk.elsewhere_known.connect(self.changed)
        desk.reached.connect(partial(_back, self, desk, self._pause))
        desk.seated.connect(self._pause.start)  # what waited for somebody who may is recorded soon

    def table(self) -> Table | None:
        """Return what presenters need, or None before anything was read or when there is no meeting."""
        if self.gathered is None:
            return None
        return Table(
            texts=self._desk.look.texts,
            now=self._desk.now(),
            gathered=self.gathered,
            pads=dict(self._pads),
            current=self.current,
            names_wanted=self.names_wanted,
            proposal=self.proposal,
            touches=dict(self._theirs.touches),
            elsewhere=elsewhere_words(self._desk, self.current),
            barred=barred(self._desk),
        )

    def read(self) -> None:
        """Read the meeting off the GUI thread; what is being written stays."""
        self._desk.work.run(lambda: gather(self._desk.services, self._wanted), self._take, reads=True)

    def choose(self, meeting: MeetingId) -> None:
        """Take another meeting in hand."""
        self.keep()
        self._wanted, self.current, self.begun_at = meeting, None, None
        self.read()

    def pad(self) -> Pad:
        """Return what lies on the table."""
        return BLANK if self.current is None else self._pads.get(self.current, BLANK)

    def put(self, pad: Pad) -> None:
        """Change what lies on the table; after a pause it is recorded."""
        if self.current is None or pad == self.pad():
            return
        self._pads[self.current] = pad
        self._pause.start()
        self.changed.emit()

    def move_to(self, case_id: CaseId) -> None:
        """Put a case on the table; what was written about the one before is recorded."""
        if case_id == self.current or not _readable(self.gathered, case_id, self._desk):
            return
        self.keep()
        self.proposal = None
        self._set_current(case_id)
        self.changed.emit()

    def step(self, by: int) -> None:
        """Put the case after or before the present one on the table."""
        if self.gathered is not None and self.gathered.sheets:
            self.move_to(self.gathered.beside(self.current, by).stored.id)

    def keep(self) -> None:
        """Record everything that is written and can be recorded."""
        self._pause.stop()
        for case_id, pad in list(self._pads.items()):
            if pad.ready:
                self._keep_one(case_id, pad)

    def do(self, verb: Callable[[], T], then: Callable[[T], None] | None = None) -> None:
        """Change the meeting by a verb, after what is written was recorded; every screen reads again."""
        self.keep()

        def ended(value: T) -> None:
            if then is not None:
                then(value)
            self._desk.changed.emit()

        self._desk.do(verb, ended)

    def _keep_one(self, case_id: CaseId, pad: Pad) -> None:
        table, services = self.table(), self._desk.services
        if table is None or table.closed_to(Verb.DECIDE):
            return
        decision, leading, seen = table.decision(case_id), table.gathered.leading, Seen(decision=pad.recorded)
        self._pads[case_id] = pads.keeping(pad)
        self._desk.work.run(
            lambda: decide(services.queue, services.assess, decision, leading=leading, seen=seen),
            partial(self._kept, decision.meeting_id, case_id, pad.draft),
        )
        self.changed.emit()

    def _kept(self, meeting: MeetingId, case_id: CaseId, sent: Draft, outcome: Outcome[Decision]) -> None:
        ended = partial(_after, sent=sent, outcome=outcome, texts=self._desk.look.texts)
        if self.gathered is None or self.gathered.meeting.id != meeting:
            self._drawer.settle(meeting, case_id, ended)
            self._desk.fail(outcome.error) if isinstance(outcome, Failed) else self._desk.changed.emit()
            return
        before = self._pads.get(case_id, BLANK)
        self._pads[case_id] = ended(before)
        if isinstance(outcome, Done):
            decisions = {**self.gathered.decisions, case_id: outcome.value}
            self.gathered = replace(self.gathered, decisions=decisions)
            if self._pads[case_id].ready:
                self._pause.start()
        elif isinstance(outcome.error, Conflict):
            self._theirs.ask(meeting, case_id)
        self.changed.emit()
        if isinstance(outcome, Done) and _matters(before.recorded, outcome.value):
            self._desk.changed.emit()

    def _overtake(self, meeting: MeetingId, case_id: CaseId, theirs: Decision | None) -> None:
        """Put what is written here and what another desk recorded together; record what is left to record."""
        if self.gathered is not None and self.gathered.meeting.id == meeting:
            self._pads[case_id] = pad = overtaken(self._pads.get(case_id, BLANK), theirs)
            if pad.ready:
                self._pause.start()
            self.changed.emit()

    def _take(self, outcome: Outcome[Gathered | None]) -> None:
        if isinstance(outcome, Failed):
            self.problem = sentence(outcome.error, self._desk.look.texts)
        else:
            self.problem, self.was_read = "", True
            self._lay(outcome.value)
        self.changed.emit()

    def _lay(self, gathered: Gathered | None) -> None:
        """Lay what was read on the table; what is being written stays on top of it."""
        another = gathered is None or self.gathered is None or gathered.meeting.id != self.gathered.meeting.id
        self.gathered = gathered
        if gathered is None:
            self.current = None
            return
        if another:
            self.proposal, self._wanted = None, gathered.meeting.id
            self.names_wanted = gathered.meeting.names_shown
            self._pads = self._drawer.exchange(gathered.meeting.id, self._pads)
            self._pause.start()
        self._pads, both = laid(gathered, self._pads)
        for each in both:
            self._theirs.ask(gathered.meeting.id, each)
        if gathered.sheet(self.current) is None:
            self._set_current(_first(gathered, self._desk.case))

    def _set_current(self, case_id: CaseId | None) -> None:
        self.current = case_id
        if case_id is not None:
            self._desk.saw(Deed.OPENED, case_id, of="at_meeting")
            self._desk.case = case_id
        self.moved_at = self._desk.services.clock.now()
        self.moved.emit()


def _back(session: Session, desk: Desk, pause: QTimer) -> None:
    """Record soon what waited for the server, and read what could not be read."""
    pause.start()
    if session.problem and desk.away_since is None:
        session.read()


def _after(pad: Pad, sent: Draft, outcome: Outcome[Decision], texts: Words) -> Pad:
    """Return the pad once it is known whether what was ``sent`` was recorded."""
    if isinstance(outcome, Failed):
        return pads.refused(pad, sentence(outcome.error, texts))
    return pads.kept(pad, sent, outcome.value)


def _first(gathered: Gathered, held: CaseId | None) -> CaseId | None:
    """Return the case to begin with: the one in hand, or else the first that can be read."""
    if gathered.sheet(held) is not None:
        return held
    return gathered.sheets[0].stored.id if gathered.sheets else None


def _readable(gathered: Gathered | None, case_id: CaseId, desk: Desk) -> bool:
    """Tell whether a case can be put on the table, and say why one on the agenda cannot."""
    if gathered is not None and case_id in gathered.unread:
        desk.fail(gathered.unread[case_id])
    return gathered is not None and gathered.sheet(case_id) is not None


def _matters(before: Decision | None, now: Decision) -> bool:
    """Tell whether what other screens show of a decision changed: that the case was put off, who is responsible."""
    return before is None or _shown(before) != _shown(now)


def _shown(decision: Decision) -> object:
    return decision.deferred_because is None, decision.responsible_physician
