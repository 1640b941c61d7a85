"""What a score says about one patient, also while facts are missing."""

from dataclasses import dataclass

from mdt_desk.domain.evidence import Status
from mdt_desk.domain.spine import Level

Value = int | str
"""A score's value: a number, or a label (Bollen ``A``..``D``, Bilsky ``1c``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a score: points, or the points still possible while its fact is missing."""

    item: str
    points: int | None
    possible: tuple[int, ...]
    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LesionScore:
    """A score of one vertebra."""

    level: Level
    value: Value | None
    possible: tuple[Value, ...]
    band: str | None
    missing: tuple[str, ...]
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreResult:
    """A score of the patient.

    Attributes:
        value: None while more than one value is possible, or outside the model.
        possible: every value still possible inside the model, ascending.
        band: None while more than one band is possible.
        raw: NESMS only: the sum before the ceiling of 3, when certain.
        missing: the unknown facts that can still change the value, dotted.
        outside_model: text key of the reason why the model certainly does not cover the patient, else None.
        level: for scores of a vertebra, the level of the worst lesion, when certain.
        reference: the publication, as one line.

    """

    score: str
    value: Value | None
    possible: tuple[Value, ...]
    band: str | None
    missing: tuple[str, ...]
    status: Status
    reference: str
    items: tuple[Item, ...] = ()
    raw: int | None = None
    outside_model: str | None = None
    level: Level | None = None
    lesions: tuple[LesionScore, ...] = ()
