"""Whose value it is that somebody else kept."""

from dataclasses import replace
from datetime import timedelta

from mdt_desk.domain.case import Recorded
from mdt_desk.usecases.touched import Touch, touch_of, touches
from tests.ui.case.bench import CORD, NOW, case_of, stored

KEPT = stored(case_of(CORD))
EARLY, LATE = NOW - timedelta(hours=2), NOW - timedelta(minutes=5)


def test_that_a_value_belongs_to_who_wrote_it_and_not_to_who_changed_the_case_last() -> None:
    entry = Recorded(fact="condition.ecog", value=2, at=EARLY)
    found = replace(KEPT, case=replace(KEPT.case, recorded=(entry,)))
    lines = (Touch(at=LATE, who="Late"), Touch(at=EARLY + timedelta(seconds=1), who="Early"))
    assert touch_of(found, "condition.ecog", lines).who == "Early"


def test_that_a_fact_without_history_belongs_to_who_changed_the_case_last() -> None:
    lines = (Touch(at=EARLY, who="Early"), Touch(at=LATE, who="Late"))
    assert touch_of(KEPT, "condition.ecog", lines).who == "Late"


def test_that_without_an_audit_trail_only_the_moment_is_known() -> None:
    assert touch_of(KEPT, "condition.ecog", ()) == Touch(at=KEPT.changed_at)


def test_that_nobody_is_known_to_have_changed_anything_where_nothing_is_witnessed() -> None:
    assert touches(None, KEPT.id) == ()
