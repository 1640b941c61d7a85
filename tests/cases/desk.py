"""The desk at which cases are assessed: all guidelines that are shipped, the calendar of Amsterdam, no window."""

import functools
import importlib
import tomllib
from zoneinfo import ZoneInfo

from mdt_desk.assets import resource
from mdt_desk.domain.assess import Rules, assess
from mdt_desk.domain.assessment import RuleSet
from mdt_desk.domain.guidelines.loading import load_source
from mdt_desk.domain.guidelines.rule import Guideline, Source
from mdt_desk.domain.problems import CaseRefused
from mdt_desk.domain.reading import read_case
from mdt_desk.i18n import Texts, load_texts
from tests.cases.casebook import ClinicalCase
from tests.cases.claims import Outcome

ZONE = ZoneInfo("Europe/Amsterdam")
ORDER = ("erasmus-2022", "lwno-2015", "nice-ng234", "noms", "summary")


def _source(name: str) -> Source:
    module = importlib.import_module(f"mdt_desk.domain.guidelines.{name.replace('-', '_')}")
    guideline = next(each for each in vars(module).values() if isinstance(each, Guideline))
    data = resource("guidelines") / f"{name}.toml"
    return load_source(guideline, tomllib.loads(data.read_text(encoding="utf-8")))


@functools.cache
def rules() -> Rules:
    """Return the rules of every guideline that has data, the leading one first."""
    shipped = [name for name in ORDER if (resource("guidelines") / f"{name}.toml").exists()]
    return Rules(
        sources=tuple(_source(name) for name in shipped),
        rule_set=RuleSet(version="test", hash="test"),
        zone=ZONE,
    )


@functools.cache
def texts() -> Texts:
    """Return the English words."""
    return load_texts("en")


def outcome(case: ClinicalCase) -> Outcome:
    """Assess one case from the tree of its case file on."""
    try:
        said = assess(read_case(case.tree, case.at), case.at, case.meeting, rules())
    except CaseRefused as refused:
        sentences = [
            texts().get(f"problem.{each.code}", key=each.key, value=each.value, **each.params)
            for each in refused.problems
        ]
        return Outcome(said=None, refusal="\n".join(sentences), texts=texts())
    return Outcome(said=said, refusal="", texts=texts())
