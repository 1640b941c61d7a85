"""Case files: JSON text in, a case out, or every problem of the text."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from mdt_desk.domain.case import Case
from mdt_desk.domain.problems import CaseRefused, Problem, problem
from mdt_desk.domain.reading import read_case

LARGEST: Final = 5_000_000
"""Bytes of one case file; a case with its history is some kilobytes."""

_DEEPEST: Final = 12
_MOST_TABLES: Final = 400_000
_MOST_VALUES: Final = 1_500_000
_MOST_TOLD: Final = 50
"""Limits of what a text unpacks to, and of how many of its mistakes are told."""


def parse_case(data: bytes, at: datetime) -> Case:
    """Read a case file whole, or not at all.

    Args:
        data: the bytes of the file, UTF-8 with or without a byte-order mark.
        at: the moment of assessment, against which dates of birth and diagnosis are checked.

    Raises:
        CaseRefused: with every problem found.

    """
    return read_case(parse_json(data), at)


def parse_json(data: bytes, largest: int = LARGEST) -> Any:  # noqa: ANN401  # a tree of plain values
    """Parse JSON strictly: no duplicate keys, no NaN or infinity, bounded in size and depth.

    Raises:
        CaseRefused: with the problem.

    """
    if len(data) > largest:
        raise CaseRefused((problem("", len(data), "too_large", maximum=str(largest)),))
    tables, values = data.count(b"{") + data.count(b"["), data.count(b",")
    if tables > _MOST_TABLES or values > _MOST_VALUES:
        raise CaseRefused((problem("", max(tables, values), "too_many_values", maximum=str(_MOST_VALUES)),))
    problems: list[Problem] = []
    try:
        text = data.decode("utf-8-sig")
        tree = json.loads(
            text, object_pairs_hook=_without_duplicates(problems), parse_constant=_constant(problems)
        )
    except UnicodeDecodeError as error:
        raise CaseRefused((problem("", f"byte {error.start}", "not_utf8"),)) from error
    except json.JSONDecodeError as error:
        where = {"line": str(error.lineno), "column": str(error.colno)}
        raise CaseRefused((problem("", error.msg, "not_json", **where),)) from error
    except ValueError as error:
        raise CaseRefused((problem("", "", "number_too_long"),)) from error
    except RecursionError as error:
        raise CaseRefused((problem("", "", "too_deep", maximum=str(_DEEPEST)),)) from error
    if _depth(tree) > _DEEPEST:
        problems.append(problem("", "", "too_deep", maximum=str(_DEEPEST)))
    if problems:
        raise CaseRefused(tuple(problems))
    return tree


def _without_duplicates(problems: list[Problem]) -> Any:  # noqa: ANN401  # a hook of the parser
    def pairs(found: Sequence[tuple[str, Any]]) -> dict[str, Any]:
        table: dict[str, Any] = {}
        for key, value in found:
            if key in table and len(problems) < _MOST_TOLD:
                problems.append(problem(key, value, "duplicate_key"))
            table[key] = value
        return table

    return pairs


def _constant(problems: list[Problem]) -> Any:  # noqa: ANN401  # a hook of the parser
    def constant(name: str) -> None:
        if len(problems) < _MOST_TOLD:
            problems.append(problem("", name, "not_a_number"))

    return constant


def _depth(tree: Any) -> int:  # noqa: ANN401  # a tree of plain values
    deepest, waiting = 0, [(tree, 1)]
    while waiting and deepest <= _DEEPEST:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        waiting.extend((child, depth + 1) for child in children if isinstance(child, dict | list))
    return deepest
