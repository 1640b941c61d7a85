"""Take every screen in every theme, language and size, into build/pictures; each size has a process of its own."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

SIZES: Final = ((1280, 720, 1), (1366, 768, 1), (1920, 1080, 1), (3840, 2160, 2))
"""Width and height of a screen in its own pixels, and how many of them make one of ours."""


def take_all(out: Path) -> int:
    """Take every size in turn; return the first exit status that is not nought."""
    for wide, tall, dense in SIZES:
        name = f"{wide}x{tall}@{dense}00%"
        with tempfile.TemporaryDirectory() as folder:
            layout = Path(folder) / "screens.json"
            layout.write_text(json.dumps({"screens": _screens(wide, tall)}), encoding="utf-8")
            around = os.environ | {
                "QT_QPA_PLATFORM": f"offscreen:configfile={layout}",
                "QT_SCALE_FACTOR": str(dense),
            }
            command = [sys.executable, __file__, str(out / name), str(wide // dense), str(tall // dense)]
            done = subprocess.run(command, env=around, check=False)  # noqa: S603  # this very script, again
        if done.returncode:
            return done.returncode
    return 0


def _screens(wide: int, tall: int) -> list[dict[str, object]]:
    """Return two screens side by side, as a meeting room has them."""
    return [
        {"name": name, "x": at, "y": 0, "width": wide, "height": tall, "logicalDpi": 96, "dpr": 1}
        for name, at in (("own", 0), ("projector", wide))
    ]


def take_size(out: Path, wide: int, tall: int) -> int:
    """Take one size, after a meeting that was held without a screen."""
    from PySide6.QtCore import QSize

    from mdt_desk import bootstrap
    from mdt_desk.ui.pictures import take_gallery
    from mdt_desk.usecases.preferences import Preferences, Theme

    looks = [(theme, language) for theme in Theme for language in ("nl", "en")]
    with bootstrap.open_staged_rehearsal(Preferences()) as services:
        files = take_gallery(services, out, size=QSize(wide, tall), looks=looks)
    sys.stdout.write(f"{out}: {len(files)} pictures\n")
    return 0


if __name__ == "__main__":
    if len(sys.argv) > 2:
        sys.exit(take_size(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
    sys.exit(take_all(Path(sys.argv[1] if len(sys.argv) > 1 else "build/pictures")))
