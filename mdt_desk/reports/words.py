"""Domain values in the words of one language, as a document says them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum

from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.preferences import Weekday
from mdt_desk.usecases.wording import (
    Spelling,
    choice_text,
    hours_text,
    label_of,
    number_text,
    value_text,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Says values in a language, and moments on the hospital's wall clock."""

    words: Words
    zone: tzinfo

    def get(self, key: str, **params: object) -> str:
        """Return a text of the language."""
        return self.words.get(key, **params)

    def day(self, day: date) -> str:
        """Spell a day without doubt about the month: ``18 nov 2026``."""
        return f"{day.day} {self.get(f'document.month.m{day.month}')} {day.year:04d}"

    def moment(self, moment: datetime) -> str:
        """Spell a moment: ``18 nov 2026 14:30``."""
        local = moment.astimezone(self.zone)
        return f"{self.day(local.date())} {local:%H:%M}"

    def long_day(self, moment: datetime) -> str:
        """Spell the day of a moment with its weekday: ``Wednesday 18 November 2026``."""
        local = moment.astimezone(self.zone)
        weekday = self.get(f"moment.weekday.{list(Weekday)[local.weekday()]}")
        return f"{weekday} {local.day} {self.get(f'moment.month.m{local.month}')} {local.year:04d}"

    def clock(self, moment: datetime) -> str:
        """Spell the time of day: ``14:30``."""
        return f"{moment.astimezone(self.zone):%H:%M}"

    def hours(self, hours: int) -> str:
        """Spell a deadline as a guideline does: at once, hours up to three days, then days or weeks."""
        return hours_text(self.words, hours)

    def number(self, value: float) -> str:
        """Spell a number without exponent, with the decimal sign of the language."""
        return number_text(value, self.words.language)

    def label(self, path: str) -> str:
        """Return the name of a fact; that of a lesion says at which vertebra."""
        return self.get("document.case.lesions") if path == "lesions" else label_of(self.words, path)

    def labels(self, paths: Iterable[str]) -> str:
        """Return the names of facts, with commas."""
        return ", ".join(self.label(path) for path in paths)

    def choice(self, value: StrEnum) -> str:
        """Return the word for a value of an enum."""
        return choice_text(self.words, value)

    def value(self, path: str, value: object) -> str:
        """Return what a fact was recorded as, with its unit."""
        spelling = Spelling(
            day=self.day,
            moment=self.moment,
            unknown="answer.unknown",
            none="document.case.none_of_these",
        )
        return value_text(self.words, path, value, spelling)
