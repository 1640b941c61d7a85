"""The NOMS framework as Mernik, Ravnik and Petrun review it; its two algorithms are images and not implemented.

Numbers and places in the source stand in ``resources/guidelines/noms.toml``.
"""

from dataclasses import dataclass
from typing import Final

from mdt_desk.domain.case import Bilsky
from mdt_desk.domain.guidelines import words as w
from mdt_desk.domain.guidelines.rule import Answer, Do, Gap, Guideline, Note, Question
from mdt_desk.domain.moments import Within
from mdt_desk.domain.scores.sins import STABLE_AT_MOST, sins, worst_band
from mdt_desk.domain.settle import Facts, word
from mdt_desk.domain.spine import Level
from mdt_desk.domain.tumour import HAEMATOLOGICAL, Primary, Radiosensitivity


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Numbers:
    """Every number of the review that a rule needs."""

    at_once: Within
    poor_karnofsky: int
    poor_survival_months: float
    surgery_survival_months: float


SENSITIVE: Final = HAEMATOLOGICAL | {Primary.BREAST, Primary.PROSTATE, Primary.GERM_CELL}
RESISTANT: Final = frozenset(
    {
        Primary.KIDNEY,
        Primary.COLON,
        Primary.RECTUM,
        Primary.MELANOMA,
        Primary.SARCOMA,
        Primary.OSTEOSARCOMA,
        Primary.THYROID,
        Primary.LIVER,
        Primary.LUNG_NON_SMALL_CELL,
    }
)
EN_BLOC_MORE_SO: Final = frozenset({Primary.KIDNEY, Primary.THYROID, Primary.PHAEOCHROMOCYTOMA})


@word
def myelopathy(f: Facts) -> bool:
    """Cord or cauda signs, or sphincter dysfunction."""
    return w.clinical_mescc(f) or f.neurology.sphincter_dysfunction


@word
def known_cancer(f: Facts) -> bool:
    """A known primary, or confirmed metastases."""
    return not w.unknown_primary(f) or w.confirmed(f)


@word
def high_grade(f: Facts) -> bool:
    """High-grade compression, or myelopathy whatever the grade."""
    return myelopathy(f) or w.worst_bilsky(f) >= Bilsky.GRADE_2


@word
def low_grade(f: Facts) -> bool:
    """No high grade and not 1c, which the review leaves open."""
    return not high_grade(f) and w.worst_bilsky(f) is not Bilsky.GRADE_1C


@word
def resistant(f: Facts) -> bool:
    """Resistant to conventional radiotherapy: as recorded, else by the list, else the clinician's class is asked."""
    if not f.recorded("tumour.radiosensitivity"):
        if f.tumour.primary in SENSITIVE:
            return False
        if f.tumour.primary in RESISTANT:
            return True
    return f.tumour.radiosensitivity is Radiosensitivity.RESISTANT


@word
def comfort_only(f: Facts, n: Numbers) -> bool:
    """Poor condition and a short recorded estimate: external-beam radiotherapy and palliative care, nothing else."""
    both = f.recorded("condition.karnofsky") and f.recorded("condition.expected_survival_months")
    return both and poor_outlook(f, n)


@word
def poor_outlook(f: Facts, n: Numbers) -> bool:
    poor = f.condition.karnofsky <= n.poor_karnofsky
    return poor and f.condition.expected_survival_months <= n.poor_survival_months


@word
def operable(f: Facts, n: Numbers) -> bool:
    """Fit, with at least three months to benefit."""
    return f.condition.fit_for_surgery and w.estimate_at_least(f, n.surgery_survival_months)


@word
def surgery_open(f: Facts, n: Numbers) -> bool:
    """Surgery is not done yet and comfort is not the only aim."""
    return not w.surgery_done(f) and not comfort_only(f, n)


@word
def resistant_high_grade(f: Facts) -> bool:
    return resistant(f) and high_grade(f)


def mri_whole_spine(f: Facts, n: Numbers) -> Answer:
    if w.imaging_done(f):
        return None
    if myelopathy(f):
        return Do(within=n.at_once)
    return Do(urgent=True) if w.pain(f) and known_cancer(f) else None


def admit(f: Facts, n: Numbers) -> Answer:
    return Do(within=n.at_once) if not w.done(f, "treatment.admitted_at") and myelopathy(f) else None


def biopsy(f: Facts, _n: Numbers) -> Answer:
    if w.done(f, "treatment.tissue_taken_at") or not w.unknown_primary(f):
        return None
    return None if f.tumour.histology_confirmed else Do()


def dexamethasone(f: Facts, _n: Numbers) -> Answer:
    if w.dexamethasone_running(f) or not myelopathy(f):
        return None
    return Do(urgent=True, variant="noms_dexamethasone")


def palliative_care(f: Facts, n: Numbers) -> Answer:
    return Do() if poor_outlook(f, n) else None


def rt_conventional(f: Facts, n: Numbers) -> Answer:
    if w.radiotherapy_started(f):
        return None
    if comfort_only(f, n) or not resistant(f):
        return Do()
    return Do() if high_grade(f) and not operable(f, n) else None


def sbrt(f: Facts, n: Numbers) -> Answer:
    if w.radiotherapy_started(f) or comfort_only(f, n):
        return None
    return Do() if resistant(f) and low_grade(f) else None


def separation_surgery(f: Facts, n: Numbers) -> Answer:
    return Do() if surgery_open(f, n) and resistant_high_grade(f) and operable(f, n) else None


def stabilisation(f: Facts, n: Numbers) -> Answer:
    if not surgery_open(f, n) or worst_band(f) != "unstable":
        return None
    return Do() if w.estimate_at_least(f, n.surgery_survival_months) else None


def spine_surgeon_consult(f: Facts, n: Numbers) -> Answer:
    return Do() if not comfort_only(f, n) and worst_band(f) == "potentially_unstable" else None


def decompression(f: Facts, n: Numbers) -> Answer:
    spared = HAEMATOLOGICAL | {Primary.GERM_CELL}
    if not surgery_open(f, n) or not w.motor_deficit(f) or f.tumour.primary in spared:
        return None
    return Do(within=n.at_once) if operable(f, n) else None


@word
def _stable_fracture(f: Facts, level: Level) -> bool:
    return f.lesion(level).pathological_fracture and sins(f, level) <= STABLE_AT_MOST


def cement_augmentation(f: Facts, n: Numbers) -> Answer:
    if comfort_only(f, n) or w.unstable(f):
        return None
    levels = f.levels()
    if levels is None:
        return Do(consider=True) if f.about_lesions("stable_fracture", (True, False)) else None
    return Do(consider=True) if any(_stable_fracture(f, each) for each in levels) else None


def en_bloc(f: Facts, n: Numbers) -> Answer:
    if not surgery_open(f, n) or f.tumour.skeletal_metastases != 1:
        return None
    controlled = f.tumour.systemic_disease_controlled
    return Do(consider=True) if controlled and w.estimate_at_least(f, n.surgery_survival_months) else None


def bone_agent(f: Facts, n: Numbers) -> Answer:
    return None if comfort_only(f, n) else Do(consider=True)


def _equivocal_grade(f: Facts, n: Numbers) -> bool:
    open_question = not comfort_only(f, n) and resistant(f) and not myelopathy(f)
    return open_question and w.worst_bilsky(f) is Bilsky.GRADE_1C


def _no_mri(f: Facts, _n: Numbers) -> bool:
    return w.mri_contraindicated(f)


def _not_fit(f: Facts, _n: Numbers) -> bool:
    return not f.condition.fit_for_surgery


def _called_sensitive(f: Facts, _n: Numbers) -> bool:
    return f.tumour.primary in {Primary.BREAST, Primary.PROSTATE}


def _inoperable_resistant(f: Facts, n: Numbers) -> bool:
    return not comfort_only(f, n) and resistant(f)


def _more_so(f: Facts, _n: Numbers) -> bool:
    return f.tumour.primary in EN_BLOC_MORE_SO


NOMS: Final = Guideline(
    id="noms",
    numbers=Numbers,
    questions=(
        Question(
            action="mri_whole_spine",
            rule=mri_whole_spine,
            notes=(Note("mri_impossible", _no_mri, even_if_open=False),),
        ),
        Question(action="admit", rule=admit),
        Question(action="biopsy", rule=biopsy, notes=(Note("biopsy_last"),)),
        Question(
            action="dexamethasone",
            rule=dexamethasone,
            gated=True,
            on_suspicion=True,
            notes=(Note("other_regimen"),),
        ),
        Question(action="palliative_care", rule=palliative_care),
        Question(
            action="rt_conventional",
            rule=rt_conventional,
            gated=True,
            notes=(Note("inoperable_secondary", _inoperable_resistant, even_if_open=False),),
        ),
        Question(action="sbrt", rule=sbrt, gated=True),
        Question(action="separation_surgery", rule=separation_surgery, gated=True),
        Question(
            action="stabilisation",
            rule=stabilisation,
            gated=True,
            notes=(Note("not_fit", _not_fit, even_if_open=False),),
        ),
        Question(
            action="spine_surgeon_consult", rule=spine_surgeon_consult, notes=(Note("consult_secondary"),)
        ),
        Question(
            action="decompression",
            rule=decompression,
            gated=True,
            notes=(Note("called_sensitive", _called_sensitive, even_if_open=False),),
        ),
        Question(action="cement_augmentation", rule=cement_augmentation, gated=True),
        Question(
            action="en_bloc", rule=en_bloc, gated=True, notes=(Note("more_so", _more_so, even_if_open=False),)
        ),
        Question(action="bone_agent", rule=bone_agent, gated=True, notes=(Note("either_agent"),)),
    ),
    gaps=(Gap(question="radiotherapy", note="equivocal_grade", when=_equivocal_grade),),
)
