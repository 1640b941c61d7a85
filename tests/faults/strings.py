"""Hostile texts through every gate that a text passes: ``python -m tests.faults.strings strings COUNT FOLDER``.

Each is read as a fact that is a text and as one that is none, put into a paragraph of a document, a label and a tool
tip of the window, a cell of a table and of a workbook and a case file, kept and read back. *Lost*: it came out
otherwise than it is declared to. *Formulas*: a spreadsheet would take its cell for one. *Crashed*: anything else
than a refusal.
"""

import csv
import io
import json
import os
import random
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from uuid import UUID

from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from reportlab.lib.styles import ParagraphStyle

from mdt_desk.assets import resource
from mdt_desk.domain.case import FACTS, Case, CaseOf
from mdt_desk.domain.facts import Kind
from mdt_desk.domain.meeting import CaseId, CaseState
from mdt_desk.domain.problems import CaseRefused
from mdt_desk.domain.reading import case_tree, read_fact, with_fact
from mdt_desk.exchange.case_file import parse_case
from mdt_desk.exchange.case_table import csv_bytes, defused, xlsx_bytes
from mdt_desk.reports.fonts import load_fonts
from mdt_desk.reports.record import plain
from mdt_desk.reports.text import TextGate
from mdt_desk.ui.app import application
from mdt_desk.ui.widgets.basics import label
from mdt_desk.ui.widgets.short import tip
from mdt_desk.usecases.ports import StoredCase
from tests.faults.storage import Counts
from tests.queues import open_queue
from tests.store.samples import AT

SCRIPTS: Final = (
    *(
        (0x20, 0x7E),
        (0x20, 0x7E),
        (0xA0, 0x24F),
        (0x300, 0x36F),
        (0x370, 0x52F),
        (0x590, 0x6FF),
        (0x900, 0xDFF),
    ),
    *(
        (0x2000, 0x206F),
        (0x2190, 0x2BFF),
        (0x3000, 0x30FF),
        (0x4E00, 0x4EFF),
        (0xAC00, 0xAC80),
        (0xE000, 0xE0FF),
    ),
    *((0xFE00, 0xFE0F), (0xFFF0, 0xFFFF), (0x1F300, 0x1F6FF), (0x00, 0x1F), (0x7F, 0x9F), (0xD800, 0xDFFF)),
)
MARKUP: Final = (
    *(
        "<b>",
        "</para>",
        "<br/>",
        "&amp;",
        "&#0;",
        "%(x)s",
        "%n",
        "{0}",
        "]]>",
        "<!--",
        "<img src='file:///x'/>",
        "<qt>",
    ),
    *(
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "=cmd|'/c x'!A0",
        "'; DROP TABLE case_file; --",
        '"',
        ";",
        ",",
    ),
    *(
        "\\",
        "\\n",
        "\x00",
        "\u202e",
        "\u2028",
        "\ufeff",
        "../../etc/passwd",
        "CON",
        "1e999",
        "NaN",
        "٣٤",
        "0x10",
        "1_000",
    ),
    *("W" * 300, "a\u0301" * 40, "\r\n", "\n\n\n\n", " " * 50, "END:VEVENT\r\nX:"),
)
TEXTS: Final = tuple(
    path for path, spec in FACTS.items() if spec.kind is Kind.TEXT and path != "patient.language"
)
OTHERS: Final = tuple(path for path, spec in FACTS.items() if spec.kind is not Kind.TEXT)
STYLE: Final = ParagraphStyle("body", fontName="Helvetica", fontSize=9, leading=11)
_A_BATCH: Final = 500


def texts(count: int, chance: random.Random) -> Iterator[str]:
    """Return so many texts of many scripts, with markup, formulas, controls and halves of characters in them."""
    for _ in range(count):
        pieces = []
        for _ in range(chance.randint(1, 8)):
            low, high = chance.choice(SCRIPTS)
            written = "".join(chr(chance.randint(low, high)) for _ in range(chance.randint(1, 9)))
            pieces.append(chance.choice(MARKUP) if chance.random() < 0.35 else written)
        yield "".join(pieces)


@dataclass(slots=True)
class Gates:
    """Every gate, and what was found at it."""

    folder: Path
    gate: TextGate = field(default_factory=lambda: TextGate(fonts=load_fonts(resource("fonts"))))
    found: Counter[str] = field(default_factory=Counter)

    def one(self, text: str, number: int) -> str | None:
        """Send a text through every gate that takes one at a time; return it as a case keeps it, None: refused."""
        self.found["strings"] += 1
        path = TEXTS[number % len(TEXTS)]
        try:
            read_fact(OTHERS[number % len(OTHERS)], text, AT)
        except CaseRefused:
            self.found["no_value"] += 1
        try:
            kept = read_fact(path, text, AT)
        except CaseRefused:
            self.found["refused"] += 1
            return None
        self.found["taken"] += 1
        self.count(kept == text.strip(), "case", text)
        self._on_paper(str(kept))
        self._in_the_window(str(kept))
        return str(kept)

    def _on_paper(self, text: str) -> None:
        clean = self.gate.clean(text)
        said = ""
        for each in self.gate.paragraphs(text, STYLE):
            said += "".join(part.text for part in each.frags)
            each.wrap(300, 100_000)
        self.count(_bare(said) == _bare(clean), "paper", text)
        self.count(
            not any(unicodedata.category(each) in {"Cc", "Cs"} and each != "\n" for each in plain(text)),
            "word",
            text,
        )

    def _in_the_window(self, text: str) -> None:
        shown = label(text)
        shown.sizeHint()
        bare = text.removeprefix("\ufeff")  # a mark of byte order is no text: Qt leaves it out
        self.count(shown.text() == bare and shown.textFormat() is Qt.TextFormat.PlainText, "label", text)
        read = QTextDocument()
        read.setHtml(tip(text))
        self.count(_inked(read.toPlainText()) == _inked(text), "tip", text)

    def batch(self, kept: Sequence[str]) -> None:
        """Send texts through the gates that take many: a table, a workbook, a case file and the store."""
        rows = [[each, "x"] for each in kept]
        data = csv_bytes(["a", "b"], rows, decimal_comma=True).decode("utf-8-sig")
        table = list(csv.reader(io.StringIO(data, newline=""), delimiter=";"))[1:]
        self.count([row[0] for row in table] == [defused(each) for each in kept], "csv", "")
        self.found["formulas"] += sum(row[0][:1] in {"=", "+", "-", "@", "\t", "\r"} for row in table)
        book = load_workbook(io.BytesIO(xlsx_bytes(["a", "b"], rows, "x")))
        cells = [row[0] for row in book.worksheets[0].iter_rows(min_row=2)]
        self.found["formulas"] += sum(each.data_type == "f" for each in cells)
        self.count(len(cells) == len(kept), "xlsx", "")
        self._in_the_store(kept)

    def _in_the_store(self, kept: Sequence[str]) -> None:
        cases = [_case(kept[start : start + len(TEXTS)]) for start in range(0, len(kept), len(TEXTS))]
        for each in cases:
            self.count(parse_case(json.dumps(case_tree(each)).encode(), AT) == each, "case file", "")
        file = self.folder / "strings.db"
        file.unlink(missing_ok=True)
        with open_queue(file) as queue:
            with queue.transaction():
                for number, each in enumerate(cases):
                    queue.add(
                        StoredCase(
                            id=CaseId(UUID(int=number + 1)),
                            case=each,
                            version=1,
                            state=CaseState.OPEN,
                            listed_at=AT,
                            changed_at=AT,
                        )
                    )
            back = {each.id.int: each.case for each in queue.rows()}
            self.count([back[number + 1] for number in range(len(cases))] == cases, "store", "")

    def count(self, same: bool, where: str, text: str) -> None:
        """Count what is not the same, and say where."""
        if not same:
            self.found["lost"] += 1
            sys.stderr.write(f"{where}: {text!a}\n")


def _bare(text: str) -> str:
    return "".join(text.split())


def _inked(text: str) -> str:
    """Leave out spaces and controls, which rich text does not keep apart."""
    return "".join(
        each
        for each in unicodedata.normalize("NFC", text)
        if not each.isspace() and unicodedata.category(each) not in {"Cc", "Cf", "Cn", "Zl", "Zp", "Co"}
    )


def _case(kept: Sequence[str]) -> Case:
    case: Case = CaseOf()
    for path, text in zip(TEXTS, kept, strict=False):
        case = with_fact(case, path, text)
    return case


def strings(count: int, folder: Path) -> Counts:
    """Send so many texts through every gate."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application()
    gates, kept = Gates(folder), list[str]()
    for number, text in enumerate(texts(count, random.Random(20_261_120))):
        try:
            taken = gates.one(text, number)
            kept += [taken] if taken is not None else []
            if len(kept) >= _A_BATCH or number == count - 1:
                gates.batch(kept)
                kept.clear()
        except Exception as error:  # noqa: BLE001  # a crash of any kind is what this run looks for
            gates.found["crashed"] += 1
            sys.stderr.write(f"{type(error).__name__} {error}: {text!a}\n")
            kept.clear()
    del app  # labels needed it until now
    names = ("strings", "taken", "refused", "no_value", "lost", "formulas", "crashed")
    return {name: gates.found[name] for name in names}


RUNS: Final[dict[str, Callable[[int, Path], Counts]]] = {"strings": strings}


def main() -> None:
    """Do the run and print its counts."""
    name, count, folder = sys.argv[1:]
    Path(folder).mkdir(parents=True, exist_ok=True)
    sys.stdout.write(json.dumps(RUNS[name](int(count), Path(folder))) + "\n")


if __name__ == "__main__":
    main()
