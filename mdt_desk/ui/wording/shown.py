"""One fact as a field shows it, and what a field of several parts reports."""

from dataclasses import dataclass

from mdt_desk.domain.facts import UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldShown:
    """A fact on the screen.

    Attributes:
        value: what the case records, or UNKNOWN.
        text: what stands in the field: the recorded value as typed, or what was typed and refused.
        part: for a fact of two parts, the part that is chosen and not typed.
        problem: the one sentence that says what is wrong with the text.
        note: age, source, or how long ago; beside the field.
        aged: the same, when the value is older than it should be: shown as a mark.
        decides: what this fact, still missing, decides.

    """

    path: str
    value: object = UNKNOWN
    text: str = ""
    part: object = UNKNOWN
    problem: str = ""
    note: str = ""
    aged: str = ""
    decides: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedEstimate:
    """A survival estimate computed elsewhere, as typed: nothing in it was read yet."""

    model: object
    months: str
    survival: str
    computed_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveEstimate:
    """The wish to take one estimate out of the list."""

    place: int
