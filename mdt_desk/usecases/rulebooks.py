"""The rulebook as who sits at the desk asks for it: what speaks, how well founded, and what another one said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from mdt_desk.domain.assess import Rules
from mdt_desk.domain.assessment import RuleSet
from mdt_desk.domain.evidence import Document, Status
from mdt_desk.domain.rulebook_changes import ChangeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Founded:
    """One guideline: its document, how its rules and numbers are founded, and when somebody last checked all of it."""

    document: Document
    actions: int
    gaps: int
    statuses: Mapping[Status, int]
    checked: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Which rules speak, guideline by guideline, the leading one first."""

    rules: RuleSet
    guidelines: tuple[Founded, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldChange:
    """One difference between two rulebooks, in the words of a language.

    Attributes:
        chapter: the guideline, or the guidelines that share a word.
        title: the action, gap, word or number.
        what: what of it differs: an answer, a number, its place, its evidence.
        before, after: empty where there is none.
        cited: the place in the source, where the newer rulebook names one.

    """

    kind: ChangeKind
    chapter: str
    title: str
    what: str
    before: str
    after: str
    cited: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldDifference:
    """What a newer rulebook says otherwise than an older one."""

    before: RuleSet
    after: RuleSet
    changes: tuple[ToldChange, ...]


class Rulebooks(Protocol):
    """The rulebook of the rules that speak."""

    def overview(self) -> Overview: ...

    def save(self, file: Path) -> Path:
        """Write the rulebook as data that a later version can compare itself with; raises SiteError."""
        ...

    def compare(self, older: Path, language: str) -> ToldDifference:
        """Return what differs from a rulebook that was saved; raises UserError when the file is none."""
        ...

    def print_difference(self, told: ToldDifference, language: str, file: Path) -> Path:
        """Make the difference as a document; raises SiteError."""
        ...


def overview(rules: Rules) -> Overview:
    """Return how the rules are founded."""
    found = []
    for source in rules.sources:
        cited = [*source.citations.values(), *source.provenance.values()]
        statuses = {status: sum(each.status is status for each in cited) for status in Status}
        found.append(
            Founded(
                document=source.document,
                actions=len(source.guideline.questions),
                gaps=len(source.guideline.gaps),
                statuses=statuses,
                checked=min(each.checked for each in cited),
            )
        )
    return Overview(rules=rules.rule_set, guidelines=tuple(found))
