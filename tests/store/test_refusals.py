"""A row that somebody else changed is refused by name and reason; nothing of it is half believed."""

import json
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from mdt_desk.domain.case import Case, CaseOf
from mdt_desk.domain.meeting import (
    ActionId,
    ActionItem,
    Attendee,
    CaseId,
    CaseState,
    Decision,
    Discipline,
    LeafletGiven,
    LeafletId,
    Meeting,
    MeetingId,
)
from mdt_desk.domain.problems import CaseRefused
from mdt_desk.domain.reading import with_fact
from mdt_desk.i18n import Texts
from mdt_desk.store.cipher import driver
from mdt_desk.store.gate import RowRefused
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.errors import BugError, NotThere, UserError
from mdt_desk.usecases.ports import StoredCase
from tests.queues import by_hand, open_queue
from tests.store.samples import AT

ONE, TWO = CaseId(UUID(int=1)), CaseId(UUID(int=2))
MEETING = MeetingId(UUID(int=9))


LEAFLET = LeafletGiven(
    id=LeafletId(UUID(int=6)),
    case_id=ONE,
    given_by="B",
    given_at=AT,
    language="nl",
    large_print=False,
    card=False,
    teach_back=True,
)


def ecog(value: int) -> Case:
    return with_fact(with_fact(CaseOf(), "condition.ecog", value), "patient.family_name", "Geheim")


def listed(case_id: CaseId, case: Case) -> StoredCase:
    return StoredCase(id=case_id, case=case, version=1, state=CaseState.OPEN, listed_at=AT, changed_at=AT)


@pytest.fixture
def tampered(file: Path) -> "Tampered":
    return Tampered(file)


class Tampered:
    """A queue with two cases, a meeting and a decision, which is then changed behind its back."""

    def __init__(self, file: Path) -> None:
        self.file = file
        item = ActionItem(id=ActionId(UUID(int=5)), text="plan the MRI")
        with open_queue(file) as queue:
            queue.add(listed(ONE, ecog(1)))
            queue.add(listed(TWO, ecog(2)))
            somebody = Attendee(name="A. Voorbeeld", discipline=Discipline.RADIOLOGY)
            queue.keep_meeting(Meeting(id=MEETING, starts_at=AT, attendees=(somebody,), agenda=(ONE, TWO)))
            queue.keep_decision(Decision(case_id=ONE, meeting_id=MEETING, decided_at=AT, actions=(item,)))
            queue.log_leaflet(LEAFLET)

    def by_hand(self, sql: str, *values: object) -> Queue:
        connection = by_hand(self.file)
        connection.execute("PRAGMA ignore_check_constraints=ON")
        changed = connection.execute(sql, values)
        assert changed.rowcount > 0
        connection.close()
        return open_queue(self.file)

    def document(self, **sections: object) -> Queue:
        document = json.dumps({"schema": "mdt-desk/case/1", **sections})
        return self.by_hand("UPDATE case_file SET document = ? WHERE id = ?", document, ONE.hex)


def test_that_an_impossible_ecog_is_refused_by_name_and_the_other_case_still_reads(
    tampered: Tampered, texts: Texts
) -> None:
    with tampered.document(condition={"ecog": 99}) as queue:
        with pytest.raises(RowRefused) as refused:
            queue.get(ONE)
        assert refused.value.params == {"table": "case_file", "row": ONE.hex, "why": "condition.ecog: range"}
        assert [each.id for each in queue.rows()] == [TWO]
        assert [str(each) for each in queue.refused()] == [str(refused.value)]
        assert "condition.ecog" in texts.get(refused.value.key, **refused.value.params)


def test_that_every_fact_that_does_not_pass_is_named_and_none_is_quoted(tampered: Tampered) -> None:
    with tampered.document(condition={"ecog": 99, "karnofsky": 55}, patient={"name": "Geheim"}) as queue:
        (refused,) = queue.refused()
    assert set(refused.params["why"].split(", ")) == {
        "condition.ecog: range",
        "condition.karnofsky: step",
        "patient.name: unknown_key",
    }
    assert "Geheim" not in str(refused)


def test_that_a_plausible_change_behind_the_back_of_the_program_is_seen(tampered: Tampered) -> None:
    with tampered.document(condition={"ecog": 3}, patient={"family_name": "Geheim"}) as queue:
        assert [each.params["why"] for each in queue.refused()] == ["digest: changed_outside"]


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [
        ("document", '{"schema": 1, "schema": 2}', "document: not_json"),
        ("document", '{"condition": {"ecog": NaN}}', "document: not_json"),
        ("document", "{" * 5000 + "}", "document: not_json"),
        ("document", b"{}", "document: type_text"),
        ("state", "lost", "state: choice"),
        ("version", "many", "version: type_int"),
        ("version", 7, "digest: changed_outside"),
        ("listed_at", "yesterday", "listed_at: type_datetime"),
        ("changed_at", "2026-11-18 09:00:00+01:00", "changed_at: type_datetime"),
        ("meeting_id", "nowhere", "meeting_id: type_uuid"),
    ],
)
def test_that_a_case_row_with_a_wrong_cell_is_refused(
    tampered: Tampered, column: str, value: object, why: str
) -> None:
    with tampered.by_hand(f"UPDATE case_file SET {column} = ? WHERE id = ?", value, ONE.hex) as queue:
        assert [each.params["why"] for each in queue.refused()] == [why]


def test_that_text_which_is_no_text_is_refused(tampered: Tampered) -> None:
    sql = "UPDATE case_file SET document = CAST(x'7bff7d' AS TEXT) WHERE id = ?"
    with tampered.by_hand(sql, ONE.hex) as queue:
        assert [each.params["why"] for each in queue.refused()] == ["document: type_text"]


@pytest.mark.parametrize(
    ("table", "column", "value", "why"),
    [
        ("meeting", "state", "over", "state: choice"),
        ("meeting", "names_shown", 2, "names_shown: type_bool"),
        ("attendee", "discipline", "magic", "discipline: choice"),
        ("agenda_item", "case_id", "x", "case_id: type_uuid"),
    ],
)
def test_that_a_meeting_with_a_wrong_cell_is_refused(
    tampered: Tampered, table: str, column: str, value: object, why: str
) -> None:
    with (
        tampered.by_hand(f"UPDATE {table} SET {column} = ? WHERE rowid = 1", value) as queue,
        pytest.raises(RowRefused) as refused,
    ):
        queue.meetings()
    assert (refused.value.params["table"], refused.value.params["why"]) == (table, why)


@pytest.mark.parametrize(
    ("table", "column", "value", "why"),
    [
        ("decision", "options", "[1]", "options: type_codes"),
        ("decision", "options", "[", "options: not_json"),
        ("decision", "deviation", "whim", "deviation: choice"),
        ("decision", "decided_at", 3, "decided_at: type_text"),
        ("decision", "wakes_on", "[", "wakes_on: type_facts"),
        ("decision", "wakes_on", "{}", "wakes_on: type_facts"),
        ("decision", "wakes_on", "[7]", "wakes_on: type_facts"),
        ("decision", "wakes_on", '["condition.magic"]', "wakes_on: type_facts"),
        ("action_item", "due", "soon", "due: type_date"),
    ],
)
def test_that_a_decision_with_a_wrong_cell_is_refused(
    tampered: Tampered, table: str, column: str, value: object, why: str
) -> None:
    with (
        tampered.by_hand(f"UPDATE {table} SET {column} = ?", value) as queue,
        pytest.raises(RowRefused) as refused,
    ):
        queue.decisions()
    assert (refused.value.params["table"], refused.value.params["why"]) == (table, why)


def test_that_a_leaflet_with_a_wrong_cell_is_refused(tampered: Tampered) -> None:
    with (
        tampered.by_hand("UPDATE leaflet_log SET card = 'yes'") as queue,
        pytest.raises(RowRefused, match="card: type_int"),
    ):
        queue.leaflets()


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("case_file", "state = 'lost'"),
        ("case_file", "version = 0"),
        ("case_file", "document = 'x'"),
        ("case_file", "digest = ''"),
        ("meeting", "state = 'over'"),
        ("meeting", "state = 'closed'"),
        ("meeting", "signed_by = 'A'"),
        ("attendee", "discipline = 'magic'"),
        ("attendee", "name = ''"),
        ("decision", "deviation = 'whim'"),
        ("decision", "options = 'sbrt'"),
        ("action_item", "text = ''"),
        ("leaflet_log", "given_by = ''"),
    ],
)
def test_that_the_tables_themselves_refuse_what_no_gate_let_through(
    tampered: Tampered, table: str, change: str
) -> None:
    connection = by_hand(tampered.file)
    with pytest.raises(driver.IntegrityError, match="CHECK"):
        connection.execute(f"UPDATE {table} SET {change}")
    connection.close()


def test_that_a_case_that_would_not_come_back_is_not_kept(queue: Queue) -> None:
    both = with_fact(with_fact(CaseOf(), "tumour.spinal_metastases", 3), "tumour.skeletal_metastases", 2)
    with pytest.raises(CaseRefused):
        queue.add(listed(ONE, both))
    queue.add(listed(TWO, ecog(2)))
    with pytest.raises(CaseRefused):
        queue.replace(listed(TWO, both), 1)
    assert queue.rows() == (listed(TWO, ecog(2)),)


def test_that_a_decision_without_its_meeting_is_our_own_mistake_and_leaves_no_trace(queue: Queue) -> None:
    queue.add(listed(ONE, ecog(1)))
    with pytest.raises(BugError) as mistake:
        queue.keep_decision(Decision(case_id=ONE, meeting_id=MEETING, decided_at=AT, own_words="Geheim"))
    assert "Geheim" not in str(mistake.value)
    assert queue.decisions() == ()


def test_that_the_same_case_is_not_added_twice(queue: Queue) -> None:
    queue.add(listed(ONE, ecog(1)))
    with pytest.raises(BugError):
        queue.add(listed(ONE, ecog(2)))
    assert queue.rows() == (listed(ONE, ecog(1)),)


def test_that_text_the_disk_cannot_hold_is_refused_before_anything_changes(queue: Queue) -> None:
    meeting = Meeting(id=MEETING, starts_at=AT)
    queue.keep_meeting(meeting)
    broken = Attendee(name="\ud800", discipline=Discipline.OTHER)
    with pytest.raises(UserError, match="text_unstorable"):
        queue.keep_meeting(replace(meeting, attendees=(broken,)))
    assert queue.meetings() == (meeting,)


def test_that_what_is_not_there_is_told_by_its_name(queue: Queue) -> None:
    with pytest.raises(NotThere, match=r"store\.no_case"):
        queue.get(ONE)
    with pytest.raises(NotThere, match=r"store\.no_case"):
        queue.replace(listed(ONE, ecog(1)), 1)
    with pytest.raises(NotThere, match=r"store\.no_meeting"):
        queue.meeting(MEETING)


def test_that_who_was_not_told_that_it_was_kept_may_keep_it_once_more(queue: Queue) -> None:
    queue.add(listed(ONE, ecog(1)))
    queue.add(listed(ONE, ecog(1)))
    changed = queue.replace(listed(ONE, ecog(2)), 1)
    assert queue.replace(listed(ONE, ecog(2)), 1) == changed
    queue.log_leaflet(LEAFLET)
    queue.log_leaflet(LEAFLET)
    assert (queue.rows(), queue.leaflets()) == ((changed,), (LEAFLET,))


def test_that_who_asks_for_cases_in_no_state_is_given_none(queue: Queue) -> None:
    queue.add(listed(ONE, ecog(1)))
    assert queue.rows(states=()) == ()
