"""The window of a queue, from what stands before it to what takes its place."""

from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mdt_desk.bootstrap.desk import open_desk
from mdt_desk.bootstrap.folders import window_memory
from mdt_desk.bootstrap.place import door, key_keeper, place_trouble, queue_file, queue_place
from mdt_desk.bootstrap.rehearsal import open_staged_rehearsal
from mdt_desk.bootstrap.settings import settings_file
from mdt_desk.i18n import load_texts
from mdt_desk.usecases.errors import KnownError

if TYPE_CHECKING:
    from mdt_desk.ui.running import Ended
    from mdt_desk.usecases.addresses import Place, ServerAddress
    from mdt_desk.usecases.backups import Backup
    from mdt_desk.usecases.keys import QueueKey
    from mdt_desk.usecases.moving import Move


Elsewhere = tuple["Place", str | None]
"""Where the queue went while its window was shut, and the password of the server there if one was typed."""


def show_window(named: "Place | None") -> int:
    """Show the user's queue until its window is closed, also where it moves meanwhile."""
    from mdt_desk.ui.unread import leave_sources_unread

    leave_sources_unread()
    place, password = _place(named), None
    if place is None:
        return _rehearsal()
    while True:
        ended = _show_file(place) if isinstance(place, Path) else _show_server(place, password)
        if isinstance(ended, int):
            return ended
        place, password = ended


def _place(named: "Place | None") -> "Place | None":
    """Return where the queue is; None: a rehearsal was asked for instead.

    Raises:
        KnownError: the settings do not tell, and the window that said so was closed.

    """
    from mdt_desk.ui.server_entrance import run_server_entrance

    while True:
        try:
            return queue_place(named)
        except KnownError as error:
            ended = run_server_entrance(error, settings_file().current(), load_texts)
            if ended.rehearsal_asked:
                return None
            if not ended.again:
                raise


def _show_file(database: Path) -> "int | Elsewhere":
    """Show a queue in a file; what keeps it shut gets a screen of its own."""
    from mdt_desk.ui.app import REHEARSE
    from mdt_desk.usecases.addresses import server_of

    key, trouble = _found(database)
    restored: Backup | None = None
    while True:
        if key is None or trouble is not None:
            ended = _before(database, key, trouble)
            if isinstance(ended, int):
                return _rehearsal() if ended == REHEARSE else ended
            if isinstance(ended, str):
                return _show_server(server_of(ended), chosen=ended)
            key, trouble = ended, None
        try:
            run = _desk(database, key, restored)
        except KnownError as error:
            trouble = error
            continue
        restored = run.restore
        if run.move is not None:
            if _moved(database, key, None, run.move):
                return run.move.target, run.move.secret
        elif run.restore is None:
            return _rehearsal() if run.status == REHEARSE else run.status
        else:
            try:
                door(database).restore(key, run.restore)
            except KnownError as error:
                trouble, restored = error, None


def _show_server(
    address: "ServerAddress", password: str | None = None, *, chosen: str = ""
) -> "int | Elsewhere":
    """Show a queue on a server; the password that was typed is tried, and then asked for no more.

    ``chosen``: as somebody named it at the first start; it is the queue of this desk once it has let us in.
    """
    from mdt_desk.ui.app import REHEARSE
    from mdt_desk.ui.server_entrance import run_server_entrance

    typed = password
    while True:
        try:
            run = _server_desk(address, typed, chosen=chosen)
        except KnownError as error:
            ended = run_server_entrance(error, settings_file().current(), load_texts)
            if not ended.again:
                return _rehearsal() if ended.rehearsal_asked else 0
            typed = ended.password
            continue
        if run.move is None:
            return _rehearsal() if run.status == REHEARSE else run.status
        if _moved(address, None, typed, run.move):
            return run.move.target, None


def _server_desk(address: "ServerAddress", typed: str | None, *, chosen: str) -> "Ended":
    from mdt_desk.bootstrap.moving import with_moving
    from mdt_desk.ui.rules_watch import remember
    from mdt_desk.ui.running import run_kept_desk

    with open_desk(address, password=lambda: typed) as services:
        if chosen:
            settings = settings_file()
            settings.save(replace(settings.current(), database=chosen))
        ended = run_kept_desk(with_moving(services, address), None, window_memory())
        remember(services)
        return ended


def _moved(source: "Place", key: "QueueKey | None", password: str | None, move: "Move") -> bool:
    """Move the queue while no window is open on it, and tell whether it is elsewhere now."""
    from mdt_desk.bootstrap.moving import move_queue
    from mdt_desk.ui.moving_window import run_moving

    job = partial(move_queue, source, key, password, move)
    to_server = not isinstance(move.target, Path)
    return run_moving(job, settings_file().current(), load_texts, to_server=to_server) is not None


def _found(database: Path | None) -> "tuple[QueueKey | None, KnownError | None]":
    """Return the key where nobody needs to be asked for it, or why it cannot be had."""
    try:
        return key_keeper(database).without_asking(), None
    except KnownError as error:
        return None, error


def _before(
    database: Path | None, key: "QueueKey | None", trouble: KnownError | None
) -> "QueueKey | str | int":
    """Show what stands before the queue: it ends with a key, the address of a server, or an exit status or REHEARSE."""
    from mdt_desk.ui.app import REHEARSE, application
    from mdt_desk.ui.choosing import in_next_language
    from mdt_desk.ui.entering import run_entrance
    from mdt_desk.ui.single import call_first

    application()
    if call_first(queue_file(database)):
        return 0
    settings = settings_file()
    worn = settings.current()
    while True:
        entrance = run_entrance(door(database), worn, load_texts, trouble=trouble, key=key)
        if not entrance.language_asked:
            break
        worn = in_next_language(worn)
        if place_trouble(settings) is None:  # else it would say no more that the queue may be elsewhere
            with suppress(KnownError):  # what cannot be kept is worn here all the same
                settings.save(worn)
    if entrance.key is not None:
        return entrance.key
    if entrance.server:
        return entrance.server
    return REHEARSE if entrance.rehearsal_asked else 0


def _desk(database: Path, key: "QueueKey", restored: "Backup | None") -> "Ended":
    from mdt_desk.bootstrap.moving import with_moving
    from mdt_desk.ui.rules_watch import remember
    from mdt_desk.ui.running import run_kept_desk

    with open_desk(database, key=key) as services:
        ended = run_kept_desk(with_moving(services, database), database, window_memory(), restored=restored)
        remember(services)
        return ended


def _rehearsal() -> int:
    from mdt_desk.ui.app import run_desk

    with open_staged_rehearsal(settings_file().current()) as services:
        return run_desk(services, memory=window_memory())
