"""Write the software bill of materials: every part of the installed program with its version and licence.

Run by ``make materials``. CycloneDX 1.6 as JSON, from what is installed. What the program needs is `required`, tools of
its makers are `excluded`. No address of a package registry and no path of a machine is in it, and the same
installation gives the same file.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).resolve().parents[1]
OUT: Final = ROOT / "build" / "materials.json"
PRODUCT: Final = "mdt-desk"

LICENCES: Final[Mapping[str, str]] = {
    "autograd-gamma": "MIT",
    "pypdfium2": "Apache-2.0 AND BSD-3-Clause",
    "sqlcipher3": "Zlib",
}
"""Licences of parts whose own description does not say it, as their files do."""

_FACES: Final[Mapping[str, str]] = {"DejaVuSans": "Bitstream-Vera", "NotoSans": "OFL-1.1"}

_KEPT: Final = ("bom-ref", "type", "name", "version", "description", "licenses", "purl", "scope")
_REFERENCES: Final = frozenset({"website", "vcs"})
_REGISTRIES: Final = re.compile(r"(^|\.)(pypi|pythonhosted|npmjs|anaconda|conda)\.", re.ASCII)

Tree = dict[str, Any]


def required(product: str = PRODUCT) -> frozenset[str]:
    """Return the names of everything that the program needs to run on this computer, and nothing that only makes it."""
    found, waiting = set[str](), [(product, frozenset[str]())]
    seen = set[tuple[str, frozenset[str]]]()
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        for each in map(Requirement, metadata.requires(name) or ()):
            wanted = (
                any(each.marker.evaluate({"extra": extra}) for extra in (extras or {""}))
                if each.marker
                else True
            )
            if wanted:
                found.add(canonicalize_name(each.name))
                waiting.append((canonicalize_name(each.name), frozenset(each.extras)))
    return frozenset(found)


def makers_modules(needed: frozenset[str], product: str = PRODUCT) -> tuple[str, ...]:
    """Return the modules of this environment that only makers of the program use: they must not travel with it."""
    kept = needed | {product, "pyinstaller"}
    found = metadata.packages_distributions().items()
    return tuple(
        sorted(
            module
            for module, owners in found
            if module.isidentifier() and not kept & {canonicalize_name(each) for each in owners}
        )
    )


def cleaned(raw: Tree, needed: frozenset[str], version: str) -> Tree:
    """Return the bill with what it must have, and without what only the machine that made it knows."""
    made = [_component(each, needed) for each in raw.get("components", ()) if each["name"] != PRODUCT]
    root = _component(raw["metadata"]["component"], frozenset({PRODUCT})) | {"version": version}
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": root, "properties": [{"name": "cdx:reproducible", "value": "true"}]},
        "components": sorted(
            [*made, *shipped()], key=lambda each: (each["name"].casefold(), each["version"])
        ),
        "dependencies": raw.get("dependencies", []),
    }


def shipped() -> list[Tree]:
    """Return what is inside without being a package: the engine of the queue, and the faces of screen and paper."""
    from mdt_desk.store.cipher import driver

    cipher = driver.connect(":memory:").execute("PRAGMA cipher_version").fetchone()
    engine = {
        "SQLite": (driver.sqlite_version, "blessing"),
        "SQLCipher": (cipher[0].split()[0], "BSD-3-Clause"),
    }
    faces = sorted({each.stem.partition("-")[0] for each in (ROOT / "resources" / "fonts").glob("*.?tf")})
    return [_own(name, found, licence, "library") for name, (found, licence) in engine.items()] + [
        _own(face, "as shipped", "OFL-1.1", "data") for face in faces
    ]


def without_licence(bill: Tree) -> list[str]:
    """Return which required parts do not say under which licence they may be used."""
    return [
        each["name"]
        for each in bill["components"]
        if each["scope"] == "required" and not each.get("licenses")
    ]


def _own(name: str, version: str, licence: str, kind: str) -> Tree:
    return {
        "bom-ref": f"{name}=={version}",
        "type": kind,
        "name": name,
        "version": version,
        "licenses": [{"license": {"id": licence}}],
        "scope": "required",
    }


def _component(raw: Tree, needed: frozenset[str]) -> Tree:
    name = canonicalize_name(raw["name"])
    found = {key: raw[key] for key in _KEPT if key in raw}
    found["scope"] = "required" if name in needed else "excluded"
    if not found.get("licenses") and name in LICENCES:
        found["licenses"] = [{"expression": LICENCES[name]}]
    if found["scope"] == "excluded":
        found.pop("description", None)
    if "purl" in found:
        found["purl"] = found["purl"].partition("?")[0]
    references = list(_references(raw.get("externalReferences", ())))
    return found | ({"externalReferences": references} if references else {})


def _references(raw: Iterable[Tree]) -> Iterable[Tree]:
    for each in raw:
        place = urlsplit(each.get("url", ""))
        plain = place.scheme == "https" and place.netloc and "@" not in place.netloc
        if each.get("type") in _REFERENCES and plain and not _REGISTRIES.search(place.netloc):
            yield {"type": each["type"], "url": each["url"]}


def _installed() -> Tree:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "raw.json"
        told = ["environment", "--pyproject", str(ROOT / "pyproject.toml"), "--output-reproducible"]
        subprocess.run(  # noqa: S603  # the tool of this environment
            [sys.executable, "-m", "cyclonedx_py", *told, "--of", "JSON", "-o", str(file), sys.executable],
            check=True,
        )
        found: Tree = json.loads(file.read_text(encoding="utf-8"))
        return found


def write(out: Path = OUT) -> int:
    """Write the bill; 1 when a required part has no licence."""
    bill = cleaned(_installed(), required(), metadata.version(PRODUCT))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(bill, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    lacking = without_licence(bill)
    count = sum(each["scope"] == "required" for each in bill["components"])
    print(f"{out.relative_to(ROOT)}: {count} parts of the program, {len(bill['components']) - count} tools")
    for each in lacking:
        print(f"no licence known: {each}", file=sys.stderr)
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(write())
