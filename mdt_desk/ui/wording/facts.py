"""Facts in words: their names, their values, and how a value stands in the field where it was typed."""

import re
from datetime import date, datetime, tzinfo
from enum import StrEnum

from mdt_desk.domain.case import FACTS, NationalId, spec_for
from mdt_desk.domain.problems import Problem
from mdt_desk.ui.wording.moments import typed_day, typed_moment
from mdt_desk.usecases import wording
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.wording import Spelling, fact_key, label_of, number_text


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
    """Return a value in words, with its unit; days and moments as they are typed."""
    spelling = Spelling(
        day=typed_day,
        moment=lambda moment: typed_moment(moment, zone),
        unknown="answer.not_entered",
        none="case.field.none_of_these",
    )
    return wording.value_text(texts, path, value, spelling)


_DECIMAL = re.compile(r"-?\d+\.\d+", re.ASCII)
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
    params = {**problem.params}
    spec = spec_for(known) if problem.code == "choice" and known not in {"", "lesions"} else None
    if spec is not None and spec.choices is not None:
        params["allowed"] = "; ".join(wording.choice_text(texts, each) for each in spec.choices)
    return texts.get(f"problem.{problem.code}", key=fact, value=_spelled(value, texts.language), **params)


def _spelled(value: str, language: str) -> str:
    """Return a number with the decimal sign of the language; anything else as it was given."""
    return number_text(float(value), language) if _DECIMAL.fullmatch(value) else value


def known_path(path: str) -> bool:
    """Tell whether a fact has this name."""
    if path == "lesions":
        return True
    try:
        return spec_for(path).path in FACTS
    except KeyError:
        return False
