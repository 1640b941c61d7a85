"""Read what was last in sight, before anything else of the program is loaded: only the driver is imported here.

The file is read, never written, and closed again; whoever opens the queue afterwards looks whether it is whole.
"""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mdt_desk.store.own import is_its_own

if TYPE_CHECKING:
    import sqlite3 as driver  # sqlcipher3 carries no types; it has those of sqlite3
    from collections.abc import Mapping, Sequence
else:
    from sqlcipher3 import dbapi2 as driver

FORM: Final = 7
"""The form of the tables for which this is written: a test holds it equal to the present one."""

MARK: Final = 0x4D444B51
ROWS: Final = 24
"""So many rows fill a screen."""

_SELECT: Final = (
    "SELECT l.number, l.digest AS made_from, l.seal, l.holds_until, l.lane, c.id, c.version, c.state, c.listed_at,"
    " c.changed_at, c.meeting_id, c.document, c.digest FROM queue_line l JOIN case_file c ON c.id = l.case_id"
    " WHERE l.waiting = 1 ORDER BY l.lane, l.due, l.ready, l.number LIMIT ?"
)


def key_at_hand(queue: Path) -> tuple[str, str] | None:
    """Return key and salt where the file beside a queue holds them in the open; None: something else keeps them."""
    try:
        tree = json.loads(queue.with_suffix(".keys").read_bytes())
        key, salt = tree["open"], tree["queue"]
        whole = len(bytes.fromhex(key)) == 32 and len(bytes.fromhex(salt)) == 16
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return (key, salt) if whole else None


def key_in_store(queue: Path) -> tuple[str, str] | None:
    """Return key and salt where the key store of this system keeps them; None: it does not, or not now."""
    from mdt_desk.store.key_header import HeaderRefused, bound_to, read
    from mdt_desk.store.key_stores import SystemKeyStore
    from mdt_desk.store.wrapping import unwrap

    try:
        header = read(queue.with_suffix(".keys").read_bytes())
    except (OSError, HeaderRefused):
        return None
    secret = None if header.key_store is None else SystemKeyStore().recall(header.salt)
    if header.key_store is None or secret is None:
        return None
    raw = unwrap(header.key_store, secret, bound_to(header.salt, "key_store"))
    return None if raw is None else (raw.hex(), header.salt.hex())


def glimpse(queue: Path, key: str, salt: str) -> "tuple[str, Sequence[Mapping[str, Any]]] | None":
    """Return what was last in sight, and the first rows as they are now, each with whether it ``stands``.

    ``stands``: the case is as this program wrote it, and the line was made from it. None: there is nothing to show.
    """
    try:
        address = f"{queue.absolute().as_uri()}?mode=ro"
        connection = driver.connect(address, uri=True, isolation_level=None, timeout=0)
    except driver.Error:
        return None
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key=\"x'{key}{salt}'\"")
        connection.execute("PRAGMA trusted_schema=OFF")
        for name, wanted in (("application_id", MARK), ("user_version", FORM)):
            if connection.execute(f"PRAGMA {name}").fetchone()[0] != wanted:
                return None
        found = connection.execute("SELECT text FROM queue_sight WHERE name = 'queue'").fetchone()
        if found is None:
            return None
        cursor = connection.cursor()
        cursor.row_factory = driver.Row
        rows: list[dict[str, Any]] = [dict(each) for each in cursor.execute(_SELECT, (ROWS,))]
    except (driver.Error, ValueError):
        return None
    finally:
        connection.close()
    for each in rows:
        each["stands"] = each["made_from"] == each["digest"] and is_its_own(each)
    return str(found[0]), rows
