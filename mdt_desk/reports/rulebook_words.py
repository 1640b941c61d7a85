"""Rules in the words of a clinician: what a rule reads, which values it tells apart, and what it answers."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from types import MappingProxyType
from typing import Any, Final

from mdt_desk.domain.advice import Strength
from mdt_desk.domain.case import spec_for
from mdt_desk.domain.evidence import Citation
from mdt_desk.domain.facts import Kind
from mdt_desk.domain.guidelines.rule import Do, Source
from mdt_desk.domain.guidelines.words import CompleteLesion
from mdt_desk.domain.moments import Within
from mdt_desk.domain.rulebook import REFERENCE, Condition, Row, Table, event_of
from mdt_desk.domain.samples import add_months
from mdt_desk.domain.settle import Input
from mdt_desk.domain.spine import Level
from mdt_desk.domain.vocabulary import strength_of
from mdt_desk.reports.words import Wording
from mdt_desk.usecases.wording import place_text, strength_text

_MONTHS: Final = (3, 15, 24, 60)
"""The limits, in months, that rules set to a date."""

_DATES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "tumour.diagnosed_on": ("older", "not_older"),
        "treatment.previous_radiotherapy_on": ("since", "not_since"),
    }
)
"""How a day before the limit is said, and one after it."""

_BANDED: Final = frozenset({"sins.worst_band"})
_OPEN_ABOVE: Final = frozenset({"shared.extraspinal", "shared.vertebrae"})
"""Counts of which the highest stands for more."""

_MANY: Final = 14
_SEVERAL: Final = 5
"""From so many values on, those left out are named instead: where they are fewer, or only one."""


def word_key(given: Input) -> str:
    """Return the key of a word: its module and its function."""
    rule = given.rule
    if rule is None:
        return ""
    package, _, module = rule.__module__.rpartition(".")
    return f"{'shared' if package.endswith('scores') and module == 'words' else module}.{rule.__name__}"


def about_one_vertebra(given: Input) -> bool:
    """Tell whether a word is asked of one vertebra."""
    return any(isinstance(each, Level) for each in given.args)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numerals:
    """Says limits and stretches of numbers, and joins words, in one language."""

    wording: Wording

    def say(self, key: str, **params: object) -> str:
        """Return a text of the rulebook."""
        return self.wording.get(f"rulebook.{key}", **params)

    def all_of(self, parts: Sequence[str]) -> str:
        """Join clauses by "and"."""
        return self._joined("all_of", parts)

    def any_of(self, parts: Sequence[str]) -> str:
        """Join words by "or"."""
        return self._joined("any_of", parts)

    def _joined(self, key: str, parts: Sequence[str]) -> str:
        if len(parts) < 2:
            return "".join(parts)
        comma = "; " if key == "any_of" and any(": " in each for each in parts) else ", "
        return self.say(key, first=comma.join(parts[:-1]), last=parts[-1])

    def share(self, value: float) -> str:
        """Return a share of a whole."""
        if abs(value - 1 / 3) < 1e-6:
            return self.say("a_third")
        return f"{self.wording.number(round(100 * value))} %"

    def stretch(self, given: Input, values: Sequence[Any], domain: Sequence[Any]) -> str:
        """Return numbers as stretches: what stands between two limits stands for everything between them."""
        spec = spec_for(given.path) if given.path else None
        cuts = () if spec is None else spec.cuts
        whole = spec is None or spec.kind is Kind.INT
        closed = word_key(given) not in _OPEN_ABOVE if spec is None else spec.maximum is not None
        places, parts = sorted(domain), []
        for low, high in _runs([places.index(each) for each in values]):
            lower = self._lower(places, low, whole=whole, cuts=cuts)
            upper = self._upper(places, high, whole=whole, cuts=cuts)
            alone = whole and low == high and (closed or high < len(places) - 1)
            bounds = [each for each in (lower, upper) if each]
            both = whole and len(bounds) == 2
            between = self.say("from_to", low=places[low], high=places[high]) if both else self.all_of(bounds)
            parts.append(self.wording.number(places[low]) if alone else between)
        return self.any_of(parts)

    def _lower(self, places: list[Any], low: int, *, whole: bool, cuts: Sequence[float]) -> str:
        if low == 0:
            return ""
        if whole or places[low] in cuts:
            return self.say("at_least", value=self._spelled(places[low]))
        return self.say("over", value=self._spelled(places[low - 1]))

    def _upper(self, places: list[Any], high: int, *, whole: bool, cuts: Sequence[float]) -> str:
        if high == len(places) - 1:
            return ""
        if whole or places[high] in cuts:
            return self.say("at_most", value=self._spelled(places[high]))
        return self.say("under", value=self._spelled(places[high + 1]))

    def _spelled(self, value: float) -> str:
        """Return a limit; the only share that is one is a third."""
        return self.share(value) if 0 < value < 1 else self.wording.number(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker(Numerals):
    """Says rules in one language."""

    # --- what a rule reads

    def label(self, given: Input, subject: Input | None = None) -> str:
        """Return what an input is called as a condition of a rule; ``subject`` is the rule, where it is a word."""
        if given.kind == "word":
            name = self.name(given)
            some = about_one_vertebra(given) and (subject is None or not about_one_vertebra(subject))
            return self.say("some_lesion", label=name) if some else name
        if given.kind in {"levels", "aspect"}:
            return self.say("lesion_list")
        name = self.fact(given.path)
        if given.kind == "recorded":
            return self.say("recorded", label=name)
        return name

    def fact(self, path: str) -> str:
        """Return the name of a fact, of a lesion without its level."""
        return self.wording.get(f"fact.{spec_for(path).path}.label")

    def name(self, given: Input) -> str:
        """Return the name of a word with its arguments filled in."""
        return self.wording.get(f"word.{word_key(given)}", **self._arguments(given))

    def _arguments(self, given: Input) -> dict[str, object]:
        if given.rule is None:
            return {}
        names = given.rule.__code__.co_varnames[1 : given.rule.__code__.co_argcount]
        return dict(self._argument(name, each) for name, each in zip(names, given.args, strict=False))

    def _argument(self, name: str, value: Any) -> tuple[str, object]:  # noqa: ANN401  # arguments of a rule
        if name == "path":
            return "fact", self.fact(value)
        if name == "name":
            return "fact", self.fact(f"rehabilitation.{value}")
        if name == "share":
            return "share", self.share(value)
        return name, self.wording.number(value) if isinstance(value, int | float) else value

    # --- which values

    def condition(self, condition: Condition, table: Table) -> str:
        """Return one condition as a clause."""
        value = self.values(condition, table.domain(condition.input.name))
        return self.say("is", label=self.label(condition.input, table.subject), value=value)

    def when(self, rows: Sequence[Row], table: Table) -> str:
        """Return rows as one clause: all conditions of any row."""
        each = [self.all_of([self.condition(one, table) for one in row.conditions]) for row in rows]
        return self.any_of(each)

    def values(self, condition: Condition, domain: Sequence[Any]) -> str:
        """Return the values of a condition, a number as a stretch."""
        given, values = condition.input, condition.values
        if given.kind == "event":
            return self.any_of(list(dict.fromkeys(self._event(each) for each in values)))
        first = values[0]
        if isinstance(first, date):
            return self._dates(given, values, domain)
        if isinstance(first, int | float) and not isinstance(first, bool):
            return self.stretch(given, values, domain)
        said = [self.value(each, given) for each in self._ordered(values)]
        left = [each for each in domain if each not in values]
        if left and (len(left) < len(values) >= _MANY or (len(left) == 1 and len(values) >= _SEVERAL)):
            return self.say(
                "but", values=self.any_of([self.value(each, given) for each in self._ordered(left)])
            )
        return self.any_of(list(dict.fromkeys(said)))

    def _ordered(self, values: Sequence[Any]) -> list[Any]:
        kind = type(values[0])
        if isinstance(values[0], Enum):
            return [each for each in kind if each in values]
        if isinstance(values[0], Within):
            return sorted(values, key=lambda each: (each is None, each and each.hours))
        return sorted(values) if all(isinstance(each, str) for each in values) else list(values)

    def _event(self, value: object) -> str:
        return self.say(f"event.{event_of(value, REFERENCE)}")

    def value(self, value: Any, given: Input | None = None) -> str:  # noqa: ANN401  # values of every fact
        """Return one value of an input, or one answer of a word."""
        if isinstance(value, bool):
            return self.say("yes" if value else "no")
        if value is None:
            return self.say("no_tier" if given is None or given.kind == "word" else "event.not_recorded")
        if isinstance(value, Within):
            return self.within(value)
        if isinstance(value, CompleteLesion):
            return self.say(f"complete_lesion.{value.value}")
        if isinstance(value, StrEnum):
            return self.wording.choice(value)
        if isinstance(value, int | float):
            return self.wording.number(value)
        if given is not None and word_key(given) in _BANDED:
            return self.say("no_lesion") if value == "none" else self.wording.get(f"band.sins.{value}")
        return str(value)

    def within(self, within: Within) -> str:
        """Return a deadline."""
        return self.wording.hours(within.hours)

    # --- days

    def _dates(self, given: Input, values: Sequence[Any], domain: Sequence[Any]) -> str:
        if isinstance(values[0], datetime):
            lasting = list(CompleteLesion)[1:]
            places = sorted(domain, reverse=True)
            return self.any_of([self.value(lasting[places.index(each)]) for each in sorted(values)[::-1]])
        before, after = _DATES[given.path]
        left = sorted(each for each in domain if each not in values)
        chosen = sorted(values)
        today = REFERENCE.at.date()
        edges = {add_months(today, -months): months for months in _MONTHS}
        if not left or chosen[-1] < left[0]:
            limit = left[0] if left and left[0] in edges else chosen[-1]
            return self.say(f"{before}.months", count=edges[limit])
        return self.say(f"{after}.months", count=edges[chosen[0] if chosen[0] in edges else left[-1]])

    # --- what it answers

    def answer(self, answer: object, action: str) -> str:
        """Return what a guideline says of an action: strength, deadline, regimen.

        An action that advises against something says so in its name; "advised against" beside it would turn it round.
        """
        if not isinstance(answer, Do):
            return self.say("does_not_apply")
        strength = strength_of(action, consider=answer.consider)
        against = strength is Strength.DO_NOT
        said = strength_text(self.wording.words, action, strength)
        parts = [self.say("applies") if against else said]
        if answer.within is not None:
            parts.append(self.within(answer.within))
        elif answer.urgent:
            parts.append(self.wording.get("deadline.soonest"))
        if answer.variant is not None:
            parts.append(self.wording.get(f"regimen.{answer.variant}"))
        return "; ".join(parts)

    def means(self, given: Input) -> str | None:
        """Return the sentence about a word that a sentence says better than a table, else None."""
        key = word_key(given)
        return self.wording.get(f"means.{key}") if key in TOLD else None

    def number(self, source: Source, name: str) -> str:
        """Return a number of a source with what it is for."""
        value = getattr(source.numbers, name)
        said = self.within(value) if isinstance(value, Within) else self._numeral(name, value)
        return self.wording.get(f"number.{name}", value=said)

    def _numeral(self, name: str, value: float) -> str:
        return self.share(value) if name.endswith("_share") else self.wording.number(value)

    def citation(self, cited: Citation) -> str:
        """Return place, evidence status and when somebody last checked."""
        status = self.say(f"status.{cited.status}")
        place = place_text(self.wording.words, cited.place)
        return self.say("citation", place=place, status=status, day=self.wording.day(cited.checked))


TOLD: Final = frozenset(
    {
        "words.cervical_lesion",
        "words.clinical_mescc",
        "words.complete_lesion",
        "words.done",
        "words.happened",
        "words.irradiated_after_surgery",
        "words.unknown_primary",
        "words.worst_bilsky",
        "erasmus_2022.perhaps_unstable",
        "sins.worst_band",
        "sins.worst_sins",
        "sins.sins",
        "nesms.nesms",
    }
)
"""Words that a sentence says better than a table: ``means.<word>``."""


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Return the stretches of neighbouring places."""
    found: list[tuple[int, int]] = []
    for each in sorted(places):
        if found and found[-1][1] == each - 1:
            found[-1] = (found[-1][0], each)
        else:
            found.append((each, each))
    return found


def said_key(given: Input) -> Hashable:
    """Return what makes two words the same on paper: numbers of a source and a vertebra are no part of it."""
    args = tuple(
        each for each in given.args if isinstance(each, str | int | float) and not isinstance(each, Level)
    )
    return (word_key(given), () if word_key(given) in {"words.done", "words.happened"} else args)
