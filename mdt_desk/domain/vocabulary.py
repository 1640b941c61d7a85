"""What a guideline can advise: one code means one thing in every guideline, so that guidelines can be compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from mdt_desk.domain.advice import Strength


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One code of advice; two codes that exclude each other cannot both be right at one moment."""

    code: str
    topic: str
    excludes: frozenset[str] = frozenset()


_TOPICS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "imaging": "mri_whole_spine ct_spine_with_contrast no_mri_screening no_plain_xray ct_chest_abdomen"
        " ct_multiplanar repeat_on_symptoms follow_up_imaging",
        "diagnosis": "biopsy laboratory m_protein psa afp_hcg immunophenotyping reconsider_origin",
        "steroids": "dexamethasone dexamethasone_consider dexamethasone_withhold dexamethasone_not_routine"
        " haematology_advice_first dexamethasone_taper dexamethasone_stop gastroprotection glucose_monitoring",
        "stability": "spine_surgeon_consult neurosurgery_consult immobilise immobilise_consider mobilise_by_pain"
        " stability_advice_24h brace_trial external_support",
        "consult": "mdt_weekly mdt_ad_hoc admit neurologist rehabilitation pain_service palliative_care"
        " haematology psychosocial",
        "systemic": "systemic_first systemic_limited",
        "surgery": "surgery_eligible surgery_preferred surgery_equal_option surgery_not_advised decompression"
        " stabilisation separation_surgery en_bloc",
        "radiotherapy": "radiotherapy_first_choice radiotherapy_consider radiotherapy_urgent rt_8gy_single"
        " rt_30gy_in_10 rt_30gy_in_10_consider rt_multiple_fractions_consider rt_conventional sbrt sbrt_consider"
        " rt_postoperative rt_repeat_consider rt_not_indicated rt_haematology_harvest",
        "percutaneous": "cement_augmentation cement_avoid",
        "medication": "bone_agent bone_agent_avoid radionuclide_consider",
        "rehabilitation": "inpatient_eligible inpatient_not_eligible",
        "information": "leaflet safety_net responsible_physician",
        "timing": "start_treatment",
    }
)

_EXCLUDES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "mri_whole_spine": "no_mri_screening",
        "dexamethasone": "dexamethasone_withhold dexamethasone_not_routine haematology_advice_first",
        "immobilise": "mobilise_by_pain",
        "surgery_not_advised": "surgery_eligible surgery_preferred decompression stabilisation separation_surgery",
        "surgery_preferred": "radiotherapy_first_choice surgery_equal_option",
        "surgery_equal_option": "radiotherapy_first_choice",
        "rt_8gy_single": "rt_30gy_in_10 sbrt",
        "rt_conventional": "sbrt",
        "rt_not_indicated": "radiotherapy_urgent radiotherapy_first_choice radiotherapy_consider",
        "cement_augmentation": "cement_avoid",
        "bone_agent": "bone_agent_avoid",
        "inpatient_eligible": "inpatient_not_eligible",
    }
)

_AGAINST: Final = frozenset(
    "no_mri_screening no_plain_xray dexamethasone_withhold dexamethasone_not_routine surgery_not_advised"
    " rt_not_indicated cement_avoid bone_agent_avoid inpatient_not_eligible".split()
)


def _vocabulary() -> dict[str, Action]:
    excludes: dict[str, set[str]] = {}
    for code, others in _EXCLUDES.items():
        for other in others.split():
            excludes.setdefault(code, set()).add(other)
            excludes.setdefault(other, set()).add(code)
    return {
        code: Action(code=code, topic=topic, excludes=frozenset(excludes.get(code, ())))
        for topic, codes in _TOPICS.items()
        for code in codes.split()
    }


ACTIONS: Final[Mapping[str, Action]] = MappingProxyType(_vocabulary())
"""Every action by its code, by topic in the order of care; exclusion holds both ways."""

TOPICS: Final = tuple(_TOPICS)


def strength_of(code: str, *, consider: bool) -> Strength:
    """Return the strength of an action: the code itself says so, or the rule weakens it to "consider"."""
    if code in _AGAINST:
        return Strength.DO_NOT
    if consider or code.endswith("_consider"):
        return Strength.CONSIDER
    return Strength.DO
