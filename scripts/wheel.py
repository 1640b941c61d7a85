"""Build the wheel, install it with the exact versions into a fresh environment, and use it far from the source.

Run by ``make wheel``. Nothing of the source is on the path: the self-test, an assessment and a rehearsal are done from
another folder, with a home of its own.
"""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from scripts.installer import ROOT, bare, prove_both


def _run(command: Sequence[str], folder: Path, **environment: str) -> str:
    """Run something from a folder; return what it printed, and end here when it failed."""
    done = subprocess.run(  # noqa: S603  # the program that was just installed, and what installs it
        command, cwd=folder, env=environment or None, check=False, stdout=subprocess.PIPE, text=True
    )
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)[:80]} ended with {done.returncode}")
    return done.stdout


def installed(folder: Path) -> Path:
    """Build, install, and return the command."""
    _run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], ROOT)
    (wheel,) = folder.glob("*.whl")
    _run([sys.executable, "-m", "venv", str(folder / "own")], folder)
    pip = [str(folder / "own/bin/python"), "-m", "pip", "install", "--disable-pip-version-check", "--quiet"]
    _run([*pip, "-c", str(ROOT / "constraints.txt"), str(wheel)], folder)
    return folder / "own/bin/mdt-desk"


def main() -> int:
    """Do all of it; 1 when something was not done."""
    with tempfile.TemporaryDirectory(prefix="mdt-wheel-") as name:
        folder = Path(name)
        command, home = installed(folder), folder / "home"
        home.mkdir()
        known = bare(home) | {"QT_QPA_PLATFORM": "offscreen"}
        place = _run(
            [str(folder / "own/bin/python"), "-c", "import mdt_desk; print(mdt_desk.__file__)"], home, **known
        )
        print(f"installed: {Path(place.strip()).relative_to(folder)}")
        case = str(ROOT / "benchmarks/complete.json")
        print(
            f"assess: {len(_run([str(command), 'assess', case, '--format', 'text'], home, **known))} letters"
        )
        made = _run([str(command), "rehearse", "--out", "held"], home, **known)
        print(f"rehearse: {made.splitlines()[0]}")
        return prove_both([str(command)], "wheel")


if __name__ == "__main__":
    sys.exit(main())
