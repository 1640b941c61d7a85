"""The lines beside the cases say the same on a server as in a file, however they are asked for."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path
from uuid import UUID

import pytest

from mdt_desk.bootstrap.rules import load_rules
from mdt_desk.domain.assess import assess
from mdt_desk.domain.case import CaseOf
from mdt_desk.domain.meeting import CaseId, CaseState, Meeting, MeetingId
from mdt_desk.domain.reading import with_fact
from mdt_desk.domain.tumour import Primary
from mdt_desk.store.database import open_database
from mdt_desk.store.finding import Plain
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.addresses import ServerAddress
from mdt_desk.usecases.briefs import Known, Wanted, Word
from mdt_desk.usecases.judging_lines import judge_some
from mdt_desk.usecases.ports import StoredCase
from mdt_desk.usecases.preferences import Preferences
from tests.queues import KEY
from tests.servers import open_server
from tests.store.samples import AT

MEETING = MeetingId(UUID(int=90))
KNOWN = Known(marks=("a" * 8, "b" * 8), at=AT)
LATER = Known(marks=KNOWN.marks, at=AT + timedelta(days=40))
COLUMNS = (
    "urgency",
    "meeting",
    "readiness",
    "patient",
    "question",
    "level",
    "nesms",
    "sins",
    "bilsky",
)

WANTED = (
    *(Wanted(column=column, descending=turned) for column, turned in product(COLUMNS, (False, True))),
    Wanted(words=(Word(text="yilmaz"),)),
    Wanted(words=(Word(text="il"), Word(text="3"))),
    Wanted(words=(Word(text="%"),)),
    Wanted(words=(Word(text="breast", origins=("breast",), ready=(3,)),)),
    Wanted(lanes=(1, 2), ready=(0, 1, 2, 3)),
    Wanted(states=("decided", "closed")),
    Wanted(column="primary", labels=("breast", "lung")),
    Wanted(listed=True, column="neurology", labels=("unknown",)),
)


def filled(queue: Queue) -> Queue:
    queue.keep_meeting(Meeting(id=MEETING, starts_at=AT + timedelta(days=2)))
    for number in range(1, 13):
        case = with_fact(
            CaseOf(), "patient.family_name", f"Yılmaz {number}" if number % 2 else f"Łukasz {number}"
        )
        if number % 3:
            case = with_fact(case, "tumour.primary", Primary.BREAST)
        queue.add(
            StoredCase(
                id=CaseId(UUID(int=number)),
                case=case,
                version=1,
                state=CaseState.OPEN if number < 11 else CaseState.DECIDED,
                listed_at=AT + timedelta(minutes=number),
                changed_at=AT + timedelta(minutes=number),
                meeting=MEETING if number < 4 else None,
            )
        )
    agenda = tuple(CaseId(UUID(int=number)) for number in (3, 1, 2))
    queue.keep_meeting(Meeting(id=MEETING, starts_at=AT + timedelta(days=2), agenda=agenda))
    rules = load_rules()
    judge_some(
        queue, lambda case, at, meeting: assess(case, at, meeting, rules), Preferences(), KNOWN, most=4
    )
    return queue


@pytest.fixture
def both(tmp_path: Path, address: ServerAddress) -> Iterator[tuple[Queue, Queue]]:
    with (
        Queue(open_database(tmp_path / "queue.db", KEY)) as file,
        Queue(open_server(address), Plain()) as server,
    ):
        yield filled(file), filled(server)


def told(queue: Queue, known: Known) -> tuple[object, ...]:
    lines = queue.lines
    numbers = {wanted: [_case(queue, number) for number in lines.numbers(wanted, known)] for wanted in WANTED}
    page = lines.page(lines.numbers(Wanted(), known), known)
    return (
        numbers,
        [
            (each.id, each.facts, each.judged, each.old, each.meeting_at, each.place, each.lane)
            for each in page
        ],
        lines.counts(known),
        lines.settled(known),
        lines.names(),
        [read for _, read in lines.to_judge(known, (), (), 5)],
        lines.refused_after("", 4),
    )


def _case(queue: Queue, number: int) -> object:
    return queue.lines.page([number], KNOWN)[0].id


def test_that_both_say_the_same_of_every_case_in_every_order(both: tuple[Queue, Queue]) -> None:
    file, server = both
    for known in (KNOWN, LATER):
        for mine, theirs in zip(told(server, known), told(file, known), strict=True):
            assert mine == theirs
    assert server.lines.number_of(CaseId(UUID(int=3))) is not None
    assert server.lines.number_of(CaseId(UUID(int=99))) is None


def test_that_a_line_follows_its_case_on_a_server(both: tuple[Queue, Queue]) -> None:
    _, server = both
    one = server.get(CaseId(UUID(int=1)))
    server.replace(
        StoredCase(
            id=one.id,
            case=with_fact(one.case, "patient.family_name", "Daarna"),
            version=1,
            state=CaseState.CLOSED,
            listed_at=one.listed_at,
            changed_at=one.changed_at,
        ),
        1,
    )
    found = Wanted(words=(Word(text="daarna"),), states=("closed",))
    assert [_case(server, each) for each in server.lines.numbers(found, KNOWN)] == [one.id]
