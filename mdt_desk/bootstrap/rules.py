"""The rules that speak, and how they are asked: now, otherwise, and in hindsight."""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from mdt_desk.assets import resource, rule_hash
from mdt_desk.bootstrap.clock import ZONE

if TYPE_CHECKING:
    from mdt_desk.domain.advice import Clock
    from mdt_desk.domain.assess import Rules
    from mdt_desk.domain.assessment import Assessment
    from mdt_desk.domain.case import Case
    from mdt_desk.domain.evidence import Document
    from mdt_desk.domain.explain import Effect
    from mdt_desk.domain.readiness import ReadinessState
    from mdt_desk.usecases.ports import Settings

RULES_VERSION: Final = "2026.11"
"""Raised with every change of what a rule answers; the hash beside it changes with every number and rule."""


def load_rules(guidelines: Iterable[str] | None = None) -> "Rules":
    """Read the shipped numbers and citations of these guidelines, in this order; None: of all.

    Raises:
        KeyError: no guideline has this identifier.
        SourceRefusedError: a shipped file is incomplete.

    """
    from mdt_desk.domain.assess import Rules
    from mdt_desk.domain.assessment import RuleSet
    from mdt_desk.domain.guidelines.loading import load_source
    from mdt_desk.domain.guidelines.registry import GUIDELINES

    sources = []
    for name in GUIDELINES if guidelines is None else guidelines:
        tree = tomllib.loads(resource("guidelines", f"{name}.toml").read_text(encoding="utf-8"))
        sources.append(load_source(GUIDELINES[name], tree))
    return Rules(
        sources=tuple(sources),
        rule_set=RuleSet(version=RULES_VERSION, hash=rule_hash()),
        zone=ZoneInfo(ZONE),
    )


def assess_as_set(
    settings: "Settings", guidelines: Iterable[str] | None = None
) -> "Callable[[Case, datetime, datetime], Assessment]":
    """Return how screens and documents assess: with the guideline leading that the settings name."""
    from mdt_desk.domain.assess import assess

    rules = load_rules(guidelines)
    by_id = {each.id: each for each in rules.sources}

    def assess_case(case: "Case", at: datetime, meeting_at: datetime) -> "Assessment":
        chosen = settings.current()
        order = dict.fromkeys((chosen.leading_guideline, *chosen.other_guidelines, *by_id))
        ordered = replace(rules, sources=tuple(by_id[each] for each in order if each in by_id))
        return assess(case, at, meeting_at, ordered)

    return assess_case


class RuleExplanations:
    """What the rules would answer instead; the order of the guidelines does not matter to them."""

    def __init__(self, load: "Callable[[], Rules]") -> None:
        """Take the rules when they are first asked for: a start needs no explanation."""
        self._rules = cache(load)

    def advice(self, case: "Case", at: datetime, guideline: str, action: str) -> "tuple[Effect, ...]":
        from mdt_desk.domain.explain import effects_on_advice

        return effects_on_advice(case, at, self._rules(), guideline, action)

    def score(self, case: "Case", at: datetime, score: str) -> "tuple[Effect, ...]":
        from mdt_desk.domain.explain import effects_on_score

        return effects_on_score(case, at, self._rules(), score)


class LeadingHindsight:
    """Looks back with the guideline that the settings name as leading; its rules are read when first needed."""

    def __init__(self, settings: "Settings") -> None:
        self._settings = settings
        self._load = cache(lambda name: load_rules((name,)))

    @property
    def leading(self) -> str:
        return self._settings.current().leading_guideline

    def nesms(self, case: "Case", at: datetime) -> int | None:
        from mdt_desk.domain import hindsight

        return hindsight.nesms_at(hindsight.as_it_was(case, at), at, ZoneInfo(ZONE))

    def readiness(self, case: "Case", at: datetime) -> "ReadinessState":
        from mdt_desk.domain import hindsight

        rules = self._load(self.leading)
        return hindsight.readiness_at(hindsight.as_it_was(case, at), at, rules.sources[0], rules.zone)

    def clocks(self, case: "Case", until: datetime) -> "tuple[Clock, ...]":
        from mdt_desk.domain import hindsight

        rules = self._load(self.leading)
        return hindsight.clocks_until(case, until, rules.sources[0], rules.zone)


@cache
def guideline_documents() -> "Mapping[str, Document]":
    """Return the document behind each guideline."""
    return MappingProxyType({each.id: each.document for each in load_rules().sources})


class ShippedDocuments(Mapping[str, "Document"]):
    """The document behind each guideline, read when the first is asked for: a leaflet asks for none."""

    def __getitem__(self, guideline: str) -> "Document":
        return guideline_documents()[guideline]

    def __iter__(self) -> Iterator[str]:
        return iter(guideline_documents())

    def __len__(self) -> int:
        return len(guideline_documents())
