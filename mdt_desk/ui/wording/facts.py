"""Facts in words: their names, their values, and how a value stands in the field where it was typed."""

from datetime import date, datetime, tzinfo
from enum import StrEnum

from mdt_desk.domain.case import FACTS, ExternalEstimate, NationalId, spec_for
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.problems import Problem
from mdt_desk.ui.wording.moments import typed_day, typed_moment
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.wording import (
    choice_text,
    chosen_text,
    fact_key,
    label_of,
    measured_text,
    number_text,
)


def hint_of(texts: Words, path: str) -> str:
    """Return the one line that explains a fact."""
    return texts.get(f"fact.{fact_key(path)}.hint")


MEANINGS = frozenset({"Frankel", "Bilsky", "IdSystem", "ExternalModel"})
"""The enums whose short labels need a line of explanation."""


def meaning_text(texts: Words, value: StrEnum) -> str:
    """Return what a short label means, or nothing where the word says it."""
    name = type(value).__name__
    key = f"meaning.{name}.{value.value}"
    if name not in MEANINGS or (name == "ExternalModel" and value.value in {"other", "bartels"}):
        return ""
    return texts.get(key)


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
        return chosen_text(texts, value) or texts.get("case.field.none_of_these")
    if isinstance(value, NationalId):
        return f"{choice_text(texts, value.system)} {value.value}"
    if isinstance(value, tuple):
        return "; ".join(estimate_text(texts, each) for each in value if isinstance(each, ExternalEstimate))
    if isinstance(value, int | float):
        return measured_text(texts, path, value)
    return typed_text(value, texts.language, zone)


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
