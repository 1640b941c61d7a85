"""The table of what was measured: as text on a terminal, and kept between its marks in docs/performance.md."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from benchmarks.measuring import Outcome

_HEAD: Final = ("what", "reference in the same run", "ratio", "at most", "")


def _cells(outcome: Outcome) -> tuple[str, ...]:
    bound, ratio = outcome.measure.bound, outcome.ratio
    return (
        outcome.measure.what,
        outcome.measure.reference,
        "-" if ratio is None else f"{ratio:.2f}",
        "" if bound is None else f"{bound:g}",
        outcome.verdict,
    )


def as_text(outcomes: Sequence[Outcome]) -> str:
    """Return the table in columns."""
    rows = [_HEAD, *map(_cells, outcomes)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEAD))]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows) + "\n"


def as_markdown(outcomes: Sequence[Outcome], said: str) -> str:
    """Return the table as it is kept, with one sentence on how it was measured."""
    return "\n".join(_markdown(outcomes, said)) + "\n"


def _markdown(outcomes: Sequence[Outcome], said: str) -> Iterator[str]:
    yield said
    yield ""
    yield f"| {' | '.join(_HEAD)} |"
    yield "|---|---|---:|---:|---|"
    for each in outcomes:
        yield f"| {' | '.join(_cells(each))} |"


def keep(file: Path, group: str, table: str) -> None:
    """Put the table of a group between its marks in a page, and leave everything else as it is.

    Raises:
        ValueError: the page has no such marks.

    """
    page = file.read_text(encoding="utf-8")
    begin, end = f"<!-- measured: {group} -->\n", f"<!-- end: {group} -->"
    before, opened, rest = page.partition(begin)
    _, closed, after = rest.partition(end)
    if not opened or not closed:
        raise ValueError(f"{file.name} has no place for the table of {group}.")
    file.write_text(f"{before}{begin}\n{table}\n{end}{after}", encoding="utf-8", newline="\n")
