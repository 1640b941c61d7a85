"""The shape of a rule: what it may answer, what it is called, and on which numbers and citations it rests."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mdt_desk.domain.evidence import Citation, Document
from mdt_desk.domain.moments import Within
from mdt_desk.domain.settle import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Do:
    """An action applies.

    Attributes:
        within: the deadline, None for none.
        urgent: "as soon as possible" without hours; counts as due before the meeting.
        consider: the guideline only asks to consider it.
        variant: the guideline's own regimen (text key ``regimen.<variant>``).

    """

    within: Within | None = None
    urgent: bool = False
    consider: bool = False
    variant: str | None = None


Answer = Do | None
"""What a rule answers: the action, or None when it does not apply."""

Rule = Callable[[Facts, Any], Answer]
Condition = Callable[[Facts, Any], bool]


@functools.cache
def alone(asked: Callable[[Facts], bool]) -> Condition:
    """Return what reads no number of a source as the condition of a sentence or a gap."""

    def holds(f: Facts, _n: object) -> bool:
        return asked(f)

    return holds


@dataclass(frozen=True, slots=True, eq=False)
class Note:
    """One sentence of an action's detail (``guideline.<id>.<key>``), said when its condition holds.

    ``even_if_open``: said also while facts decide, because it warns; its sentence is then worded as a condition.
    """

    key: str
    when: Condition | None = None
    even_if_open: bool = True


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Question:
    """One action of one guideline.

    Attributes:
        gated: advice on treatment, given only with confirmed metastases or clinical MESCC.
        on_suspicion: gated, but given on suspicion too, for as long as the spine was not imaged.

    """

    action: str
    rule: Rule
    gated: bool = False
    on_suspicion: bool = False
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Gap:
    """A question that the guideline does not answer for some patients; said when that is certain."""

    question: str
    note: str
    when: Condition


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Guideline:
    """The logic of one source: its questions in the order of care, and the numbers it needs by name and type."""

    id: str
    numbers: type[Any]
    questions: tuple[Question, ...]
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Source:
    """A guideline with its document, numbers and citations, ready to be asked."""

    guideline: Guideline
    document: Document
    numbers: Any
    citations: Mapping[str, Citation]
    provenance: Mapping[str, Citation] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Return the identifier of the guideline, as ``erasmus-2022``."""
        return self.guideline.id
