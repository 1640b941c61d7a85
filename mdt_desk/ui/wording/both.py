"""What two desks changed differently, in words: each value, whose it is, and since when."""

from dataclasses import dataclass
from datetime import datetime

from mdt_desk.ui.moments import short_moment
from mdt_desk.ui.widgets.short import short
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.touched import Touch

_LETTERS = 240
_NAME = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceShown:
    """One thing that two people changed, with every value in words; ``whose`` says who else and when.

    ``spoken`` is all of it in one sentence.
    """

    path: str
    name: str
    before: str
    mine: str
    theirs: str
    whose: str
    spoken: str


def difference_shown(
    texts: Words, path: str, name: str, values: tuple[str, str, str], whose: str
) -> DifferenceShown:
    """Put a difference into words; ``values`` are what it was, what is entered here, and what is kept now."""
    before, mine, theirs = (short(each, _LETTERS) or texts.get("both.nothing") for each in values)
    spoken = texts.get("both.spoken", name=name, mine=mine, theirs=theirs, whose=whose, before=before)
    return DifferenceShown(
        path=path, name=name, before=before, mine=mine, theirs=theirs, whose=whose, spoken=spoken
    )


def whose_text(touch: Touch | None, texts: Words, now: datetime) -> str:
    """Say who else changed something and when, as far as that is known; ``now`` is in the hospital's zone."""
    if touch is None:
        return texts.get("both.elsewhere")
    at = touch.at.astimezone(now.tzinfo)
    moment = f"{at:%H:%M}" if at.date() == now.date() else short_moment(at, texts)
    if not touch.who:
        return texts.get("both.somebody", moment=moment)
    return texts.get("both.whose", who=short(touch.who, _NAME), moment=moment)
