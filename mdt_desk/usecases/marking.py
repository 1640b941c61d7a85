"""Under which rules, settings and meeting a judgement was made: under others it is not known."""

from datetime import UTC, datetime
from typing import Final

from mdt_desk.usecases.briefs import Known
from mdt_desk.usecases.calendar import next_meeting_at
from mdt_desk.usecases.preferences import Preferences

ZONE: Final = "Europe/Amsterdam"
"""Where the rules count days and weeks."""

_FORM: Final = "1"
"""Raised when a line says something else of the same judgement."""


def known_now(rules: str, preferences: Preferences, at: datetime) -> Known:
    """Return what is known now; ``rules`` is the hash of the rules that speak."""
    said = "/".join((_FORM, rules, preferences.leading_guideline, *preferences.other_guidelines))
    ahead = next_meeting_at(preferences, at).astimezone(UTC)
    return Known(marks=(f"{said}@agenda", f"{said}@{ahead:%Y-%m-%dT%H:%MZ}"), at=at)
