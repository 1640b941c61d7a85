"""NICE NG234 (September 2023), as its summary for secondary care gives it.

Numbers and places in the source stand in ``resources/guidelines/nice-ng234.toml``.
"""

from dataclasses import dataclass
from typing import Final

from mdt_desk.domain.case import LesionPain, MovementPain, RadiotherapyResponse
from mdt_desk.domain.guidelines import words as w
from mdt_desk.domain.guidelines.rule import Answer, Do, Gap, Guideline, Note, Question, alone
from mdt_desk.domain.moments import Within
from mdt_desk.domain.neurology import Side
from mdt_desk.domain.samples import add_months
from mdt_desk.domain.scores.sins import worst_band
from mdt_desk.domain.settle import Facts, word
from mdt_desk.domain.spine import Level
from mdt_desk.domain.tumour import Primary


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Numbers:
    """Every number of the guideline that a rule needs."""

    mri_suspected_mscc: Within
    mri_suspected_metastases: Within
    stability_advice: Within
    radiotherapy_urgent: Within
    oligometastases: int
    good_prognosis_months: float
    poor_prognosis_months: float
    repeat_after_months: int
    origin_doubt_lung_years: int
    origin_doubt_other_years: int
    severe_pain: int


# --- words of this guideline ------------------------------------------------------------------------------


@word
def neurology(f: Facts) -> bool:
    """Neurological symptoms or signs of MSCC: suspected MSCC other than by radicular pain alone."""
    if w.clinical_mescc(f) or f.neurology.sphincter_dysfunction:
        return True
    return f.neurology.radicular_deficit is not Side.NONE


@word
def suspected_mscc(f: Facts) -> bool:
    """Suspected MSCC; radicular pain counts by the list of the full guideline."""
    return neurology(f) or f.symptoms.radicular_pain is not Side.NONE


@word
def imaging_due(f: Facts) -> bool:
    return not w.imaging_done(f) and (suspected_mscc(f) or w.pain(f))


@word
def operable(f: Facts) -> bool:
    """Surgery is possible: fit, and technically feasible."""
    return f.condition.fit_for_surgery and f.treatment.surgery_technically_feasible


@word
def perhaps_unstable(f: Facts) -> bool:
    """Instability judged, or suspected (our reading) by pain on axial loading or neurological signs."""
    signs = f.stability.axial_loading_pain or f.stability.neurological_signs_of_instability
    return w.unstable(f) or signs


@word
def refractory_instability(f: Facts) -> bool:
    """Suspected or confirmed instability with mechanical pain that analgesia does not control."""
    return f.treatment.analgesia_refractory_mechanical_pain and perhaps_unstable(f)


@word
def surgery_advised(f: Facts) -> bool:
    """Decompression or stabilisation are among the options."""
    return w.treatable(f) and not w.surgery_done(f) and w.mescc(f) and operable(f)


@word
def mechanical_lesion(f: Facts) -> bool:
    """Some lesion has mechanical pain."""
    levels = f.levels()
    if levels is None:
        return f.about_lesions("mechanical", (True, False))
    return any(_mechanical(f, each) for each in levels)


@word
def _mechanical(f: Facts, level: Level) -> bool:
    return f.lesion(level).pain is LesionPain.MECHANICAL


@word
def non_mechanical_lesion(f: Facts) -> bool:
    """Some lesion has pain that is not mechanical."""
    levels = f.levels()
    if levels is None:
        return f.about_lesions("non_mechanical", (True, False))
    return any(_non_mechanical(f, each) for each in levels)


@word
def _non_mechanical(f: Facts, level: Level) -> bool:
    return f.lesion(level).pain is LesionPain.NON_MECHANICAL


@word
def painful_without_mscc(f: Facts) -> bool:
    """Spinal metastases without MSCC that hurt, somewhere not mechanically; the pain of no lesion known counts too."""
    if not w.pain(f) or w.mescc(f):
        return False
    return not mechanical_lesion(f) or non_mechanical_lesion(f)


@word
def mscc_without_surgery(f: Facts) -> bool:
    """MSCC that is not suitable for surgery."""
    return w.mescc(f) and not operable(f)


@word
def urgency_lifted(f: Facts, n: Numbers) -> bool:
    """Complete for two weeks or longer with controlled pain, or a poor prognosis (a recorded short estimate)."""
    if w.recorded_estimate_under(f, n.poor_prognosis_months):
        return True
    return w.complete_lesion(f) is w.CompleteLesion.FROM_14_DAYS and f.symptoms.pain_controlled


@word
def urgent_radiotherapy(f: Facts, n: Numbers) -> bool:
    if w.radiotherapy_started(f) or w.awaits_postoperative(f):
        return False
    return mscc_without_surgery(f) and not urgency_lifted(f, n)


@word
def mscc_dose_due(f: Facts, n: Numbers) -> bool:
    """Radiotherapy for MSCC is given: urgently, or without urgency for pain."""
    if w.radiotherapy_started(f) or w.awaits_postoperative(f) or not mscc_without_surgery(f):
        return False
    return not urgency_lifted(f, n) or w.pain(f)


@word
def confirmed_haematological(f: Facts) -> bool:
    """A haematological malignancy that tissue confirms."""
    return w.haematological(f) and f.tumour.histology_confirmed


@word
def haematological_doubt(f: Facts, n: Numbers) -> bool:
    return w.haematological_doubt(f, n.origin_doubt_lung_years, n.origin_doubt_other_years)


@word
def dexamethasone_advised(f: Facts) -> bool:
    """Neurological symptoms or signs of MSCC; or a confirmed haematological malignancy with spinal metastases."""
    return neurology(f) or (confirmed_haematological(f) and w.confirmed(f))


@word
def surgery_or_radiotherapy_begun(f: Facts) -> bool:
    """The treatment that dexamethasone waits for: surgery done or radiotherapy started since the last worsening."""
    return w.radiotherapy_started(f) or w.surgery_done(f)


@word
def dexamethasone_due(f: Facts) -> bool:
    """There is a reason to start it, it does not run, and neither surgery nor radiotherapy has begun."""
    if w.dexamethasone_running(f) or surgery_or_radiotherapy_begun(f):
        return False
    return dexamethasone_advised(f)


@word
def few_metastases(f: Facts, n: Numbers) -> bool:
    return f.tumour.metastases_total <= n.oligometastases


@word
def suspected_or_known(f: Facts) -> bool:
    """Suspected or confirmed metastases or MSCC."""
    return w.confirmed(f) or w.pain(f) or suspected_mscc(f)


# --- imaging ----------------------------------------------------------------------------------------------


@word
def imaging_within(f: Facts, n: Numbers) -> Within | None:
    if suspected_mscc(f):
        return n.mri_suspected_mscc
    return n.mri_suspected_metastases if w.pain(f) else None


def mri_whole_spine(f: Facts, n: Numbers) -> Answer:
    if w.mri_done(f) or w.mri_contraindicated(f):
        return None
    within = imaging_within(f, n)
    return None if within is None else Do(within=within)


def ct_spine_with_contrast(f: Facts, n: Numbers) -> Answer:
    if not w.mri_contraindicated(f) or w.imaging_done(f):
        return None
    within = imaging_within(f, n)
    return None if within is None else Do(within=within)


def no_plain_xray(f: Facts, _n: Numbers) -> Answer:
    return Do() if imaging_due(f) else None


def no_mri_screening(f: Facts, _n: Numbers) -> Answer:
    return Do() if w.confirmed(f) and not suspected_mscc(f) and not imaging_due(f) else None


def ct_multiplanar(f: Facts, _n: Numbers) -> Answer:
    unstable = w.unstable(f) or f.stability.axial_loading_pain
    wanted = unstable or worst_band(f) in {"potentially_unstable", "unstable"} or surgery_advised(f)
    return Do(consider=True) if wanted else None


# --- diagnosis and steroids -------------------------------------------------------------------------------


def biopsy(f: Facts, n: Numbers) -> Answer:
    if w.done(f, "treatment.tissue_taken_at") or not w.unknown_primary(f) or f.tumour.histology_confirmed:
        return None
    if w.ruled_out(f):
        return None
    return None if w.clinical_mescc(f) or urgent_radiotherapy(f, n) else Do()


def dexamethasone(f: Facts, _n: Numbers) -> Answer:
    return Do(urgent=True, variant="nice_dexamethasone") if dexamethasone_due(f) else None


def haematology_advice_first(f: Facts, n: Numbers) -> Answer:
    doubt = not dexamethasone_advised(f) and haematological_doubt(f, n)
    return Do() if doubt and not w.ruled_out(f) else None


def dexamethasone_consider(f: Facts, n: Numbers) -> Answer:
    if w.dexamethasone_running(f) or dexamethasone_advised(f) or surgery_or_radiotherapy_begun(f):
        return None
    return Do() if w.severe_pain(f, n.severe_pain) else None


def dexamethasone_not_routine(f: Facts, n: Numbers) -> Answer:
    reason = dexamethasone_advised(f) or haematological_doubt(f, n) or w.severe_pain(f, n.severe_pain)
    return None if reason else Do()


def dexamethasone_stop(f: Facts, _n: Numbers) -> Answer:
    return Do() if w.dexamethasone_running(f) and w.ruled_out(f) else None


@word
def no_other_treatment(f: Facts) -> bool:
    """No other effective treatment: neither surgery, useful radiotherapy nor systemic treatment is left."""
    local = operable(f) or f.treatment.adequate_radiotherapy_possible
    return not local and not f.tumour.systemic_options_remaining


@word
def with_haematology(f: Facts) -> bool:
    """A confirmed haematological malignancy without signs: haematology decides on further steroids."""
    return not neurology(f) and confirmed_haematological(f)


@word
def begun_for_signs(f: Facts) -> bool:
    """Surgery or radiotherapy has begun, and how long steroids go on is not for haematology to decide."""
    return surgery_or_radiotherapy_begun(f) and not with_haematology(f)


def dexamethasone_taper(f: Facts, _n: Numbers) -> Answer:
    if not w.dexamethasone_running(f):
        return None
    return Do() if begun_for_signs(f) or no_other_treatment(f) else None


def with_dexamethasone(f: Facts, _n: Numbers) -> Answer:
    if w.dexamethasone_running(f):
        return Do()
    in_order = w.treatable(f) or not w.imaging_done(f)
    return Do() if in_order and dexamethasone_due(f) else None


def haematology(f: Facts, _n: Numbers) -> Answer:
    return Do() if confirmed_haematological(f) and w.confirmed(f) else None


# --- stability --------------------------------------------------------------------------------------------


@word
def immobilised(f: Facts) -> bool:
    """Suspected or confirmed MSCC with neurological signs of instability; over once imaging clears the spine."""
    unstable = f.stability.neurological_signs_of_instability and (suspected_mscc(f) or w.mescc(f))
    return unstable and not w.ruled_out(f)


@word
def movement_hurts(f: Facts) -> bool:
    """Moderate or severe pain on movement, with metastases or MSCC suspected or confirmed."""
    hurts = f.symptoms.movement_pain in {MovementPain.MODERATE, MovementPain.SEVERE}
    return hurts and not w.ruled_out(f)


def immobilise(f: Facts, _n: Numbers) -> Answer:
    return Do(urgent=True) if immobilised(f) else None


def immobilise_consider(f: Facts, _n: Numbers) -> Answer:
    return Do() if movement_hurts(f) else None


def stability_advice_24h(f: Facts, n: Numbers) -> Answer:
    if w.done(f, "treatment.stability_judged_at"):
        return None
    return Do(within=n.stability_advice) if movement_hurts(f) or immobilised(f) else None


def external_support(f: Facts, _n: Numbers) -> Answer:
    return Do() if mscc_without_surgery(f) and refractory_instability(f) and not w.ruled_out(f) else None


# --- surgery ----------------------------------------------------------------------------------------------


def decompression(f: Facts, _n: Numbers) -> Answer:
    return Do(consider=True, urgent=neurology(f)) if surgery_advised(f) else None


def stabilisation(f: Facts, _n: Numbers) -> Answer:
    return Do(consider=not refractory_instability(f), urgent=neurology(f)) if surgery_advised(f) else None


# --- radiotherapy -----------------------------------------------------------------------------------------


@word
def pain_to_irradiate(f: Facts) -> bool:
    """Painful metastases without MSCC, radiotherapy neither started for them nor next after an operation."""
    if w.radiotherapy_started(f) or w.awaits_postoperative(f):
        return False
    return painful_without_mscc(f)


@word
def first_dose_for_pain(f: Facts) -> bool:
    """Such pain at a level that was not irradiated before; else further radiotherapy has conditions of its own."""
    return pain_to_irradiate(f) and not f.treatment.previous_radiotherapy_at_level


@word
def postoperative_due(f: Facts) -> bool:
    """Operated on, whatever came after it, and not irradiated after the operation."""
    return w.happened(f, "treatment.surgery_done_on") and not w.irradiated_after_surgery(f)


def radiotherapy_urgent(f: Facts, n: Numbers) -> Answer:
    return Do(within=n.radiotherapy_urgent) if urgent_radiotherapy(f, n) else None


def rt_8gy_single(f: Facts, n: Numbers) -> Answer:
    if mscc_dose_due(f, n):
        return None if f.condition.high_risk_of_radiation_side_effects else Do()
    return Do() if first_dose_for_pain(f) else None


def rt_multiple_fractions_consider(f: Facts, n: Numbers) -> Answer:
    return Do() if mscc_dose_due(f, n) and f.condition.high_risk_of_radiation_side_effects else None


def sbrt_consider(f: Facts, n: Numbers) -> Answer:
    if not first_dose_for_pain(f):
        return None
    return Do() if few_metastases(f, n) or w.estimate_at_least(f, n.good_prognosis_months) else None


@word
def silent_without_mscc(f: Facts) -> bool:
    """Confirmed, without symptoms or signs and without MSCC."""
    return w.confirmed(f) and not w.symptomatic(f) and not neurology(f) and not w.mescc(f)


@word
def silent_undecided(f: Facts) -> bool:
    """Without symptoms and MSCC, not irradiated, and not between an operation and the radiotherapy after it."""
    return silent_without_mscc(f) and not w.radiotherapy_started(f) and not postoperative_due(f)


def radiotherapy_consider(f: Facts, n: Numbers) -> Answer:
    if not silent_undecided(f):
        return None
    return Do(consider=True) if few_metastases(f, n) or f.imaging.impending_compression else None


def rt_not_indicated(f: Facts, n: Numbers) -> Answer:
    if not silent_undecided(f):
        return None
    return None if few_metastases(f, n) or f.imaging.impending_compression else Do()


def rt_postoperative(f: Facts, _n: Numbers) -> Answer:
    return Do() if postoperative_due(f) else None


@word
def recurred_late(f: Facts, n: Numbers) -> bool:
    """Symptoms came back at least some calendar months after the end of the earlier course."""
    free = add_months(f.treatment.previous_radiotherapy_on, n.repeat_after_months)
    return free <= f.recurrence.date()


@word
def good_and_late(f: Facts, n: Numbers) -> bool:
    """The earlier course helped well, and symptoms came back late enough."""
    good = f.treatment.previous_radiotherapy_response is RadiotherapyResponse.GOOD
    return good and recurred_late(f, n)


def rt_repeat_consider(f: Facts, n: Numbers) -> Answer:
    if not f.treatment.previous_radiotherapy_at_level or not w.symptomatic(f):
        return None
    return Do() if good_and_late(f, n) else None


def rt_haematology_harvest(f: Facts, _n: Numbers) -> Answer:
    return Do() if w.haematological(f) and f.tumour.stem_cell_harvest_considered else None


# --- medication and support -------------------------------------------------------------------------------


def bone_agent(f: Facts, _n: Numbers) -> Answer:
    if f.tumour.primary in {Primary.MULTIPLE_MYELOMA, Primary.BREAST}:
        return Do()
    return Do() if f.tumour.primary is Primary.PROSTATE and not f.symptoms.pain_controlled else None


def bone_agent_avoid(f: Facts, _n: Numbers) -> Answer:
    if f.tumour.primary in {Primary.MULTIPLE_MYELOMA, Primary.BREAST}:
        return None
    if f.tumour.primary is Primary.PROSTATE:
        return Do() if f.symptoms.pain_controlled else None
    return Do()


@word
def hard_to_manage(f: Facts) -> bool:
    """Pain that analgesia does not control."""
    return w.pain(f) and not f.symptoms.pain_controlled


def pain_service(f: Facts, _n: Numbers) -> Answer:
    return Do(consider=True) if hard_to_manage(f) else None


def psychosocial(f: Facts, _n: Numbers) -> Answer:
    return Do(urgent=True) if w.confirmed(f) else None


def safety_net(f: Facts, _n: Numbers) -> Answer:
    return Do() if suspected_or_known(f) else None


def leaflet(f: Facts, _n: Numbers) -> Answer:
    if w.done(f, "information.leaflet_given_on"):
        return None
    return Do() if suspected_or_known(f) else None


# --- when a sentence of the detail is said ----------------------------------------------------------------


def _radicular_pain_only(f: Facts, _n: Numbers) -> bool:
    return not neurology(f) and suspected_mscc(f)


def _no_estimate(f: Facts, _n: Numbers) -> bool:
    return not w.estimated(f)


def _prostate(f: Facts, _n: Numbers) -> bool:
    return f.tumour.primary is Primary.PROSTATE


def _lhermitte(f: Facts, _n: Numbers) -> bool:
    return not w.imaging_done(f) and not suspected_mscc(f) and f.symptoms.lhermitte


def _steroids_from_before(f: Facts, _n: Numbers) -> bool:
    again = dexamethasone_advised(f) and not w.ruled_out(f)
    return w.dexamethasone_from_before(f) and again and not surgery_or_radiotherapy_begun(f)


def _none_since_start(f: Facts, _n: Numbers) -> bool:
    begun = neurology(f) and surgery_or_radiotherapy_begun(f)
    return w.treatable(f) and begun and not w.dexamethasone_running(f)


def _no_repeat_named(f: Facts, n: Numbers) -> bool:
    before = w.confirmed(f) and pain_to_irradiate(f) and f.treatment.previous_radiotherapy_at_level
    return before and not good_and_late(f, n)


def _begun_before(f: Facts, _n: Numbers) -> bool:
    """Radiotherapy was started at some time, and nobody recorded yet that it was at this level."""
    at_level = "treatment.previous_radiotherapy_at_level"
    known = f.recorded(at_level) and f.treatment.previous_radiotherapy_at_level
    return w.radiotherapy_begun(f) and not known


def _no_other_treatment(f: Facts, _n: Numbers) -> bool:
    return not begun_for_signs(f) and no_other_treatment(f)


def _signs_in_haematology(f: Facts, _n: Numbers) -> bool:
    return begun_for_signs(f) and confirmed_haematological(f)


def _taper_left_to_haematology(f: Facts, _n: Numbers) -> bool:
    return w.dexamethasone_running(f) and surgery_or_radiotherapy_begun(f) and with_haematology(f)


def _without_urgency(f: Facts, n: Numbers) -> bool:
    return mscc_dose_due(f, n) and urgency_lifted(f, n)


def _silent(f: Facts, _n: Numbers) -> bool:
    return not w.symptomatic(f) and not neurology(f)


def _mechanical_too(f: Facts, _n: Numbers) -> bool:
    return painful_without_mscc(f) and mechanical_lesion(f)


def _irradiated_before(f: Facts, _n: Numbers) -> bool:
    return w.mescc(f) and f.treatment.previous_radiotherapy_at_level


def _irradiated_level(f: Facts, _n: Numbers) -> bool:
    return f.treatment.previous_radiotherapy_at_level


_NO_END: Final = Note("no_end_known")
_NO_DOSE: Final = Note("no_dose_possible", alone(w.no_useful_dose), even_if_open=False)
_TISSUE_TAKEN_EARLIER: Final = Note("tissue_taken_earlier", alone(w.tissue_taken), even_if_open=False)
_WEIGH: Final = Note("weigh_before_repeating", _irradiated_level, even_if_open=False)
_WITHOUT_URGENCY: Final = Note("without_urgency", _without_urgency, even_if_open=False)
_UNTIL_STABLE: Final = Note("until_stable")
_NOT_OPERATED: Final = Note("if_not_operated")
_SURGERY_NOT_EXPLAINED: Final = Note(
    "surgery_not_explained", alone(w.signs_without_compression), even_if_open=False
)
_ADJUST: Final = Note("adjust_position")
_PLAN_FIRST: Final = Note("plan_first")
_MECHANICAL_TOO: Final = Note("mechanical_too", _mechanical_too, even_if_open=False)
_BEGUN_BEFORE: Final = Note("irradiated_before_worsening", _begun_before, even_if_open=False)
_EVIDENCE_2008: Final = Note("evidence_of_2008")
_BY_RADICULAR_PAIN: Final = Note("radicular_pain_secondary", _radicular_pain_only, even_if_open=False)

NICE_NG234: Final = Guideline(
    id="nice-ng234",
    numbers=Numbers,
    questions=(
        Question(
            action="mri_whole_spine",
            rule=mri_whole_spine,
            notes=(Note("soonest", alone(suspected_mscc), even_if_open=False), _BY_RADICULAR_PAIN),
        ),
        Question(
            action="ct_spine_with_contrast",
            rule=ct_spine_with_contrast,
            notes=(_BY_RADICULAR_PAIN, Note("myelography")),
        ),
        Question(action="no_plain_xray", rule=no_plain_xray),
        Question(action="no_mri_screening", rule=no_mri_screening),
        Question(action="ct_multiplanar", rule=ct_multiplanar),
        Question(action="biopsy", rule=biopsy, notes=(Note("guided_if_it_matters"), _TISSUE_TAKEN_EARLIER)),
        Question(action="dexamethasone", rule=dexamethasone, gated=True, on_suspicion=True),
        Question(
            action="dexamethasone_consider",
            rule=dexamethasone_consider,
            gated=True,
            notes=(Note("after_haematology", haematological_doubt, even_if_open=False),),
        ),
        Question(
            action="dexamethasone_not_routine",
            rule=dexamethasone_not_routine,
            gated=True,
            notes=(Note("unless_regimen"),),
        ),
        Question(
            action="haematology_advice_first",
            rule=haematology_advice_first,
            notes=(
                Note("tissue_in_hand", alone(w.tissue_taken), even_if_open=False),
                Note("already_given", alone(w.dexamethasone_running), even_if_open=False),
            ),
        ),
        Question(action="dexamethasone_stop", rule=dexamethasone_stop),
        Question(
            action="dexamethasone_taper",
            rule=dexamethasone_taper,
            gated=True,
            notes=(
                Note("gradually"),
                Note("only_if_it_returns", _no_other_treatment, even_if_open=False),
                Note("both_in_haematology", _signs_in_haematology, even_if_open=False),
                _NO_END,
            ),
        ),
        Question(action="gastroprotection", rule=with_dexamethasone),
        Question(action="glucose_monitoring", rule=with_dexamethasone),
        Question(
            action="haematology",
            rule=haematology,
            notes=(
                Note("further_steroids"),
                Note("taper_by_haematology", _taper_left_to_haematology, even_if_open=False),
            ),
        ),
        Question(action="immobilise", rule=immobilise, notes=(Note("without_delay"), _ADJUST, _UNTIL_STABLE)),
        Question(action="immobilise_consider", rule=immobilise_consider, notes=(_ADJUST, _UNTIL_STABLE)),
        Question(
            action="stability_advice_24h", rule=stability_advice_24h, notes=(Note("from_immobilisation"),)
        ),
        Question(action="external_support", rule=external_support),
        Question(
            action="decompression",
            rule=decompression,
            gated=True,
            notes=(
                Note("early"),
                Note("no_time_limit"),
                _PLAN_FIRST,
                _NOT_OPERATED,
                _SURGERY_NOT_EXPLAINED,
            ),
        ),
        Question(
            action="stabilisation",
            rule=stabilisation,
            gated=True,
            notes=(
                Note("early"),
                Note("even_irreversible", alone(refractory_instability), even_if_open=False),
                _PLAN_FIRST,
                _NOT_OPERATED,
                _SURGERY_NOT_EXPLAINED,
            ),
        ),
        Question(
            action="radiotherapy_urgent",
            rule=radiotherapy_urgent,
            gated=True,
            notes=(
                Note("soonest"),
                Note("prognosis_not_recorded", _no_estimate),
                _NO_DOSE,
                Note("urgent_again", _irradiated_level, even_if_open=False),
                _WEIGH,
                _BEGUN_BEFORE,
                Note("silent_reading", _silent, even_if_open=False),
                Note("signs_not_explained", alone(w.signs_without_compression), even_if_open=False),
            ),
        ),
        Question(
            action="rt_8gy_single",
            rule=rt_8gy_single,
            gated=True,
            notes=(
                Note("even_paralysed", alone(painful_without_mscc), even_if_open=False),
                _MECHANICAL_TOO,
                Note("irradiated_before", _irradiated_before, even_if_open=False),
                _BEGUN_BEFORE,
                _WITHOUT_URGENCY,
                _NO_DOSE,
            ),
        ),
        Question(
            action="rt_multiple_fractions_consider",
            rule=rt_multiple_fractions_consider,
            gated=True,
            notes=(Note("high_risk_examples"), _BEGUN_BEFORE, _WITHOUT_URGENCY, _NO_DOSE),
        ),
        Question(
            action="sbrt_consider",
            rule=sbrt_consider,
            gated=True,
            notes=(_MECHANICAL_TOO, _BEGUN_BEFORE, _NO_DOSE),
        ),
        Question(action="radiotherapy_consider", rule=radiotherapy_consider, gated=True, notes=(_NO_DOSE,)),
        Question(
            action="rt_not_indicated", rule=rt_not_indicated, gated=True, notes=(Note("outside_a_trial"),)
        ),
        Question(
            action="rt_postoperative",
            rule=rt_postoperative,
            gated=True,
            notes=(
                Note("after_recovery"),
                _NO_DOSE,
                _WEIGH,
                Note("irradiated_before_operation", _begun_before, even_if_open=False),
            ),
        ),
        Question(
            action="rt_repeat_consider",
            rule=rt_repeat_consider,
            gated=True,
            notes=(Note("weigh_before_repeating"), _NO_DOSE),
        ),
        Question(
            action="rt_haematology_harvest",
            rule=rt_haematology_harvest,
            gated=True,
            notes=(Note("harvest_reason"),),
        ),
        Question(
            action="bone_agent",
            rule=bone_agent,
            gated=True,
            notes=(
                Note("bisphosphonate"),
                Note("bone_purpose"),
                Note("not_to_prevent"),
                Note("prostate_pain", _prostate, even_if_open=False),
                _EVIDENCE_2008,
            ),
        ),
        Question(
            action="bone_agent_avoid",
            rule=bone_agent_avoid,
            gated=True,
            notes=(
                Note("spinal_pain_only"),
                Note("prostate_controlled", _prostate, even_if_open=False),
                Note("primary_not_known", alone(w.unknown_primary), even_if_open=False),
                _EVIDENCE_2008,
            ),
        ),
        Question(
            action="pain_service",
            rule=pain_service,
            gated=True,
            notes=(Note("or_palliative_care"), Note("limits_life")),
        ),
        Question(action="psychosocial", rule=psychosocial, notes=(Note("once_able"),)),
        Question(action="safety_net", rule=safety_net),
        Question(action="leaflet", rule=leaflet, notes=(Note("tailored_information"),)),
    ),
    gaps=(
        Gap(question="imaging", note="signs_contradict", when=alone(w.signs_contradict)),
        Gap(question="imaging", note="signs_without_compression", when=alone(w.signs_without_compression)),
        Gap(question="imaging", note="lhermitte_not_named", when=_lhermitte),
        Gap(question="steroids", note="steroids_from_before", when=_steroids_from_before),
        Gap(question="steroids", note="none_since_start", when=_none_since_start),
        Gap(question="radiotherapy", note="no_repeat_named", when=_no_repeat_named),
    ),
)
