"""The meeting's window, as its own tests have it."""

from tests.ui.meeting.conftest import at_table, opened

__all__ = ["at_table", "opened"]
