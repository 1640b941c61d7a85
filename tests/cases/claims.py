"""What a case may claim about its assessment: one function a kind of claim, each answering what is wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from mdt_desk.domain.advice import Advice, AdviceStatus, Disagreement, DisagreementKind
from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import spec_for
from mdt_desk.domain.scores.result import ScoreResult
from mdt_desk.domain.vocabulary import ACTIONS, TOPICS
from mdt_desk.i18n import Texts

SCORES: Final = frozenset(
    "modified_bauer bauer nesms tokuhashi tomita van_der_linden bollen rades_2008 rades_short_life sins"
    " bilsky".split()
)


Wanted = int | float | str | bool | list[Any]
"""What a case file can claim of a score."""


class MisspeltError(Exception):
    """A claim names something that does not exist."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What the program said about a case: an assessment, or the sentences with which it refused."""

    said: Assessment | None
    refusal: str
    texts: Texts

    @property
    def assessment(self) -> Assessment:
        if self.said is None:
            raise AssertionError(f"the case was refused: {self.refusal}")
        return self.said

    def advice(self, guideline: str, action: str) -> Advice | None:
        """Return what a guideline says of an action; complain when either name is misspelt."""
        if guideline not in self.assessment.guidelines:
            raise MisspeltError(f"no guideline {guideline!r} speaks")
        if action not in ACTIONS:
            raise MisspeltError(f"there is no action {action!r}")
        found = [each for each in self.assessment.guidelines[guideline] if each.action == action]
        return found[0] if found else None

    def applying(self, guideline: str, action: str) -> Advice | None:
        found = self.advice(guideline, action)
        return found if found is not None and found.status is AdviceStatus.APPLIES else None


def _facts(names: list[str]) -> set[str]:
    for name in names:
        if name != "lesions":
            try:
                spec_for(name)
            except KeyError as error:
                raise MisspeltError(f"there is no fact {name!r}") from error
    return set(names)


def _told(found: Advice | None) -> str:
    if found is None:
        return "absent"
    hours = f", hours {found.possible_hours}" if found.possible_hours != (None,) else ""
    return f"{found.status} ({found.strength}{hours}, missing {list(found.missing)})"


def _same(what: str, given: object, wanted: object) -> list[str]:
    return [] if given == wanted else [f"{what} is {given!r}, not {wanted!r}"]


def score(outcome: Outcome, name: str, part: str, wanted: Wanted) -> list[str]:
    if name not in SCORES:
        raise MisspeltError(f"there is no score {name!r}")
    if name not in outcome.assessment.scores:
        return [f"the program has no score {name}"]
    result: ScoreResult = outcome.assessment.scores[name]
    open_to_none = None if wanted == "open" else wanted
    if part == "missing":
        return _same(
            f"{name} missing", set(result.missing), _facts(wanted) if isinstance(wanted, list) else wanted
        )
    if part == "possible":
        return _same(f"{name} possible", list(result.possible), wanted)
    if part == "outside_model":
        return _same(f"{name} outside its model", result.outside_model is not None, wanted)
    if part in {"value", "band", "raw", "level"}:
        return _same(f"{name} {part}", getattr(result, part), open_to_none)
    raise MisspeltError(f"a score has no {part!r}")


def applies(outcome: Outcome, guideline: str, action: str) -> list[str]:
    found = outcome.advice(guideline, action)
    return [] if outcome.applying(guideline, action) else [f"{action} does not apply: {_told(found)}"]


def applies_strength(outcome: Outcome, guideline: str, action: str, strength: str) -> list[str]:
    if strength not in {"do", "consider", "do_not"}:
        raise MisspeltError(f"there is no strength {strength!r}")
    found = outcome.applying(guideline, action)
    if found is None:
        return applies(outcome, guideline, action)
    return _same(f"strength of {action}", str(found.strength), strength)


def absent(outcome: Outcome, guideline: str, action: str) -> list[str]:
    found = outcome.advice(guideline, action)
    return [] if found is None else [f"{action} is not absent: {_told(found)}"]


def not_applies(outcome: Outcome, guideline: str, action: str) -> list[str]:
    return [f"{action} applies"] if outcome.applying(guideline, action) else []


def undetermined(outcome: Outcome, guideline: str, action: str, among: list[str]) -> list[str]:
    found = outcome.advice(guideline, action)
    if (
        found is None
        or found.status is not AdviceStatus.UNDETERMINED
        or not _facts(among) <= set(found.missing)
    ):
        return [f"{action} is not undetermined by {among}: {_told(found)}"]
    return []


def missing(outcome: Outcome, guideline: str, action: str, exactly: list[str]) -> list[str]:
    found = outcome.advice(guideline, action)
    if found is None:
        return [f"{action} is absent"]
    return _same(f"missing of {action}", sorted(found.missing), sorted(_facts(exactly)))


def within_hours(outcome: Outcome, guideline: str, action: str, hours: int) -> list[str]:
    found = outcome.advice(guideline, action)
    return (
        [f"{action} is absent"] if found is None else _same(f"hours of {action}", found.within_hours, hours)
    )


def no_deadline(outcome: Outcome, guideline: str, action: str) -> list[str]:
    found = outcome.advice(guideline, action)
    if found is None:
        return [f"{action} is absent"]
    return _same(f"hours of {action}", found.possible_hours, (None,))


def possible_hours(outcome: Outcome, guideline: str, action: str, hours: list[Any]) -> list[str]:
    found = outcome.advice(guideline, action)
    if found is None:
        return [f"{action} is absent"]
    wanted = tuple(None if each == "none" else each for each in hours)
    return _same(f"possible hours of {action}", found.possible_hours, wanted)


def due(outcome: Outcome, guideline: str, action: str, moment: str) -> list[str]:
    found = outcome.advice(guideline, action)
    if found is None:
        return [f"{action} is absent"]
    wanted = datetime.fromisoformat(moment)
    if found.due is None or found.due != wanted or found.due.utcoffset() != wanted.utcoffset():
        return [f"{action} is due {found.due}, not {wanted}"]
    return []


def detail(outcome: Outcome, guideline: str, action: str) -> str:
    """Return everything that is said beside an action, as one English text."""
    found = outcome.advice(guideline, action)
    if found is None:
        raise AssertionError(f"{action} is absent")
    keys = [*found.notes, *([f"regimen.{found.variant}"] if found.variant else [])]
    return " ".join(outcome.texts.get(key) for key in keys)


def soon(outcome: Outcome, guideline: str, action: str, wanted: bool) -> list[str]:
    """Tell whether an action is due as soon as possible, without hours."""
    found = outcome.advice(guideline, action)
    if found is None:
        return [f"{action} is absent"]
    return _same(f"{action} as soon as possible", found.urgent, wanted)


def says(outcome: Outcome, guideline: str, action: str, words: str) -> list[str]:
    told = detail(outcome, guideline, action)
    return [] if words.lower() in told.lower() else [f"{action} does not say {words!r}: {told!r}"]


def silent_on(outcome: Outcome, guideline: str, action: str, words: str) -> list[str]:
    return [] if says(outcome, guideline, action, words) else [f"{action} says {words!r}"]


def details(outcome: Outcome, guideline: str, action: str, exactly: list[str]) -> list[str]:
    """Tell whether exactly these sentences stand beside an action, by the last part of their text keys."""
    found = outcome.advice(guideline, action)
    for each in exactly:
        own, general = f"guideline.{guideline}.{each}", f"guideline.{each}"
        if own not in outcome.texts.table and general not in outcome.texts.table:
            raise MisspeltError(f"there is no sentence {each!r}")
    if found is None:
        return [f"{action} is absent"]
    given = [each.removeprefix("guideline.").removeprefix(f"{guideline}.") for each in found.notes]
    return _same(f"details of {action}", given, exactly)


def not_covered(outcome: Outcome, guideline: str, question: str) -> list[str]:
    if guideline not in outcome.assessment.not_covered:
        raise MisspeltError(f"no guideline {guideline!r} speaks")
    asked = [each.question for each in outcome.assessment.not_covered[guideline]]
    return [] if question in asked else [f"{question} is covered; open are only {asked}"]


def covered(outcome: Outcome, guideline: str, question: str) -> list[str]:
    return [] if not_covered(outcome, guideline, question) else [f"{question} is not covered"]


def gaps(outcome: Outcome, guideline: str, exactly: list[str]) -> list[str]:
    """Tell whether a guideline leaves exactly this open, by the last part of the text keys."""
    if guideline not in outcome.assessment.not_covered:
        raise MisspeltError(f"no guideline {guideline!r} speaks")
    for each in exactly:
        if f"guideline.{guideline}.{each}" not in outcome.texts.table:
            raise MisspeltError(f"there is no sentence {each!r}")
    prefix = f"guideline.{guideline}."
    given = [each.note.removeprefix(prefix) for each in outcome.assessment.not_covered[guideline]]
    return _same(f"what {guideline} leaves open", given, exactly)


def _rows(outcome: Outcome, kind: DisagreementKind, topic: str | None) -> list[Disagreement]:
    if topic is not None and topic not in TOPICS:
        raise MisspeltError(f"there is no topic {topic!r}")
    return [
        each
        for each in outcome.assessment.disagreements
        if each.kind is kind and (topic is None or each.topic == topic)
    ]


def _in_row(row: Disagreement, guideline: str, action: str) -> bool:
    return any(each.guideline == guideline and action in each.actions for each in row.positions)


def _both(outcome: Outcome, rows: list[Disagreement], pairs: tuple[tuple[str, str], ...]) -> bool:
    for guideline, action in pairs:
        outcome.advice(guideline, action)
    return any(all(_in_row(row, *pair) for pair in pairs) for row in rows)


def disagree(outcome: Outcome, topic: str, one: str, this: str, other: str, that: str) -> list[str]:
    rows = _rows(outcome, DisagreementKind.ACTION, topic)
    if _both(outcome, rows, ((one, this), (other, that))):
        return []
    return [f"no disagreement of {one} {this} with {other} {that} under {topic}: {rows}"]


def no_disagreement(outcome: Outcome, topic: str, one: str, this: str, other: str, that: str) -> list[str]:
    return [] if disagree(outcome, topic, one, this, other, that) else [f"{this} disagrees with {that}"]


def deadlines_differ(outcome: Outcome, action: str, one: str, other: str) -> list[str]:
    rows = _rows(outcome, DisagreementKind.DEADLINE, None)
    return [] if _both(outcome, rows, ((one, action), (other, action))) else [f"the same deadline: {rows}"]


def deadlines_agree(outcome: Outcome, action: str, one: str, other: str) -> list[str]:
    return [] if deadlines_differ(outcome, action, one, other) else ["the deadlines are said to differ"]


def regimens_differ(outcome: Outcome, action: str, one: str, other: str) -> list[str]:
    rows = _rows(outcome, DisagreementKind.DETAIL, None)
    return [] if _both(outcome, rows, ((one, action), (other, action))) else [f"the same regimen: {rows}"]


def wait_for_meeting(outcome: Outcome, wanted: bool | str) -> list[str]:
    if wanted not in {True, False, "open"}:
        raise MisspeltError(f"waiting is true, false or 'open', not {wanted!r}")
    given = outcome.assessment.urgency.wait_for_meeting
    because = [(each.guideline, each.action) for each in outcome.assessment.urgency.because]
    problems = _same("wait_for_meeting", given, None if wanted == "open" else wanted)
    return [f"{each} (because {because})" for each in problems]


def wait_missing(outcome: Outcome, exactly: list[str]) -> list[str]:
    given = sorted(outcome.assessment.urgency.missing)
    return _same("what decides whether to wait", given, sorted(_facts(exactly)))


def emergency_possible(outcome: Outcome, wanted: bool) -> list[str]:
    return _same("emergency possible", outcome.assessment.urgency.emergency_possible, wanted)


def urgent_because(outcome: Outcome, guideline: str, action: str) -> list[str]:
    if action != "emergency_sign":
        outcome.advice(guideline, action)
    given = [(each.guideline, each.action) for each in outcome.assessment.urgency.because]
    return [] if (guideline, action) in given else [f"{guideline} {action} is no reason: {given}"]


def clock(outcome: Outcome, guideline: str, action: str, state: str) -> list[str]:
    if state not in {"running", "overdue", "met", "late"}:
        raise MisspeltError(f"there is no state {state!r}")
    outcome.advice(guideline, action)
    found = [
        str(each.state)
        for each in outcome.assessment.clocks
        if each.guideline == guideline and each.action == action
    ]
    return _same(f"clock of {action}", found, [state])


def no_clock(outcome: Outcome, guideline: str, action: str) -> list[str]:
    outcome.advice(guideline, action)
    clocks = outcome.assessment.clocks
    found = [each for each in clocks if each.guideline == guideline and each.action == action]
    return [f"there is a clock: {found}"] if found else []


def refused(outcome: Outcome, words: str) -> list[str]:
    if outcome.said is not None:
        return ["the case was accepted"]
    return [] if words in outcome.refusal else [f"the refusal does not name {words!r}: {outcome.refusal}"]


Claim = Callable[..., list[str]]
CLAIMS: Final[Mapping[str, Claim]] = {
    each.__name__: each
    for each in (
        score,
        applies,
        applies_strength,
        absent,
        not_applies,
        undetermined,
        missing,
        within_hours,
        no_deadline,
        possible_hours,
        due,
        soon,
        says,
        silent_on,
        details,
        not_covered,
        covered,
        gaps,
        disagree,
        no_disagreement,
        deadlines_differ,
        deadlines_agree,
        regimens_differ,
        wait_for_meeting,
        wait_missing,
        emergency_possible,
        urgent_because,
        clock,
        no_clock,
        refused,
    )
}


def what_is_wrong(outcome: Outcome, claim: tuple[Any, ...]) -> list[str]:
    """Return what in one claim does not hold; raise when the claim itself is misspelt."""
    name, *rest = claim
    if name not in CLAIMS:
        raise MisspeltError(f"there is no claim {name!r}")
    try:
        return CLAIMS[name](outcome, *rest)
    except TypeError as error:
        raise MisspeltError(f"{list(claim)}: {error}") from error
