"""A rehearsal with years behind it leaves what they tell, and a seed leaves the same again."""

import argparse
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from mdt_desk.bootstrap.rehearsal import open_rehearsal
from mdt_desk.commands.history import play_history, write_insights
from mdt_desk.usecases.preferences import Preferences

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


def told(out: Path, seed: int, cases: int | None = 10) -> dict[str, bytes]:
    out.mkdir()
    options = argparse.Namespace(cases=cases, years=1, seed=seed)
    with open_rehearsal(Preferences()) as services:
        play_history(options, services, NOW)
        return {file.name: file.read_bytes() for file in write_insights(services, NOW, out)}


def test_that_a_seed_leaves_the_same_files_and_another_seed_others(tmp_path: Path) -> None:
    one, same, other = (told(tmp_path / name, seed) for name, seed in (("a", 7), ("b", 7), ("c", 8)))
    assert set(one) == {"insights.pdf", "insights.csv", "registry.csv"}
    assert one == same
    assert one["insights.csv"] != other["insights.csv"]


def test_that_nothing_is_told_where_nobody_met(tmp_path: Path) -> None:
    assert told(tmp_path / "none", 7, cases=None) == {}
