"""How what is typed finds lines: each engine has its own way, and the lines ask for it here."""

from collections.abc import Sequence
from typing import Final, Protocol

_SHORTEST: Final = 3
"""The index of SQLite knows stretches of three letters: shorter ones are looked for in every line."""

Condition = tuple[str, tuple[object, ...]]
"""SQL with question marks about a line ``l``, and what stands for them."""


class Finding(Protocol):
    def holding(self, words: Sequence[str]) -> Condition:
        """Return the condition that each of these folded words occurs in a line."""
        ...

    def through(self, words: Sequence[str]) -> str:
        """Return what follows the name of the lines where little more is asked of what was found than its order."""
        ...


class Indexed:
    """The full text index beside the lines of a file."""

    def holding(self, words: Sequence[str]) -> Condition:
        long = [each for each in words if len(each) >= _SHORTEST]
        parts, given = [], []
        if long:
            parts.append("l.number IN (SELECT rowid FROM queue_found WHERE queue_found MATCH ?)")
            given.append(" ".join('"' + each.replace('"', '""') + '"' for each in long))
        rest, also = Plain().holding([each for each in words if len(each) < _SHORTEST])
        return " AND ".join([*parts, *([rest] if also else [])]) or "1 = 1", (*given, *also)

    def through(self, words: Sequence[str]) -> str:
        # Left to itself the engine fetches each row that was found: one or two kilobytes for a few numbers.
        return " INDEXED BY queue_line_ranked" if any(len(each) >= _SHORTEST for each in words) else ""


class Plain:
    """Every line is looked at: what any database can do."""

    def holding(self, words: Sequence[str]) -> Condition:
        condition = " AND ".join(["l.found LIKE ? ESCAPE '\\'"] * len(words))
        return condition or "1 = 1", tuple(anywhere(each) for each in words)

    def through(self, words: Sequence[str]) -> str:  # noqa: ARG002  # whatever is typed
        return ""


def anywhere(word: str) -> str:
    """Return what LIKE finds a word by, wherever it stands: with the backslash to escape, no sign stands for others."""
    literally = word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    return f"%{literally}%"
