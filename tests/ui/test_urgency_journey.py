"""A day of one patient, seen in the window: treated and calm, then worse, then late, then done."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from mdt_desk.domain.meeting import CaseId
from mdt_desk.domain.neurology import Side
from mdt_desk.ui.actions import Place
from mdt_desk.ui.shell import Shell
from mdt_desk.ui.widgets.urgency_card import UrgencyCard
from mdt_desk.ui.widgets.urgent_lane import UrgentLane
from mdt_desk.usecases.cases import change_facts
from mdt_desk.usecases.ports import DeskServices
from tests.ui.conftest import OpenShell
from tests.ui.finding import said
from tests.ui.patients import NOW, patient
from tests.ui.services import StandingClock, filled

TREATED: dict[str, Any] = {
    "patient": {"family_name": "Voorbeeld", "given_name": "Bo", "hospital_number": "4711900"},
    "referral": {"received_at": "2026-11-20T09:00:00+01:00"},
    "tumour": {
        "primary": "breast",
        "diagnosed_on": "2025-06-01",
        "histology_confirmed": True,
        "haematological_malignancy_possible": False,
        "atypical_imaging": False,
        "progression_elsewhere": True,
    },
    "symptoms": {"back_or_neck_pain": True, "radicular_pain": "none", "lhermitte": False},
    "neurology": {
        "cord_or_cauda_signs": False,
        "radicular_deficit": "none",
        "sphincter_dysfunction": False,
        "frankel": "E",
    },
    "imaging": {
        "confirmed_spinal_metastases": True,
        "mri_whole_spine_at": "2026-11-20T15:00:00+01:00",
        "compression_on_mri": False,
    },
    "stability": {"clinically_unstable": False, "axial_loading_pain": False},
    "treatment": {
        "started_at": "2026-11-21T10:00:00+01:00",
        "radiotherapy_started_at": "2026-11-21T10:00:00+01:00",
    },
}
WORSE = datetime.fromisoformat("2026-11-23T09:10:00+01:00")


class Day:
    """One window, one patient, and a clock that is put forward by hand."""

    def __init__(self, qtbot: QtBot, services: DeskServices, shell: Shell, clock: StandingClock) -> None:
        self._qtbot = qtbot
        self._services = services
        self._clock = clock
        self.shell = shell
        (stored,) = services.queue.rows()
        self.case: CaseId = stored.id

    def record(self, at: datetime, **facts: object) -> None:
        """Put the clock forward and record facts, as a colleague does elsewhere."""
        self._clock.at = at
        changes = {path.replace("__", "."): value for path, value in facts.items()}
        stored = self._services.queue.get(self.case)
        change_facts(self._services.queue, self.case, changes, expected_version=stored.version, at=at)
        self.shell.desk.changed.emit()
        self.shell.go(Place.QUEUE)
        self._settle()

    def lane(self) -> str:
        """Return what the lane above the queue says."""
        self.shell.go(Place.QUEUE)
        self._settle()
        (lane,) = self.shell.findChildren(UrgentLane)
        return said(lane)

    def card(self, awaited: str) -> str:
        """Return all that the case says about its urgency, once this is among it."""
        self.shell.desk.open_case(self.case)
        self._settle()
        (found,) = [each for each in self.shell.findChildren(UrgencyCard) if each.isVisibleTo(self.shell)]
        for each in found.findChildren(QAbstractButton):
            if each.isVisibleTo(found) and each.text().startswith("Show all"):
                each.click()
        self._qtbot.waitUntil(lambda: awaited in said(found))
        return said(found)

    def _settle(self) -> None:
        self._qtbot.waitUntil(lambda: not self.shell.desk.busy)


@pytest.fixture
def day(qtbot: QtBot, empty_desk: DeskServices, opened: OpenShell) -> Day:
    clock = StandingClock(NOW)
    services = filled(replace(empty_desk, clock=clock), [patient(TREATED)])
    return Day(qtbot, services, opened(services), clock)


def test_that_a_treated_patient_without_new_signs_is_no_alarm(day: Day) -> None:
    assert "Voorbeeld" not in day.lane()
    card = day.card("Done in time: MRI of the whole spine")
    assert "clocks restarted" not in card


def test_that_new_signs_restart_the_clocks_and_say_so_in_lane_and_case(day: Day) -> None:
    day.record(NOW, symptoms__worsened_at=WORSE, neurology__cord_or_cauda_signs=True)
    lane = day.lane()
    assert "Voorbeeld" in lane
    assert "Worse since 09:10: clocks restarted" in lane
    card = day.card("MRI of the whole spine")
    assert "Cannot wait for the meeting" in card
    assert "Worse since 09:10: clocks restarted" in card
    assert "Done in time: MRI of the whole spine" not in card


def test_that_a_deadline_goes_from_running_to_overdue_to_done_late(day: Day) -> None:
    day.record(NOW, symptoms__worsened_at=WORSE, neurology__cord_or_cauda_signs=True)
    assert "overdue" not in day.card("MRI of the whole spine")
    day.record(WORSE + timedelta(hours=13), neurology__radicular_deficit=Side.NONE)
    assert "MRI of the whole spine" in day.card("overdue")
    made = WORSE + timedelta(hours=14)
    day.record(made, imaging__mri_whole_spine_at=made)
    assert "Done in time: MRI" not in day.card("Done late: MRI of the whole spine (Erasmus MC)")


def test_that_a_deadline_that_was_kept_is_said(day: Day) -> None:
    day.record(NOW, symptoms__worsened_at=WORSE, neurology__cord_or_cauda_signs=True)
    made = WORSE + timedelta(hours=5)
    day.record(made, imaging__mri_whole_spine_at=made)
    assert "Done late" not in day.card("Done in time: MRI of the whole spine (Erasmus MC)")


def test_that_a_worsening_of_another_day_is_said_with_its_day(day: Day) -> None:
    day.record(WORSE + timedelta(days=1), symptoms__worsened_at=WORSE, neurology__cord_or_cauda_signs=True)
    assert "Worse since Mon 23 Nov 09:10: clocks restarted" in day.lane()
