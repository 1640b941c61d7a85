"""A queue of very many synthetic cases as the program keeps it: encrypted, many of them closed, the others judged.

The patients of the synthetic meeting, each under many made-up names; a few dozen are judged, the others are told the
same. Run by itself it makes one: ``python -m benchmarks.many_cases FILE CASES WAITING open``.
"""

import json
import os
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from mdt_desk.assets import rule_hash
from mdt_desk.bootstrap.rehearsal import rehearsal_text
from mdt_desk.bootstrap.rules import assess_as_set
from mdt_desk.bootstrap.settings import FixedSettings
from mdt_desk.domain.case import Case
from mdt_desk.domain.meeting import CaseId, CaseState
from mdt_desk.domain.reading import case_tree
from mdt_desk.store.cipher import Connection, driver
from mdt_desk.store.database import open_database
from mdt_desk.store.gate import digest_of, search_text
from mdt_desk.store.key_file import KeyFile
from mdt_desk.store.key_stores import SystemKeyStore
from mdt_desk.store.line_rows import keep_line
from mdt_desk.usecases.briefing import judged_of, ranked
from mdt_desk.usecases.briefs import Judged, Ranked
from mdt_desk.usecases.marking import ZONE, known_now
from mdt_desk.usecases.ports import StoredCase
from mdt_desk.usecases.preferences import Preferences
from mdt_desk.usecases.rehearsal_script import read_script
from mdt_desk.usecases.view import Entry, judged_now
from tests.queues import NoKeyStore

_SYLLABLES: Final = (
    "be",
    "cor",
    "da",
    "el",
    "fri",
    "gan",
    "hol",
    "is",
    "ju",
    "ker",
    "lo",
    "mar",
    "nes",
    "or",
    "pi",
)
_BORN: Final = date(1930, 1, 1)
_TEMPLATES: Final = 12


def name_of(number: int) -> str:
    """Return a family name that no other case has."""
    found, rest = "", number + len(_SYLLABLES) ** 3
    while rest:
        rest, at = divmod(rest, len(_SYLLABLES))
        found += _SYLLABLES[at]
    return found.capitalize()


def templates(at: datetime) -> list[tuple[Case, Judged, Ranked]]:
    """Return synthetic cases with what the rules say of them now."""
    script = read_script(rehearsal_text(), at, "en")
    preferences = Preferences()
    assess = assess_as_set(FixedSettings(preferences))
    mark = known_now(rule_hash(), preferences, at).marks[1]
    found = []
    for each in script.parts[:_TEMPLATES]:
        stored = StoredCase(
            id=CaseId(UUID(int=1)),
            case=each.case,
            version=1,
            state=CaseState.OPEN,
            listed_at=at,
            changed_at=at,
        )
        listed = judged_now(assess, Entry(stored=stored), preferences, at)
        judged = judged_of(listed, ZoneInfo(ZONE))
        found.append((each.case, judged, ranked(listed, preferences.leading_guideline, mark)))
    return found


def fill(connection: Connection, cases: int, waiting: int, at: datetime) -> None:
    """Keep so many cases, the last ``waiting`` of them open and judged."""
    made = templates(at)

    def change(sql: str, *given: object) -> object:
        return connection.execute(sql, given)

    # Only here: nobody's record is kept, and a file of this size is to be made in minutes.
    for name in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-200000"):
        change(f"PRAGMA {name}")
    (index,) = connection.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'queue_line_found_in'"
    ).fetchone()
    change("BEGIN")
    change("DROP TRIGGER queue_line_found_in")  # what finds the lines is built at the end, in one go
    for number in range(cases):
        case, judged, rank = made[number % len(made)]
        stays = number < cases - waiting
        stored = _stored(number, case, at, CaseState.CLOSED if stays else CaseState.OPEN)
        document = json.dumps(case_tree(stored.case), ensure_ascii=False, separators=(",", ":"))
        digest = digest_of(stored, document)
        moment = at.replace(tzinfo=None).isoformat(" ", "microseconds")
        change(
            "INSERT INTO case_file VALUES (?, 1, ?, ?, ?, NULL, ?, ?, ?)",
            *(
                stored.id.hex,
                stored.state.value,
                moment,
                moment,
                search_text(stored.case),
                document,
                digest,
            ),
        )
        due = replace(rank, due=rank.due + number % 997)
        keep_line(change, stored, digest, *((None, None) if stays else (judged, due)))
    change("INSERT INTO queue_found (queue_found) VALUES ('rebuild')")
    change(str(index))
    change("COMMIT")


def _stored(number: int, case: Case, at: datetime, state: CaseState) -> StoredCase:
    patient = replace(
        case.patient,
        family_name=name_of(number),
        birth_date=_BORN + timedelta(days=number % 25_000),
        hospital_number=str(9_000_000 + number),
    )
    return StoredCase(
        id=CaseId(UUID(int=number + 1)),
        case=replace(case, patient=patient),
        version=1,
        state=state,
        listed_at=at,
        changed_at=at,
    )


def make(file: Path, cases: int, waiting: int, way: str) -> None:
    """Make a queue whose key lies beside it in the open, or with ``key_store`` in that of the system."""
    file.parent.mkdir(parents=True, exist_ok=True)
    keys = KeyFile(file, SystemKeyStore() if way == "key_store" else NoKeyStore(), os.urandom)
    key = keys.make(None)
    open_database(file, key).close()
    connection = driver.connect(str(file), isolation_level=None)
    connection.execute(f"PRAGMA key=\"x'{key.raw.hex()}{key.salt.hex()}'\"")
    fill(connection, cases, waiting, datetime.now(UTC))
    connection.close()


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
