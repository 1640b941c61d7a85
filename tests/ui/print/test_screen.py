"""The nurse's door: the leaflet for this patient in this language, refused without numbers that somebody tried."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit

from mdt_desk.assets import leaflet_languages
from mdt_desk.bootstrap import papers
from mdt_desk.domain.case import value_at
from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.actions import ActionId, Place
from mdt_desk.ui.screens.print.screen import leaflet_version
from mdt_desk.ui.screens.print.view import PrintView
from mdt_desk.ui.widgets.pdf_preview import PdfPreview
from mdt_desk.usecases.cases import change_fact
from mdt_desk.usecases.ports import DeskServices, LeafletOrder
from mdt_desk.usecases.preferences import Contact
from tests.ui.finding import named, nameless, press, said, type_into
from tests.ui.meeting.conftest import OpenMeeting
from tests.ui.meeting.desk import Opened
from tests.ui.services import PlainDocuments

TRIED = Contact(
    name="Polikliniek Voorbeeld",
    telephone="+44 20 7946 0101",
    verified_on=date(2026, 10, 1),
    verified_by="A. Voorbeeld",
)
STALE = replace(TRIED, telephone="+44 20 7946 0102", verified_on=date(2026, 1, 5))

OpenPrint = Callable[..., Opened]


class Watched(PlainDocuments):
    """Remembers what was ordered."""

    def __init__(self) -> None:
        self.orders: list[LeafletOrder] = []

    def leaflet(self, order: LeafletOrder, file: Path) -> Path:
        self.orders.append(order)
        return super().leaflet(order, file)


@pytest.fixture
def documents() -> Watched:
    return Watched()


@pytest.fixture
def printing(filled_desk: DeskServices, at_table: OpenMeeting, documents: Watched) -> OpenPrint:
    """Open the print screen with these two telephone numbers."""

    def open_with(day: Contact | None = TRIED, night: Contact | None = TRIED) -> Opened:
        preferences = replace(filled_desk.settings.current(), contact_day=day, contact_night=night)
        filled_desk.settings.save(preferences)
        opened = at_table(replace(filled_desk, documents=documents))
        opened.go(Place.PRINT)
        return opened

    return open_with


def case_named(opened: Opened, name: str) -> CaseId:
    rows = opened.services.queue.rows()
    return next(each.id for each in rows if each.case.patient.family_name == name)


def for_patient(opened: Opened, name: str) -> CaseId:
    found = case_named(opened, name)
    opened.shell.desk.case = found
    opened.do(ActionId.PRINT_LEAFLET)
    return found


def choose(opened: Opened, text: str) -> None:
    box = named(opened.shell, QComboBox, "Language")
    box.setCurrentIndex(box.findText(text))
    box.activated.emit(box.currentIndex())
    opened.settle()


def answer(opened: Opened, name: str) -> None:
    press(opened.shell, name)
    opened.settle()


def save_button(opened: Opened) -> QAbstractButton:
    return named(opened.shell, QAbstractButton, "Save as PDF")


def test_that_a_leaflet_is_there_without_a_patient(printing: OpenPrint, documents: Watched) -> None:
    opened = printing()
    assert "Without a patient" in said(opened.shell)
    assert documents.orders[-1].patient_name is None
    assert save_button(opened).isEnabled()


def test_that_a_patients_leaflet_bears_the_name_and_shows_two_identifiers(
    printing: OpenPrint, documents: Watched
) -> None:
    opened = printing()
    for_patient(opened, "Yılmaz")
    words = said(opened.shell)
    assert "Yılmaz, Ayşe" in words
    assert "born 12-03-1958 (68 yr) · no. 4711001" in words
    assert documents.orders[-1].patient_name == "Ayşe Yılmaz"
    press(opened.shell, "Without a patient")
    opened.settle()
    assert documents.orders[-1].patient_name is None


def test_that_a_patient_is_found_by_typing(printing: OpenPrint, documents: Watched) -> None:
    opened = printing()
    type_into(named(opened.shell, QLineEdit, "Find a patient: name or number"), "yilmaz")
    opened.settle()
    press(opened.shell, "Yılmaz, Ayşe, born 12-03-1958 (68 yr) · no. 4711001")
    opened.settle()
    assert documents.orders[-1].patient_name == "Ayşe Yılmaz"


@pytest.mark.parametrize(
    ("day", "night", "why"),
    [
        (None, TRIED, "No telephone number for office hours is entered"),
        (TRIED, None, "No telephone number for evenings, nights and weekends is entered"),
        (STALE, TRIED, "The telephone number for office hours was last verified on 5 Jan 2026"),
        (TRIED, STALE, "The telephone number for evenings, nights and weekends was last verified"),
    ],
)
def test_that_nothing_is_printed_without_two_numbers_that_were_tried(
    printing: OpenPrint, documents: Watched, day: Contact | None, night: Contact | None, why: str
) -> None:
    opened = printing(day, night)
    assert why in said(opened.shell)
    assert documents.orders == []
    assert not save_button(opened).isEnabled()
    places: list[object] = []
    opened.shell.desk.going.connect(places.append)
    press(opened.shell, "Enter or try numbers in the settings")
    assert places == [Place.SETTINGS]


def test_that_the_numbers_are_shown_with_the_day_on_which_they_were_tried(printing: OpenPrint) -> None:
    words = said(printing().shell)
    assert words.count("+44 20 7946 0101") == 2
    assert words.count("tried 1 Oct 2026 by A. Voorbeeld") == 2


def test_that_language_size_card_and_additions_are_what_is_ordered(
    printing: OpenPrint, documents: Watched
) -> None:
    opened = printing()
    choose(opened, "Nederlands")
    answer(opened, "What: Large print")
    answer(opened, "Add bladder, bowel and numbness around the seat (as in the United Kingdom): Yes")
    order = documents.orders[-1]
    assert (order.language, order.large_print, order.card, order.uk_additions) == ("nl", True, False, True)
    answer(opened, "What: Wallet card")
    order = documents.orders[-1]
    assert (order.large_print, order.card) == (False, True)


def test_that_a_patient_begins_with_his_own_language_and_letters(
    printing: OpenPrint, documents: Watched
) -> None:
    opened = printing()
    queue, case = opened.services.queue, case_named(opened, "Łukasz")
    for path, value in (("patient.language", "nl"), ("patient.large_print", True)):
        version = queue.get(case).version
        change_fact(queue, case, path, value, expected_version=version, at=opened.services.clock.now())
    for_patient(opened, "Łukasz")
    order = documents.orders[-1]
    assert (order.language, order.large_print) == ("nl", True)


def test_that_what_is_saved_is_what_is_shown_and_names_nobody(printing: OpenPrint) -> None:
    opened = printing()
    for_patient(opened, "Yılmaz")
    answer(opened, "Save as PDF")
    (file,) = opened.papers.iterdir()
    assert file.name == "leaflet-en-20261123-1040.pdf"
    assert file.read_text(encoding="utf-8") == "leaflet"
    saved = opened.shell.findChild(QLabel, "print-saved")
    assert isinstance(saved, QLabel)
    assert saved.text() == f"Saved as {file}"
    answer(opened, "Save as PDF")
    assert len(list(opened.papers.iterdir())) == 2


def test_that_a_given_leaflet_is_logged_and_recorded_in_the_case(printing: OpenPrint) -> None:
    opened = printing()
    case = for_patient(opened, "Yılmaz")
    answer(opened, "What: Large print")
    do = named(opened.shell, QAbstractButton, "Record that it was given")
    assert not do.isEnabled()
    type_into(named(opened.shell, QLineEdit, "Given by"), "V. Verpleegkundige <b>")
    assert not do.isEnabled()
    answer(opened, "Wallet card given too: Yes")
    assert not do.isEnabled()
    answer(opened, "Teach-back done: No")
    assert do.isEnabled()
    do.click()
    opened.settle()
    (given,) = opened.services.queue.leaflets(case)
    assert (given.given_by, given.language, given.large_print, given.card, given.teach_back) == (
        "V. Verpleegkundige <b>",
        "en",
        True,
        True,
        False,
    )
    stored = opened.services.queue.get(case)
    assert value_at(stored.case, "information.leaflet_given_on") == date(2026, 11, 23)
    assert "by V. Verpleegkundige <b>" in said(opened.shell)
    assert not do.isEnabled()


@pytest.mark.parametrize(("typed", "day"), [("20-11-2026", date(2026, 11, 20)), ("", date(2026, 11, 23))])
def test_that_it_can_be_logged_for_an_earlier_day(printing: OpenPrint, typed: str, day: date) -> None:
    opened = printing()
    type_into(named(opened.shell, QLineEdit, "Given by"), "V. Verpleegkundige")
    type_into(named(opened.shell, QLineEdit, "Given on"), typed)
    answer(opened, "Wallet card given too: No")
    answer(opened, "Teach-back done: Yes")
    answer(opened, "Record that it was given")
    (given,) = opened.services.queue.leaflets()
    assert given.given_at.astimezone(opened.shell.desk.zone).date() == day
    assert given.case_id is None


@pytest.mark.parametrize("typed", ["24-11-2026", "yesterday"])
def test_that_a_day_ahead_or_no_day_is_not_logged(printing: OpenPrint, typed: str) -> None:
    opened = printing()
    type_into(named(opened.shell, QLineEdit, "Given by"), "V. Verpleegkundige")
    type_into(named(opened.shell, QLineEdit, "Given on"), typed)
    answer(opened, "Wallet card given too: No")
    answer(opened, "Teach-back done: Yes")
    assert not named(opened.shell, QAbstractButton, "Record that it was given").isEnabled()
    assert "The day is not a day" in said(opened.shell)


def test_that_the_real_leaflet_is_shown_inside_the_window(
    filled_desk: DeskServices, at_table: OpenMeeting
) -> None:
    preferences = replace(filled_desk.settings.current(), contact_day=TRIED, contact_night=TRIED)
    filled_desk.settings.save(preferences)
    opened = at_table(replace(filled_desk, documents=papers.documents()))
    opened.go(Place.PRINT)
    preview = opened.shell.findChild(PdfPreview)
    assert isinstance(preview, PdfPreview)
    assert preview.pages() == 1
    answer(opened, "What: Large print")
    assert preview.pages() == 2
    for name in ("Larger", "Smaller", "Whole page"):
        press(opened.shell, name)
    assert not preview.grab().isNull()


def test_that_there_is_a_leaflet_in_six_languages() -> None:
    assert set(leaflet_languages()) == {"nl", "en", "de", "tr", "pl", "ar"}


def test_that_every_control_of_printing_says_its_name(printing: OpenPrint) -> None:
    opened = printing(STALE, None)
    assert nameless(opened.shell) == []
    for_patient(opened, "Yılmaz")
    assert nameless(opened.shell) == []


def test_that_the_log_says_which_version_was_given_and_that_it_was_given_again(printing: OpenPrint) -> None:
    opened = printing()
    case = for_patient(opened, "Yılmaz")
    for _ in range(2):
        type_into(named(opened.shell, QLineEdit, "Given by"), "V. Verpleegkundige")
        answer(opened, "Wallet card given too: No")
        answer(opened, "Teach-back done: Yes")
        answer(opened, "Record that it was given")
    first, second = opened.services.queue.leaflets(case)
    assert (first.version, first.reprint) == (leaflet_version("en"), False)
    assert (second.version, second.reprint) == (leaflet_version("en"), True)
    assert said(opened.shell).count(f"version {leaflet_version('en')}") == 2
    assert said(opened.shell).count("given again") == 1


def test_that_a_leaflet_without_a_patient_is_never_given_again(printing: OpenPrint) -> None:
    opened = printing()
    for _ in range(2):
        type_into(named(opened.shell, QLineEdit, "Given by"), "V. Verpleegkundige")
        answer(opened, "Wallet card given too: No")
        answer(opened, "Teach-back done: Yes")
        answer(opened, "Record that it was given")
    assert [each.reprint for each in opened.services.queue.leaflets()] == [False, False]


def test_that_hostile_names_show_as_typed(printing: OpenPrint) -> None:
    opened = printing()
    for_patient(opened, "Arslan")
    patient = opened.shell.findChild(QLabel, "print-patient")
    assert isinstance(patient, QLabel)
    assert patient.text() == "Arslan, Mehmet <b>"
    assert patient.textFormat() is Qt.TextFormat.PlainText


def shown_print(opened: Opened) -> PrintView:
    view = opened.shell.findChild(PrintView)
    assert isinstance(view, PrintView)
    return view


def test_that_a_patient_who_cannot_be_read_does_not_stand_in_the_way_of_the_one_chosen_next(
    printing: OpenPrint, documents: Watched
) -> None:
    opened = printing()
    view, case = shown_print(opened), case_named(opened, "Yılmaz")
    view.patient_chosen.emit(CaseId(opened.services.new_id()))
    view.patient_chosen.emit(case)
    opened.settle()
    assert documents.orders[-1].patient_name == "Ayşe Yılmaz"
    type_into(named(opened.shell, QLineEdit, "Given by"), "V. Verpleegkundige")
    answer(opened, "Wallet card given too: No")
    answer(opened, "Teach-back done: Yes")
    answer(opened, "Record that it was given")
    (given,) = opened.services.queue.leaflets(case)
    assert given.case_id == case


def test_that_logging_for_one_patient_leaves_the_next_one_chosen(printing: OpenPrint) -> None:
    opened = printing()
    one, next_one = case_named(opened, "Yılmaz"), case_named(opened, "Arslan")
    for_patient(opened, "Yılmaz")
    view = answered(opened)
    view.log_wanted.emit()
    view.patient_chosen.emit(next_one)
    opened.settle()
    assert len(opened.services.queue.leaflets(one)) == 1
    assert "Arslan, Mehmet <b>" in said(opened.shell)
    assert opened.services.queue.leaflets(next_one) == ()


def answered(opened: Opened) -> PrintView:
    """Answer everything about the patient in hand, and return the view."""
    type_into(named(opened.shell, QLineEdit, "Given by"), "V. Verpleegkundige")
    answer(opened, "Wallet card given too: No")
    answer(opened, "Teach-back done: Yes")
    return shown_print(opened)


def test_that_what_was_answered_about_one_patient_is_not_logged_about_the_next(
    printing: OpenPrint,
) -> None:
    opened = printing()
    next_one = case_named(opened, "Arslan")
    for_patient(opened, "Yılmaz")
    view = answered(opened)
    view.patient_chosen.emit(next_one)
    view.log_wanted.emit()
    opened.settle()
    view.log_wanted.emit()
    opened.settle()
    assert not named(opened.shell, QAbstractButton, "Record that it was given").isEnabled()
    assert named(opened.shell, QLineEdit, "Given by").text() == "V. Verpleegkundige"
    assert opened.services.queue.leaflets(next_one) == ()


def test_that_what_is_logged_is_about_whom_is_shown(printing: OpenPrint) -> None:
    opened = printing()
    chosen = case_named(opened, "Yılmaz")
    view = answered(opened)
    view.patient_chosen.emit(chosen)
    view.log_wanted.emit()
    opened.settle()
    assert [given.case_id for given in opened.services.queue.leaflets()] == [None]
    assert opened.services.queue.leaflets(chosen) == ()
