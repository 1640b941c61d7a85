"""The facts that two people changed differently, and those that were taken over, in words."""

from datetime import datetime

from mdt_desk.domain.case import Lesion
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.three_way import LESION_FACTS, Clash
from mdt_desk.ui.screens.case.memory import Memory
from mdt_desk.ui.wording.both import DifferenceShown, difference_shown, whose_text
from mdt_desk.ui.wording.facts import value_text
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.touched import touch_of
from mdt_desk.usecases.wording import label_of

_MOST_NAMED = 4
_VERTEBRA_PARTS = 2


def clashes_shown(memory: Memory, texts: Words, now: datetime) -> tuple[DifferenceShown, ...]:
    """Put what is to be chosen into words; ``now`` is in the hospital's zone."""
    return tuple(_clash(each, memory, texts, now) for each in memory.clashes)


def taken_over_shown(memory: Memory, texts: Words) -> str:
    """Say what somebody else changed that nobody here did; or nothing."""
    named = dict.fromkeys(_name(texts, each) for each in memory.taken_over)
    if not named:
        return ""
    facts = ", ".join(tuple(named)[:_MOST_NAMED])
    more = len(named) - _MOST_NAMED
    return (
        texts.get("both.taken_more", facts=facts, more=more)
        if more > 0
        else texts.get("both.taken", facts=facts)
    )


def _name(texts: Words, path: str) -> str:
    """Return what a fact is called; that of a vertebra as a whole is its level."""
    parts = path.split(".")
    if parts[0] == "lesions" and len(parts) == _VERTEBRA_PARTS:
        return texts.get("both.vertebra", level=parts[1])
    return label_of(texts, path)


def _clash(clash: Clash, memory: Memory, texts: Words, now: datetime) -> DifferenceShown:
    before, mine, theirs = (
        _said(clash.path, each, texts, now) for each in (clash.before, clash.mine, clash.theirs)
    )
    whose = whose_text(touch_of(memory.stored, clash.path, memory.touches), texts, now)
    return difference_shown(texts, clash.path, _name(texts, clash.path), (before, mine, theirs), whose)


def _said(path: str, value: object, texts: Words, now: datetime) -> str:
    if isinstance(value, Lesion):
        return _vertebra(value, texts, now)
    if value is None:
        return texts.get("both.not_listed")
    if path == "lesions" and isinstance(value, tuple):
        return ", ".join(each.level for each in value) or texts.get("case.lesions.none")
    return value_text(texts, path, value, now.tzinfo)


def _vertebra(lesion: "Lesion[object]", texts: Words, now: datetime) -> str:
    """Say what is known of a vertebra; that it is affected where nothing else is."""
    known = ((path, getattr(lesion, path.partition(".")[2])) for path in LESION_FACTS)
    parts = (
        texts.get("both.fact", name=label_of(texts, path), value=value_text(texts, path, value, now.tzinfo))
        for path, value in known
        if value is not UNKNOWN
    )
    return "; ".join(parts) or texts.get("both.affected")
