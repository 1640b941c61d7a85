"""Every control in the hazard log is proven by tests that exist."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOG = (ROOT / "docs" / "safety" / "hazard-log.md").read_text(encoding="utf-8")


def rows() -> list[list[str]]:
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in LOG.splitlines()
        if re.match(r"\| \d+ \|", line)
    ]


def test_that_every_hazard_names_harm_controls_and_proof() -> None:
    assert [int(each[0]) for each in rows()] == list(range(1, len(rows()) + 1))
    assert all(len(each) == 5 and all(each) for each in rows())


def test_that_every_proof_is_a_test_of_this_repository() -> None:
    there = {
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"def (test_that_\w+)", file.read_text(encoding="utf-8"))
    }
    told = {name for each in rows() for name in re.findall(r"`(test_that_\w+)`", each[4])}
    assert all(re.search("`test_that_", each[4]) for each in rows())
    assert sorted(told - there) == []
