"""Everything the room and the presenter see, as frozen values: the windows add nothing to it."""

from dataclasses import dataclass

from mdt_desk.ui.wording.spine import SpineMark


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomFact:
    """What the room should know under one heading; ``missing``: nobody recorded it, and that is said."""

    name: str
    value: str
    missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomScore:
    """One score; ``open``: more than one value is possible."""

    name: str
    value: str
    words: str
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveLine:
    """Survival of one NESMS class: published points, and the line that joins them, in months and shares."""

    nesms: int
    possible: bool
    points: tuple[tuple[float, float], ...]
    joined: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomAdvice:
    """One line of the leading guideline; ``detail`` is its deadline, its strength, or what decides it."""

    action: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomState:
    """The projector's window.

    Attributes:
        title: the case number with pseudonym, or a name where the meeting chose names.
        detail: age and sex, and the primary tumour.
        place: which case of how many.
        certain, open: the two columns of the leading guideline.
        decision: a paragraph a line, as it is written; ``standing`` says whether it is recorded.
        empty: a sentence in place of everything, when there is no case.

    """

    title: str = ""
    detail: str = ""
    place: str = ""
    question: str = ""
    facts: tuple[RoomFact, ...] = ()
    marks: tuple[SpineMark, ...] = ()
    scores: tuple[RoomScore, ...] = ()
    curve: tuple[CurveLine, ...] = ()
    guideline: str = ""
    certain: tuple[RoomAdvice, ...] = ()
    open: tuple[RoomAdvice, ...] = ()
    decision: tuple[tuple[str, str], ...] = ()
    standing: str = ""
    warning: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenterState:
    """The presenter's own window: what the room does not see; ``whole`` is every text that the room turns pages of."""

    heading: str = ""
    identity: str = ""
    room_sees: str = ""
    readiness: str = ""
    following: str = ""
    attendance: tuple[str, ...] = ()
    quorum: str = ""
    standing: str = ""
    pages: str = ""
    whole: tuple[tuple[str, str], ...] = ()
