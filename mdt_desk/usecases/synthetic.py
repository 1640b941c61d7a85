"""Synthetic patients by the thousand, for rehearsals, insights and benchmarks.

The shares below are made up so that a list looks like a list; they are no data and nothing is learnt from them.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Final, TypeVar

from mdt_desk.domain.case import (
    Alignment,
    Bilsky,
    BoneQuality,
    Case,
    CaseOf,
    Collapse,
    Lesion,
    LesionPain,
    MovementPain,
    Posterolateral,
    Sex,
    Specialty,
)
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.neurology import Ambulation, DeficitOnset, Frankel, Side
from mdt_desk.domain.reading import with_fact
from mdt_desk.domain.spine import Level
from mdt_desk.domain.tumour import Primary, VisceralMetastases

T = TypeVar("T")

_TREES: Final = (
    "Appel",
    "Beuk",
    "Ceder",
    "Den",
    "Els",
    "Fluweelboom",
    "Grove-Den",
    "Hazelaar",
    "Iep",
    "Jeneverbes",
)
_PRIMARIES: Final = {
    Primary.BREAST: 20,
    Primary.PROSTATE: 18,
    Primary.LUNG_NON_SMALL_CELL: 18,
    Primary.LUNG_SMALL_CELL: 3,
    Primary.KIDNEY: 9,
    Primary.MULTIPLE_MYELOMA: 10,
    Primary.LYMPHOMA: 3,
    Primary.COLON: 5,
    Primary.MELANOMA: 4,
    Primary.THYROID: 2,
    Primary.UNKNOWN: 4,
    Primary.OTHER: 4,
}
_SPECIALTIES: Final = {
    Primary.PROSTATE: Specialty.UROLOGY,
    Primary.LUNG_NON_SMALL_CELL: Specialty.PULMONOLOGY,
    Primary.LUNG_SMALL_CELL: Specialty.PULMONOLOGY,
    Primary.MULTIPLE_MYELOMA: Specialty.HAEMATOLOGY,
    Primary.LYMPHOMA: Specialty.HAEMATOLOGY,
}
_QUESTIONS: Final = (
    "Operatie of bestraling?",
    "Is de wervelkolom stabiel?",
    "Bestraling eenmalig of in een reeks?",
    "Plaats voor chirurgie bij uitval?",
    "Nieuwe laesie: verder onderzoek?",
)
_LEVELS: Final = tuple(each for each in Level if each.value[0] in "CTL" and each.value != "C0")
_OFTEN_MISSING: Final = (
    "labs.albumin_g_per_l",
    "tumour.visceral_metastases",
    "condition.ambulation",
    "referral.responsible_physician",
    "neurology.radicular_deficit_onset",
    "condition.karnofsky",
    "tumour.brain_metastases",
)
_MISSING: Final = 0.06


def synthetic_case(chance: Random, number: int, listed_at: datetime) -> Case:
    """Return a patient who never was, as referred at a moment; the same chance gives the same patient.

    ``number`` becomes the hospital number, so that no two patients of one list share theirs.
    """
    primary = _weighted(chance, _PRIMARIES)
    facts = {
        **_person(chance, number, primary, listed_at.date()),
        **_referral(chance, primary, listed_at),
        **_tumour(chance, primary, listed_at.date()),
        **_condition(chance, listed_at.date()),
        **_neurology(chance),
        **_imaging(chance, listed_at),
    }
    for path in _OFTEN_MISSING:
        if chance.random() < _MISSING:
            facts[path] = UNKNOWN
    case: Case = CaseOf()
    for path, value in facts.items():
        case = with_fact(case, path, value)
    return with_fact(case, "lesions", _lesions(chance))


def _weighted(chance: Random, shares: Mapping[T, float]) -> T:
    return chance.choices(list(shares), weights=list(shares.values()))[0]


def _one(chance: Random, values: Sequence[T]) -> T:
    return values[chance.randrange(len(values))]


def _person(chance: Random, number: int, primary: Primary, today: date) -> dict[str, Any]:
    only = {Primary.PROSTATE: Sex.MALE, Primary.BREAST: Sex.FEMALE}
    return {
        "patient.family_name": f"Demo-{_one(chance, _TREES)}",
        "patient.given_name": f"Proef{number}",
        "patient.hospital_number": f"SYN{number:07d}",
        "patient.birth_date": today - timedelta(days=round(chance.triangular(38, 90, 68) * 365.25)),
        "patient.sex": only.get(primary) or _one(chance, (Sex.MALE, Sex.FEMALE)),
        "patient.language": _weighted(chance, {"nl": 90, "tr": 4, "ar": 3, "en": 3}),
    }


def _referral(chance: Random, primary: Primary, listed_at: datetime) -> dict[str, Any]:
    return {
        "referral.received_at": listed_at,
        "referral.question": _one(chance, _QUESTIONS),
        "referral.referrer": f"Poli Voorbeeld {chance.randint(1, 9)}",
        "referral.treating_specialty": _SPECIALTIES.get(primary, Specialty.MEDICAL_ONCOLOGY),
        "referral.responsible_physician": f"dr. {_one(chance, 'ABCDEFGH')}. Voorbeeld",
        "symptoms.worsened_at": listed_at - timedelta(hours=chance.randint(4, 240)),
    }


def _tumour(chance: Random, primary: Primary, today: date) -> dict[str, Any]:
    spinal = chance.randint(1, 5)
    skeletal = spinal + chance.randint(0, 4)
    visceral = _weighted(
        chance,
        {VisceralMetastases.NONE: 60, VisceralMetastases.REMOVABLE: 5, VisceralMetastases.UNREMOVABLE: 35},
    )
    return {
        "tumour.primary": primary,
        "tumour.diagnosed_on": today - timedelta(days=chance.randint(10, 3000)),
        "tumour.histology_confirmed": chance.random() < 0.9,
        "tumour.visceral_metastases": visceral,
        "tumour.brain_metastases": chance.random() < 0.08,
        "tumour.spinal_metastases": spinal,
        "tumour.skeletal_metastases": skeletal,
        "tumour.systemic_options_remaining": chance.random() < 0.7,
        "tumour.haematological_malignancy_possible": primary is Primary.UNKNOWN,
    }


def _condition(chance: Random, today: date) -> dict[str, Any]:
    walks = {
        Ambulation.INDEPENDENT: 62,
        Ambulation.AIDED: 22,
        Ambulation.WHEELCHAIR: 9,
        Ambulation.BEDBOUND: 7,
    }
    return {
        "condition.karnofsky": _weighted(chance, {40: 5, 50: 10, 60: 18, 70: 27, 80: 25, 90: 15}),
        "condition.ambulation": _weighted(chance, walks),
        "condition.fit_for_surgery": chance.random() < 0.8,
        "labs.albumin_g_per_l": round(min(48, max(18, chance.gauss(36, 5))), 1),
        "labs.albumin_taken_on": today - timedelta(days=chance.randint(0, 30)),
    }


def _neurology(chance: Random) -> dict[str, Any]:
    radicular = _weighted(chance, {Side.NONE: 65, Side.UNILATERAL: 25, Side.BILATERAL: 10})
    cord = chance.random() < 0.15
    facts: dict[str, Any] = {
        "symptoms.back_or_neck_pain": True,
        "symptoms.pain_severity": chance.randint(2, 9),
        "symptoms.movement_pain": _one(chance, tuple(MovementPain)),
        "symptoms.radicular_pain": radicular,
        "symptoms.lhermitte": cord and chance.random() < 0.3,
        "neurology.radicular_deficit": radicular,
        "neurology.cord_or_cauda_signs": cord,
        "neurology.deficit_progressive": cord and chance.random() < 0.5,
        "neurology.motor_deficit": cord,
        "neurology.severe_deficit": cord and chance.random() < 0.3,
        "neurology.sphincter_dysfunction": cord and chance.random() < 0.3,
        "neurology.frankel": _one(chance, (Frankel.C, Frankel.D)) if cord else Frankel.E,
    }
    if radicular is not Side.NONE:
        facts["neurology.radicular_deficit_onset"] = _one(chance, tuple(DeficitOnset))
    return facts


def _imaging(chance: Random, listed_at: datetime) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "imaging.confirmed_spinal_metastases": chance.random() < 0.95,
        "imaging.compression_on_mri": chance.random() < 0.2,
        "imaging.recent_ct_chest_abdomen": chance.random() < 0.7,
        "treatment.previous_radiotherapy_at_level": chance.random() < 0.15,
        "treatment.adequate_radiotherapy_possible": chance.random() < 0.92,
        "treatment.surgery_technically_feasible": chance.random() < 0.9,
        "treatment.surgery_within_24h_possible": chance.random() < 0.9,
    }
    if chance.random() < 0.9:
        facts["imaging.mri_whole_spine_at"] = listed_at - timedelta(hours=chance.randint(1, 72))
    return facts


def _lesions(chance: Random) -> tuple[Lesion[Any], ...]:
    levels = chance.sample(_LEVELS, chance.choices((1, 2, 3), weights=(60, 28, 12))[0])
    return tuple(
        Lesion(
            level=level,
            pain=_one(chance, tuple(LesionPain)),
            bone_quality=_one(chance, tuple(BoneQuality)),
            alignment=_weighted(
                chance, {Alignment.NORMAL: 80, Alignment.DEFORMITY: 17, Alignment.SUBLUXATION: 3}
            ),
            collapse=_one(chance, tuple(Collapse)),
            posterolateral=_one(chance, tuple(Posterolateral)),
            bilsky=_weighted(
                chance,
                {
                    Bilsky.GRADE_0: 30,
                    Bilsky.GRADE_1A: 18,
                    Bilsky.GRADE_1B: 16,
                    Bilsky.GRADE_1C: 12,
                    Bilsky.GRADE_2: 14,
                    Bilsky.GRADE_3: 10,
                },
            ),
        )
        for level in sorted(levels, key=_LEVELS.index)
    )
