"""What `mdt-desk verify` asks of a queue on a server, one finding each."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mdt_desk.store import places
from mdt_desk.store.checks import Finding, chain_of, rows_of
from mdt_desk.store.heads import read_head, write_head
from mdt_desk.store.queue import Queue
from mdt_desk.store.server.database import ServerDatabase
from mdt_desk.store.trail import KeptTrail
from mdt_desk.usecases.addresses import ServerAddress

_LOOSE: Final = """SELECT (SELECT count(*) FROM pg_constraint WHERE NOT convalidated
    AND connamespace = current_schema()::regnamespace)
    + 3 - (SELECT count(*) FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND tgrelid = 'audit_line'::regclass
    AND tgname IN ('audit_line_stays', 'audit_line_kept', 'audit_line_not_emptied')) AS number"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSubject:
    """An open queue on a server; ``head`` names the file of this computer that knows how far its audit trail went."""

    database: ServerDatabase
    queue: Queue
    head: Path


Check = Callable[[ServerSubject], Finding]


def head_file(address: ServerAddress) -> Path:
    """Return where the head of the audit trail of a server is written down, out of that server's reach."""
    name = hashlib.sha256(f"{address.host}:{address.port}/{address.database}".encode()).hexdigest()[:16]
    return places.data_folder() / "servers" / f"{name}.db"


def check_server(subject: ServerSubject) -> Finding:
    """The server answers; how it is protected."""
    found = subject.database.select("SELECT current_setting('server_version') AS version")[0]
    params = {"server": str(subject.database.address), "version": str(found["version"]).split()[0]}
    if subject.database.line.protected:
        return Finding(good=True, key="verify.server", params=params)
    return Finding(good=subject.database.address.local, key="verify.server_local", params=params)


def check_guards(subject: ServerSubject) -> Finding:
    """The server itself refuses rows that contradict each other, and to change the audit trail."""
    loose = int(str(subject.database.select(_LOOSE)[0]["number"]))
    return Finding(
        good=not loose,
        key="verify.server_loose" if loose else "verify.server_guards",
        params={"count": str(loose)},
    )


def check_rows(subject: ServerSubject) -> Finding:
    """Every row passes the gate."""
    return rows_of(subject.queue)


def check_audit(subject: ServerSubject) -> Finding:
    """No line was changed or taken away since this computer last looked; how far it goes is written down again."""
    trail = KeptTrail(subject.database)
    written = read_head(subject.head)
    found = chain_of(trail, [] if written is None else [written])
    if not found.good:
        return found
    write_head(subject.head, trail.head())
    key = "verify.server_audit" if written is None else "verify.server_audit_since"
    return Finding(good=True, key=key, params={"count": found.params["count"]})


CHECKS: Final[tuple[Check, ...]] = (check_server, check_guards, check_rows, check_audit)


def findings(subject: ServerSubject) -> tuple[Finding, ...]:
    """Return what every check found."""
    return tuple(each(subject) for each in CHECKS)
