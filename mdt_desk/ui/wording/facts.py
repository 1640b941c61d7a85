"""Facts in words: their names, their values, and how a value stands in the field where it was typed."""

from datetime import date, datetime, tzinfo
from decimal import Decimal
from enum import StrEnum

from mdt_desk.domain.case import FACTS, ExternalEstimate, NationalId, spec_for
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.problems import Problem
from mdt_desk.ui.wording.moments import typed_day, typed_moment
from mdt_desk.usecases.ports import Words

_COMMA = frozenset({"nl"})
_FACT_OF_LESION = 3


def _key(path: str) -> str:
    parts = path.split(".")
    return f"{parts[0]}.{parts[2]}" if len(parts) == _FACT_OF_LESION else path


def label_of(texts: Words, path: str) -> str:
    """Return the name of a fact; that of a lesion says at which vertebra."""
    name = texts.get(f"fact.{_key(path)}.label")
    parts = path.split(".")
    if len(parts) == _FACT_OF_LESION:
        return texts.get("case.at_level", fact=name, level=parts[1])
    return name


def hint_of(texts: Words, path: str) -> str:
    """Return the one line that explains a fact."""
    return texts.get(f"fact.{_key(path)}.hint")


UNITS = frozenset(
    {
        "labs.albumin_g_per_l",
        "condition.expected_survival_months",
        "symptoms.pain_severity",
        "lesions.canal_fraction",
    }
)
"""The numbers that have a unit; the others count, or are a scale of their own."""


def unit_of(texts: Words, path: str) -> str:
    """Return the unit of a number, or nothing."""
    return texts.get(f"fact.{_key(path)}.unit") if _key(path) in UNITS else ""


def choice_text(texts: Words, value: StrEnum) -> str:
    """Return the word for one value of an enum."""
    return texts.get(f"value.{type(value).__name__}.{value.value}")


MEANINGS = frozenset({"Frankel", "Bilsky", "IdSystem", "ExternalModel"})
"""The enums whose short labels need a line of explanation."""


def meaning_text(texts: Words, value: StrEnum) -> str:
    """Return what a short label means, or nothing where the word says it."""
    name = type(value).__name__
    key = f"meaning.{name}.{value.value}"
    if name not in MEANINGS or (name == "ExternalModel" and value.value in {"other", "bartels"}):
        return ""
    return texts.get(key)


def number_text(value: float, language: str) -> str:
    """Spell a number without grouping or exponent, with the decimal sign of the language."""
    spelled = f"{Decimal(repr(value)):f}"
    if "." in spelled:
        spelled = spelled.rstrip("0").rstrip(".")
    return spelled.replace(".", ",") if language in _COMMA else spelled


def typed_text(value: object, language: str, zone: tzinfo | None) -> str:
    """Return a value as it stands in a field, which reads it back; nothing for what is picked, not typed."""
    if isinstance(value, StrEnum | bool):
        return ""
    if isinstance(value, datetime):
        return typed_moment(value, zone)
    if isinstance(value, date):
        return typed_day(value)
    if isinstance(value, int | float):
        return number_text(value, language)
    if isinstance(value, NationalId):
        return value.value
    return value if isinstance(value, str) else ""


def value_text(texts: Words, path: str, value: object, zone: tzinfo | None) -> str:
    """Return a value in words, with its unit."""
    if value is UNKNOWN:
        return texts.get("answer.not_entered")
    if isinstance(value, bool):
        return texts.get("answer.yes" if value else "answer.no")
    if isinstance(value, StrEnum):
        return choice_text(texts, value) if path.rpartition(".")[2] != "level" else value.value
    if isinstance(value, frozenset):
        return _set_text(texts, value)
    if isinstance(value, NationalId):
        return f"{choice_text(texts, value.system)} {value.value}"
    if isinstance(value, tuple):
        return "; ".join(estimate_text(texts, each) for each in value if isinstance(each, ExternalEstimate))
    unit = unit_of(texts, path)
    spelled = typed_text(value, texts.language, zone)
    return f"{spelled} {unit}" if unit else spelled


def _set_text(texts: Words, chosen: frozenset[StrEnum]) -> str:
    if not chosen:
        return texts.get("case.field.none_of_these")
    in_order = [each for each in type(next(iter(chosen))) if each in chosen]
    return ", ".join(choice_text(texts, each) for each in in_order)


def estimate_text(texts: Words, estimate: ExternalEstimate) -> str:
    """Return an estimate computed elsewhere in one line."""
    return texts.get(
        "case.estimates.line",
        model=choice_text(texts, estimate.model),
        months=estimate.months,
        share=number_text(round(estimate.survival * 100, 6), texts.language),
        day=typed_day(estimate.computed_on),
    )


_FIELD_SENTENCES = {"type_date": "day", "type_datetime": "moment", "level": "level"}
"""Problems that a field says in its own words: a file spells dates otherwise than people type them."""


def problem_text(texts: Words, problem: Problem) -> str:
    """Return the one sentence that says what is wrong with what was typed."""
    parts = problem.key.split(".")
    prefixes = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    known = next((each for each in prefixes if known_path(each)), "")
    fact = label_of(texts, known) if known else problem.key
    value = problem.value[1:-1] if problem.value.startswith('"') else problem.value
    if problem.code in _FIELD_SENTENCES:
        return texts.get(f"case.problem.{_FIELD_SENTENCES[problem.code]}", fact=fact, value=f"‘{value}’")
    return texts.get(f"problem.{problem.code}", key=fact, value=value, **problem.params)


def known_path(path: str) -> bool:
    """Tell whether a fact has this name."""
    if path == "lesions":
        return True
    try:
        return spec_for(path).path in FACTS
    except KeyError:
        return False
