"""Functions and classes stay small enough to read at a glance; an exception says why."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRODUCT = ROOT / "mdt_desk"

LONGEST_FUNCTION = 45
LONGEST_CLASS = 180

# "file: name" -> why this one is easier to read in one piece.
ALLOWED: dict[str, str] = {}


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    return (node.end_lineno or node.lineno) - first + 1


def too_long(source: str) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef) and lines_of(node) > LONGEST_CLASS:
            yield node.name, lines_of(node)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and lines_of(node) > LONGEST_FUNCTION:
            yield node.name, lines_of(node)


def found() -> dict[str, int]:
    return {
        f"{path.relative_to(ROOT).as_posix()}: {name}": lines
        for path in sorted(PRODUCT.rglob("*.py"))
        for name, lines in too_long(path.read_text(encoding="utf-8"))
    }


def test_that_no_function_or_class_grows_out_of_sight() -> None:
    assert {name: lines for name, lines in found().items() if name not in ALLOWED} == {}


def test_that_an_exception_is_given_up_when_it_is_no_longer_needed() -> None:
    assert sorted(ALLOWED.keys() - found().keys()) == []


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("def long():\n" + "    pass\n" * LONGEST_FUNCTION, [("long", 46)]),
        ("def short():\n" + "    pass\n" * (LONGEST_FUNCTION - 1), []),
        ("@decorated\ndef long():\n" + "    pass\n" * (LONGEST_FUNCTION - 1), [("long", 46)]),
        ("class Long:\n" + "    x = 1\n" * LONGEST_CLASS, [("Long", 181)]),
    ],
)
def test_that_lines_are_counted_with_the_heading(source: str, seen: list[tuple[str, int]]) -> None:
    assert list(too_long(source)) == seen
