"""What tests of the domain share: the shipped rules, a moment, and cases from a few facts."""

from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from mdt_desk.bootstrap.rules import load_rules
from mdt_desk.domain.assess import Rules, assess
from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case
from mdt_desk.domain.reading import SCHEMA, read_case

ZONE = ZoneInfo("Europe/Amsterdam")
AT = datetime(2026, 11, 18, 10, tzinfo=ZONE)
MEETING = datetime(2026, 11, 25, 8, tzinfo=ZONE)


@cache
def rules() -> Rules:
    return load_rules()


def case_of(**facts: object) -> Case:
    """Return a case from ``section__fact=value``; ``lesions`` is a list of tables."""
    tree: dict[str, Any] = {"schema": SCHEMA}
    for name, value in facts.items():
        section, _, fact = name.partition("__")
        if fact:
            tree.setdefault(section, {})[fact] = value
        else:
            tree[section] = value
    return read_case(tree, AT)


def assessed(case: Case, at: datetime = AT) -> Assessment:
    return assess(case, at, MEETING, rules())
