"""What a freshly installed program must be able to do: paint, assess, make documents, and leave."""

import logging
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer

from mdt_desk.domain.case import CaseOf
from mdt_desk.domain.meeting import Meeting, MeetingId
from mdt_desk.mistakes import Own
from mdt_desk.ui.app import application, heard_messages, open_shell
from mdt_desk.ui.shell import Shell
from mdt_desk.usecases.calendar import next_meeting_at
from mdt_desk.usecases.ports import DeskServices, LeafletOrder, MeetingFile
from mdt_desk.usecases.preferences import Contact

_TIME_LIMIT_MS: Final = 60_000
_TOO_LATE: Final = 3
_log = logging.getLogger(__name__)


def self_test(services: DeskServices) -> int:
    """Return 0 when everything could be done, 1 when something could not, 3 when it took over a minute."""
    app = application()
    with heard_messages():
        shell = open_shell(app, services)
        deadline = QTimer()
        deadline.setSingleShot(True)
        deadline.timeout.connect(lambda: app.exit(_TOO_LATE))
        deadline.start(_TIME_LIMIT_MS)

        def check() -> None:
            done = [_done(name, step) for name, step in _steps(shell, services)]
            shell.close()
            app.exit(0 if all(done) else 1)

        QTimer.singleShot(0, check)
        status = int(app.exec())
        deadline.stop()
        return status


def _steps(shell: Shell, services: DeskServices) -> tuple[tuple[str, Callable[[], bool]], ...]:
    return (
        ("paint", lambda: _paints(shell)),
        ("assess", lambda: _assesses(services)),
        ("documents", lambda: _makes_documents(services)),
    )


def _done(name: str, step: Callable[[], bool]) -> bool:
    done = step()
    _log.log(
        logging.INFO if done else logging.ERROR,
        "self-test: %s %s",
        Own(name),
        Own("done" if done else "not done"),
    )
    return done


def _paints(shell: Shell) -> bool:
    """Tell whether every screen paints more than one colour."""
    for place in shell.places:
        shell.go(place)
        image = shell.grab().toImage()
        across, down = range(0, image.width(), 16), range(0, image.height(), 16)
        if len({image.pixel(x, y) for x in across for y in down}) < 4:  # ground, frame, text, icon
            return False
    return True


def _assesses(services: DeskServices) -> bool:
    now = services.clock.now()
    return bool(services.assess(CaseOf(), now, now + timedelta(days=2)).guidelines)


def _makes_documents(services: DeskServices) -> bool:
    now, preferences = services.clock.now(), services.settings.current()
    contact = Contact(
        name="Self-test", telephone="+44 20 7946 0100", verified_on=now.date(), verified_by="Self-test"
    )
    meeting = Meeting(id=MeetingId(services.new_id()), starts_at=next_meeting_at(preferences, now))
    agenda = MeetingFile(
        meeting=meeting, sheets=(), preferences=preferences, language=preferences.language, made_at=now
    )
    leaflet = LeafletOrder(
        language=preferences.language,
        large_print=False,
        card=False,
        contact_day=contact,
        contact_night=replace(contact, telephone="+44 20 7946 0101"),
        uk_additions=False,
        hospital="Self-test",
        made_at=now,
    )
    with tempfile.TemporaryDirectory() as folder:
        made = (
            services.documents.agenda(agenda, Path(folder, "agenda.pdf")),
            services.documents.leaflet(leaflet, Path(folder, "leaflet.pdf")),
        )
        return all(each.stat().st_size > 0 for each in made)
