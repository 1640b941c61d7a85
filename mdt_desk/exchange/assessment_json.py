"""An assessment as JSON for other programs: schema ``mdt-desk/assessment/1``."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from mdt_desk.domain.advice import Advice
from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.scores.result import Item, ScoreResult
from mdt_desk.domain.survival import PUBLISHED

SCHEMA: Final = "mdt-desk/assessment/1"
Say = Callable[[str], str]
"""Turns a text key into a sentence."""


def assessment_tree(assessment: Assessment, say: Say) -> dict[str, Any]:
    """Return an assessment as a tree of plain values; ``say`` words the details."""
    urgency = assessment.urgency
    nesms = assessment.scores["nesms"]
    return {
        "schema": SCHEMA,
        "assessed_at": assessment.assessed_at.isoformat(),
        "rules": {"version": assessment.rules.version, "hash": assessment.rules.hash},
        "scores": {name: _score(each, say) for name, each in assessment.scores.items()},
        "survival": {
            "model": "nesms",
            "possible": list(nesms.possible),
            "points": {str(each): _points(int(each)) for each in nesms.possible},
        },
        "guidelines": {
            name: [_advice(each, say) for each in advice] for name, advice in assessment.guidelines.items()
        },
        "not_covered": {
            name: [{"question": each.question, "text": say(each.note)} for each in gaps]
            for name, gaps in assessment.not_covered.items()
        },
        "disagreements": [
            {
                "topic": each.topic,
                "kind": each.kind.value,
                "actions": {position.guideline: list(position.actions) for position in each.positions},
            }
            for each in assessment.disagreements
        ],
        "urgency": {
            "wait_for_meeting": urgency.wait_for_meeting,
            "most_urgent_due": _moment(urgency.most_urgent_due),
            "because": [
                {"guideline": each.guideline, "action": each.action}
                for each in urgency.because
                if each.guideline
            ],
            "missing": list(urgency.missing),
        },
    }


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _points(nesms: int) -> list[dict[str, float]]:
    return [{"months": each.months, "survival": each.survival} for each in PUBLISHED[nesms]]


def _item(item: Item) -> dict[str, Any]:
    return {"item": item.item, "points": item.points, "possible": list(item.possible), "fact": item.fact}


def _score(score: ScoreResult, say: Say) -> dict[str, Any]:
    tree: dict[str, Any] = {
        "value": score.value,
        "possible": list(score.possible),
        "band": score.band,
        "items": [_item(each) for each in score.items],
        "missing": list(score.missing),
        "status": score.status.value,
        "reference": score.reference,
    }
    if score.score == "nesms":
        tree["raw"] = score.raw
    if score.score in {"sins", "bilsky"}:
        tree["level"] = score.level
        tree["lesions"] = [
            {
                "level": each.level.value,
                "value": each.value,
                "possible": list(each.possible),
                "band": each.band,
                "items": [_item(item) for item in each.items],
                "missing": list(each.missing),
            }
            for each in score.lesions
        ]
    if score.outside_model is not None:
        tree["outside_model"] = say(score.outside_model)
    return tree


def _advice(advice: Advice, say: Say) -> dict[str, Any]:
    return {
        "action": advice.action,
        "topic": advice.topic,
        "strength": advice.strength.value,
        "status": advice.status.value,
        "within_hours": advice.within_hours,
        "possible_hours": list(advice.possible_hours),
        "due": _moment(advice.due),
        "variant": None if advice.variant is None else say(f"regimen.{advice.variant}"),
        "detail": detail(advice, say),
        "because": list(advice.because),
        "missing": list(advice.missing),
        "reference": advice.reference,
    }


def detail(advice: Advice, say: Say) -> str:
    """Return the detail of an advice in words: the action, the regimen, "as soon as possible", and its notes."""
    said = [say(f"action.{advice.action}")]
    if advice.variant is not None:
        said.append(say(f"regimen.{advice.variant}"))
    if advice.urgent and advice.within_hours is None:
        said.append(say("deadline.as_soon_as_possible"))
    said.extend(say(each) for each in advice.notes)
    return " ".join(each if each.endswith((".", "!", "?")) else f"{each}." for each in said)
