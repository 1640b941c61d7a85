"""The benchmarks say what they measured; no test here is timed."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.measuring import Measure, NotHereError, Outcome, alternate, outcome, process, python
from benchmarks.run import GROUPS, PAGE, measures_of
from benchmarks.table import as_markdown, as_text, keep


def measure(pairs: Sequence[tuple[float, float]], bound: float | None = None) -> Measure:
    return Measure(what="a deed", reference="the least", pairs=lambda _rounds, _folder: pairs, bound=bound)


def taken(pairs: Sequence[tuple[float, float]], bound: float | None = None) -> Outcome:
    return outcome(measure(pairs, bound), len(pairs), Path())


def test_that_a_ratio_is_one_of_medians() -> None:
    found = taken([(30.0, 10.0), (20.0, 8.0), (900.0, 9.0)])
    assert found.ratio == pytest.approx(30 / 9)


@pytest.mark.parametrize(("bound", "verdict"), [(2.0, "met"), (1.9, "not met"), (None, "")])
def test_that_a_bound_is_met_up_to_itself(bound: float | None, verdict: str) -> None:
    assert taken([(2.0, 1.0)], bound).verdict == verdict


def test_that_program_and_reference_take_turns_and_the_first_turn_does_not_count() -> None:
    turns: list[str] = []

    def turn(name: str) -> float:
        turns.append(name)
        return float(len(turns))

    pairs = alternate(lambda: turn("program"), lambda: turn("reference"), rounds=2)
    assert turns == ["program", "reference"] * 3
    assert pairs == [(3.0, 4.0), (5.0, 6.0)]


def test_that_a_row_says_what_this_machine_lacks() -> None:
    def pairs(_rounds: int, _folder: Path) -> Sequence[tuple[float, float]]:
        raise NotHereError("LibreOffice is not on this machine")

    found = outcome(Measure(what="minutes", reference="a word processor", pairs=pairs, bound=1), 11, Path())
    assert found.ratio is None
    assert "LibreOffice is not on this machine" in as_text([found])


def test_that_the_table_tells_each_ratio_its_bound_and_whether_it_is_met() -> None:
    found = [taken([(3.0, 2.0)], 2.0), taken([(5.0, 2.0)], 2.0)]
    head, first, second = as_text(found).splitlines()
    assert head.split() == ["what", "reference", "in", "the", "same", "run", "ratio", "at", "most"]
    assert first.split() == ["a", "deed", "the", "least", "1.50", "2", "met"]
    assert second.split() == ["a", "deed", "the", "least", "2.50", "2", "not", "met"]
    assert "| a deed | the least | 2.50 | 2 | not met |" in as_markdown(found, "One day.")


def test_that_a_table_is_kept_between_its_marks_and_again_in_the_same_place(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- measured: x -->\nold\n<!-- end: x -->\nafter\n", encoding="utf-8")
    keep(page, "x", "first\n")
    keep(page, "x", "second\n")
    text = page.read_text(encoding="utf-8")
    assert text == "before\n<!-- measured: x -->\n\nsecond\n\n<!-- end: x -->\nafter\n"
    with pytest.raises(ValueError, match="no place"):
        keep(page, "y", "third\n")


def test_that_a_process_that_fails_ends_the_run_with_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="it broke"):
        process(python("-I", "-S", "-c", "raise SystemExit('it broke')"), tmp_path)


@pytest.mark.parametrize("group", GROUPS)
def test_that_every_group_has_its_place_on_the_page_and_rows_that_differ(group: str) -> None:
    rows = [(each.what, each.reference) for each in measures_of(group)]
    assert rows
    assert len(set(rows)) == len(rows)
    assert f"<!-- measured: {group} -->\n" in PAGE.read_text(encoding="utf-8")
