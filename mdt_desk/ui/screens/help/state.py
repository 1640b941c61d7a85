"""What the help shows: chapters, each a table or a page of the manual; one of them about the rules themselves."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from mdt_desk.domain.meeting import CaseId


class Verb(StrEnum):
    """What can be done in the chapters about the rules and about the support file."""

    COMPARE = "compare"
    SAVE = "save"
    PRINT = "print"
    SEEN = "seen"
    SUPPORT = "support"
    SUPPORT_SAVE = "support_save"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A second table below that of the chapter, with a sentence of its own above it."""

    title: str
    lead: str
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    verbs: tuple[tuple[Verb, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePart:
    """A case that other rules would advise otherwise: who it is, and topic by topic what was and would be said."""

    id: CaseId
    title: str
    detail: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    open: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualPage:
    """One page of the manual: ``words`` is Markdown of our own, its pictures are named from ``folder``."""

    name: str
    title: str
    words: str
    folder: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One page of the help; ``source`` is empty where the program speaks of itself.

    With a ``page`` of the manual it has no table.
    """

    title: str
    intro: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    source: str = ""
    verbs: tuple[tuple[Verb, str], ...] = ()
    parts: tuple[Part, ...] = ()
    cases: tuple[CasePart, ...] = ()
    page: ManualPage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpState:
    """Every chapter, and which one is open."""

    chapters: tuple[Chapter, ...]
    open: int = 0
