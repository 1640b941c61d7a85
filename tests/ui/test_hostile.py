"""What people type is shown as typed, whatever it is, and breaks no screen: not in a case, a decision or a setting."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from mdt_desk.domain.case import FACTS, Case
from mdt_desk.domain.facts import Kind
from mdt_desk.domain.meeting import ActionId, ActionItem, Attendee, CaseId, Decision, Discipline, MeetingId
from mdt_desk.domain.reading import with_fact
from mdt_desk.ui.actions import Place
from mdt_desk.ui.pictures import contact_sheet, settle
from mdt_desk.ui.screens.meeting.session import Session
from mdt_desk.ui.screens.room.screen import RoomScreen
from mdt_desk.ui.shell import Shell
from mdt_desk.usecases.cases import list_case
from mdt_desk.usecases.meetings import decide, hold_meeting
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.preferences import Contact, MeetingChange, OnCall, TranslationReview
from tests.ui.conftest import OpenShell
from tests.ui.finding import clipped, said
from tests.ui.meeting.desk import planned
from tests.ui.patients import LUKASZ, NOW, YILMAZ, patient
from tests.ui.services import filled

HOSTILE: Final = "<b>bold</b> <img src='file:///etc/passwd'> &amp; \u202eمرحبا بالعالم\u202c 😀 "
LONG: Final = (HOSTILE * 80)[:4999] + "z"
WORD: Final = "W" * 2000
TYPED: Final = "".join(each for each in HOSTILE if each.isprintable()).strip()
"""The same without what a setting does not take."""
SIZE: Final = QSize(1280, 720)
PICTURES: Final = Path(__file__).parents[2] / "build" / "pictures" / "hostile"

SHORT: Final = {"patient.family_name": HOSTILE * 2, "patient.given_name": WORD[:200]}
"""Facts of one line; every other text is as long as can be."""


def hostile_case() -> Case:
    """Return a case in which every text is hostile."""
    case = patient(YILMAZ)
    for path, spec in FACTS.items():
        if spec.kind is Kind.TEXT and path != "patient.language":
            case = with_fact(case, path, SHORT.get(path, LONG if path != "condition.comorbidity" else WORD))
    return case


def hostile_decision(services: DeskServices, case_id: CaseId, meeting: MeetingId) -> Decision:
    """Return a decision in which every text is hostile."""
    action = ActionItem(id=ActionId(services.new_id()), text=LONG, owner=HOSTILE, due=NOW.date())
    return Decision(
        case_id=case_id,
        meeting_id=meeting,
        decided_at=services.clock.now(),
        own_words=LONG,
        reasons=WORD,
        deviation_words=LONG,
        alternatives=LONG,
        dissent=WORD,
        condition=LONG,
        actions=(action,),
        responsible_physician=HOSTILE,
        informs_patient=WORD[:300],
        informs_gp=HOSTILE,
    )


@pytest.fixture
def hostile_desk(empty_desk: DeskServices) -> DeskServices:
    """A desk on which everything that people type is hostile."""
    settings, day = empty_desk.settings, NOW.date()
    number = "+44 20 7946 0123"
    contact = Contact(name=TYPED, telephone=number, verified_on=day, verified_by=TYPED)
    settings.save(
        replace(
            settings.current(),
            hospital=TYPED,
            department=WORD[:300],
            on_call=(OnCall(role=TYPED, telephone=number, hours=TYPED, verified_on=day),),
            contact_day=contact,
            contact_night=contact,
            meeting_changes=(MeetingChange(day=day, why=TYPED),),
            translation_reviews=(
                TranslationReview(language="de", version="1", reviewer=TYPED, reviewed_on=day),
            ),
        )
    )
    services = filled(empty_desk, [patient(LUKASZ)])
    case_id = list_case(services.queue, services.new_id, hostile_case(), NOW).id
    seats = [Attendee(name=each, discipline=Discipline.RADIOLOGY) for each in (HOSTILE * 2, WORD[:200])]
    meeting = planned(services, seats)
    hold_meeting(services.queue, meeting.id, names_shown=True)
    leading = settings.current().leading_guideline
    decision = hostile_decision(services, case_id, meeting.id)
    decide(services.queue, services.assess, decision, leading=leading)
    return services


def could_be_markup(root: QWidget) -> Iterator[str]:
    """Return every text that Qt might take for markup where it is shown."""
    for each in root.findChildren(QLabel):
        plain = each.textFormat() is Qt.TextFormat.PlainText
        if each.isVisible() and not plain and "<" in each.text():
            yield each.text()[:80]
    for control in root.findChildren(QWidget):
        if "<b>" in control.toolTip() or "<img" in control.toolTip():
            yield f"tool tip: {control.toolTip()[:80]}"


def wider_than(root: QWidget) -> list[str]:
    """Return every visible widget that reaches over the right or left side of the window."""
    return [
        f"{type(each).__name__} {each.accessibleName()[:40]!r}: {left} to {left + each.width()}"
        for each in root.findChildren(QWidget)
        if each.isVisible() and each.window() is root.window() and not _in_sideways_lane(each)
        for left in [each.mapTo(root, each.rect().topLeft()).x()]
        if left < 0 or left + each.width() > root.width()
    ]


def _in_sideways_lane(widget: QWidget) -> bool:
    """Tell whether something lies in the urgent lane, the one place that goes sideways."""
    above: QWidget | None = widget
    while above is not None:
        if type(above).__name__ == "UrgentLane":
            return True
        above = above.parentWidget()
    return False


def broken(shell: QWidget) -> list[str]:
    """Return everything that is wrong with what is shown."""
    sideways = [each for each in shell.findChildren(QScrollArea) if each.isVisible()]
    lanes = [
        each for each in sideways if each.horizontalScrollBar().isVisible() and not _in_sideways_lane(each)
    ]
    return [*could_be_markup(shell), *clipped(shell), *wider_than(shell), *map(str, lanes)]


def written(root: QWidget) -> str:
    """Return everything that stands on a screen, in its fields too."""
    lines = [each.text() for each in root.findChildren(QLineEdit) if each.isVisible()]
    areas = [each.toPlainText() for each in root.findChildren(QPlainTextEdit) if each.isVisible()]
    return "\n".join((said(root), *lines, *areas))


def test_that_every_screen_shows_what_was_typed_as_typed_and_stays_whole(
    hostile_desk: DeskServices, opened: OpenShell
) -> None:
    shell = opened(hostile_desk)
    shell.resize(SIZE)
    shell.desk.open_case(hostile_desk.queue.rows("bold")[0].id)
    settle(shell)
    PICTURES.mkdir(parents=True, exist_ok=True)
    wrong, texts, files = {}, {}, []
    for place in Place:
        shell.go(place)
        settle(shell)
        files.append(PICTURES / f"{place}.png")
        shell.grab().save(str(files[-1]))
        assert shell.size() == SIZE
        wrong[place] = broken(shell)
        texts[place] = written(shell)
    contact_sheet(files, PICTURES.with_suffix(".png"))
    assert {place: found for place, found in wrong.items() if found} == {}
    for place in (Place.QUEUE, Place.CASE, Place.MEETING, Place.CLOSE, Place.PRINT, Place.SETTINGS):
        assert "<b>bold</b> <img src='file:///etc/passwd'> &amp;" in texts[place], place
    for place in (Place.CASE, Place.MEETING):
        assert LONG.strip() in texts[place], place


def test_that_the_room_shows_what_was_typed_as_typed_without_a_scroll_bar(
    hostile_desk: DeskServices, opened: OpenShell
) -> None:
    shell = opened(hostile_desk)
    hostile = hostile_desk.queue.rows("bold")[0].id
    shell.go(Place.MEETING)
    settle(shell)
    shell.desk.room_wanted.emit()
    settle(shell)
    room = _room(shell)
    window = room.room
    assert window is not None
    window.resize(SIZE)
    session = shell.desk.findChild(Session)
    assert isinstance(session, Session)
    session.move_to(hostile)
    settle(shell)
    PICTURES.mkdir(parents=True, exist_ok=True)
    window.grab().save(str(PICTURES / "room.png"))
    assert window.size() == SIZE
    assert list(could_be_markup(window)) == []
    assert wider_than(window) == []
    assert [each for each in window.findChildren(QAbstractScrollArea) if each.isVisible()] == []
    for shown in (window.sheet.question, window.sheet.decision):
        assert "<b>bold</b>" in shown.shown_text()
    room.leave()


def _room(shell: Shell) -> RoomScreen:
    found = shell.desk.findChild(RoomScreen)
    assert isinstance(found, RoomScreen)
    return found
