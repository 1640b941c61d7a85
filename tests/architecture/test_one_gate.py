"""Text that a person typed goes through one gate each onto paper, the screen, into files and tables: no way around."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRODUCT = ROOT / "mdt_desk"

PAPER = frozenset({"Paragraph", "TaggedParagraph", "RightToLeftParagraph", "XPreformatted", "Preformatted"})
STROKES = frozenset(
    """
    drawString drawRightString drawCentredString drawCenteredString drawAlignedString textOut textLine textLines
    setTitle setAuthor setSubject setKeywords
    """.split()
)
WORD = frozenset({"add_run", "add_paragraph", "add_heading"})
MARKUP = frozenset(
    """
    setHtml insertHtml appendHtml setMarkdown setWhatsThis setStatusTip setInformativeText setDetailedText
    QMessageBox QErrorMessage QWhatsThis QTextBrowser QTextEdit QTextDocument RichText AutoText MarkdownText
    """.split()
)
WRITES = frozenset({"write_text", "write_bytes", "NamedTemporaryFile", "mkstemp"})
TABLES = frozenset({"writer", "DictWriter", "Workbook"})
LISTS = frozenset({"QComboBox", "QSpinBox", "QDoubleSpinBox", "QSlider", "QDial"})
"""What the mouse wheel changes while somebody scrolls past it; a list that it does not change is a `StillList`."""

# What may be called where, and why there.
GATES: dict[str, tuple[frozenset[str], str, dict[str, str]]] = {
    "paper": (
        PAPER,
        "reports",
        {
            "reports/text.py": "the gate itself",
            "reports/rtl.py": "the gate for scripts from right to left",
        },
    ),
    "strokes on paper": (
        STROKES,
        "reports",
        {"reports/rtl.py": "draws the pieces that its gate has cleaned"},
    ),
    "word processor": (WORD, "reports", {"reports/docx.py": "the gate `plain` stands in it"}),
    "screen": (
        MARKUP,
        "ui",
        {"ui/screens/help/manual_text.py": "the manual is our own text, read without HTML in it"},
    ),
    "files": (WRITES, "", {}),
    "choices": (LISTS, "ui", {}),
    "tables": (
        TABLES,
        "",
        {
            "exchange/case_table.py": "the gate: formula cells are defused there",
            "exchange/xlsx_sheet.py": "a name of a type: it reads",
        },
    ),
}


def called(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def sources(part: str) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((PRODUCT / part).rglob("*.py")):
        yield path.relative_to(PRODUCT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("gate", GATES)
def test_that_there_is_no_way_around(gate: str) -> None:
    names, part, allowed = GATES[gate]
    found = {f"{path}: {name}" for path, tree in sources(part) for name in called(tree) if name in names}
    assert {each for each in found if each.partition(":")[0] not in allowed} == set()


def labels(tree: ast.Module) -> Iterator[str]:
    """Give every label that is made with a text, and every class of labels that does not say it is plain."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "QLabel" and node.args:
            yield f"QLabel with a text, line {node.lineno}"
        if isinstance(node, ast.ClassDef) and any(getattr(each, "id", "") == "QLabel" for each in node.bases):
            says = ast.dump(node)
            if "PlainText" not in says and node.name != "_Lines":  # `label` says it of both that it makes
                yield f"{node.name} does not say that its text is plain"


def test_that_every_label_shows_its_text_as_it_is() -> None:
    assert [f"{path}: {each}" for path, tree in sources("ui") for each in labels(tree)] == []


def tips(tree: ast.Module) -> Iterator[int]:
    """Give the line of every tool tip that could be taken for markup: neither a gate nor a text of our own."""
    for node in ast.walk(tree):
        asked = isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "setToolTip"
        if isinstance(node, ast.Call) and asked and not _gated(node.args[0]):
            yield node.lineno


def _gated(given: ast.expr) -> bool:
    if isinstance(given, ast.IfExp):
        return _gated(given.body) and _gated(given.orelse)
    if isinstance(given, ast.JoinedStr):  # a name from the table of texts and a key of the keyboard
        return all(_gated(each.value) for each in given.values if isinstance(each, ast.FormattedValue))
    if isinstance(given, ast.Call):
        name = given.func.attr if isinstance(given.func, ast.Attribute) else getattr(given.func, "id", "")
        return name in {"tip", "plain_tip", "text", "get", "toString", "toolTip", "shown_shortcut"}
    return isinstance(
        given, ast.Constant
    ) or (  # worn: taken from a part or an action that wore it, gated there
        isinstance(given, ast.Name) and given.id in {"close", "remove", "worn"}
    )


def test_that_no_tool_tip_can_be_taken_for_markup() -> None:
    assert [f"{path}:{line}" for path, tree in sources("ui") for line in tips(tree)] == []


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("QLabel(name)", labels),
        ("class Loud(QLabel):\n    pass", labels),
        ("made.setToolTip(case.name)", tips),
        ("made.setToolTip(f'{name} {shown}')", tips),
    ],
)
def test_that_a_way_around_would_be_seen(source: str, seen: Callable[[ast.Module], Iterator[object]]) -> None:
    assert list(seen(ast.parse(source)))


def test_that_opening_a_file_to_write_is_left_to_those_who_make_it_private() -> None:
    allowed = {
        "durable.py": "writes whole and private",
        "store/places.py": "makes the file of the queue, private",
        "store/waiting.py": "adds a line to a private file",
        "store/plain.py": "overwrites what was not encrypted",
        "cli.py": "the device that swallows",
        "mistakes.py": "the same",
    }
    found = set()
    for path, tree in sources(""):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (writes(node) or ast.unparse(node.func) == "os.open"):
                found.add(path)
    assert found - allowed.keys() == set()


def writes(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    given = [*call.args, *(each.value for each in call.keywords if each.arg == "mode")]
    modes = [each.value for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return name == "open" and any(set(each) & set("wax+") and len(each) <= 3 for each in modes)
