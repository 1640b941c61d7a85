"""The bill of materials: what the program needs, each with its licence, and nothing of the machine that wrote it."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def materials() -> ModuleType:
    spec = importlib.util.spec_from_file_location("materials", ROOT / "scripts" / "materials.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


REGISTRY = "pypi.example"
"""Stands for any registry: it is known by the first part of its name."""

RAW = {
    "metadata": {
        "component": {"bom-ref": "root-component", "type": "application", "name": "mdt-desk"},
        "tools": {
            "components": [{"name": "a tool", "externalReferences": [{"url": f"https://{REGISTRY}/x"}]}]
        },
        "timestamp": "2026-11-20T10:00:00Z",
    },
    "components": [
        {
            "bom-ref": "PySide6==6.11.3",
            "type": "library",
            "name": "PySide6",
            "version": "6.11.3",
            "licenses": [{"expression": "LGPL-3.0-only"}],
            "purl": "pkg:pypi/pyside6@6.11.3?vcs_url=git%2Bhttps://somebody:secret@host/x",
            "externalReferences": [
                {"type": "website", "url": "https://pyside.org", "comment": "from packaging metadata"},
                {"type": "website", "url": f"https://{REGISTRY}/project/PySide6"},
                {"type": "distribution", "url": f"https://files.{REGISTRY}/x.whl"},
                {"type": "vcs", "url": "file:///somewhere/of/ours"},
                {"type": "vcs", "url": "https://somebody:secret@host.example/x"},
            ],
            "properties": [{"name": "path", "value": "/somewhere/of/ours"}],
            "evidence": {"occurrences": [{"location": "/somewhere/of/ours"}]},
        },
        {"bom-ref": "ruff==0.17", "type": "library", "name": "ruff", "version": "0.17"},
        {"bom-ref": "sqlcipher3==0.6.4", "type": "library", "name": "sqlcipher3", "version": "0.6.4"},
        {"bom-ref": "mystery==1", "type": "library", "name": "mystery", "version": "1"},
    ],
    "dependencies": [{"ref": "root-component", "dependsOn": ["PySide6==6.11.3"]}],
}
NEEDED = frozenset({"pyside6", "sqlcipher3", "mystery"})


def test_that_registries_paths_and_secrets_are_left_out(materials: ModuleType) -> None:
    text = json.dumps(materials.cleaned(RAW, NEEDED, "1.0"))
    for each in (REGISTRY, "file:", "somewhere", "secret", "timestamp", "a tool"):
        assert each not in text


def test_that_every_part_says_what_it_is_and_whether_the_program_needs_it(materials: ModuleType) -> None:
    bill = materials.cleaned(RAW, NEEDED, "1.0")
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["version"] == "1.0"
    scopes = {each["name"]: each["scope"] for each in bill["components"]}
    assert scopes["PySide6"] == scopes["SQLCipher"] == scopes["SQLite"] == "required"
    assert scopes["ruff"] == "excluded"
    (pyside,) = [each for each in bill["components"] if each["name"] == "PySide6"]
    assert pyside["purl"] == "pkg:pypi/pyside6@6.11.3"
    assert pyside["externalReferences"] == [{"type": "website", "url": "https://pyside.org"}]
    assert all(each["version"] and each["bom-ref"] for each in bill["components"])


def test_that_a_required_part_without_a_licence_is_named(materials: ModuleType) -> None:
    assert materials.without_licence(materials.cleaned(RAW, NEEDED, "1.0")) == ["mystery"]


def test_that_what_the_program_needs_is_found_and_what_makes_it_is_not(materials: ModuleType) -> None:
    found = materials.required()
    assert {
        "pyside6",
        "pyside6-essentials",
        "sqlcipher3",
        "reportlab",
        "sqlalchemy",
        "psycopg-binary",
    } <= found
    assert not {"pytest", "ruff", "mypy", "pyinstaller", "cyclonedx-bom"} & found
