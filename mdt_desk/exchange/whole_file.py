"""Write an export whole or not at all, and say so where it cannot be written."""

from pathlib import Path

from mdt_desk import durable
from mdt_desk.usecases.errors import UserError


def write_whole(file: Path, data: bytes) -> None:
    """Put data in a file, in place of an earlier one.

    Raises:
        UserError: the file cannot be written; an earlier one is as it was.

    """
    try:
        durable.write_whole(file, data)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UserError("export.unwritable", file=str(file), why=why) from error
