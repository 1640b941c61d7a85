"""Answer a rule from incomplete facts, or say what is missing.

A rule is a pure function of `Facts`, written as if everything were known. `Settler` runs it; where the rule reads a
fact that nobody recorded, it runs the rule once for each value that fact can have, and joins the answers in a decision
diagram. Rules call other rules (marked `word`) like any function; their diagrams are made once and composed, so that
a question stays exact in the facts of the patient however deep it is built.
"""

import functools
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any, Concatenate, Final, Never, ParamSpec, Protocol, TypeVar, cast

from mdt_desk.domain.case import (
    FACTS,
    SECTIONS,
    Case,
    CaseOf,
    Condition,
    Imaging,
    Labs,
    Lesion,
    Neurology,
    Rehabilitation,
    Stability,
    Symptoms,
    Treatment,
    Tumour,
    spec_for,
    value_at,
)
from mdt_desk.domain.diagram import Diagrams, Impossible, Node
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.samples import SUBTRACTED, Moments, samples
from mdt_desk.domain.spine import LEVELS, Level

P = ParamSpec("P")
T = TypeVar("T")
_MOST_RUNS: Final = 3000
"""A reason is looked for in at most so many runs of a rule; past that all recorded facts it read are given."""


class Facts(Protocol):
    """What a rule sees: a case in which everything is known, and the few questions about recording itself."""

    @property
    def at(self) -> datetime: ...
    @property
    def recurrence(self) -> datetime: ...
    @property
    def treatment_clock(self) -> datetime: ...
    @property
    def tumour(self) -> Tumour[Never]: ...
    @property
    def condition(self) -> Condition[Never]: ...
    @property
    def labs(self) -> Labs[Never]: ...
    @property
    def symptoms(self) -> Symptoms[Never]: ...
    @property
    def neurology(self) -> Neurology[Never]: ...
    @property
    def imaging(self) -> Imaging[Never]: ...
    @property
    def stability(self) -> Stability[Never]: ...
    @property
    def treatment(self) -> Treatment[Never]: ...
    @property
    def rehabilitation(self) -> Rehabilitation[Never]: ...

    def recorded(self, path: str) -> bool:
        """Tell whether somebody recorded a fact, without asking for it."""
        ...

    def event(self, path: str) -> datetime | date | str | None:
        """Return when an event was recorded to happen, or None: not recorded as done."""
        ...

    def levels(self) -> tuple[Level, ...] | None:
        """Return the affected vertebrae, or None when nobody recorded a list."""
        ...

    def lesion(self, level: Level) -> Lesion[Never]:
        """Return the facts of one affected vertebra."""
        ...

    def about_lesions(self, aspect: str, possible: tuple[T, ...]) -> T:
        """Return an aspect of the lesions while no list is recorded: any of ``possible``; missing as ``lesions``."""
        ...

    def ask(self, rule: Callable[..., T], args: tuple[Hashable, ...]) -> T:
        """Return the answer of another rule about the same facts."""
        ...


def word(rule: Callable[Concatenate[Facts, P], T]) -> Callable[Concatenate[Facts, P], T]:
    """Mark a rule as a word of the field that other rules use: it is settled once and shared."""

    @functools.wraps(rule)
    def asked(f: Facts, *args: P.args, **_: P.kwargs) -> T:
        return f.ask(rule, args)

    return cast("Callable[Concatenate[Facts, P], T]", asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What a rule answers from the facts there are: ``possible`` answers, and the facts that still decide."""

    possible: tuple[Any, ...]
    missing: tuple[str, ...]

    @property
    def certain(self) -> bool:
        """Tell whether only one answer is left."""
        return len(self.possible) == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """Something a rule reads: a fact, whether one is recorded, or the answer of another word.

    Attributes:
        name: unique among the inputs of a rule.
        kind: ``value``, ``recorded``, ``event``, ``levels``, ``aspect`` or ``word``.
        path: the fact, for the first four kinds.
        rule, args: the word, for the last kind.

    """

    name: str
    kind: str
    path: str = ""
    rule: Callable[..., Any] | None = None
    args: tuple[Any, ...] = ()

    @staticmethod
    def of(key: Any) -> "Input":
        """Return the input behind a key of the view."""
        if key[0] != "word":
            return Input(name=f"{key[0]} {key[1]}", kind=key[0], path=key[1])
        rule, args = key[1], key[2]
        name = " ".join([f"{rule.__module__.rpartition('.')[2]}.{rule.__name__}", *map(str, args)])
        return Input(name=name, kind="word", rule=rule, args=args)


class _Ask(Exception):  # noqa: N818  # a signal, not an error
    """A rule read something that has several possible values on this path."""

    def __init__(self, key: Hashable, node: Node) -> None:
        self.key = key
        self.node = node


class _TooWideError(Exception):
    """A rule read something recorded that is no part of the reasons tried, and whose other values are not known."""


@dataclass(slots=True, eq=False)
class _Result:
    """What a rule answers, and everything it read, in the order in which it first did; never changed once made."""

    node: Node
    inputs: Mapping[Hashable, None]


@dataclass(slots=True)
class _Frame:
    """One run of a rule: values assumed on this path, and everything it read."""

    path: dict[Hashable, Any]
    inputs: dict[Hashable, None]
    answers: Callable[[Hashable], Node]


class _Section:
    """One section of the case, as a rule sees it."""

    __slots__ = ("_keys", "_prefix", "_view")

    def __init__(self, view: "_View", prefix: str) -> None:
        self._view = view
        self._prefix = prefix
        self._keys: dict[str, tuple[str, str]] = {}

    def __getattr__(self, name: str) -> Any:
        key = self._keys.get(name)
        if key is None:
            key = self._keys[name] = ("value", f"{self._prefix}.{name}")
        return self._view.read(key)


class _View:
    """The case as a rule sees it; implements `Facts` by reading through the frame of the running rule."""

    def __init__(self, moments: Moments) -> None:
        self.at = moments.at
        self.recurrence = moments.recurrence
        self.treatment_clock = moments.treatment_clock
        self.frames: list[_Frame] = []
        for name in SECTIONS:
            setattr(self, name, _Section(self, name))

    def read(self, key: Hashable) -> Any:
        frame = self.frames[-1]
        frame.inputs[key] = None
        if frame.path and key in frame.path:
            return frame.path[key]
        node = frame.answers(key)
        if node.fact:
            raise _Ask(key, node)
        if not node.answers:
            raise Impossible
        return node.values[0]

    def recorded(self, path: str) -> bool:
        return bool(self.read(("recorded", path)))

    def event(self, path: str) -> Any:
        return self.read(("event", path))

    def levels(self) -> Any:
        return self.read(("levels", "lesions"))

    def lesion(self, level: Level) -> Any:
        return _Section(self, f"lesions.{level}")

    def about_lesions(self, aspect: str, possible: tuple[Any, ...]) -> Any:
        return self.read(("aspect", aspect, possible))

    def ask(self, rule: Any, args: tuple[Hashable, ...]) -> Any:
        return self.read(("word", rule, args))


_PLACES: Final = {path: place for place, path in enumerate(FACTS)}
_LEVEL_PLACES: Final = {level.value: place for place, level in enumerate(LEVELS)}


def _place(path: str) -> tuple[int, int]:
    parts = path.split(".")
    if parts[0] != "lesions":
        return _PLACES[path], 0
    if len(parts) == 1:
        return _PLACES["lesions.level"], 0
    return _PLACES["lesions.level"] + _LEVEL_PLACES[parts[1]], _PLACES[f"lesions.{parts[2]}"]


def _in_order(paths: frozenset[str]) -> tuple[str, ...]:
    """Sort facts as the case file does, lesions by vertebra."""
    return tuple(sorted(paths, key=_place)) if paths else ()


class Settler:
    """Settles rules about one case at one moment; keeps every diagram it makes."""

    def __init__(self, case: Case, moments: Moments) -> None:
        self._case = case
        self._moments = moments
        self._diagrams = Diagrams()
        self._view = _View(moments)
        self._results: dict[Hashable, _Result] = {}
        self._constants: dict[Hashable, Node] = {}
        self._reasons: dict[Hashable, frozenset[str]] = {}
        self._free: dict[Hashable, Node | None] = {}

    def settle(self, rule: Callable[..., Any], *args: Hashable) -> Settled:
        """Return the answers of a rule still possible, and exactly the unknown facts that can change them."""
        node = self._result(_inner(rule), args).node
        return Settled(possible=node.answers, missing=_in_order(node.support))

    def possible(self, rule: Callable[..., Any], *args: Hashable) -> tuple[Any, ...]:
        """Return the answers of a rule still possible."""
        return self._result(_inner(rule), args).node.answers

    def because(self, rule: Callable[..., Any], *args: Hashable) -> tuple[str, ...]:
        """Return a small set of recorded facts that alone leave a rule no other answers than it has now."""
        return _in_order(self._because(("word", _inner(rule), args)))

    def touched(self, rule: Callable[..., Any], *args: Hashable) -> tuple[str, ...]:
        """Return every fact, recorded or not, that a rule read on some path."""
        return _in_order(frozenset(self._touched(("word", _inner(rule), args))))

    def _touched(self, key: Any) -> set[str]:
        if key[0] != "word":
            return {"lesions"} if key[0] == "aspect" else {key[1]}
        return {fact for each in self._result(key[1], key[2]).inputs for fact in self._touched(each)}

    def _result(self, rule: Callable[..., Any], args: tuple[Hashable, ...]) -> _Result:
        key = ("word", rule, args)
        found = self._results.get(key)
        if found is None:
            frame = _Frame({}, {}, self._node)
            node = self._explore(rule, args, frame, self._diagrams)
            found = self._results[key] = _Result(node, frame.inputs)
        return found

    def _explore(
        self, rule: Callable[..., Any], args: tuple[Hashable, ...], frame: _Frame, diagrams: Diagrams
    ) -> Node:
        frames = self._view.frames
        frames.append(frame)
        try:
            return diagrams.leaf(rule(self._view, *args))
        except _Ask as ask:
            key, subject = ask.key, ask.node
        except Impossible:
            return diagrams.impossible
        finally:
            frames.pop()
        branches = {}
        for value in subject.answers:
            frame.path[key] = value
            branches[value] = self._explore(rule, args, frame, diagrams)
        del frame.path[key]
        return diagrams.choose(subject, branches)

    def tabulate(self, rule: Callable[..., Any], *args: Hashable) -> tuple[Node, tuple[Input, ...]]:
        """Return a rule as a diagram over what it reads itself, with other words as inputs of their own.

        An input has every value that it can have in this case: ask `Unbound`, in which it can be whatever it can be.
        """
        free = Diagrams()
        inputs: dict[Hashable, Input] = {}

        def answers(key: Any) -> Node:
            found = inputs.setdefault(key, Input.of(key))
            return free.variable(key, found.name, self._node(key).answers)

        node = self._explore(_inner(rule), args, _Frame({}, {}, answers), free)
        return node, tuple(inputs.values())

    def _node(self, key: Any) -> Node:
        if key[0] == "word":
            return (self._results.get(key) or self._result(key[1], key[2])).node
        found = self._constants.get(key)
        if found is None:
            found = self._constants[key] = self._read(key)
        return found

    def _read(self, key: Any) -> Node:
        kind, path = key[0], key[1]
        if kind == "aspect":
            return self._diagrams.variable(key, "lesions", key[2])
        value = value_at(self._case, path)
        if kind == "recorded":
            return self._diagrams.leaf(value is not UNKNOWN)
        if kind == "event":
            return self._diagrams.leaf(None if value is UNKNOWN else value)
        if kind == "levels":
            lesions = self._case.lesions
            return self._diagrams.leaf(None if lesions is UNKNOWN else tuple(each.level for each in lesions))
        if value is not UNKNOWN:
            return self._diagrams.leaf(value)
        return self._diagrams.variable(key, path, self._samples(path))

    def _samples(self, path: str) -> tuple[Any, ...]:
        beside = value_at(self._case, SUBTRACTED[path]) if path in SUBTRACTED else None
        return samples(spec_for(path), self._moments, beside if isinstance(beside, int) else None)

    def _anything(self, key: Any) -> Node | None:
        """Return an input as if nothing were recorded: it can be anything; None: not known what that would be."""
        if key[0] == "word":
            return _any_answer(key[1])
        if key not in self._free:
            event = (*self._node(key).values, None) if key[0] == "event" else None
            domain = self._samples(key[1]) if key[0] == "value" else event
            self._free[key] = None if domain is None else _any_of(domain)
        return self._free[key]

    def _still(self, key: Any, frame: _Frame, waiting: list[dict[Hashable, Any]]) -> bool:
        """Tell whether a word has no other answers than now on the paths that wait, and on those they part into.

        False also where that is too much to try.
        """
        rule, args = key[1], key[2]
        exact, frames = self._result(rule, args).node.answers, self._view.frames
        for _ in range(_MOST_RUNS):
            if not waiting:
                return True
            frame.path = waiting.pop()
            frames.append(frame)
            try:
                answer = rule(self._view, *args)
            except _Ask as ask:
                waiting.extend({**frame.path, ask.key: value} for value in ask.node.answers)
            except Impossible:
                continue
            except _TooWideError:
                return False
            else:
                if answer not in exact:
                    return False
            finally:
                frames.pop()
        return False

    def _because(self, key: Any) -> frozenset[str]:
        found = self._reasons.get(key)
        if found is None:
            found = self._reasons[key] = self._find_reasons(key)
        return found

    def _find_reasons(self, key: Any) -> frozenset[str]:
        if key[0] != "word":
            recorded = key[0] != "aspect" and value_at(self._case, key[1]) is not UNKNOWN
            return frozenset((key[1],)) if recorded else frozenset()
        known = {each: self._node(each) for each in self._result(key[1], key[2]).inputs}
        reasons = {each: self._because(each) for each in known}
        is_open = any(node.fact for node in known.values())
        if not is_open and not any(reasons.values()):
            return frozenset()

        def answers(each: Hashable) -> Node:
            node = known.get(each) or self._anything(each)
            if node is None and each not in reasons and self._because(each):
                raise _TooWideError
            return node or self._node(each)

        frame = _Frame({}, {}, answers)
        if is_open and not self._still(key, frame, [{}]):
            # Only together do open words leave so few answers: then every recorded fact below them is a reason.
            return frozenset(each for each in self._touched(key) if value_at(self._case, each) is not UNKNOWN)
        for each, because in reasons.items():
            anything = self._anything(each) if because else None
            if anything is None:
                continue
            now = known[each].answers
            # What it is now was tried with the inputs before it; what else it could be is left to try.
            if self._still(key, frame, [{each: value} for value in anything.answers if value not in now]):
                del known[each]
        return frozenset().union(*(reasons[each] for each in known))


class Unbound(Settler):
    """Settles rules about nobody: every fact may be recorded or not, every event may have happened or not.

    What an event can be: not recorded, done, done before the worsening, planned. What a list of lesions can be: not
    recorded, empty, cervical, thoracic.
    """

    def __init__(self, moments: Moments) -> None:
        super().__init__(CaseOf(), moments)

    def _read(self, key: Any) -> Node:
        at = self._moments.at
        days = {"symptoms.worsened_at": (-2,)}.get(key[1], (-1, -9, 9))
        possible: dict[str, tuple[Any, ...]] = {
            "recorded": (True, False),
            "event": (None, *(at + timedelta(days=each) for each in days)),
            "levels": (None, (), (Level.C5,), (Level.T6,)),
        }
        if key[0] in possible:
            return self._diagrams.variable(key, key[1], possible[key[0]])
        return super()._read(key)


def _any_of(answers: Iterable[Any]) -> Node:
    """Return an input outside all diagrams that has any of these answers."""
    distinct = tuple(dict.fromkeys(answers))
    return Node("anything" if len(distinct) > 1 else "", distinct, (), 0, frozenset(), distinct)


@functools.cache
def _any_answer(rule: Callable[..., Any]) -> Node | None:
    """Return a word as an input that could be anything, as far as its type says what that is."""
    kind = rule.__annotations__.get("return")
    if kind is bool:
        return _any_of((True, False))
    return _any_of(kind) if isinstance(kind, type) and issubclass(kind, Enum) else None


def _inner(rule: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function behind a word, so that it is settled as itself and not as a call of itself."""
    return getattr(rule, "__wrapped__", rule)
