"""A desk with synthetic patients and a meeting about forty of them, for measures that need one."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from mdt_desk.bootstrap.desk import open_desk
from mdt_desk.bootstrap.settings import FixedSettings
from mdt_desk.domain.meeting import CaseId, Decision, Meeting
from mdt_desk.usecases.cases import list_case
from mdt_desk.usecases.meetings import decide, hold_meeting, plan_meeting, put_on_agenda
from mdt_desk.usecases.preferences import Preferences
from mdt_desk.usecases.synthetic import synthetic_case

if TYPE_CHECKING:
    from mdt_desk.usecases.ports import DeskServices

AROUND_A_TABLE: Final = 40
MEETING: Final = datetime(2026, 11, 25, 7, 0, tzinfo=UTC)
LISTED: Final = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def fill(services: "DeskServices", count: int = AROUND_A_TABLE) -> tuple[CaseId, ...]:
    """List so many synthetic patients, always the same."""
    chance = Random(7)  # noqa: S311  # patients who are made up
    with services.queue.transaction():
        return tuple(
            list_case(services.queue, services.new_id, synthetic_case(chance, number, LISTED), LISTED).id
            for number in range(count)
        )


def hold(services: "DeskServices", cases: tuple[CaseId, ...]) -> Meeting:
    """Begin a meeting about these cases."""
    queue = services.queue
    with queue.transaction():
        meeting = plan_meeting(queue, uuid4, services.settings.current(), LISTED, MEETING)
        for case_id in cases:
            put_on_agenda(queue, meeting.id, case_id, LISTED)
        return hold_meeting(queue, meeting.id, names_shown=False)


def meeting_in(folder: Path) -> Path:
    """Make a queue whose key lies beside it, with a meeting that has decided about forty patients; return its file."""
    file = folder / "queue.db"
    with open_desk(file, FixedSettings(Preferences()), witnessed=False) as services:
        cases = fill(services)
        meeting = hold(services, cases)
        for place, case_id in enumerate(cases):
            decision = Decision(
                case_id=case_id,
                meeting_id=meeting.id,
                decided_at=MEETING + timedelta(minutes=4 * place),
                options=("radiotherapy_urgent",),
                own_words="Bestraling op korte termijn, daarna controle op de polikliniek.",
                reasons="Besproken met patiënt en naasten; pijn staat voorop, belasten op geleide van pijn.",
            )
            decide(services.queue, services.assess, decision, leading=Preferences().leading_guideline)
    return file
