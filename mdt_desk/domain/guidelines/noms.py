"""The NOMS framework as Mernik, Ravnik and Petrun review it; its two algorithms are images and not implemented.

Numbers and places in the source stand in ``resources/guidelines/noms.toml``.
"""

from dataclasses import dataclass
from typing import Final

from mdt_desk.domain.case import Bilsky
from mdt_desk.domain.guidelines import words as w
from mdt_desk.domain.guidelines.rule import Answer, Do, Gap, Guideline, Note, Question, alone
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
CHEMOSENSITIVE: Final = frozenset({Primary.LYMPHOMA, Primary.GERM_CELL, Primary.NEUROBLASTOMA})
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
    both = f.recorded("condition.karnofsky") and w.estimated(f)
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


@word
def awaits_stereotactic(f: Facts) -> bool:
    """A resistant tumour, operated on since the last worsening and not irradiated after it."""
    return w.awaits_postoperative(f) and resistant(f)


@word
def imaging_due(f: Facts) -> bool:
    """Not imaged yet, with myelopathy or with pain in somebody with cancer."""
    return not w.imaging_done(f) and (myelopathy(f) or (w.pain(f) and known_cancer(f)))


def mri_whole_spine(f: Facts, n: Numbers) -> Answer:
    if not imaging_due(f):
        return None
    return Do(within=n.at_once) if myelopathy(f) else Do(urgent=True)


def admit(f: Facts, n: Numbers) -> Answer:
    return Do(within=n.at_once) if not w.done(f, "treatment.admitted_at") and myelopathy(f) else None


def no_plain_xray(f: Facts, _n: Numbers) -> Answer:
    return Do() if imaging_due(f) else None


def biopsy(f: Facts, _n: Numbers) -> Answer:
    if w.done(f, "treatment.tissue_taken_at") or w.ruled_out(f):
        return None
    unknown = w.unknown_primary(f) and not f.tumour.histology_confirmed
    return Do() if unknown or f.tumour.atypical_imaging else None


def dexamethasone(f: Facts, _n: Numbers) -> Answer:
    if w.dexamethasone_running(f) or w.treatment_started(f) or not myelopathy(f):
        return None
    return Do(variant="noms_dexamethasone")


def dexamethasone_taper(f: Facts, _n: Numbers) -> Answer:
    return Do() if w.dexamethasone_running(f) and w.treatment_started(f) else None


def systemic_first(f: Facts, n: Numbers) -> Answer:
    stand_alone = f.tumour.primary in CHEMOSENSITIVE and not comfort_only(f, n)
    return Do(consider=True) if stand_alone else None


def surgery_preferred(f: Facts, n: Numbers) -> Answer:
    """Local treatment by surgery where no useful radiotherapy can be given."""
    if not surgery_open(f, n) or f.treatment.adequate_radiotherapy_possible:
        return None
    return Do() if operable(f, n) else None


@word
def sensitive_compression(f: Facts) -> bool:
    """Myeloma or lymphoma that compresses the cord or cauda, by its signs or on MRI."""
    return w.haematological(f) and (myelopathy(f) or w.radiological_mescc_once_seen(f))


@word
def immediate_radiotherapy(f: Facts) -> bool:
    """Compression that the review irradiates at once, where a useful dose can be given."""
    return sensitive_compression(f) and f.treatment.adequate_radiotherapy_possible


def radiotherapy_urgent(f: Facts, n: Numbers) -> Answer:
    if w.radiotherapy_started(f) or w.awaits_postoperative(f):
        return None
    return Do(within=n.at_once) if not comfort_only(f, n) and immediate_radiotherapy(f) else None


def palliative_care(f: Facts, n: Numbers) -> Answer:
    return Do() if poor_outlook(f, n) else None


def rt_conventional(f: Facts, n: Numbers) -> Answer:
    if w.radiotherapy_started(f) or not f.treatment.adequate_radiotherapy_possible:
        return None
    if comfort_only(f, n) or not resistant(f):
        return Do()
    alone = high_grade(f) and not operable(f, n) and not awaits_stereotactic(f)
    return Do() if alone else None


def sbrt(f: Facts, n: Numbers) -> Answer:
    if w.radiotherapy_started(f) or comfort_only(f, n) or not f.treatment.adequate_radiotherapy_possible:
        return None
    if awaits_stereotactic(f):
        return Do(consider=True, variant="noms_postoperative")
    suited = resistant(f) and low_grade(f) and not w.radiological_mescc_once_seen(f)
    return Do(consider=True) if suited else None


def separation_surgery(f: Facts, n: Numbers) -> Answer:
    if not surgery_open(f, n) or not resistant_high_grade(f) or not operable(f, n):
        return None
    return Do() if f.treatment.adequate_radiotherapy_possible else None


@word
def unstable(f: Facts) -> bool:
    """Mechanical instability: as the team judges it, or a SINS of 13 to 18."""
    return w.unstable(f) or worst_band(f) == "unstable"


def stabilisation(f: Facts, n: Numbers) -> Answer:
    return Do() if surgery_open(f, n) and unstable(f) and operable(f, n) else None


def spine_surgeon_consult(f: Facts, n: Numbers) -> Answer:
    return Do() if not comfort_only(f, n) and worst_band(f) == "potentially_unstable" else None


@word
def immediate_surgery(f: Facts, n: Numbers) -> bool:
    """A motor deficit, of a tumour that is not completely radiosensitive, in somebody who can be operated on."""
    spared = HAEMATOLOGICAL | {Primary.GERM_CELL}
    return w.motor_deficit(f) and f.tumour.primary not in spared and operable(f, n)


def decompression(f: Facts, n: Numbers) -> Answer:
    if not surgery_open(f, n) or not immediate_surgery(f, n):
        return None
    seen = w.confirmed(f) or w.radiological_mescc_once_seen(f)
    return Do(within=n.at_once) if seen else None


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
    return Do(consider=True) if f.tumour.systemic_disease_controlled and operable(f, n) else None


def bone_agent(f: Facts, n: Numbers) -> Answer:
    return None if comfort_only(f, n) else Do(consider=True)


def _immediate_not_named(f: Facts, n: Numbers) -> bool:
    """Compression that nobody has begun to treat, and no immediate treatment of the review fits."""
    untreated = w.radiological_mescc_once_seen(f) and not w.treatment_started(f)
    due = w.treatable(f) and untreated and not comfort_only(f, n)
    return due and not immediate_surgery(f, n) and not immediate_radiotherapy(f)


def _blood_cancer_possible(f: Facts, _n: Numbers) -> bool:
    """Somebody recorded that a blood cancer is possible; of an unknown primary a sentence of its own speaks."""
    path = "tumour.haematological_malignancy_possible"
    unknown = f.recorded("tumour.primary") and w.unknown_primary(f)
    return f.recorded(path) and f.tumour.haematological_malignancy_possible and not unknown


def _silent(f: Facts, _n: Numbers) -> bool:
    return not w.symptomatic(f) and not myelopathy(f)


def _equivocal_grade(f: Facts, n: Numbers) -> bool:
    unoperated = not comfort_only(f, n) and not awaits_stereotactic(f)
    open_question = unoperated and resistant(f) and not myelopathy(f)
    return open_question and w.worst_bilsky(f) is Bilsky.GRADE_1C


def _steroids_from_before(f: Facts, _n: Numbers) -> bool:
    again = myelopathy(f) and not w.ruled_out(f)
    return w.dexamethasone_from_before(f) and again and not w.treatment_started(f)


def _none_since_start(f: Facts, _n: Numbers) -> bool:
    begun = w.treatment_started(f) and myelopathy(f)
    return w.treatable(f) and begun and not w.dexamethasone_running(f)


def _just_operated(f: Facts, _n: Numbers) -> bool:
    return w.awaits_postoperative(f) and sensitive_compression(f)


def _just_operated_of_another(f: Facts, _n: Numbers) -> bool:
    return w.awaits_postoperative(f) and not sensitive_compression(f)


def _not_operated(f: Facts, _n: Numbers) -> bool:
    return not awaits_stereotactic(f)


def _germ_cell(f: Facts, _n: Numbers) -> bool:
    return f.tumour.primary is Primary.GERM_CELL


def _unstable_not_operable(f: Facts, n: Numbers) -> bool:
    return w.treatable(f) and surgery_open(f, n) and unstable(f) and not operable(f, n)


def _compression_graded_low(f: Facts, n: Numbers) -> bool:
    unoperated = not comfort_only(f, n) and not awaits_stereotactic(f)
    seen = unoperated and resistant(f) and w.radiological_mescc_once_seen(f)
    return w.treatable(f) and seen and low_grade(f)


def _no_compression_seen(f: Facts, _n: Numbers) -> bool:
    return w.imaging_done(f) and not w.radiological_mescc(f)


def _called_sensitive(f: Facts, _n: Numbers) -> bool:
    return f.tumour.primary in {Primary.BREAST, Primary.PROSTATE}


def _inoperable_resistant(f: Facts, n: Numbers) -> bool:
    return not comfort_only(f, n) and resistant(f)


def _more_so(f: Facts, _n: Numbers) -> bool:
    return f.tumour.primary in EN_BLOC_MORE_SO


_TISSUE_TAKEN_EARLIER: Final = Note("tissue_taken_earlier", alone(w.tissue_taken), even_if_open=False)
_NOTHING_LEFT: Final = Note("nothing_systemic_left", alone(w.nothing_systemic_left), even_if_open=False)
_NOT_EXPLAINED: Final = Note("surgery_not_explained", _no_compression_seen, even_if_open=False)

NOMS: Final = Guideline(
    id="noms",
    numbers=Numbers,
    questions=(
        Question(
            action="mri_whole_spine",
            rule=mri_whole_spine,
            notes=(
                Note("with_contrast", alone(myelopathy), even_if_open=False),
                Note("mri_impossible", alone(w.mri_contraindicated), even_if_open=False),
            ),
        ),
        Question(action="no_plain_xray", rule=no_plain_xray, notes=(Note("nor_a_scan"),)),
        Question(action="admit", rule=admit),
        Question(
            action="biopsy",
            rule=biopsy,
            notes=(Note("biopsy_last"), Note("work_up_first"), _TISSUE_TAKEN_EARLIER),
        ),
        Question(
            action="dexamethasone",
            rule=dexamethasone,
            gated=True,
            on_suspicion=True,
            notes=(Note("other_regimen"), Note("doubtful_benefit")),
        ),
        Question(
            action="dexamethasone_taper",
            rule=dexamethasone_taper,
            gated=True,
            notes=(Note("after_treatment"), Note("no_end_known")),
        ),
        Question(
            action="systemic_first",
            rule=systemic_first,
            gated=True,
            notes=(
                Note("stand_alone"),
                Note("seminoma", _germ_cell, even_if_open=False),
                _NOTHING_LEFT,
            ),
        ),
        Question(action="palliative_care", rule=palliative_care),
        Question(
            action="rt_conventional",
            rule=rt_conventional,
            gated=True,
            notes=(
                Note("more_fractions"),
                Note("without_complaints", _silent, even_if_open=False),
                Note("inoperable_secondary", _inoperable_resistant, even_if_open=False),
                Note("after_operation", _just_operated, even_if_open=False),
                Note("safe_after_a_week", _just_operated_of_another, even_if_open=False),
            ),
        ),
        Question(
            action="radiotherapy_urgent",
            rule=radiotherapy_urgent,
            gated=True,
            notes=(Note("immediate_for_sensitive"), _NOT_EXPLAINED),
        ),
        Question(
            action="sbrt",
            rule=sbrt,
            gated=True,
            notes=(
                Note("can_be_used", _not_operated, even_if_open=False),
                Note("after_separation", alone(awaits_stereotactic), even_if_open=False),
                Note("not_in_compression"),
            ),
        ),
        Question(
            action="surgery_preferred", rule=surgery_preferred, gated=True, notes=(Note("no_radiotherapy"),)
        ),
        Question(
            action="separation_surgery",
            rule=separation_surgery,
            gated=True,
            notes=(Note("stereotactic_after"), _NOT_EXPLAINED),
        ),
        Question(
            action="stabilisation",
            rule=stabilisation,
            gated=True,
        ),
        Question(
            action="spine_surgeon_consult", rule=spine_surgeon_consult, notes=(Note("consult_secondary"),)
        ),
        Question(
            action="decompression",
            rule=decompression,
            gated=True,
            notes=(
                Note("called_sensitive", _called_sensitive, even_if_open=False),
                Note("primary_not_known", alone(w.unknown_primary), even_if_open=False),
                Note("blood_cancer_possible", _blood_cancer_possible, even_if_open=False),
                _NOT_EXPLAINED,
            ),
        ),
        Question(action="cement_augmentation", rule=cement_augmentation, gated=True),
        Question(
            action="en_bloc", rule=en_bloc, gated=True, notes=(Note("more_so", _more_so, even_if_open=False),)
        ),
        Question(action="bone_agent", rule=bone_agent, gated=True, notes=(Note("either_agent"),)),
    ),
    gaps=(
        Gap(question="imaging", note="signs_without_compression", when=alone(w.signs_without_compression)),
        Gap(question="steroids", note="steroids_from_before", when=_steroids_from_before),
        Gap(question="steroids", note="none_since_start", when=_none_since_start),
        Gap(question="timing", note="immediate_not_named", when=_immediate_not_named),
        Gap(question="radiotherapy", note="equivocal_grade", when=_equivocal_grade),
        Gap(question="radiotherapy", note="compression_graded_low", when=_compression_graded_low),
        Gap(question="surgery", note="unstable_not_operable", when=_unstable_not_operable),
    ),
)
