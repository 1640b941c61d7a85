"""What somebody who helps needs to know of a desk, and nothing of a patient: from lists of what may be told."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Protocol

from mdt_desk.domain.assessment import RuleSet
from mdt_desk.domain.audit import Deed
from mdt_desk.usecases.activating import Activating
from mdt_desk.usecases.errors import KnownError
from mdt_desk.usecases.keys import QueueKeys
from mdt_desk.usecases.ports import CaseQueue, Settings
from mdt_desk.usecases.preferences import Preferences
from mdt_desk.usecases.witness import Witness

TOLD_SETTINGS: Final = frozenset(
    """
    leading_guideline other_guidelines language theme meeting_weekday meeting_time time_zone leaflet_uk_additions
    names_in_room fewest_patients audit_years lock_after_minutes
    """.split()
)
"""Settings whose value is told, because none of them can hold a name; of the others only whether they are set."""

_NUMBERS: Final = frozenset({"count", "heads", "number"})
_DIGITS: Final = re.compile(r"[0-9]{1,12}", re.ASCII)
_KEY: Final = re.compile(r"[a-z][a-z_]*(\.[a-z_]+)+", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What one check of the queue found: the key of its sentence, and its parameters."""

    good: bool
    key: str
    params: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the file: lines of a name and what is told of it."""

    name: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportTools:
    """What only the outside knows: versions, checks of the open queue, the latest error reports, and how to write."""

    versions: Callable[[], Mapping[str, str]]
    checks: Callable[[], Iterable[Checked]]
    reports: Callable[[], tuple[str, ...]]
    write: Callable[[Path, bytes], None]


class Support(Protocol):
    """Puts the support file together; it is shown whole before it is saved."""

    def parts(self, rules: RuleSet, now: datetime) -> tuple[Part, ...]:
        """Return everything that would be in the file; takes a while."""
        ...

    def save(self, parts: tuple[Part, ...], file: Path) -> Path:
        """Write exactly what was shown, and keep a line of it; raises SiteError."""
        ...


class DeskSupport:
    """Implements `Support` for an open queue."""

    def __init__(
        self,
        queue: CaseQueue,
        settings: Settings,
        tools: SupportTools,
        witness: Witness,
        *,
        keys: QueueKeys | None = None,
        activating: Activating | None = None,
    ) -> None:
        """Tell of this queue and these settings."""
        self._queue, self._settings, self._tools, self._witness = queue, settings, tools, witness
        self._keys, self._activating = keys, activating

    def parts(self, rules: RuleSet, now: datetime) -> tuple[Part, ...]:
        return (
            Part(name="made", lines=(("at", now.astimezone(UTC).isoformat(timespec="minutes")),)),
            Part(name="versions", lines=tuple(self._tools.versions().items())),
            Part(name="rules", lines=self._rules(rules)),
            Part(name="settings", lines=settings_lines(self._settings)),
            Part(name="keys", lines=self._protection()),
            Part(name="checks", lines=tuple(_checked(each) for each in self._tools.checks())),
            Part(name="counts", lines=self._counts()),
            Part(name="reports", lines=_reports(self._tools.reports())),
        )

    def save(self, parts: tuple[Part, ...], file: Path) -> Path:
        self._witness.saw(Deed.EXPORTED, of="support")
        self._tools.write(file, spelled(parts).encode())
        return file

    def _rules(self, rules: RuleSet) -> tuple[tuple[str, str], ...]:
        found = [("version", rules.version), ("hash", rules.hash)]
        if self._activating is not None:
            found.append(("standing", self._activating.activation(rules).standing.value))
        return tuple(found)

    def _protection(self) -> tuple[tuple[str, str], ...]:
        if self._keys is None:
            return ()
        kept = self._keys.protection()
        return tuple((each.name, _yes(on=getattr(kept, each.name))) for each in fields(kept))

    def _counts(self) -> tuple[tuple[str, str], ...]:
        queue, lines = self._queue, self._witness.trail.lines()
        counted: dict[str, int] = {}
        for name, kinds in (
            ("cases", [each.state for each in queue.rows()]),
            ("meetings", [each.state for each in queue.meetings()]),
            ("audit", [each.event.what for each in lines]),
        ):
            for kind, count in sorted(Counter(map(str, kinds)).items()):
                counted[f"{name}.{kind}"] = count
        counted["refused_rows"] = len(queue.refused())
        counted["decisions"] = len(queue.decisions())
        counted["leaflets"] = len(queue.leaflets())
        counted["follow_ups"] = len(queue.aftermath.follow_ups())
        return tuple((name, str(count)) for name, count in counted.items())


def settings_lines(settings: Settings) -> tuple[tuple[str, str], ...]:
    """Return every setting: its value where it can name nobody, else whether it is set."""
    now, shipped, fixed = settings.current(), Preferences(), settings.fixed()
    found = []
    for each in fields(Preferences):
        value, usual = getattr(now, each.name), getattr(shipped, each.name)
        if each.name in TOLD_SETTINGS:
            told = ", ".join(value) if isinstance(value, tuple) else str(value)
        else:
            told = "as shipped" if value == usual else "set"
        found.append((each.name, f"{told} (by the hospital)" if each.name in fixed else told))
    return (*found, ("problems", str(len(settings.problems()))))


def could_not_open(error: KnownError) -> tuple[tuple[str, str], ...]:
    """Return the checks of a queue that does not open: the key of why, without what it names."""
    return (("queue", error.key if _KEY.fullmatch(error.key) else "not open"),)


def spelled(parts: Iterable[Part]) -> str:
    """Return the file as text: a name in brackets before each part."""
    found = ["MDT Desk support file: nothing in it is about a patient."]
    for part in parts:
        found += ["", f"[{part.name}]", *(f"{name}: {told}" for name, told in part.lines)]
    return "\n".join(found) + "\n"


def _checked(found: Checked) -> tuple[str, str]:
    numbers = [f"{name} {told}" for name, told in found.params.items() if name in _NUMBERS and _number(told)]
    name = found.key if _KEY.fullmatch(found.key) else "check"
    return name, ", ".join(["as it must be" if found.good else "NOT as it must be", *numbers])


def _number(told: str) -> bool:
    return _DIGITS.fullmatch(told) is not None


def _reports(found: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((str(at), each) for at, each in enumerate(found, start=1))


def _yes(*, on: bool) -> str:
    return "yes" if on else "no"
