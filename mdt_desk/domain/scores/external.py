"""Survival models that are computed elsewhere: what each asks for, so that the case can say what is recorded.

Their coefficients are not published in what we have. An estimate is entered as ``prognosis.external``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from mdt_desk.domain.case import Case, ExternalModel, value_at
from mdt_desk.domain.evidence import Status
from mdt_desk.domain.facts import UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalScore:
    """A model that somebody else computes.

    Attributes:
        facts: what it asks for that a case can record, by path.
        others: what else it asks for: text keys ``variable.<name>``.
        status: how well this list of variables is founded.

    """

    model: ExternalModel
    reference: str
    status: Status
    facts: tuple[str, ...]
    others: tuple[str, ...] = ()


_BARTELS: Final = ExternalScore(
    model=ExternalModel.BARTELS,
    reference="Bartels 2007; LWNO 2015, ref. 42 (n = 219)",
    status=Status.SECONDARY,
    facts=(
        "patient.sex",
        "tumour.primary",
        "tumour.treated_with_curative_intent",
        "condition.karnofsky",
        "lesions",
    ),
)

_SORG_NOMOGRAM: Final = ExternalScore(
    model=ExternalModel.SORG_NOMOGRAM,
    reference="Paulino Pereira 2016, J Bone Joint Surg Am 98(21):1767-76 (n = 649, 2002-2014)",
    status=Status.SECONDARY,
    facts=(
        "patient.birth_date",
        "tumour.primary",
        "tumour.brain_metastases",
        "tumour.spinal_metastases",
        "condition.ecog",
    ),
    others=(
        "variable.lung_or_liver_metastases",
        "variable.earlier_systemic_treatment",
        "variable.haemoglobin",
        "variable.white_cells",
    ),
)

_SORG_ML: Final = ExternalScore(
    model=ExternalModel.SORG_ML,
    reference="Karhade 2019, Neurosurgery 85(4):E671-81",
    status=Status.UNVERIFIED,
    facts=(
        "tumour.primary",
        "tumour.brain_metastases",
        "tumour.spinal_metastases",
        "condition.ecog",
        "labs.albumin_g_per_l",
    ),
    others=(
        "variable.asia",
        "variable.lung_or_liver_metastases",
        "variable.earlier_systemic_treatment",
        "variable.comorbidity_index",
        "variable.body_mass_index",
        "variable.haemoglobin",
        "variable.white_cells",
        "variable.neutrophils",
        "variable.lymphocytes",
        "variable.platelets",
        "variable.alkaline_phosphatase",
        "variable.creatinine",
        "variable.inr",
    ),
)

_GSTSG: Final = ExternalScore(
    model=ExternalModel.GSTSG,
    reference="Choi 2019, Eur J Cancer 107:28-36",
    status=Status.UNVERIFIED,
    facts=(
        "patient.birth_date",
        "patient.sex",
        "tumour.primary",
        "tumour.visceral_metastases",
        "tumour.spinal_metastases",
        "condition.karnofsky",
        "neurology.frankel",
    ),
    others=("variable.asa", "variable.eq_5d", "variable.earlier_systemic_treatment"),
)

EXTERNAL: Final[Mapping[ExternalModel, ExternalScore]] = MappingProxyType(
    {each.model: each for each in (_BARTELS, _SORG_NOMOGRAM, _SORG_ML, _GSTSG)}
)
"""The models that the program knows of and does not compute."""


def recorded(case: Case, score: ExternalScore) -> tuple[str, ...]:
    """Return those of a model's facts that the case records; the cervical level is read from the lesions."""
    return tuple(each for each in score.facts if value_at(case, each) is not UNKNOWN)
