"""Erasmus MC multidisciplinary protocol, January 2022: what it advises, question by question.

Numbers and places in the source stand in ``resources/guidelines/erasmus-2022.toml``.
"""

from dataclasses import dataclass
from typing import Final

from mdt_desk.domain.case import Bilsky
from mdt_desk.domain.guidelines import words as w
from mdt_desk.domain.guidelines.rule import Answer, Do, Gap, Guideline, Note, Question, alone
from mdt_desk.domain.moments import Within
from mdt_desk.domain.neurology import DeficitOnset, Side
from mdt_desk.domain.scores.nesms import nesms
from mdt_desk.domain.settle import Facts, word
from mdt_desk.domain.tumour import HAEMATOLOGICAL, Primary, SuspectedOrigin


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Numbers:
    """Every number of the protocol that a rule needs."""

    mri_emergency: Within
    mri_fast_deficit: Within
    mri_slow_deficit: Within
    mri_radicular_pain: Within
    mri_compression_on_ct: Within
    mri_local_pain: Within
    start_clinical_mescc: Within
    start_radiological_mescc: Within
    start_symptoms_only: Within
    biopsy_mescc: Within
    biopsy_without_mescc: Within
    decompression_on_steroids: Within
    origin_doubt_lung_years: int
    origin_doubt_other_years: int
    surgery_nesms: int
    surgery_survival_months: float
    combined_survival_months: float
    asymptomatic_survival_months: float
    good_prognosis_months: float
    good_condition_karnofsky: int
    oligometastases: int
    oligometastatic_organs: int
    cement_canal_share: float
    inpatient_survival_months: float


# --- words of this protocol -------------------------------------------------------------------------------


@word
def imaging_emergency(f: Facts) -> bool:
    """The most urgent tier: cord or cauda signs, bilateral radicular pain or deficit, or Lhermitte."""
    return w.clinical_mescc(f) or w.bilateral(f) or f.symptoms.lhermitte


@word
def unilateral_deficit(f: Facts) -> bool:
    return f.neurology.radicular_deficit is Side.UNILATERAL


@word
def tier(f: Facts, n: Numbers) -> Within | None:
    """The most urgent deadline for imaging that applies, None when the protocol names none."""
    if imaging_emergency(f):
        return n.mri_emergency
    if unilateral_deficit(f) and w.progressive_deficit(f):
        fast = f.neurology.radicular_deficit_onset is DeficitOnset.WITHIN_7_DAYS
        return n.mri_fast_deficit if fast else n.mri_slow_deficit
    if f.symptoms.radicular_pain is Side.UNILATERAL:
        return n.mri_radicular_pain
    if w.compression_found_on_ct(f):
        return n.mri_compression_on_ct
    return n.mri_local_pain if w.pain(f) else None


@word
def doubt(f: Facts, n: Numbers) -> bool:
    """A known tumour that may not be the origin."""
    return w.doubtful_origin(f, n.origin_doubt_lung_years, n.origin_doubt_other_years)


@word
def origin_open(f: Facts, n: Numbers) -> bool:
    """The origin is unknown or doubtful."""
    return w.unknown_primary(f) or doubt(f, n)


@word
def haematological_doubt(f: Facts, n: Numbers) -> bool:
    return w.haematological_doubt(f, n.origin_doubt_lung_years, n.origin_doubt_other_years)


@word
def withheld(f: Facts, n: Numbers) -> bool:
    """Steroids wait for tissue; once tissue is taken the reason to wait has gone, whatever came after."""
    return not w.tissue_taken(f) and haematological_doubt(f, n)


@word
def good_prognosis(f: Facts, n: Numbers) -> bool:
    """At least a year: the recorded estimate, else NESMS 3 yes and 0-1 no; with 2 the estimate is asked."""
    if not w.estimated(f):
        score = nesms(f)
        if score != 2:
            return score > 2
    return w.estimate_at_least(f, n.good_prognosis_months)


@word
def survives_asymptomatic(f: Facts, n: Numbers) -> bool:
    """More than three months: the recorded estimate, else NESMS 2 or more."""
    if w.estimated(f):
        return w.estimate_over(f, n.asymptomatic_survival_months)
    return nesms(f) >= n.surgery_nesms


@word
def poor_nesms(f: Facts, n: Numbers) -> bool:
    return nesms(f) < n.surgery_nesms


@word
def limited(f: Facts, n: Numbers) -> bool:
    return w.limited_disease(f, n.oligometastases, n.oligometastatic_organs)


@word
def lesion_allows_surgery(f: Facts) -> bool:
    """No complete lesion, one of under 24 hours, or one that improved on steroids."""
    short = w.complete_lesion(f) in {w.CompleteLesion.NONE, w.CompleteLesion.UNDER_24_HOURS}
    return short or w.improved_on_steroids(f)


@word
def eligible(f: Facts, n: Numbers) -> bool:
    """All conditions for surgery are met; nothing stands in for the NESMS."""
    return (
        f.condition.fit_for_surgery
        and nesms(f) >= n.surgery_nesms
        and f.treatment.surgery_technically_feasible
        and lesion_allows_surgery(f)
        and (not w.progressive_deficit(f) or f.treatment.surgery_within_24h_possible)
    )


@word
def failed_radiotherapy(f: Facts) -> bool:
    """Progression after radiotherapy, with no useful repeat."""
    return (
        w.after_radiotherapy(f)
        and f.treatment.progression_after_radiotherapy
        and not f.treatment.adequate_radiotherapy_possible
    )


@word
def preferred(f: Facts, n: Numbers) -> bool:
    """Surgery is preferred: eligible, and unstable, a deficit from MESCC, or radiotherapy that failed."""
    return eligible(f, n) and (w.unstable(f) or w.clinical_mescc(f) or failed_radiotherapy(f))


@word
def radiotherapy_first(f: Facts, n: Numbers) -> bool:
    """Radiotherapy is the first choice: symptomatic, a useful dose possible, surgery not preferred."""
    return w.symptomatic(f) and f.treatment.adequate_radiotherapy_possible and not preferred(f, n)


@word
def good_before_deficit(f: Facts, n: Numbers) -> bool:
    return f.condition.karnofsky_before_deficit >= n.good_condition_karnofsky


@word
def stereotactic(f: Facts, n: Numbers) -> bool:
    """Oligometastatic, no emergency, no extensive compression (our reading: worst Bilsky below 2)."""
    return (
        w.oligometastatic(f, n.oligometastases, n.oligometastatic_organs)
        and not w.emergency(f)
        and w.worst_bilsky(f) < Bilsky.GRADE_2
    )


@word
def cement_in_play(f: Facts, n: Numbers) -> bool:
    """Too little relief after radiotherapy, and surgery is no option."""
    return w.after_radiotherapy(f) and f.treatment.radiotherapy_insufficient_relief and not eligible(f, n)


# --- imaging ----------------------------------------------------------------------------------------------


def mri_whole_spine(f: Facts, n: Numbers) -> Answer:
    if w.mri_done(f) or w.mri_contraindicated(f):
        return None
    within = tier(f, n)
    return Do(within=within) if within is not None or unilateral_deficit(f) else None


def ct_spine_with_contrast(f: Facts, n: Numbers) -> Answer:
    if not w.mri_contraindicated(f) or w.imaging_done(f):
        return None
    within = tier(f, n)
    return Do(within=within, consider=True) if within is not None or unilateral_deficit(f) else None


@word
def imaging_due(f: Facts, n: Numbers) -> bool:
    return not w.imaging_done(f) and (tier(f, n) is not None or unilateral_deficit(f))


def with_imaging(f: Facts, n: Numbers) -> Answer:
    return Do() if imaging_due(f, n) else None


def ct_chest_abdomen(f: Facts, n: Numbers) -> Answer:
    wanted = origin_open(f, n) or (not w.surgery_done(f) and eligible(f, n))
    if not wanted or f.imaging.recent_ct_chest_abdomen or w.ruled_out(f):
        return None
    return Do(urgent=origin_open(f, n))


def repeat_on_symptoms(f: Facts, _n: Numbers) -> Answer:
    return Do() if w.confirmed(f) else None


# --- origin -----------------------------------------------------------------------------------------------


def reconsider_origin(f: Facts, n: Numbers) -> Answer:
    return Do() if doubt(f, n) and not w.ruled_out(f) else None


@word
def spinal_histology(f: Facts) -> bool:
    """Tissue was taken for this disease and confirmed it; a worsening does not take that back."""
    return w.tissue_taken(f) and f.tumour.histology_confirmed


def biopsy(f: Facts, n: Numbers) -> Answer:
    if w.done(f, "treatment.tissue_taken_at") or spinal_histology(f) or w.ruled_out(f):
        return None
    if not doubt(f, n) and (not w.unknown_primary(f) or f.tumour.histology_confirmed):
        return None
    return Do(within=n.biopsy_mescc if w.mescc(f) else n.biopsy_without_mescc)


def m_protein(f: Facts, n: Numbers) -> Answer:
    possible = origin_open(f, n) and f.tumour.haematological_malignancy_possible
    return Do(consider=True) if possible and not w.ruled_out(f) else None


def suspected(f: Facts, n: Numbers, origin: SuspectedOrigin) -> bool:
    """The origin is open and thought to be this; nothing recorded means no such suspicion."""
    path = "tumour.suspected_origin"
    if not f.recorded(path) or f.tumour.suspected_origin is not origin:
        return False
    return origin_open(f, n) and not w.ruled_out(f)


def immunophenotyping(f: Facts, n: Numbers) -> Answer:
    return Do(urgent=True) if suspected(f, n, SuspectedOrigin.LYMPHOMA) else None


def psa(f: Facts, n: Numbers) -> Answer:
    return Do(consider=True) if suspected(f, n, SuspectedOrigin.PROSTATE) else None


def afp_hcg(f: Facts, n: Numbers) -> Answer:
    return Do() if suspected(f, n, SuspectedOrigin.GERM_CELL) else None


def decompression(f: Facts, n: Numbers) -> Answer:
    if w.surgery_done(f) or not w.dexamethasone_running(f) or not w.progressive_deficit(f):
        return None
    return Do(within=n.decompression_on_steroids, consider=True) if origin_open(f, n) else None


# --- steroids ---------------------------------------------------------------------------------------------


@word
def severe_and_not_withheld(f: Facts, n: Numbers) -> bool:
    return w.severe_deficit(f) and not withheld(f, n)


def dexamethasone(f: Facts, n: Numbers) -> Answer:
    if w.dexamethasone_running(f) or w.treatment_started(f) or not severe_and_not_withheld(f, n):
        return None
    return Do(variant="erasmus_dexamethasone")


def dexamethasone_withhold(f: Facts, n: Numbers) -> Answer:
    return Do() if withheld(f, n) and not w.ruled_out(f) else None


def dexamethasone_consider(f: Facts, n: Numbers) -> Answer:
    if w.dexamethasone_running(f) or withheld(f, n) or w.severe_deficit(f):
        return None
    if not (w.root_compression(f) or w.mescc(f)):
        return None
    ahead = (not w.surgery_done(f) and preferred(f, n)) or dose_due(f, n)
    return Do(variant="erasmus_dexamethasone") if ahead else None


def dexamethasone_not_routine(f: Facts, n: Numbers) -> Answer:
    if w.root_compression(f) or w.mescc(f) or severe_and_not_withheld(f, n):
        return None
    return Do()


def dexamethasone_taper(f: Facts, _n: Numbers) -> Answer:
    return Do() if w.dexamethasone_running(f) and w.treatment_started(f) else None


# --- start ------------------------------------------------------------------------------------------------


def start_treatment(f: Facts, n: Numbers) -> Answer:
    if w.treatment_started(f):
        return None
    if w.clinical_mescc(f) and not w.ruled_out(f):
        return Do(within=n.start_clinical_mescc)
    if not w.confirmed(f):
        return None
    radiological = w.radiological_mescc_once_seen(f)
    if w.pain(f) or w.root_compression(f):
        return Do(within=n.start_radiological_mescc if radiological else n.start_symptoms_only)
    return Do(consider=True) if radiological and treat_silent_compression(f, n) else None


@word
def treat_silent_compression(f: Facts, n: Numbers) -> bool:
    """Asymptomatic compression deserves treatment: loss is imminent, no response expected, over three months."""
    return (
        f.neurology.deficit_imminent
        and not f.tumour.concurrent_systemic_response_expected
        and survives_asymptomatic(f, n)
    )


# --- stability --------------------------------------------------------------------------------------------


@word
def perhaps_unstable(f: Facts) -> bool:
    return f.stability.axial_loading_pain or w.unstable(f)


def spine_surgeon_consult(f: Facts, _n: Numbers) -> Answer:
    return Do() if perhaps_unstable(f) else None


def neurosurgery_consult(f: Facts, _n: Numbers) -> Answer:
    return Do() if perhaps_unstable(f) and w.cervical_lesion(f) else None


@word
def silent_on_ct(f: Facts) -> bool:
    """Asymptomatic compression on CT, whether or not an MRI followed; after it nobody asks for it any more."""
    if w.imaging_done(f) and not f.recorded("imaging.asymptomatic_compression_on_ct"):
        return False
    return w.compression_found_on_ct(f)


def neurologist(f: Facts, _n: Numbers) -> Answer:
    return Do() if perhaps_unstable(f) or silent_on_ct(f) else None


def mobilise_by_pain(f: Facts, _n: Numbers) -> Answer:
    return Do() if w.confirmed(f) else None


def brace_trial(f: Facts, n: Numbers) -> Answer:
    reason = f.treatment.analgesia_refractory_mechanical_pain or w.unstable(f)
    return Do(consider=True) if reason and not eligible(f, n) else None


# --- prognosis, systemic, surgery --------------------------------------------------------------------------


def with_poor_nesms(f: Facts, n: Numbers) -> Answer:
    return Do() if poor_nesms(f, n) else None


@word
def fast_responder(f: Facts) -> bool:
    """A tumour with a large chance of a quick response to systemic treatment."""
    primary = f.tumour.primary
    if primary in HAEMATOLOGICAL | {Primary.GERM_CELL, Primary.LUNG_SMALL_CELL}:
        return True
    return primary is Primary.MELANOMA and f.tumour.braf_v600e


@word
def nothing_else_possible(f: Facts, n: Numbers) -> bool:
    return not f.treatment.adequate_radiotherapy_possible and not eligible(f, n)


def systemic_first(f: Facts, n: Numbers) -> Answer:
    reason = fast_responder(f) or f.tumour.urgent_chemotherapy_indicated or nothing_else_possible(f, n)
    return Do(consider=True) if reason else None


def surgery_eligible(f: Facts, n: Numbers) -> Answer:
    return Do() if not w.surgery_done(f) and eligible(f, n) else None


def surgery_preferred(f: Facts, n: Numbers) -> Answer:
    return Do() if not w.surgery_done(f) and preferred(f, n) else None


# --- radiotherapy -----------------------------------------------------------------------------------------


@word
def dose_due(f: Facts, n: Numbers) -> bool:
    if w.radiotherapy_started(f) or w.awaits_postoperative(f):
        return False
    return radiotherapy_first(f, n)


@word
def silent_radiotherapy(f: Facts, n: Numbers) -> bool:
    """Silent compression that deserves the same treatment, which is radiotherapy."""
    if w.symptomatic(f) or not w.radiological_mescc_once_seen(f) or not treat_silent_compression(f, n):
        return False
    return f.treatment.adequate_radiotherapy_possible and not preferred(f, n)


def radiotherapy_first_choice(f: Facts, n: Numbers) -> Answer:
    untreated = not w.radiotherapy_started(f) and not w.awaits_postoperative(f)
    return Do() if dose_due(f, n) or (untreated and silent_radiotherapy(f, n)) else None


def rt_8gy_single(f: Facts, n: Numbers) -> Answer:
    if not dose_due(f, n):
        return None
    if w.deficit(f):
        return None if good_before_deficit(f, n) and good_prognosis(f, n) else Do()
    return None if stereotactic(f, n) else Do()


def rt_30gy_in_10(f: Facts, n: Numbers) -> Answer:
    if not dose_due(f, n) or not w.deficit(f):
        return None
    long_course = good_before_deficit(f, n) and good_prognosis(f, n) and limited(f, n)
    return Do() if long_course else None


def rt_30gy_in_10_consider(f: Facts, n: Numbers) -> Answer:
    if not dose_due(f, n) or w.deficit(f) or stereotactic(f, n):
        return None
    good = f.condition.karnofsky >= n.good_condition_karnofsky
    return Do() if good and good_prognosis(f, n) and limited(f, n) else None


def sbrt(f: Facts, n: Numbers) -> Answer:
    return Do() if dose_due(f, n) and not w.deficit(f) and stereotactic(f, n) else None


def rt_repeat_consider(f: Facts, _n: Numbers) -> Answer:
    if not w.after_radiotherapy(f) or not f.treatment.adequate_radiotherapy_possible:
        return None
    wanted = f.treatment.progression_after_radiotherapy or f.treatment.radiotherapy_insufficient_relief
    return Do() if wanted else None


def rt_postoperative(f: Facts, _n: Numbers) -> Answer:
    if not w.happened(f, "treatment.surgery_done_on") or w.irradiated_after_surgery(f):
        return None
    return Do(variant="erasmus_postoperative")


# --- percutaneous, radionuclides ---------------------------------------------------------------------------


def cement_augmentation(f: Facts, n: Numbers) -> Answer:
    free = cement_in_play(f, n) and not w.canal_share_above(f, n.cement_canal_share)
    return Do(consider=True) if free else None


def cement_avoid(f: Facts, n: Numbers) -> Answer:
    return Do() if cement_in_play(f, n) and w.canal_share_above(f, n.cement_canal_share) else None


def radionuclide_consider(f: Facts, _n: Numbers) -> Answer:
    wanted = (
        f.tumour.osteoblastic_widespread
        and w.pain(f)
        and not w.haematological(f)
        and f.tumour.refractory_to_systemic
        and not f.treatment.adequate_radiotherapy_possible
    )
    return Do() if wanted else None


# --- rehabilitation ---------------------------------------------------------------------------------------

INCLUSION: Final = (
    "informed_of_prognosis",
    "treatment_allows_programme",
    "informed_of_programme",
    "consents",
    "physically_and_mentally_able",
    "discharge_destination_known",
    "accepts_unadapted_home",
    "home_care_feasible",
    "trainable",
    "expected_to_return_home",
)
EXCLUSION: Final = ("substance_or_psychiatric_interference", "carries_resistant_organism")


@word
def criterion(f: Facts, name: str) -> bool:
    """One criterion for inpatient rehabilitation is met."""
    return bool(getattr(f.rehabilitation, name))


@word
def obstacle(f: Facts, name: str) -> bool:
    """One reason against inpatient rehabilitation is there."""
    return bool(getattr(f.rehabilitation, name))


@word
def survives_programme(f: Facts, n: Numbers) -> bool:
    return w.estimate_at_least(f, n.inpatient_survival_months)


@word
def all_criteria(f: Facts, n: Numbers) -> bool:
    met = survives_programme(f, n) and all(criterion(f, each) for each in INCLUSION)
    return met and not any(obstacle(f, each) for each in EXCLUSION)


@word
def inpatient_asked(f: Facts) -> bool:
    """A cord lesion, and somebody recorded an indication."""
    path = "rehabilitation.indication"
    return f.recorded(path) and f.rehabilitation.indication and w.cord_lesion(f)


def rehabilitation(f: Facts, _n: Numbers) -> Answer:
    return Do() if w.cord_lesion(f) else None


def inpatient_eligible(f: Facts, n: Numbers) -> Answer:
    return Do() if inpatient_asked(f) and all_criteria(f, n) else None


def inpatient_not_eligible(f: Facts, n: Numbers) -> Answer:
    return Do() if inpatient_asked(f) and not all_criteria(f, n) else None


# --- meeting and information ------------------------------------------------------------------------------


def mdt_weekly(f: Facts, _n: Numbers) -> Answer:
    return Do() if w.confirmed(f) else None


def mdt_ad_hoc(f: Facts, _n: Numbers) -> Answer:
    if w.done(f, "treatment.ad_hoc_consultation_at"):
        return None
    return Do(urgent=True) if w.emergency(f) else None


def leaflet(f: Facts, _n: Numbers) -> Answer:
    if w.done(f, "information.leaflet_given_on"):
        return None
    return Do() if w.confirmed(f) or f.tumour.high_risk_of_spinal_metastases else None


def responsible_physician(f: Facts, _n: Numbers) -> Answer:
    named = f.recorded("referral.responsible_physician")
    return None if named and w.done(f, "information.gp_informed_on") else Do()


# --- when a sentence of the detail is said, and what the protocol leaves open --------------------------------


def _deficit_not_progressive(f: Facts, _n: Numbers) -> bool:
    imaging_open = not w.imaging_done(f) and not imaging_emergency(f)
    return imaging_open and unilateral_deficit(f) and not w.progressive_deficit(f)


def _pain_beside_deficit(f: Facts, n: Numbers) -> bool:
    return w.deficit(f) and tier(f, n) == n.mri_local_pain


def _cement_while_eligible(f: Facts, n: Numbers) -> bool:
    failed = w.after_radiotherapy(f) and f.treatment.radiotherapy_insufficient_relief
    return w.treatable(f) and failed and eligible(f, n) and not preferred(f, n)


def _decompression_while_withheld(f: Facts, n: Numbers) -> bool:
    waiting = not w.dexamethasone_running(f) and withheld(f, n) and origin_open(f, n)
    unoperated = not w.surgery_done(f) and not w.ruled_out(f)
    return waiting and unoperated and w.progressive_deficit(f)


def _silent_compression(f: Facts, _n: Numbers) -> bool:
    return not w.symptomatic(f) and w.radiological_mescc_once_seen(f)


def _steroids_from_before(f: Facts, _n: Numbers) -> bool:
    again = w.severe_deficit(f) and not w.ruled_out(f)
    return w.dexamethasone_from_before(f) and again and not w.treatment_started(f)


def _none_since_start(f: Facts, n: Numbers) -> bool:
    begun = w.treatment_started(f) and severe_and_not_withheld(f, n)
    return w.treatable(f) and begun and not w.dexamethasone_running(f)


def _tissue_in_doubt(f: Facts, n: Numbers) -> bool:
    return w.tissue_taken(f) and haematological_doubt(f, n)


def _not_imaged(f: Facts, _n: Numbers) -> bool:
    return not w.imaging_done(f)


def _conditions_not_met(f: Facts, n: Numbers) -> bool:
    """Other than by a poor NESMS, of which a sentence of its own speaks."""
    return not poor_nesms(f, n) and not eligible(f, n)


def _only_local_pain(f: Facts, n: Numbers) -> bool:
    return tier(f, n) == n.mri_local_pain


def _lhermitte_with_compression(f: Facts, _n: Numbers) -> bool:
    untreated = w.radiological_mescc_once_seen(f) and not w.treatment_started(f)
    return f.symptoms.lhermitte and not w.symptomatic(f) and untreated


def _radicular_without_pain(f: Facts, _n: Numbers) -> bool:
    silent = not w.clinical_mescc(f) and not w.pain(f)
    return silent and w.root_compression(f) and w.radiological_mescc_once_seen(f)


def _no_deficit_from_mescc(f: Facts, _n: Numbers) -> bool:
    return not w.clinical_mescc(f)


def _background_longer(f: Facts, n: Numbers) -> bool:
    poor = dose_due(f, n) and w.deficit(f) and not good_before_deficit(f, n)
    return poor and good_prognosis(f, n)


def _dose_not_said(f: Facts, n: Numbers) -> bool:
    good = dose_due(f, n) and w.deficit(f) and good_before_deficit(f, n) and good_prognosis(f, n)
    return w.treatable(f) and good and not limited(f, n)


def _newer_treatment(f: Facts, _n: Numbers) -> bool:
    return f.tumour.targeted_or_immunotherapy_available


def _longer_estimate(f: Facts, n: Numbers) -> bool:
    return w.estimated(f) and w.estimate_at_least(f, n.surgery_survival_months)


def _short_estimate(f: Facts, n: Numbers) -> bool:
    return w.recorded_estimate_under(f, n.surgery_survival_months)


def _too_short_for_combined(f: Facts, n: Numbers) -> bool:
    return w.recorded_estimate_under(f, n.combined_survival_months)


def _osteolysis(f: Facts, _n: Numbers) -> bool:
    levels = f.levels() or ()
    return any(f.lesion(each).extensive_osteolysis for each in levels)


def _operated_before(f: Facts, _n: Numbers) -> bool:
    return not w.surgery_done(f)


def _without_deficit(f: Facts, _n: Numbers) -> bool:
    return not w.deficit(f)


def _surgery_considered(f: Facts, n: Numbers) -> bool:
    return w.symptomatic(f) and eligible(f, n) and good_prognosis(f, n) and limited(f, n)


def _postoperative_progression(f: Facts, _n: Numbers) -> bool:
    return f.treatment.postoperative_deficit_progressive


def _curative(f: Facts, _n: Numbers) -> bool:
    return f.tumour.treated_with_curative_intent


def _fails(name: str) -> Note:
    def fails(f: Facts, _n: Numbers) -> bool:
        return obstacle(f, name) if name in EXCLUSION else not criterion(f, name)

    return Note(f"fails_{name}", fails, even_if_open=False)


def _short_programme(f: Facts, n: Numbers) -> bool:
    return not survives_programme(f, n)


_STANDARD_PROGRAMME: Final = Note("standard_programme", _curative, even_if_open=False)
_CRITERIA: Final = (
    Note("fails_survival", _short_programme, even_if_open=False),
    *(_fails(each) for each in INCLUSION + EXCLUSION),
    _STANDARD_PROGRAMME,
)
_PAIN_BESIDE_DEFICIT: Final = Note("pain_beside_deficit", _pain_beside_deficit, even_if_open=False)
_SIGNS_NOT_EXPLAINED: Final = Note(
    "surgery_not_explained", alone(w.signs_without_compression), even_if_open=False
)
_SURGERY_CONSIDERED: Final = Note("surgery_considered", _surgery_considered, even_if_open=False)
_AGAIN: Final = Note("irradiated_before", alone(w.after_radiotherapy), even_if_open=False)
_NOTHING_LEFT: Final = Note("nothing_systemic_left", alone(w.nothing_systemic_left), even_if_open=False)
_COMPRESSION_ON_CT: Final = Note("compression_on_ct", _only_local_pain, even_if_open=False)
_TISSUE_MUST_SUFFICE: Final = Note("tissue_must_suffice", _tissue_in_doubt, even_if_open=False)
_SURGERY_NOTES: Final = (
    Note("radiotherapy_begun", alone(w.begun_with_radiotherapy), even_if_open=False),
    Note("combined_procedure"),
    Note("short_estimate", _short_estimate),
    Note("too_short_for_combined", _too_short_for_combined, even_if_open=False),
)
_TISSUE_TAKEN_EARLIER: Final = Note("tissue_taken_earlier", alone(w.tissue_taken), even_if_open=False)
_BIOPSY_NOTES: Final = (
    Note("lesion_first", _not_imaged, even_if_open=False),
    Note("biopsy_best_site"),
    Note("tissue_before_treatment"),
    Note("treat_after_biopsy"),
    _TISSUE_TAKEN_EARLIER,
)
_TEAM_MAY_DIFFER: Final = (
    Note("in_principle"),
    Note("newer_treatment", _newer_treatment, even_if_open=False),
    Note("longer_estimate", _longer_estimate),
)

ERASMUS_2022: Final = Guideline(
    id="erasmus-2022",
    numbers=Numbers,
    questions=(
        Question(
            action="mri_whole_spine", rule=mri_whole_spine, notes=(_PAIN_BESIDE_DEFICIT, _COMPRESSION_ON_CT)
        ),
        Question(
            action="ct_spine_with_contrast",
            rule=ct_spine_with_contrast,
            notes=(Note("ct_with_contrast"), _PAIN_BESIDE_DEFICIT, _COMPRESSION_ON_CT),
        ),
        Question(action="ct_chest_abdomen", rule=ct_chest_abdomen),
        Question(action="repeat_on_symptoms", rule=repeat_on_symptoms),
        Question(action="laboratory", rule=with_imaging),
        Question(action="safety_net", rule=with_imaging),
        Question(action="reconsider_origin", rule=reconsider_origin),
        Question(action="biopsy", rule=biopsy, notes=_BIOPSY_NOTES),
        Question(action="m_protein", rule=m_protein),
        Question(action="immunophenotyping", rule=immunophenotyping, notes=(Note("out_of_hours"),)),
        Question(action="psa", rule=psa),
        Question(action="afp_hcg", rule=afp_hcg),
        Question(
            action="dexamethasone",
            rule=dexamethasone,
            gated=True,
            on_suspicion=True,
            notes=(
                Note("unknown_origin_waits", alone(w.unknown_primary), even_if_open=False),
                _TISSUE_MUST_SUFFICE,
            ),
        ),
        Question(
            action="dexamethasone_withhold",
            rule=dexamethasone_withhold,
            notes=(
                Note("preferably"),
                Note("above_all_unknown_primary", alone(w.unknown_primary), even_if_open=False),
                Note("conflict_severe_deficit", alone(w.severe_deficit)),
                Note("already_given", alone(w.dexamethasone_running)),
            ),
        ),
        Question(
            action="dexamethasone_consider",
            rule=dexamethasone_consider,
            gated=True,
            notes=(
                Note("dexamethasone_regimen"),
                Note("unknown_origin_waits", alone(w.unknown_primary), even_if_open=False),
                _TISSUE_MUST_SUFFICE,
            ),
        ),
        Question(
            action="dexamethasone_not_routine",
            rule=dexamethasone_not_routine,
            gated=True,
            notes=(Note("insufficient_evidence"),),
        ),
        Question(
            action="dexamethasone_taper",
            rule=dexamethasone_taper,
            gated=True,
            notes=(Note("taper"), Note("no_end_known")),
        ),
        Question(
            action="start_treatment",
            rule=start_treatment,
            notes=(
                Note("low_threshold", _silent_compression, even_if_open=False),
                Note("radicular_without_pain", _radicular_without_pain, even_if_open=False),
                Note("signs_not_explained", alone(w.signs_without_compression), even_if_open=False),
            ),
        ),
        Question(
            action="spine_surgeon_consult",
            rule=spine_surgeon_consult,
            notes=(Note("whom_to_ask"), Note("ward_agreement")),
        ),
        Question(action="neurosurgery_consult", rule=neurosurgery_consult),
        Question(action="neurologist", rule=neurologist),
        Question(
            action="mobilise_by_pain",
            rule=mobilise_by_pain,
            notes=(Note("judge_stability"), Note("no_exception")),
        ),
        Question(action="brace_trial", rule=brace_trial, gated=True, notes=(Note("brace_unproven"),)),
        Question(
            action="systemic_first",
            rule=systemic_first,
            gated=True,
            notes=(
                Note("whole_picture"),
                Note("lymphoma", alone(w.lymphoma)),
                _NOTHING_LEFT,
                Note("without_deficit", _no_deficit_from_mescc, even_if_open=False),
                Note("conflict_systemic", poor_nesms),
            ),
        ),
        Question(action="systemic_limited", rule=with_poor_nesms, gated=True, notes=_TEAM_MAY_DIFFER),
        Question(
            action="surgery_eligible",
            rule=surgery_eligible,
            gated=True,
            notes=(*_SURGERY_NOTES, _SURGERY_CONSIDERED),
        ),
        Question(
            action="surgery_preferred",
            rule=surgery_preferred,
            gated=True,
            notes=(*_SURGERY_NOTES, _SIGNS_NOT_EXPLAINED),
        ),
        Question(action="surgery_not_advised", rule=with_poor_nesms, gated=True, notes=_TEAM_MAY_DIFFER),
        Question(
            action="decompression",
            rule=decompression,
            gated=True,
            notes=(
                Note("conflict_poor_nesms", poor_nesms),
                Note("conditions_not_met", _conditions_not_met, even_if_open=False),
            ),
        ),
        Question(
            action="radiotherapy_first_choice",
            rule=radiotherapy_first_choice,
            gated=True,
            notes=(
                Note("silent_same_treatment", _silent_compression, even_if_open=False),
                _SURGERY_CONSIDERED,
            ),
        ),
        Question(
            action="rt_8gy_single",
            rule=rt_8gy_single,
            gated=True,
            notes=(
                Note("response_rate", _without_deficit, even_if_open=False),
                Note("background_longer", _background_longer, even_if_open=False),
                _AGAIN,
            ),
        ),
        Question(
            action="rt_30gy_in_10",
            rule=rt_30gy_in_10,
            gated=True,
            notes=(Note("for_longer_response"), _AGAIN),
        ),
        Question(
            action="rt_30gy_in_10_consider",
            rule=rt_30gy_in_10_consider,
            gated=True,
            notes=(Note("longer_response"), Note("osteolysis", _osteolysis, even_if_open=False), _AGAIN),
        ),
        Question(action="sbrt", rule=sbrt, gated=True, notes=(_AGAIN,)),
        Question(
            action="rt_repeat_consider",
            rule=rt_repeat_consider,
            gated=True,
            notes=(
                Note("repeat_response"),
                Note("advanced_techniques"),
                Note("only_after_the_course", alone(w.radiotherapy_begun), even_if_open=False),
            ),
        ),
        Question(
            action="rt_postoperative",
            rule=rt_postoperative,
            gated=True,
            notes=(
                Note("usually"),
                Note("sooner", _postoperative_progression),
                Note("operated_before_worsening", _operated_before, even_if_open=False),
                Note("no_useful_dose", alone(w.no_useful_dose), even_if_open=False),
                _AGAIN,
            ),
        ),
        Question(
            action="cement_augmentation",
            rule=cement_augmentation,
            gated=True,
            notes=(Note("no_surgery_reading"), Note("axial_pain"), Note("cement_evidence")),
        ),
        Question(action="cement_avoid", rule=cement_avoid, gated=True),
        Question(
            action="radionuclide_consider",
            rule=radionuclide_consider,
            gated=True,
            notes=(Note("positive_scan"),),
        ),
        Question(action="rehabilitation", rule=rehabilitation),
        Question(action="inpatient_eligible", rule=inpatient_eligible, notes=(_STANDARD_PROGRAMME,)),
        Question(action="inpatient_not_eligible", rule=inpatient_not_eligible, notes=_CRITERIA),
        Question(action="mdt_weekly", rule=mdt_weekly, gated=True, notes=(Note("who_weekly"),)),
        Question(action="mdt_ad_hoc", rule=mdt_ad_hoc, notes=(Note("who_ad_hoc"),)),
        Question(action="leaflet", rule=leaflet, notes=(Note("gp_too"),)),
        Question(action="responsible_physician", rule=responsible_physician),
    ),
    gaps=(
        Gap(question="imaging", note="deficit_not_progressive", when=_deficit_not_progressive),
        Gap(question="imaging", note="signs_contradict", when=alone(w.signs_contradict)),
        Gap(question="imaging", note="signs_without_compression", when=alone(w.signs_without_compression)),
        Gap(question="steroids", note="steroids_from_before", when=_steroids_from_before),
        Gap(question="steroids", note="none_since_start", when=_none_since_start),
        Gap(question="timing", note="lhermitte_with_compression", when=_lhermitte_with_compression),
        Gap(question="surgery", note="decompression_while_withheld", when=_decompression_while_withheld),
        Gap(question="radiotherapy", note="dose_not_said", when=_dose_not_said),
        Gap(question="percutaneous", note="cement_while_eligible", when=_cement_while_eligible),
    ),
)
