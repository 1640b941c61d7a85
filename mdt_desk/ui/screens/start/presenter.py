"""Say how one can begin."""

from typing import Final

from mdt_desk.ui.screens.start.state import Offer, StartState, Way
from mdt_desk.usecases.ports import Words

_ICONS: Final = {Way.REHEARSE: "rehearsal", Way.EMPTY: "queue"}


def start_state(texts: Words, *, can_rehearse: bool, preparing: bool = False) -> StartState:
    """Return the ways to begin; a rehearsal only where the queue may hold synthetic patients."""
    ways = [way for way in Way if can_rehearse or way is not Way.REHEARSE]
    return StartState(
        welcome=texts.get("start.welcome"),
        intro=texts.get("start.intro"),
        offers=tuple(
            Offer(
                way=way,
                title=texts.get(f"start.{way}.title"),
                text=texts.get(f"start.{way}.text"),
                do=texts.get(f"start.{way}.do"),
                icon=_ICONS[way],
            )
            for way in ways
        ),
        intended=texts.get("start.intended"),
        busy=texts.get("start.preparing") if preparing else "",
    )
