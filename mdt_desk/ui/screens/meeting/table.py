"""Everything the meeting's presenters need to know: what was read, what is written, and in whose words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from mdt_desk.domain.advice import Advice, AdviceStatus
from mdt_desk.domain.agenda_order import Proposal
from mdt_desk.domain.meeting import Attendee, CaseId, Decision, MeetingState, present
from mdt_desk.domain.people import Verb
from mdt_desk.ui.screens.meeting.draft import decision_of
from mdt_desk.ui.screens.meeting.pad import BLANK, Pad
from mdt_desk.ui.screens.meeting.reading import Gathered, Sheet
from mdt_desk.ui.wording.advice import AdviceContext
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.touched import Touch


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The meeting at one moment; ``now`` is in the hospital's time zone, ``current`` the case on the table.

    Attributes:
        names_wanted: what the room will see once the meeting is opened.
        proposal: an order of the agenda that is laid on the table.
        elsewhere: who else has the case on the table open, in words.
        touches: who wrote a decision when, where another desk wrote it too.
        barred: what may not be done here now, with the sentence that says why.

    """

    texts: Words
    now: datetime
    gathered: Gathered
    pads: Mapping[CaseId, Pad]
    current: CaseId | None = None
    names_wanted: bool = False
    proposal: Proposal | None = None
    touches: Mapping[CaseId, tuple[Touch, ...]] = field(default_factory=dict)
    elsewhere: str = ""
    barred: Mapping[Verb, str] = field(default_factory=dict)

    @property
    def sheet(self) -> Sheet | None:
        """Return the case on the table."""
        return self.gathered.sheet(self.current)

    @property
    def locked(self) -> bool:
        """Tell whether the meeting was signed."""
        return self.gathered.meeting.state is MeetingState.CLOSED

    def closed_to(self, verb: Verb) -> bool:
        """Tell whether something can be changed no more, or not from here."""
        return self.locked or verb in self.barred

    def pad(self, case_id: CaseId) -> Pad:
        """Return what is written about a case."""
        return self.pads.get(case_id, BLANK)

    def decision(self, case_id: CaseId) -> Decision:
        """Return what would be recorded about a case now."""
        pad = self.pad(case_id)
        return decision_of(pad.draft, case_id, self.gathered.meeting.id, self.now, pad.recorded)

    def seated(self, at: datetime) -> tuple[Attendee, ...]:
        """Return who was at the table at a moment."""
        return present(self.gathered.meeting, at)

    def advised(self, sheet: Sheet) -> tuple[Advice, ...]:
        """Return what the leading guideline says, what is certain first."""
        advice = sheet.assessment.guidelines.get(self.gathered.leading, ())
        return tuple(sorted(advice, key=lambda each: each.status is not AdviceStatus.APPLIES))

    def context(self, sheet: Sheet) -> AdviceContext:
        """Return what wording needs about one case."""
        return AdviceContext(
            texts=self.texts,
            case=sheet.stored.case,
            assessment=sheet.assessment,
            documents={},
            now=self.now,
        )

    def guideline(self) -> str:
        """Return the name of the leading guideline."""
        return self.texts.get(f"guideline.{self.gathered.leading}.name")
