"""What the case screen asks of the desk: each verb off the GUI thread, each answer back on it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final

from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case
from mdt_desk.domain.explain import Effect
from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.screens.case.errands import CasePorts
from mdt_desk.ui.screens.case.explaining import Question
from mdt_desk.ui.screens.case.left_cases import SaveOrder
from mdt_desk.ui.sentences import sentence
from mdt_desk.ui.work import Failed, Outcome
from mdt_desk.usecases.cases import change_facts
from mdt_desk.usecases.ports import StoredCase
from mdt_desk.usecases.touched import Touch, touches

_FIGURE_WIDTH: Final = 1040
"""Pixels: twice the widest figure, so that it is sharp on a screen of double density too."""

Answer = Callable[[StoredCase | Exception], None]


class DeskErrands:
    """Answers for `CasePorts` on a desk; ``saved``: something was kept that the other screens do not know yet."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.saved = False

    @property
    def ports(self) -> CasePorts:
        desk = self._desk
        return CasePorts(
            now=desk.now,
            assess=self._assess,
            explain=self._explain,
            save=self._save,
            read=self._read,
            draw=self._draw,
            say=sentence,
            documents=desk.services.sources,
            limits=lambda: desk.preferences.fact_ages,
            touched=self._touched,
        )

    def _assess(
        self, case: Case, at: datetime, meeting_at: datetime, answer: Callable[[Assessment | None], None]
    ) -> None:
        assess = self._desk.services.assess

        def ended(outcome: Outcome[Assessment]) -> None:
            if isinstance(outcome, Failed):
                self._desk.fail(outcome.error)
                answer(None)
            else:
                answer(outcome.value)

        self._desk.judging.run(lambda: assess(case, at, meeting_at), ended)

    def _explain(
        self, question: Question, at: datetime, answer: Callable[[tuple[Effect, ...] | None], None]
    ) -> None:
        explain = self._desk.services.explain

        def verb() -> tuple[Effect, ...]:
            if question.advice is None:
                return explain.score(question.case, at, question.key)
            return explain.advice(question.case, at, *question.advice)

        def ended(outcome: Outcome[tuple[Effect, ...]]) -> None:
            if isinstance(outcome, Failed):
                self._desk.fail(outcome.error)
                answer(None)
            else:
                answer(outcome.value)

        self._desk.judging.run(verb, ended)

    def _save(self, order: SaveOrder, answer: Answer) -> None:
        queue, now = self._desk.services.queue, self._desk.now()

        def verb() -> StoredCase:
            return change_facts(
                queue, order.case_id, order.changes, expected_version=order.expected_version, at=now
            )

        def ended(outcome: Outcome[StoredCase]) -> None:
            self.saved = True
            _hand_over(outcome, answer)

        self._desk.work.run(verb, ended)

    def _read(self, case_id: CaseId, answer: Answer) -> None:
        queue = self._desk.services.queue
        self._desk.work.run(lambda: queue.get(case_id), partial(_hand_over, answer=answer), reads=True)

    def _touched(self, case_id: CaseId, answer: Callable[[tuple[Touch, ...]], None]) -> None:
        witness = self._desk.services.witness
        self._desk.read(lambda: touches(witness, case_id), answer)

    def _draw(self, classes: frozenset[int], answer: Callable[[bytes], None]) -> None:
        services, look = self._desk.services, self._desk.look
        theme, language = look.tokens.name, look.texts.language
        self._desk.do(
            lambda: services.curves.png(classes, theme, language, width=_FIGURE_WIDTH),
            answer,
            on=self._desk.paper,
        )


def _hand_over(outcome: Outcome[StoredCase], answer: Answer) -> None:
    if not isinstance(outcome, Failed):
        answer(outcome.value)
    elif isinstance(outcome.error, Exception):
        answer(outcome.error)
    else:
        raise outcome.error
