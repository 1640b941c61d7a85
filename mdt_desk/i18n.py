"""The words the program says, one table a language, read from resources/i18n/<language>/*.toml."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from mdt_desk.assets import resource

_PLAIN: Final = re.compile(
    r"""[ \t]*(?:\#[^\n]*)?\n                                    # nothing, or a remark
    | \[ ([\w.-]+) \] [ \t]*\n                                 # a section
    | ([\w.-]+ | "[^"\\\n]+") [ ]*=[ ]*                        # a key, and its text:
      (?: "{3}\n? ([^"\\]*) "{3}                               # on several lines,
        | ("[^"\\\n]*(?:\\["\\nt][^"\\\n]*)*") ) [ \t]*\n      # or on one
    """,
    re.ASCII | re.VERBOSE,
)
"""What nearly every line of our tables is: all of TOML that they need, in a tenth of its reader's time."""


class TextError(KeyError):
    """A text was asked for that the tables cannot give: a mistake of ours, never of the user."""

    def __str__(self) -> str:
        """Return the sentence itself; KeyError would put it between quotation marks."""
        return str(self.args[0])


class TableError(ValueError):
    """A table of texts cannot be read: a key is given twice, or a value is not a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Every text of one language under its dotted key."""

    language: str
    table: Mapping[str, str] = field(repr=False)

    def get(self, key: str, /, **params: object) -> str:
        """Return the text of `key` with its named placeholders filled in.

        A text that counts something is kept as `key.one` and `key.other`; `count` chooses between them.
        """
        text = self.table.get(key)
        if text is None and "count" in params:
            text = self.table.get(f"{key}.{'one' if params['count'] == 1 else 'other'}")
        if text is None:
            raise TextError(f"There is no text {key!r} in language {self.language!r}.")
        try:
            return text.format_map(params)
        except KeyError as error:
            raise TextError(f"The text {key!r} needs {error} to be filled in.") from error


def available_languages(folder: Path | None = None) -> tuple[str, ...]:
    """Return the language codes that have a folder of texts, in alphabetical order."""
    return tuple(sorted(path.name for path in _root(folder).iterdir() if path.is_dir()))


def load_texts(language: str, folder: Path | None = None) -> Texts:
    """Read every table of one language; raise TextError when the program does not speak it."""
    if language not in available_languages(folder):
        raise TextError(f"The program does not speak {language!r}.")
    table: dict[str, str] = {}
    for path in sorted((_root(folder) / language).glob("*.toml")):
        source = path.read_text(encoding="utf-8")
        for key, text in _plainly(source) or _flat(tomllib.loads(source)):
            if key in table:
                raise TableError(f"The text {key!r} is given a second time in {language}/{path.name}.")
            table[key] = text
    return Texts(language=language, table=MappingProxyType(table))


def _root(folder: Path | None) -> Path:
    return resource("i18n") if folder is None else folder


def _plainly(source: str) -> list[tuple[str, str]]:
    """Return every text of a table without escapes or other values; nothing where it has more than that."""
    found, prefix, end = [], "", 0
    for each in _PLAIN.finditer(source):
        if each.start() != end:
            return []
        end = each.end()
        section, key, long, short = each.groups()  # its escapes are those of JSON
        if section is not None:
            prefix = f"{section}."
        elif key is not None:
            text = long if short is None else json.loads(short) if "\\" in short else short[1:-1]
            found.append((prefix + key.strip('"'), text))
    return found if end == len(source) else []


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping):
            yield from _flat(value, f"{key}.")
        elif isinstance(value, str):
            yield key, value
        else:
            raise TableError(f"The text {key!r} must be a text between quotation marks, not {value!r}.")
