"""Show the window that stands before the queue, until it ends."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from mdt_desk.ui.app import application, caught_mistakes, dressed, heard_messages
from mdt_desk.ui.first_sight import put_away_first_sight
from mdt_desk.ui.screens.unlock.window import Entrance
from mdt_desk.ui.standing import stand
from mdt_desk.usecases.entering import Door
from mdt_desk.usecases.errors import KnownError
from mdt_desk.usecases.keys import QueueKey
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.preferences import Preferences


def run_entrance(
    door: Door,
    preferences: Preferences,
    texts: Callable[[str], Words],
    *,
    trouble: KnownError | None = None,
    key: QueueKey | None = None,
) -> Entrance:
    """Show it in the language and theme of the preferences, and return what it ended with."""
    app = application()
    look = dressed(app, preferences, texts)
    with heard_messages():
        entrance = Entrance(look, door, ZoneInfo(preferences.time_zone), trouble=trouble, key=key)
        stand(entrance)
        entrance.show()
        put_away_first_sight()
        with caught_mistakes(entrance.fail):
            app.exec()
    return entrance
