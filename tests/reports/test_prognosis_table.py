"""The models' survival on paper: one row a model, published figures only."""

from io import BytesIO

import pdfplumber
from reportlab.platypus import SimpleDocTemplate

from mdt_desk.domain.case import Case
from mdt_desk.reports.press import Press
from mdt_desk.reports.prognosis_table import prognosis_table
from tests.domain.desk import assessed, case_of

KNOWN = {
    "tumour__primary": "prostate",
    "tumour__visceral_metastases": "none",
    "tumour__skeletal_metastases": 9,
    "tumour__spinal_metastases": 1,
    "condition__ambulation": "independent",
    "condition__karnofsky": 70,
    "neurology__frankel": "D",
}
ESTIMATES = [
    {"model": "sorg_ml", "months": 3, "survival": 0.81, "computed_on": "2026-11-10"},
    {"model": "sorg_ml", "months": 24, "survival": 0.335, "computed_on": "2026-11-10"},
]


def printed(press: Press, case: Case, width: float = 480) -> list[str]:
    """Return the lines of the page."""
    file = BytesIO()
    SimpleDocTemplate(file).build(prognosis_table(press, case, assessed(case), width))
    with pdfplumber.open(file) as pdf:
        (page,) = pdf.pages
        lines = page.extract_text_lines()
    return [str(each["text"]) for each in lines]


def test_that_every_model_has_its_published_figures(press: Press) -> None:
    said = "\n".join(printed(press, case_of(**KNOWN)))
    assert "NESMS 1, 2 Schoenfeld 2021, n = 180 – 37–73 % 22–52 %" in said
    assert "Bollen C † Bollen 2014, n = 1043 – – – 4.8 (4.1–5.4) months" in said
    assert "4; 8 months" in said
    assert "6 months or more" in said


def test_that_figures_that_are_not_verified_are_left_out(press: Press) -> None:
    assert not any("Rades" in line for line in printed(press, case_of(**KNOWN)))


def test_that_an_estimate_stands_with_its_day_and_its_own_months(press: Press) -> None:
    said = "\n".join(printed(press, case_of(**KNOWN, prognosis__external=ESTIMATES)))
    assert "81 % – – 33.5 % after 24 months" in said
    assert "computed elsewhere 10" in said


def test_that_a_model_that_does_not_cover_the_patient_says_so(press: Press) -> None:
    lines = printed(press, case_of(**{**KNOWN, "tumour__primary": "lymphoma"}))
    assert any(line.startswith("Bollen") and "does not cover" in line for line in lines)
