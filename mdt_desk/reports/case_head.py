"""The head of one case: who, and what is asked."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from mdt_desk.domain.case import Case
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.reports.flowables import Cell, Start, grid
from mdt_desk.reports.fonts import Face
from mdt_desk.reports.press import Press
from mdt_desk.reports.style import INK, TEXT_WIDTH, TINT

_NUMBER: Final = 14 * mm
_NUMERALS: Final = {1: 20.0, 2: 20.0, 3: 15.0}
"""Sizes of the type of a case's number, by its digits: all on one line."""

_IDENTIFIERS: Final = 68 * mm
_EDGE: Final = 6.0


def start_of(press: Press, case: Case, number: int | None) -> Start:
    """Return the mark from which pages repeat the patient; its bookmark names nobody.

    Without a number the case is the whole document.
    """
    outline = press.say("casesheet.name") if number is None else press.say("case.number", number=number)
    continued = outline if number is None else press.say("case.continued", number=number)
    if case.tumour.primary is not UNKNOWN:
        outline = f"{outline} · {press.wording.choice(case.tumour.primary)}"
    return Start(
        key=f"case-{number or 0}",
        outline=outline,
        continued=continued,
        patient=press.identity_of(case),
    )


def head_of(press: Press, case: Case, number: int | None, on: date, *, brief: bool = False) -> list[Flowable]:
    """Return number, name, identifiers and the disease in a band, and the question below it.

    ``brief`` leaves out what nobody asks at the table: the general practitioner.
    """
    identity = press.identity_of(case)
    name = press.styles.lead.clone("name", fontSize=12.5, leading=16)
    person = [f"{identity.number}  ·  {identity.born}", "  ·  ".join(_person(press, case, on))]
    inner = TEXT_WIDTH - _NUMBER - _IDENTIFIERS - 2 * _EDGE
    cells: list[Cell] = [
        press.gate.paragraphs(identity.name, name, Face.BOLD),
        [*press.body(person[0], Face.BOLD), *press.body(person[1])],
    ]
    lines: list[Flowable] = [
        grid([cells], [inner, _IDENTIFIERS], [("RIGHTPADDING", (0, 0), (0, -1), _EDGE)]),
        *press.small(_disease(press, case, brief=brief)),
    ]
    digits = "" if number is None else str(number)
    figure = press.styles.title.clone("number", fontSize=_NUMERALS.get(len(digits), 10.0), leading=22)
    numeral = press.gate.paragraphs(digits, figure, Face.BOLD)
    room = _EDGE if number is None else _NUMBER
    band = grid(
        [[numeral, lines]],
        [room, TEXT_WIDTH - room],
        [
            ("BACKGROUND", (0, 0), (-1, -1), TINT),
            ("LINEABOVE", (0, 0), (-1, 0), 1.6, INK),
            ("LEFTPADDING", (0, 0), (0, -1), 0 if number is None else _EDGE),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
            ("RIGHTPADDING", (0, 0), (0, -1), 2),
            ("RIGHTPADDING", (1, 0), (1, -1), _EDGE),
        ],
    )
    asked = case.referral.question
    question = press.say("case.no_question") if asked is UNKNOWN else asked
    return [band, Spacer(0, 5), *press.field(press.say("case.question"), question), Spacer(0, 6)]


def about_case(press: Press, case: Case, on: date) -> tuple[str, str]:
    """Return what is said of the person and of the disease, a line each; either may be empty."""
    return "  ·  ".join(_person(press, case, on)), _disease(press, case)


def _person(press: Press, case: Case, on: date) -> list[str]:
    parts: list[str] = []
    born, died = case.patient.birth_date, case.patient.died_on
    if born is not UNKNOWN:
        age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
        parts.append(press.say("patient.age", years=age))
    if case.patient.sex is not UNKNOWN:
        parts.append(press.wording.choice(case.patient.sex))
    if case.patient.national_id is not UNKNOWN:
        parts.append(press.wording.value("patient.national_id", case.patient.national_id))
    if died is not UNKNOWN:
        parts.append(press.say("patient.died", day=press.wording.day(died)))
    return parts


def _disease(press: Press, case: Case, *, brief: bool = False) -> str:
    wording = press.wording
    parts: list[str] = []
    if case.tumour.primary is not UNKNOWN:
        parts.append(wording.choice(case.tumour.primary))
    if case.lesions is not UNKNOWN and case.lesions:
        parts.append(", ".join(lesion.level.value for lesion in case.lesions))
    named: Mapping[str, object] = {
        "referral.treating_specialty": case.referral.treating_specialty,
        "referral.referrer": case.referral.referrer,
        "referral.responsible_physician": case.referral.responsible_physician,
        "referral.gp": UNKNOWN if brief else case.referral.gp,
    }
    parts += [
        f"{wording.label(path)}: {wording.value(path, value)}"
        for path, value in named.items()
        if value is not UNKNOWN
    ]
    return "  ·  ".join(parts)
