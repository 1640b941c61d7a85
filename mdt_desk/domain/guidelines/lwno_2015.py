"""Dutch national guideline on spinal metastases (LWNO/IKNL 2015), as its published paper gives it.

Its two flowcharts are images and are not implemented. Numbers and places stand in
``resources/guidelines/lwno-2015.toml``.
"""

from dataclasses import dataclass
from typing import Final

from mdt_desk.domain.guidelines import words as w
from mdt_desk.domain.guidelines.rule import Answer, Do, Gap, Guideline, Note, Question, alone
from mdt_desk.domain.moments import Within
from mdt_desk.domain.neurology import DeficitOnset, Side
from mdt_desk.domain.scores.bollen import bollen
from mdt_desk.domain.scores.bollen import outside as outside_bollen
from mdt_desk.domain.settle import Facts, word
from mdt_desk.domain.tumour import Primary


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Numbers:
    """Every number of the guideline that a rule needs."""

    mri_mescc: Within
    mri_fast_deficit: Within
    mri_slow_deficit: Within
    mri_radicular_pain: Within
    mri_local_pain: Within
    start_mescc: Within
    surgery_survival_months: float
    severe_pain: int


@word
def suspected_mescc(f: Facts) -> bool:
    """Cord or cauda signs; bilateral radicular signs count as such (our reading)."""
    return w.clinical_mescc(f) or w.bilateral(f)


@word
def unilateral_deficit(f: Facts) -> bool:
    return f.neurology.radicular_deficit is Side.UNILATERAL


@word
def tier(f: Facts, n: Numbers) -> Within | None:
    """The most urgent deadline for imaging that applies, None when the guideline names none."""
    if suspected_mescc(f):
        return n.mri_mescc
    if unilateral_deficit(f) and w.progressive_deficit(f):
        fast = f.neurology.radicular_deficit_onset is DeficitOnset.WITHIN_7_DAYS
        return n.mri_fast_deficit if fast else n.mri_slow_deficit
    if f.symptoms.radicular_pain is Side.UNILATERAL:
        return n.mri_radicular_pain
    return n.mri_local_pain if w.pain(f) else None


@word
def mescc_once_seen(f: Facts) -> bool:
    return w.clinical_mescc(f) or w.radiological_mescc_once_seen(f)


@word
def model_short(f: Facts) -> bool:
    """A model that the paper recommends expects less than three months: Bollen D."""
    return not outside_bollen(f) and bollen(f) == "D"


@word
def model_long(f: Facts) -> bool:
    """A model that the paper recommends expects three months or more: Bollen A-C.

    Van der Linden adds nothing: outside Bollen nobody has the points for its groups B and C.
    """
    return not outside_bollen(f) and bollen(f) != "D"


@word
def survives(f: Facts, n: Numbers) -> bool:
    """At least three months: the recorded estimate, else a model, else the estimate is asked."""
    if not w.estimated(f):
        if model_long(f):
            return True
        if model_short(f):
            return False
    return w.estimate_at_least(f, n.surgery_survival_months)


@word
def eligible(f: Facts, n: Numbers) -> bool:
    """Expected survival, condition, and an area that surgery can reach."""
    return f.condition.fit_for_surgery and f.treatment.surgery_technically_feasible and survives(f, n)


@word
def progressed_after_radiotherapy(f: Facts) -> bool:
    """Recurrence or progression after radiotherapy, or decline under it."""
    return w.after_radiotherapy(f) and f.treatment.progression_after_radiotherapy


@word
def preferred(f: Facts, n: Numbers) -> bool:
    """Surgery is preferred: eligible, and unstable, radiotherapy that failed, or none that is useful."""
    if not eligible(f, n):
        return False
    failed = progressed_after_radiotherapy(f) or not f.treatment.adequate_radiotherapy_possible
    return w.unstable(f) or failed


@word
def equal(f: Facts, n: Numbers) -> bool:
    """A deficit from MESCC in a patient who is eligible: either treatment."""
    return w.clinical_mescc(f) and eligible(f, n) and not preferred(f, n)


def mri_whole_spine(f: Facts, n: Numbers) -> Answer:
    if w.imaging_done(f):
        return None
    within = tier(f, n)
    return Do(within=within) if within is not None or unilateral_deficit(f) else None


def biopsy(f: Facts, _n: Numbers) -> Answer:
    if w.done(f, "treatment.tissue_taken_at") or not w.unknown_primary(f) or w.ruled_out(f):
        return None
    return None if f.tumour.histology_confirmed else Do(urgent=True)


def start_treatment(f: Facts, n: Numbers) -> Answer:
    if w.treatment_started(f) or w.ruled_out(f):
        return None
    return Do(within=n.start_mescc) if mescc_once_seen(f) else None


def spine_surgeon_consult(f: Facts, _n: Numbers) -> Answer:
    return Do() if w.unstable(f) or f.stability.axial_loading_pain else None


def systemic_first(f: Facts, _n: Numbers) -> Answer:
    if w.lymphoma(f):
        return Do(consider=True)
    return Do() if f.tumour.primary is Primary.MULTIPLE_MYELOMA else None


def surgery_eligible(f: Facts, n: Numbers) -> Answer:
    return Do() if not w.surgery_done(f) and eligible(f, n) else None


def surgery_preferred(f: Facts, n: Numbers) -> Answer:
    return Do() if not w.surgery_done(f) and preferred(f, n) else None


def surgery_equal_option(f: Facts, n: Numbers) -> Answer:
    return Do() if not w.surgery_done(f) and equal(f, n) else None


def radiotherapy_first_choice(f: Facts, n: Numbers) -> Answer:
    if w.radiotherapy_started(f) or not w.symptomatic(f) or not f.treatment.adequate_radiotherapy_possible:
        return None
    return None if preferred(f, n) or equal(f, n) else Do()


def rehabilitation(f: Facts, _n: Numbers) -> Answer:
    return Do(consider=True) if w.confirmed(f) else None


def mdt_weekly(f: Facts, _n: Numbers) -> Answer:
    return Do() if w.symptomatic(f) else None


def mdt_ad_hoc(f: Facts, n: Numbers) -> Answer:
    if w.done(f, "treatment.ad_hoc_consultation_at"):
        return None
    if mescc_once_seen(f) or w.progressive_deficit(f):
        return Do(urgent=True)
    painful = w.severe_pain(f, n.severe_pain) or w.unstable(f)
    return Do(urgent=True) if painful and not w.ruled_out(f) else None


def leaflet(f: Facts, _n: Numbers) -> Answer:
    if w.done(f, "information.leaflet_given_on"):
        return None
    return Do() if w.confirmed(f) or f.tumour.high_risk_of_spinal_metastases else None


def responsible_physician(f: Facts, _n: Numbers) -> Answer:
    named = f.recorded("referral.responsible_physician")
    return None if named and w.done(f, "information.gp_informed_on") else Do()


def _deficit_not_progressive(f: Facts, _n: Numbers) -> bool:
    imaging_open = not w.imaging_done(f) and not suspected_mescc(f)
    return imaging_open and unilateral_deficit(f) and not w.progressive_deficit(f)


def _pain_beside_deficit(f: Facts, n: Numbers) -> bool:
    return w.deficit(f) and tier(f, n) == n.mri_local_pain


def _worse_under_radiotherapy(f: Facts, _n: Numbers) -> bool:
    """Worse since radiotherapy was begun, which nobody recorded as a decline under it."""
    before = w.radiotherapy_begun(f) and not w.radiotherapy_started(f)
    return before and not w.failure_recorded(f)


def _silent(f: Facts, _n: Numbers) -> bool:
    return not w.symptomatic(f)


def _lhermitte(f: Facts, _n: Numbers) -> bool:
    return not w.imaging_done(f) and not suspected_mescc(f) and f.symptoms.lhermitte


def _estimate_against_model(f: Facts, n: Numbers) -> bool:
    if not w.estimated(f):
        return False
    return model_short(f) if w.estimate_at_least(f, n.surgery_survival_months) else model_long(f)


def _bilateral_only(f: Facts, _n: Numbers) -> bool:
    return not w.clinical_mescc(f) and w.bilateral(f)


_TISSUE_TAKEN_EARLIER: Final = Note("tissue_taken_earlier", alone(w.tissue_taken), even_if_open=False)
_NOTHING_LEFT: Final = Note("nothing_systemic_left", alone(w.nothing_systemic_left), even_if_open=False)
_ESTIMATE_FIRST: Final = Note("estimate_first", alone(w.estimated), even_if_open=False)
_WORSE_UNDER: Final = Note("worse_under_radiotherapy", _worse_under_radiotherapy, even_if_open=False)
_SURGERY_NOTES: Final = (
    _ESTIMATE_FIRST,
    Note("radiotherapy_begun", alone(w.begun_with_radiotherapy), even_if_open=False),
)

LWNO_2015: Final = Guideline(
    id="lwno-2015",
    numbers=Numbers,
    questions=(
        Question(
            action="mri_whole_spine",
            rule=mri_whole_spine,
            notes=(
                Note("mri_impossible", alone(w.mri_contraindicated), even_if_open=False),
                Note("bilateral_counts", _bilateral_only, even_if_open=False),
                Note("soonest", alone(suspected_mescc), even_if_open=False),
                Note("pain_beside_deficit", _pain_beside_deficit, even_if_open=False),
                Note("nothing_else_excludes"),
            ),
        ),
        Question(action="biopsy", rule=biopsy, notes=(Note("before_treatment"), _TISSUE_TAKEN_EARLIER)),
        Question(
            action="start_treatment",
            rule=start_treatment,
            notes=(
                Note("well_within"),
                Note("silent_reading", _silent, even_if_open=False),
                Note("signs_not_explained", alone(w.signs_without_compression), even_if_open=False),
            ),
        ),
        Question(
            action="spine_surgeon_consult", rule=spine_surgeon_consult, notes=(Note("sins_communicates"),)
        ),
        Question(
            action="systemic_first",
            rule=systemic_first,
            gated=True,
            notes=(Note("some_types", alone(w.lymphoma)), _NOTHING_LEFT),
        ),
        Question(action="surgery_eligible", rule=surgery_eligible, gated=True, notes=_SURGERY_NOTES),
        Question(action="surgery_preferred", rule=surgery_preferred, gated=True, notes=_SURGERY_NOTES),
        Question(
            action="surgery_equal_option",
            rule=surgery_equal_option,
            gated=True,
            notes=(
                *_SURGERY_NOTES,
                Note("patient_decides"),
                _WORSE_UNDER,
                Note("surgery_not_explained", alone(w.signs_without_compression), even_if_open=False),
            ),
        ),
        Question(
            action="radiotherapy_first_choice",
            rule=radiotherapy_first_choice,
            gated=True,
            notes=(Note("patient_decides"), _WORSE_UNDER),
        ),
        Question(action="rehabilitation", rule=rehabilitation, notes=(Note("regain_function"),)),
        Question(action="mdt_weekly", rule=mdt_weekly, gated=True, notes=(Note("who_weekly"),)),
        Question(action="mdt_ad_hoc", rule=mdt_ad_hoc, notes=(Note("who_ad_hoc"),)),
        Question(action="leaflet", rule=leaflet, notes=(Note("gp_too"),)),
        Question(action="responsible_physician", rule=responsible_physician, notes=(Note("known_to_all"),)),
    ),
    gaps=(
        Gap(question="imaging", note="deficit_not_progressive", when=_deficit_not_progressive),
        Gap(question="imaging", note="signs_contradict", when=alone(w.signs_contradict)),
        Gap(question="imaging", note="signs_without_compression", when=alone(w.signs_without_compression)),
        Gap(question="imaging", note="lhermitte_not_named", when=_lhermitte),
        Gap(question="surgery", note="estimate_against_model", when=_estimate_against_model),
    ),
)
