"""Where a queue is: a file of this computer, or a server that several desks work on."""

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from mdt_desk.usecases.errors import UserError

SCHEMES: Final = ("postgresql+psycopg", "postgresql")
PORT: Final = 5432

_VERIFIED: Final = "verify-full"
_ALLOWED: Final = ("host", "sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl")
"""What an address may say beside who, where and which; nothing of it is secret or loosens anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerAddress:
    """A queue on a server; without ``user`` it is the account of this computer, as the driver has it."""

    user: str
    host: str
    port: int
    database: str
    tls: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """Return it as a sentence names it."""
        who = f"{self.user}@" if self.user else ""
        port = "" if self.port == PORT else f":{self.port}"
        return f"{who}{self.host}{port}/{self.database}"

    @property
    def local(self) -> bool:
        """Tell whether nothing goes over a network: a socket of this computer, or its loopback."""
        if self.host.startswith("/") or self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def sslmode(self) -> str:
        """Return how the server has to prove who it is."""
        return dict(self.tls).get("sslmode", "prefer" if self.local else _VERIFIED)


Place = Path | ServerAddress
"""A queue, wherever it is."""


def place_of(said: str) -> Place:
    """Return the place that a setting or an option names.

    Raises:
        UserError: an address with a password in it, with less protection than there has to be, or none at all.

    """
    scheme, separator, _ = said.partition("://")
    if not separator:
        return Path(said)
    try:
        parts = urlsplit(said)
        port = parts.port or PORT
    except ValueError as error:
        raise UserError("server.address.form") from error
    if scheme not in SCHEMES or parts.fragment:
        raise UserError("server.address.form")
    return _checked(parts, port)


def server_of(said: str) -> ServerAddress:
    """Return the server that somebody named; raises UserError as `place_of`, and where it is a file."""
    place = place_of(said.strip())
    if isinstance(place, Path):
        raise UserError("server.address.form")
    return place


def _checked(parts: SplitResult, port: int) -> ServerAddress:
    if parts.password is not None:
        raise UserError("server.address.password")
    named = parse_qsl(parts.query, keep_blank_values=True)
    options = dict(named)
    for name in options:
        if name in {"password", "passfile"}:
            raise UserError("server.address.password")
        if name not in _ALLOWED:
            raise UserError("server.address.option", name=name, allowed=", ".join(_ALLOWED))
    host = unquote(parts.hostname or options.pop("host", ""))
    database = unquote(parts.path.removeprefix("/"))
    if not host or not database or len(named) != len(dict(named)) or "/" in database or "host" in options:
        raise UserError("server.address.form")
    user = unquote(parts.username or "")
    address = ServerAddress(user=user, host=host, port=port, database=database, tls=tuple(options.items()))
    if not address.local and address.sslmode != _VERIFIED:
        raise UserError("server.address.tls", found=address.sslmode)
    return address
