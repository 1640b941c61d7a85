"""A start loads what it needs of a module, and not the text of it."""

import subprocess
import sys

LOADED = """
import linecache, sys
{first}
from PySide6 import QtCore
import mdt_desk.ui.theme
print(sum("mdt_desk" in each for each in linecache.cache), mdt_desk.ui.theme.__name__)
"""
SPARED = "from mdt_desk.ui.unread import leave_sources_unread; leave_sources_unread()"


def read_by(first: str) -> int:
    """How many sources of ours lie in memory after some were loaded."""
    run = subprocess.run(
        [sys.executable, "-c", LOADED.format(first=first)], capture_output=True, text=True, check=True
    )
    return int(run.stdout.split()[0])


def test_that_no_source_is_read_into_memory_while_modules_are_loaded() -> None:
    """The other half tells when the library no longer reads them by itself, and ours can go."""
    assert read_by(SPARED) == 0
    assert read_by("") > 0
