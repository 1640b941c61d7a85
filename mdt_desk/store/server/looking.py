"""Try a server before a queue moves there: who it is, and whether there is room; nothing is changed."""

from contextlib import closing
from typing import Final

from mdt_desk.store.key_stores import KeyStore, SystemKeyStore
from mdt_desk.store.server.form import look
from mdt_desk.store.server.line import Line
from mdt_desk.store.server.opening import Doorkeeper
from mdt_desk.store.server.saying import said_of
from mdt_desk.usecases.addresses import ServerAddress
from mdt_desk.usecases.errors import SiteError, UserError
from mdt_desk.usecases.moving import Found

_MAY: Final = "SELECT has_schema_privilege(current_schema(), 'CREATE') AS may"


def look_at(address: ServerAddress, password: str | None, store: KeyStore | None = None) -> Found:
    """Return what a server is that an empty queue can be made on, or is on already.

    Raises:
        KnownError: it does not answer, keeps us out, holds something else or a queue that is not empty, or the account
            may make no tables.

    """
    keeper = Doorkeeper(address, lambda: password, SystemKeyStore() if store is None else store)
    with said_of(address), closing(Line(keeper.dial)) as line:
        if look(line, str(address)):
            _refuse_rows(line, str(address))
        elif not line.rows(_MAY)[0]["may"]:
            raise SiteError("server.not_made", server=str(address))
        version = str(line.rows("SELECT current_setting('server_version') AS version")[0]["version"])
        return Found(server=str(address), version=version.partition(" ")[0], protected=line.protected)


def _refuse_rows(line: Line, server: str) -> None:
    from mdt_desk.store.tables import METADATA

    for table in METADATA.sorted_tables:
        may = line.rows("SELECT has_table_privilege(?, 'INSERT') AS may", (table.name,))[0]["may"]
        if not may and table.name != "audit_anchor":
            raise SiteError("server.no_permission", server=server)
        if line.rows(f'SELECT 1 AS one FROM "{table.name}" LIMIT 1'):  # noqa: S608  # our own tables
            raise UserError("move.not_empty")
