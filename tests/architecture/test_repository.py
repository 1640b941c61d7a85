"""What must not land anywhere in the repository, and a pattern for each."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SKIPPED_FOLDERS = {".git", ".venv", ".hypothesis", "build", "dist", "__pycache__", "node_modules"}
SKIPPED_FOLDERS |= {".mypy_cache", ".pytest_cache", ".ruff_cache", ".import_linter_cache"}
HERE = Path(__file__).parent

# Title -> (pattern, where it must not be, where it may be after all). This folder says them all: left out.
SWEEPS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "the address of a package registry": (
        r"(?i)(index-url|extra-index|registry *= *http|https?://[\w.]*(pypi|pythonhosted|npmjs|golang)\.)",
        "**/*",
        (),
    ),
    "a path of one person's machine": (r"(?<![\w.])/(work|home|root|Users)/\w", "**/*", ()),
    "a widget that alters clinical numbers": (
        r"QDoubleSpinBox|QDoubleValidator|QSpinBox\(",
        "mdt_desk/**/*.py",
        (),
    ),
    "drawing through global state": (r"matplotlib\.pyplot", "mdt_desk/**/*.py", ()),
    "a nested event loop": (r"processEvents\(", "mdt_desk/**/*.py", ()),
    "a hidden clock": (
        r"datetime\.(now|utcnow|today)\(|date\.today\(|time\.time\(|currentDate(Time)?\(",
        "mdt_desk/**/*.py",
        ("mdt_desk/bootstrap/clock.py", "mdt_desk/cli.py", "mdt_desk/start.py"),
    ),
    "hidden chance": (
        r"uuid[14]\(|^import (random|secrets)\b|^from (random|secrets) import (?!Random$)|\bRandom\(\)",
        "mdt_desk/**/*.py",
        ("mdt_desk/bootstrap/server_desk.py",),
    ),
    "sleeping": (r"time\.sleep\(|qtbot\.wait\(|QTest\.qWait\(", "**/*.py", ()),
    "a test switched off or without teeth": (
        r"pytest\.skip|mark\.skip|importorskip|mark\.xfail|pytest\.xfail|assert True\b",
        "tests/**/*.py",
        (),
    ),
    "a mock": (r"unittest\.mock|\bMagicMock\b|pytest_mock|\bmocker\b", "tests/**/*.py", ()),
    "something unfinished": (r"\b(TODO|FIXME|XXX)\b|NotImplementedError", "mdt_desk/**/*", ()),
    "something unfinished in a resource": (r"\b(TODO|FIXME|XXX)\b|(?i:placeholder)", "resources/**/*", ()),
    "blanket handling": (r"except Exception|except BaseException|except:", "mdt_desk/**/*.py", ()),
    "silence without a code": (r"type: ignore($|[^\[])|# noqa($|[^:])", "**/*.py", ()),
    "silence without a reason": (
        r"type: ignore\[[^\]]*\]\s*$|# noqa: [A-Z]+\d+(, ?[A-Z]+\d+)*\s*$",
        "**/*.py",
        (),
    ),
    "a conflict left behind": (r"^(<{7}|>{7}) ", "**/*", ()),
}


def files() -> Iterator[tuple[str, str]]:
    """Give the path and the text of every text file of the repository, this folder excepted."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in SKIPPED_FOLDERS]
        for name in names:
            path = Path(folder, name)
            if path.parent != HERE:
                try:
                    yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
                except UnicodeDecodeError:  # a font, a picture, a printed page
                    continue


def matches(path: str, glob: str) -> bool:
    top, _, suffix = glob.partition("**/*")
    return path.startswith(top) and path.endswith(suffix)


@pytest.mark.parametrize("title", SWEEPS)
def test_that_the_repository_is_free_of(title: str) -> None:
    pattern, glob, excepted = SWEEPS[title]
    hits = [
        f"{path}:{number}: {line.strip()[:160]}"
        for path, text in files()
        if matches(path, glob) and path not in excepted
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(pattern, line)
    ]
    assert hits == []


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("the address of a package registry", "pip install --index-url somewhere"),
        ("a path of one person's machine", "see /home/someone/notes"),
        ("a hidden clock", "now = datetime.now(UTC)"),
        ("hidden chance", "import random"),
        ("hidden chance", "from random import choice"),
        ("hidden chance", "chance = Random()"),
        ("silence without a code", "x = 1  # type: ignore"),
        ("silence without a reason", "x = 1  # type: ignore[arg-type]"),
        ("silence without a reason", "x = 1  # noqa: S603"),
        ("blanket handling", "except Exception:"),
    ],
)
def test_that_a_sweep_sees_what_it_looks_for(title: str, line: str) -> None:
    assert re.search(SWEEPS[title][0], line)


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("a path of one person's machine", "docs/home/page and https://example.org/root/a"),
        ("hidden chance", "from random import Random"),
        ("hidden chance", "chance = Random(options.seed)"),
        ("silence without a code", "x = 1  # type: ignore[arg-type]  # Qt's stub is narrower than Qt"),
        ("silence without a reason", "x = 1  # type: ignore[arg-type]  # Qt's stub is narrower than Qt"),
        ("silence without a reason", "run(x)  # noqa: S603  # a path we made ourselves"),
    ],
)
def test_that_a_sweep_leaves_honest_lines_alone(title: str, line: str) -> None:
    assert not re.search(SWEEPS[title][0], line)


def test_that_every_test_is_a_sentence() -> None:
    nameless = [
        f"{path}: {name}"
        for path, text in files()
        if matches(path, "tests/**/*.py")
        for name in re.findall(r"^\s*(?:async )?def (test_\w+)", text, re.MULTILINE)
        if not name.startswith("test_that_")
    ]
    assert nameless == []
