"""How a fact is declared: its kind, its range, and what stands in when nobody recorded it."""

import dataclasses
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any, Final


class Unknown(Enum):
    """The value of a fact that nobody recorded: never no, never zero, never normal."""

    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        """Refuse to be taken for an answer.

        Raises:
            TypeError: always; ask ``is UNKNOWN`` instead.

        """
        message = "unknown is neither true nor false"
        raise TypeError(message)

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown.UNKNOWN


class Kind(StrEnum):
    """The type of a fact, as the case-file contract names it."""

    BOOL = "bool"
    INT = "int"
    FLOAT = "float"
    TEXT = "text"
    DATE = "date"
    DATETIME = "datetime"
    CHOICE = "choice"
    CHOICES = "choices"
    LEVEL = "level"
    TABLE = "table"
    TABLES = "tables"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSpec:
    """Everything the program knows about one fact before anybody records it.

    Attributes:
        path: dotted name in a case file, as ``labs.albumin_g_per_l``; a fact of a lesion is ``lesions.pain``.
        choices: for CHOICE and CHOICES the enum whose values are allowed.
        minimum, maximum, step: closed range of a number, in the unit of the name.
        event: absent means "not recorded as done"; never listed as missing.
        fallback: absent, the program takes a published class, a count, a score or the usual case.
        cuts: the boundaries that rules may compare a number with; between two of them a value does not matter.

    """

    path: str
    kind: Kind
    choices: type[StrEnum] | None = None
    minimum: float | None = None
    maximum: float | None = None
    step: int | None = None
    event: bool = False
    fallback: bool = False
    cuts: tuple[float, ...] = ()

    @property
    def section(self) -> str:
        """Return the part before the dot, as ``labs``."""
        return self.path.partition(".")[0]

    @property
    def name(self) -> str:
        """Return the part after the dot, as ``albumin_g_per_l``."""
        return self.path.partition(".")[2]


def _fact(kind: Kind, **details: Any) -> Any:
    return dataclasses.field(default=UNKNOWN, metadata={"kind": kind, **details})


def yes_no(*, fallback: bool = False) -> Any:
    """Declare a fact that is yes, no, or unknown."""
    return _fact(Kind.BOOL, fallback=fallback)


def number(
    minimum: float, maximum: float | None = None, *, cuts: tuple[float, ...] = (), fallback: bool = False
) -> Any:
    """Declare a measurement in the unit of its name; both ends of the range are allowed values."""
    return _fact(Kind.FLOAT, minimum=minimum, maximum=maximum, cuts=cuts, fallback=fallback)


def count(
    minimum: int, maximum: int | None = None, *, step: int | None = None, cuts: tuple[float, ...] = ()
) -> Any:
    """Declare a whole number; both ends of the range are allowed values."""
    return _fact(Kind.INT, minimum=minimum, maximum=maximum, step=step, cuts=cuts)


def one_of(choices: type[StrEnum], *, fallback: bool = False) -> Any:
    """Declare a fact that is exactly one value of an enum."""
    return _fact(Kind.CHOICE, choices=choices, fallback=fallback)


def any_of(choices: type[StrEnum]) -> Any:
    """Declare a fact that is a set of values of an enum; the empty set means "none of these"."""
    return _fact(Kind.CHOICES, choices=choices)


def text(*, event: bool = False) -> Any:
    """Declare a fact in somebody's own words."""
    return _fact(Kind.TEXT, event=event)


def day(*, event: bool = False) -> Any:
    """Declare a calendar date."""
    return _fact(Kind.DATE, event=event)


def moment(*, event: bool = False) -> Any:
    """Declare an instant, always with its offset from UTC."""
    return _fact(Kind.DATETIME, event=event)


def other(kind: Kind) -> Any:
    """Declare a fact with a shape of its own: a vertebra, a table, a list of tables."""
    return _fact(kind)


def spec_of(path: str, declared: "dataclasses.Field[Any]") -> FactSpec:
    """Return the specification that a field declares under the given path."""
    return FactSpec(path=path, **declared.metadata)
