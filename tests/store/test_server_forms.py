"""An older form on a server becomes this one as a whole or not at all, whichever desk is first."""

import re
from pathlib import Path
from threading import Thread

import pytest
import sqlalchemy as sa
from alembic.operations import Operations

from mdt_desk.store import migrating
from mdt_desk.store.engine import SCHEMA_VERSION
from mdt_desk.store.migrating import Step
from mdt_desk.store.server import form
from mdt_desk.usecases.addresses import ServerAddress
from mdt_desk.usecases.errors import KnownError, SiteError
from tests.servers import Server, fresh, open_server

FORMS = Path(__file__).parent / "forms"

_SHAPE = """
    SELECT 'column', table_name, column_name, data_type || is_nullable FROM information_schema.columns
        WHERE table_schema = 'public'
    UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
    UNION ALL SELECT 'index', tablename, indexname, '' FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'trigger', tgrelid::regclass::text, tgname, '' FROM pg_trigger WHERE NOT tgisinternal
"""


_ROUND_ABOUT = re.compile(r"::[a-z ]+|[\[\]()]|ARRAY")
"""How a condition is spelt differs after it was read from a file; what it says does not."""


def shape(server: Server, address: ServerAddress) -> set[tuple[str, ...]]:
    with server.by_hand(address.database) as hand:
        found = hand.execute(_SHAPE).fetchall()
    return {(*each[:3], " ".join(_ROUND_ABOUT.sub(" ", each[3]).split())) for each in found}


def test_that_the_first_form_of_a_server_ends_with_the_tables_of_a_new_one(
    server: Server, address: ServerAddress
) -> None:
    with fresh(server, "template0") as older:
        server.say((FORMS / f"server_{form.FIRST_FORM}.sql").read_text(encoding="utf-8"), older.database)
        open_server(older).close()
        assert shape(server, older) == shape(server, address)


def coming(monkeypatch: pytest.MonkeyPatch, *steps: Step) -> None:
    """Let a form follow the present one."""
    monkeypatch.setattr(form, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    monkeypatch.setattr(migrating, "steps_from", lambda _: steps)


def with_column(op: Operations) -> None:
    op.add_column("note", sa.Column("extra", sa.String, nullable=False, server_default=""))


def failing(op: Operations) -> None:
    op.execute("SELECT no_such_function()")


def test_that_desks_that_open_an_older_form_at_once_bring_it_up_once(
    server: Server, address: ServerAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shape(server, address)
    coming(monkeypatch, with_column)
    refused = list[KnownError]()

    def open_it() -> None:
        try:
            open_server(address).close()
        except KnownError as error:
            refused.append(error)

    desks = [Thread(target=open_it) for _ in range(3)]
    for each in desks:
        each.start()
    for each in desks:
        each.join()
    assert refused == []
    assert shape(server, address) - before == {("column", "note", "extra", "character varyingNO")}
    monkeypatch.undo()
    with pytest.raises(SiteError) as newer:
        open_server(address)
    assert newer.value.key == "server.newer"


def test_that_a_step_that_fails_leaves_the_form_before(
    server: Server, address: ServerAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shape(server, address)
    coming(monkeypatch, with_column, failing)
    with pytest.raises(SiteError) as refused:
        open_server(address)
    assert refused.value.key == "server.migration"
    assert shape(server, address) == before
    monkeypatch.undo()
    open_server(address).close()
