"""The hash of the rule set stands for the code that runs."""

import re
import shutil
from pathlib import Path

import pytest

from mdt_desk.bootstrap.rules import load_rules
from scripts import fingerprint

ROOT = Path(__file__).parents[2]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for path in fingerprint.sources(ROOT):
        target = tmp_path / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return tmp_path


def test_that_the_recorded_fingerprint_is_that_of_the_rules() -> None:
    told = "The code of the rules has changed since its fingerprint was recorded: run make fingerprint."
    assert fingerprint.recorded(ROOT) == fingerprint.fingerprint(ROOT), told


def test_that_the_fingerprint_changes_with_a_rule(copy: Path) -> None:
    before = fingerprint.fingerprint(copy)
    rule = copy / "mdt_desk" / "domain" / "guidelines" / "words.py"
    changed = re.sub(r"\b(True|False)\b", "None", rule.read_text(encoding="utf-8"), count=1)
    assert changed != rule.read_text(encoding="utf-8")
    rule.write_text(changed, encoding="utf-8")
    assert fingerprint.fingerprint(copy) != before


def test_that_the_fingerprint_changes_with_a_new_score(copy: Path) -> None:
    before = fingerprint.fingerprint(copy)
    (copy / "mdt_desk" / "domain" / "scores" / "another.py").write_text("", encoding="utf-8")
    assert fingerprint.fingerprint(copy) != before


def test_that_line_ends_of_another_system_leave_the_fingerprint_alone(copy: Path) -> None:
    for path in fingerprint.sources(copy):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("\n", "  \n"), encoding="utf-8", newline="\r\n")
    assert fingerprint.fingerprint(copy) == fingerprint.fingerprint(ROOT)


def test_that_every_module_of_the_rules_is_there() -> None:
    named = {path.stem for path in fingerprint.sources(ROOT)}
    assert {*fingerprint.MODULES, "erasmus_2022", "nesms", "words"} <= named
    assert all(path.is_file() for path in fingerprint.sources(ROOT))


def test_that_the_hash_of_the_rule_set_rests_on_the_recorded_fingerprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = load_rules().rule_set.hash
    folder = tmp_path / "guidelines"
    shutil.copytree(ROOT / "resources" / "guidelines", folder)
    (folder / "code.sha256").write_text("another\n", encoding="utf-8")
    monkeypatch.setattr("mdt_desk.assets.resource", tmp_path.joinpath)
    assert load_rules().rule_set.hash != before
