"""Make a package for Debian and Ubuntu from the folder that was built: dist/mdt-desk_<version>_<architecture>.deb.

Run by ``make deb``, after ``make installer`` and ``make materials``. It needs dpkg-deb and objdump, and no debhelper.
Everything that the folder asks of the system must be in ``PACKAGES``: a library that is not ends the making of it.
"""

import gzip
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from mdt_desk import __version__
from scripts import man_page

ROOT: Final = Path(__file__).resolve().parents[1]
BUILT: Final = ROOT / "dist" / "mdt-desk"
MATERIALS: Final = ROOT / "build" / "materials.json"
SHIPPED: Final = ROOT / "installer" / "linux"
ICON: Final = ROOT / "resources" / "icons" / "mdt-desk.svg"
STAGE: Final = ROOT / "build" / "deb"
PLACE: Final = "usr/lib/mdt-desk"
MAINTAINER: Final = "MDT Desk developers <mdt-desk@example.org>"
ICON_SIZES: Final = (16, 24, 32, 48, 64, 128, 256)

PACKAGES: Final[Mapping[str, str]] = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb.so.1": "libxcb1",
}
"""What the folder opens and does not bring along: it belongs to the screen of the computer."""

OF_LIBC: Final = re.compile(r"^(ld-linux[-\w]*|lib(c|dl|m|pthread|resolv|rt|util))\.so\.\d$")
ALSO: Final = ("fontconfig-config", "xkb-data")
"""Read while running: where fonts are listed, and what the keys of a keyboard mean."""

RECOMMENDED: Final = ("cups-client", "gnome-keyring | kwalletmanager | keepassxc", "libx11-data")

_LICENCE: Final = re.compile(r"(?i)(^|/)(licen[cs]e|copying|notice|authors)[^/]*$")


def asked_of_the_system(built: Path) -> tuple[frozenset[str], str]:
    """Return the libraries that a folder needs and does not have, and the newest release of libc they ask for."""
    files = [
        each for each in built.rglob("*") if each.is_file() and (".so" in each.name or each.parent == built)
    ]
    needed, newest = set[str](), (2, 17)
    for each in files:
        told = subprocess.run(  # noqa: S603  # the system's own program
            ["objdump", "-p", str(each)],  # noqa: S607  # wherever binutils is
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        needed.update(re.findall(r"NEEDED\s+(\S+)", told))
        newest = max(newest, *((2, int(minor)) for minor in re.findall(r"\bGLIBC_2\.(\d+)", told)), newest)
    lacking = needed - {each.name for each in built.rglob("*.so*")}
    return frozenset(each for each in lacking if not OF_LIBC.match(each)), ".".join(map(str, newest))


def depends(lacking: frozenset[str], libc: str) -> str:
    """Return the line of what must be installed.

    Raises:
        SystemExit: a library is asked for that no package here is known to bring.

    """
    if unknown := lacking - set(PACKAGES):
        raise SystemExit(f"no package is known for {', '.join(sorted(unknown))}")
    return ", ".join([f"libc6 (>= {libc})", *sorted({PACKAGES[each] for each in lacking} | set(ALSO))])


def control(needs: str, size: int, architecture: str) -> str:
    """Return the control data of the package; ``size`` in KiB."""
    return "\n".join(
        (
            "Package: mdt-desk",
            f"Version: {__version__}",
            f"Architecture: {architecture}",
            f"Maintainer: {MAINTAINER}",
            f"Installed-Size: {size}",
            f"Depends: {needs}",
            f"Recommends: {', '.join(RECOMMENDED)}",
            "Section: science",
            "Priority: optional",
            "Description: weekly meeting about patients with spinal metastases",
            " MDT Desk keeps the queue of a multidisciplinary team, says what is missing,",
            " computes published scores as honest ranges, shows what guidelines advise side",
            " by side, records the decision, and prints agenda, minutes, letter and leaflet.",
            " .",
            " It is a demonstration: not for clinical use.",
            "",
        )
    )


def after_removal() -> str:
    """Return the script that says, when the package goes, what stays: nothing of a queue belongs to the package."""
    return """#!/bin/sh
set -e
if [ "$1" = remove ] || [ "$1" = purge ]; then
    echo 'mdt-desk: queues, keys, backups, settings and documents lie with the accounts and were left alone'
    echo 'mdt-desk: (~/.local/share/MDT Desk, ~/.config/MDT Desk, Documents/MDT Desk), and so was /etc/mdt-desk'
fi
"""


def changelog(metainfo: Path) -> str:
    """Return the entry of this release as Debian writes it, on the day that the metainfo says."""
    day = re.findall(r'<release version="([^"]+)" date="([^"]+)"', metainfo.read_text(encoding="utf-8"))[0][1]
    at = format_datetime(datetime.fromisoformat(day).replace(tzinfo=UTC))
    return (
        f"mdt-desk ({__version__}) unstable; urgency=medium\n\n  * What changed stands in NEWS.gz.\n\n"
        f" -- {MAINTAINER}  {at}\n"
    )


def copyright_text(bill: Mapping[str, Any]) -> str:
    """Return what is inside, each with its licence, from the bill of materials."""
    return "\n".join(_copyright(bill)) + "\n"


def _copyright(bill: Mapping[str, Any]) -> Iterator[str]:
    yield from (
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/",
        "Upstream-Name: MDT Desk",
        "Comment: The licence texts of the parts lie in the folder licences beside this file, each under its name.",
        " The libraries of Qt (LGPL) are files of their own under /usr/lib/mdt-desk/_internal/PySide6: they can be",
        " replaced by others of the same version.",
        "",
        "Files: *",
        "Copyright: 2026 MDT Desk developers",
        "License: Apache-2.0",
        " On Debian systems the text is in /usr/share/common-licenses/Apache-2.0.",
    )
    for each in bill["components"]:
        if each["scope"] == "required":
            yield ""
            yield f"Files: {PLACE}/_internal/{each['name']}*"
            yield "Copyright: its authors, as its licence text names them"
            yield f"License: {_licence(each)}"
            yield f" {each['name']} {each['version']}"


def _licence(component: Mapping[str, Any]) -> str:
    said = [
        each.get("expression") or each["license"].get("id") or each["license"].get("name", "")
        for each in component.get("licenses", ())
    ]
    return " and ".join(" ".join(each.split()) for each in said)[:120] or "as its authors say"


def _texts_of_licences(bill: Mapping[str, Any], folder: Path) -> None:
    """Copy every licence text that a part brought along."""
    for each in bill["components"]:
        if each["scope"] != "required":
            continue
        try:
            files = metadata.files(each["name"]) or []
        except metadata.PackageNotFoundError:  # a face or an engine: its text is among the resources
            continue
        for file in files:
            found = Path(str(file.locate()))
            if ".dist-info" in str(file) and _LICENCE.search(str(file)) and found.is_file():
                target = folder / each["name"]
                target.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(found, target / found.name)


def _icons(share: Path) -> None:
    scalable = share / "icons/hicolor/scalable/apps"
    scalable.mkdir(parents=True)
    shutil.copyfile(ICON, scalable / "mdt-desk.svg")
    for size in ICON_SIZES:
        folder = share / f"icons/hicolor/{size}x{size}/apps"
        folder.mkdir(parents=True)
        picture = QImage(size, size, QImage.Format.Format_ARGB32)
        picture.fill(0)
        painter = QPainter(picture)
        QSvgRenderer(str(ICON)).render(painter)
        painter.end()
        picture.save(str(folder / "mdt-desk.png"))


def _packed(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(gzip.compress(content, 9, mtime=0))


def stage(root: Path, bill: Mapping[str, Any]) -> None:
    """Lay out the files as they will lie on the computer."""
    shutil.copytree(BUILT, root / PLACE, symlinks=True)
    commands = root / "usr/bin"
    commands.mkdir(parents=True)
    (commands / "mdt-desk").symlink_to("../lib/mdt-desk/mdt-desk")
    share = root / "usr/share"
    (share / "applications").mkdir(parents=True)
    shutil.copyfile(SHIPPED / "mdt-desk.desktop", share / "applications/mdt-desk.desktop")
    (share / "metainfo").mkdir()
    shutil.copyfile(SHIPPED / "mdt-desk.metainfo.xml", share / "metainfo/org.example.mdt_desk.metainfo.xml")
    (share / "lintian/overrides").mkdir(parents=True)
    shutil.copyfile(SHIPPED / "lintian-overrides", share / "lintian/overrides/mdt-desk")
    _icons(share)
    _packed(share / "man/man1/mdt-desk.1.gz", man_page.man_page("en").encode())
    _packed(share / "man/nl/man1/mdt-desk.1.gz", man_page.man_page("nl").encode())
    papers = share / "doc/mdt-desk"
    _packed(papers / "NEWS.gz", (ROOT / "CHANGELOG.md").read_bytes())
    _packed(papers / "changelog.gz", changelog(SHIPPED / "mdt-desk.metainfo.xml").encode())
    (papers / "copyright").write_text(copyright_text(bill), encoding="utf-8")
    _texts_of_licences(bill, papers / "licences")
    for each in root.rglob("*"):
        if not each.is_symlink():
            runs = each.is_dir() or (each.parent == root / PLACE and each.name.startswith("mdt-desk"))
            each.chmod(0o755 if runs else 0o644)


def _sums(root: Path) -> str:
    import hashlib

    files = sorted(each for each in root.rglob("*") if each.is_file() and not each.is_symlink())
    return "".join(
        f"{hashlib.md5(each.read_bytes(), usedforsecurity=False).hexdigest()}  {each.relative_to(root)}\n"
        for each in files
    )


def main() -> int:
    """Make the package and say where it is."""
    if not (BUILT / "mdt-desk").is_file() or not MATERIALS.is_file():
        print("first: make installer materials", file=sys.stderr)
        return 1
    shutil.rmtree(STAGE, ignore_errors=True)
    bill = json.loads(MATERIALS.read_text(encoding="utf-8"))
    stage(STAGE, bill)
    said = subprocess.run(
        ["dpkg", "--print-architecture"],  # noqa: S607  # wherever Debian has it
        check=True,
        capture_output=True,
        text=True,
    )
    architecture = said.stdout.strip()
    size = sum(each.stat().st_size for each in STAGE.rglob("*") if each.is_file() and not each.is_symlink())
    sums = _sums(STAGE)
    about = STAGE / "DEBIAN"
    about.mkdir(mode=0o755)
    needs = depends(*asked_of_the_system(STAGE / PLACE))
    (about / "control").write_text(control(needs, -(-size // 1024), architecture), encoding="utf-8")
    (about / "md5sums").write_text(sums, encoding="utf-8")
    (about / "postrm").write_text(after_removal(), encoding="utf-8")
    (about / "postrm").chmod(0o755)
    package = ROOT / "dist" / f"mdt-desk_{__version__}_{architecture}.deb"
    subprocess.run(  # noqa: S603  # the system's own program
        ["dpkg-deb", "--root-owner-group", "-Zxz", "-z3", "--build", str(STAGE), str(package)],  # noqa: S607  # as above
        check=True,
        stdout=subprocess.DEVNULL,
    )
    print(f"Depends: {needs}")
    print(f"{package.relative_to(ROOT)}: {package.stat().st_size / 1e6:.0f} MB, unpacked {size / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
