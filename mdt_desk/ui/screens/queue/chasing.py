"""What is still missing, by who referred the patient: a text to paste into a message."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from mdt_desk.domain.readiness import ReadinessState
from mdt_desk.ui.moments import long_moment
from mdt_desk.ui.screens.queue.state import ChaseLine
from mdt_desk.ui.wording.moments import typed_day
from mdt_desk.usecases.briefs import Brief, Facts
from mdt_desk.usecases.labels import label_of
from mdt_desk.usecases.ports import Words


def chase_lines(briefs: Iterable[Brief], meeting_at: datetime, texts: Words) -> tuple[ChaseLine, ...]:
    """Return what is missing, a text for each referrer; nothing when nothing is missing.

    It goes out by mail: patients stand in it by number and date of birth, never by name. ``meeting_at`` is local.
    """
    wanted: dict[str, list[str]] = {}
    for each in briefs:
        judged = each.judged
        if judged is not None and judged.readiness != ReadinessState.READY and judged.missing:
            missing = "; ".join(label_of(texts, path) for path in judged.missing)
            wanted.setdefault(_referrer(each.facts, texts), []).append(
                texts.get("queue.chase.line", patient=_identifiers(each.facts, texts), missing=missing)
            )
    head = texts.get("queue.chase.head", moment=long_moment(meeting_at, texts))
    return tuple(
        ChaseLine(
            referrer=referrer,
            count=len(lines),
            text="\n\n".join((head, "\n".join((referrer, *lines)))) + "\n",
        )
        for referrer, lines in sorted(wanted.items())
    )


def whole_list(lines: Sequence[ChaseLine]) -> str:
    """Return the texts of all referrers as one, under one heading; an empty text when nothing is missing."""
    if not lines:
        return ""
    head = lines[0].text.partition("\n\n")[0]
    return "\n\n".join((head, *(each.text.partition("\n\n")[2].rstrip() for each in lines))) + "\n"


def _referrer(facts: Facts, texts: Words) -> str:
    return texts.get("queue.chase.nobody") if facts.referrer is None else " ".join(facts.referrer.split())


def _identifiers(facts: Facts, texts: Words) -> str:
    said = texts.get("queue.chase.no_number") if facts.number is None else facts.number
    if facts.born is None:
        return said
    return texts.get("queue.chase.born", number=said, day=typed_day(facts.born))
