"""What the support file is made of, and what is checked for it."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mdt_desk.bootstrap.folders import reports_file
from mdt_desk.bootstrap.place import key_keeper

if TYPE_CHECKING:
    from mdt_desk.store.database import Database
    from mdt_desk.store.queue import Queue
    from mdt_desk.store.server.database import ServerDatabase
    from mdt_desk.usecases.keys import QueueKey
    from mdt_desk.usecases.ports import DeskServices
    from mdt_desk.usecases.support import Checked, Support, SupportTools

_TOLD_OF: Final = ("PySide6", "sqlcipher3", "SQLModel", "SQLAlchemy", "reportlab", "cryptography", "keyring")


def support(services: "DeskServices", checks: "Callable[[], Iterable[Checked]]") -> "Support | None":
    """Return what puts the support file together."""
    from mdt_desk.usecases.support import DeskSupport

    if services.witness is None:
        return None
    return DeskSupport(
        services.queue,
        services.settings,
        support_tools(checks),
        services.witness,
        keys=services.keys,
        activating=services.activating,
    )


def support_tools(checks: "Callable[[], Iterable[Checked]]") -> "SupportTools":
    """Return what the support file tells of this computer; ``checks`` those of the queue."""
    from mdt_desk.durable import write_whole
    from mdt_desk.mistakes import kept
    from mdt_desk.usecases.errors import SiteError
    from mdt_desk.usecases.support import SupportTools

    def write(file: Path, content: bytes) -> None:
        try:
            write_whole(file, content)
        except OSError as error:
            raise SiteError("support.not_written", why=type(error).__name__) from error

    return SupportTools(versions=versions, checks=checks, reports=lambda: kept(reports_file()), write=write)


def versions() -> dict[str, str]:
    """Return of which versions this program and its computer are; the computer's name is not told."""
    import platform
    from importlib import metadata

    from mdt_desk import __version__
    from mdt_desk.store.cipher import driver
    from mdt_desk.store.engine import SCHEMA_VERSION

    found = {
        "mdt-desk": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "sqlite": driver.sqlite_version,
        "form": str(SCHEMA_VERSION),
    }
    for each in _TOLD_OF:
        try:
            found[each] = metadata.version(each)
        except metadata.PackageNotFoundError:  # an installer may leave such facts behind
            found[each] = "?"
    return found


def checked(file: "Database", queue: "Queue", key: "QueueKey") -> "list[Checked]":
    """Do what `verify` does, for the support file."""
    from mdt_desk.store.checks import Subject, findings
    from mdt_desk.usecases.keys import Protection
    from mdt_desk.usecases.support import Checked

    protection = key_keeper(file.path).protection() or Protection()
    found = findings(Subject(database=file, queue=queue, key=key, protection=protection))
    return [Checked(good=each.good, key=each.key, params=each.params) for each in found]


def checked_server(database: "ServerDatabase", queue: "Queue") -> "list[Checked]":
    """Do what `verify` does, for the support file."""
    from mdt_desk.store.server.checks import ServerSubject, findings, head_file
    from mdt_desk.usecases.support import Checked

    subject = ServerSubject(database=database, queue=queue, head=head_file(database.address))
    return [Checked(good=each.good, key=each.key, params=each.params) for each in findings(subject)]
