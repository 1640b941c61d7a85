"""Facts of several parts, read from what was typed into them."""

from dataclasses import fields
from datetime import datetime
from typing import Any, Final

from mdt_desk.domain.case import FACTS, ExternalEstimate, NationalId
from mdt_desk.domain.facts import UNKNOWN, FactSpec, Kind, Unknown
from mdt_desk.domain.values import read_typed, read_value
from mdt_desk.ui.wording.shown import RemoveEstimate, TypedEstimate

IDENTITY: Final = "patient.national_id"
ESTIMATES: Final = "prognosis.external"
_TYPED: Final = {"months": Kind.INT, "survival": Kind.FLOAT, "computed_on": Kind.DATE}


class IncompleteError(ValueError):
    """Not every part was filled in yet."""


def identity_from(system: object, digits: str) -> NationalId | Unknown:
    """Return the national number, or UNKNOWN when both parts are empty.

    Raises:
        IncompleteError: one of the parts is empty.
        CaseRefused: the check digit is wrong.

    """
    typed = digits.strip()
    if system is UNKNOWN and not typed:
        return UNKNOWN
    if system is UNKNOWN or not typed:
        raise IncompleteError
    read: NationalId = read_value(FACTS[IDENTITY], IDENTITY, {"system": str(system), "value": typed})
    return read


def estimates_after(value: object, wish: object, at: datetime) -> tuple[ExternalEstimate, ...] | Unknown:
    """Return the list of estimates after a wish to add, remove or forget.

    Raises:
        IncompleteError: one of the parts is empty.
        CaseRefused: a part is wrong.

    """
    listed = value if isinstance(value, tuple) else ()
    if isinstance(wish, RemoveEstimate):
        left = (*listed[: wish.place], *listed[wish.place + 1 :])
        return left or UNKNOWN
    if not isinstance(wish, TypedEstimate):
        return UNKNOWN
    if wish.model is UNKNOWN or not (wish.months and wish.survival and wish.computed_on):
        raise IncompleteError
    parts: dict[str, Any] = {"model": str(wish.model)}
    for name, kind in _TYPED.items():
        spec = FactSpec(path=f"{ESTIMATES}.{name}", kind=kind)
        parts[name] = read_typed(spec, ESTIMATES, getattr(wish, name), at.tzinfo)
    parts["computed_on"] = parts["computed_on"].isoformat()
    return (*listed, *read_value(FACTS[ESTIMATES], ESTIMATES, [{each: parts[each] for each in _NAMES}]))


_NAMES: Final = tuple(each.name for each in fields(ExternalEstimate))
