"""Judge the cases of which nothing is known, or of which it holds no longer, and keep that beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from mdt_desk.usecases.briefing import judged_of, ranked
from mdt_desk.usecases.briefs import Known
from mdt_desk.usecases.errors import KnownError
from mdt_desk.usecases.marking import ZONE
from mdt_desk.usecases.ports import Assess, CaseQueue, StoredCase
from mdt_desk.usecases.preferences import Preferences
from mdt_desk.usecases.view import entry_of, judged_now


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How many cases were tried, and which of them cannot be read, by the number of their line."""

    tried: int
    refused: tuple[tuple[int, KnownError], ...] = ()


def judge_some(
    queue: CaseQueue,
    assess: Assess,
    preferences: Preferences,
    known: Known,
    *,
    most: int,
    first: Sequence[int] = (),
    but: Sequence[int] = (),
) -> Done:
    """Judge at most so many cases, ``first`` these lines; ``but`` are left out, because they cannot be read."""
    found = queue.lines.to_judge(known, first, but, most)
    kept = []
    for _, read in found:
        if isinstance(read, StoredCase):
            waiting = entry_of(queue, read)
            listed = judged_now(assess, waiting, preferences, known.at)
            mark = known.marks[waiting.meeting_at is None]
            judged = judged_of(listed, ZoneInfo(ZONE))
            kept.append((read, judged, ranked(listed, preferences.leading_guideline, mark)))
    if kept:
        queue.lines.keep_judged(kept)
    refused = tuple((number, read) for number, read in found if isinstance(read, KnownError))
    return Done(tried=len(found), refused=refused)
