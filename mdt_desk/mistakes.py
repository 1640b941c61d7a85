"""Say what went wrong and where in the program, from a list of what may be said: never a value, which may be a patient.

Everything that could reach a log, a terminal or a file of reports goes through `AllowList`: the type of an error, the
module, function and line it came from, the key of a sentence of our own, and words of the program marked as `Own`.
"""

import atexit
import contextlib
import logging
import os
import re
import sys
import threading
import traceback
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final, TextIO

from mdt_desk.durable import write_whole
from mdt_desk.usecases.errors import KnownError, UserError

KEPT: Final = 50
"""So many lines are kept in the file of reports; older ones go."""

UNFORESEEN: Final = 70
"""Exit status when a command ended by a mistake of ours, as shells name it (EX_SOFTWARE)."""

_DEEPEST: Final = 40
_PACKAGE: Final = "mdt_desk"
_NAME: Final = re.compile(r"[A-Za-z_<][A-Za-z0-9_.<>]{0,79}", re.ASCII)
_KEY: Final = re.compile(r"[a-z][A-Za-z_]*(\.[A-Za-z0-9_-]+)+", re.ASCII)
_log = logging.getLogger(__name__)


class Own(str):
    """A word that the program itself chose, and that no case, file or person can change: it may be said."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What may be known of an error: its type, the key of its sentence, where it came from, and what lay beneath."""

    kind: str
    key: str = ""
    places: tuple[str, ...] = ()
    beneath: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return it on one line, the innermost place first."""
        key = f" ({self.key})" if self.key else ""
        beneath = "".join(f", from {each}" for each in self.beneath)
        return f"{self.kind}{key} at {' < '.join(self.places) or 'nowhere'}{beneath}"


def report_of(error: BaseException) -> Report:
    """Return what may be said of an error."""
    beneath, last, seen = [], error.__cause__ or error.__context__, {id(error)}
    while last is not None and id(last) not in seen:
        seen.add(id(last))
        beneath.append(_kind(last))
        last = last.__cause__ or last.__context__
    key = error.key if isinstance(error, KnownError) and _KEY.fullmatch(error.key) else ""
    return Report(
        kind=_kind(error), key=key, places=_places(error.__traceback__), beneath=tuple(beneath[:_DEEPEST])
    )


def report(error: BaseException) -> None:
    """Have an error kept and said to whoever reads the log; what who sits here can mend is said on the screen."""
    _log.log(logging.INFO if isinstance(error, UserError) else logging.WARNING, "%s", report_of(error))


def _kind(error: BaseException) -> str:
    return _named(type(error).__name__)


def _named(name: str) -> str:
    return name if _NAME.fullmatch(name) else "?"


def _places(trace: TracebackType | None) -> tuple[str, ...]:
    found = [
        f"{_module(each.filename)}:{_named(each.name)}:{each.lineno or 0}"
        for each in traceback.StackSummary.extract(traceback.walk_tb(trace), lookup_lines=False)
    ]
    return tuple(reversed(found[-_DEEPEST:]))


def _module(file: str) -> str:
    """Return which module a file is, without the folders of this computer."""
    parts = Path(file).with_suffix("").parts
    if _PACKAGE in parts:
        first = len(parts) - 1 - parts[::-1].index(_PACKAGE)
        return ".".join(parts[first:])
    return ".".join(_named(each) for each in parts[-2:])


class AllowList(logging.Formatter):
    """Writes of a record: when, how bad, who says it; its words only where every one of them may be said."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line; whatever is not on the list is left out, also from libraries that log on their own."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")
        place = f"{_named(record.module)}:{record.lineno}"
        return f"{at} {record.levelname} {_named(record.name)} {place} {_said(record)}".rstrip()


def _said(record: logging.LogRecord) -> str:
    arguments = record.args if isinstance(record.args, tuple) else ()
    ours = record.name.split(".")[0] == _PACKAGE
    if ours and arguments and all(isinstance(each, Own | Report) for each in arguments):
        return record.getMessage()
    error = record.exc_info[1] if record.exc_info else None
    return "" if error is None else str(report_of(error))


class Book(logging.Handler):
    """A file of the latest reports, written whole each time; that it cannot be written stops nobody."""

    def __init__(self, file: Path) -> None:
        """Write into this file from the first report on."""
        super().__init__(logging.WARNING)
        self._file = file
        self.setFormatter(AllowList())

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        lines = [*kept(self._file), self.format(record)][-KEPT:]
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(self._file, ("\n".join(lines) + "\n").encode("ascii", "replace"))


def keep_no_image() -> None:
    """Have the system keep no image of the memory when the program crashes: every patient who is read is in it."""
    with contextlib.suppress(ImportError, OSError, ValueError):  # Windows has no such limit
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def kept(file: Path) -> tuple[str, ...]:
    """Return the latest reports, earliest first; none where there is no file."""
    try:
        return tuple(file.read_text(encoding="ascii", errors="replace").splitlines()[-KEPT:])
    except OSError:
        return ()


class Watch:
    """Nothing that goes wrong while it lasts is said in other words than those of the list, on any thread.

    An error that reaches its end is reported and counts as said: `failed` tells that it came.
    """

    def __init__(self, said: TextIO, book: Path | None, *, stays: bool = False) -> None:
        """Report to a stream and a file; ``stays``: also while the process ends, after the context was left."""
        self._stays = stays
        self._undo = contextlib.ExitStack()
        stream = logging.StreamHandler(said)
        stream.setLevel(logging.WARNING)
        stream.setFormatter(AllowList())
        self._handlers: list[logging.Handler] = [stream, *([] if book is None else [Book(book)])]
        self.failed = False

    def __enter__(self) -> "Watch":
        """Take the place of everything that would print a traceback."""
        root = logging.getLogger()
        for each in self._handlers:
            root.addHandler(each)
            self._undo.callback(root.removeHandler, each)
        self._undo.enter_context(_hooks())
        if self._stays:
            atexit.register(_fall_silent)
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> bool:
        """Report an error that nobody foresaw; what ends a program on purpose goes on."""
        self.failed = isinstance(error, Exception) and not isinstance(error, BrokenPipeError)
        if self.failed and error is not None:
            report(error)
        if not self._stays:
            self._undo.close()
        return self.failed


def _fall_silent() -> None:
    """Say nothing while the interpreter takes itself apart: our hooks are gone by then, its own would quote values."""
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.flush()
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


@contextlib.contextmanager
def _hooks() -> Iterator[None]:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook, warnings.showwarning)

    def uncaught(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        report(error)

    def in_thread(found: threading.ExceptHookArgs) -> None:
        if found.exc_value is not None and not isinstance(found.exc_value, SystemExit):
            report(found.exc_value)

    def unraisable(found: "sys.UnraisableHookArgs") -> None:
        if found.exc_value is not None:
            report(found.exc_value)

    def warned(
        message: Warning | str,  # noqa: ARG001  # Python calls it by this name; what it says may be a value
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,  # noqa: ARG001  # as above
        line: str | None = None,  # noqa: ARG001  # as above
    ) -> None:
        place = f"{_module(filename)}:{lineno}"
        _log.warning("%s", Report(kind=_named(category.__name__), places=(place,)))

    sys.excepthook, threading.excepthook, sys.unraisablehook = uncaught, in_thread, unraisable
    warnings.showwarning = warned
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook, sys.unraisablehook, warnings.showwarning = before
