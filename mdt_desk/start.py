"""Start: what was last in sight of the queue first, then the program."""

import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mdt_desk.ui.screen import without_screen

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program as `cli.main` does; where it opens the window of a queue, its first rows are shown before."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if arguments is None:
        sys.excepthook = _say_kind
    sight = _first_sight(given)
    from mdt_desk.cli import main as run

    status = run(given, stays=arguments is None)
    del sight  # the window that took its place has closed it
    return status


def _say_kind(kind: type[BaseException], _error: BaseException, _trace: object) -> None:
    """Say of an error what it is and no value, until `mistakes.Watch` is loaded and says more."""
    sys.stderr.write(f"mdt-desk: {kind.__name__}\n")


def _first_sight(given: Sequence[str]) -> "QMainWindow | None":
    """Show the first rows of the queue that is about to be opened; None: there is nothing that could be shown."""
    queue = _queue(given)
    if queue is None or not queue.is_file() or without_screen():
        return None
    from mdt_desk.store.glimpse import glimpse, key_at_hand, key_in_store

    key = key_at_hand(queue) or key_in_store(queue)
    found = None if key is None else glimpse(queue, *key)
    try:
        return None if found is None else _shown(*found)
    except (AttributeError, LookupError, TypeError, ValueError):
        return None  # another version of the program kept it, in a form of its own


def _shown(text: str, lines: Sequence[Mapping[str, Any]]) -> "QMainWindow | None":
    """Show what was in sight, where rules and settings are still those under which it was judged."""
    import json

    from mdt_desk.assets import digest_of, resource, rule_hash

    sight = json.loads(text)
    stands = sight["stands_on"]
    if (
        any(digest_of(Path(file)) != digest for file, digest in stands.items() if file)
        or stands[""] != rule_hash()
    ):
        return None
    from PySide6.QtGui import QFontDatabase
    from PySide6.QtWidgets import QApplication

    from mdt_desk.ui.unread import leave_sources_unread

    leave_sources_unread()
    from mdt_desk.ui.first_sight import rows_now, show_first_sight

    app = QApplication(["mdt-desk"])
    QFontDatabase.addApplicationFont(str(resource("fonts", "NotoSans-Regular.ttf")))
    return show_first_sight(app, sight, rows_now(sight, lines, datetime.now(UTC)))


def _queue(given: Sequence[str]) -> Path | None:
    """Return the file of the queue whose window is wanted; None: something else is, or it is on a server."""
    if not given:
        from mdt_desk.store.engine import default_path

        return default_path()
    name, _, named = given[0].partition("=")
    rest = list(given[1:])
    if name != "--database" or len(rest) != (not named):
        return None
    return None if "://" in (place := named or rest[0]) else Path(place)
