"""What to find out first, in words: the missing fact, and what recording it settles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from mdt_desk.domain.worth import OpenAnswer, Worth
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.wording import label_of

MOST: Final = 3
"""So many facts are named: more would be a list of everything."""
_TOPICS: Final = 2
"""So many topics of advice are named; the others are counted with the advice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorthLine:
    """One missing fact: its path, its name, what it settles, and all of that for a screen reader."""

    fact: str
    name: str
    settles: str
    spoken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorthShown:
    """The list; ``note`` says why it is empty, ``sign`` that it is being worked out or could not be.

    ``room``: so many lines it may have once it is known; what stands below does not move when it comes.
    """

    lines: tuple[WorthLine, ...] = ()
    note: str = ""
    sign: str = ""
    searching: bool = False
    room: int = 0


def worth_shown(texts: Words, found: Sequence[Worth]) -> WorthShown:
    """Put the search into words, once it has ended."""
    lines = tuple(worth_line(texts, each) for each in worthwhile(found))
    return WorthShown(lines=lines, note="" if lines else texts.get("worth.none"))


def worthwhile(found: Sequence[Worth]) -> tuple[Worth, ...]:
    """Return the facts that settle something on average, and no more than people read."""
    return tuple(each for each in found if each.average > 0)[:MOST]


def worth_line(texts: Words, worth: Worth) -> WorthLine:
    """Put one missing fact into words."""
    name = label_of(texts, worth.fact)
    perhaps = worth.settles - worth.surely
    if not worth.surely:
        settles = texts.get("worth.may", what=answers_text(texts, perhaps))
    else:
        settles = texts.get("worth.settles", what=answers_text(texts, worth.surely))
        if perhaps:
            settles = texts.get("worth.more", said=settles, count=len(perhaps))
    return WorthLine(
        fact=worth.fact,
        name=name,
        settles=settles,
        spoken=texts.get("worth.jump", fact=name, settles=settles),
    )


def answers_text(texts: Words, answers: Iterable[OpenAnswer]) -> str:
    """Name scores, and count advice by topic."""
    answers = tuple(answers)
    scores = sorted(texts.get(f"score.{each.name}.name") for each in answers if not each.guideline)
    advice = [each for each in answers if each.guideline]
    if not advice:
        return ", ".join(scores)
    topics = sorted(
        {texts.get(f"topic.{each.topic}") for each in advice},
        key=lambda topic: (-sum(texts.get(f"topic.{each.topic}") == topic for each in advice), topic),
    )
    named = ", ".join(topics[:_TOPICS]) + ("…" if len(topics) > _TOPICS else "")
    said = texts.get("worth.advice", count=len(advice), topics=named)
    return ", ".join((*scores, said))
