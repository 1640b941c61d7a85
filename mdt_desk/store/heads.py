"""The head of the audit trail beside each backup: a trail cut short later does not reach it."""

import json
from contextlib import suppress
from pathlib import Path

from mdt_desk.domain.audit import Head
from mdt_desk.store import places


def head_beside(backup: Path) -> Path:
    """Return the file that keeps the head of a backup."""
    return backup.with_suffix(".head")


def write_head(backup: Path, head: Head) -> None:
    """Write the head down beside a backup; OSError: the disk does not take it."""
    content = json.dumps({"number": head.number, "digest": head.digest}) + "\n"
    places.write_whole(head_beside(backup), content.encode())


def read_head(backup: Path) -> Head | None:
    """Return the head beside a backup; None: there is none that can be read."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        said = json.loads(head_beside(backup).read_text(encoding="utf-8"))
        return Head(number=int(said["number"]), digest=str(said["digest"]))
    return None
