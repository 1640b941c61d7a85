"""Which verb does what the user wants with the meeting, the table and the case."""

from collections.abc import Callable

from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import Attendee
from mdt_desk.ui.screens.meeting import intents as wish
from mdt_desk.ui.screens.meeting.attendance import leaving_at, left, seated, unseated
from mdt_desk.ui.screens.meeting.table import Table
from mdt_desk.usecases.calendar import local_day
from mdt_desk.usecases.cases import change_fact
from mdt_desk.usecases.meetings import finish_action, reorder_agenda, set_attendance
from mdt_desk.usecases.ports import DeskServices

Verb = Callable[[], object]


def verb_for(intent: wish.Intent, table: Table, services: DeskServices) -> Verb | None:
    """Return what to do off the GUI thread, or None when the intent asks for nothing there."""
    queue, meeting, now = services.queue, table.gathered.meeting, services.clock.now()
    match intent:
        case wish.Seat(name=name, discipline=discipline):
            return _seating(services, table, seated(meeting, name, discipline, now))
        case wish.Leave(name=name):
            return _seating(services, table, left(meeting, name, now))
        case wish.Unseat(name=name):
            return _seating(services, table, unseated(meeting, name))
        case wish.Reorder(by=by):
            return _reordering(services, table, by)
        case wish.Drop():
            return _dropping(services, table, intent)
        case wish.LeavesAt(name=name, text=text):
            people = leaving_at(meeting, name, text, table.now)
            return None if people is None else _seating(services, table, people)
        case wish.TellFact():
            return _telling(services, table, intent)
        case wish.FinishAction(meeting=of, action=action):
            today = local_day(services.settings.current(), now)
            return lambda: finish_action(queue, of, action, today)
        case _:
            return None


def _seating(services: DeskServices, table: Table, attendees: tuple[Attendee, ...]) -> Verb:
    meeting = table.gathered.meeting.id
    seen = table.gathered.meeting.attendees
    return lambda: set_attendance(services.queue, meeting, attendees, seen)


def _reordering(services: DeskServices, table: Table, by: int) -> Verb | None:
    agenda = list(table.gathered.meeting.agenda)
    if table.current not in agenda:
        return None
    at = agenda.index(table.current)
    agenda.insert(max(0, min(len(agenda) - 1, at + by)), agenda.pop(at))
    return lambda: reorder_agenda(services.queue, table.gathered.meeting.id, agenda)


def _dropping(services: DeskServices, table: Table, dropped: wish.Drop) -> Verb | None:
    agenda = [each for each in table.gathered.meeting.agenda if each != dropped.case]
    if dropped.beside not in agenda or len(agenda) == len(table.gathered.meeting.agenda):
        return None
    agenda.insert(agenda.index(dropped.beside) + dropped.behind, dropped.case)
    return lambda: reorder_agenda(services.queue, table.gathered.meeting.id, agenda)


def _telling(services: DeskServices, table: Table, intent: wish.TellFact) -> Verb | None:
    sheet = table.gathered.sheet(intent.case)
    if sheet is None or table.locked:
        return None
    value = intent.text.strip() or UNKNOWN
    queue, now = services.queue, services.clock.now()

    def tell() -> None:
        with queue.transaction():
            version = queue.get(intent.case).version
            change_fact(queue, intent.case, intent.path, value, expected_version=version, at=now)

    return tell
