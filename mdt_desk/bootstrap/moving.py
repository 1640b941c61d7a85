"""Moving the queue of a window: what it offers, and the move itself once the window is shut."""

import shutil
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mdt_desk.bootstrap.clock import SystemClock
from mdt_desk.bootstrap.desk import open_tables
from mdt_desk.bootstrap.place import queue_place
from mdt_desk.bootstrap.settings import settings_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdt_desk.store.either import EitherDatabase
    from mdt_desk.usecases.addresses import Place, ServerAddress
    from mdt_desk.usecases.keys import QueueKey
    from mdt_desk.usecases.moving import Arrived, Found, Move, Told
    from mdt_desk.usecases.ports import DeskServices


class KnownEnds:
    """Implements `Ends` for this computer and the servers it can reach."""

    def look(self, server: "ServerAddress", password: str | None) -> "Found":
        from mdt_desk.store.server.looking import look_at

        return look_at(server, password)

    def free_file(self) -> tuple[Path, str]:
        from mdt_desk.store.engine import default_path
        from mdt_desk.store.key_file import keys_beside

        own = default_path()
        if not own.exists() and not keys_beside(own).exists():
            return own, ""
        day = f"{SystemClock().now():%Y-%m-%d}"
        names = (f"from-server-{day}{after}" for after in ("", *(f"-{each}" for each in range(2, 1_000))))
        found = next(each for each in (own.parent / name for name in names) if not each.exists())
        return found / own.name, str(found / own.name)


def with_moving(services: "DeskServices", place: "Place") -> "DeskServices":
    """Offer to move the queue that the settings name; not where the hospital's IT says where it is."""
    from mdt_desk.usecases.moving import Moving

    if services.rehearsing or "database" in services.settings.fixed() or not _named_by_settings(place):
        return services
    left_for = ""
    if isinstance(place, Path):
        with suppress(OSError):  # most queues never went anywhere
            left_for = _left_for(place).read_text(encoding="utf-8", errors="replace")
    moving = Moving(KnownEnds(), services.witness, to_server=isinstance(place, Path), left_for=left_for)
    return replace(services, moving=moving)


def _named_by_settings(place: "Place") -> bool:
    from mdt_desk.usecases.errors import KnownError

    try:
        return queue_place(None) == place
    except KnownError:  # they cannot be read, and so name none
        return False


def move_queue(
    source: "Place", key: "QueueKey | None", password: str | None, move: "Move", told: "Told"
) -> "Arrived":
    """Move everything, compare it, and have the settings name the new place; the old one is left as it was.

    Raises:
        KnownError: nothing was moved; this desk works where it did.

    """
    from mdt_desk.store.moving import move as move_rows
    from mdt_desk.usecases.moving import Arrived

    settings = settings_file()
    settings.save(settings.current())  # what cannot be written is found before anything is moved
    with ExitStack() as opened:
        if isinstance(move.target, Path):
            opened.enter_context(gone_unless_whole(move.target))
        first = opened.enter_context(closing(_opened(source, key, password)))
        second = opened.enter_context(closing(open_tables(move.target, move.secret, lambda: move.secret)))
        opened.enter_context(second.changing())
        moved = move_rows(first, second, told)
        _take_drafts(second, to_server=not isinstance(move.target, Path))
    settings.save(replace(settings.current(), database=move.said))
    _leave_word(source, move.target)
    rows = {each.table: each.rows for each in moved}
    return Arrived(
        source=str(source), target=str(move.target), cases=rows["case_file"], rows=sum(rows.values())
    )


@contextmanager
def gone_unless_whole(file: Path) -> "Iterator[None]":
    """Take away what was made for a queue in a new file, should it not come: it would be an empty one."""
    from mdt_desk.store.key_file import keys_beside

    with ExitStack() as refused:
        if not file.parent.exists():
            refused.callback(shutil.rmtree, file.parent, ignore_errors=True)
        for each in (file, keys_beside(file)):
            if not each.exists():
                refused.callback(each.unlink, missing_ok=True)
        yield
        refused.pop_all()


def _leave_word(source: "Place", target: "Place") -> None:
    """Say beside the old file where its queue went, and beside a new one nothing."""
    from mdt_desk.store.places import write_whole

    with suppress(OSError):  # everything is there, and the settings name it
        if isinstance(target, Path):
            _left_for(target).unlink(missing_ok=True)
        if isinstance(source, Path):
            write_whole(_left_for(source), str(target).encode())


def _left_for(file: Path) -> Path:
    """Return the file beside a queue that says where all of it went: who opens it again is told."""
    return file.with_name(f"{file.name}.moved")


def _opened(source: "Place", key: "QueueKey | None", password: str | None) -> "EitherDatabase":
    if isinstance(source, Path) and key is not None:
        from mdt_desk.store.database import open_database

        return open_database(source, key)
    return open_tables(source, None, lambda: password)


def _take_drafts(database: "EitherDatabase", *, to_server: bool) -> None:
    """Let what somebody was typing here be found there: on a server each desk has its own drafts."""
    from mdt_desk.bootstrap.server_desk import desk_mark
    from mdt_desk.store.notes import KeptNotes
    from mdt_desk.usecases.ports import NoteKind

    notes, before = KeptNotes(database), f"{desk_mark()}/"
    for name, text in notes.under(NoteKind.DRAFT).items():
        if to_server and "/" not in name:
            notes.keep(NoteKind.DRAFT, f"{before}{name}", text)
        elif not to_server and name.startswith(before):
            notes.keep(NoteKind.DRAFT, name.removeprefix(before), text)
        else:
            continue
        notes.forget(NoteKind.DRAFT, name)
