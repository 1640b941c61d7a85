"""What the program imports is declared, and what is declared is pinned."""

import ast
import sys
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

# Distribution -> the declared one that is built on it and whose public interface hands it out.
COMES_WITH = {"sqlalchemy": "sqlmodel", "numpy": "matplotlib", "pillow": "reportlab", "shiboken6": "pyside6"}


def imported() -> set[str]:
    names: set[str] = set()
    for path in (ROOT / "mdt_desk").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - {"mdt_desk"}


def declared() -> set[str]:
    return {canonicalize_name(Requirement(line).name) for line in PROJECT["dependencies"]}


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = [Requirement(line) for line in lines if line and not line.startswith("#")]
    here = [pin for pin in pinned if pin.marker is None or pin.marker.evaluate()]
    return {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in here}


def needed() -> set[str]:
    """Return every distribution that the program and its tests bring along on this machine."""
    todo = [Requirement(line) for line in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]]
    seen: set[tuple[str, frozenset[str]]] = set()
    while todo:
        requirement = todo.pop()
        node = (canonicalize_name(requirement.name), frozenset(requirement.extras))
        applies = requirement.marker is None or any(
            requirement.marker.evaluate({"extra": extra}) for extra in requirement.extras | {""}
        )
        if node in seen or not applies:
            continue
        seen.add(node)
        for line in metadata.requires(requirement.name) or []:
            child = Requirement(line)
            extras = node[1] | {""}
            if child.marker is None or any(child.marker.evaluate({"extra": extra}) for extra in extras):
                child.marker = None
                todo.append(child)
    return {str(name) for name, _ in seen}


def test_that_every_imported_library_is_declared() -> None:
    owners = metadata.packages_distributions()
    distributions = {canonicalize_name(owners[name][0]) for name in imported()}
    direct = {name for name in distributions if not name.startswith("pyside6") and name not in COMES_WITH}
    assert sorted(direct - declared()) == []


def test_that_a_library_that_comes_with_another_comes_with_a_declared_one() -> None:
    assert set(COMES_WITH.values()) <= declared()


def test_that_every_library_is_pinned() -> None:
    assert sorted(needed() - pins().keys()) == []


def test_that_the_installed_versions_are_the_pinned_ones() -> None:
    pinned = pins()
    moved = {name: metadata.version(name) for name in needed() & pinned.keys()}
    assert moved == {name: pinned[name] for name in moved}
