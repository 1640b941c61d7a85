"""What is put on paper at a printer is a line in the trail of each patient in it, also when the printer refuses."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mdt_desk.bootstrap.desk import open_desk
from mdt_desk.bootstrap.settings import FixedSettings
from mdt_desk.domain.audit import Deed, Event, Result
from mdt_desk.i18n import load_texts
from mdt_desk.ui.paper_window import PaperWindow, Viewer
from mdt_desk.ui.printing import PrintJob
from mdt_desk.usecases.documents import case_sheet_order
from mdt_desk.usecases.errors import SiteError
from mdt_desk.usecases.overview import object_text
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.preferences import Preferences
from tests.ui.conftest import OpenShell
from tests.ui.finding import press
from tests.ui.patients import EVERYBODY, patient
from tests.ui.services import filled


@dataclass
class Printer:
    """Takes documents, or refuses them."""

    refuses: bool = False
    taken: list[bytes] = field(default_factory=list)

    def choose(self, _parent: QWidget) -> PrintJob:
        return PrintJob(printer="a printer")

    def send(self, document: bytes, job: PrintJob) -> None:
        if self.refuses:
            raise SiteError("print.refused", printer=job.printer)
        self.taken.append(document)


@pytest.fixture
def kept(tmp_path: Path, last: ExitStack) -> DeskServices:
    settings = FixedSettings(Preferences(language="en"))
    services = last.enter_context(open_desk(tmp_path / "queue.db", settings))
    return filled(services, [patient(EVERYBODY[0])])


def printed(services: DeskServices) -> list[Event]:
    assert services.witness is not None
    found = [each.event for each in services.witness.trail.lines()]
    return [each for each in found if each.what is Deed.PRINTED]


@pytest.mark.parametrize("refuses", [False, True])
def test_that_a_case_sheet_on_paper_is_in_the_trail_of_its_patient(
    opened: OpenShell, kept: DeskServices, tmp_path: Path, qtbot: QtBot, *, refuses: bool
) -> None:
    shell, printer, case = opened(kept), Printer(refuses=refuses), kept.queue.rows()[0].id
    now = kept.clock.now()
    order = case_sheet_order(kept.queue, kept.assess, case, kept.settings.current(), now)
    file = kept.documents.case_sheet(order, tmp_path / "case-sheet.pdf")
    viewer = Viewer(shell.desk, printer)
    viewer.show(file)
    qtbot.waitUntil(lambda: bool(shown()))
    press(shown()[0], "Print…")
    qtbot.waitUntil(lambda: not shell.desk.busy)
    viewer.close()
    lines = [(each.case, each.object, each.result) for each in printed(kept)]
    on_paper = [(case, "printer:case_sheet", Result.DONE)]
    refusal = [(case, "printer:case_sheet", Result.REFUSED)] if refuses else []
    assert lines == [(case, "case_sheet", Result.DONE), *on_paper, *refusal]
    assert len(printer.taken) == (0 if refuses else 1)
    assert object_text("printer:case_sheet", load_texts("en")) == "on paper: case sheet"


def shown() -> list[PaperWindow]:
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, PaperWindow)]
    return [each for each in found if each.isVisible()]
