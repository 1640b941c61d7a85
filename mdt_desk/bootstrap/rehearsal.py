"""A desk with synthetic patients, gone when it is closed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from mdt_desk.assets import resource
from mdt_desk.bootstrap.clock import ZONE, SystemClock
from mdt_desk.bootstrap.desk import open_desk
from mdt_desk.bootstrap.place import passing_key
from mdt_desk.bootstrap.settings import FixedSettings

if TYPE_CHECKING:
    from mdt_desk.usecases.ports import DeskServices
    from mdt_desk.usecases.preferences import Preferences


@contextmanager
def open_rehearsal(preferences: "Preferences") -> Iterator["DeskServices"]:
    """Open a desk on an empty queue of its own that is gone afterwards."""
    from tempfile import TemporaryDirectory

    with (
        TemporaryDirectory(prefix="mdt-desk-") as folder,
        open_desk(
            Path(folder) / "rehearsal.db", FixedSettings(preferences), key=passing_key(), witnessed=False
        ) as services,
    ):
        yield replace(services, rehearsing=True, backups=None, keys=None)


@contextmanager
def open_staged_rehearsal(chosen: "Preferences") -> Iterator["DeskServices"]:
    """Open a rehearsal with its patients on the agenda, in the language and theme that somebody chose."""
    from mdt_desk.usecases.rehearsal import set_stage
    from mdt_desk.usecases.rehearsal_script import read_script

    script = read_script(rehearsal_text(), SystemClock().now().astimezone(ZoneInfo(ZONE)), chosen.language)
    with open_rehearsal(replace(script.preferences, theme=chosen.theme)) as services:
        set_stage(services.queue, services.new_id, script)
        yield services


def rehearsal_text() -> str:
    """Return the script of the synthetic meeting."""
    return resource("demo", "rehearsal.json").read_text(encoding="utf-8")
