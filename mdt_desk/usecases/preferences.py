"""What a hospital sets once: who it is, whom to call, which guideline leads, how the desk looks."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Final

VERIFIED_FOR_DAYS: Final = 180
"""A telephone number that nobody has tried for longer is not printed."""


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
class Preferences:
    """Every setting with its default; None or an empty text: nobody entered it."""

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
