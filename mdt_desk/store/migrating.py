"""Bring an older queue to the present form: backed up first, then all steps in one transaction or none."""

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from mdt_desk.store.cipher import Connection
from mdt_desk.store.copies import FOLDER, copy_verified, digests, free_or_same
from mdt_desk.store.engine import SCHEMA_VERSION, engine_on
from mdt_desk.usecases.errors import SiteError
from mdt_desk.usecases.keys import QueueKey

if TYPE_CHECKING:
    from alembic.operations import Operations

Step = Callable[["Operations"], None]


def steps_from(form: int) -> tuple[Step, ...]:
    """Return the steps that lead from a form to the present one."""
    modules = (
        import_module(f"mdt_desk.store.migrations.form_{each}")
        for each in range(form + 1, SCHEMA_VERSION + 1)
    )
    return tuple(each.upgrade for each in modules)


def bring_up(
    connection: Connection, path: Path, key: QueueKey, form: int, steps: Iterable[Step] | None = None
) -> Path:
    """Take every step, and return the verified backup that was made before.

    Raises:
        SiteError: the backup or a step failed; the queue was left as it was.
        OSError: the disk does not take the backup.
        Error: the engine does not.

    """
    first = path.parent / FOLDER / f"{path.stem}-before-form-{SCHEMA_VERSION}.db"
    kept = free_or_same(first, key, digests(connection))
    copy_verified(connection, key, kept)
    migrate(connection, path, steps_from(form) if steps is None else steps)
    return kept


def migrate(connection: Connection, path: Path, steps: Iterable[Step]) -> None:
    """Take the steps and write the new form in one transaction.

    Raises:
        SiteError: a step failed; nothing was changed.

    """
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from sqlalchemy.exc import SQLAlchemyError

    # Tables are made anew under their own names: references are checked once, at the end, not on the way.
    connection.execute("PRAGMA foreign_keys=OFF")
    try:
        with engine_on(connection, "BEGIN EXCLUSIVE").begin() as opened:
            take = Operations(MigrationContext.configure(opened))
            for step in steps:
                step(take)
            if opened.exec_driver_sql("PRAGMA foreign_key_check").fetchone() is not None:
                raise SiteError("store.migration", file=str(path), code="foreign_key_check")
            opened.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
    except SQLAlchemyError as error:
        raise SiteError("store.migration", file=str(path), code=type(error).__name__) from error
    finally:
        connection.execute("PRAGMA foreign_keys=ON")
