"""Words that the rules of all guidelines share; nothing in here belongs to one source."""

from datetime import UTC, timedelta, tzinfo
from enum import Enum
from typing import Final

from mdt_desk.domain.case import Bilsky
from mdt_desk.domain.moments import Within, came_before, due, is_done
from mdt_desk.domain.neurology import Frankel, Side
from mdt_desk.domain.samples import add_months
from mdt_desk.domain.settle import Facts, word
from mdt_desk.domain.spine import CERVICAL
from mdt_desk.domain.tumour import HAEMATOLOGICAL, LUNG, Primary

TREATMENT_EVENTS: Final = (
    "treatment.started_at",
    "treatment.radiotherapy_started_at",
    "treatment.surgery_done_on",
)


class CompleteLesion(Enum):
    """How long a complete cord lesion has lasted at the moment of assessment."""

    NONE = "none"
    UNDER_24_HOURS = "under_24_hours"
    UNDER_14_DAYS = "under_14_days"
    FROM_14_DAYS = "from_14_days"


def local_zone(f: Facts) -> tzinfo:
    """Return the zone whose calendar counts days; the moment of assessment carries it."""
    return f.at.tzinfo or UTC


@word
def happened(f: Facts, path: str) -> bool:
    """Tell whether an event lies behind us, whatever came after it."""
    return is_done(f.event(path), f.at, local_zone(f))


@word
def done(f: Facts, path: str) -> bool:
    """Tell whether an event lies behind us and no worsening came after it."""
    return happened(f, path) and not came_before(
        f.event(path), f.event("symptoms.worsened_at"), f.at, local_zone(f)
    )


@word
def confirmed(f: Facts) -> bool:
    """Spinal metastases are confirmed."""
    return f.imaging.confirmed_spinal_metastases


@word
def pain(f: Facts) -> bool:
    """Pain in back or neck."""
    return f.symptoms.back_or_neck_pain


@word
def clinical_mescc(f: Facts) -> bool:
    """Cord or cauda signs."""
    return f.neurology.cord_or_cauda_signs


@word
def radiological_mescc(f: Facts) -> bool:
    """Compression on MRI."""
    return f.imaging.compression_on_mri


@word
def mescc(f: Facts) -> bool:
    """Clinical or radiological MESCC."""
    return clinical_mescc(f) or radiological_mescc(f)


@word
def radiological_mescc_once_seen(f: Facts) -> bool:
    """Compression on MRI, asked only after the MRI; recorded earlier it counts."""
    if f.recorded("imaging.compression_on_mri"):
        return f.imaging.compression_on_mri
    return done(f, "imaging.mri_whole_spine_at") and f.imaging.compression_on_mri


@word
def deficit(f: Facts) -> bool:
    """Any neurological deficit."""
    if f.neurology.cord_or_cauda_signs or f.neurology.radicular_deficit is not Side.NONE:
        return True
    return f.neurology.frankel is not Frankel.E


@word
def cord_lesion(f: Facts) -> bool:
    """A lesion of the cord or cauda: signs, or Frankel A-D."""
    return f.neurology.cord_or_cauda_signs or f.neurology.frankel is not Frankel.E


@word
def root_compression(f: Facts) -> bool:
    """Radicular pain or radicular deficit."""
    return f.symptoms.radicular_pain is not Side.NONE or f.neurology.radicular_deficit is not Side.NONE


@word
def bilateral(f: Facts) -> bool:
    """Bilateral radicular pain or deficit."""
    return f.symptoms.radicular_pain is Side.BILATERAL or f.neurology.radicular_deficit is Side.BILATERAL


@word
def motor_deficit(f: Facts) -> bool:
    """A motor deficit; asked only with a deficit."""
    return deficit(f) and f.neurology.motor_deficit


@word
def progressive_deficit(f: Facts) -> bool:
    """A deficit that progresses; asked only with a deficit."""
    return deficit(f) and f.neurology.deficit_progressive


@word
def severe_deficit(f: Facts) -> bool:
    """A severe deficit; asked only with a deficit."""
    return deficit(f) and f.neurology.severe_deficit


@word
def severe_pain(f: Facts, least: int) -> bool:
    """Pain of at least so much on the numeric rating scale of 0 to 10."""
    return f.symptoms.pain_severity >= least


@word
def signs_contradict(f: Facts) -> bool:
    """Cord or cauda signs are said to be absent beside sphincter dysfunction or Frankel A-D."""
    if f.neurology.cord_or_cauda_signs:
        return False
    return f.neurology.sphincter_dysfunction or f.neurology.frankel is not Frankel.E


@word
def signs_without_compression(f: Facts) -> bool:
    """Cord or cauda signs, and imaging since on which nothing compresses the cord: another cause is likelier."""
    return clinical_mescc(f) and imaging_done(f) and not radiological_mescc(f)


@word
def unstable(f: Facts) -> bool:
    """The team judges the spine unstable; no score replaces it."""
    return f.stability.clinically_unstable


@word
def symptomatic(f: Facts) -> bool:
    """Pain, root compression or deficit."""
    return pain(f) or root_compression(f) or deficit(f)


@word
def emergency(f: Facts) -> bool:
    """Clinical MESCC, bilateral radicular signs, Lhermitte, or a progressive deficit."""
    return clinical_mescc(f) or bilateral(f) or f.symptoms.lhermitte or progressive_deficit(f)


@word
def complete_lesion(f: Facts) -> CompleteLesion:
    """How long the lesion has been complete; Frankel A without a time stays open."""
    if not f.neurology.cord_or_cauda_signs or f.neurology.frankel is not Frankel.A:
        return CompleteLesion.NONE
    since = f.neurology.complete_cord_injury_at
    if f.at < since + timedelta(hours=24):
        return CompleteLesion.UNDER_24_HOURS
    if f.at < due(since, Within(hours=14 * 24, days=14), local_zone(f)):
        return CompleteLesion.UNDER_14_DAYS
    return CompleteLesion.FROM_14_DAYS


@word
def dexamethasone_running(f: Facts) -> bool:
    """Dexamethasone was started; it runs until it is stopped and is never stale."""
    return happened(f, "treatment.dexamethasone_started_at")


@word
def dexamethasone_from_before(f: Facts) -> bool:
    """Dexamethasone was started before the last worsening; whether it was stopped since, no fact tells."""
    path = "treatment.dexamethasone_started_at"
    return happened(f, path) and not done(f, path)


@word
def improved_on_steroids(f: Facts) -> bool:
    """Improved on steroids; asked only once dexamethasone was given."""
    return dexamethasone_running(f) and f.neurology.improved_on_steroids


def radiotherapy_begun(f: Facts) -> bool:
    """Radiotherapy was started, whatever came after it."""
    return happened(f, "treatment.radiotherapy_started_at")


@word
def after_radiotherapy(f: Facts) -> bool:
    """An earlier course at this level, or radiotherapy started."""
    return radiotherapy_begun(f) or f.treatment.previous_radiotherapy_at_level


def no_useful_dose(f: Facts) -> bool:
    """No useful dose of radiotherapy can be given, the first time or again."""
    return not f.treatment.adequate_radiotherapy_possible


def failure_recorded(f: Facts) -> bool:
    """Somebody recorded recurrence or progression after radiotherapy, or a decline under it."""
    path = "treatment.progression_after_radiotherapy"
    return f.recorded(path) and f.treatment.progression_after_radiotherapy


def begun_with_radiotherapy(f: Facts) -> bool:
    """Radiotherapy was started since the last worsening, and nobody recorded that it failed."""
    return radiotherapy_started(f) and not failure_recorded(f)


@word
def treatment_started(f: Facts) -> bool:
    """Some treatment of the spinal disease was started and no worsening came after it."""
    return any(done(f, path) for path in TREATMENT_EVENTS)


@word
def surgery_done(f: Facts) -> bool:
    """Surgery was done and no worsening came after it."""
    return done(f, "treatment.surgery_done_on")


@word
def radiotherapy_started(f: Facts) -> bool:
    """Radiotherapy was started and no worsening came after it."""
    return done(f, "treatment.radiotherapy_started_at")


@word
def irradiated_after_surgery(f: Facts) -> bool:
    """Radiotherapy was started on or after the day of the operation."""
    started, operated = f.event("treatment.radiotherapy_started_at"), f.event("treatment.surgery_done_on")
    return radiotherapy_begun(f) and str(started)[:10] >= str(operated)[:10]


@word
def awaits_postoperative(f: Facts) -> bool:
    """Operated on since the last worsening and not irradiated after it: radiotherapy after surgery is next."""
    return surgery_done(f) and not irradiated_after_surgery(f)


@word
def mri_done(f: Facts) -> bool:
    """The whole spine was imaged by MRI and no worsening came after it."""
    return done(f, "imaging.mri_whole_spine_at")


@word
def mri_contraindicated(f: Facts) -> bool:
    """MRI is known to be impossible; nothing recorded means nothing is known against it."""
    return f.recorded("imaging.mri_possible") and not f.imaging.mri_possible


@word
def imaging_done(f: Facts) -> bool:
    """The clock of imaging is stopped: by MRI, or by CT where MRI is contraindicated."""
    return mri_done(f) or (mri_contraindicated(f) and done(f, "imaging.ct_spine_at"))


@word
def compression_found_on_ct(f: Facts) -> bool:
    """Asymptomatic compression on CT; asked only without pain, root compression or deficit."""
    if f.recorded("imaging.asymptomatic_compression_on_ct"):
        return f.imaging.asymptomatic_compression_on_ct
    return not symptomatic(f) and f.imaging.asymptomatic_compression_on_ct


@word
def unknown_primary(f: Facts) -> bool:
    """The primary was searched for and not found; recorded so, whatever search still follows."""
    return f.tumour.primary is Primary.UNKNOWN


@word
def haematological(f: Facts) -> bool:
    """The primary is myeloma or lymphoma."""
    return f.tumour.primary in HAEMATOLOGICAL


@word
def lung(f: Facts) -> bool:
    """The primary is lung cancer."""
    return f.tumour.primary in LUNG


def lymphoma(f: Facts) -> bool:
    """The primary is lymphoma."""
    return f.tumour.primary is Primary.LYMPHOMA


@word
def doubtful_origin(f: Facts, lung_years: int, other_years: int) -> bool:
    """Reasons to doubt that the known tumour is the origin; the years are those since its first diagnosis."""
    if unknown_primary(f):
        return False
    if f.tumour.atypical_imaging or not f.tumour.progression_elsewhere:
        return True
    years = lung_years if lung(f) else other_years
    return add_months(f.tumour.diagnosed_on, 12 * years) < f.at.date()


@word
def haematological_doubt(f: Facts, lung_years: int, other_years: int) -> bool:
    """A haematological malignancy is possible and not settled by tissue; asked only where the origin is open."""
    if f.recorded("tumour.haematological_malignancy_possible"):
        return f.tumour.haematological_malignancy_possible and not settled_by_tissue(
            f, lung_years, other_years
        )
    asked = unknown_primary(f) or haematological(f) or doubtful_origin(f, lung_years, other_years)
    return asked and not f.tumour.histology_confirmed and f.tumour.haematological_malignancy_possible


@word
def settled_by_tissue(f: Facts, lung_years: int, other_years: int) -> bool:
    """Histology is confirmed, and not by tissue of an earlier tumour that may not be the origin."""
    if not f.tumour.histology_confirmed:
        return False
    return haematological(f) or not doubtful_origin(f, lung_years, other_years)


def tissue_taken(f: Facts) -> bool:
    """Tissue was taken, whatever came after it."""
    return happened(f, "treatment.tissue_taken_at")


@word
def oligometastatic(f: Facts, most: int, most_organs: int) -> bool:
    """At most so many metastases in at most so many organs."""
    return f.tumour.metastases_total <= most and f.tumour.organs_with_metastases <= most_organs


@word
def limited_disease(f: Facts, most: int, most_organs: int) -> bool:
    """Relatively limited disease: as recorded, else yes when oligometastatic, else the team's judgement is asked."""
    if not f.recorded("tumour.limited_disease") and oligometastatic(f, most, most_organs):
        return True
    return f.tumour.limited_disease


def estimated(f: Facts) -> bool:
    """The treating physician's own estimate of survival is recorded."""
    return f.recorded("condition.expected_survival_months")


@word
def estimate_at_least(f: Facts, months: float) -> bool:
    """The treating physician expects at least so many months; asked when nobody recorded it."""
    return f.condition.expected_survival_months >= months


@word
def estimate_over(f: Facts, months: float) -> bool:
    """The treating physician expects more than so many months; asked when nobody recorded it."""
    return f.condition.expected_survival_months > months


@word
def recorded_estimate_under(f: Facts, months: float) -> bool:
    """A recorded estimate is shorter than so many months; no estimate is no."""
    return estimated(f) and f.condition.expected_survival_months < months


@word
def worst_bilsky(f: Facts) -> Bilsky:
    """The highest Bilsky grade of all lesions; with an empty list grade 0, but above 0 once compression is seen."""
    levels = f.levels()
    if levels is None:
        return f.about_lesions("bilsky", tuple(Bilsky))
    if levels:
        return f.ask(_worst_bilsky_of, levels)
    if radiological_mescc_once_seen(f):
        # Compression lies at some vertebra that nobody listed.
        return f.about_lesions("bilsky_seen", tuple(each for each in Bilsky if each is not Bilsky.GRADE_0))
    return Bilsky.GRADE_0


def _worst_bilsky_of(f: Facts, *levels: object) -> Bilsky:
    own = f.lesion(levels[0]).bilsky  # type: ignore[arg-type]  # levels only
    return max(own, f.ask(_worst_bilsky_of, levels[1:])) if levels[1:] else own


@word
def cervical_lesion(f: Facts) -> bool:
    """Some lesion lies at a cervical level."""
    levels = f.levels()
    if levels is None:
        return f.about_lesions("cervical", (True, False))
    return any(each in CERVICAL for each in levels)


@word
def canal_share_above(f: Facts, share: float) -> bool:
    """Epidural tumour takes more than this share of the canal at some level."""
    levels = f.levels()
    if levels is None:
        return f.about_lesions("canal", (True, False))
    return any(f.ask(_canal_above, (each, share)) for each in levels)


def _canal_above(f: Facts, level: object, share: float) -> bool:
    return f.lesion(level).canal_fraction > share  # type: ignore[arg-type]  # a level


@word
def nothing_systemic_left(f: Facts) -> bool:
    """Somebody recorded that no systemic treatment is left, or that the disease is refractory to it."""
    left, refractory = "tumour.systemic_options_remaining", "tumour.refractory_to_systemic"
    if f.recorded(left) and not f.tumour.systemic_options_remaining:
        return True
    return f.recorded(refractory) and f.tumour.refractory_to_systemic


@word
def ruled_out(f: Facts) -> bool:
    """The spine was imaged without finding metastases or compression: signs have another cause."""
    return imaging_done(f) and not confirmed(f) and not radiological_mescc(f)


@word
def treatable(f: Facts) -> bool:
    """Advice on treatment may be given: confirmed metastases, or clinical MESCC that imaging did not rule out."""
    return confirmed(f) or (clinical_mescc(f) and not ruled_out(f))
