"""Build the folder that runs without Python, and have it prove itself where nothing of this computer helps it.

Run by ``make installer``. The folder is copied away from the source and started with an empty home, no fonts and no
time zones of the system, and no ``PYTHONPATH``: painting into memory, and on a screen in memory where there is one to
be had (Xvfb).
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from scripts.materials import makers_modules, required

ROOT: Final = Path(__file__).resolve().parents[1]
BUILT: Final = ROOT / "dist" / "mdt-desk"
TIME_LIMIT: Final = 600
"""Seconds; the self-test ends itself far sooner."""

NO_FONTS: Final = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>\n'
XVFB: Final = ("xvfb-run", "-a", "-s", "-screen 0 1366x768x24")


def build() -> None:
    """Have PyInstaller make dist/mdt-desk from the specification."""
    told = ["--noconfirm", "--log-level", "WARN", "--distpath", "dist", "--workpath", "build/installer"]
    subprocess.run(  # noqa: S603  # the tool of this environment
        [sys.executable, "-m", "PyInstaller", *told, "build_installer.spec"], cwd=ROOT, check=True
    )


def strangers(built: Path) -> list[str]:
    """Return what lies in the folder and belongs to its makers only."""
    makers = set(makers_modules(required()))
    return sorted(each.name for each in (built / "_internal").iterdir() if each.name in makers)


def bare(home: Path) -> dict[str, str]:
    """Return an environment in which nothing is known but a home of its own and an empty list of fonts."""
    fonts = home / "fonts.conf"
    fonts.write_text(NO_FONTS, encoding="utf-8")
    folders = {f"XDG_{each}_HOME": str(home / each.lower()) for each in ("CACHE", "CONFIG", "DATA", "STATE")}
    run = home / "run"
    run.mkdir(mode=0o700)
    return folders | {
        "FONTCONFIG_FILE": str(fonts),
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "PATH": "/usr/bin:/bin",
        "PYTHONTZPATH": "",
        "XDG_RUNTIME_DIR": str(run),
    }


def prove(command: Sequence[str], *, screen: bool) -> int:
    """Run the self-test of a program from an empty folder; ``screen``: under Xvfb instead of into memory."""
    with tempfile.TemporaryDirectory(prefix="mdt-prove-") as folder:
        known = bare(Path(folder)) | {"QT_QPA_PLATFORM": "xcb" if screen else "offscreen"}
        asked = [*(XVFB if screen else ()), *command, "--self-test"]
        print(f"== {'Xvfb' if screen else 'offscreen'}", flush=True)
        try:
            run = subprocess.run(  # noqa: S603  # the program that was just built
                asked, env=known, cwd=folder, check=False, timeout=TIME_LIMIT
            )
        except subprocess.TimeoutExpired:
            print(f"not done in {TIME_LIMIT} seconds", file=sys.stderr)
            return 1
        return run.returncode


def prove_both(command: Sequence[str], what: str) -> int:
    """Run the self-test both ways, and end with one line about ``what``; 1 when either is not done."""
    tried = {"offscreen": prove(command, screen=False)}
    if shutil.which("xvfb-run"):
        tried["Xvfb"] = prove(command, screen=True)
    elif os.name == "posix":
        print("no xvfb-run here: not tried on a screen in memory", file=sys.stderr)
    failed = [way for way, code in tried.items() if code]
    print(f"{what}: " + (f"FAILED {' and '.join(failed)}" if failed else f"works, {' and '.join(tried)}"))
    return 1 if failed else 0


def main() -> int:
    """Build and prove; 1 when something was not done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--built", action="store_true", help="prove what was built before")
    if not parser.parse_args().built:
        build()
    if found := strangers(BUILT):
        print(f"dist/mdt-desk: FAILED, it carries what only its makers use: {', '.join(found)}")
        return 1
    with tempfile.TemporaryDirectory(prefix="mdt-away-") as away:
        moved = shutil.copytree(BUILT, Path(away) / "elsewhere", symlinks=True)
        return prove_both([str(moved / "mdt-desk")], "dist/mdt-desk")


if __name__ == "__main__":
    sys.exit(main())
