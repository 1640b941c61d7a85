"""The commands that make documents: agenda, minutes in three forms, summary, case sheet, and blank forms."""

import argparse
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from mdt_desk.bootstrap.papers import documents
from mdt_desk.commands.desk import refusing
from mdt_desk.commands.unlocking import opened
from mdt_desk.i18n import load_texts
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.preferences import LANGUAGES, Preferences

if TYPE_CHECKING:
    from mdt_desk.domain.meeting import Meeting
    from mdt_desk.usecases.ports import DeskServices, MeetingFile

_PDF: Final = (".pdf",)
_MINUTES: Final = (".pdf", ".docx", ".txt")


def blank_forms(options: argparse.Namespace, now: datetime) -> int:
    """Make the blank forms; no queue is read."""

    def run() -> int:
        from mdt_desk.usecases.ports import FormsOrder

        _endings(options.out, _PDF)
        if options.language not in LANGUAGES:
            raise UserError("command.language", value=options.language, allowed=", ".join(LANGUAGES))
        order = FormsOrder(preferences=Preferences(), language=options.language, made_at=now)
        print(documents().blank_forms(order, options.out))
        return 0

    return refusing(run)


def agenda(options: argparse.Namespace, now: datetime) -> int:
    """Make the agenda of the meeting on a day."""
    return _made(options, now, _PDF, lambda services, order: services.documents.agenda(order, options.out))


def minutes(options: argparse.Namespace, now: datetime) -> int:
    """Make the minutes of the meeting on a day, or those of one of its cases."""

    def make(services: "DeskServices", order: "MeetingFile") -> Path:
        from mdt_desk.reports.release import release_bytes
        from mdt_desk.usecases.documents import of_one_case

        if options.case is not None:
            order = of_one_case(order, order.meeting.agenda[_place(options, order)])
        if options.out.suffix.lower() == ".docx":
            return services.documents.minutes_docx(order, options.out)
        if options.out.suffix.lower() == ".txt":
            return release_bytes(services.documents.minutes_text(order).encode(), options.out)
        return services.documents.minutes(order, options.out)

    return _made(options, now, _MINUTES, make)


def summary(options: argparse.Namespace, now: datetime) -> int:
    """Make the summary for one patient of the meeting on a day."""

    def make(services: "DeskServices", order: "MeetingFile") -> Path:
        from mdt_desk.usecases.documents import summary_about

        case_id = order.meeting.agenda[_place(options, order)]
        return services.documents.summary(summary_about(order, case_id), options.out)

    return _made(options, now, _PDF, make)


def case_sheet(options: argparse.Namespace, now: datetime) -> int:
    """Make the sheet of one case of the meeting on a day."""

    def make(services: "DeskServices", order: "MeetingFile") -> Path:
        from mdt_desk.usecases.documents import case_sheet_order

        case_id = order.meeting.agenda[_place(options, order)]
        sheet = case_sheet_order(services.queue, services.assess, case_id, order.preferences, now)
        return services.documents.case_sheet(sheet, options.out)

    return _made(options, now, _PDF, make)


def audit(options: argparse.Namespace, now: datetime) -> int:
    """Make the overview of who has seen or changed the record of one patient."""

    def run() -> int:
        from mdt_desk.usecases.overview import case_numbered, overview

        _endings(options.out, _PDF)
        with opened(options) as services:
            if services.witness is None:
                raise UserError("audit.none")
            preferences = services.settings.current()
            case_id = case_numbered(services.queue, options.number)
            words = load_texts(preferences.language)
            order = overview(services.queue, services.witness.trail, case_id, preferences, words, now)
            print(services.documents.audit(order, options.out))
        return 0

    return refusing(run)


def _made(
    options: argparse.Namespace,
    now: datetime,
    endings: tuple[str, ...],
    make: "Callable[[DeskServices, MeetingFile], Path]",
) -> int:
    def run() -> int:
        from mdt_desk.usecases.documents import meeting_file

        _endings(options.out, endings)
        with opened(options) as services:
            meeting = _meeting_on(services, options.meeting)
            preferences = services.settings.current()
            order = meeting_file(services.queue, services.assess, meeting.id, preferences, now)
            print(make(services, order))
        return 0

    return refusing(run)


def _meeting_on(services: "DeskServices", given: str) -> "Meeting":
    try:
        day = date.fromisoformat(given)
    except ValueError as error:
        raise UserError("command.day", value=given) from error
    zone = ZoneInfo(services.settings.current().time_zone)
    found = [each for each in services.queue.meetings() if each.starts_at.astimezone(zone).date() == day]
    if not found:
        raise UserError("command.no_meeting", value=given)
    return found[-1]


def _place(options: argparse.Namespace, order: "MeetingFile") -> int:
    """Return which case of the agenda is meant, from 0."""
    place: int = options.case
    if not 1 <= place <= len(order.meeting.agenda):
        raise UserError("command.no_such_place", value=str(place), count=str(len(order.meeting.agenda)))
    return place - 1


def _endings(file: Path, allowed: tuple[str, ...]) -> None:
    if file.suffix.lower() not in allowed:
        raise UserError("command.ending", file=str(file), allowed=", ".join(allowed))
