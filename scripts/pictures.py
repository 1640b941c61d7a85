"""Take every screen in every theme, language and size, into build/pictures; each size has a process of its own.

With ``--manual`` the few pictures of the manual instead, always of the same moment, into resources/manual/pictures.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final
from uuid import UUID

if TYPE_CHECKING:
    from mdt_desk.usecases.ports import DeskServices

SIZES: Final = ((1280, 720, 1), (1366, 768, 1), (1920, 1080, 1), (3840, 2160, 2))
"""Width and height of a screen in its own pixels, and how many of them make one of ours."""


MANUAL: Final = Path(__file__).parents[1] / "resources" / "manual" / "pictures"
MANUAL_SIZE: Final = (1280, 720)
THEN: Final = datetime(2026, 11, 17, 9, 30, tzinfo=UTC)
"""The moment at which the pictures of the manual were taken, whenever they are taken."""

_COLOURS: Final = 128
_SEED: Final = 7
_PLAYED_CASES: Final = 120
_PLAYED_DAYS: Final = 730


def take_all(out: Path) -> int:
    """Take every size in turn; return the first exit status that is not nought."""
    for wide, tall, dense in SIZES:
        name = f"{wide}x{tall}@{dense}00%"
        status = _again([str(out / name), str(wide // dense), str(tall // dense)], wide, tall, dense)
        if status:
            return status
    return 0


def _again(arguments: list[str], wide: int, tall: int, dense: int) -> int:
    """Run this script on two screens of this size; return its exit status."""
    with tempfile.TemporaryDirectory() as folder:
        layout = Path(folder) / "screens.json"
        layout.write_text(json.dumps({"screens": _screens(wide, tall)}), encoding="utf-8")
        around = os.environ | {
            "QT_QPA_PLATFORM": f"offscreen:configfile={layout}",
            "QT_SCALE_FACTOR": str(dense),
        }
        command = [sys.executable, __file__, *arguments]
        return subprocess.run(command, env=around, check=False).returncode  # noqa: S603  # this very script, again


def _screens(wide: int, tall: int) -> list[dict[str, object]]:
    """Return two screens side by side, as a meeting room has them."""
    return [
        {"name": name, "x": at, "y": 0, "width": wide, "height": tall, "logicalDpi": 96, "dpr": 1}
        for name, at in (("own", 0), ("projector", wide))
    ]


def take_size(out: Path, wide: int, tall: int) -> int:
    """Take one size, after a meeting that was held without a screen."""
    from PySide6.QtCore import QSize

    from mdt_desk.bootstrap.rehearsal import open_staged_rehearsal
    from mdt_desk.ui.pictures import take_gallery
    from mdt_desk.usecases.preferences import Preferences, Theme

    looks = [(theme, language) for theme in Theme for language in ("nl", "en")]
    with open_staged_rehearsal(Preferences()) as services:
        files = take_gallery(services, out, size=QSize(wide, tall), looks=looks, deeper=True)
    sys.stdout.write(f"{out}: {len(files)} pictures\n")
    return 0


class Standing:
    """A clock that stands still."""

    def now(self) -> datetime:
        return THEN


@contextmanager
def played(language: str) -> Iterator["DeskServices"]:
    """Open a queue with two years of synthetic meetings behind it, for what follows from meetings."""
    from mdt_desk.bootstrap.rehearsal import open_rehearsal, rehearsal_text
    from mdt_desk.bootstrap.rules import assess_as_set
    from mdt_desk.usecases.history import Player, Times
    from mdt_desk.usecases.rehearsal_script import read_script

    preferences = read_script(rehearsal_text(), THEN, language).preferences
    chance = Random(_SEED)  # noqa: S311  # a history that a seed repeats, no secret
    with open_rehearsal(preferences) as services:
        assess = assess_as_set(services.settings, (preferences.leading_guideline,))
        player = Player(
            services.queue, lambda: UUID(int=chance.getrandbits(128)), assess, preferences, chance
        )
        player.play(Times(first=THEN - timedelta(days=_PLAYED_DAYS), last=THEN, cases=_PLAYED_CASES))
        yield replace(services, clock=Standing())


@contextmanager
def staged(language: str) -> Iterator["DeskServices"]:
    """Open the rehearsal as it stands at the moment of the manual."""
    from mdt_desk.bootstrap.rehearsal import open_rehearsal, rehearsal_text
    from mdt_desk.usecases.rehearsal import set_stage
    from mdt_desk.usecases.rehearsal_script import read_script

    script = read_script(rehearsal_text(), THEN, language)
    chance = Random(_SEED)  # noqa: S311  # pseudonyms that a seed repeats, no secret
    with open_rehearsal(script.preferences) as services:
        set_stage(services.queue, lambda: UUID(int=chance.getrandbits(128)), script)
        yield replace(services, clock=Standing())


def take_manual(language: str) -> int:
    """Take the pictures of the manual in one language, and leave each with few colours: they are small then."""
    from PIL import Image
    from PySide6.QtCore import QSize

    from mdt_desk.ui import pictures

    size, out = QSize(*MANUAL_SIZE), MANUAL / language
    files: list[Path] = []
    for opened, wanted in ((staged, pictures.IN_MANUAL), (played, pictures.AFTERWARDS)):
        with opened(language) as services:
            files += pictures.take_manual(services, out, wanted, size=size, language=language)
    for file in files:
        with Image.open(file) as taken:
            few = taken.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
        few.save(file, optimize=True)
    sys.stdout.write(
        f"{language}: {len(files)} pictures, {sum(each.stat().st_size for each in files)} bytes\n"
    )
    return 0


if __name__ == "__main__":
    if "--manual" in sys.argv:
        languages = sys.argv[2:]
        if languages:
            sys.exit(take_manual(languages[0]))
        sys.exit(max(_again(["--manual", each], *MANUAL_SIZE, 1) for each in ("nl", "en")))
    if len(sys.argv) > 2:
        sys.exit(take_size(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
    sys.exit(take_all(Path(sys.argv[1] if len(sys.argv) > 1 else "build/pictures")))
