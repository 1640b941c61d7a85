"""Read the script of the rehearsal: synthetic patients whose dates are moved to the moment of playing."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, Final
from zoneinfo import ZoneInfo

from mdt_desk.domain.case import Case, spec_for
from mdt_desk.domain.meeting import DeviationReason, Discipline
from mdt_desk.domain.reading import SCHEMA, read_case
from mdt_desk.domain.values import read_value
from mdt_desk.usecases.preferences import LANGUAGES, Contact, OnCall, Preferences

_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}", re.ASCII)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ALWAYS: Final = "en"
"""What is said in no other language of the program is said in this one."""

_RECENT: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Somebody at the table, with the minutes after the start at which they come and go."""

    name: str
    discipline: Discipline
    arrives: int | None
    leaves: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What becomes known some hours after listing."""

    hours: float
    source: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """An action the team agrees on, due some days after the meeting."""

    text: str
    owner: str | None
    due_in_days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the team decides, in the fields of a decision."""

    options: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()
    own_words: str | None = None
    reasons: str | None = None
    deviation: DeviationReason | None = None
    deviation_words: str | None = None
    alternatives: str | None = None
    dissent: str | None = None
    condition: str | None = None
    responsible_physician: str | None = None
    informs_patient: str | None = None
    informs_gp: str | None = None
    deferred_because: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One synthetic patient; ``situation`` says in a line what is practised."""

    situation: str
    case: Case
    updates: tuple[Update, ...]
    outcome: Outcome
    leaflet_by: str | None
    teach_back: bool
    discussed_last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """The whole rehearsal, at its moment and in one language."""

    at: datetime
    preferences: Preferences
    seats: tuple[Seat, ...]
    parts: tuple[Part, ...]
    signed_by: str


def read_script(text: str, at: datetime, language: str) -> Script:
    """Return the script as if it had been written at this moment.

    Moments of the last three days keep their distance to it, so that clocks stand as they were meant; older
    ones keep their time of day; nothing changes order. Days move along, and ages stay as they are.

    Raises:
        CaseRefused: a patient of the script is not one the program would accept.

    """
    tree = json.loads(text)
    plain = Preferences()
    shift = _Shift(
        anchor=datetime.fromisoformat(tree["anchor"]),
        at=at,
        zone=ZoneInfo(plain.time_zone),
        language=language,
    )
    moved = shift.moved(tree)
    return Script(
        at=at,
        preferences=_preferences(moved["hospital"], language),
        seats=tuple(_seat(each) for each in moved["attendees"]),
        parts=tuple(_part(each, at) for each in moved["patients"]),
        signed_by=moved["signed_by"],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shift:
    anchor: datetime
    at: datetime
    zone: tzinfo
    language: str

    @property
    def days(self) -> int:
        """Return the whole days between anchor and moment, rounded down: nothing past becomes future."""
        return (self.at - self.anchor) // timedelta(days=1)

    def moved(self, value: Any, key: str = "") -> Any:  # noqa: ANN401  # any tree of plain values
        """Return the tree in one language, with every moment and day moved."""
        if isinstance(value, dict):
            if set(LANGUAGES) >= value.keys() >= {_ALWAYS}:
                return value.get(self.language, value[_ALWAYS])
            return {name: self.moved(each, name) for name, each in value.items()}
        if isinstance(value, list):
            return [self.moved(each, key) for each in value]
        if isinstance(value, str) and _MOMENT.fullmatch(value):
            return self._moment(datetime.fromisoformat(value)).isoformat()
        if isinstance(value, str) and _DAY.fullmatch(value):
            return self._day(date.fromisoformat(value), key).isoformat()
        return value

    def _moment(self, moment: datetime) -> datetime:
        if moment > self.anchor - _RECENT:
            found = (moment + (self.at - self.anchor)).astimezone(self.zone)
            return found.replace(second=0, microsecond=0)
        local = moment.astimezone(self.zone)
        return _existing(datetime.combine(local.date() + timedelta(days=self.days), local.time(), self.zone))

    def _day(self, day: date, key: str) -> date:
        if key == "birth_date":
            return day.replace(year=day.year + self.at.year - self.anchor.year)
        return day + timedelta(days=self.days)


def _existing(moment: datetime) -> datetime:
    """Return the moment, or the first full hour after it where the clock skips it in spring."""
    if moment.astimezone(UTC).astimezone(moment.tzinfo).time() == moment.time():
        return moment
    return _existing(moment.replace(minute=0) + timedelta(hours=1))


def _preferences(raw: Mapping[str, Any], language: str) -> Preferences:
    def dated(entry: Mapping[str, Any]) -> dict[str, Any]:
        return {**entry, "verified_on": date.fromisoformat(entry["verified_on"])}

    return Preferences(
        hospital=raw["hospital"],
        department=raw["department"],
        contact_day=Contact(**dated(raw["contact_day"])),
        contact_night=Contact(**dated(raw["contact_night"])),
        on_call=tuple(OnCall(**dated(each)) for each in raw["on_call"]),
        language=language,
    )


def _seat(raw: Mapping[str, Any]) -> Seat:
    return Seat(
        name=raw["name"],
        discipline=Discipline(raw["discipline"]),
        arrives=raw.get("arrived_after_minutes"),
        leaves=raw.get("left_after_minutes"),
    )


def _part(raw: Mapping[str, Any], at: datetime) -> Part:
    leaflet = raw.get("leaflet", {})
    return Part(
        situation=raw["situation"],
        case=read_case(raw["case"], at),
        updates=tuple(_update(each, at) for each in raw.get("updates", ())),
        outcome=_outcome(dict(raw["decision"])),
        leaflet_by=leaflet.get("given_by"),
        teach_back=leaflet.get("teach_back", False),
        discussed_last=raw.get("discussed_last", False),
    )


def _update(raw: Mapping[str, Any], at: datetime) -> Update:
    facts = {path: _fact(path, value, at) for path, value in raw["facts"].items()}
    return Update(hours=raw["hours"], source=raw["source"], facts=facts)


def _fact(path: str, raw: object, at: datetime) -> object:
    if path == "lesions":
        return read_case({"schema": SCHEMA, "lesions": raw}, at).lesions
    return read_value(spec_for(path), path, raw)


def _outcome(raw: dict[str, Any]) -> Outcome:
    deviation, tasks = raw.pop("deviation", None), raw.pop("actions", ())
    return Outcome(
        options=tuple(raw.pop("options", ())),
        tasks=tuple(
            Task(text=each["text"], owner=each.get("owner"), due_in_days=each.get("due_in_days"))
            for each in tasks
        ),
        deviation=None if deviation is None else DeviationReason(deviation),
        **raw,
    )
