"""Connect to a server, and learn by codes and states why it did not let us in: never by words, in no language."""

import ctypes
import re
import selectors
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any, Final, cast

import psycopg
from psycopg import pq
from psycopg.pq.abc import PGconn

_CODES_ONLY: Final = 3
"""``PQERRORS_SQLSTATE``: what a server refuses is said as severity and code, and nothing else."""

_AS_USUAL: Final = 1
_CODE: Final = re.compile(rb":  ([0-9A-Z]{5})$", re.MULTILINE)


class NotLetInError(Exception):
    """A server that could not be reached or did not let us in."""

    def __init__(self, refusal: "Refusal") -> None:
        """Say how far it went."""
        super().__init__(refusal.code)
        self.refusal: Final = refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """How far it went: ``code`` is the server's own (SQLSTATE), empty where it said none or none could be had.

    ``proving``: it ended while the server was to prove who it is.
    """

    code: str = ""
    proving: bool = False
    needs_password: bool = False
    used_password: bool = False


def let_in(said: str, seconds: float) -> "psycopg.Connection[Any]":
    """Connect by a connection string, without a transaction under way.

    Raises:
        NotLetInError: the server is not there, does not let us in, or takes longer than so many seconds.

    """
    line = pq.PGconn.connect_start(said.encode())
    _speak(line, _CODES_ONLY)
    try:
        stages = list(_stages(line, monotonic() + seconds))
    except TimeoutError:
        raise NotLetInError(_refusal(line, None)) from None
    if line.status != pq.ConnStatus.OK:
        raise NotLetInError(_refusal(line, stages[-1] if stages else None))
    _speak(line, _AS_USUAL)
    line.nonblocking = 1
    found = psycopg.Connection(line)
    found.autocommit = True
    return found


def _stages(line: PGconn, until: float) -> Iterator[int]:
    """Go on until the connection stands or has failed; each stage on the way is told; raises TimeoutError."""
    while line.status != pq.ConnStatus.BAD:
        polled = line.connect_poll()
        if polled not in {pq.PollingStatus.READING, pq.PollingStatus.WRITING}:
            return
        yield line.status
        with selectors.DefaultSelector() as waiting:
            reading = polled == pq.PollingStatus.READING
            waiting.register(line.socket, selectors.EVENT_READ if reading else selectors.EVENT_WRITE)
            if not waiting.select(max(0.0, until - monotonic())):
                raise TimeoutError


def _refusal(line: PGconn, stage: int | None) -> Refusal:
    codes = _CODE.findall(line.error_message)
    found = Refusal(
        code=codes[-1].decode() if codes else "",
        proving=stage == pq.ConnStatus.SSL_STARTUP,
        needs_password=bool(line.needs_password),
        used_password=bool(line.used_password),
    )
    line.finish()
    return found


def _speak(line: PGconn, how: int) -> None:
    """Have refusals said in one of the ways of libpq; where the library cannot be reached, they have no code."""
    module = sys.modules[type(line).__module__].__file__
    if module is None:
        return
    beside = sorted(Path(module).parent.with_name("psycopg_binary.libs").glob("libpq*"))
    for each in (module, *map(str, beside)):
        with suppress(OSError, AttributeError):
            speak = ctypes.CDLL(each).PQsetErrorVerbosity
            speak.argtypes, speak.restype = (ctypes.c_void_p, ctypes.c_int), ctypes.c_int
            speak(cast("Any", line).pgconn_ptr, how)  # every line has one; the protocol does not say so
            return
