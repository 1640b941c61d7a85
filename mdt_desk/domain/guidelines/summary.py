"""A short unsigned summary: shown for comparison only, never drives a clock or an alarm.

Numbers and places in the source stand in ``resources/guidelines/summary.toml``.
"""

from dataclasses import dataclass
from typing import Final

from mdt_desk.domain.case import Bilsky, Collapse, LesionPain
from mdt_desk.domain.guidelines import words as w
from mdt_desk.domain.guidelines.rule import Answer, Do, Guideline, Note, Question
from mdt_desk.domain.settle import Facts, word
from mdt_desk.domain.spine import Level
from mdt_desk.domain.tumour import HAEMATOLOGICAL, Primary


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Numbers:
    """Every number of the summary that a rule needs."""

    surgery_survival_over_months: float


CHEMOSENSITIVE: Final = HAEMATOLOGICAL | {Primary.BREAST, Primary.PROSTATE}


@word
def known_cancer(f: Facts) -> bool:
    """A known primary, or confirmed metastases."""
    return not w.unknown_primary(f) or w.confirmed(f)


@word
def _painful_collapse(f: Facts, level: Level) -> bool:
    """Mechanical pain from collapse, without epidural disease."""
    lesion = f.lesion(level)
    mechanical = lesion.pain is LesionPain.MECHANICAL
    collapsed = mechanical and lesion.collapse in {Collapse.UNDER_HALF, Collapse.OVER_HALF}
    return collapsed and lesion.bilsky is Bilsky.GRADE_0


def mri_whole_spine(f: Facts, _n: Numbers) -> Answer:
    if w.imaging_done(f) or not known_cancer(f):
        return None
    return Do() if w.pain(f) or w.deficit(f) else None


def for_confirmed(f: Facts, _n: Numbers) -> Answer:
    return Do() if w.confirmed(f) else None


def for_all(_f: Facts, _n: Numbers) -> Answer:
    return Do()


def radiotherapy_first_choice(f: Facts, _n: Numbers) -> Answer:
    if w.radiotherapy_started(f):
        return None
    return Do() if not w.unstable(f) and not w.deficit(f) else None


def decompression(f: Facts, n: Numbers) -> Answer:
    if w.surgery_done(f) or not w.mescc(f) or not w.deficit(f):
        return None
    return Do() if w.estimate_over(f, n.surgery_survival_over_months) else None


def stabilisation(f: Facts, n: Numbers) -> Answer:
    if w.surgery_done(f) or not w.unstable(f):
        return None
    return Do() if w.estimate_over(f, n.surgery_survival_over_months) else None


def systemic_first(f: Facts, _n: Numbers) -> Answer:
    return Do(consider=True) if f.tumour.primary in CHEMOSENSITIVE else None


def cement_augmentation(f: Facts, _n: Numbers) -> Answer:
    if w.unstable(f):
        return None
    levels = f.levels()
    if levels is None:
        return Do(consider=True) if f.about_lesions("painful_collapse", (True, False)) else None
    return Do(consider=True) if any(_painful_collapse(f, each) for each in levels) else None


def rehabilitation(f: Facts, _n: Numbers) -> Answer:
    return Do() if w.happened(f, "treatment.surgery_done_on") or w.deficit(f) else None


SUMMARY: Final = Guideline(
    id="summary",
    numbers=Numbers,
    questions=(
        Question(action="mri_whole_spine", rule=mri_whole_spine, notes=(Note("at_once_mri_or_ct"),)),
        Question(action="follow_up_imaging", rule=for_confirmed),
        Question(
            action="systemic_first", rule=systemic_first, gated=True, notes=(Note("not_said_to_be_first"),)
        ),
        Question(
            action="decompression", rule=decompression, gated=True, notes=(Note("followed_by_radiotherapy"),)
        ),
        Question(
            action="stabilisation", rule=stabilisation, gated=True, notes=(Note("followed_by_radiotherapy"),)
        ),
        Question(
            action="radiotherapy_first_choice",
            rule=radiotherapy_first_choice,
            gated=True,
            notes=(Note("which_technique"),),
        ),
        Question(
            action="cement_augmentation",
            rule=cement_augmentation,
            gated=True,
            notes=(Note("vertebroplasty_or_ablation"),),
        ),
        Question(action="bone_agent", rule=for_all, gated=True, notes=(Note("either_agent"),)),
        Question(action="pain_service", rule=for_all, gated=True),
        Question(action="rehabilitation", rule=rehabilitation),
        Question(action="psychosocial", rule=for_confirmed),
    ),
)
