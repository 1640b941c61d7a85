"""A weekly list: rows of a table, or case files, each read whole through the one gate for cases."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, Final

from mdt_desk.domain.case import Case, CaseOf, Lesion
from mdt_desk.domain.moments import on_its_latest_day
from mdt_desk.domain.problems import CaseRefused, problem
from mdt_desk.domain.reading import SCHEMA, case_tree, read_case, with_fact
from mdt_desk.exchange.case_file import parse_json
from mdt_desk.exchange.cells import CellReader, CellRefused, month_first
from mdt_desk.exchange.columns import Vocabulary, refuse_twice
from mdt_desk.exchange.fhir_in import read_bundle
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.sheets import (
    MOST_CASES,
    Cell,
    ListedRow,
    Progress,
    RowProblem,
    Sheet,
    SheetRefused,
    SheetRow,
    unwatched,
)

LIST_SCHEMA: Final = "mdt-desk/cases/1"
"""A file with several cases: {"schema": ..., "cases": [case file, ...]}."""

_MOST_BYTES: Final = 24_000_000


def read_rows(
    sheet: Sheet,
    chosen: Sequence[str | None],
    vocabulary: Vocabulary,
    at: datetime,
    zone: tzinfo,
    progress: Progress = unwatched,
) -> tuple[ListedRow, ...]:
    """Read every row of a table into a case, or say what is wrong with it.

    Args:
        sheet: the table.
        chosen: for each column the fact that it holds; None leaves a column out.
        vocabulary: what cells may say.
        at: now, against which dates of birth and diagnosis are checked.
        zone: where a time without a zone was noted.
        progress: told of each row.

    Raises:
        SheetRefused: two columns hold the same fact, or no column tells who a patient is.

    """
    refuse_twice(sheet.headers, chosen)
    if not any(each is not None and each.startswith("patient.") for each in chosen):
        raise SheetRefused("import.no_patient")
    readers = {}
    for place, target in enumerate(chosen):
        if target is not None:
            uncertain = month_first(row.cells[place] for row in sheet.rows)
            readers[place] = CellReader(target, vocabulary, zone, days_uncertain=uncertain)
    rows = []
    for done, row in enumerate(sheet.rows):
        progress(done, len(sheet.rows))
        rows.append(_row(row, sheet.headers, readers, at))
    return tuple(rows)


def _row(row: SheetRow, headers: Sequence[str], readers: Mapping[int, CellReader], at: datetime) -> ListedRow:
    facts: dict[str, Any] = {}
    problems = []
    for place, reader in readers.items():
        try:
            _add(facts, reader.read(row.cells[place]), row.cells[place])
        except (CellRefused, CaseRefused) as refused:
            problems.append(RowProblem(column=headers[place], error=refused.with_traceback(None)))
    if problems:
        return ListedRow(number=row.number, case=None, problems=tuple(problems))
    try:
        return ListedRow(number=row.number, case=_case(facts, at))
    except (CaseRefused, UserError) as refused:
        error = refused.with_traceback(None)
        return ListedRow(number=row.number, case=None, problems=(RowProblem(column="", error=error),))


def _add(facts: dict[str, Any], told: Mapping[str, Any], cell: Cell) -> None:
    """Take over what a cell tells; two columns may tell the same, but not something else."""
    if any(facts.get(path, value) != value for path, value in told.items()):
        raise CellRefused("told_otherwise", cell)
    facts.update(told)


def _case(facts: Mapping[str, Any], at: datetime) -> Case:
    case: Case = CaseOf()
    lesion = {path.partition(".")[2]: value for path, value in facts.items() if path.startswith("lesions.")}
    if not any(path.startswith("patient.") for path in facts):
        raise UserError("import.row.nobody")
    if lesion:
        if "level" not in lesion:
            raise UserError("import.row.no_level")
        case = with_fact(case, "lesions", (Lesion(**lesion),))
    for path, value in facts.items():
        if not path.startswith("lesions."):
            case = with_fact(case, path, value)
    return read_case(case_tree(case), on_its_latest_day(at))


def read_case_files(data: bytes, at: datetime, zone: tzinfo) -> tuple[ListedRow, ...]:
    """Read one case file, a list of them, or a FHIR bundle; each case whole or refused, numbered from 1.

    Raises:
        CaseRefused: the file is no JSON, or none of these.

    """
    tree = parse_json(data, _MOST_BYTES)
    if isinstance(tree, dict) and "resourceType" in tree:
        return read_bundle(tree, at, zone)
    schema = tree.get("schema") if isinstance(tree, dict) else None
    if schema == LIST_SCHEMA:
        cases = tree.get("cases")
        if set(tree) != {"schema", "cases"} or not isinstance(cases, list) or len(cases) > MOST_CASES:
            raise CaseRefused((problem("cases", None, "type_cases", maximum=str(MOST_CASES)),))
    elif schema == SCHEMA:
        cases = [tree]
    else:
        raise CaseRefused((problem("schema", schema, "schema", allowed=f"{SCHEMA}, {LIST_SCHEMA}"),))
    return tuple(_file(number, each, at) for number, each in enumerate(cases, start=1))


def _file(number: int, tree: object, at: datetime) -> ListedRow:
    try:
        return ListedRow(number=number, case=read_case(tree, on_its_latest_day(at)))
    except CaseRefused as refused:
        return ListedRow(number=number, case=None, problems=(RowProblem(column="", error=refused),))


def list_tree(cases: Iterable[Case]) -> dict[str, Any]:
    """Return the tree of a file with several cases, each with its dated history."""
    return {"schema": LIST_SCHEMA, "cases": [case_tree(each) for each in cases]}
