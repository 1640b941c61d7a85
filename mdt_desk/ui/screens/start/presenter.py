"""Say how one can begin."""

from collections.abc import Mapping
from typing import Final

from mdt_desk.ui.screens.start.state import Offer, StartState, Way
from mdt_desk.usecases.ports import Words

_SIGNS: Final = {Way.REHEARSE: "rehearsal", Way.EMPTY: "queue", Way.SET_UP: "queue"}


def start_state(texts: Words) -> StartState:
    """Return the ways to begin."""
    return ways_to_begin(texts, {way: f"start.{way}" for way in (Way.REHEARSE, Way.EMPTY)})


def ways_to_begin(texts: Words, named: Mapping[Way, str]) -> StartState:
    """Return these ways in their order, each with the key below which its texts stand."""
    return StartState(
        welcome=texts.get("start.welcome"),
        intro=texts.get("start.intro"),
        offers=tuple(
            Offer(
                way=way,
                title=texts.get(f"{key}.title"),
                text=texts.get(f"{key}.text"),
                do=texts.get(f"{key}.do"),
                icon=_SIGNS[way],
            )
            for way, key in named.items()
        ),
        intended=texts.get("start.intended"),
    )
