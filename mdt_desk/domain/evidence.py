"""Where a number comes from: document, place, evidence status, and when somebody last checked it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """How well a number is founded.

    SOURCE stands in one of the source documents or an original abstract; SECONDARY in agreeing secondary
    sources; UNVERIFIED comes from memory or from sources that conflict, is labelled so and is off by default.
    """

    SOURCE = "source"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The place in a document on which a rule or number rests."""

    place: str
    status: Status
    checked: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A source document as the program shows it.

    Attributes:
        review_by: the date on which its authors meant to revise it, where they named one.
        advisory_only: shown for comparison; never drives a clock or an alarm.

    """

    id: str
    title: str
    dated: str
    review_by: date | None
    advisory_only: bool = False

    def review_passed(self, today: date) -> bool:
        """Tell whether the document's own review date lies behind us."""
        return self.review_by is not None and self.review_by < today
