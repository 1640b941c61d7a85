"""How the columns of a list were understood is remembered; what would become of it is said before it is taken over."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mdt_desk.bootstrap.papers import list_desk
from mdt_desk.domain.audit import Deed
from mdt_desk.domain.meeting import Meeting, MeetingId
from mdt_desk.i18n import Texts
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.audited_lists import AuditedLists
from mdt_desk.usecases.cases import list_case
from mdt_desk.usecases.errors import ServerAway
from mdt_desk.usecases.importing import Fate
from mdt_desk.usecases.lists import (
    Brought,
    Format,
    What,
    gathered,
    left_out,
    plan_brought,
    remember,
    remembered,
)
from mdt_desk.usecases.ports import NoteKind
from mdt_desk.usecases.sheets import ListedRow
from tests.usecases.desk import TUESDAY, counting, patient
from tests.usecases.witnessing import MemoryTrail, witness_on

TABLE = "Family name\tHospital number\tColour\nDemo\t000123\tred\n"


@pytest.fixture
def trail() -> MemoryTrail:
    return MemoryTrail()


@pytest.fixture
def lists(trail: MemoryTrail) -> AuditedLists:
    witness = witness_on(trail)
    return AuditedLists(list_desk(), witness)


def test_that_the_columns_of_a_list_are_remembered_until_they_no_longer_fit(
    queue: Queue, lists: AuditedLists
) -> None:
    sheet = lists.open_text(TABLE).sheet
    assert sheet is not None
    chosen = lists.suggest(sheet.headers)
    assert chosen == ("patient.family_name", "patient.hospital_number", None)
    assert left_out(sheet, chosen) == ("Colour",)
    assert remembered(queue, lists, sheet.headers) is None
    remember(queue, lists, sheet.headers, chosen)
    assert remembered(queue, lists, sheet.headers) == chosen
    for other in ("patient.family_name", "patient.family_name\npatient.magic\n"):
        queue.notes.keep(NoteKind.HEADER_MAPPING, lists.key(sheet.headers), other)
        assert remembered(queue, lists, sheet.headers) is None


def test_that_a_table_and_a_file_of_cases_are_planned_alike(queue: Queue, lists: AuditedLists) -> None:
    brought = lists.open_text(TABLE)
    assert brought.sheet is not None
    plan = plan_brought(queue, lists, brought, lists.suggest(brought.sheet.headers), TUESDAY)
    assert ([each.fate for each in plan.rows], plan.left_out) == ([Fate.ADDED], ("Colour",))
    cases = Brought(name="cases.json", rows=(ListedRow(number=1, case=patient("VB-1")),))
    assert [each.fate for each in plan_brought(queue, lists, cases, (), TUESDAY).rows] == [Fate.ADDED]


def test_that_a_file_is_opened_by_its_ending(lists: AuditedLists, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(TABLE.replace("\t", ";"), encoding="utf-8")
    assert ".csv" in lists.endings or "csv" in lists.endings
    sheet = lists.open_file(file, TUESDAY).sheet
    assert sheet is not None
    assert sheet.headers == ("Family name", "Hospital number", "Colour")


def test_that_an_export_about_patients_leaves_a_line_or_no_file(
    queue: Queue, lists: AuditedLists, trail: MemoryTrail, texts: Texts, tmp_path: Path
) -> None:
    stored = list_case(queue, counting(), patient("VB-1"), TUESDAY)
    order = gathered(queue, What.CASES, Format.CSV, "Room 1", texts, TUESDAY)
    assert lists.export(order, tmp_path / "cases.csv") == 1
    assert [(each.what, each.case, each.object) for each in trail.events] == [
        (Deed.EXPORTED, stored.id, "file:cases csv")
    ]
    trail.full = True
    with pytest.raises(ServerAway):
        lists.export(order, tmp_path / "again.csv")
    assert not (tmp_path / "again.csv").exists()


def test_that_meetings_leave_without_a_line_and_only_those_to_come(
    queue: Queue, lists: AuditedLists, trail: MemoryTrail, texts: Texts, tmp_path: Path
) -> None:
    new_id = counting()
    before, ahead = (
        Meeting(id=MeetingId(new_id()), starts_at=datetime(2026, 11, day, 7, tzinfo=UTC)) for day in (1, 30)
    )
    for each in (before, ahead):
        queue.keep_meeting(each)
    order = gathered(queue, What.MEETINGS, Format.ICS, "Room 1", texts, TUESDAY + timedelta(hours=1))
    assert order.meetings == (ahead,)
    assert lists.export(order, tmp_path / "meetings.ics") == 1
    assert trail.events == []
