"""What the journeys share: the meeting's window, and a desk with keys and backups, as their own tests open them."""

from tests.ui.keeping.test_keeping import file, kept, kept_desk
from tests.ui.meeting.conftest import at_table

__all__ = ["at_table", "file", "kept", "kept_desk"]
