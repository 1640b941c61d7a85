"""``mdt-desk move``: a queue from file to server, back, or to another of either; and the copy of a server."""

import argparse
from contextlib import closing, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mdt_desk.bootstrap.desk import open_tables
from mdt_desk.bootstrap.moving import gone_unless_whole
from mdt_desk.commands.desk import refusing
from mdt_desk.commands.unlocking import chosen_passphrase, given, passphrase_of, password, somebody_watches
from mdt_desk.i18n import load_texts
from mdt_desk.usecases.addresses import Place, ServerAddress, place_of
from mdt_desk.usecases.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mdt_desk.store.either import EitherDatabase
    from mdt_desk.store.moving import Moved

_STAMP: Final = "%Y%m%dT%H%M%SZ"


def move(options: argparse.Namespace, now: datetime) -> int:
    """Copy every row to an empty queue, compare the two, and say what was moved; the first is left as it is."""
    return refusing(lambda: _move(options, now))


def _move(options: argparse.Namespace, now: datetime) -> int:
    source, target = place_of(options.source), place_of(options.target)
    if source == target:
        raise UserError("move.same")
    if isinstance(source, Path) and not source.is_file():
        raise UserError("backup.no_queue", file=str(source))
    made = gone_unless_whole(target) if isinstance(target, Path) else nullcontext()
    with closing(_open(options, source)) as first, made, closing(_open(options, target)) as second:
        moved = _moved(first, second, now, f"move:{_named(target)}")
    _say(moved)
    print(load_texts("en").get("move.done", source=str(source), target=str(target)))
    return 0


def copy_of_server(options: argparse.Namespace, address: ServerAddress, now: datetime) -> Path:
    """Make a copy of a server in an encrypted file, and return where it is; its passphrase is given or typed.

    Raises:
        KnownError: nobody gives one, or the copy cannot be made.

    """
    from mdt_desk.store import places

    stamp = now.astimezone(UTC).strftime(_STAMP)
    file = places.data_folder() / "servers" / f"{address.database}-{stamp}.db"
    secret = given(options)
    if secret is None and somebody_watches():
        secret = chosen_passphrase(load_texts("en"))
    if secret is None:
        raise UserError("move.passphrase")
    with (
        closing(open_tables(address, None, lambda: None)) as first,
        gone_unless_whole(file),
        closing(open_tables(file, secret, lambda: None)) as second,
    ):
        _moved(first, second, now, "copy")
    return file


def _moved(first: "EitherDatabase", second: "EitherDatabase", now: datetime, of: str) -> "tuple[Moved, ...]":
    """Move with a line of the audit trail about it, which goes along."""
    from mdt_desk.domain.audit import Deed, Event
    from mdt_desk.domain.people import OWNER
    from mdt_desk.store.moving import move as move_rows
    from mdt_desk.store.places import account_name, desk_name
    from mdt_desk.store.trail import KeptTrail

    event = Event(at=now, who=account_name(), role=OWNER, place=desk_name(), what=Deed.EXPORTED, object=of)
    KeptTrail(first).append([event])
    return move_rows(first, second)


def _open(options: argparse.Namespace, place: Place) -> "EitherDatabase":
    secret = passphrase_of(options, place) if isinstance(place, Path) else None
    return open_tables(place, secret, lambda: password(options))


def _named(place: Place) -> str:
    return "file" if isinstance(place, Path) else str(place)


def _say(moved: "Iterable[Moved]") -> None:
    for each in moved:
        print(f"{each.table:<16} {each.rows:>8}  {each.digest[:16]}")
