"""The number of a document: a kind, a day, and a hash of what went into it."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from hashlib import sha256
from typing import Final
from zoneinfo import ZoneInfo

from mdt_desk.usecases.ports import MeetingFile

MINUTES: Final = "M"
"""What the numbers of minutes begin with."""


def minutes_number(order: MeetingFile) -> str:
    """Return the number of minutes, with the day of their meeting by the hospital's clock."""
    zone = ZoneInfo(order.preferences.time_zone)
    return number_of(MINUTES, order.meeting.starts_at.astimezone(zone).date(), order)


def number_of(kind: str, day: date, content: object) -> str:
    """Return the number of a document, as ``M-20261118-3F2A7C``; it tells nothing about anybody."""
    spelled: list[str] = []
    _spell(content, spelled)
    digest = sha256("\x1f".join(spelled).encode("utf-8", "backslashreplace")).hexdigest()
    return f"{kind}-{day:%Y%m%d}-{digest[:6].upper()}"


def _spell(value: object, out: list[str]) -> None:
    """Spell a domain value the same way in every process; sets have no order of their own."""
    if isinstance(value, Enum):
        out.append(f"{type(value).__name__}.{value.name}")
    elif is_dataclass(value):
        out.append(type(value).__name__)
        for each in fields(value):
            out.append(each.name)
            _spell(getattr(value, each.name), out)
    elif isinstance(value, Mapping):
        for key in value:
            _spell(key, out)
            _spell(value[key], out)
    elif isinstance(value, frozenset):
        pieces: list[str] = []
        for each in value:
            _spell(each, pieces)
        out.extend(sorted(pieces))
    elif isinstance(value, tuple | list):
        out.append(str(len(value)))
        for each in value:
            _spell(each, out)
    else:
        out.append(repr(value))
