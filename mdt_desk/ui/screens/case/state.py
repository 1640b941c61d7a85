"""What the case screen shows: one frozen value, finished to the last word."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mdt_desk.domain.spine import Level
from mdt_desk.ui.screens.case.sections import SectionId
from mdt_desk.ui.wording.advice import TopicCard
from mdt_desk.ui.wording.both import DifferenceShown
from mdt_desk.ui.wording.effects import EffectsShown
from mdt_desk.ui.wording.prognosis import PrognosisShown
from mdt_desk.ui.wording.scores import ScoreShown
from mdt_desk.ui.wording.shown import FieldShown
from mdt_desk.ui.wording.spine import SpineMark
from mdt_desk.ui.wording.timeline import TimeMark
from mdt_desk.ui.wording.urgency import UrgencyShown


class Saving(StrEnum):
    """How what was entered stands; BLOCKED waits for the user to choose between two people's values."""

    UNCHANGED = "unchanged"
    SAVED = "saved"
    SAVING = "saving"
    FAILED = "failed"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingShown:
    """How it stands with saving, in few words; ``why`` it failed, in one sentence."""

    kind: Saving
    words: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesShown:
    """What was recorded since the last discussion; without a heading there was none."""

    heading: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveredShown:
    """What was typed before the program stopped; without a heading nothing is on offer."""

    heading: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderShown:
    """Who this is and what is asked; ``unidentified`` is a sentence while nobody can tell."""

    name: str
    identity: str
    question: str
    unidentified: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionShown:
    """One section in the list beside the form; ``deciding`` counts missing facts that decide something."""

    id: SectionId
    name: str
    filled: str
    deciding: int
    spoken: str


class Entered(StrEnum):
    """What is known of the list of vertebrae; NONE means that there are none."""

    UNKNOWN = "unknown"
    NONE = "none"
    SOME = "some"


@dataclass(frozen=True, slots=True, kw_only=True)
class LesionsShown:
    """The vertebrae: the picture, the one in hand, and the field in which a level is typed."""

    entered: Entered
    current: Level | None
    affected: bool
    marks: tuple[SpineMark, ...]
    score: ScoreShown | None
    decides: str
    typed: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveShown:
    """The survival figure; without a caption there is none, without a picture it is being drawn."""

    picture: bytes = field(default=b"", repr=False)
    caption: str = ""
    points: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsShown:
    """What the program says; ``fresh`` is false while a newer answer is being worked out.

    ``effects`` is what would change each open line, by its key or by its score.
    """

    fresh: bool
    urgency: UrgencyShown
    scores: tuple[ScoreShown, ...]
    cards: tuple[TopicCard, ...]
    differences: str
    curve: CurveShown
    prognosis: PrognosisShown
    effects: Mapping[str, EffectsShown]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseScreenState:
    """Everything; ``undo`` and ``redo`` say what they would do, and are empty when there is nothing to do.

    Attributes:
        fields: by path; those of the vertebra in hand under ``lesions.pain`` and so on.
        reveal: a fact to bring into sight, and a number that grows with each such wish.

    """

    header: HeaderShown
    saving: SavingShown
    clashes: tuple[DifferenceShown, ...]
    merged: str
    recovered: RecoveredShown
    undo: str
    redo: str
    sections: tuple[SectionShown, ...]
    fields: Mapping[str, FieldShown]
    lesions: LesionsShown
    timeline: tuple[TimeMark, ...]
    changes: ChangesShown
    results: ResultsShown | None
    reveal: tuple[int, str]
