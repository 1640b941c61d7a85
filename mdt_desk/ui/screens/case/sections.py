"""Where every fact stands on the case screen: nine sections in the order of NOMS, in groups."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mdt_desk.domain.case import FACTS


class SectionId(StrEnum):
    """The sections in their order; Alt+1 to Alt+9 go there."""

    WHO = "who"
    NEUROLOGY = "neurology"
    STABILITY = "stability"
    ONCOLOGY = "oncology"
    CONDITION = "condition"
    WISHES = "wishes"
    TREATMENT = "treatment"
    IMAGING = "imaging"
    REHABILITATION = "rehabilitation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Fields under one heading; ``case.group.<id>`` names it."""

    id: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section; a collapsed one starts closed."""

    id: SectionId
    groups: tuple[Group, ...]
    collapsed: bool = False

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(fact for group in self.groups for fact in group.facts)


def _all(section: str, *, but: tuple[str, ...] = ()) -> tuple[str, ...]:
    return tuple(path for path in FACTS if path.startswith(f"{section}.") and path not in but)


_TUMOUR: Final = (
    "tumour.primary",
    "tumour.diagnosed_on",
    "tumour.histology_confirmed",
    "tumour.suspected_origin",
    "tumour.haematological_malignancy_possible",
    "tumour.atypical_imaging",
    "tumour.progression_elsewhere",
    "tumour.high_risk_of_spinal_metastases",
)
_SPREAD: Final = (
    "tumour.visceral_metastases",
    "tumour.brain_metastases",
    "tumour.skeletal_metastases",
    "tumour.spinal_metastases",
    "tumour.metastases_total",
    "tumour.organs_with_metastases",
    "tumour.limited_disease",
    "tumour.osteoblastic_widespread",
)
_CLASSES: Final = ("tumour.growth_rate", "tumour.radiosensitivity", "tumour.survival_profile")
_PERFORMANCE: Final = (
    "condition.karnofsky",
    "condition.karnofsky_before_deficit",
    "condition.ecog",
    "condition.ambulation",
    "condition.fit_for_surgery",
)
_DONE: Final = (
    "treatment.dexamethasone_started_at",
    "treatment.tissue_taken_at",
    "treatment.stability_judged_at",
    "treatment.admitted_at",
    "treatment.ad_hoc_consultation_at",
    "treatment.started_at",
    "treatment.radiotherapy_started_at",
    "treatment.surgery_done_on",
)
_EARLIER: Final = (
    "treatment.previous_radiotherapy_at_level",
    "treatment.previous_radiotherapy_on",
    "treatment.previous_radiotherapy_response",
    "treatment.progression_after_radiotherapy",
    "treatment.radiotherapy_insufficient_relief",
)
_MADE: Final = (
    "imaging.mri_whole_spine_at",
    "imaging.ct_spine_at",
    "imaging.mri_possible",
    "imaging.recent_ct_chest_abdomen",
)

SECTIONS: Final = (
    Section(
        id=SectionId.WHO,
        groups=(
            Group(id="referral", facts=_all("referral", but=("referral.images",))),
            Group(id="patient", facts=_all("patient")),
        ),
    ),
    Section(
        id=SectionId.NEUROLOGY,
        groups=(
            Group(id="complaints", facts=_all("symptoms")),
            Group(id="examination", facts=_all("neurology")),
        ),
    ),
    Section(id=SectionId.STABILITY, groups=(Group(id="judgement", facts=_all("stability")),)),
    Section(
        id=SectionId.ONCOLOGY,
        groups=(
            Group(id="tumour", facts=_TUMOUR),
            Group(id="spread", facts=_SPREAD),
            Group(id="systemic", facts=_all("tumour", but=(*_TUMOUR, *_SPREAD, *_CLASSES))),
            Group(id="own_classes", facts=_CLASSES),
        ),
    ),
    Section(
        id=SectionId.CONDITION,
        groups=(
            Group(id="performance", facts=_PERFORMANCE),
            Group(id="labs", facts=_all("labs")),
            Group(
                id="risks",
                facts=_all("condition", but=(*_PERFORMANCE, "condition.expected_survival_months")),
            ),
            Group(id="prognosis", facts=("condition.expected_survival_months", "prognosis.external")),
        ),
    ),
    Section(id=SectionId.WISHES, groups=(Group(id="wishes", facts=_all("wishes")),)),
    Section(
        id=SectionId.TREATMENT,
        groups=(
            Group(id="done", facts=_DONE),
            Group(id="earlier", facts=_EARLIER),
            Group(id="options", facts=_all("treatment", but=(*_DONE, *_EARLIER))),
        ),
    ),
    Section(
        id=SectionId.IMAGING,
        groups=(
            Group(id="made", facts=(*_MADE, "referral.images")),
            Group(id="findings", facts=_all("imaging", but=_MADE)),
        ),
    ),
    Section(
        id=SectionId.REHABILITATION,
        groups=(
            Group(id="information", facts=_all("information")),
            Group(id="rehabilitation", facts=_all("rehabilitation")),
        ),
        collapsed=True,
    ),
)


def section_of(path: str) -> SectionId:
    """Return where a fact stands, also one of a vertebra."""
    if path.startswith("lesions"):
        return SectionId.STABILITY
    return next(each.id for each in SECTIONS if path in each.facts)
