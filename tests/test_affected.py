"""The command that lists the stored cases which a change of rules would advise differently."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mdt_desk.bootstrap.desk import open_desk
from mdt_desk.cli import main
from mdt_desk.domain.assessment import RuleSet
from mdt_desk.usecases.cases import list_case
from mdt_desk.usecases.rule_sets import remember_advice
from tests.usecases.desk import patient
from tests.usecases.test_rule_sets import saying

AT = datetime(2026, 11, 17, 9, tzinfo=UTC)
OLD = RuleSet(version="2025.01", hash="aaaabbbbcccc")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A queue with one case."""
    file = tmp_path / "queue.db"
    with open_desk(file) as services:
        list_case(services.queue, services.new_id, patient("VB-1", name="Testpatiënt"), AT)
    return file


def test_that_nobody_is_listed_while_nothing_is_remembered(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--database", str(database), "rulebook", "--language", "en", "--affected"]) == 0
    assert "The present rules advise no stored case differently." in capsys.readouterr().out


def test_that_cases_are_listed_by_pseudonym_topic_by_topic(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_desk(database) as services:
        remember_advice(services.queue, saying(OLD, "en_bloc"), OLD)
        (stored,) = services.queue.rows()
    assert main(["--database", str(database), "rulebook", "--language", "en", "--affected"]) == 0
    out = capsys.readouterr().out
    assert "1 open and 0 past cases would now be advised differently" in out
    assert f"1. Patient {stored.id.hex[-4:].upper()} (open), advised by 2025.01 (aaaabbbbcccc)" in out
    assert "  Surgery\n" in out
    assert "    Erasmus MC: En bloc resection: advised → " in out
    assert "Testpati" not in out
    assert "VB-1" not in out


def test_that_listing_changes_nothing(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_desk(database) as services:
        remember_advice(services.queue, saying(OLD, "en_bloc"), OLD)
    told = []
    for _ in range(2):
        main(["--database", str(database), "rulebook", "--affected"])
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]
    assert "2025.01" in told[0]
