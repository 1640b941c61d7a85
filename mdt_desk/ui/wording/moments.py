"""Ages and deadlines in words, and days and moments as a field shows them and reads them back."""

from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from mdt_desk.ui.moments import span

if TYPE_CHECKING:
    from mdt_desk.usecases.ports import Words

_DAYS_UNTIL_WEEKS = 21
_DAYS_UNTIL_MONTHS = 90
_DAYS_UNTIL_YEARS = 730


def typed_day(day: date) -> str:
    """Spell a day as ``18-11-2026``."""
    return f"{day.day:02d}-{day.month:02d}-{day.year:04d}"


def typed_moment(moment: datetime, zone: tzinfo | None) -> str:
    """Spell a moment in a zone as ``18-11-2026 14:30``."""
    local = moment.astimezone(zone)
    return f"{typed_day(local.date())} {local:%H:%M}"


def days_text(texts: "Words", days: int) -> str:
    """Spell a number of whole days in the unit that people would use."""
    if days < _DAYS_UNTIL_WEEKS:
        return texts.get("moment.days", count=days)
    if days < _DAYS_UNTIL_MONTHS:
        return texts.get("time.weeks", count=days // 7)
    if days < _DAYS_UNTIL_YEARS:
        return texts.get("time.months", count=round(days / 30.44))
    return texts.get("time.years", count=int(days / 365.25))


def ago_text(texts: "Words", then: datetime, now: datetime) -> str:
    """Say how long ago something was, or how far ahead it lies; calendar days once it is not today."""
    days = (now.date() - then.astimezone(now.tzinfo).date()).days
    if days == 0 and abs(now - then) < timedelta(days=1):
        return texts.get("time.ahead" if then > now else "time.ago", span=span(now - then, texts))
    return day_ago_text(texts, days)


def day_ago_text(texts: "Words", days: int) -> str:
    """Say how many days ago a day was; negative days lie ahead."""
    if days == 0:
        return texts.get("time.today")
    if days == 1:
        return texts.get("time.yesterday")
    if days == -1:
        return texts.get("time.tomorrow")
    return texts.get("time.ahead" if days < 0 else "time.ago", span=days_text(texts, abs(days)))


def years_between(born: date, today: date) -> int:
    """Return an age in completed years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
