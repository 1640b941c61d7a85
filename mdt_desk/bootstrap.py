"""The composition root: the only place that knows every part, and puts them together."""

import hashlib
import tomllib
from collections.abc import Iterable
from typing import Final
from zoneinfo import ZoneInfo

from mdt_desk.assets import resource
from mdt_desk.domain.assess import Rules
from mdt_desk.domain.assessment import RuleSet
from mdt_desk.domain.guidelines.loading import load_source
from mdt_desk.domain.guidelines.registry import GUIDELINES

ZONE: Final = "Europe/Amsterdam"
"""Where days and weeks are counted, and where meetings are held."""

RULES_VERSION: Final = "2026.11"
"""Raised with every change of what a rule answers; the hash beside it changes with every number and rule."""


def load_rules(guidelines: Iterable[str] = tuple(GUIDELINES)) -> Rules:
    """Read the shipped numbers and citations of these guidelines, in this order.

    Raises:
        KeyError: no guideline has this identifier.
        SourceRefusedError: a shipped file is incomplete.

    """
    sources = []
    for name in guidelines:
        tree = tomllib.loads(resource("guidelines", f"{name}.toml").read_text(encoding="utf-8"))
        sources.append(load_source(GUIDELINES[name], tree))
    return Rules(
        sources=tuple(sources),
        rule_set=RuleSet(version=RULES_VERSION, hash=_rule_hash()),
        zone=ZoneInfo(ZONE),
    )


def _rule_hash() -> str:
    """Return a short hash over every shipped number and over the recorded fingerprint of the rules' code."""
    digest = hashlib.sha256()
    folder = resource("guidelines")
    for path in sorted([*folder.glob("*.toml"), *folder.glob("*.sha256")]):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
