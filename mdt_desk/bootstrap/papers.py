"""What writes: documents, the rulebook, insights, and lists for other programs."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from mdt_desk.assets import resource
from mdt_desk.bootstrap.clock import ZONE
from mdt_desk.bootstrap.folders import cache_folder
from mdt_desk.bootstrap.rules import LeadingHindsight, ShippedDocuments, guideline_documents, load_rules
from mdt_desk.bootstrap.settings import settings_file

if TYPE_CHECKING:
    from mdt_desk.exchange.list_desk import ListDesk
    from mdt_desk.reports.rulebook_desk import RulebookDesk
    from mdt_desk.usecases.insight_tools import InsightTools
    from mdt_desk.usecases.ports import Documents, Settings


def documents() -> "Documents":
    """Return the maker of documents."""
    from mdt_desk.i18n import load_texts
    from mdt_desk.reports.documents import PdfDocuments

    return PdfDocuments(
        texts=cache(load_texts),
        fonts=resource("fonts"),
        leaflets=resource("leaflets"),
        cache=cache_folder(),
        sources=ShippedDocuments(),
        zone=ZoneInfo(ZONE),
    )


def rulebook_desk(now: Callable[[], datetime]) -> "RulebookDesk":
    """Return the rulebook of the rules that speak; ``now`` dates what is made of it."""
    from mdt_desk.i18n import available_languages, load_texts
    from mdt_desk.reports.rulebook_desk import RulebookDesk

    return RulebookDesk(
        load=cache(load_rules),
        texts=cache(load_texts),
        languages=available_languages(),
        fonts=resource("fonts"),
        cache=cache_folder(),
        zone=ZoneInfo(ZONE),
        now=now,
        release=lambda: settings_file().current().release,
    )


def insight_tools(settings: "Settings") -> "InsightTools":
    """Return what counts, draws and writes down the insights."""
    from mdt_desk.exchange.insight_sheets import CsvSheets
    from mdt_desk.i18n import load_texts
    from mdt_desk.reports.insight_desk import InsightDesk
    from mdt_desk.usecases.insight_tools import InsightTools

    texts = cache(load_texts)
    drawn = InsightDesk(
        texts=texts, fonts=resource("fonts"), cache=cache_folder(), sources=guideline_documents
    )
    return InsightTools(
        hindsight=LeadingHindsight(settings), charts=drawn, papers=drawn, sheets=CsvSheets(texts=texts)
    )


def list_desk() -> "ListDesk":
    """Return the reader and writer of lists; its vocabulary is that of every language."""
    from mdt_desk.exchange.columns import load_vocabulary
    from mdt_desk.exchange.list_desk import ListDesk
    from mdt_desk.i18n import available_languages, load_texts

    headers = resource("exchange", "headers.toml")
    return ListDesk(
        lambda: load_vocabulary(headers, [load_texts(each) for each in available_languages()]), ZoneInfo(ZONE)
    )
