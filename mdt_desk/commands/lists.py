"""``mdt-desk import`` and ``mdt-desk export``: the weekly list in, and results out."""

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from mdt_desk.bootstrap.clock import ZONE
from mdt_desk.bootstrap.papers import list_desk
from mdt_desk.commands.assess import sentence
from mdt_desk.commands.desk import refusing, said
from mdt_desk.commands.unlocking import opened
from mdt_desk.domain.problems import CaseRefused
from mdt_desk.i18n import Texts, load_texts
from mdt_desk.usecases.backups import Reason
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.importing import Fate, ImportPlan, RowPlan, carry_out
from mdt_desk.usecases.lists import FORMATS, Format, What, gathered, plan_brought

_REFUSED: Final = 2
_LEFT: Final = frozenset({Fate.REFUSED, Fate.ALIKE})
"""What is never taken over from here: nobody is asked whether two are the same person."""


def import_list(options: argparse.Namespace, now: datetime) -> int:
    """Take over a list of cases, or with ``--dry-run`` say what would become of each row."""
    return refusing(lambda: _import(options, now.astimezone(ZoneInfo(ZONE))))


def _import(options: argparse.Namespace, now: datetime) -> int:
    texts = load_texts("en")
    file, lists = Path(options.file), list_desk()
    try:
        brought = lists.open_file(file, now)
    except CaseRefused as refused:
        for each in refused.problems:
            print(sentence(each, texts), file=sys.stderr)
        return _REFUSED
    with opened(options) as services:
        chosen = () if brought.sheet is None else lists.suggest(brought.sheet.headers)
        plan = plan_brought(services.queue, lists, brought, chosen, now)
        taken = ImportPlan(rows=tuple(each for each in plan.rows if each.fate not in _LEFT))
        left = len(plan.rows) - len(taken.rows)
        _explain(plan, texts)
        if not options.dry_run and left and not options.skip_refused:
            print(texts.get("import.nothing_done", refused=left, all=len(plan.rows)), file=sys.stderr)
            return _REFUSED
        if not options.dry_run:
            source = None if brought.sheet is None else texts.get("import.source", file=brought.name)
            if services.backups is not None:
                services.backups.make(Reason.BEFORE_IMPORT, now)
            carry_out(services.queue, services.new_id, taken, now, source=source)
    print(texts.get("import.summary", **{each.value: plan.count(each) for each in Fate}))
    if options.dry_run:
        print(texts.get("import.dry"))
    return _REFUSED if options.dry_run and left else 0


def _explain(plan: ImportPlan, texts: Texts) -> None:
    """Print a line for each problem: which row, which column, what is wrong and what is allowed."""
    if plan.left_out:
        print(texts.get("import.left_out", columns=", ".join(plan.left_out)))
    for row in plan.rows:
        for line in _lines(row, texts):
            print(line, file=sys.stderr)


def _lines(row: RowPlan, texts: Texts) -> list[str]:
    if row.fate is Fate.ALIKE:
        return [said(UserError("import.row.alike", row=str(row.number)), texts)]
    from mdt_desk.ui.wording.facts import (
        problem_text,
    )  # by the names of facts: nobody's list has dotted paths

    lines = []
    for found in row.problems:
        error = found.error
        sentences = (
            [" ".join(problem_text(texts, each).split()) for each in error.problems]
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
    kind = Format(_allowed("export.format", options.format, list(Format)))
    if kind is Format.ICS:
        what = What.MEETINGS
    else:
        allowed = [each for each in What if kind in FORMATS[each]]
        what = What(_allowed("export.what", options.what, allowed))
    with opened(options) as services:
        chosen = services.settings.current()
        words = load_texts(chosen.language)
        order = gathered(services.queue, what, kind, chosen.department, words, now)
        count = (services.lists or list_desk()).export(order, options.out)
    print(load_texts("en").get("export.written", count=count, file=options.out))
    return 0


def _allowed(key: str, given: str, allowed: Sequence[str]) -> str:
    if given not in allowed:
        raise UserError(key, value=given, allowed=", ".join(allowed))
    return given
