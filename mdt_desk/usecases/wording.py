"""The words for facts and advice that screen, paper and command line share; how each spells a day is its own."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from mdt_desk.domain.advice import Advice, AdviceStatus, Strength
from mdt_desk.domain.case import ExternalEstimate, NationalId
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import CaseId
from mdt_desk.usecases.labels import fact_key, label_of
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.rule_sets import AdvisedOtherwise, Told

__all__ = ["fact_key", "label_of"]

DECIMAL_COMMA: Final = frozenset({"nl"})
"""The languages that write 3,5 and have spreadsheets part their columns by a semicolon."""

_HOURS_BEFORE_DAYS: Final = 72
_LETTERS: Final = 4

UNITS: Final = frozenset(
    {
        "labs.albumin_g_per_l",
        "condition.expected_survival_months",
        "symptoms.pain_severity",
        "lesions.canal_fraction",
    }
)
"""The numbers that have a unit; the others count, or are a scale of their own."""

# --- facts


def unit_of(texts: Words, path: str) -> str:
    """Return the unit of a number, or nothing."""
    fact = fact_key(path)
    return texts.get(f"fact.{fact}.unit") if fact in UNITS else ""


def choice_text(texts: Words, value: StrEnum) -> str:
    """Return the word for one value of an enum."""
    return texts.get(f"value.{type(value).__name__}.{value.value}")


def chosen_text(texts: Words, chosen: Iterable[StrEnum]) -> str:
    """Return the words for several values, in the order of their enum; nothing for none."""
    values = frozenset(chosen)
    kind = type(next(iter(values))) if values else StrEnum
    return ", ".join(choice_text(texts, each) for each in kind if each in values)


def number_text(value: float, language: str) -> str:
    """Spell a number without grouping or exponent, with the decimal sign of the language."""
    spelled = f"{Decimal(repr(value)):f}"
    if "." in spelled:
        spelled = spelled.rstrip("0").rstrip(".")
    return spelled.replace(".", ",") if language in DECIMAL_COMMA else spelled


def measured_text(texts: Words, path: str, value: float) -> str:
    """Return a number with its unit."""
    return f"{number_text(value, texts.language)} {unit_of(texts, path)}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """What screen and paper spell in their own way: days, moments, and the keys of "not known" and "none of these"."""

    day: Callable[[date], str]
    moment: Callable[[datetime], str]
    unknown: str
    none: str


def value_text(texts: Words, path: str, value: object, spelling: Spelling) -> str:
    """Return a value in words, with its unit."""
    if value is UNKNOWN:
        return texts.get(spelling.unknown)
    if isinstance(value, bool):
        return texts.get("answer.yes" if value else "answer.no")
    if isinstance(value, StrEnum):
        return value.value if path.rpartition(".")[2] == "level" else choice_text(texts, value)
    if isinstance(value, datetime):
        return spelling.moment(value)
    if isinstance(value, date):
        return spelling.day(value)
    if isinstance(value, frozenset):
        return chosen_text(texts, value) or texts.get(spelling.none)
    if isinstance(value, NationalId):
        return f"{choice_text(texts, value.system)} {value.value}"
    if isinstance(value, tuple):
        told = [each for each in value if isinstance(each, ExternalEstimate)]
        return "; ".join(estimate_text(texts, each, spelling.day) for each in told)
    if isinstance(value, int | float):
        return measured_text(texts, path, value)
    return str(value)


def estimate_text(texts: Words, estimate: ExternalEstimate, day: Callable[[date], str]) -> str:
    """Return an estimate computed elsewhere in one line."""
    return texts.get(
        "estimate_line",
        model=choice_text(texts, estimate.model),
        months=estimate.months,
        share=number_text(round(estimate.survival * 100, 6), texts.language),
        day=day(estimate.computed_on),
    )


def hours_text(texts: Words, hours: int) -> str:
    """Spell a deadline as a guideline does: at once, hours up to three days, then days or weeks."""
    if hours == 0:
        return texts.get("deadline.at_once")
    if hours <= _HOURS_BEFORE_DAYS:
        return texts.get("deadline.hours", count=hours)
    days = hours // 24
    if days % 7 == 0:
        return texts.get("deadline.weeks", count=days // 7)
    return texts.get("deadline.days", count=days)


# --- advice

CONCLUSIONS: Final = frozenset(
    {
        "inpatient_eligible",
        "inpatient_not_eligible",
        "radiotherapy_first_choice",
        "reconsider_origin",
        "rt_not_indicated",
        "surgery_eligible",
        "surgery_equal_option",
        "surgery_preferred",
        "systemic_limited",
    }
)
"""Actions that are what a guideline concludes, not what it asks anybody to do: nobody is "advised" them."""


def strength_key(action: str, strength: Strength) -> str:
    """Return the key of the word that can stand behind the action's own name and say how strongly it is put.

    An action that advises against something says so in its name: "advised against" beside it would turn it round.
    """
    if action in CONCLUSIONS and strength is not Strength.CONSIDER:
        return "strength.conclusion"
    return "strength.option" if action.endswith("_consider") else f"strength.{strength}"


def strength_text(texts: Words, action: str, strength: Strength) -> str:
    """Return how strongly a guideline puts an action."""
    return texts.get(strength_key(action, strength))


def deadline_text(texts: Words, advice: Advice) -> str:
    """Say the most urgent deadline still possible, and that it is open when another is possible too."""
    if advice.within_hours is None:
        return texts.get("deadline.soonest") if advice.urgent else ""
    spelled = hours_text(texts, advice.within_hours)
    if len(set(advice.possible_hours)) > 1:
        return texts.get("deadline.at_most_urgent", deadline=spelled)
    return spelled


def place_text(texts: Words, place: str) -> str:
    """Return a place in a source in the language of the texts; one that no shipped source names, as it stands."""
    try:
        return texts.get(f"place.{place_key(place)}")
    except LookupError:
        return place


def place_key(place: str) -> str:
    """Return the key under which a place in a source has its words."""
    return re.sub(r"[^a-z0-9]+", "_", place.lower()).strip("_")


def otherwise_text(texts: Words, change: AdvisedOtherwise) -> str:
    """Say how two rule sets differ on one action, the earlier first."""
    return texts.get(
        "rules_changed.line",
        guideline=texts.get(f"case.guideline.{change.guideline}"),
        action=texts.get(f"action.{change.action}"),
        before=told_text(texts, change.action, change.before),
        after=told_text(texts, change.action, change.after),
    )


def told_text(texts: Words, action: str, told: Told | None) -> str:
    """Say what a rule set says of an action, or that it does not advise it."""
    if told is None:
        return texts.get("rules_changed.not_advised")
    parts = [strength_text(texts, action, told.strength)]
    if told.status is AdviceStatus.UNDETERMINED:
        parts = [texts.get("advice_status.undetermined")]
    if told.within_hours is not None:
        parts.append(hours_text(texts, told.within_hours))
    if told.variant is not None:
        parts.append(texts.get(f"regimen.{told.variant}"))
    return ", ".join(parts)


# --- people


def pseudonym_text(texts: Words, case_id: CaseId) -> str:
    """Return what a case is called where names are not to be seen: the same in every meeting, and no identity."""
    return texts.get("people.pseudonym", number=case_id.hex[-_LETTERS:].upper())
