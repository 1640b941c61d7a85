"""A case screen for tests: real rules, a clock that stands still, and a store that answers when it is told to."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from mdt_desk.bootstrap.rules import RuleExplanations, guideline_documents, load_rules
from mdt_desk.domain.assess import Rules, assess
from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case, CaseOf
from mdt_desk.domain.explain import Effect
from mdt_desk.domain.meeting import CaseId, CaseState
from mdt_desk.domain.reading import SCHEMA, read_case, with_fact
from mdt_desk.i18n import load_texts
from mdt_desk.ui.screens.case.errands import CasePorts
from mdt_desk.ui.screens.case.explaining import Question
from mdt_desk.ui.screens.case.left_cases import SaveOrder
from mdt_desk.ui.screens.case.presenter import CasePresenter
from mdt_desk.ui.screens.case.state import CaseScreenState
from mdt_desk.ui.sentences import sentence
from mdt_desk.usecases.errors import Conflict
from mdt_desk.usecases.ports import StoredCase, Words

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 18, 10, 0, tzinfo=AMSTERDAM)
MEETING = datetime(2026, 11, 25, 8, 0, tzinfo=AMSTERDAM)

CORD: dict[str, Any] = {
    "patient": {"family_name": "Voorbeeld", "birth_date": "1958-03-12", "hospital_number": "4711"},
    "referral": {"question": "Is decompression useful?", "received_at": "2026-11-18T09:00:00+01:00"},
    "tumour": {
        "primary": "prostate",
        "histology_confirmed": True,
        "haematological_malignancy_possible": False,
        "atypical_imaging": False,
        "progression_elsewhere": True,
        "visceral_metastases": "none",
        "skeletal_metastases": 9,
        "spinal_metastases": 1,
        "metastases_total": 9,
    },
    "condition": {"karnofsky": 70, "ambulation": "independent", "fit_for_surgery": True},
    "symptoms": {"back_or_neck_pain": True, "worsened_at": "2026-11-17T18:00:00+01:00"},
    "neurology": {"cord_or_cauda_signs": True, "severe_deficit": False, "frankel": "D"},
    "imaging": {"confirmed_spinal_metastases": True, "mri_whole_spine_at": "2026-11-18T08:00:00+01:00"},
    "lesions": [
        {
            "level": "T6",
            "pain": "mechanical",
            "bone_quality": "mixed",
            "alignment": "normal",
            "collapse": "none",
            "posterolateral": "none",
            "bilsky": "2",
        }
    ],
}


@cache
def rules() -> Rules:
    return load_rules()


def case_of(tree: dict[str, Any]) -> Case:
    return read_case({**tree, "schema": SCHEMA}, NOW)


def stored(case: Case, version: int = 1) -> StoredCase:
    return StoredCase(
        id=CaseId(UUID(int=7)),
        case=case,
        version=version,
        state=CaseState.OPEN,
        listed_at=NOW,
        changed_at=NOW,
    )


Outcome = StoredCase | Exception


@dataclass
class Shelf:
    """Keeps one case as the queue does; with ``slow`` it answers only when `deliver` is called."""

    kept: StoredCase
    fails: Exception | None = None
    slow: bool = False
    orders: list[SaveOrder] = field(default_factory=list)
    waiting: list[Callable[[], None]] = field(default_factory=list)

    def save(self, order: SaveOrder, answer: Callable[[Outcome], None]) -> None:
        self.orders.append(order)
        if self.slow:
            self.waiting.append(lambda: answer(self._outcome(order)))
        else:
            answer(self._outcome(order))

    def read(self, _case: CaseId, answer: Callable[[Outcome], None]) -> None:
        answer(self.kept)

    def change(self, path: str, value: object) -> None:
        """Let somebody else change the case."""
        case = with_fact(self.kept.case, path, value)
        self.kept = replace(self.kept, case=case, version=self.kept.version + 1)

    def deliver(self) -> None:
        waiting, self.waiting = self.waiting, []
        for each in waiting:
            each()

    def _outcome(self, order: SaveOrder) -> Outcome:
        if self.fails is not None:
            return self.fails
        if order.expected_version != self.kept.version:
            return Conflict(
                "store.conflict", found=str(self.kept.version), expected=str(order.expected_version)
            )
        for path, value in order.changes.items():
            self.change(path, value)
        self.kept = replace(self.kept, version=order.expected_version + 1)
        return self.kept


@dataclass
class Bench:
    """A presenter on a shelf, with every state that it showed."""

    tree: dict[str, Any] | None = None
    language: str = "en"
    now: datetime = NOW
    assessed: int = 0
    assess_by: Callable[[], Assessment | None] | None = None
    asked: list[str] = field(default_factory=list)
    thinking: bool = False
    thoughts: list[Callable[[], None]] = field(default_factory=list)
    unthinkable: bool = False
    drawn: list[frozenset[int]] = field(default_factory=list)
    shown: list[CaseScreenState] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.shelf = Shelf(stored(CaseOf() if self.tree is None else case_of(self.tree)))
        self.texts: Words = load_texts(self.language)
        self.listeners: list[Callable[[CaseScreenState], None]] = [self.shown.append]
        self.presenter = CasePresenter(
            CasePorts(
                now=lambda: self.now,
                assess=self._assess,
                explain=self._explain,
                save=self.shelf.save,
                read=self.shelf.read,
                draw=self._draw,
                say=sentence,
                documents=guideline_documents(),
            ),
            self.texts,
            self._show,
        )

    def open(self) -> "Bench":
        self.presenter.open(self.shelf.kept, MEETING)
        return self

    @property
    def state(self) -> CaseScreenState:
        return self.shown[-1]

    @property
    def case(self) -> Case:
        return self.presenter.memory.case

    def _show(self, state: CaseScreenState) -> None:
        for listener in self.listeners:
            listener(state)

    def _assess(
        self, case: Case, at: datetime, meeting: datetime, answer: Callable[[Assessment | None], None]
    ) -> None:
        self.assessed += 1
        answer(self.assess_by() if self.assess_by else assess(case, at, meeting, rules()))

    def _explain(
        self, question: Question, at: datetime, answer: Callable[[tuple[Effect, ...] | None], None]
    ) -> None:
        self.asked.append(question.key)
        explain = RuleExplanations(rules)
        if question.advice is None:
            effects = explain.score(question.case, at, question.key)
        else:
            effects = explain.advice(question.case, at, *question.advice)
        self.thoughts.append(lambda: answer(None if self.unthinkable else effects))
        if not self.thinking:
            self.think()

    def think(self) -> None:
        """Give every answer that was held back."""
        thoughts, self.thoughts = self.thoughts, []
        for each in thoughts:
            each()

    def _draw(self, classes: frozenset[int], answer: Callable[[bytes], None]) -> None:
        self.drawn.append(classes)
        answer(b"")
