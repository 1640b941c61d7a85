"""Ask one guideline all its questions about one case, and put each answer into words that can be shown."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from mdt_desk.domain.advice import Advice, AdviceStatus, NotCovered
from mdt_desk.domain.case import Case, value_at
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.guidelines import words as w
from mdt_desk.domain.guidelines.rule import Answer, Do, Note, Question, Source
from mdt_desk.domain.moments import came_before, due, imaging_clock
from mdt_desk.domain.samples import Moments
from mdt_desk.domain.settle import Facts, Settled, Settler, word
from mdt_desk.domain.vocabulary import ACTIONS, strength_of

IMAGING_CLOCK: Final = frozenset({"mri_whole_spine", "ct_spine_with_contrast", "laboratory"})
"""Actions whose clock starts at the worsening or referral; all others start at the MRI."""

BEFORE_THE_WORSENING: Final = "guideline.general.before_the_worsening"
_SEEN_ON_MRI: Final = frozenset({"imaging.compression_on_mri", "imaging.impending_compression"})


@word
def in_order(f: Facts, question: Question) -> bool:
    """Advice on treatment may be given: metastases are treatable, or suspicion is enough and imaging is to come."""
    return w.treatable(f) or (question.on_suspicion and not w.imaging_done(f))


@word
def answer(f: Facts, question: Question, source: Source) -> Answer:
    """Answer a question of a guideline; advice on treatment only where treatment is in order."""
    if question.gated and not in_order(f, question):
        return None
    return question.rule(f, source.numbers)


@word
def note_holds(f: Facts, note: Note, source: Source) -> bool:
    """Tell whether a sentence of the detail is to be said."""
    return note.when is None or note.when(f, source.numbers)


def _urgency(hours: int | None) -> int:
    return 1 << 30 if hours is None else hours


def _missing(settler: Settler, question: Question, settled: Settled) -> tuple[str, ...]:
    """Return what decides; while it is open whether treatment is in order, that fact alone."""
    if question.gated and not settler.settle(in_order, question).certain:
        undecided = settler.settle(w.confirmed)
        return undecided.missing or settler.settle(w.treatable).missing
    return settled.missing


def stale_findings(case: Case, at: datetime, moments: Moments) -> frozenset[str]:
    """Return the findings that were made before the last worsening: on an earlier MRI, or so dated in the history."""
    zone, worsened = moments.at.tzinfo, case.symptoms.worsened_at
    if worsened is UNKNOWN or zone is None:
        return frozenset()
    old_mri = came_before(value_at(case, "imaging.mri_whole_spine_at"), worsened, at, zone)
    latest = {entry.fact: entry.at for entry in case.recorded}
    dated = {
        fact
        for fact, moment in latest.items()
        if fact.startswith(("imaging.", "neurology.", "lesions.")) and came_before(moment, worsened, at, zone)
    }
    return frozenset(dated) | (_SEEN_ON_MRI if old_mri else frozenset())


class Judge:
    """Asks guidelines about one case at one moment."""

    def __init__(self, case: Case, moments: Moments, settler: Settler) -> None:
        self._case = case
        self._moments = moments
        self._settler = settler
        self._stale = stale_findings(case, moments.at, moments)

    def advise(self, source: Source) -> tuple[Advice, ...]:
        """Return every action of a guideline that applies or may apply, in the order of care."""
        found = (self.advice(source, question) for question in source.guideline.questions)
        return tuple(each for each in found if each is not None)

    def not_covered(self, source: Source) -> tuple[NotCovered, ...]:
        """Return the questions that the guideline certainly leaves open for this patient."""
        return tuple(
            NotCovered(guideline=source.id, question=gap.question, note=f"guideline.{source.id}.{gap.note}")
            for gap in source.guideline.gaps
            if self._settler.possible(gap.when, source.numbers) == (True,)
        )

    def advice(self, source: Source, question: Question) -> Advice | None:
        """Return what a guideline says of one action, None when it certainly does not apply."""
        settled = self._settler.settle(answer, question, source)
        doing: list[Do] = [each for each in settled.possible if each is not None]
        if not doing:
            return None
        applies = None not in settled.possible
        hours = sorted({each.within.hours if each.within else None for each in doing}, key=_urgency)
        variants = {each.variant for each in doing}
        because = self._settler.because(answer, question, source)
        notes = self._notes(question, source, because)
        return Advice(
            guideline=source.id,
            action=question.action,
            topic=ACTIONS[question.action].topic,
            strength=strength_of(question.action, consider=any(each.consider for each in doing)),
            status=AdviceStatus.APPLIES if applies else AdviceStatus.UNDETERMINED,
            within_hours=hours[0],
            possible_hours=tuple(hours),
            urgent=any(each.urgent for each in doing),
            due=self._due(question.action, doing),
            variant=variants.pop() if len(variants) == 1 else None,
            notes=notes,
            because=because,
            missing=_missing(self._settler, question, settled),
            reference=source.citations[question.action].place,
        )

    def _notes(self, question: Question, source: Source, because: tuple[str, ...]) -> tuple[str, ...]:
        found = []
        for note in question.notes:
            possible = self._settler.possible(note_holds, note, source)
            if possible == (True,) or (note.even_if_open and True in possible):
                found.append(f"guideline.{source.id}.{note.key}")
        if not self._stale.isdisjoint(because):
            found.append(BEFORE_THE_WORSENING)
        return tuple(found)

    def certainly_due(self, source: Source, question: Question) -> datetime | None:
        """Return when an action is due that certainly applies, else None."""
        possible: tuple[Do | None, ...] = self._settler.possible(answer, question, source)
        doing = [each for each in possible if each is not None]
        return self._due(question.action, doing) if doing and None not in possible else None

    def _due(self, action: str, doing: Iterable[Do]) -> datetime | None:
        """Return when the most urgent of what may have to be done is due."""
        within = min((each.within for each in doing), key=lambda each: _urgency(each.hours if each else None))
        zone = self._moments.at.tzinfo
        if within is None or zone is None:
            return None
        return due(self.clock_start(action), within, zone)

    def clock_start(self, action: str) -> datetime:
        """Return where the clock of an action starts."""
        if action in IMAGING_CLOCK:
            return imaging_clock(self._case, self._moments.at)
        return self._moments.treatment_clock
