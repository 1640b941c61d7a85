"""What a line of the queue says as text in its row, and back; a text that this program did not write is nothing."""

import json
from dataclasses import fields
from datetime import date, datetime
from typing import Any, Final

from mdt_desk.usecases.briefs import Due, Facts, Judged, Score

_FACTS: Final = tuple(each.name for each in fields(Facts))


def facts_text(facts: Facts) -> str:
    """Return facts as JSON."""
    tree = [getattr(facts, each) for each in _FACTS]
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)


def facts_in(text: str) -> Facts:
    """Return the facts in a text; raises ValueError."""
    tree = json.loads(text)
    if not isinstance(tree, list) or len(tree) != len(_FACTS):
        message = "no facts of a line"
        raise ValueError(message)
    found: dict[str, Any] = dict(zip(_FACTS, tree, strict=True))
    if found["born"] is not None:
        found["born"] = date.fromisoformat(found["born"])
    return Facts(**found)


def judged_text(judged: Judged) -> str:
    """Return what the rules said as JSON."""
    due = judged.due
    tree = {
        "at": judged.at.isoformat(),
        "holds": judged.holds.isoformat(),
        "waits": judged.waits,
        "emergency": judged.emergency_possible,
        "because": judged.because,
        "deciding": judged.deciding,
        "due": None if due is None else [due.guideline, due.action, due.at.isoformat()],
        "scores": [
            [
                each.score,
                each.possible,
                each.certain,
                each.unverified,
                each.band,
                each.outside,
                each.level,
                each.missing,
            ]
            for each in judged.scores
        ],
        "readiness": judged.readiness,
        "missing": judged.missing,
        "level": judged.level,
        "restarted": None if judged.restarted is None else judged.restarted.isoformat(),
    }
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":"))


def judged_in(text: str) -> Judged:
    """Return what the rules said; raises ValueError, KeyError or TypeError."""
    tree = json.loads(text)
    due, restarted = tree["due"], tree["restarted"]
    return Judged(
        at=datetime.fromisoformat(tree["at"]),
        holds=datetime.fromisoformat(tree["holds"]),
        waits=tree["waits"],
        emergency_possible=tree["emergency"],
        because=tuple((guideline, action) for guideline, action in tree["because"]),
        deciding=tuple(tree["deciding"]),
        due=None if due is None else Due(guideline=due[0], action=due[1], at=datetime.fromisoformat(due[2])),
        scores=tuple(_score(each) for each in tree["scores"]),
        readiness=tree["readiness"],
        missing=tuple(tree["missing"]),
        level=tree["level"],
        restarted=None if restarted is None else datetime.fromisoformat(restarted),
    )


def _score(tree: list[Any]) -> Score:
    name, possible, certain, unverified, band, outside, level, missing = tree
    return Score(
        score=name,
        possible=tuple(possible),
        certain=certain,
        unverified=unverified,
        band=band,
        outside=outside,
        level=level,
        missing=tuple(missing),
    )
