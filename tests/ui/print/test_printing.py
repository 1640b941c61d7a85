"""Onto paper: what is shown, with what belongs to it, in one go; and nobody's name in the printer's queue."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel

from mdt_desk.domain.meeting import Decision
from mdt_desk.reports.release import read_pages
from mdt_desk.ui.actions import Place
from mdt_desk.ui.printing import JOB_NAME, PrintJob, Sides, SystemPrinters, arguments, paint
from mdt_desk.usecases.errors import SiteError
from mdt_desk.usecases.meetings import decide
from mdt_desk.usecases.ports import DeskServices
from tests.reports.examples import LEAFLET, documents
from tests.ui.finding import named, press
from tests.ui.meeting.conftest import OpenMeeting
from tests.ui.meeting.desk import Opened, planned
from tests.ui.print.test_screen import TRIED, for_patient
from tests.ui.services import PlainDocuments

JOB = PrintJob(printer="Ward 3", copies=2, sides=Sides.LONG_EDGE)


@pytest.fixture
def at_printer(filled_desk: DeskServices, at_table: OpenMeeting) -> Opened:
    """Open the print screen for a patient about whom something was decided."""
    planned(filled_desk)
    preferences = replace(filled_desk.settings.current(), contact_day=TRIED, contact_night=TRIED)
    filled_desk.settings.save(preferences)
    opened = at_table(replace(filled_desk, documents=PlainDocuments()))
    opened.go(Place.PRINT)
    return opened


def sent_words(opened: Opened) -> str:
    found = opened.shell.findChild(QLabel, "print-sent")
    assert isinstance(found, QLabel)
    return found.text()


def do_print(opened: Opened) -> None:
    press(opened.shell, "Print…")
    opened.settle()


def test_that_what_is_shown_goes_to_the_printer_that_was_chosen(at_printer: Opened) -> None:
    at_printer.printers.job = JOB
    do_print(at_printer)
    assert at_printer.printers.sent == [b"leaflet"]
    assert at_printer.printers.jobs == [JOB]
    assert sent_words(at_printer) == "1 document sent to Ward 3."
    assert list(at_printer.papers.glob("*")) == []


def test_that_nothing_is_printed_when_the_dialog_is_left(at_printer: Opened) -> None:
    at_printer.printers.job = None
    do_print(at_printer)
    assert at_printer.printers.asked == 1
    assert at_printer.printers.sent == []
    assert sent_words(at_printer) == ""


def test_that_a_computer_without_a_printer_is_said_to_have_none(
    at_printer: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_printer.printers.gone = True
    do_print(at_printer)
    assert sent_words(at_printer).startswith("This computer has no printer yet")
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    with pytest.raises(SiteError, match="no_printer"):
        SystemPrinters().choose(at_printer.shell)


def tick(opened: Opened, name: str) -> None:
    box = named(opened.shell, QCheckBox, f"Print with it: {name}")
    box.click()
    opened.settle()


def offered(opened: Opened) -> set[str]:
    return {each.text() for each in opened.shell.findChildren(QCheckBox) if each.isVisible()}


def decided(opened: Opened, name: str) -> None:
    """Decide about a patient, and come to the printer with that patient."""
    services = opened.services
    meeting = services.queue.meetings()[0]
    case = next(each.id for each in services.queue.rows() if each.case.patient.family_name == name)
    decision = Decision(
        case_id=case,
        meeting_id=meeting.id,
        decided_at=services.clock.now(),
        options=("rt_8gy_single",),
        deviates_from_leading=False,
        responsible_physician="Dr A. Voorbeeld",
    )
    decide(services.queue, services.assess, decision, leading="erasmus-2022")
    for_patient(opened, name)


def test_that_leaflet_card_and_letter_are_printed_in_one_go(at_printer: Opened) -> None:
    decided(at_printer, "Yılmaz")
    tick(at_printer, "Wallet card")
    tick(at_printer, "Letter to the general practitioner")
    do_print(at_printer)
    assert at_printer.printers.sent == [b"leaflet", b"leaflet", b"letter"]
    assert at_printer.printers.asked == 1
    assert sent_words(at_printer) == "3 documents sent to Tray."


def test_that_a_letter_is_offered_only_when_something_was_decided(at_printer: Opened) -> None:
    assert offered(at_printer) == {"Wallet card"}
    for_patient(at_printer, "Yılmaz")
    assert offered(at_printer) == {"Wallet card"}
    decided(at_printer, "Arslan")
    assert offered(at_printer) == {"Wallet card", "Letter to the general practitioner"}
    press(at_printer.shell, "What: Wallet card")
    at_printer.settle()
    assert offered(at_printer) == {"Letter to the general practitioner"}


def test_that_a_letter_chosen_for_one_patient_is_not_printed_for_the_next(at_printer: Opened) -> None:
    decided(at_printer, "Yılmaz")
    tick(at_printer, "Letter to the general practitioner")
    for_patient(at_printer, "Arslan")
    do_print(at_printer)
    assert at_printer.printers.sent == [b"leaflet"]
    assert sent_words(at_printer) == "1 document sent to Tray."


def test_that_printing_can_be_stopped_between_two_documents(at_printer: Opened) -> None:
    decided(at_printer, "Yılmaz")
    tick(at_printer, "Wallet card")
    tick(at_printer, "Letter to the general practitioner")
    at_printer.printers.ready.clear()
    press(at_printer.shell, "Print…")
    assert sent_words(at_printer) == "Printing 1 of 3: Leaflet"
    assert not named(at_printer.shell, QAbstractButton, "Print…").isEnabled()
    press(at_printer.shell, "Stop")
    at_printer.printers.ready.set()
    at_printer.settle()
    assert at_printer.printers.sent == [b"leaflet"]
    assert sent_words(at_printer) == "Stopped after 1 of 3."


def test_that_a_printer_that_refuses_is_named_and_nothing_more_is_sent(at_printer: Opened) -> None:
    at_printer.printers.jammed = True
    tick(at_printer, "Wallet card")
    do_print(at_printer)
    assert sent_words(at_printer) == (
        "The printer Tray did not take the document. Nothing of it was printed."
    )
    assert at_printer.printers.sent == []


def test_that_a_job_is_named_after_the_program_and_comes_without_a_file_name() -> None:
    told = arguments(JOB)
    options = ["-o", "sides=two-sided-long-edge", "-o", "media=A4", "-o", "print-scaling=none"]
    assert told == ["-d", "Ward 3", "-n", "2", *options, "-t", JOB_NAME]
    assert JOB_NAME == "MDT Desk"


@pytest.fixture
def spooler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put an `lp` in the way that keeps what it is told and given; it fails for the printer "Broken"."""
    script = tmp_path / "lp"
    script.write_text(
        f'#!/bin/sh\nprintf "%s|" "$@" > {tmp_path}/told\ncat > {tmp_path}/given\ntest "$2" != Broken\n',
        encoding="utf-8",
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


def test_that_the_file_itself_is_handed_to_the_spooler(spooler: Path) -> None:
    SystemPrinters().send(b"%PDF \x00\xff", JOB)
    assert (spooler / "given").read_bytes() == b"%PDF \x00\xff"
    assert (spooler / "told").read_text(encoding="utf-8").split("|")[:-1] == arguments(JOB)


def test_that_a_spooler_that_fails_is_an_error_of_the_site(spooler: Path) -> None:
    assert spooler.is_dir()
    with pytest.raises(SiteError, match=r"print\.refused"):
        SystemPrinters().send(b"%PDF", replace(JOB, printer="Broken"))


def test_that_without_a_spooler_every_page_is_painted(qapp: object, tmp_path: Path) -> None:
    assert qapp is not None
    order = replace(LEAFLET, large_print=True)
    made = documents(tmp_path).leaflet(order, tmp_path / "leaflet.pdf").read_bytes()
    painted = tmp_path / "painted.pdf"
    paint(made, JOB, file=str(painted))
    assert len(read_pages(painted.read_bytes())) == len(read_pages(made)) == 2
