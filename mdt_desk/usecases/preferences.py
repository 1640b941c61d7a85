"""What a hospital sets once: who it is, whom to call, which guideline leads, how the desk looks."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Final

LANGUAGES: Final = ("nl", "en")
"""What screens and documents are written in; leaflets are translated into more."""

VERIFIED_FOR_DAYS: Final = 180
"""A telephone number that nobody has tried for longer is not printed."""

AUDIT_YEARS: Final = 20
"""For how long a line of the audit trail is kept unless the hospital says otherwise: as long as a patient's record."""


class Theme(StrEnum):
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Weekday(StrEnum):
    """Days in the order of `datetime.date.weekday`."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A telephone number for patients, with who tried it and when."""

    name: str
    telephone: str
    verified_on: date
    verified_by: str

    def usable(self, today: date) -> bool:
        """Tell whether it was verified in the last 180 days, and not in the future."""
        return 0 <= (today - self.verified_on).days <= VERIFIED_FOR_DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCall:
    """Whom colleagues call now; ``hours`` in the hospital's own words."""

    role: str
    telephone: str
    hours: str
    verified_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationReview:
    """Who checked the leaflet in a language, and which version of it: a later one is unchecked again."""

    language: str
    version: str
    reviewer: str
    reviewed_on: date

    def covers(self, language: str, version: str, today: date) -> bool:
        """Tell whether it is about this leaflet, and not from the future."""
        return (self.language, self.version) == (language, version) and self.reviewed_on <= today


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingChange:
    """A meeting that is not on its usual day: ``moved_to`` None: there is none, ``at`` None: at the usual time."""

    day: date
    moved_to: date | None = None
    at: time | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeLimits:
    """Days after which a value should be asked again, by kind of fact; None: it does not age.

    The numbers are our own reading: no source gives days.
    """

    symptoms: int | None = 7
    neurology: int | None = 2
    condition: int | None = 14
    labs: int | None = 28
    imaging: int | None = 28
    lesions: int | None = 28
    stability: int | None = 14
    tumour: int | None = 90
    wishes: int | None = 28

    def of(self, section: str) -> int | None:
        """Return the limit of a section of facts; other sections do not age."""
        limit: int | None = getattr(self, section, None)
        return limit


class ReleaseRoute(StrEnum):
    """The ground on which a hospital uses the program: CE mark, or made and used in house (MDR, article 5(5))."""

    CE_MARK = "ce_mark"
    IN_HOUSE = "in_house"


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """Who at the hospital answers for clinical use, since when, and on what ground."""

    name: str
    released_on: date
    route: ReleaseRoute


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """Every setting with its default; None or an empty text: nobody entered it.

    ``database`` is the address of the queue on a server, or another file than the user's own.
    """

    hospital: str = ""
    department: str = ""
    contact_day: Contact | None = None
    contact_night: Contact | None = None
    leading_guideline: str = "erasmus-2022"
    other_guidelines: tuple[str, ...] = ("lwno-2015", "nice-ng234", "noms", "summary")
    language: str = "nl"
    theme: Theme = Theme.LIGHT
    meeting_weekday: Weekday = Weekday.WEDNESDAY
    meeting_time: time = time(8, 0)
    time_zone: str = "Europe/Amsterdam"
    on_call: tuple[OnCall, ...] = ()
    leaflet_uk_additions: bool = False
    translation_reviews: tuple[TranslationReview, ...] = ()
    names_in_room: bool = False
    meeting_changes: tuple[MeetingChange, ...] = ()
    fact_ages: AgeLimits = AgeLimits()
    release: Release | None = None
    fewest_patients: int = 10
    audit_years: int = AUDIT_YEARS
    lock_after_minutes: int = 15
    database: str = ""
