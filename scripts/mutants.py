"""Change the rules bit by bit, and list every change that no test notices.

Run by ``make mutants`` (``make mutants MODULE=scores.nesms``). The changes are those of mutmut; how they are tried is
ours, because mutmut itself leaves alone what is decorated and what stands outside functions, which is nearly every
rule and every table of points (docs/adr/0024). Each change is planted in the memory of a process forked for it, on a
copy of the tree, and the tests of the module run there until the first that fails. No file is ever changed.
"""

import argparse
import functools
import gc
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from itertools import accumulate
from pathlib import Path
from types import ModuleType
from typing import Any, Final, Protocol

import hypothesis
import libcst as cst
import pytest
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators

ROOT: Final = Path(__file__).resolve().parents[1]
KEPT: Final = ROOT / "build" / "mutants"
COPIED: Final = ("mdt_desk", "resources", "tests", "scripts", "pyproject.toml")

SCORES: Final = (
    "model words nesms modified_bauer bauer tokuhashi tomita van_der_linden bollen rades_2008 rades_short_life"
    " sins lesions outcomes external result"
).split()
GUIDELINES: Final = "erasmus_2022 lwno_2015 nice_ng234 noms summary words rule loading".split()
ORDER: Final = (
    "settle",
    *(f"scores.{each}" for each in SCORES),
    *"deadlines survival readiness judging comparing".split(),
    *(f"guidelines.{each}" for each in GUIDELINES),
    *"whatif moments diagram samples".split(),
)
"""The modules of the domain in the order in which they are tried."""

SHARED: Final = ("disagreements", "urgency")
EVERYTHING: Final = (
    *("erasmus-2022", "lwno-2015", "nice-ng234", "noms", "summary"),
    *("scores", *SHARED),
)
FOLDERS: Final = {
    "guidelines.erasmus_2022": ("erasmus-2022", *SHARED),
    "guidelines.lwno_2015": ("lwno-2015", *SHARED),
    "guidelines.nice_ng234": ("nice-ng234", *SHARED),
    "guidelines.noms": ("noms", *SHARED),
    "guidelines.summary": ("summary", *SHARED),
    "guidelines.loading": ("summary",),
    "settle": ("scores", "noms", "urgency"),
    "diagram": ("scores", "noms", "urgency"),
    "samples": ("scores", "noms", "urgency"),
    "scores": ("scores",),
    "scores.van_der_linden": ("scores", "lwno-2015"),
    "scores.bollen": ("scores", "lwno-2015"),
    "scores.sins": ("scores", "noms", "nice-ng234"),
    "survival": (),
    "readiness": (),
    "whatif": (),
}
"""The folders of clinical cases that speak of a module, or of all of a package; all folders where none is named."""

TESTS: Final = {
    "settle": ("domain/test_settle.py", "domain/test_rulebook.py", "domain/test_whatif.py"),
    "scores": ("domain/scores/test_provenance.py", "domain/scores/test_tables.py"),
    **{f"scores.{each}": ("domain/scores/test_exactness.py",) for each in ("model", "words")},
    **{f"scores.{each}": ("domain/scores/test_lesions.py",) for each in ("sins", "lesions")},
    **{f"scores.{each}": ("domain/scores/test_outcomes.py",) for each in ("outcomes", "external")},
    "scores.result": ("domain/scores/test_result.py",),
    "deadlines": ("domain/test_deadlines.py",),
    "survival": ("domain/test_survival.py",),
    "readiness": ("domain/test_readiness.py",),
    "judging": ("domain/test_judging.py", "domain/guidelines/test_properties.py"),
    "comparing": ("domain/test_comparing.py",),
    "guidelines": ("domain/guidelines/test_words.py", "domain/guidelines/test_rules.py"),
    "guidelines.words": ("domain/guidelines/test_words.py", "domain/test_settle.py"),
    "guidelines.rule": (
        "domain/guidelines/test_rules.py",
        "domain/test_loading.py",
        "domain/test_rulebook.py",
    ),
    "guidelines.loading": ("domain/test_loading.py",),
    "whatif": ("domain/test_whatif.py", "domain/test_explain.py"),
    "moments": ("domain/test_moments.py",),
    "diagram": ("domain/test_diagram.py", "domain/test_settle.py", "domain/test_rulebook.py"),
    "samples": ("domain/test_samples.py", "domain/test_settle.py", "domain/test_moments.py"),
}
"""The other tests that speak of a module, or of all modules of a package."""

TESTS_FIRST: Final = frozenset({"settle", "diagram", "samples", "moments"})
"""Modules of which the first file of tests is tried before the clinical cases: it notices most, and sooner."""

BOOK: Final[dict[str, Any]] = {}
"""The clinical cases, read once where the module that is changed has no part in reading them."""

READ: Final[dict[str, Any]] = {}
"""The same as the program reads them, where the module that is changed has no part in that either."""

ROUNDS: Final = 8
FEW: Final = 40

TYPES: Final = {"TypeVar", "ParamSpec", "NewType"}


def folders_of(module: str) -> tuple[str, ...]:
    """Return the folders of clinical cases that speak of a module, else of its package, else all."""
    return FOLDERS.get(module, FOLDERS.get(module.partition(".")[0], EVERYTHING))


def tests_of(module: str) -> tuple[str, ...]:
    """Return the files of tests that speak of a module: those of its package first."""
    package = module.partition(".")[0]
    last = ("domain/test_every_answer.py",) if package in {"scores", "guidelines"} else ()
    return tuple(dict.fromkeys((*TESTS.get(package, ()), *TESTS.get(module, ()), *last)))


# --- the changes ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mutant:
    """One change of one module: where, what it does, and the text of the module with it."""

    module: str
    line: int
    function: str
    change: str
    code: str


def says_nothing(node: Any) -> bool:  # noqa: ANN401  # a node of any kind
    """Tell whether no change in here can change behaviour: types, slots, and what only runs under a type checker."""
    if isinstance(node, cst.Annotation | cst.Decorator | cst.Import | cst.ImportFrom):
        return True
    if isinstance(node, cst.Assign):
        names = {each.target.value for each in node.targets if isinstance(each.target, cst.Name)}
        called = getattr(node.value.func, "value", None) if isinstance(node.value, cst.Call) else None
        return "__slots__" in names or called in TYPES or is_alias(node)
    return isinstance(node, cst.If) and getattr(node.test, "value", None) == "TYPE_CHECKING"


def is_alias(node: Any) -> bool:  # noqa: ANN401  # a node of any kind
    """Tell whether an assignment names a type, as ``Answer = Do | None`` does."""
    value = node.value
    if isinstance(value, cst.BinaryOperation):
        return isinstance(value.operator, cst.BitOr) and getattr(value.right, "value", "") in {"None", "bool"}
    return isinstance(value, cst.Subscript) and getattr(value.value, "value", "") in {"Callable", "Mapping"}


def nodes(node: Any, inside: str = "") -> Iterator[tuple[Any, str]]:  # noqa: ANN401  # nodes of every kind
    """Give every node that may be changed, with the function or class that it stands in."""
    if says_nothing(node):
        return
    if isinstance(node, cst.Call) and getattr(node.func, "value", "") == "cast":
        yield from nodes(node.args[1], inside)  # what a type checker is told does nothing
        return
    yield node, inside
    if isinstance(node, cst.FunctionDef | cst.ClassDef):
        inside = f"{inside}.{node.name.value}".lstrip(".")
    for child in node.children:
        yield from nodes(child, inside)


def shown(before: str, after: str) -> str:
    """Return the lines that differ, as one line."""
    old, new = before.splitlines(), after.splitlines()
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return " ".join(each.strip() for each in old) + "  →  " + " ".join(each.strip() for each in new)


def mutants(module: str, text: str) -> Iterator[Mutant]:
    """Give every change of a module, in the order of its lines."""
    wrapper = MetadataWrapper(cst.parse_module(text))
    tree: Any = wrapper.module
    places = wrapper.resolve(PositionProvider)
    seen = {text}
    starts = [0, *accumulate(map(len, text.splitlines(keepends=True)))]
    for node, inside in nodes(tree):
        for kind, operator in mutation_operators:
            for changed in operator(node) if isinstance(node, kind) else ():
                code = replaced(tree, text, starts, places.get(node), node, changed)
                if code in seen or not compiles(code):
                    continue
                seen.add(code)
                line = places[node].start.line if node in places else 0
                yield Mutant(module, line, inside, shown(text, code), code)


def replaced(tree: Any, text: str, starts: list[int], place: Any, node: Any, changed: Any) -> str:  # noqa: ANN401  # syntax trees
    """Return the text with one node changed; where its place in the text is exact, without writing all of it anew."""
    if place is not None:
        start = starts[place.start.line - 1] + place.start.column
        end = starts[place.end.line - 1] + place.end.column
        if text[start:end] == tree.code_for_node(node):
            return f"{text[:start]}{tree.code_for_node(changed)}{text[end:]}"
    return str(tree.deep_replace(node, changed).code)


def compiles(code: str) -> bool:
    """Tell whether a text is Python at all."""
    try:
        compile(code, "<mutant>", "exec")
    except SyntaxError:
        return False
    return True


# --- one change, in a process of its own ------------------------------------------------------------------


class Planted(MetaPathFinder, Loader):
    """Gives a changed text of one module to whoever imports it."""

    def __init__(self, name: str, path: Path, code: str) -> None:
        self._name, self._path, self._code = name, path, code

    def find_spec(self, name: str, _path: object, _target: object = None) -> ModuleSpec | None:
        """Find the one module, leave all others to the next finder."""
        return ModuleSpec(name, self, origin=str(self._path)) if name == self._name else None

    def create_module(self, _spec: ModuleSpec) -> None:
        """Leave the making to Python."""

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed text."""
        exec(compile(self._code, str(self._path), "exec"), module.__dict__)  # noqa: S102  # that is the point


class Absent(MetaPathFinder):
    """Refuses one module, and so all that need it."""

    def __init__(self, name: str) -> None:
        self._name = name

    def find_spec(self, name: str, _path: object, _target: object = None) -> None:
        """Leave every other module to the next finder."""
        if name == self._name:
            raise ImportError(name)


def imported_without(module: str, tree: Path) -> None:
    """Import what does not need a module, so that each process for one of its changes has that at hand."""
    absent = Absent(f"mdt_desk.domain.{module}")
    sys.meta_path.insert(0, absent)
    found = [each.relative_to(tree).with_suffix("") for each in sorted(tree.glob("mdt_desk/domain/**/*.py"))]
    names = [".".join(each.parts) for each in found if each.name != "__init__"]
    for name in (
        *names,
        "mdt_desk.exchange.case_file",
        "mdt_desk.i18n",
        "mdt_desk.bootstrap.rules",
        "tests.cases.casebook",
    ):
        with suppress(ImportError):
            import_module(name)
    if "tests.cases.casebook" in sys.modules:
        BOOK.update(sys.modules["tests.cases.casebook"].casebook())
    if "mdt_desk.exchange.case_file" in sys.modules:
        parse = sys.modules["mdt_desk.exchange.case_file"].parse_case
        for name, case in BOOK.items():
            with suppress(Exception):  # some are there to be refused
                READ[name] = parse(json.dumps(case.tree).encode(), case.at)
    if "mdt_desk.i18n" in sys.modules:
        words: Any = sys.modules["mdt_desk.i18n"]
        words.load_texts = functools.cache(words.load_texts)
        words.load_texts("en")
    sys.meta_path.remove(absent)


class FirstFailure:
    """Remembers which test failed first."""

    def __init__(self) -> None:
        self.name = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember a test that failed."""
        if report.failed:
            self.name = self.name or report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Remember a file that could not be read."""
        if report.failed:
            self.name = self.name or report.nodeid


def failing_test(names: Sequence[str]) -> str:
    """Return the first of these tests that fails, empty when all pass."""
    if not names:
        return ""
    noticed = FirstFailure()
    options = ["-x", "-q", "-c", "mutants.ini", "--rootdir", ".", "-p", "no:cacheprovider"]
    ended = pytest.main([*options, *names], plugins=[noticed])
    return noticed.name or ("" if ended is pytest.ExitCode.OK else f"pytest ended with {ended}")


class Cases(Protocol):
    """What of the clinical cases is needed here."""

    def __call__(self, first: Sequence[str], folders: Sequence[str], *, only_first: bool) -> str: ...


@dataclass(frozen=True)
class Asked:
    """What the claims of a case ask for: scores, actions and gaps of guidelines, and whether the case can wait."""

    scores: frozenset[str]
    actions: frozenset[tuple[str, str]]
    gaps: frozenset[str]
    waiting: bool

    @staticmethod
    def by(claims: Sequence[Sequence[Any]]) -> "Asked":
        """Return what these claims ask for."""
        scores, gaps, actions, waiting = set(), set(), set(), False
        for name, *rest in claims:
            if name == "score":
                scores.add(rest[0])
            elif name in {"gaps", "covered", "not_covered"}:
                gaps.add(rest[0])
            elif name in {"disagree", "no_disagreement"}:
                actions |= {(rest[1], rest[2]), (rest[3], rest[4])}
            elif name in {"deadlines_differ", "deadlines_agree", "regimens_differ"}:
                actions |= {(rest[1], rest[0]), (rest[2], rest[0])}
            elif name in {"wait_for_meeting", "wait_missing", "emergency_possible", "urgent_because"}:
                waiting = True
            else:
                actions.add((rest[0], rest[1]))
        return Asked(frozenset(scores), frozenset(actions), frozenset(gaps), waiting)

    def of(self, sources: Sequence[Any], deny: frozenset[str]) -> tuple[Any, ...]:
        """Return the sources with no other questions than those asked for, so that a case takes a moment."""
        named = {each for each, _ in self.actions} | self.gaps
        found = []
        for source in sources:
            if source.id not in named and not self.waiting:
                continue
            kept = [
                each
                for each in source.guideline.questions
                if (source.id, each.action) in self.actions or (self.waiting and each.action in deny)
            ]
            gaps = source.guideline.gaps if source.id in self.gaps else ()
            guideline = replace(source.guideline, questions=tuple(kept), gaps=gaps)
            found.append(replace(source, guideline=guideline))
        return tuple(found)


def failing_case() -> Cases:
    """Import the clinical cases, and return how to find the first that fails."""
    from mdt_desk.domain import assess, deadlines
    from tests.cases.claims import Outcome, what_is_wrong
    from tests.cases.desk import outcome, rules, texts

    book = BOOK or import_module("tests.cases.casebook").casebook()
    scores, of_lesions = assess.SCORES, assess.LESION_SCORES
    deny = deadlines.DENIES_WAITING | {"mdt_ad_hoc"}

    def said_of(name: str) -> Outcome:
        case, read = book[name], READ.get(name)
        if read is None:
            return outcome(case)
        asked = Asked.by(case.expect)
        shown: Any = assess  # other scores than those asked for are left out
        shown.SCORES = tuple(each for each in scores if each.id in asked.scores)
        shown.LESION_SCORES = tuple(each for each in of_lesions if each.id in asked.scores)
        narrow = replace(rules(), sources=asked.of(rules().sources, deny))
        return Outcome(said=assess.assess(read, case.at, case.meeting, narrow), refusal="", texts=texts())

    def find(first: Sequence[str], folders: Sequence[str], *, only_first: bool) -> str:
        early = [each for each in first if each in book]
        rest = [] if only_first else [each for each in book if each.partition("/")[0] in folders]
        for name in dict.fromkeys((*early, *rest)):
            said = said_of(name)
            if any(what_is_wrong(said, claim) for claim in book[name].expect):
                return f"case {name}"
        shown: Any = assess
        shown.SCORES, shown.LESION_SCORES = scores, of_lesions
        return ""

    return find


def noticed_by(module: str, first: Sequence[str]) -> str:
    """Return the first test of a module that fails here, those of ``first`` before all others."""
    folders = folders_of(module)
    cases = [each.removeprefix("case ") for each in first if each.startswith("case ")]
    listed = [each for each in first if each.startswith("tests/")]
    files = [f"tests/{each}" for each in tests_of(module) if Path("tests", each).exists()]
    early = files[:1] if folders and module in TESTS_FIRST else []
    found = ""
    if folders:
        try:
            find = failing_case()
            found = find(cases, folders, only_first=True) or failing_test([*listed, *early])
            found = found or find(cases, folders, only_first=False)
        except (Exception, SystemExit) as error:  # noqa: BLE001  # whatever it raises, it was noticed
            return f"{type(error).__name__} {error}"[:120]
    return found or failing_test([each for each in files if each not in early])


@dataclass(frozen=True)
class Verdict:
    """What became of one change."""

    line: int
    function: str
    change: str
    killed_by: str
    seconds: float


def forked(work: Callable[[], str], seconds: int) -> tuple[str, float]:
    """Run something in a process of its own for so many seconds of the processor; return what it said, and how many."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with Path(os.devnull).open("w") as nowhere:
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
        signal.alarm(20 * seconds)
        try:
            said = work()
        except BaseException as error:  # noqa: BLE001  # a child must never go on as its parent
            said = f"{type(error).__name__} {error}"[:120]
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        said = told.read().decode(errors="replace")
    _, status, used = os.wait4(child, 0)
    if os.WIFSIGNALED(status):
        said = (
            "timeout" if os.WTERMSIG(status) in {signal.SIGXCPU, signal.SIGALRM, signal.SIGKILL} else "crash"
        )
    return said, used.ru_utime + used.ru_stime


# --- a module ---------------------------------------------------------------------------------------------


def copied() -> Path:
    """Return a copy of the tree, so that what is being written meanwhile does not disturb."""
    KEPT.mkdir(parents=True, exist_ok=True)
    tree = Path(tempfile.mkdtemp(prefix="tree-", dir=KEPT))
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__", "golden"))
        else:
            shutil.copy2(ROOT / name, tree / name)
    (tree / "mutants.ini").write_text(
        "[pytest]\naddopts = --import-mode=importlib\npythonpath = .\nfilterwarnings = error\n"
    )
    return tree


def kept(module: str) -> Path:
    """Return where the verdicts of a module are kept."""
    return KEPT / f"{module}.json"


def known(module: str) -> tuple[int, list[Verdict]]:
    """Return of how many changes of a module which verdicts are known."""
    if not kept(module).exists():
        return 0, []
    found = json.loads(kept(module).read_text(encoding="utf-8"))
    return found["of"], [Verdict(**each) for each in found["verdicts"]]


def keep(module: str, of: int, verdicts: Iterable[Verdict]) -> None:
    """Write down what is known of a module, in the order of its lines."""
    listed = [asdict(each) for each in sorted(verdicts, key=lambda each: each.line)]
    text = json.dumps({"of": of, "verdicts": listed}, indent=1, ensure_ascii=False)
    kept(module).write_text(text, encoding="utf-8")


def fewer_examples(few: int) -> None:
    """Try properties on so many examples at most: more may survive, none less; no smallest one is looked for."""
    made = hypothesis.settings.__init__

    def capped(self: hypothesis.settings, *args: Any, **options: Any) -> None:  # noqa: ANN401  # options of every type
        if {"max_examples", "derandomize"} & set(options):  # a test of its own, or the profile of all
            options["max_examples"] = min(few, options.get("max_examples", few))
            options["phases"] = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
        made(self, *args, **options)

    patched: Any = hypothesis.settings
    patched.__init__ = capped


def planting(mutant: Mutant, path: Path, first: Sequence[str]) -> Callable[[], str]:
    """Return what a process does to try a change: plant it, then run the tests."""

    def work() -> str:
        sys.meta_path.insert(0, Planted(f"mdt_desk.domain.{mutant.module}", path, mutant.code))
        return noticed_by(mutant.module, first)

    return work


def still_valid(module: str, path: Path, *, only_survivors: bool) -> dict[tuple[int, str], Verdict]:
    """Return the verdicts that need not be found again: those killed, or all of a trial that was broken off."""
    of, verdicts = known(module)
    broken_off = len(verdicts) < of and path.stat().st_mtime < kept(module).stat().st_mtime
    if not broken_off and not only_survivors:
        return {}
    return {(each.line, each.change): each for each in verdicts if each.killed_by or not only_survivors}


def tried(module: str, tree: Path, *, only_survivors: bool) -> None:
    """Try every change of a module, or those that survived last time; keep the verdicts."""
    path = tree / "mdt_desk" / "domain" / Path(*module.split(".")).with_suffix(".py")
    said, took = forked(lambda: noticed_by(module, ()), 600)
    if said:
        raise SystemExit(f"{module}: the tests fail without any change: {said}")
    seconds = int(took * 2) + 5
    gc.freeze()  # what every process inherits is not looked through again by each
    found = list(mutants(module, path.read_text(encoding="utf-8")))
    before = still_valid(module, path, only_survivors=only_survivors)
    once = {(each.function, each.change): each.killed_by for each in known(module)[1]}
    verdicts = {
        place: before[each.line, each.change]
        for place, each in enumerate(found)
        if (each.line, each.change) in before
    }
    killers: dict[str, list[str]] = {}
    # In rounds, so that what is known when it is broken off is spread over the whole module.
    for place in sorted(set(range(len(found))) - set(verdicts), key=lambda each: (each % ROUNDS, each)):
        mutant = found[place]
        first = killers.setdefault(mutant.function, [])
        noticed_once = once.get((mutant.function, mutant.change), "")
        likely = [noticed_once] if noticed_once.startswith("case ") else []
        said, took = forked(planting(mutant, path, [*likely, *first]), seconds)
        if said.startswith(("case ", "tests/")):
            killers[mutant.function] = [said, *(each for each in first if each != said)][:12]
        verdicts[place] = Verdict(mutant.line, mutant.function, mutant.change, said, round(took, 2))
        if not said:
            print(f"  survived {module}:{mutant.line} {mutant.function}: {mutant.change}", flush=True)
        if len(verdicts) % 20 == 0:
            keep(module, len(found), verdicts.values())
    keep(module, len(found), verdicts.values())


def in_own_process(module: str, tree: Path, *, only_survivors: bool) -> None:
    """Try the changes of a module in a process that has imported only what does not need it."""
    child = os.fork()
    if child == 0:
        ended = 1
        try:
            os.chdir(tree)
            sys.path.insert(0, str(tree))
            imported_without(module, tree)
            tried(module, tree, only_survivors=only_survivors)
            ended = 0
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(ended)
    if os.waitpid(child, 0)[1]:
        raise SystemExit(f"{module}: could not be tried")


def row(module: str) -> str:
    """Return a module's line of the table."""
    of, verdicts = known(module)
    timeouts = sum(each.killed_by == "timeout" for each in verdicts)
    survived = sum(not each.killed_by for each in verdicts)
    killed = len(verdicts) - survived
    share = 100 * killed / len(verdicts) if verdicts else 100
    day = time.strftime("%Y-%m-%d", time.gmtime(kept(module).stat().st_mtime))
    counts = f"{of} | {len(verdicts)} | {killed} | {timeouts} | {survived} | {share:.1f} %"
    return f"| {module} | {counts} | {day} |"


def main() -> None:
    """Try modules and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="as scores.nesms; all when left out")
    parser.add_argument("--survivors", action="store_true", help="try again only what survived last time")
    parser.add_argument("--all-examples", action="store_true", help="try properties on all their examples")
    parser.add_argument("--examples", type=int, default=FEW, help="or on so many at most (%(default)s)")
    parser.add_argument("--table", action="store_true", help="print what is known, try nothing")
    asked = parser.parse_args()
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    modules = [each for each in ORDER if not asked.modules or each in asked.modules]
    unknown = set(asked.modules) - set(modules)
    if unknown:
        parser.error(f"no such module: {', '.join(sorted(unknown))}")
    if not asked.table:
        if not asked.all_examples:
            fewer_examples(asked.examples)
        tree = copied()
        try:
            for module in modules:
                print(module, flush=True)
                in_own_process(module, tree, only_survivors=asked.survivors)
                print(row(module), flush=True)
        finally:
            shutil.rmtree(tree)
    print(
        "| module | changes | tried | noticed | of which by time | survived | noticed | date |\n"
        "|---|--:|--:|--:|--:|--:|--:|---|"
    )
    for module in modules:
        if kept(module).exists():
            print(row(module))


if __name__ == "__main__":
    main()
