"""What a server reports, as a sentence: never its own words, which may hold what is in a row, in whatever language."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg

from mdt_desk.store.server.knocking import Refusal
from mdt_desk.usecases.addresses import ServerAddress
from mdt_desk.usecases.errors import BugError, KnownError, ServerAway, SiteError, UserError

OLDEST: Final = 15
"""The oldest PostgreSQL that this is tried with."""

_BY_CODE: Final = {
    "25006": "server.read_only",
    "42501": "server.no_permission",
    "53100": "server.full",
    "53300": "server.too_many",
    "55P03": "server.busy",
    "40P01": "server.busy",
    "57014": "server.slow",
    "3D000": "server.no_database",
}
_KEPT_OUT: Final = ("28P01", "28000")
_AWAY: Final = ("08", "57P")
"""Classes of states in which the server is going, gone, or not yet there."""

_UNSTORABLE: Final = ("22021", "22P05")


@contextmanager
def said_of(address: ServerAddress) -> Iterator[None]:
    """Turn what the driver reports about a server into a sentence."""
    try:
        yield
    except psycopg.Error as error:
        raise known_error(error, address) from error


def known_error(error: Exception, address: ServerAddress) -> KnownError:
    """Return the sentence for what happened in a connection that was open."""
    code = str(getattr(error, "sqlstate", None) or "")
    if code in _UNSTORABLE or (isinstance(error, psycopg.DataError) and not code):
        return UserError("store.text_unstorable")
    if isinstance(error, psycopg.IntegrityError):
        return BugError("store.constraint", why=error.diag.constraint_name or code)
    if not code and not isinstance(error, psycopg.OperationalError):
        return SiteError("server.failed", server=str(address), code=type(error).__name__)
    return _by_code(code, address)


def door_error(refusal: Refusal, address: ServerAddress) -> KnownError:
    """Return the sentence for a server that did not let us in."""
    server = str(address)
    if refusal.code:
        return _by_code(refusal.code, address)
    if refusal.proving:
        return SiteError("server.tls", server=server)
    if refusal.needs_password:
        return UserError("server.password_needed", server=server)
    if refusal.used_password:
        return UserError("server.wrong_password", server=server)
    return ServerAway("server.away", server=server)


def _by_code(code: str, address: ServerAddress) -> KnownError:
    server = str(address)
    if code in _KEPT_OUT:
        return UserError("server.wrong_password", server=server)
    if code in _BY_CODE:
        return SiteError(_BY_CODE[code], server=server)
    if not code or code.startswith(_AWAY):
        return ServerAway("server.away", server=server)
    return SiteError("server.failed", server=server, code=code)
