"""Who a patient is: by name and identifiers at the desk, by a case number where names are not to be seen."""

from datetime import date
from typing import Final

from mdt_desk.domain.case import Case
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.ui.wording.moments import typed_day, years_between
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.wording import choice_text

_NAME: Final = 120
_NUMBER: Final = 40


def _line(text: str, most: int) -> str:
    """Return a text cut to a number of letters: one that is longer would fill the screen of whoever names it."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def name_text(texts: Words, case: Case) -> str:
    """Return family name and given name, or that nobody entered them."""
    names = [str(each) for each in (case.patient.family_name, case.patient.given_name) if each is not UNKNOWN]
    return _line(", ".join(names), _NAME) or texts.get("people.no_name")


def unread_text(texts: Words) -> str:
    """Return what stands for the name of a case that cannot be read."""
    return texts.get("queue.unreadable")


def identity_text(texts: Words, case: Case, today: date) -> str:
    """Return the two identifiers and the age: date of birth and hospital number; what is absent is said."""
    patient = case.patient
    if patient.birth_date is UNKNOWN:
        born = texts.get("people.no_birth_date")
    else:
        born = texts.get(
            "people.born", day=typed_day(patient.birth_date), years=years_between(patient.birth_date, today)
        )
    if patient.hospital_number is UNKNOWN:
        number = texts.get("people.no_number")
    else:
        number = texts.get("people.number", number=_line(str(patient.hospital_number), _NUMBER))
    return f"{born} · {number}"


def age_and_sex_text(texts: Words, case: Case, today: date) -> str:
    """Return age and sex as far as they are known."""
    patient = case.patient
    known = []
    if patient.birth_date is not UNKNOWN:
        known.append(texts.get("people.age", years=years_between(patient.birth_date, today)))
    if patient.sex is not UNKNOWN:
        known.append(choice_text(texts, patient.sex))
    return ", ".join(known)
