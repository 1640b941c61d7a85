"""The command line: headless commands, and the window when none is given."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from mdt_desk import __version__
from mdt_desk.bootstrap.folders import reports_file
from mdt_desk.commands.unlocking import add_unlocking
from mdt_desk.mistakes import UNFORESEEN, Watch, keep_no_image

REFUSED = 2
"""Exit status when input is refused: one line a problem on standard error, and nothing done."""

_SELDOM = (50_000, 20, 20)
"""How seldom a process of one command looks for garbage that refers to itself: it ends before there is much of it."""

_FORMATS = (
    "default: json, or text on a terminal; text reads no settings and always calls itself a demonstration"
)


class _Parser(argparse.ArgumentParser):
    """A parser that refuses in one line, as every command does."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line and leave."""
        print(f"{self.prog}: {message}", file=sys.stderr)
        raise SystemExit(REFUSED)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    parser = _Parser(prog="mdt-desk", description="MDT Desk: the weekly meeting on spinal metastases.")
    parser.add_argument("--version", action="version", version=f"mdt-desk {__version__}")
    parser.add_argument(
        "--database",
        metavar="PLACE",
        help="another queue than the user's own: a file, or postgresql+psycopg://account@server/database",
    )
    add_unlocking(parser)
    parser.add_argument(
        "--self-test",
        action="store_true",
        help="prove that this installation can do its work, one line a check, and leave",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    assess = commands.add_parser("assess", help="assess one case file")
    assess.add_argument("case", metavar="CASE.json", help="a case file; - reads standard input")
    assess.add_argument("--at", help="the moment of assessment, ISO 8601 with offset (default: now)")
    assess.add_argument("--meeting", help="the next meeting (default: the next Wednesday 08:00)")
    assess.add_argument(
        "--guideline", nargs="+", metavar="ID", help="ask these guidelines only, in this order"
    )
    assess.add_argument("--format", choices=("json", "text"), help=_FORMATS)
    rehearse = commands.add_parser("rehearse", help="hold a synthetic weekly meeting without a screen")
    rehearse.add_argument("--cases", type=int, metavar="N", help="play a history of so many cases before it")
    rehearse.add_argument("--years", type=int, metavar="N", default=3, help="of so many years (default: 3)")
    rehearse.add_argument(
        "--seed", type=int, metavar="N", default=7, help="the same seed gives the same history (default: 7)"
    )
    rehearse.add_argument(
        "--out", metavar="DIR", type=Path, required=True, help="folder for documents and pictures"
    )
    leaflet = commands.add_parser("leaflet", help="make the alarm-symptom leaflet or the wallet card")
    leaflet.add_argument("--language", required=True, help="nl, en, de, tr, pl or ar")
    leaflet.add_argument("--large-print", action="store_true")
    leaflet.add_argument("--card", action="store_true", help="the wallet card instead of the leaflet")
    leaflet.add_argument("--day-contact", metavar='"NAME|TELEPHONE"', required=True)
    leaflet.add_argument("--night-contact", metavar='"NAME|TELEPHONE"', required=True)
    leaflet.add_argument("--out", metavar="FILE.pdf", type=Path, required=True)
    _add_lists(commands)
    _add_keeping(commands)
    _add_rulebook(commands)
    _add_papers(commands)
    return parser


def _add_papers(commands: "argparse._SubParsersAction[_Parser]") -> None:
    of_meeting = {
        "agenda": "make the agenda of a meeting",
        "minutes": "make the minutes of a meeting, by the ending of FILE: .pdf, .docx or .txt",
        "summary": "make the summary for one patient of a meeting",
        "case-sheet": "make the sheet of one case of a meeting",
    }
    for name, what in of_meeting.items():
        document = commands.add_parser(name, help=what)
        document.add_argument("--meeting", metavar="YYYY-MM-DD", required=True, help="the day of the meeting")
        if name != "agenda":
            asked = "the place of the case on the agenda, from 1"
            document.add_argument(
                "--case", metavar="NUMBER", type=int, required=name != "minutes", help=asked
            )
        document.add_argument("--out", metavar="FILE", type=Path, required=True)
    audit = commands.add_parser("audit", help="list who has seen or changed the record of one patient")
    audit.add_argument("--number", metavar="HOSPITAL_NUMBER", required=True)
    audit.add_argument("--out", metavar="FILE.pdf", type=Path, required=True)
    forms = commands.add_parser("blank-forms", help="make forms to fill in by hand")
    forms.add_argument("--language", default="nl", help="nl or en (default: nl)")
    forms.add_argument("--out", metavar="FILE.pdf", type=Path, required=True)


def _add_keeping(commands: "argparse._SubParsersAction[_Parser]") -> None:
    commands.add_parser("backup", help="make a verified backup of the queue now")
    restore = commands.add_parser(
        "restore", help="say what putting a backup back would lose, and with --yes do it"
    )
    restore.add_argument("file", metavar="FILE", type=Path, help="a backup, from the folder beside the queue")
    restore.add_argument(
        "--yes", action="store_true", help="put it back; the queue as it is, is kept as a backup"
    )
    commands.add_parser(
        "verify", help="check file, references, rows, keys, backups and audit trail, one line each"
    )
    move = commands.add_parser(
        "move",
        help="copy a queue from file to server or back, counted and compared; the first is left as it is",
    )
    move.add_argument("--from", dest="source", metavar="PLACE", required=True, help="as --database names it")
    move.add_argument(
        "--to", dest="target", metavar="PLACE", required=True, help="an empty queue, or none yet"
    )
    commands.add_parser("passphrase", help="set or change the passphrase of the queue, on a terminal")
    support = commands.add_parser(
        "support", help="show what somebody who helps needs to know; nothing of a patient is in it"
    )
    support.add_argument("--out", metavar="FILE.txt", type=Path, help="save exactly what is shown")


def _add_lists(commands: "argparse._SubParsersAction[_Parser]") -> None:
    imported = commands.add_parser("import", help="take over a list of cases")
    imported.add_argument("file", metavar="FILE", help="a list as .csv or .xlsx, or case files as .json")
    imported.add_argument("--dry-run", action="store_true", help="only say what would become of each row")
    imported.add_argument(
        "--skip-refused", action="store_true", help="take over the other rows when some are refused"
    )
    exported = commands.add_parser("export", help="write every case of the queue to a file")
    exported.add_argument("--format", required=True, help="csv, xlsx, json, fhir or ics")
    exported.add_argument("--what", default="cases", help="cases, decisions or actions (default: cases)")
    exported.add_argument("--out", metavar="FILE", type=Path, required=True)


def _add_rulebook(commands: "argparse._SubParsersAction[_Parser]") -> None:
    rulebook = commands.add_parser(
        "rulebook", help="print every rule as tables to proof-read, or compare two sets"
    )
    rulebook.add_argument("--language", default="nl", help="nl or en (default: nl)")
    rulebook.add_argument(
        "--out", metavar="FILE.pdf", type=Path, help="the rulebook; with --compare the difference"
    )
    rulebook.add_argument(
        "--save", metavar="FILE.json", type=Path, help="keep the rules as data, to compare later"
    )
    rulebook.add_argument(
        "--compare", metavar="OLD.json", type=Path, help="tell what differs from rules kept earlier"
    )
    rulebook.add_argument(
        "--affected", action="store_true", help="list the stored cases that would now be advised differently"
    )


def main(arguments: Sequence[str] | None = None, *, stays: bool = False) -> int:
    """Run one command, or the window when none is given; ``stays``: the process ends with it.

    Returns:
        0 when it was done, 2 when something was refused, with one line a problem on standard error; as shells have it,
        70 when the program made a mistake, 130 when it was interrupted and 141 when nobody reads on.

    """
    options = build_parser().parse_args(arguments)
    os.umask(0o077)  # what is made here may name a patient: it is this user's alone
    keep_no_image()
    if stays and options.command is not None:
        gc.set_threshold(*_SELDOM)
    with Watch(sys.stderr, reports_file(), stays=stays or arguments is None):
        return _watched(options)
    return UNFORESEEN


def _watched(options: argparse.Namespace) -> int:
    try:
        status = _run(options, datetime.now(UTC))
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # What is left in the buffer has no reader: it must not be tried again when the program ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return status


def _run(options: argparse.Namespace, at: datetime) -> int:
    if options.command is None and options.self_test:
        from mdt_desk.commands.self_test import self_test

        return self_test(options, at)
    if options.command == "assess":
        from mdt_desk.commands.assess import assess_file

        return assess_file(options, at)
    if options.command == "rulebook":
        from mdt_desk.commands.rulebook import rulebook

        return rulebook(options, at)
    if options.command in {None, "rehearse", "leaflet"}:
        from mdt_desk.commands import desk

        alone = {None: desk.window, "rehearse": desk.rehearse, "leaflet": desk.leaflet}
        return alone[options.command](options, at)
    from mdt_desk.commands import backup, lists, move, papers, support, verify

    commands = {
        "import": lists.import_list,
        "export": lists.export_list,
        "backup": backup.backup,
        "restore": backup.restore,
        "move": move.move,
        "verify": verify.verify,
        "passphrase": backup.change_passphrase,
        "support": support.support,
        "agenda": papers.agenda,
        "minutes": papers.minutes,
        "summary": papers.summary,
        "case-sheet": papers.case_sheet,
        "blank-forms": papers.blank_forms,
        "audit": papers.audit,
    }
    return commands[options.command](options, at)
