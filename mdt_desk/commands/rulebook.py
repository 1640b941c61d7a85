"""``mdt-desk rulebook``: the rules to proof-read, to keep, to compare, and the cases that other rules would change."""

import argparse
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from mdt_desk.assets import resource
from mdt_desk.bootstrap.clock import ZONE
from mdt_desk.bootstrap.folders import cache_folder
from mdt_desk.bootstrap.papers import rulebook_desk
from mdt_desk.bootstrap.rules import load_rules
from mdt_desk.bootstrap.settings import settings_file
from mdt_desk.commands.desk import said
from mdt_desk.commands.unlocking import opened
from mdt_desk.i18n import Texts, load_texts
from mdt_desk.usecases.errors import KnownError
from mdt_desk.usecases.preferences import LANGUAGES
from mdt_desk.usecases.release import status_text
from mdt_desk.usecases.rule_sets import AdvisedOtherwise, CaseOtherwise, advised_otherwise
from mdt_desk.usecases.wording import otherwise_text, pseudonym_text

_REFUSED: Final = 2
_TASKS: Final = ("save", "compare", "affected", "out")


def rulebook(options: argparse.Namespace, now: datetime) -> int:
    """Do what was asked of the rulebook and print where it is, or what it says."""
    texts = load_texts("en")
    if options.language not in LANGUAGES:
        allowed = ", ".join(LANGUAGES)
        print(texts.get("rulebook.not_written", value=options.language, allowed=allowed), file=sys.stderr)
        return _REFUSED
    texts = load_texts(options.language)
    if not any(getattr(options, each) for each in _TASKS):
        print(texts.get("rulebook.nothing_asked"), file=sys.stderr)
        return _REFUSED
    try:
        for line in _told(options, now):
            print(line)
    except KnownError as error:
        print(said(error, texts), file=sys.stderr)
        return _REFUSED
    return 0


def _told(options: argparse.Namespace, now: datetime) -> Iterator[str]:
    desk = rulebook_desk(lambda: now)
    if options.save is not None:
        yield str(desk.save(options.save))
    if options.compare is not None:
        told = desk.compare(options.compare, options.language)
        yield from desk.lines(told, options.language)
        if options.out is not None:
            yield str(desk.print_difference(told, options.language, options.out))
    elif options.out is not None:
        yield str(_printed(options, now))
    if options.affected:
        yield from _affected(options)


def _printed(options: argparse.Namespace, now: datetime) -> Path:
    from mdt_desk.reports.rulebook import RulebookOrder, make_rulebook
    from mdt_desk.reports.words import Wording

    wording = Wording(words=load_texts(options.language), zone=ZoneInfo(ZONE))
    order = RulebookOrder(
        rules=load_rules(),
        language=options.language,
        owner=wording.get("app.name"),
        made_at=now,
        release=settings_file().current().release,
    )
    return make_rulebook(order, wording, resource("fonts"), cache_folder(), options.out)


# --- the stored cases that would be advised otherwise


def _affected(options: argparse.Namespace) -> Iterator[str]:
    """Tell which stored cases the present rules advise otherwise than those the desk last worked with; no names."""
    texts = load_texts(options.language)
    with opened(options) as services:
        found = advised_otherwise(services.queue, services.assess)
        status = status_text(services.settings.current(), texts, services.clock.now().date())
    yield status
    open_cases = sum(each.waits for each in found)
    if not found:
        yield texts.get("rules_changed.nobody")
        return
    yield texts.get("rules_changed.counted", open=open_cases, past=len(found) - open_cases)
    for number, each in enumerate(found, 1):
        yield ""
        yield from _case_lines(number, each, texts)


def _case_lines(number: int, case: CaseOtherwise, texts: Texts) -> Iterator[str]:
    state = texts.get("rules_changed.open" if case.waits else "rules_changed.past")
    since = f"{case.since.version} ({case.since.hash})"
    yield texts.get(
        "rules_changed.case",
        number=number,
        pseudonym=pseudonym_text(texts, case.stored.id),
        state=state,
        since=since,
    )
    topics: dict[str, list[AdvisedOtherwise]] = {}
    for each in case.changes:
        topics.setdefault(each.topic, []).append(each)
    for topic, changes in topics.items():
        yield f"  {texts.get(f'topic.{topic}')}"
        yield from (f"    {otherwise_text(texts, each)}" for each in changes)
