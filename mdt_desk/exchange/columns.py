"""Which column of a list holds which fact: by its header, in either language, or as chosen before."""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from mdt_desk.domain.case import FACTS
from mdt_desk.domain.facts import Kind
from mdt_desk.usecases.folding import fold
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.sheets import SheetRefused

FULL_NAME: Final = "patient.full_name"
"""A column with "family name, given name" in one cell."""

NATIONAL_IDS: Final = ("patient.national_id.bsn", "patient.national_id.nhs")

_NOT_IN_A_CELL: Final = {Kind.TABLE, Kind.TABLES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What headers and cells may say: every known spelling, folded."""

    headers: Mapping[str, str]
    answers: Mapping[str, bool | None]
    values: Mapping[str, Mapping[str, str]]


def targets() -> tuple[str, ...]:
    """Return everything that a column may hold, in the order of the vocabulary of a case."""
    facts = tuple(path for path, spec in FACTS.items() if spec.kind not in _NOT_IN_A_CELL)
    return (FULL_NAME, *NATIONAL_IDS, *facts)


def plain(header: str) -> str:
    """Return a header without accents, capitals, spaces and punctuation: how two of them are compared."""
    return " ".join("".join(each if each.isalnum() else " " for each in fold(header)).split())


def load_vocabulary(file: Path, languages: Iterable[Words]) -> Vocabulary:
    """Read the shipped spellings, and take those of every language that the program speaks."""
    tree = tomllib.loads(file.read_text(encoding="utf-8"))
    spoken = tuple(languages)
    headers = {plain(path): path for path in targets()}
    values: dict[str, dict[str, str]] = {}
    for path, spec in FACTS.items():
        if spec.kind in _NOT_IN_A_CELL:
            continue
        headers |= {plain(words.get(f"fact.{path}.label")): path for words in spoken}
        for choice in spec.choices or ():
            key = f"value.{type(choice).__name__}.{choice.value}"
            spellings = (choice.value, *(words.get(key) for words in spoken))
            values.setdefault(path, {}).update({plain(each): choice.value for each in spellings})
    for path, spellings in tree["headers"].items():
        headers |= {plain(each): path for each in (path, *spellings)}
    for path, table in tree["values"].items():
        values[path] |= {plain(each): value for value, spellings in table.items() for each in spellings}
    meanings: Mapping[str, bool | None] = {"yes": True, "no": False, "unknown": None}
    return Vocabulary(
        headers=MappingProxyType(headers),
        answers=MappingProxyType(
            {fold(each): meanings[name] for name, said in tree["answers"].items() for each in said}
        ),
        values=MappingProxyType({path: MappingProxyType(table) for path, table in values.items()}),
    )


def suggest(headers: Sequence[str], vocabulary: Vocabulary) -> tuple[str | None, ...]:
    """Return for each header the fact it means, or None where nobody can tell.

    Raises:
        SheetRefused: two headers mean the same fact, so that one would hide the other.

    """
    found = tuple(vocabulary.headers.get(plain(each)) for each in headers)
    refuse_twice(headers, found)
    return found


def refuse_twice(headers: Sequence[str], chosen: Sequence[str | None]) -> None:
    """Refuse a mapping in which two columns hold the same fact.

    Raises:
        SheetRefused: naming both columns.

    """
    seen: dict[str, str] = {}
    for header, path in zip(headers, chosen, strict=True):
        if path is None:
            continue
        if path in seen:
            raise SheetRefused("import.twice", first=seen[path], second=header)
        seen[path] = header


def fingerprint(headers: Sequence[str]) -> str:
    """Return the key under which a mapping is remembered: the same headers in the same order give the same."""
    return hashlib.sha256("\n".join(plain(each) for each in headers).encode()).hexdigest()[:32]
