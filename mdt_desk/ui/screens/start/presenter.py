"""Say how one can begin."""

from typing import Final

from mdt_desk.ui.screens.start.state import Offer, StartState, Way
from mdt_desk.usecases.ports import Words

_ICONS: Final = {Way.REHEARSE: "rehearsal", Way.EMPTY: "queue"}


def start_state(texts: Words) -> StartState:
    """Return the ways to begin."""
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
            for way in _ICONS
        ),
        intended=texts.get("start.intended"),
    )
