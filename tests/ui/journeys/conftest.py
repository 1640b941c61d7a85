"""What the journeys share: the meeting's window, as the tests of the meeting open it."""

from tests.ui.meeting.conftest import at_table

__all__ = ["at_table"]
