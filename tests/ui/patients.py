"""Synthetic patients for tests of the window; every name, number and fact is made up."""

from datetime import UTC, datetime
from typing import Any

from mdt_desk.domain.case import Case
from mdt_desk.domain.reading import SCHEMA, read_case

NOW = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)
"""A Monday; the next meeting is on Wednesday 25 November 2026, 08:00 in Amsterdam."""

YILMAZ: dict[str, Any] = {
    "patient": {
        "family_name": "Yılmaz",
        "given_name": "Ayşe",
        "birth_date": "1958-03-12",
        "sex": "female",
        "hospital_number": "4711001",
    },
    "referral": {
        "question": "Operate or irradiate for progressive weakness of the legs?",
        "referrer": "Dr. Voorbeeld, neurology",
        "responsible_physician": "Dr. Voorbeeld",
        "received_at": "2026-11-23T08:30:00+01:00",
    },
    "tumour": {
        "primary": "breast",
        "histology_confirmed": True,
        "haematological_malignancy_possible": False,
        "visceral_metastases": "none",
        "skeletal_metastases": 3,
        "spinal_metastases": 2,
        "diagnosed_on": "2019-05-02",
    },
    "condition": {"karnofsky": 60, "ambulation": "aided", "fit_for_surgery": True},
    "symptoms": {"back_or_neck_pain": True, "pain_severity": 7, "worsened_at": "2026-11-22T20:00:00+01:00"},
    "neurology": {
        "cord_or_cauda_signs": True,
        "deficit_progressive": True,
        "severe_deficit": True,
        "frankel": "D",
        "motor_deficit": True,
        "radicular_deficit": "none",
    },
    "imaging": {"confirmed_spinal_metastases": True},
    "lesions": [
        {"level": "T8", "pain": "mechanical", "bone_quality": "lytic", "alignment": "normal"},
        {"level": "L2", "pain": "none", "bone_quality": "blastic", "alignment": "normal"},
    ],
}

LUKASZ: dict[str, Any] = {
    "patient": {
        "family_name": "Łukasz",
        "given_name": "Piotr",
        "birth_date": "1949-11-02",
        "sex": "male",
        "hospital_number": "4711002",
    },
    "referral": {
        "question": "Stereotactic radiotherapy for a painful single metastasis?",
        "referrer": "Oncology",
        "responsible_physician": "Dr. Proef",
        "received_at": "2026-11-19T10:00:00+01:00",
    },
    "tumour": {
        "primary": "kidney",
        "histology_confirmed": True,
        "haematological_malignancy_possible": False,
        "visceral_metastases": "none",
        "brain_metastases": False,
        "skeletal_metastases": 1,
        "spinal_metastases": 1,
        "metastases_total": 1,
        "organs_with_metastases": 1,
        "systemic_disease_controlled": True,
        "diagnosed_on": "2024-02-20",
    },
    "condition": {
        "karnofsky": 90,
        "ambulation": "independent",
        "fit_for_surgery": True,
        "expected_survival_months": 24,
    },
    "labs": {"albumin_g_per_l": 39, "albumin_taken_on": "2026-11-16"},
    "symptoms": {
        "back_or_neck_pain": True,
        "pain_severity": 4,
        "radicular_pain": "none",
        "worsened_at": "2026-11-18T09:00:00+01:00",
    },
    "neurology": {
        "cord_or_cauda_signs": False,
        "deficit_progressive": False,
        "severe_deficit": False,
        "motor_deficit": False,
        "radicular_deficit": "none",
        "frankel": "E",
        "sphincter_dysfunction": False,
    },
    "imaging": {
        "confirmed_spinal_metastases": True,
        "mri_whole_spine_at": "2026-11-20T15:00:00+01:00",
        "compression_on_mri": False,
    },
    "lesions": [
        {
            "level": "T12",
            "pain": "non_mechanical",
            "bone_quality": "lytic",
            "alignment": "normal",
            "collapse": "none",
            "posterolateral": "unilateral",
            "bilsky": "1a",
        }
    ],
    "stability": {"clinically_unstable": False, "axial_loading_pain": False},
}

VOORBEELD: dict[str, Any] = {
    "patient": {"family_name": "de Voorbeeld", "given_name": "Jan", "hospital_number": "4711003"},
    "referral": {
        "question": "Unknown primary with back pain: what next?",
        "referrer": "General practitioner",
    },
    "tumour": {"primary": "unknown"},
    "symptoms": {"back_or_neck_pain": True, "worsened_at": "2026-11-21T09:00:00+01:00"},
}

ARSLAN: dict[str, Any] = {
    "patient": {
        "family_name": "Arslan",
        "given_name": "Mehmet <b>",
        "birth_date": "1966-07-30",
        "sex": "male",
        "hospital_number": "4711004",
    },
    "referral": {
        "question": "Painful lesion of L3 & L4 <two>, does vertebroplasty make sense after earlier radiotherapy?",
        "responsible_physician": "Dr. Proef",
        "received_at": "2026-11-17T10:00:00+01:00",
    },
    "tumour": {
        "primary": "prostate",
        "visceral_metastases": "unremovable",
        "skeletal_metastases": 6,
        "spinal_metastases": 3,
    },
    "condition": {"karnofsky": 70, "ambulation": "independent", "fit_for_surgery": False},
    "labs": {"albumin_g_per_l": 31},
    "symptoms": {"back_or_neck_pain": True, "radicular_pain": "unilateral", "pain_severity": 6},
    "neurology": {"cord_or_cauda_signs": False, "radicular_deficit": "none", "severe_deficit": False},
    "imaging": {"confirmed_spinal_metastases": True, "mri_whole_spine_at": "2026-11-18T15:00:00+01:00"},
    "lesions": [
        {
            "level": "L3",
            "pain": "mechanical",
            "bone_quality": "blastic",
            "alignment": "normal",
            "collapse": "under_half",
            "posterolateral": "none",
            "bilsky": "0",
        }
    ],
    "treatment": {"previous_radiotherapy_at_level": True, "radiotherapy_insufficient_relief": True},
}

EVERYBODY = (YILMAZ, LUKASZ, VOORBEELD, ARSLAN)


def patient(tree: dict[str, Any]) -> Case:
    """Read one of the patients above."""
    return read_case({"schema": SCHEMA, **tree}, NOW)
