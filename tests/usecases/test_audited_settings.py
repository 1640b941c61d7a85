"""Settings and the passphrase are changed once their line is kept, and not without one."""

from dataclasses import replace

import pytest

from mdt_desk.domain.audit import Deed, Result
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.audited import AuditedKeys, AuditedSettings
from mdt_desk.usecases.errors import KnownError, ServerAway, SiteError
from mdt_desk.usecases.keys import Protection
from mdt_desk.usecases.preferences import Preferences
from mdt_desk.usecases.reach import Reach
from mdt_desk.usecases.steady import HeldNotes, SteadyNotes, SteadyQueue
from mdt_desk.usecases.steady_desk import SteadyTrail
from mdt_desk.usecases.witness import Witness
from tests.flaky import Flaky, Switch
from tests.usecases.witnessing import MemoryTrail, Standing, witness_on

CHANGED = replace(Preferences(), hospital="Ziekenhuis Voorbeeld")


class Drawer:
    """Keeps settings and a passphrase in memory, or cannot be written."""

    def __init__(self) -> None:
        self.kept = Preferences()
        self.passphrase = ""
        self.stuck = False

    def current(self) -> Preferences:
        return self.kept

    def problems(self) -> tuple[KnownError, ...]:
        return ()

    def fixed(self) -> frozenset[str]:
        return frozenset()

    def save(self, preferences: Preferences) -> None:
        self._written()
        self.kept = preferences

    def protection(self) -> Protection:
        return Protection()

    def set_passphrase(self, passphrase: str) -> None:
        self._written()
        self.passphrase = passphrase

    def check(self, passphrase: str) -> None:
        assert passphrase == self.passphrase

    def _written(self) -> None:
        if self.stuck:
            raise SiteError("settings.not_written", file="example", why="OSError")


class Changing:
    """Somebody at a desk who changes what lies in a drawer."""

    def __init__(self, queue: Queue) -> None:
        self.trail, self.drawer = MemoryTrail(), Drawer()
        witness = witness_on(self.trail)
        self.settings = AuditedSettings(self.drawer, queue, witness)
        self.keys = AuditedKeys(self.drawer, queue, witness)

    def both(self) -> list[str]:
        """Change both, and return how each was refused."""
        with pytest.raises(KnownError) as first:
            self.settings.save(CHANGED)
        with pytest.raises(KnownError) as second:
            self.keys.set_passphrase("tien rode fietsen")
        return [first.value.key, second.value.key]


@pytest.fixture
def desk(queue: Queue) -> Changing:
    return Changing(queue)


def test_that_nothing_is_changed_whose_line_cannot_be_kept(desk: Changing) -> None:
    desk.trail.full = True
    assert desk.both() == ["server.away", "server.away"]
    assert (desk.drawer.kept, desk.drawer.passphrase) == (Preferences(), "")


def test_that_what_was_not_changed_after_all_has_a_second_line_that_says_so(desk: Changing) -> None:
    desk.drawer.stuck = True
    assert desk.both() == ["settings.not_written"] * 2
    hospital, passphrase = "settings:hospital", "settings:passphrase"
    assert [(each.what, each.object, each.result) for each in desk.trail.events] == [
        (Deed.SETTINGS_CHANGED, hospital, Result.DONE),
        (Deed.SETTINGS_CHANGED, hospital, Result.REFUSED),
        (Deed.SETTINGS_CHANGED, passphrase, Result.DONE),
        (Deed.SETTINGS_CHANGED, passphrase, Result.REFUSED),
    ]


def test_that_how_the_screen_looks_needs_no_line(desk: Changing) -> None:
    desk.trail.full = True
    worn = replace(Preferences(), language="en")
    desk.settings.save(worn)
    assert desk.drawer.kept == worn


def test_that_settings_wait_for_a_server_that_is_away_and_their_line_does_not(queue: Queue) -> None:
    switch, trail, drawer = Switch(), MemoryTrail(), Drawer()
    reach = Reach(Standing(), switch.changes)
    flaky = Flaky(queue, switch)
    steady = SteadyQueue(flaky, reach, SteadyNotes(flaky.notes, reach, HeldNotes()))
    witness = Witness(SteadyTrail(Flaky(trail, switch), reach), Standing(), "desk", witness_on(trail).actor)
    settings = AuditedSettings(drawer, steady, witness)
    switch.on = False
    with pytest.raises(ServerAway):
        settings.save(CHANGED)
    switch.on = True
    reach.try_again()
    assert (drawer.kept, trail.events) == (Preferences(), [])
    settings.save(CHANGED)
    assert (drawer.kept, len(trail.events)) == (CHANGED, 1)
