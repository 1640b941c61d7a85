"""``--self-test``: prove that this installation can do its work, wherever it was put; one line a check."""

import argparse
import faulthandler
import importlib
import tempfile
import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from mdt_desk.assets import resource
from mdt_desk.bootstrap.clock import ZONE
from mdt_desk.bootstrap.desk import open_desk
from mdt_desk.bootstrap.papers import list_desk
from mdt_desk.bootstrap.place import passing_key
from mdt_desk.bootstrap.rehearsal import open_rehearsal, open_staged_rehearsal, rehearsal_text
from mdt_desk.bootstrap.rules import load_rules
from mdt_desk.bootstrap.settings import FixedSettings
from mdt_desk.commands.desk import refusing, without_display
from mdt_desk.i18n import load_texts
from mdt_desk.settings import TRANSLATED
from mdt_desk.usecases.preferences import LANGUAGES, Preferences

if TYPE_CHECKING:
    from mdt_desk.domain.case import Case
    from mdt_desk.ui.self_test import Check, Finding

TIME_LIMIT: Final = 300
"""Seconds after which it ends with 1, whatever it is waiting for: a broken installation must not stand waiting."""

KNOWN_SCORES: Final = {
    "bauer": 3,
    "nesms": 1,
    "tokuhashi": 8,
    "tomita": 5,
    "sins": 9,
}
"""What the publications make of the known case, computed by hand; tests/cases holds far more of them."""

LATE: Final = (
    "alembic.operations",
    "cryptography.hazmat.primitives.ciphers.aead",
    "docx",
    "keyring.backends.SecretService",
    "keyring.backends.Windows",
    "keyring.backends.macOS",
    "openpyxl",
    "pikepdf",
    "psycopg",
    "pypdfium2",
    "sqlcipher3",
    "sqlmodel",
)
"""What is imported when it is first needed, and would be missed only then."""

_LEAFLETS: Final = ("nl", "en", *TRANSLATED)
_PLAIN: Final = b"SQLite format 3\0"
_WHEN: Final = datetime(2026, 11, 18, 9, tzinfo=ZoneInfo("Europe/Amsterdam"))


def self_test(_options: argparse.Namespace, now: datetime) -> int:
    """Return 0 when all of it was done, 1 when something was not or it took too long."""
    return refusing(lambda: _self_test(now.astimezone(ZoneInfo(ZONE))))


def _self_test(now: datetime) -> int:
    from mdt_desk.ui import self_test

    without_display()
    # Not a timer of Qt: it must also end what never comes back to Qt.
    with tempfile.TemporaryFile("w+") as traces:
        faulthandler.dump_traceback_later(TIME_LIMIT, exit=True, file=traces)
        try:
            with open_staged_rehearsal(Preferences()) as services:
                good = self_test.self_test(
                    services,
                    lambda shell: (*self_test.window_checks(shell, services), *checks(now)),
                    _say,
                )
        finally:
            faulthandler.cancel_dump_traceback_later()
    return 0 if good else 1


def _say(found: "Finding") -> None:
    print(found, flush=True)


def checks(now: datetime) -> "tuple[Check, ...]":
    """Return what is to be done beside the window."""
    from mdt_desk.ui.self_test import Check

    return (
        Check(name="libraries", take=libraries),
        Check(name="texts", take=texts),
        Check(name="assess", take=known_case),
        Check(name="queue", take=encrypted_queue),
        Check(name="lists", take=weekly_list),
        Check(name="documents", take=lambda: documents(now)),
    )


def libraries() -> str:
    """Load what is loaded late, the engine of a server and every step from an older form of the queue too."""
    from mdt_desk.store.engine import SCHEMA_VERSION

    steps = [f"mdt_desk.store.migrations.form_{form}" for form in range(2, SCHEMA_VERSION + 1)]
    for each in (*LATE, *steps):
        importlib.import_module(each)
    engine = importlib.import_module("psycopg.pq").__impl__
    if engine != "binary":
        raise _not_done(f"psycopg is {engine}")
    return f"{len(LATE)} late libraries, {len(steps)} steps, psycopg {engine}"


def texts() -> str:
    """Find the words of every language of the screen and of every leaflet."""
    tables = {language: load_texts(language).table for language in LANGUAGES}
    if any(each.keys() != tables["nl"].keys() for each in tables.values()) or tables["nl"] == tables["en"]:
        raise _not_done("the languages do not have the same texts")
    for language in _LEAFLETS:
        tomllib.loads(resource("leaflets", f"{language}.toml").read_text(encoding="utf-8"))
    return f"{len(tables['nl'])} texts in {len(tables)} languages, {len(_LEAFLETS)} leaflets"


def known_case() -> str:
    """Assess a case whose scores are known."""
    from mdt_desk.domain.assess import assess

    said = assess(_known(), _WHEN, _WHEN + timedelta(days=7), load_rules())
    found = {name: said.scores[name].value for name in KNOWN_SCORES}
    if found != KNOWN_SCORES:
        raise _not_done(f"{found} instead of {KNOWN_SCORES}")
    if said.urgency.wait_for_meeting is not False or not all(said.guidelines.values()):
        raise _not_done("advice is lacking")
    values = ", ".join(f"{name} {value}" for name, value in found.items())
    return f"{values}; {len(said.guidelines)} guidelines; does not wait"


def encrypted_queue() -> str:
    """Make a queue, close it, find nothing readable in its file, and open it again, with its own key only."""
    from mdt_desk.domain.case import Case
    from mdt_desk.usecases.cases import list_case
    from mdt_desk.usecases.errors import KnownError

    case, key, chosen = _known(), passing_key(), FixedSettings(Preferences())
    with tempfile.TemporaryDirectory(prefix="mdt-desk-") as folder:
        file = Path(folder) / "queue.db"
        with open_desk(file, chosen, key=key) as desk:
            kept = list_case(desk.queue, desk.new_id, case, _WHEN)
        content = file.read_bytes()
        if content.startswith(_PLAIN) or b"Voorbeeld" in content:
            raise _not_done("the file can be read")
        with open_desk(file, chosen, key=key) as desk:
            again: Case = desk.queue.get(kept.id).case
        if again != case:
            raise _not_done("another case came back")
        try:
            with open_desk(file, chosen, key=passing_key()):
                pass
        except KnownError:
            return f"{len(content) // 1024} KiB, encrypted, opened again with its own key only"
    raise _not_done("it opened with a key that is not its own")


def weekly_list() -> str:
    """Read the sample list as a spreadsheet."""
    brought = list_desk().open_file(resource("demo", "weekly_list.xlsx"), _WHEN)
    if brought.sheet is None or not brought.sheet.rows:
        raise _not_done("no rows")
    return f"{len(brought.sheet.rows)} rows of a spreadsheet"


def documents(now: datetime) -> str:
    """Hold a whole meeting, make everything that comes of it, and open minutes and leaflets as others do."""
    import docx

    from mdt_desk.reports.release import read_pages
    from mdt_desk.usecases.rehearsal import rehearse

    with tempfile.TemporaryDirectory(prefix="mdt-desk-") as name:
        folder = Path(name)
        with open_rehearsal(Preferences()) as services:
            report = rehearse(services, rehearsal_text(), now, folder)
        pages = {each: read_pages(each.read_bytes()) for each in report.files if each.suffix == ".pdf"}
        empty = [each.name for each, found in pages.items() if not all(page.strip() for page in found)]
        minutes, leaflets = folder / "minutes.pdf", sorted(folder.glob("leaflet-*.pdf"))
        letters = len("".join(each.text for each in docx.Document(str(folder / "minutes.docx")).paragraphs))
        if empty or minutes not in pages or not leaflets or not letters:
            raise _not_done(", ".join(empty) or "minutes or leaflets are lacking")
        return (
            f"{len(pages)} opened again: minutes of {len(pages[minutes])} pages and as a text of {letters} "
            f"letters, {len(leaflets)} leaflets and cards"
        )


def _known() -> "Case":
    from mdt_desk.exchange.case_file import parse_case

    return parse_case(resource("demo", "known_case.json").read_bytes(), _WHEN)


def _not_done(told: str) -> Exception:
    from mdt_desk.ui.self_test import NotDoneError

    return NotDoneError(told)
