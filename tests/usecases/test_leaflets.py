"""No leaflet without two telephone numbers that somebody tried lately."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdt_desk.domain.meeting import LeafletGiven, LeafletId
from mdt_desk.i18n import Texts
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.cases import list_case
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.leaflets import give_leaflet, order_leaflet
from mdt_desk.usecases.preferences import VERIFIED_FOR_DAYS, TranslationReview
from tests.usecases.desk import PREFERENCES, TELEPHONE, TUESDAY, patient


@given(st.integers(-400, 400))
def test_that_a_telephone_number_counts_for_half_a_year_and_never_from_the_future(age: int) -> None:
    today = date(2026, 11, 17)
    contact = replace(TELEPHONE, verified_on=today - timedelta(days=age))
    assert contact.usable(today) == (0 <= age <= VERIFIED_FOR_DAYS)


@pytest.mark.parametrize("which", ["day", "night"])
def test_that_a_missing_or_stale_number_stops_the_leaflet(which: str, texts: Texts) -> None:
    stale = replace(TELEPHONE, verified_on=date(2026, 5, 1))
    for contact, why in ((None, "missing"), (stale, "not_verified")):
        of_day = replace(PREFERENCES, contact_day=contact)
        of_night = replace(PREFERENCES, contact_night=contact)
        with pytest.raises(UserError) as refused:
            order_leaflet(of_day if which == "day" else of_night, TUESDAY, language="nl")
        assert refused.value.key == f"refused.leaflet.{which}_{why}"
        assert texts.get(refused.value.key, **refused.value.params)


def test_that_a_leaflet_without_a_case_names_nobody() -> None:
    order = order_leaflet(PREFERENCES, TUESDAY, language="tr", card=True)
    assert (order.patient_name, order.birth_date, order.language, order.card) == (None, None, "tr", True)
    assert (order.contact_day, order.hospital) == (TELEPHONE, "Ziekenhuis Voorbeeld")


def test_that_an_order_knows_the_clinics_language_and_which_translations_were_checked() -> None:
    review = TranslationReview(
        language="tr", version="1", reviewer="Dr A. Voorbeeld", reviewed_on=date(2026, 11, 2)
    )
    preferences = replace(PREFERENCES, language="en", translation_reviews=(review,))
    order = order_leaflet(preferences, TUESDAY, language="tr")
    assert (order.clinic_language, order.reviews) == ("en", (review,))


def test_that_a_leaflet_from_a_case_carries_both_identifiers() -> None:
    case = patient("VB-1", "Yılmaz", given_name="Test", birth_date=date(1960, 5, 4))
    order = order_leaflet(PREFERENCES, TUESDAY, language="nl", case=case)
    assert (order.patient_name, order.birth_date) == ("Test Yılmaz", date(1960, 5, 4))


def test_that_giving_a_leaflet_is_logged_and_stands_in_the_case(
    queue: Queue, new_id: Callable[[], UUID]
) -> None:
    listed = list_case(queue, new_id, patient("VB-1"), TUESDAY)
    late = datetime(2026, 11, 17, 23, 30, tzinfo=UTC)
    given_now = LeafletGiven(
        id=LeafletId(new_id()),
        case_id=listed.id,
        given_by="B. Voorbeeld",
        given_at=late,
        language="nl",
        large_print=True,
        card=False,
        teach_back=True,
    )
    give_leaflet(queue, PREFERENCES, given_now)
    at_the_door = replace(given_now, id=LeafletId(new_id()), case_id=None)
    give_leaflet(queue, PREFERENCES, at_the_door)
    assert queue.leaflets(listed.id) == (given_now,)
    assert set(queue.leaflets()) == {given_now, at_the_door}
    assert queue.get(listed.id).case.information.leaflet_given_on == date(2026, 11, 18)
