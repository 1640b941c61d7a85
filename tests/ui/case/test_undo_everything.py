"""Every change of a case can be taken back and made again: each fact there is, lesions, and what was forgotten."""

import pytest

from mdt_desk.domain.case import FACTS, ExternalModel, IdSystem, value_at
from mdt_desk.domain.facts import UNKNOWN, FactSpec, Kind
from mdt_desk.domain.problems import CaseRefused
from mdt_desk.domain.reading import read_fact
from mdt_desk.domain.spine import LEVELS, Level
from mdt_desk.ui.wording.shown import TypedEstimate
from tests.ui.case.bench import CORD, NOW, Bench

TYPED = {
    Kind.INT: ("1", "2", "50", "60"),
    Kind.FLOAT: ("0.4", "31"),
    Kind.DATE: ("17-11-2026", "01-02-1950"),
    Kind.DATETIME: ("17-11-2026 09:00",),
    Kind.TEXT: ("<b>another</b>", "de"),
}
FACTS_OF_A_CASE = [path for path in FACTS if not path.startswith("lesions.")]
"""Facts of a vertebra have a test of their own: they need one in hand."""


@pytest.fixture
def bench() -> Bench:
    made = Bench(CORD)
    made.assess_by = lambda: None  # what the rules say does not matter here, and takes its time
    made.open()
    made.presenter.choose_level(Level.T6)
    return made


def readable(path: str, spec: FactSpec, before: object) -> str:
    for text in TYPED[spec.kind]:
        try:
            value = read_fact(path, text, NOW)
        except CaseRefused:
            continue
        if value != before:
            return text
    pytest.fail(f"nothing to type into {path}")


def picked(spec: FactSpec, before: object) -> object:
    if spec.kind is Kind.BOOL:
        return before is not True
    assert spec.choices is not None
    found = next(each for each in spec.choices if each != before and frozenset({each}) != before)
    return frozenset({found}) if spec.kind is Kind.CHOICES else found


def change(bench: Bench, path: str) -> None:
    """Change one fact as its field does."""
    spec, before = FACTS[path], value_at(bench.case, path if "lesions" not in path else own(path))
    if spec.kind is Kind.TABLE:
        bench.presenter.pick(path, (IdSystem.BSN, "111222333"))
    elif spec.kind is Kind.TABLES:
        typed = TypedEstimate(
            model=next(iter(ExternalModel)), months="3", survival="0.5", computed_on="17-11-2026"
        )
        bench.presenter.pick(path, typed)
    elif spec.kind in TYPED:
        text = readable(path, spec, before)
        bench.presenter.type(path, text)
        bench.presenter.leave(path, text)
    else:
        bench.presenter.pick(path, picked(spec, before))


def own(path: str) -> str:
    return f"lesions.T6.{path.partition('.')[2]}"


@pytest.mark.parametrize("path", FACTS_OF_A_CASE)
def test_that_a_change_of_every_fact_is_undone_and_redone(bench: Bench, path: str) -> None:
    before = bench.case
    change(bench, path)
    after = bench.case
    if after == before:  # it contradicts what is known: said at its field, and nothing to take back
        assert bench.state.fields[path].problem
        return
    bench.presenter.undo()
    assert value_at(bench.case, path) == value_at(before, path)
    assert value_at(bench.shelf.kept.case, path) == value_at(before, path)
    bench.presenter.redo()
    assert value_at(bench.case, path) == value_at(after, path)
    assert value_at(bench.shelf.kept.case, path) == value_at(after, path)


@pytest.mark.parametrize("path", [path for path in FACTS if path.startswith("lesions.")])
def test_that_a_change_of_every_fact_of_a_vertebra_is_undone_and_redone(bench: Bench, path: str) -> None:
    if path == "lesions.level":
        return
    before = value_at(bench.case, own(path))
    change(bench, path)
    after = value_at(bench.case, own(path))
    assert after != before
    bench.presenter.undo()
    assert value_at(bench.case, own(path)) == before
    bench.presenter.redo()
    assert value_at(bench.case, own(path)) == after


@pytest.mark.parametrize("level", [each for each in LEVELS if each is not Level.T6])
def test_that_a_vertebra_added_or_removed_is_undone_and_redone(bench: Bench, level: Level) -> None:
    def levels() -> list[Level]:
        return [] if bench.case.lesions is UNKNOWN else [each.level for each in bench.case.lesions]

    bench.presenter.add_lesion(level)
    assert set(levels()) == {Level.T6, level}
    bench.presenter.remove_lesion(Level.T6)
    assert levels() == [level]
    bench.presenter.undo()
    bench.presenter.undo()
    assert levels() == [Level.T6]
    bench.presenter.redo()
    bench.presenter.redo()
    assert levels() == [level]
