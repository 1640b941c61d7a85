"""Keep Qt for Python from reading the source of every module that is loaded after it."""

from contextlib import suppress
from importlib import import_module


def leave_sources_unread() -> None:
    """Save a start eight megabytes, and as many file reads as there are modules.

    The library looks in each source for a wish to spell its names otherwise (`__feature__`), and every line it
    read stays in memory. No module of ours has that wish; a built program has no sources, and does without.
    """
    import_module("PySide6.QtCore")  # what looks comes with it
    with suppress(ImportError):
        vars(import_module("shibokensupport.feature"))["_mod_uses_pyside"] = lambda _module: False
