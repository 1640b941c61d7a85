"""What a server reports, as a sentence: never its own words, which may hold what is in a row."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg

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
    "28P01": "server.wrong_password",
    "28000": "server.wrong_password",
}
_AWAY: Final = ("08", "57P")
"""Classes of states in which the server is going, gone, or not yet there."""

_UNSTORABLE: Final = ("22021", "22P05")

# A refusal at the door has no state, only words: in English, and in the other language of servers we expect.
_TLS: Final = ("certificate", "SSL", "certificaat")
_NO_DATABASE: Final = (" does not exist", " bestaat niet")
_TOO_MANY: Final = ("too many", "te veel", "remaining connection slots", "resterende verbindingen")
_PASSWORD: Final = ("authentication", "pg_hba.conf", "authenticatie", "authentificatie")


@contextmanager
def said_of(address: ServerAddress) -> Iterator[None]:
    """Turn what the driver reports about a server into a sentence."""
    try:
        yield
    except psycopg.Error as error:
        raise known_error(error, address) from error


def known_error(error: Exception, address: ServerAddress) -> KnownError:
    """Return the sentence for what happened in a connection that was open."""
    server, code = str(address), str(getattr(error, "sqlstate", None) or "")
    if code in _UNSTORABLE or (isinstance(error, psycopg.DataError) and not code):
        return UserError("store.text_unstorable")
    if isinstance(error, psycopg.IntegrityError):
        return BugError("store.constraint", why=error.diag.constraint_name or code)
    if code in _BY_CODE:
        return SiteError(_BY_CODE[code], server=server)
    if code.startswith(_AWAY) or (isinstance(error, psycopg.OperationalError) and not code):
        return ServerAway("server.away", server=server)
    return SiteError("server.failed", server=server, code=code or type(error).__name__)


def door_error(error: psycopg.Error, address: ServerAddress) -> KnownError:
    """Return the sentence for a server that did not let us in."""
    if error.sqlstate:
        return known_error(error, address)
    server, words = str(address), str(error)
    if any(each in words for each in _TLS):
        return SiteError("server.tls", server=server)
    if any(each in words for each in _TOO_MANY):
        return SiteError("server.too_many", server=server)
    if (
        f'"{address.database}"' in words
        and any(each in words for each in _NO_DATABASE)
        and "role" not in words
    ):
        return SiteError("server.no_database", server=server)
    line = error.pgconn
    if line is not None and line.needs_password:
        return UserError("server.password_needed", server=server)
    if (line is not None and line.used_password) or any(each in words for each in (*_PASSWORD, "role")):
        return UserError("server.wrong_password", server=server)
    return ServerAway("server.away", server=server)
