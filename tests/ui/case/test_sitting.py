"""A sitting at the case screen, played at random: whatever happens, nothing entered is lost."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from mdt_desk.domain.assess import assess
from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.neurology import Frankel
from mdt_desk.domain.spine import Level
from mdt_desk.domain.three_way import changes
from mdt_desk.usecases.errors import SiteError
from tests.ui.case.bench import CORD, MEETING, NOW, Bench, case_of, rules

PICKS: list[tuple[str, Any]] = [
    ("symptoms.lhermitte", True),
    ("symptoms.lhermitte", False),
    ("symptoms.lhermitte", UNKNOWN),
    ("neurology.frankel", Frankel.A),
    ("neurology.frankel", Frankel.E),
    ("lesions.T6.pathological_fracture", True),
]
TEXTS: list[tuple[str, str]] = [
    ("labs.albumin_g_per_l", "34,5"),
    ("labs.albumin_g_per_l", "3,5"),
    ("labs.albumin_g_per_l", ""),
    ("labs.albumin_g_per_l", "abc"),
    ("tumour.spinal_metastases", "3"),
    ("tumour.spinal_metastases", "30"),
    ("neurology.complete_cord_injury_at", "18-11-2026 08:00"),
    ("neurology.complete_cord_injury_at", ""),
]
LEVELS = st.sampled_from([Level.C5, Level.T6, Level.L3])


class Sitting(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.bench = Bench(tree=CORD)
        self.bench.assess_by = fixed
        self.bench.open()

    @rule(pick=st.sampled_from(PICKS))
    def pick(self, pick: tuple[str, Any]) -> None:
        levels = self.bench.case.lesions
        there = levels is not UNKNOWN and any(each.level is Level.T6 for each in levels)
        if there or not pick[0].startswith("lesions"):
            self.bench.presenter.pick(*pick)

    @rule(typed=st.sampled_from(TEXTS), pause=st.booleans())
    def type(self, typed: tuple[str, str], pause: bool) -> None:
        self.bench.presenter.type(*typed)
        if pause:
            self.bench.presenter.pause(*typed)
        self.bench.presenter.leave(*typed)
        field = self.bench.state.fields[typed[0]]
        assert not field.problem or field.text == typed[1]

    @rule(level=LEVELS)
    def add(self, level: Level) -> None:
        self.bench.presenter.add_lesion(level)
        assert self.bench.state.lesions.affected

    @rule(level=LEVELS)
    def remove(self, level: Level) -> None:
        self.bench.presenter.remove_lesion(level)

    @rule()
    def undo(self) -> None:
        self.bench.presenter.undo()

    @rule()
    def redo(self) -> None:
        self.bench.presenter.redo()

    @rule(ecog=st.integers(0, 5))
    def somebody_else(self, ecog: int) -> None:
        self.bench.shelf.change("condition.ecog", ecog)

    @rule(fails=st.booleans())
    def disk(self, fails: bool) -> None:
        self.bench.shelf.fails = SiteError("store.full", file="queue.db") if fails else None

    @precondition(lambda self: self.bench.shelf.fails is None)
    @rule()
    def save_again(self) -> None:
        self.bench.presenter.save_again()

    @invariant()
    def nothing_is_lost(self) -> None:
        memory = self.bench.presenter.memory
        if not (memory.failure or memory.clashes):
            assert changes(memory.stored.case, memory.case) == {}
            assert changes(self.bench.shelf.kept.case, memory.case).keys() <= {"condition.ecog"}

    @invariant()
    def what_is_refused_stands_where_it_was_typed(self) -> None:
        for path, draft in self.bench.presenter.memory.drafts.items():
            if path in self.bench.state.fields:
                assert self.bench.state.fields[path].text == draft.text

    def teardown(self) -> None:
        """Walk all the way back: only what somebody else changed remains."""
        self.bench.shelf.fails = None
        while self.bench.state.undo:
            self.bench.presenter.undo()
        assert changes(case_of(CORD), self.bench.case).keys() <= {"condition.ecog"}


_ASSESSED = assess(case_of(CORD), NOW, MEETING, rules())


def fixed() -> Assessment:
    """Return one answer for every case: this game is not about rules."""
    return _ASSESSED


Sitting.TestCase.settings = settings(max_examples=15, stateful_step_count=20, deadline=None, derandomize=True)
test_that_nothing_entered_is_lost_in_any_sitting = Sitting.TestCase
