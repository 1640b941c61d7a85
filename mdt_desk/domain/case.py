"""The facts about one patient, as frozen values in which unknown is a value.

Every class is generic in what stands for an unrecorded fact: a case is ``CaseOf[Unknown]``, and a rule is
written against ``CaseOf[Never]``, in which everything is known; `settle` bridges the two. The generic classes
have no slots: CPython 3.11 cannot call a parametrised frozen dataclass that has them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, Generic, Never, TypeVar

from mdt_desk.domain.facts import (
    UNKNOWN,
    FactSpec,
    Kind,
    Unknown,
    any_of,
    count,
    day,
    moment,
    number,
    one_of,
    other,
    spec_of,
    text,
    yes_no,
)
from mdt_desk.domain.neurology import Ambulation, DeficitOnset, Frankel, MotorDeficitDeveloped, Side
from mdt_desk.domain.spine import Level
from mdt_desk.domain.tumour import (
    GrowthRate,
    Primary,
    Radiosensitivity,
    SurvivalProfile,
    SuspectedOrigin,
    VisceralMetastases,
)

U = TypeVar("U")


class Sex(StrEnum):
    """Sex as the hospital records it."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class IdSystem(StrEnum):
    """National number whose check digit the program knows."""

    BSN = "bsn"
    NHS = "nhs"


class Specialty(StrEnum):
    """Specialty of the treating physician."""

    MEDICAL_ONCOLOGY = "medical_oncology"
    HAEMATOLOGY = "haematology"
    PULMONOLOGY = "pulmonology"
    UROLOGY = "urology"
    SURGERY = "surgery"
    GYNAECOLOGY = "gynaecology"
    DERMATOLOGY = "dermatology"
    NEUROLOGY = "neurology"
    RADIOTHERAPY = "radiotherapy"
    OTHER = "other"


class AlarmFeature(StrEnum):
    """Features of pain that suggest spinal metastases; shown, read by no rule."""

    NOCTURNAL = "nocturnal"
    PROGRESSIVE = "progressive"
    NEW_LOCAL = "new_local"
    PERCUSSION_PAIN = "percussion_pain"
    POOR_GENERAL_CONDITION = "poor_general_condition"
    SEVERE_IN_ALL_POSITIONS = "severe_in_all_positions"
    BETWEEN_SHOULDER_BLADES = "between_shoulder_blades"
    ON_CHANGING_POSITION = "on_changing_position"
    SUDDEN_INCREASE = "sudden_increase"
    BAND_LIKE = "band_like"
    WORSE_LYING_DOWN = "worse_lying_down"


class MovementPain(StrEnum):
    """Pain on movement or loading."""

    NONE = "none"
    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


class LesionPain(StrEnum):
    """Pain at one vertebra, as the SINS distinguishes it."""

    MECHANICAL = "mechanical"
    NON_MECHANICAL = "non_mechanical"
    NONE = "none"


class BoneQuality(StrEnum):
    """Bone lesion on imaging."""

    LYTIC = "lytic"
    MIXED = "mixed"
    BLASTIC = "blastic"


class Alignment(StrEnum):
    """Alignment of the spine on imaging."""

    NORMAL = "normal"
    DEFORMITY = "deformity"
    SUBLUXATION = "subluxation"


class Collapse(StrEnum):
    """Collapse of the vertebral body; exactly half is undefined by the authors of the SINS."""

    NONE = "none"
    NONE_OVER_HALF_INVOLVED = "none_over_half_involved"
    UNDER_HALF = "under_half"
    OVER_HALF = "over_half"


class Posterolateral(StrEnum):
    """Involvement of the posterolateral elements."""

    NONE = "none"
    UNILATERAL = "unilateral"
    BILATERAL = "bilateral"


class Bilsky(StrEnum):
    """Epidural compression (ESCC); labels, never numbers."""

    GRADE_0 = "0"
    GRADE_1A = "1a"
    GRADE_1B = "1b"
    GRADE_1C = "1c"
    GRADE_2 = "2"
    GRADE_3 = "3"


class RadiotherapyResponse(StrEnum):
    """Response to the earlier course of radiotherapy."""

    GOOD = "good"
    POOR = "poor"


class ExternalModel(StrEnum):
    """Survival models whose estimate is computed elsewhere and recorded here."""

    SORG_NOMOGRAM = "sorg_nomogram"
    SORG_ML = "sorg_ml"
    GSTSG = "gstsg"
    BARTELS = "bartels"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalId:
    """A national patient number that passed its check digit."""

    system: IdSystem
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalEstimate:
    """A survival estimate computed elsewhere: ``survival`` is a probability at ``months``."""

    model: ExternalModel
    months: int
    survival: float
    computed_on: date


@dataclass(frozen=True, kw_only=True)
class Patient(Generic[U]):
    """Who the patient is."""

    family_name: str | U = text()
    given_name: str | U = text()
    birth_date: date | U = day()
    sex: Sex | U = one_of(Sex)
    hospital_number: str | U = text()
    national_id: NationalId | U = other(Kind.TABLE)
    language: str | U = text()
    large_print: bool | U = yes_no()
    died_on: date | U = day(event=True)


@dataclass(frozen=True, kw_only=True)
class Referral(Generic[U]):
    """Who asks what."""

    received_at: datetime | U = moment()
    question: str | U = text()
    referrer: str | U = text()
    treating_specialty: Specialty | U = one_of(Specialty)
    responsible_physician: str | U = text(event=True)
    gp: str | U = text()
    gp_address: str | U = text()
    images: str | U = text()


@dataclass(frozen=True, kw_only=True)
class Tumour(Generic[U]):
    """The cancer and its spread."""

    primary: Primary | U = one_of(Primary)
    diagnosed_on: date | U = day()
    histology_confirmed: bool | U = yes_no()
    suspected_origin: SuspectedOrigin | U = one_of(SuspectedOrigin, fallback=True)
    high_risk_of_spinal_metastases: bool | U = yes_no()
    haematological_malignancy_possible: bool | U = yes_no()
    atypical_imaging: bool | U = yes_no()
    progression_elsewhere: bool | U = yes_no()
    visceral_metastases: VisceralMetastases | U = one_of(VisceralMetastases)
    brain_metastases: bool | U = yes_no()
    skeletal_metastases: int | U = count(0, cuts=(1, 2, 3, 4, 5, 6))
    spinal_metastases: int | U = count(0, cuts=(1, 2, 3))
    metastases_total: int | U = count(0, cuts=(1, 2, 3, 4))
    organs_with_metastases: int | U = count(0, cuts=(1, 2, 3))
    braf_v600e: bool | U = yes_no()
    targeted_or_immunotherapy_available: bool | U = yes_no()
    systemic_options_remaining: bool | U = yes_no()
    urgent_chemotherapy_indicated: bool | U = yes_no()
    concurrent_systemic_response_expected: bool | U = yes_no()
    treated_with_curative_intent: bool | U = yes_no()
    stem_cell_harvest_considered: bool | U = yes_no()
    osteoblastic_widespread: bool | U = yes_no()
    refractory_to_systemic: bool | U = yes_no()
    systemic_disease_controlled: bool | U = yes_no()
    limited_disease: bool | U = yes_no(fallback=True)
    growth_rate: GrowthRate | U = one_of(GrowthRate, fallback=True)
    radiosensitivity: Radiosensitivity | U = one_of(Radiosensitivity, fallback=True)
    survival_profile: SurvivalProfile | U = one_of(SurvivalProfile, fallback=True)


@dataclass(frozen=True, kw_only=True)
class Condition(Generic[U]):
    """What the patient can do and bear."""

    karnofsky: int | U = count(10, 100, step=10)
    karnofsky_before_deficit: int | U = count(10, 100, step=10)
    ecog: int | U = count(0, 5)
    ambulation: Ambulation | U = one_of(Ambulation)
    fit_for_surgery: bool | U = yes_no()
    expected_survival_months: float | U = number(0, cuts=(2, 3, 6, 12), fallback=True)
    comorbidity: str | U = text()
    anticoagulants: bool | U = yes_no()
    pacemaker: bool | U = yes_no()
    high_risk_of_radiation_side_effects: bool | U = yes_no()


@dataclass(frozen=True, kw_only=True)
class Labs(Generic[U]):
    """Laboratory results."""

    albumin_g_per_l: float | U = number(10, 60, cuts=(35,))
    albumin_taken_on: date | U = day()


@dataclass(frozen=True, kw_only=True)
class Symptoms(Generic[U]):
    """What the patient feels."""

    back_or_neck_pain: bool | U = yes_no()
    pain_severity: int | U = count(0, 10)
    pain_controlled: bool | U = yes_no()
    alarm_features: frozenset[AlarmFeature] | U = any_of(AlarmFeature)
    movement_pain: MovementPain | U = one_of(MovementPain)
    radicular_pain: Side | U = one_of(Side)
    lhermitte: bool | U = yes_no()
    worsened_at: datetime | U = moment()


@dataclass(frozen=True, kw_only=True)
class Neurology(Generic[U]):
    """What the examination shows."""

    radicular_deficit: Side | U = one_of(Side)
    radicular_deficit_onset: DeficitOnset | U = one_of(DeficitOnset)
    deficit_progressive: bool | U = yes_no()
    cord_or_cauda_signs: bool | U = yes_no()
    severe_deficit: bool | U = yes_no()
    motor_deficit: bool | U = yes_no()
    motor_deficit_developed: MotorDeficitDeveloped | U = one_of(MotorDeficitDeveloped)
    frankel: Frankel | U = one_of(Frankel)
    complete_cord_injury_at: datetime | U = moment()
    improved_on_steroids: bool | U = yes_no()
    sphincter_dysfunction: bool | U = yes_no()
    deficit_imminent: bool | U = yes_no()


@dataclass(frozen=True, kw_only=True)
class Imaging(Generic[U]):
    """What the pictures show, and when they were made."""

    mri_whole_spine_at: datetime | U = moment(event=True)
    ct_spine_at: datetime | U = moment(event=True)
    mri_possible: bool | U = yes_no(fallback=True)
    compression_on_mri: bool | U = yes_no()
    asymptomatic_compression_on_ct: bool | U = yes_no()
    impending_compression: bool | U = yes_no()
    recent_ct_chest_abdomen: bool | U = yes_no()
    confirmed_spinal_metastases: bool | U = yes_no()


@dataclass(frozen=True, kw_only=True)
class Lesion(Generic[U]):
    """One affected vertebra."""

    level: Level
    pain: LesionPain | U = one_of(LesionPain)
    bone_quality: BoneQuality | U = one_of(BoneQuality)
    alignment: Alignment | U = one_of(Alignment)
    collapse: Collapse | U = one_of(Collapse)
    posterolateral: Posterolateral | U = one_of(Posterolateral)
    bilsky: Bilsky | U = one_of(Bilsky)
    canal_fraction: float | U = number(0, 1, cuts=(1 / 3,))
    extensive_osteolysis: bool | U = yes_no()
    pathological_fracture: bool | U = yes_no()


@dataclass(frozen=True, kw_only=True)
class Stability(Generic[U]):
    """What the team judges of stability; no score replaces it."""

    clinically_unstable: bool | U = yes_no()
    axial_loading_pain: bool | U = yes_no()
    neurological_signs_of_instability: bool | U = yes_no()


@dataclass(frozen=True, kw_only=True)
class Treatment(Generic[U]):
    """What was done, and what can still be done."""

    dexamethasone_started_at: datetime | U = moment(event=True)
    tissue_taken_at: datetime | U = moment(event=True)
    stability_judged_at: datetime | U = moment(event=True)
    admitted_at: datetime | U = moment(event=True)
    ad_hoc_consultation_at: datetime | U = moment(event=True)
    started_at: datetime | U = moment(event=True)
    radiotherapy_started_at: datetime | U = moment(event=True)
    analgesia_refractory_mechanical_pain: bool | U = yes_no()
    previous_radiotherapy_at_level: bool | U = yes_no()
    previous_radiotherapy_on: date | U = day()
    previous_radiotherapy_response: RadiotherapyResponse | U = one_of(RadiotherapyResponse)
    progression_after_radiotherapy: bool | U = yes_no()
    adequate_radiotherapy_possible: bool | U = yes_no()
    radiotherapy_insufficient_relief: bool | U = yes_no()
    surgery_technically_feasible: bool | U = yes_no()
    surgery_within_24h_possible: bool | U = yes_no()
    surgery_done_on: date | U = day(event=True)
    postoperative_deficit_progressive: bool | U = yes_no()


@dataclass(frozen=True, kw_only=True)
class Wishes(Generic[U]):
    """What the patient wants; shown beside the advice, never silencing it."""

    preference: str | U = text()
    accepts_surgery: bool | U = yes_no()
    accepts_radiotherapy: bool | U = yes_no()


@dataclass(frozen=True, kw_only=True)
class Rehabilitation(Generic[U]):
    """Criteria for inpatient rehabilitation."""

    indication: bool | U = yes_no()
    informed_of_prognosis: bool | U = yes_no()
    treatment_allows_programme: bool | U = yes_no()
    informed_of_programme: bool | U = yes_no()
    consents: bool | U = yes_no()
    physically_and_mentally_able: bool | U = yes_no()
    discharge_destination_known: bool | U = yes_no()
    accepts_unadapted_home: bool | U = yes_no()
    home_care_feasible: bool | U = yes_no()
    substance_or_psychiatric_interference: bool | U = yes_no()
    trainable: bool | U = yes_no()
    expected_to_return_home: bool | U = yes_no()
    carries_resistant_organism: bool | U = yes_no()


@dataclass(frozen=True, kw_only=True)
class Prognosis(Generic[U]):
    """Survival estimates computed elsewhere."""

    external: tuple[ExternalEstimate, ...] | U = other(Kind.TABLES)


@dataclass(frozen=True, kw_only=True)
class Information(Generic[U]):
    """Who was told what."""

    leaflet_given_on: date | U = day(event=True)
    gp_informed_on: date | U = day(event=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One entry in the dated history of a fact; ``value`` is as the plain fact would hold it."""

    fact: str
    value: object
    at: datetime
    source: str | Unknown = UNKNOWN


@dataclass(frozen=True, kw_only=True)
class CaseOf(Generic[U]):
    """All facts about one patient; ``recorded`` is their dated history, newest last, read by no rule."""

    patient: Patient[U] = Patient()
    referral: Referral[U] = Referral()
    tumour: Tumour[U] = Tumour()
    condition: Condition[U] = Condition()
    labs: Labs[U] = Labs()
    symptoms: Symptoms[U] = Symptoms()
    neurology: Neurology[U] = Neurology()
    imaging: Imaging[U] = Imaging()
    lesions: tuple[Lesion[U], ...] | U = UNKNOWN  # type: ignore[assignment]  # the default exists only in a Case
    stability: Stability[U] = Stability()
    treatment: Treatment[U] = Treatment()
    wishes: Wishes[U] = Wishes()
    rehabilitation: Rehabilitation[U] = Rehabilitation()
    prognosis: Prognosis[U] = Prognosis()
    information: Information[U] = Information()
    recorded: tuple[Recorded, ...] = ()


Case = CaseOf[Unknown]
Known = CaseOf[Never]

SECTIONS: Final[Mapping[str, type[Any]]] = MappingProxyType(
    {
        "patient": Patient,
        "referral": Referral,
        "tumour": Tumour,
        "condition": Condition,
        "labs": Labs,
        "symptoms": Symptoms,
        "neurology": Neurology,
        "imaging": Imaging,
        "stability": Stability,
        "treatment": Treatment,
        "wishes": Wishes,
        "rehabilitation": Rehabilitation,
        "prognosis": Prognosis,
        "information": Information,
    }
)


def _declared() -> dict[str, FactSpec]:
    found = {
        f"{section}.{each.name}": spec_of(f"{section}.{each.name}", each)
        for section, kind in SECTIONS.items()
        for each in fields(kind)
    }
    found["lesions.level"] = FactSpec(path="lesions.level", kind=Kind.LEVEL)
    for each in fields(Lesion):
        if each.name != "level":
            found[f"lesions.{each.name}"] = spec_of(f"lesions.{each.name}", each)
    return found


FACTS: Final[Mapping[str, FactSpec]] = MappingProxyType(_declared())
"""Every fact by its path, in the order of the case file; those of a lesion stand under ``lesions.``."""


def spec_for(path: str) -> FactSpec:
    """Return the specification of a fact, also of ``lesions.T12.pain``.

    Raises:
        KeyError: no fact has this name.

    """
    parts = path.split(".")
    if len(parts) == 3 and parts[0] == "lesions":  # section, level, name
        return FACTS[f"lesions.{parts[2]}"]
    return FACTS[path]


def value_at(case: Case, path: str) -> object:
    """Return what the case records under a path (``lesions`` and ``lesions.T12.pain`` too), or UNKNOWN.

    Raises:
        KeyError: no fact has this name.

    """
    if path == "lesions":
        return case.lesions
    section, _, name = path.partition(".")
    if section != "lesions" and path in FACTS:
        return getattr(getattr(case, section), name)
    spec, level = spec_for(path), name.partition(".")[0]
    lesions = () if case.lesions is UNKNOWN else case.lesions
    return next((getattr(each, spec.name) for each in lesions if each.level == level), UNKNOWN)
