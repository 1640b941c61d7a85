"""What the spine picture shows of each affected vertebra, in words and in grades that a shape can show."""

from dataclasses import dataclass
from typing import Final

from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Bilsky, Case
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.scores.result import LesionScore
from mdt_desk.domain.spine import Level
from mdt_desk.ui.wording.scores import range_text
from mdt_desk.usecases.ports import Words

CANAL: Final = {
    Bilsky.GRADE_0: 0.0,
    Bilsky.GRADE_1A: 0.2,
    Bilsky.GRADE_1B: 0.36,
    Bilsky.GRADE_1C: 0.52,
    Bilsky.GRADE_2: 0.76,
    Bilsky.GRADE_3: 1.0,
}
"""How far the drawing lets tumour reach into the canal for each grade: a picture, not a measurement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpineMark:
    """One affected vertebra.

    Attributes:
        band: ``stable``, ``potentially_unstable``, ``unstable``, or None while more than one is possible.
        canal: how far tumour reaches into the canal, 0 to 1; None: not recorded.
        title, details: what stands beside the vertebra: its score, its grade, its band in words.
        spoken: the whole of it for a screen reader.

    """

    level: Level
    band: str | None
    canal: float | None
    title: str
    details: tuple[str, ...]
    spoken: str


def spine_marks(texts: Words, case: Case, assessment: Assessment) -> tuple[SpineMark, ...]:
    """Return a mark for every lesion of the case, from the neck down."""
    if case.lesions is UNKNOWN:
        return ()
    sins = assessment.scores.get("sins")
    found = {each.level: each for each in sins.lesions} if sins else {}
    order = list(Level)
    lesions = sorted(case.lesions, key=lambda each: order.index(each.level))
    return tuple(_mark(texts, each.level, each.bilsky, found.get(each.level)) for each in lesions)


def _mark(texts: Words, level: Level, bilsky: object, score: LesionScore | None) -> SpineMark:
    value = range_text(score.possible) if score else "?"
    grade = bilsky.value if isinstance(bilsky, Bilsky) else "?"
    band = score.band if score else None
    word = texts.get(f"band.sins.{band}") if band else texts.get("case.spine.band_open")
    return SpineMark(
        level=level,
        band=band,
        canal=CANAL[bilsky] if isinstance(bilsky, Bilsky) else None,
        title=texts.get("case.spine.title", level=level, sins=value),
        details=(texts.get("case.spine.grade", bilsky=grade), word),
        spoken=texts.get("case.spine.spoken", level=level, sins=value, band=word, bilsky=grade),
    )
