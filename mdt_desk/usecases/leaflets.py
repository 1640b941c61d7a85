"""Order the patient's leaflet, which never goes out without two verified telephone numbers, and log it."""

from datetime import datetime

from mdt_desk.domain.case import Case
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import LeafletGiven
from mdt_desk.usecases.calendar import local_day
from mdt_desk.usecases.cases import change_fact
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.ports import CaseQueue, LeafletOrder
from mdt_desk.usecases.preferences import Contact, Preferences

GIVEN = "information.leaflet_given_on"


def order_leaflet(
    preferences: Preferences,
    at: datetime,
    *,
    language: str,
    large_print: bool = False,
    card: bool = False,
    case: Case | None = None,
) -> LeafletOrder:
    """Return what the maker of leaflets needs; without a case no patient is named.

    Raises:
        UserError: a contact is missing, or was not verified in the last 180 days.

    """
    patient = None if case is None else case.patient
    names = () if patient is None else (patient.given_name, patient.family_name)
    known = [each for each in names if each is not UNKNOWN]
    born = UNKNOWN if patient is None else patient.birth_date
    return LeafletOrder(
        language=language,
        large_print=large_print,
        card=card,
        contact_day=_usable(preferences, preferences.contact_day, "day", at),
        contact_night=_usable(preferences, preferences.contact_night, "night", at),
        uk_additions=preferences.leaflet_uk_additions,
        hospital=preferences.hospital,
        made_at=at,
        patient_name=" ".join(known) or None,
        birth_date=None if born is UNKNOWN else born,
        clinic_language=preferences.language,
        reviews=preferences.translation_reviews,
        release=preferences.release,
    )


def give_leaflet(queue: CaseQueue, preferences: Preferences, given: LeafletGiven) -> None:
    """Log that a leaflet was handed over, and record it in the case it was for."""
    with queue.transaction():
        queue.log_leaflet(given)
        if given.case_id is not None:
            version = queue.get(given.case_id).version
            change_fact(
                queue,
                given.case_id,
                GIVEN,
                local_day(preferences, given.given_at),
                expected_version=version,
                at=given.given_at,
            )


def _usable(preferences: Preferences, contact: Contact | None, which: str, at: datetime) -> Contact:
    if contact is None:
        raise UserError(f"refused.leaflet.{which}_missing")
    if not contact.usable(local_day(preferences, at)):
        raise UserError(f"refused.leaflet.{which}_not_verified", verified_on=contact.verified_on.isoformat())
    return contact
