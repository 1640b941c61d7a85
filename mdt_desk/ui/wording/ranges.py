"""Values still possible, and the facts that decide between them, in words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from mdt_desk.usecases.labels import label_of

if TYPE_CHECKING:
    from mdt_desk.usecases.ports import Words

_NAMED: Final = 1


def range_text(possible: Sequence[int | str]) -> str:
    """Spell values still possible: neighbouring numbers as ``1–2``, labels and gaps with commas."""
    if not possible:
        return "–"
    numbers = [each for each in possible if isinstance(each, int)]
    whole = len(numbers) == len(possible) and numbers[-1] - numbers[0] == len(numbers) - 1
    if len(possible) > 1 and whole:
        return f"{numbers[0]}–{numbers[-1]}"
    if len(possible) > 3 and not whole:
        return f"{possible[0]}–{possible[-1]}"
    return ", ".join(str(each) for each in possible)


def named(texts: "Words", missing: Sequence[str]) -> str:
    """Name the first missing facts, and how many more there are."""
    names = ", ".join(label_of(texts, each) for each in missing[:_NAMED])
    more = len(missing) - _NAMED
    return texts.get("case.score.and_more", names=names, count=more) if more > 0 else names
