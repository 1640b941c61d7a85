"""Whether a case can be discussed: ready, conditional, or not ready, and what decides first."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mdt_desk.domain.advice import AdviceStatus
from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case, value_at
from mdt_desk.domain.facts import UNKNOWN


class ReadinessState(StrEnum):
    """READY: nothing that decides is missing; CONDITIONAL: an option hinges on it; NOT_READY: no discussion."""

    READY = "ready"
    CONDITIONAL = "conditional"
    NOT_READY = "not_ready"


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """The state of a case, and the facts to chase: what makes it not ready first, then what most options hinge on."""

    state: ReadinessState
    missing: tuple[str, ...]


INDISPENSABLE: Final = (
    "referral.question",
    "referral.responsible_physician",
    "patient.hospital_number",
    "patient.family_name",
    "patient.birth_date",
)
"""Without these there is nothing to discuss, or nobody."""

OPTIONS: Final = frozenset(
    {"surgery", "radiotherapy", "systemic", "timing", "steroids", "imaging", "percutaneous"}
)


def _hinges(assessment: Assessment, leading: str) -> tuple[str, ...]:
    """Return the facts on which options of the leading guideline hinge, those that settle most first."""
    weight: dict[str, int] = {}
    for advice in assessment.guidelines.get(leading, ()):
        if advice.topic in OPTIONS:
            for fact in advice.missing:
                weight[fact] = weight.get(fact, 0) + 1
    return tuple(sorted(weight, key=lambda fact: -weight[fact]))


def readiness(case: Case, assessment: Assessment, leading: str) -> Readiness:
    """Tell whether a case can be discussed under the leading guideline."""
    absent = [path for path in INDISPENSABLE if value_at(case, path) is UNKNOWN]
    hinges = _hinges(assessment, leading)
    advice = assessment.guidelines.get(leading, ())
    options = [each for each in advice if each.topic in OPTIONS]
    silent = bool(options) and all(each.status is AdviceStatus.UNDETERMINED for each in options)
    if absent or silent or not advice:
        return Readiness(state=ReadinessState.NOT_READY, missing=(*absent, *hinges))
    state = ReadinessState.CONDITIONAL if hinges else ReadinessState.READY
    return Readiness(state=state, missing=hinges)
