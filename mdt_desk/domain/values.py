"""One value of one fact: from a file, or as somebody typed it."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, tzinfo
from types import MappingProxyType
from typing import Any, Final

from mdt_desk.domain.case import ExternalEstimate, ExternalModel, IdSystem, NationalId
from mdt_desk.domain.facts import FactSpec, Kind
from mdt_desk.domain.identifiers import is_bsn, is_nhs_number
from mdt_desk.domain.problems import CaseRefused, Problem, problem
from mdt_desk.domain.spine import parse_level

_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})", re.ASCII
)
_TYPED_DAY: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII)
_TYPED_NUMBER: Final = re.compile(r"\d{1,9}([.,]\d{1,9})?", re.ASCII)
_TYPED_COUNT: Final = re.compile(r"\d{1,9}", re.ASCII)
_LANGUAGES: Final = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee"
    " el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is"
    " it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms"
    " mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk"
    " sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi"
    " yo za zh zu".split()
)
_ALBUMIN: Final = "labs.albumin_g_per_l"
_GRAMS_PER_DECILITRE: Final = (1.0, 6.0)
_YEARS: Final = (1850, 2199)
"""A year outside these is a slip of the pen, and calendars end beyond it."""

Reader = Callable[[FactSpec, str, Any], Any]


def _refuse(found: Problem) -> CaseRefused:
    return CaseRefused((found,))


def _read_bool(_spec: FactSpec, key: str, raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    raise _refuse(problem(key, raw, "type_bool"))


def _within(spec: FactSpec, key: str, raw: float) -> None:
    low, high = spec.minimum, spec.maximum
    if (low is None or raw >= low) and (high is None or raw <= high):
        return
    if high is None:
        raise _refuse(problem(key, raw, "minimum", minimum=f"{low:g}"))
    if spec.path == _ALBUMIN and _GRAMS_PER_DECILITRE[0] <= raw <= _GRAMS_PER_DECILITRE[1]:
        hint = f"{raw * 10:.10g}"
        raise _refuse(
            problem(key, raw, "albumin_g_per_dl", minimum=f"{low:g}", maximum=f"{high:g}", hint=hint)
        )
    raise _refuse(problem(key, raw, "range", minimum=f"{low:g}", maximum=f"{high:g}"))


def _read_int(spec: FactSpec, key: str, raw: Any) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise _refuse(problem(key, raw, "type_int"))
    _within(spec, key, raw)
    if spec.step is not None and raw % spec.step:
        raise _refuse(problem(key, raw, "step", step=str(spec.step)))
    return raw


def _read_float(spec: FactSpec, key: str, raw: Any) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise _refuse(problem(key, raw, "type_float"))
    try:
        number = float(raw)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise _refuse(problem(key, raw, "not_finite"))
    _within(spec, key, raw)
    return number


_NO_CHARACTERS: Final = frozenset("\0\ufffe\uffff")
"""Never characters: at the start of a text the second makes windows read all of it with its bytes swapped."""


def _read_text(spec: FactSpec, key: str, raw: Any) -> str:
    if not isinstance(raw, str):
        raise _refuse(problem(key, raw, "type_text"))
    if not raw.strip():
        raise _refuse(problem(key, raw, "empty_text"))
    if any("\ud800" <= each <= "\udfff" or each in _NO_CHARACTERS for each in raw):
        raise _refuse(problem(key, raw, "text_unstorable"))
    if spec.path == "patient.language" and raw not in _LANGUAGES:
        raise _refuse(problem(key, raw, "language"))
    return raw


def _in_years(key: str, raw: Any, year: int) -> None:
    first, last = _YEARS
    if not first <= year <= last:
        raise _refuse(problem(key, raw, "range", minimum=f"{first}-01-01", maximum=f"{last}-12-31"))


def _read_date(_spec: FactSpec, key: str, raw: Any) -> date:
    if isinstance(raw, str) and _DATE.fullmatch(raw):
        try:
            found = date.fromisoformat(raw)
        except ValueError:
            pass
        else:
            _in_years(key, raw, found.year)
            return found
    raise _refuse(problem(key, raw, "type_date"))


def _read_moment(_spec: FactSpec, key: str, raw: Any) -> datetime:
    if isinstance(raw, str) and _MOMENT.fullmatch(raw):
        try:
            found = datetime.fromisoformat(raw)
        except ValueError:
            pass
        else:
            _in_years(key, raw, found.year)
            return found
    raise _refuse(problem(key, raw, "type_datetime"))


def _read_choice(spec: FactSpec, key: str, raw: Any) -> Any:
    assert spec.choices is not None  # noqa: S101  # a CHOICE is declared with its enum
    allowed = [each.value for each in spec.choices]
    if isinstance(raw, str) and raw in allowed:
        return spec.choices(raw)
    raise _refuse(problem(key, raw, "choice", allowed=", ".join(allowed)))


def _read_choices(spec: FactSpec, key: str, raw: Any) -> Any:
    if not isinstance(raw, list):
        raise _refuse(problem(key, raw, "type_choices"))
    found: list[Any] = []
    problems: list[Problem] = []
    for each in raw:
        try:
            found.append(_read_choice(spec, key, each))
        except CaseRefused as refused:
            problems.extend(refused.problems)
    if problems:
        raise CaseRefused(tuple(problems))
    if len(set(found)) < len(found):
        raise _refuse(problem(key, raw, "repeated_choice"))
    return frozenset(found)


def _read_level(_spec: FactSpec, key: str, raw: Any) -> Any:
    found = parse_level(raw) if isinstance(raw, str) else None
    if found is None:
        raise _refuse(problem(key, raw, "level"))
    return found


def _read_parts(key: str, raw: Any, parts: Mapping[str, FactSpec]) -> dict[str, Any]:
    """Return a table of parts that are all needed, or refuse it with every problem of every part."""
    if not isinstance(raw, dict):
        raise _refuse(problem(key, raw, "type_table", allowed=", ".join(parts)))
    found: dict[str, Any] = {}
    problems = [problem(f"{key}.{each}", raw[each], "unknown_key") for each in raw if each not in parts]
    for name, spec in parts.items():
        if raw.get(name) is None:
            problems.append(problem(f"{key}.{name}", None, "absent_key"))
            continue
        try:
            found[name] = read_value(spec, f"{key}.{name}", raw[name])
        except CaseRefused as refused:
            problems.extend(refused.problems)
    if problems:
        raise CaseRefused(tuple(problems))
    return found


_NUMBER: Final[Mapping[str, FactSpec]] = MappingProxyType(
    {
        "system": FactSpec(path="system", kind=Kind.CHOICE, choices=IdSystem),
        "value": FactSpec(path="value", kind=Kind.TEXT),
    }
)


def _read_national_id(_spec: FactSpec, key: str, raw: Any) -> NationalId:
    found = NationalId(**_read_parts(key, raw, _NUMBER))
    passes = is_bsn if found.system is IdSystem.BSN else is_nhs_number
    if not passes(found.value):
        raise _refuse(problem(f"{key}.value", found.value, f"check_digit_{found.system}"))
    return found


_ESTIMATE: Final[Mapping[str, FactSpec]] = MappingProxyType(
    {
        "model": FactSpec(path="model", kind=Kind.CHOICE, choices=ExternalModel),
        "months": FactSpec(path="months", kind=Kind.INT, minimum=1, maximum=600),
        "survival": FactSpec(path="survival", kind=Kind.FLOAT, minimum=0, maximum=1),
        "computed_on": FactSpec(path="computed_on", kind=Kind.DATE),
    }
)


def _read_estimates(_spec: FactSpec, key: str, raw: Any) -> tuple[ExternalEstimate, ...]:
    if not isinstance(raw, list):
        raise _refuse(problem(key, raw, "type_tables"))
    found: list[ExternalEstimate] = []
    problems: list[Problem] = []
    for place, each in enumerate(raw, start=1):
        try:
            found.append(ExternalEstimate(**_read_parts(f"{key}.{place}", each, _ESTIMATE)))
        except CaseRefused as refused:
            problems.extend(refused.problems)
    if problems:
        raise CaseRefused(tuple(problems))
    return tuple(found)


_READERS: Final[Mapping[Kind, Reader]] = MappingProxyType(
    {
        Kind.BOOL: _read_bool,
        Kind.INT: _read_int,
        Kind.FLOAT: _read_float,
        Kind.TEXT: _read_text,
        Kind.DATE: _read_date,
        Kind.DATETIME: _read_moment,
        Kind.CHOICE: _read_choice,
        Kind.CHOICES: _read_choices,
        Kind.LEVEL: _read_level,
        Kind.TABLE: _read_national_id,
        Kind.TABLES: _read_estimates,
    }
)


def read_value(spec: FactSpec, key: str, raw: Any) -> Any:
    """Turn a value as it stands in a parsed file into the value of a fact.

    Raises:
        CaseRefused: with every problem of this value, each naming ``key``.

    """
    return _READERS[spec.kind](spec, key, raw)


def _typed_day(text: str) -> str | None:
    """Return YYYY-MM-DD for a day typed year first with dashes, or day first with dash, slash or point."""
    if _DATE.fullmatch(text):
        return text
    found = _TYPED_DAY.fullmatch(text)
    return f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}" if found else None


def _typed_moment(text: str, zone: tzinfo | None) -> str | None:
    """Return ISO 8601 with offset for a local day and time; an hour that the clock skipped is None."""
    if _MOMENT.fullmatch(text):
        return text
    day, _, clock = text.replace("T", " ").partition(" ")
    spelled = _typed_day(day)
    if spelled is None or not re.fullmatch(r"\d{1,2}:\d{2}", clock.strip(), re.ASCII):
        return None
    try:
        local = datetime.fromisoformat(f"{spelled}T{clock.strip():0>5}").replace(tzinfo=zone)
        back = local.astimezone(UTC).astimezone(zone)
    except (ValueError, OverflowError):
        return None
    return local.isoformat() if back.replace(tzinfo=None) == local.replace(tzinfo=None) else None


def _typed_number(spec: FactSpec, text: str) -> Any:
    pattern = _TYPED_COUNT if spec.kind is Kind.INT else _TYPED_NUMBER
    if not pattern.fullmatch(text):
        return None
    return int(text) if spec.kind is Kind.INT else float(text.replace(",", "."))


def read_typed(spec: FactSpec, key: str, typed: str, zone: tzinfo | None) -> Any:
    """Turn what somebody typed into a field into the value of a fact.

    Numbers have ASCII digits and at most one comma or point: no sign, exponent or grouping. Days may be typed
    ``2026-11-18`` or ``18-11-2026``; a local time is taken to be in ``zone``.

    Raises:
        CaseRefused: with the problem, naming ``key`` and what was typed.

    """
    text = typed.strip()
    if spec.kind in {Kind.INT, Kind.FLOAT}:
        number = _typed_number(spec, text)
        if number is None:
            raise _refuse(problem(key, typed, f"typed_{spec.kind}"))
        return read_value(spec, key, number)
    if spec.kind is Kind.DATE:
        return read_value(spec, key, _typed_day(text) or typed)
    if spec.kind is Kind.DATETIME:
        return read_value(spec, key, _typed_moment(text, zone) or typed)
    return read_value(spec, key, text)
