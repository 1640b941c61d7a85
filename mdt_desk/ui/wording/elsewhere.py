"""Who has a case open at other desks, in words."""

from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.widgets.short import short

_NAME = 60
_MOST = 3


def elsewhere_words(desk: Desk, case: CaseId | None) -> str:
    """Return who else has this case open; nothing where nobody is known to have."""
    people = desk.elsewhere.people if desk.elsewhere.case == case else ()
    if not people:
        return ""
    named = " · ".join(short(each, _NAME) for each in people[:_MOST])
    return desk.look.text("server_desk.elsewhere", people=named, count=len(people))
