"""The self-test beside the window: each check does what it says, and finds out what is not so."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mdt_desk.commands import self_test
from mdt_desk.ui.self_test import finding

NOW = datetime(2026, 11, 18, 9, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.mark.parametrize("name", ["libraries", "texts", "assess", "queue", "lists"])
def test_that_a_sound_installation_passes(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for each in ("XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(each, str(tmp_path))
    (check,) = [each for each in self_test.checks(NOW) if each.name == name]
    found = finding(check)
    assert found.done, found.told


def test_that_another_score_than_the_known_one_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(self_test, "KNOWN_SCORES", {"sins": 10})
    (check,) = [each for each in self_test.checks(NOW) if each.name == "assess"]
    assert finding(check).told == "{'sins': 9} instead of {'sins': 10}"


def test_that_a_library_that_was_left_out_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(self_test, "LATE", ("mdt_desk.store.left_out",))
    (check,) = [each for each in self_test.checks(NOW) if each.name == "libraries"]
    assert not finding(check).done


def test_that_documents_are_checked_too() -> None:
    assert [each.name for each in self_test.checks(NOW)][-1] == "documents"
