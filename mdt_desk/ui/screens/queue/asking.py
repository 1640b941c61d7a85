"""What the queue asks before it does something, and what it does with the answer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, Signal

from mdt_desk.domain.facts import FactSpec, Kind
from mdt_desk.domain.meeting import CaseId
from mdt_desk.domain.problems import CaseRefused
from mdt_desk.domain.values import read_typed
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.screens.queue.attention import identified
from mdt_desk.ui.screens.queue.cells import patient_name
from mdt_desk.ui.screens.queue.looking import BY_NAME, everyone
from mdt_desk.ui.screens.queue.reading import Reading
from mdt_desk.ui.screens.queue.state import Ask, Question
from mdt_desk.usecases.briefing import facts_of
from mdt_desk.usecases.briefs import Brief
from mdt_desk.usecases.cases import record_death, refer_again
from mdt_desk.usecases.filters import Filter, save_filter
from mdt_desk.usecases.merging import Merged, merge_cases, unmerge
from mdt_desk.usecases.ports import StoredCase
from mdt_desk.usecases.wording import label_of

_DAY = FactSpec(path="died_on", kind=Kind.DATE)
_NAMED = 6


class Asking(QObject):
    """One question at a time. Signals ``asked`` with a `Question`, or with None when it is done with."""

    asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        """Ask nothing."""
        super().__init__(desk)
        self._desk = desk
        self._question: Question | None = None
        self._then: Callable[[object], None] = lambda _answer: None

    def answer(self, given: object) -> None:
        """Do what was asked for."""
        if self._question is not None:
            self._then(given)

    def cancel(self) -> None:
        self._ask(None, lambda _answer: None)

    def save_filter(self, chosen: Filter, saved: Callable[[], None]) -> None:
        """Ask for the name under which a filter is kept."""
        text, notes = self._desk.look.text, self._desk.services.queue.notes

        def kept(name: str) -> None:
            self.cancel()
            saved()
            self._desk.say(text("queue.saved.kept", name=name))

        question = Question(
            ask=Ask.SAVE_FILTER,
            text=text("queue.saved.ask"),
            field=text("queue.saved.field"),
            do=text("queue.saved.do"),
        )
        self._ask(question, lambda name: self._desk.do(lambda: save_filter(notes, str(name), chosen), kept))

    def died(self, stored: StoredCase) -> None:
        """Ask for the day of death."""
        text, services = self._desk.look.text, self._desk.services

        def record(typed: object) -> None:
            day = _day(str(typed))
            if day is None or day > self._desk.now().date():
                self._refuse(text("queue.ask.died.no_day"))
                return
            self._do(
                lambda: record_death(
                    services.queue, stored.id, day, expected_version=stored.version, at=services.clock.now()
                ),
                text("queue.ask.died.done"),
            )

        self._ask(self._about(Ask.DIED, stored), record)

    def refer(self, stored: StoredCase) -> None:
        """Ask for the new question of a case that is referred again."""
        text, services = self._desk.look.text, self._desk.services
        self._ask(
            self._about(Ask.REFER, stored),
            lambda question: self._do(
                lambda: refer_again(
                    services.queue,
                    stored.id,
                    str(question),
                    expected_version=stored.version,
                    at=services.clock.now(),
                ),
                text("queue.ask.refer.done"),
            ),
        )

    def merge(self, stored: StoredCase, reading: Reading, other: CaseId | None = None) -> None:
        """Ask with which other case one is merged; those that look alike, or ``other``, are offered first."""
        texts, alike = self._desk.look.texts, reading.beside.alike(stored.id)

        def ask(briefs: tuple[Brief, ...]) -> None:
            cases = [each for each in briefs if each.id != stored.id]
            cases.sort(
                key=lambda each: (
                    each.id != other,
                    each.id not in alike,
                    patient_name(each.facts, texts).casefold(),
                )
            )
            if not cases:
                self._desk.say(texts.get("queue.ask.merge.nobody"))
                return
            choices = tuple((each.id, identified(each.facts, texts)) for each in cases)
            self._ask(self._about(Ask.MERGE, stored, choices), lambda chosen: self._merge(stored.id, chosen))

        lines = self._desk.services.queue.lines
        self._desk.read(lambda: everyone(lines, BY_NAME, reading.known()), ask)

    def _merge(self, one: CaseId, other: object) -> None:
        services = self._desk.services
        target = next(
            (each for each, _ in (self._question.choices if self._question else ()) if each == other), None
        )
        if target is None:
            return

        def done(merged: Merged) -> None:
            self.cancel()
            self._desk.changed.emit()
            text = self._desk.look.text
            self._desk.say(
                self._merged(merged),
                passing=False,
                do=text("queue.set_aside.undo"),
                act=lambda: self._unmerge(merged),
            )

        self._desk.do(lambda: merge_cases(services.queue, one, target, services.clock.now()), done)

    def _unmerge(self, merged: Merged) -> None:
        services = self._desk.services
        self._desk.do(
            lambda: unmerge(services.queue, merged, services.clock.now()),
            lambda _none: self._desk.changed.emit(),
        )

    def _merged(self, merged: Merged) -> str:
        texts, filled = self._desk.look.texts, len(merged.filled)
        if not merged.differing:
            return texts.get("queue.ask.merge.done_alike", filled=filled)
        names = [label_of(texts, each) if each != "lesions" else each for each in merged.differing]
        more = f" +{len(names) - _NAMED}" if len(names) > _NAMED else ""
        return texts.get("queue.ask.merge.done", filled=filled, differing=", ".join(names[:_NAMED]) + more)

    def _about(self, ask: Ask, stored: StoredCase, choices: tuple[tuple[CaseId, str], ...] = ()) -> Question:
        texts = self._desk.look.texts
        return Question(
            ask=ask,
            text=texts.get(f"queue.ask.{ask}.text", patient=patient_name(facts_of(stored.case), texts)),
            field=texts.get(f"queue.ask.{ask}.field"),
            do=texts.get(f"queue.ask.{ask}.do"),
            choices=choices,
        )

    def _do(self, verb: Callable[[], object], said: str) -> None:
        def done(_value: object) -> None:
            self.cancel()
            self._desk.changed.emit()
            self._desk.say(said)

        self._desk.do(verb, done)

    def _ask(self, question: Question | None, then: Callable[[object], None]) -> None:
        self._question, self._then = question, then
        self.asked.emit(question)

    def _refuse(self, problem: str) -> None:
        if self._question is not None:
            self._question = replace(self._question, problem=problem)
            self.asked.emit(self._question)


def _day(typed: str) -> date | None:
    try:
        found = read_typed(_DAY, "died_on", typed, None)
    except CaseRefused:
        return None
    return found if isinstance(found, date) else None
