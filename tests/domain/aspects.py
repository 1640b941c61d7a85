"""What rules ask of the vertebrae as a whole while nobody listed them, by going through everything that they ask."""

from collections.abc import Callable, Iterable
from typing import Any

from mdt_desk.domain.rulebook import REFERENCE
from mdt_desk.domain.settle import Unbound

Asked = tuple[Callable[..., Any], tuple[Any, ...]]
"""A rule with its arguments."""


def aspects(asked: Iterable[Asked]) -> set[str]:
    """Return the names of the aspects that these rules ask for, also through other rules."""
    settler, found = Unbound(REFERENCE), set[str]()
    seen, waiting = set[Asked](), list(asked)
    while waiting:
        rule, args = each = waiting.pop()
        if each in seen:
            continue
        seen.add(each)
        for given in settler.tabulate(rule, *args)[1]:
            if given.kind == "aspect":
                found.add(given.path)
            if given.rule is not None:
                waiting.append((given.rule, given.args))
    return found
