"""The desk at which cases are assessed: what the command line does with a case file, without a process for each."""

import functools
import json

from mdt_desk.bootstrap.rules import load_rules
from mdt_desk.domain.assess import Rules, assess
from mdt_desk.domain.problems import CaseRefused
from mdt_desk.exchange.case_file import parse_case
from mdt_desk.i18n import Texts, load_texts
from tests.cases.casebook import ClinicalCase
from tests.cases.claims import Outcome


@functools.cache
def rules() -> Rules:
    """Return the rules of every guideline, the leading one first."""
    return load_rules()


@functools.cache
def texts() -> Texts:
    """Return the English words."""
    return load_texts("en")


def outcome(case: ClinicalCase) -> Outcome:
    """Assess one case from the bytes of its case file on."""
    try:
        read = parse_case(json.dumps(case.tree).encode(), case.at)
    except CaseRefused as refused:
        sentences = [
            texts().get(f"problem.{each.code}", key=each.key, value=each.value, **each.params)
            for each in refused.problems
        ]
        return Outcome(said=None, refusal="\n".join(sentences), texts=texts())
    return Outcome(said=assess(read, case.at, case.meeting, rules()), refusal="", texts=texts())
