"""What is wrong with input: which fact, which value, what is allowed; the sentence itself is a text."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

_LONGEST_SHOWN: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong with input.

    Attributes:
        key: the fact it is about, dotted; empty for the whole file.
        value: what was given, as it would stand in a file, shortened.
        code: names the sentence: text key ``problem.<code>``.
        params: what else the sentence names (``allowed``, ``hint``...).

    """

    key: str
    value: str
    code: str
    params: Mapping[str, str]


class CaseRefused(Exception):  # noqa: N818  # the sentence reads "the case is refused", which is what happened
    """Input was refused whole; ``problems`` lists everything that is wrong, in the order of the vocabulary."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{each.key}: {each.code}" for each in problems))
        self.problems = problems


def shown(value: Any) -> str:
    """Return a value as a file would spell it, on one line and of bounded length."""
    try:
        spelled = json.dumps(value, ensure_ascii=False, default=str)
    except (ValueError, RecursionError):
        spelled = type(value).__name__
    spelled = spelled.encode("utf-8", "backslashreplace").decode("utf-8")
    return spelled if len(spelled) <= _LONGEST_SHOWN else spelled[: _LONGEST_SHOWN - 1] + "…"


def problem(key: str, value: Any, code: str, **params: str) -> Problem:
    """Describe one problem with a value as it was given."""
    return Problem(key=key, value=shown(value), code=code, params=MappingProxyType(params))
