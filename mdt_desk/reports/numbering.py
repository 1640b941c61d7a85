"""The number of a document: a kind, a day, and a hash of what went into it."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from hashlib import sha256


def number_of(kind: str, day: date, content: object) -> str:
    """Return the number of a document, as ``M-20261118-3F2A7C``; it tells nothing about anybody."""
    digest = sha256("\x1f".join(_spelled(content)).encode("utf-8", "backslashreplace")).hexdigest()
    return f"{kind}-{day:%Y%m%d}-{digest[:6].upper()}"


def _spelled(value: object) -> Iterator[str]:
    """Spell a domain value the same way in every process; sets have no order of their own."""
    if isinstance(value, Enum):
        yield f"{type(value).__name__}.{value.name}"
    elif is_dataclass(value):
        yield type(value).__name__
        for each in fields(value):
            yield each.name
            yield from _spelled(getattr(value, each.name))
    elif isinstance(value, Mapping):
        for key in value:
            yield from _spelled(key)
            yield from _spelled(value[key])
    elif isinstance(value, frozenset):
        yield from sorted(piece for each in value for piece in _spelled(each))
    elif isinstance(value, tuple | list):
        yield f"{len(value)}"
        for each in value:
            yield from _spelled(each)
    else:
        yield repr(value)
