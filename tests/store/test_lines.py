"""The lines beside the cases: in which order, found by what, and never taken for what they are not."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from mdt_desk.domain.case import CaseOf
from mdt_desk.domain.meeting import CaseId, CaseState, Meeting, MeetingId
from mdt_desk.domain.reading import with_fact
from mdt_desk.domain.tumour import Primary
from mdt_desk.store import glimpse
from mdt_desk.store.engine import APPLICATION_ID, SCHEMA_VERSION
from mdt_desk.store.finding import Indexed, Plain
from mdt_desk.store.line_rows import SEALED
from mdt_desk.store.lines import KeptLines
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.briefs import FAR, Judged, Known, Ranked, Wanted, Word
from mdt_desk.usecases.ports import StoredCase
from tests.queues import KEY, by_hand, open_queue

AT = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)
MARKS = ("rules@agenda", "rules@next")
NOW = Known(marks=MARKS, at=AT)
LATER = Known(marks=MARKS, at=AT + timedelta(hours=2))


def case(number: int, family: str, **facts: object) -> StoredCase:
    found = with_fact(CaseOf(), "patient.family_name", family)
    for path, value in facts.items():
        found = with_fact(found, path.replace("__", "."), value)
    return StoredCase(
        id=CaseId(UUID(int=number)),
        case=found,
        version=1,
        state=CaseState.OPEN,
        listed_at=AT,
        changed_at=AT,
    )


def judged(*, waits: bool | None = True) -> Judged:
    return Judged(
        at=AT,
        holds=AT + timedelta(hours=1),
        waits=waits,
        emergency_possible=waits is not True,
        because=(),
        deciding=(),
        due=None,
        scores=(),
        readiness="ready",
        missing=(),
    )


def rank(due: float = FAR, mark: str = MARKS[1], **columns: float) -> Ranked:
    return Ranked(due=due, ready=0, mark=mark, nesms=columns.get("nesms"))


@pytest.fixture
def queue(file: Path) -> Iterator[Queue]:
    """Four waiting cases, of which two are judged, and a closed one."""
    with open_queue(file) as opened:
        opened.add(case(1, "Yılmaz", patient__hospital_number="4711001"))
        opened.add(case(2, "Łukasz"))
        opened.add(case(3, "van der Berg"))
        opened.add(case(4, "Arslan"))
        opened.add(replace(case(5, "Gesloten"), state=CaseState.CLOSED))
        opened.lines.keep_judged(
            [
                (opened.get(CaseId(UUID(int=2))), judged(), rank(nesms=2.0)),
                (opened.get(CaseId(UUID(int=4))), judged(waits=False), rank(due=5.0, nesms=1.0)),
            ]
        )
        yield opened


def found(queue: Queue, wanted: Wanted, known: Known = NOW) -> list[int]:
    return [each.id.int for each in queue.lines.page(queue.lines.numbers(wanted, known), known)]


def test_that_what_cannot_wait_stands_first_and_what_is_not_judged_last(queue: Queue) -> None:
    assert found(queue, Wanted()) == [4, 2, 1, 3]
    assert found(queue, Wanted(descending=True)) == [3, 1, 2, 4]
    assert dict(queue.lines.counts(NOW).lanes) == {0: 1, 2: 1, 3: 2}


def test_that_what_holds_no_longer_is_not_known_unless_it_was_urgent_and_says_so(queue: Queue) -> None:
    briefs = {each.id.int: each for each in queue.lines.page(queue.lines.numbers(Wanted(), LATER), LATER)}
    assert briefs[2].judged is None
    assert briefs[4].judged is not None
    assert briefs[4].old
    assert dict(queue.lines.counts(LATER).lanes) == {0: 1, 3: 3}
    assert found(queue, Wanted(ready=(0,)), LATER) == []


def test_that_other_rules_know_nothing(queue: Queue) -> None:
    other = Known(marks=("others@agenda", "others@next"), at=AT)
    briefs = queue.lines.page(queue.lines.numbers(Wanted(), other), other)
    assert [each.judged for each in briefs] == [None] * 4
    assert queue.lines.counts(other).lanes == {3: 4}


@pytest.mark.parametrize("engine", ["indexed", "plain"])
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("yilmaz", [1]),
        ("lmaz", [1]),
        ("4711", [1]),
        ("vanderberg", [3]),
        ("van berg", [3]),
        ("uk", [2]),
        ("%", []),
        ('"', []),
        ("", [4, 2, 1, 3]),
    ],
)
def test_that_every_typed_word_is_found_wherever_it_stands(
    queue: Queue, typed: str, expected: list[int], engine: str
) -> None:
    if engine == "plain":
        queue.lines = KeptLines(queue._database, Plain())  # the other engine's way, on the same tables
    assert found(queue, Wanted(words=tuple(Word(text=each) for each in typed.split()))) == expected


@pytest.mark.parametrize("column", ["urgency", "readiness"])
def test_that_what_was_found_is_put_in_order_without_its_rows(queue: Queue, file: Path, column: str) -> None:
    """A row takes a kilobyte or two: to fetch a thousand of them takes longer than to find them."""
    asked: list[str] = []

    class Listening:
        def numbers(self, sql: str, *given: object) -> list[int]:
            asked.extend((sql, *map(str, given)))
            return []

    lines = KeptLines(Listening(), Indexed())  # type: ignore[arg-type]  # only this is asked of it
    lines.numbers(Wanted(words=(Word(text="arslan"),), states=tuple(CaseState), column=column), NOW)
    queue.close()
    connection = by_hand(file)
    plan = connection.execute(f"EXPLAIN QUERY PLAN {asked[0]}", asked[1:]).fetchall()
    connection.close()
    assert any("COVERING INDEX queue_line_ranked" in str(each[3]) for each in plan)


def test_that_a_changed_case_is_found_by_what_it_says_now_and_is_judged_anew(queue: Queue) -> None:
    before = queue.get(CaseId(UUID(int=4)))
    queue.replace(replace(before, case=with_fact(before.case, "patient.family_name", "Nieuw")), 1)
    assert found(queue, Wanted(words=(Word(text="arslan"),))) == []
    assert found(queue, Wanted(words=(Word(text="nieuw"),))) == [4]
    assert {number for number, _ in queue.lines.to_judge(NOW, (), (), 9)} == {1, 3, 4}


@pytest.mark.parametrize(
    "column",
    [
        "patient",
        "primary",
        "level",
        "neurology",
        "nesms",
        "sins",
        "bilsky",
        "question",
        "meeting",
        "readiness",
    ],
)
def test_that_every_column_sorts_every_case_and_turns_round(queue: Queue, column: str) -> None:
    labels = ("cord", "none", "unknown") if column == "neurology" else ()
    order = found(queue, Wanted(column=column, labels=labels))
    assert sorted(order) == [1, 2, 3, 4]
    assert found(queue, Wanted(column=column, labels=labels, descending=True)) == order[::-1]


def test_that_unknown_sorts_after_known(queue: Queue) -> None:
    assert found(queue, Wanted(column="nesms"))[:2] == [4, 2]
    assert found(queue, Wanted(column="patient")) == [4, 2, 3, 1]


def test_that_closed_cases_are_shown_on_demand_and_never_judged(queue: Queue) -> None:
    assert found(queue, Wanted(states=("closed",))) == [5]
    assert 5 not in [number for number, _ in queue.lines.to_judge(NOW, (), (), 9)]


def test_that_a_meeting_at_another_moment_asks_anew(queue: Queue) -> None:
    meeting = Meeting(id=MeetingId(UUID(int=9)), starts_at=AT + timedelta(days=2))
    queue.keep_meeting(meeting)
    first = queue.get(CaseId(UUID(int=1)))
    kept = queue.replace(replace(first, meeting=meeting.id), 1)
    queue.lines.keep_judged([(kept, judged(waits=False), rank(due=1.0, mark=MARKS[0]))])
    assert found(queue, Wanted(lanes=(0,))) == [1, 4]
    queue.keep_meeting(replace(meeting, starts_at=AT + timedelta(days=3)))
    assert found(queue, Wanted(lanes=(0,))) == [4]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE queue_line SET judged = replace(judged, 'false', 'true') WHERE number = 4",
        "UPDATE queue_line SET holds_until = '2030-01-01 00:00:00.000000' WHERE number = 4",
        "UPDATE queue_line SET facts = replace(facts, 'Arslan', 'Anders') WHERE number = 4",
    ],
)
def test_that_a_line_that_was_changed_outside_is_not_believed(queue: Queue, file: Path, change: str) -> None:
    queue.close()
    connection = by_hand(file)
    connection.execute(change)
    connection.close()
    with open_queue(file) as opened:
        (brief,) = opened.lines.page((4,), NOW)
        assert brief.judged is None
        assert brief.facts.family == "Arslan"


@pytest.mark.parametrize(
    "change",
    [
        "document = replace(document, 'Arslan', 'Anders')",
        "changed_at = 'yesterday'",
        "version = 'many'",
        "state = 'lost'",
    ],
)
def test_that_a_case_that_was_changed_outside_is_refused_by_name_and_the_others_still_show(
    queue: Queue, file: Path, change: str
) -> None:
    queue.close()
    connection = by_hand(file)
    connection.execute("PRAGMA ignore_check_constraints=ON")
    connection.execute(f"UPDATE case_file SET {change} WHERE id LIKE '%4'")
    connection.close()
    with open_queue(file) as opened:
        brief, other = opened.lines.page((4, 2), NOW)
        assert other.refused is None
        assert brief.refused is not None
        assert brief.facts.family is None
        assert [str(each) for each in opened.lines.refused_after("", 9)[1]] == [str(brief.refused)]


def test_that_a_line_that_is_not_there_is_made(queue: Queue, file: Path) -> None:
    queue.close()
    connection = by_hand(file)
    connection.execute("DELETE FROM queue_line WHERE number IN (1, 2)")
    connection.close()
    with open_queue(file) as opened:
        assert opened.lines.fill(9) == 2
        assert opened.lines.fill(9) == 0
        assert sorted(found(opened, Wanted())) == [1, 2, 3, 4]
        assert found(opened, Wanted(words=(Word(text="yilmaz"),))) == [1]


def test_that_a_start_glimpses_the_first_rows_and_what_was_in_sight(queue: Queue, file: Path) -> None:
    queue.lines.keep_sight("what was seen")
    queue.close()
    seen = glimpse.glimpse(file, KEY.raw.hex(), KEY.salt.hex())
    assert seen is not None
    text, rows = seen
    assert text == "what was seen"
    assert [each["number"] for each in rows] == [4, 2, 1, 3]
    assert all(each["stands"] for each in rows)
    assert glimpse.glimpse(file, "00" * 32, KEY.salt.hex()) is None
    assert (glimpse.FORM, glimpse.MARK) == (SCHEMA_VERSION, APPLICATION_ID)


def test_that_a_glimpse_of_a_changed_case_says_that_it_does_not_stand(queue: Queue, file: Path) -> None:
    queue.lines.keep_sight("what was seen")
    queue.close()
    connection = by_hand(file)
    connection.execute(
        "UPDATE case_file SET document = replace(document, 'Arslan', 'Anders') WHERE id LIKE '%4'"
    )
    connection.close()
    seen = glimpse.glimpse(file, KEY.raw.hex(), KEY.salt.hex())
    assert seen is not None
    assert [each["stands"] for each in seen[1]] == [False, True, True, True]


def test_that_what_is_judged_and_holds_is_counted_and_sorted_without_a_look_at_each_case(
    queue: Queue,
) -> None:
    assert not queue.lines.settled(NOW)
    queue.lines.keep_judged(
        [(queue.get(CaseId(UUID(int=each))), judged(), rank(due=float(each))) for each in (1, 3)]
    )
    assert queue.lines.settled(NOW)
    counts = queue.lines.counts(NOW)
    assert (dict(counts.lanes), dict(counts.ready)) == ({0: 1, 2: 3}, {0: 4})
    assert found(queue, Wanted()) == [4, 1, 3, 2]
    assert found(queue, Wanted(descending=True)) == [2, 3, 1, 4]


def test_that_a_word_finds_what_its_label_stands_for(queue: Queue) -> None:
    queue.add(case(6, "Demir", tumour__primary=Primary.BREAST))
    by_origin = Word(text="borst", origins=("breast",))
    assert found(queue, Wanted(words=(by_origin,))) == [6]
    assert found(queue, Wanted(words=(by_origin, Word(text="demir")))) == [6]
    assert found(queue, Wanted(words=(by_origin, Word(text="arslan")))) == []
    assert found(queue, Wanted(words=(Word(text="klaar", ready=(0,)),))) == [4, 2]
    assert found(queue, Wanted(words=(Word(text="klaar", ready=(2,)),))) == []


def test_that_names_are_told_folded_of_those_who_wait(queue: Queue) -> None:
    queue.add(case(6, "Demir", patient__given_name="D.", patient__birth_date=date(1951, 3, 9)))
    names = queue.lines.names()
    assert [each.family for each in names] == ["yilmaz", "lukasz", "van der berg", "arslan", "demir"]
    assert [(each.given, each.born) for each in names][3:] == [(None, None), ("d.", date(1951, 3, 9))]


def test_that_a_judgement_of_a_case_that_changed_meanwhile_is_not_kept(queue: Queue) -> None:
    before = queue.get(CaseId(UUID(int=1)))
    queue.replace(replace(before, case=with_fact(before.case, "patient.family_name", "Anders")), 1)
    queue.lines.keep_judged([(before, judged(waits=False), rank())])
    (brief,) = queue.lines.page((1,), NOW)
    assert (brief.judged, brief.facts.family) == (None, "Anders")


def test_that_a_case_that_cannot_be_read_gets_no_line(queue: Queue, file: Path) -> None:
    queue.close()
    connection = by_hand(file)
    connection.execute("DELETE FROM queue_line WHERE number = 4")
    connection.execute("UPDATE case_file SET document = '{}' WHERE id LIKE '%4'")
    connection.close()
    with open_queue(file) as opened:
        assert opened.lines.fill(9) == 0
        (refused,) = opened.lines.refused_after("", 9)[1]
        assert refused.params["row"].endswith("4")


def test_that_a_sealed_line_that_says_nothing_is_made_of_its_case(queue: Queue, file: Path) -> None:
    queue.close()
    connection = by_hand(file)
    connection.execute("UPDATE queue_line SET facts = '[]' WHERE number = 4")
    row = connection.execute(f"SELECT {', '.join(SEALED)} FROM queue_line WHERE number = 4").fetchone()
    seal = hashlib.sha256("\x00".join(repr(each) for each in row).encode()).hexdigest()
    connection.execute("UPDATE queue_line SET seal = ? WHERE number = 4", (seal,))
    connection.close()
    with open_queue(file) as opened:
        (brief,) = opened.lines.page((4,), NOW)
    assert (brief.judged, brief.facts.family) == (None, "Arslan")


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"open": "00", "queue": "00"}'])
def test_that_a_start_without_a_key_at_hand_glimpses_nothing(file: Path, content: bytes) -> None:
    assert glimpse.key_at_hand(file) is None
    assert glimpse.key_in_store(file) is None
    file.parent.mkdir()
    file.with_suffix(".keys").write_bytes(content)
    assert glimpse.key_at_hand(file) is None
    assert glimpse.key_in_store(file) is None


def test_that_a_key_in_the_open_is_at_hand(file: Path) -> None:
    file.parent.mkdir()
    lies_open = {"open": KEY.raw.hex(), "queue": KEY.salt.hex()}
    file.with_suffix(".keys").write_text(json.dumps(lies_open), encoding="utf-8")
    assert glimpse.key_at_hand(file) == (KEY.raw.hex(), KEY.salt.hex())


def test_that_nothing_is_glimpsed_where_nothing_was_in_sight(queue: Queue, file: Path) -> None:
    queue.close()
    assert glimpse.glimpse(file, KEY.raw.hex(), KEY.salt.hex()) is None
    assert glimpse.glimpse(file.with_name("absent.db"), KEY.raw.hex(), KEY.salt.hex()) is None
    connection = by_hand(file)
    connection.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    connection.close()
    assert glimpse.glimpse(file, KEY.raw.hex(), KEY.salt.hex()) is None
