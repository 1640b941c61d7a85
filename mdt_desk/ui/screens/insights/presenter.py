"""Turn findings into figures, tables and a line of progress."""

from collections.abc import Mapping

from mdt_desk.ui.screens.insights.state import InsightsState
from mdt_desk.usecases.insight_tables import Part, key_figures, tables
from mdt_desk.usecases.insights import Findings, Years
from mdt_desk.usecases.ports import Words


def insights_state(
    whole: Years | None,
    found: Findings | None,
    pictures: Mapping[Part, bytes],
    texts: Words,
    *,
    counting: bool,
) -> InsightsState:
    """Return the screen; ``whole`` are all years in which somebody met, None: nobody did."""
    if whole is None or found is None:
        return InsightsState(empty=texts.get("insights.empty" if whole is None else "insights.reading"))
    done, total = found.judged.part, found.judged.whole
    if done == total:
        progress = ""
    else:
        key = "insights.progress" if counting else "insights.stopped"
        progress = texts.get(key, done=done, total=total)
    return InsightsState(
        years=tuple(range(whole.first, whole.last + 1)),
        first=found.years.first,
        last=found.years.last,
        figures=key_figures(found, texts),
        tables=tables(found, texts),
        pictures=pictures,
        done=done,
        total=total,
        progress=progress,
        counting=counting,
    )


def chosen_years(whole: Years, first: int, last: int) -> Years:
    """Return the years that were chosen, in their order and within those there are."""
    low, high = min(first, last), max(first, last)
    return Years(first=max(whole.first, low), last=min(whole.last, high))
