"""Decisions, actions and meetings out: what others read of them."""

from datetime import UTC, date, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from mdt_desk.domain.case import CaseOf
from mdt_desk.domain.meeting import (
    ActionId,
    ActionItem,
    CaseId,
    Decision,
    DeviationReason,
    Meeting,
    MeetingId,
)
from mdt_desk.domain.reading import with_fact
from mdt_desk.exchange.calendar_file import calendar
from mdt_desk.exchange.decision_table import actions, decisions
from mdt_desk.i18n import Texts, load_texts
from tests.strategies import AMSTERDAM, AT

CASE, MEETING = CaseId(UUID(int=1)), MeetingId(UUID(int=2))
WEEKLY = Meeting(id=MEETING, starts_at=datetime(2026, 11, 18, 7, 0, tzinfo=UTC), agenda=(CASE,))
CASES = {CASE: with_fact(CaseOf(), "patient.hospital_number", "000123")}
TASK = ActionItem(id=ActionId(UUID(int=3)), text="MRI plannen", owner="Coördinator", due=date(2026, 11, 20))


def decided() -> Decision:
    return Decision(
        case_id=CASE,
        meeting_id=MEETING,
        decided_at=AT,
        options=("decompression", "rt_30gy_in_10"),
        deviation=DeviationReason.PATIENTS_CHOICE,
        dissent="Een collega koos bestraling alleen",
        actions=(TASK,),
    )


def test_that_a_decision_is_one_row_with_number_meeting_options_and_dissent(texts: Texts) -> None:
    headers, (row,) = decisions([decided()], CASES, {MEETING: WEEKLY}, texts, AMSTERDAM)
    told = dict(zip(headers, row, strict=True))
    assert told[texts.get("export.column.number")] == "000123"
    assert told[texts.get("export.column.meeting")] == datetime(2026, 11, 18, 8, 0)  # noqa: DTZ001  # a spreadsheet knows no zone
    options = [texts.get("action.decompression"), texts.get("action.rt_30gy_in_10")]
    assert told[texts.get("export.column.options")] == "; ".join(options)
    assert told[texts.get("export.column.dissent")] == "Een collega koos bestraling alleen"
    assert told[texts.get("export.column.deviation")] == texts.get("value.DeviationReason.patients_choice")


def test_that_an_action_is_one_row_with_who_and_until_when(texts: Texts) -> None:
    _, rows = actions([decided()], CASES, {MEETING: WEEKLY}, texts, AMSTERDAM)
    assert [each[2:] for each in rows] == [("MRI plannen", "Coördinator", date(2026, 11, 20), None)]


def unfolded(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def test_that_a_calendar_holds_the_meeting_in_utc_and_names_nobody() -> None:
    lines = unfolded(calendar([WEEKLY], "Ziekenhuis Voorbeeld; poli 1, zaal A", load_texts("nl"), AT))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert f"UID:{MEETING}@mdt-desk" in lines
    assert "DTSTART:20261118T070000Z" in lines
    assert "DESCRIPTION:1 casus op de agenda" in lines
    assert "LOCATION:Ziekenhuis Voorbeeld\\; poli 1\\, zaal A" in lines
    assert lines[-1] == "END:VCALENDAR"


@given(place=st.text())
def test_that_no_line_of_a_calendar_is_longer_than_75_octets_and_none_is_added(place: str) -> None:
    data = calendar([WEEKLY], place, load_texts("en"), AT)
    assert all(len(each) <= 75 for each in data.split(b"\r\n"))
    assert sum(each.startswith("LOCATION:") for each in unfolded(data)) == bool(place)
    assert len(unfolded(data)) == 13 + bool(place)
