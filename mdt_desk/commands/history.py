"""The years of synthetic meetings that a rehearsal may be given."""

import argparse
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from mdt_desk.bootstrap.rules import assess_as_set
from mdt_desk.usecases.errors import UserError

if TYPE_CHECKING:
    from mdt_desk.usecases.history import History
    from mdt_desk.usecases.ports import DeskServices

MOST_CASES: Final = 100_000
MOST_YEARS: Final = 20
_DAYS_A_YEAR: Final = 365


def play_history(options: argparse.Namespace, services: "DeskServices", now: datetime) -> "History | None":
    """Fill the queue of a rehearsal with years of meetings; None: none were asked for.

    Raises:
        UserError: more cases or years than allowed, or fewer than one.

    """
    if options.cases is None:
        return None
    _within("--cases", options.cases, MOST_CASES)
    _within("--years", options.years, MOST_YEARS)
    from mdt_desk.usecases.history import Player, Times

    preferences = services.settings.current()
    chance = Random(options.seed)  # noqa: S311  # a history that a seed repeats, no secret
    assess = assess_as_set(services.settings, (preferences.leading_guideline,))
    player = Player(services.queue, lambda: UUID(int=chance.getrandbits(128)), assess, preferences, chance)
    first = now - timedelta(days=options.years * _DAYS_A_YEAR)
    return player.play(Times(first=first, last=now, cases=options.cases))


def write_insights(services: "DeskServices", now: datetime, out: Path) -> tuple[Path, ...]:
    """Leave what the played years tell: on paper, for a spreadsheet, and for a registry; nothing where nobody met."""
    from mdt_desk.usecases.insight_tools import InsightsOrder
    from mdt_desk.usecases.insights import Outlook, gather, years_of

    tools, preferences = services.insights, services.settings.current()
    records = gather(services.queue, now.date())
    years = years_of(records, ZoneInfo(preferences.time_zone))
    if tools is None or years is None:
        return ()
    outlook = Outlook(
        hindsight=tools.hindsight, zone=ZoneInfo(preferences.time_zone), fewest=preferences.fewest_patients
    )
    outlook.judge(records, outlook.waiting(records, years))
    found, language = outlook.findings(records, years), preferences.language
    order = InsightsOrder(findings=found, preferences=preferences, language=language, made_at=now)
    return (
        tools.papers.insights(order, out / "insights.pdf"),
        tools.sheets.insights(found, language, out / "insights.csv"),
        tools.sheets.registry(outlook.registry(records, years), language, out / "registry.csv"),
    )


def _within(option: str, given: int, most: int) -> None:
    if not 1 <= given <= most:
        raise UserError("command.count", option=option, value=str(given), maximum=str(most))
