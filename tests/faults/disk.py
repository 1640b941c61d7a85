"""A disk that may lose whatever was not yet synced: what files can look like after the power is cut.

What POSIX promises, and no more: a synced file has its content, a synced folder its names. Of writes that were
not synced any sector may have arrived, each as it was after one write or another, and a file may have grown
before what it holds is there. Of names that were not synced any may have been made, removed or moved.
"""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

SECTOR: Final = 512
"""Bytes that a disk writes together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file or a folder came to be."""

    path: str
    folder: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Bytes were written at a place in a file."""

    path: str
    at: int
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Resized:
    """A file was cut off or grew."""

    path: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """The system said that a file or the names of a folder are on the disk."""

    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A name was removed."""

    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A name took the place of another."""

    path: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The program acknowledged something."""

    words: str


Doing = Made | Written | Resized | Synced | Gone | Moved | Said


@dataclass(slots=True)
class _File:
    """What is on the disk of a file, and what is only on its way there."""

    synced: bytes = b""
    pending: list[Written | Resized] = field(default_factory=list)

    def sync(self) -> None:
        self.synced = self._with(self.pending)
        self.pending = []

    def after_cut(self, chance: random.Random, share: float) -> bytes:
        """Return what may be there when the power goes: of each sector some version from then on."""
        versions = Counter(each for one in self.pending if isinstance(one, Written) for each in _sectors(one))
        arrived = {each: _how_many(chance, share, versions[each]) for each in versions}
        content, seen = bytearray(self.synced), Counter[int]()
        for one in self.pending:
            if isinstance(one, Resized):
                if chance.random() < share:
                    _resize(content, one.size)
                continue
            for sector in _sectors(one):
                seen[sector] += 1
                if seen[sector] <= arrived[sector]:
                    _write(content, one, sector)
        whole = len(self._with(self.pending))
        if len(content) < whole and chance.random() < share:
            _resize(content, whole)  # the size is there before the content
        return bytes(content)

    def _with(self, pending: list[Written | Resized]) -> bytes:
        content = bytearray(self.synced)
        for one in pending:
            if isinstance(one, Resized):
                _resize(content, one.size)
            else:
                for sector in _sectors(one):
                    _write(content, one, sector)
        return bytes(content)


def _sectors(one: Written) -> range:
    return range(one.at // SECTOR, (one.at + len(one.data) - 1) // SECTOR + 1) if one.data else range(0)


def _write(content: bytearray, one: Written, sector: int) -> None:
    start, end = max(one.at, sector * SECTOR), min(one.at + len(one.data), (sector + 1) * SECTOR)
    if len(content) < end:
        _resize(content, end)
    content[start:end] = one.data[start - one.at : end - one.at]


def _resize(content: bytearray, size: int) -> None:
    del content[size:]
    content.extend(bytes(size - len(content)))


def _how_many(chance: random.Random, share: float, versions: int) -> int:
    return versions if chance.random() < share else chance.randrange(versions) if 0 < share < 1 else 0


_Names = dict[str, _File | None]
"""Every name there is; a folder has no content."""


class Disk:
    """Follows what a program does with files below one folder, and says what a cut may leave of it."""

    def __init__(self, start: Mapping[str, bytes]) -> None:
        """Begin with files that are all there."""
        self._now: _Names = {path: _File(data) for path, data in start.items()}
        self._now |= {str(above): None for path in start for above in PurePosixPath(path).parents}
        self._synced = dict(self._now)
        self._pending: list[tuple[Made | Gone | Moved, _File | None]] = []
        self.said: list[str] = []

    def do(self, doing: Doing) -> None:
        """Follow one thing that was done."""
        if isinstance(doing, Said):
            self.said.append(doing.words)
        elif isinstance(doing, Synced):
            self._sync(doing.path)
        elif isinstance(doing, Written | Resized):
            self._file(doing.path).pending.append(doing)
        else:
            about = (None if doing.folder else _File()) if isinstance(doing, Made) else self._now[doing.path]
            self._pending.append((doing, about))
            _rename(self._now, doing, about)

    def after_cut(self, chance: random.Random, share: float) -> dict[str, bytes | None]:
        """Return every file that may be there when the power goes now, and every folder without content.

        ``share``: how much of what is on its way arrives, from 0 to 1.
        """
        names = dict(self._synced)
        for doing, about in self._pending:
            if chance.random() < share:
                _rename(names, doing, about)
        return {
            path: None if about is None else about.after_cut(chance, share)
            for path, about in names.items()
            if all(str(above) in names or str(above) == "." for above in PurePosixPath(path).parents)
        }

    def _file(self, path: str) -> _File:
        found = self._now[path]
        if found is None:
            raise IsADirectoryError(path)
        return found

    def _sync(self, path: str) -> None:
        about = self._now.get(path)
        if about is not None:
            about.sync()
            return
        left = []
        for doing, of in self._pending:
            if str(PurePosixPath(doing.path).parent) == path:
                _rename(self._synced, doing, of)
            else:
                left.append((doing, of))
        self._pending = left


def _rename(names: _Names, doing: Made | Gone | Moved, about: _File | None) -> None:
    if isinstance(doing, Made):
        names[doing.path] = about
        return
    if names.get(doing.path) is about:  # a later file of that name stays
        names.pop(doing.path, None)
    if isinstance(doing, Moved):
        names[doing.to] = about
