"""The form of the tables on a server: whose they are, which form, and bringing an older one to this one."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from mdt_desk.store.engine import APPLICATION_ID, SCHEMA_VERSION
from mdt_desk.store.server.line import Line
from mdt_desk.usecases.errors import SiteError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from mdt_desk.store.migrating import Step

FIRST_FORM: Final = 6
"""No server has tables of an older form."""

LOCK: Final = f"SELECT pg_advisory_xact_lock({APPLICATION_ID})"
"""One transaction of all desks at a time, as with a file."""

_MARKED: Final = (
    "meeting",
    "case_file",
    "decision",
    "action_item",
    "leaflet_log",
    "execution",
    "follow_up",
    "account",
)
"""Tables of which other desks are told that something was changed."""

_ONE_ROW: Final = "one boolean PRIMARY KEY DEFAULT true CHECK (one)"

_BESIDE: Final = (
    f"CREATE TABLE queue_form ({_ONE_ROW}, application bigint NOT NULL, form integer NOT NULL)",
    f"CREATE TABLE change_mark ({_ONE_ROW}, number bigint NOT NULL) WITH (fillfactor = 10)",
    "INSERT INTO change_mark (number) VALUES (0)",
    """CREATE TABLE presence (desk uuid PRIMARY KEY, who text NOT NULL, case_id uuid NOT NULL,
        seen_at timestamptz NOT NULL)""",
    """CREATE FUNCTION audit_line_stays() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'a line of the audit trail is never changed'; END $$""",
    """CREATE FUNCTION audit_line_kept() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN IF OLD.number > (SELECT coalesce(max(number), 0) FROM audit_anchor) THEN
            RAISE EXCEPTION 'a line of the audit trail is never dropped'; END IF; RETURN OLD; END $$""",
    """CREATE TRIGGER audit_line_stays BEFORE UPDATE ON audit_line
        FOR EACH ROW EXECUTE FUNCTION audit_line_stays()""",
    """CREATE TRIGGER audit_line_kept BEFORE DELETE ON audit_line
        FOR EACH ROW EXECUTE FUNCTION audit_line_kept()""",
    """CREATE TRIGGER audit_line_not_emptied BEFORE TRUNCATE ON audit_line
        FOR EACH STATEMENT EXECUTE FUNCTION audit_line_stays()""",
    """CREATE FUNCTION something_changed() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN UPDATE change_mark SET number = number + 1; RETURN NULL; END $$""",
    *(
        f"""CREATE TRIGGER something_changed AFTER INSERT OR UPDATE OR DELETE ON {each}
            FOR EACH STATEMENT EXECUTE FUNCTION something_changed()"""
        for each in _MARKED
    ),
)


def look(line: Line, server: str) -> int:
    """Return the form of the tables; 0: there are none at all.

    Raises:
        SiteError: tables of another program, or of a newer one.
        psycopg.Error: the server answers with an error.

    """
    if line.rows("SELECT to_regclass('queue_form') IS NULL AS missing")[0]["missing"]:
        others = line.rows(
            "SELECT count(*) AS number FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm')"
            " AND relnamespace = current_schema()::regnamespace"
        )
        if others[0]["number"]:
            raise SiteError("server.foreign", server=server)
        return 0
    found = line.rows("SELECT application, form FROM queue_form")
    if len(found) != 1 or found[0]["application"] != APPLICATION_ID:
        raise SiteError("server.foreign", server=server)
    form = int(str(found[0]["form"]))
    if form < FIRST_FORM:
        raise SiteError("server.foreign", server=server)
    if form > SCHEMA_VERSION:
        raise SiteError("server.newer", server=server, found=str(form), known=str(SCHEMA_VERSION))
    return form


def take(line: Line, server: str) -> None:
    """Look whose tables these are; make them where there are none, and bring older ones to this form.

    Raises:
        SiteError: as `look`, or the account may not make or change tables; nothing was changed.
        psycopg.Error: the server answers with an error.

    """
    if line.rows("SELECT current_setting('transaction_read_only') = 'on' AS shut")[0]["shut"]:
        raise SiteError("server.read_only", server=server)
    if look(line, server) == SCHEMA_VERSION:
        return
    try:
        line.first(f"BEGIN; {LOCK}")
        line.take_your_time()
        form = look(line, server)  # another desk may have been first
        if form == 0:
            _create(line, server)
        elif form < SCHEMA_VERSION:
            from mdt_desk.store.migrating import steps_from

            bring_up(line, server, steps_from(form))
        line.commit()
    finally:
        line.undo()


def bring_up(line: Line, server: str, steps: "Iterable[Step]") -> None:
    """Take the steps in the transaction under way, and write the new form.

    Raises:
        SiteError: a step failed; nothing was changed.

    """
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    with _changing_tables(server), engine_on(line).connect() as opened:
        take_step = Operations(MigrationContext.configure(opened))
        for step in steps:
            step(take_step)
        line.run("UPDATE queue_form SET form = ?", (SCHEMA_VERSION,))


@contextmanager
def _changing_tables(server: str) -> Iterator[None]:
    from psycopg.errors import InsufficientPrivilege
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError

    try:
        yield
    except (SQLAlchemyError, InsufficientPrivilege) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        if isinstance(cause, InsufficientPrivilege):
            raise SiteError("server.not_made", server=server) from error
        raise SiteError("server.migration", server=server, code=type(error).__name__) from error


def engine_on(line: Line) -> "Engine":
    """Return an engine whose only connection is this one; it begins and ends no transaction itself."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    return create_engine(
        "postgresql+psycopg://",
        creator=lambda: line.connection,
        poolclass=StaticPool,
        pool_reset_on_return=None,
        skip_autocommit_rollback=True,
        hide_parameters=True,
        use_native_hstore=False,
    )


def _create(line: Line, server: str) -> None:
    from mdt_desk.store.tables import METADATA

    with _changing_tables(server), engine_on(line).connect() as opened:
        METADATA.create_all(opened)
        for each in _BESIDE:
            line.run(each)
        line.run("INSERT INTO queue_form (application, form) VALUES (?, ?)", (APPLICATION_ID, SCHEMA_VERSION))
