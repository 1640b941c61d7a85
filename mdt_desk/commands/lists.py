"""``mdt-desk import`` and ``mdt-desk export``: the weekly list in, and results out."""

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from mdt_desk import bootstrap
from mdt_desk.assets import resource
from mdt_desk.commands.assess import sentence
from mdt_desk.commands.desk import refusing, said
from mdt_desk.commands.unlocking import opened
from mdt_desk.domain.problems import CaseRefused
from mdt_desk.i18n import Texts, available_languages, load_texts
from mdt_desk.usecases.backups import Reason
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.importing import Fate, ImportPlan, ListedRow, RowPlan, carry_out, plan_import
from mdt_desk.usecases.sheets import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mdt_desk.usecases.ports import CaseQueue, DeskServices

_REFUSED: Final = 2
_LARGEST: Final = 3 * MOST_BYTES
FORMATS: Final = ("csv", "xlsx", "json", "fhir", "ics")
TABLES: Final = ("cases", "decisions", "actions")


def import_list(options: argparse.Namespace, now: datetime) -> int:
    """Take over a list of cases, or with ``--dry-run`` say what would become of each row."""
    return refusing(lambda: _import(options, now.astimezone(ZoneInfo(bootstrap.ZONE))))


def _import(options: argparse.Namespace, now: datetime) -> int:
    texts = load_texts("en")
    file = Path(options.file)
    try:
        rows, left_out = _rows(file, _data(file), now)
    except CaseRefused as refused:
        for each in refused.problems:
            print(sentence(each, texts), file=sys.stderr)
        return _REFUSED
    with opened(options) as services:
        plan = plan_import(services.queue, rows, now, left_out)
        refused_rows = [each for each in plan.rows if each.fate in {Fate.REFUSED, Fate.ALIKE}]
        _explain(plan, texts)
        if not options.dry_run and refused_rows and not options.skip_refused:
            print(
                texts.get("import.nothing_done", refused=len(refused_rows), all=len(plan.rows)),
                file=sys.stderr,
            )
            return _REFUSED
        if not options.dry_run:
            taken = ImportPlan(rows=tuple(each for each in plan.rows if each not in refused_rows))
            source = None if file.suffix.lower() == ".json" else texts.get("import.source", file=file.name)
            if services.backups is not None:
                services.backups.make(Reason.BEFORE_IMPORT, now)
            carry_out(services.queue, services.new_id, taken, now, source=source)
    print(texts.get("import.summary", **{each.value: plan.count(each) for each in Fate}))
    if options.dry_run:
        print(texts.get("import.dry"))
    return _REFUSED if options.dry_run and refused_rows else 0


def _data(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UserError("import.file_unreadable", file=str(file), why=why) from error


def _rows(file: Path, data: bytes, now: datetime) -> "tuple[Sequence[ListedRow], tuple[str, ...]]":
    from mdt_desk.exchange import case_list, columns, csv_sheet, xlsx_sheet

    kind = file.suffix.lower()
    if kind == ".json":
        return case_list.read_case_files(data, now, ZoneInfo(bootstrap.ZONE)), ()
    readers = {".csv": csv_sheet.read_csv, ".xlsx": xlsx_sheet.read_xlsx}
    if kind not in readers:
        raise UserError("import.file_kind", file=file.name)
    sheet = readers[kind](data)
    languages = [load_texts(each) for each in available_languages()]
    vocabulary = columns.load_vocabulary(resource("exchange", "headers.toml"), languages)
    chosen = columns.suggest(sheet.headers, vocabulary)
    left_out = tuple(
        header for header, path in zip(sheet.headers, chosen, strict=True) if path is None and header
    )
    return case_list.read_rows(sheet, chosen, vocabulary, now, ZoneInfo(bootstrap.ZONE)), left_out


def _explain(plan: ImportPlan, texts: Texts) -> None:
    """Print a line for each problem: which row, which column, what is wrong and what is allowed."""
    if plan.left_out:
        print(texts.get("import.left_out", columns=", ".join(plan.left_out)))
    for row in plan.rows:
        for line in _lines(row, texts):
            print(line, file=sys.stderr)


def _lines(row: RowPlan, texts: Texts) -> list[str]:
    if row.fate is Fate.ALIKE:
        return [said(UserError("import.row.choose", row=str(row.number)), texts)]
    lines = []
    for found in row.problems:
        error = found.error
        sentences = (
            [sentence(each, texts) for each in error.problems]
            if isinstance(error, CaseRefused)
            else [said(error, texts)]
        )
        key = "import.in_cell" if found.column else "import.in_row"
        lines += [texts.get(key, row=row.number, column=found.column, why=each) for each in sentences]
    return lines


def export_list(options: argparse.Namespace, now: datetime) -> int:
    """Write every case of the queue to a file."""
    return refusing(lambda: _export(options, now))


def _export(options: argparse.Namespace, now: datetime) -> int:
    _allow("export.format", options.format, FORMATS)
    _allow("export.what", options.what, TABLES if options.format in {"csv", "xlsx"} else ("cases",))
    with opened(options) as services:
        words = load_texts(services.settings.current().language)
        data, count = _exported(options, services, words, now)
    from mdt_desk.exchange.whole_file import write_whole

    write_whole(options.out, data)
    print(load_texts("en").get("export.written", count=count, file=options.out))
    return 0


def _allow(key: str, given: str, allowed: "Sequence[str]") -> None:
    if given not in allowed:
        raise UserError(key, value=given, allowed=", ".join(allowed))


def _exported(
    options: argparse.Namespace, services: "DeskServices", words: Texts, now: datetime
) -> tuple[bytes, int]:
    """Return the bytes of the file and how many entries it has."""
    from mdt_desk.exchange import calendar_file, case_list, fhir_out

    queue = services.queue
    if options.format == "ics":
        coming = [each for each in queue.meetings() if each.starts_at >= now]
        place = services.settings.current().department
        return calendar_file.calendar(coming, place, words, now), len(coming)
    cases = queue.rows()
    if options.format == "json":
        return _json(case_list.list_tree([each.case for each in cases])), len(cases)
    if options.format == "fhir":
        last = {each.case_id: each for each in queue.decisions()}
        meetings = {each.id: each for each in queue.meetings()}
        decided = [fhir_out.decided(each, last.get(each.id), meetings) for each in cases]
        return _json(fhir_out.bundle(decided, words, now)), len(cases)
    return _table(options, queue, words)


def _table(options: argparse.Namespace, queue: "CaseQueue", words: Texts) -> tuple[bytes, int]:
    from mdt_desk.exchange import case_table, decision_table

    zone = ZoneInfo(bootstrap.ZONE)
    cases = {each.id: each.case for each in queue.rows()}
    if options.what == "cases":
        headers, rows = case_table.table(tuple(cases.values()), words, zone)
    else:
        meetings = {each.id: each for each in queue.meetings()}
        make = decision_table.decisions if options.what == "decisions" else decision_table.actions
        headers, rows = make(queue.decisions(), cases, meetings, words, zone)
    if options.format == "csv":
        return case_table.csv_bytes(headers, rows, decimal_comma=words.language == "nl"), len(rows)
    return case_table.xlsx_bytes(headers, rows, words.get("export.title")), len(rows)


def _json(tree: "dict[str, Any]") -> bytes:
    return (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode()
