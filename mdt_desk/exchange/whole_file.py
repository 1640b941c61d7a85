"""Write a file whole or not at all, readable by its owner only."""

import contextlib
import os
import tempfile
from pathlib import Path

from mdt_desk.usecases.errors import UserError


def write_whole(file: Path, data: bytes) -> None:
    """Put data in a file, in place of an earlier one.

    Raises:
        UserError: the file cannot be written; an earlier one is as it was.

    """
    temporary = None
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".mdt-desk-")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        temporary.replace(file)
    except OSError as error:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
        raise UserError(
            "export.unwritable", file=str(file), why=error.strerror or type(error).__name__
        ) from error
