"""``mdt-desk assess``: one case file in, one assessment out; reads no settings and no queue."""

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from mdt_desk.bootstrap.clock import ZONE
from mdt_desk.bootstrap.rules import load_rules
from mdt_desk.domain.assess import assess
from mdt_desk.domain.guidelines.registry import GUIDELINES
from mdt_desk.domain.problems import CaseRefused, Problem, problem
from mdt_desk.exchange.assessment_json import assessment_tree
from mdt_desk.exchange.case_file import LARGEST, parse_case
from mdt_desk.i18n import Texts, load_texts
from mdt_desk.usecases.calendar import next_meeting_at
from mdt_desk.usecases.preferences import Preferences

_REFUSED: Final = 2
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


def _moment(option: str, given: str) -> datetime:
    try:
        moment = datetime.fromisoformat(given)
        moment.timestamp()
    except (ValueError, OverflowError):
        moment = None
    if moment is None or moment.tzinfo is None or not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise CaseRefused((problem(option, given, "moment_argument"),))
    return moment


def _guidelines(given: Iterable[str] | None) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(given or GUIDELINES))
    allowed = ", ".join(GUIDELINES)
    unknown = [
        problem("--guideline", each, "choice", allowed=allowed) for each in wanted if each not in GUIDELINES
    ]
    if unknown:
        raise CaseRefused(tuple(unknown))
    return wanted


def _read(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read(LARGEST + 1)
    try:
        with Path(name).open("rb") as file:
            return file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise CaseRefused((Problem(key=name, value=reason, code="file_unreadable", params={}),)) from error


def sentence(found: Problem, texts: Texts) -> str:
    """Return the one sentence about a problem, on one line."""
    said = texts.get(f"problem.{found.code}", key=found.key, value=found.value, **found.params)
    return " ".join(said.split())


def assess_file(options: argparse.Namespace, now: datetime) -> int:
    """Assess the case file named on the command line and print what it says."""
    texts = load_texts("en")
    zone = ZoneInfo(ZONE)
    try:
        at = _moment("--at", options.at) if options.at else now.astimezone(zone).replace(microsecond=0)
        usual = next_meeting_at(Preferences(), at)
        meeting = _moment("--meeting", options.meeting) if options.meeting else usual
        rules = load_rules(_guidelines(options.guideline))
        case = parse_case(_read(options.case), at.astimezone(zone))
    except CaseRefused as refused:
        for each in refused.problems:
            print(sentence(each, texts), file=sys.stderr)
        return _REFUSED
    assessment = assess(case, at, meeting, rules)
    if (options.format or ("text" if sys.stdout.isatty() else "json")) == "json":
        print(json.dumps(assessment_tree(assessment, texts.get), ensure_ascii=False, indent=2))
        return 0
    from mdt_desk.exchange.assessment_text import assessment_text

    print(assessment_text(assessment, texts.get), end="")
    return 0
