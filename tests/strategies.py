"""Every value a fact can have, and any case without contradictions; for properties."""

import string
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, Final
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from mdt_desk.domain.case import (
    FACTS,
    SECTIONS,
    Case,
    CaseOf,
    ExternalEstimate,
    ExternalModel,
    IdSystem,
    Lesion,
    NationalId,
    Recorded,
)
from mdt_desk.domain.facts import UNKNOWN, FactSpec, Kind
from mdt_desk.domain.identifiers import is_bsn, is_nhs_number
from mdt_desk.domain.reading import contradictions, with_fact
from mdt_desk.domain.spine import Level

AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")
AT: Final = datetime(2026, 11, 18, 10, 0, tzinfo=AMSTERDAM)

offsets = st.sampled_from([UTC, timezone(timedelta(hours=1)), timezone(timedelta(hours=-3, minutes=-30))])
words = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffe\uffff"), min_size=1
).filter(str.strip)
days = st.dates(date(1930, 1, 1), AT.date())


def moments(
    first: datetime = datetime(2020, 1, 1),  # noqa: DTZ001  # the bounds of a strategy are naive, its values aware
    last: datetime = datetime(2030, 1, 1),  # noqa: DTZ001  # the same
) -> st.SearchStrategy[datetime]:
    """Any moment in these years, with its offset."""
    return st.datetimes(first, last, timezones=offsets)


def digits(length: int) -> st.SearchStrategy[str]:
    """Any text of so many ASCII digits."""
    return st.text(string.digits, min_size=length, max_size=length)


def _checked(length: int, system: IdSystem) -> st.SearchStrategy[NationalId]:
    passes = is_bsn if system is IdSystem.BSN else is_nhs_number
    ends = digits(length - 1).map(
        lambda start: [start + last for last in string.digits if passes(start + last)]
    )
    return ends.filter(bool).map(lambda found: NationalId(system=system, value=found[0]))


national_ids = _checked(9, IdSystem.BSN) | _checked(10, IdSystem.NHS)

estimates = st.builds(
    ExternalEstimate,
    model=st.sampled_from(ExternalModel),
    months=st.integers(1, 600),
    survival=st.floats(0, 1),
    computed_on=days,
)


def values(spec: FactSpec) -> st.SearchStrategy[Any]:
    """Every value that one fact allows."""
    low = spec.minimum or 0
    high = spec.maximum if spec.maximum is not None else low + 1000
    choices = list(spec.choices or ())
    by_kind: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.BOOL: st.booleans(),
        Kind.INT: st.integers(0, int(high - low) // (spec.step or 1)).map(
            lambda steps: int(low) + steps * (spec.step or 1)
        ),
        Kind.FLOAT: st.floats(low, high),
        Kind.TEXT: st.sampled_from(["nl", "en", "tr"]) if spec.path == "patient.language" else words,
        Kind.DATE: days,
        Kind.DATETIME: moments(),
        Kind.CHOICE: st.sampled_from(choices) if choices else st.nothing(),
        Kind.CHOICES: st.frozensets(st.sampled_from(choices)) if choices else st.nothing(),
        Kind.LEVEL: st.sampled_from(Level),
        Kind.TABLE: national_ids,
        Kind.TABLES: st.lists(estimates, max_size=3).map(tuple),
    }
    return by_kind[spec.kind]


def _facts_of(section: str) -> st.SearchStrategy[dict[str, Any]]:
    """Any of the facts of a section, each recorded or not."""
    found = {spec.name: values(spec) for spec in FACTS.values() if spec.section == section}
    found.pop("level", None)
    return st.fixed_dictionaries({}, optional=found)


@st.composite
def lesions(draw: st.DrawFn, most: int = 3) -> tuple[Lesion[Any], ...]:
    """Any list of affected vertebrae."""
    levels = draw(st.lists(st.sampled_from(Level), unique=True, max_size=most))
    return tuple(Lesion(level=level, **draw(_facts_of("lesions"))) for level in levels)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Recorded, ...]:
    """Any dated history, that of each fact newest last."""
    plain = [path for path in FACTS if not path.startswith("lesions.")]
    found: list[Recorded] = []
    for path in draw(st.lists(st.sampled_from([*plain, "lesions.T12.pain"]), unique=True, max_size=3)):
        spec = FACTS[path.replace(".T12", "")]
        dated = sorted(draw(st.lists(moments(), min_size=1, max_size=3)))
        sources = st.just(UNKNOWN) | words
        found += [Recorded(fact=path, value=draw(values(spec)), at=at, source=draw(sources)) for at in dated]
    return tuple(found)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Any case without contradictions, from wholly unknown to wholly known."""
    sections = {name: kind(**draw(_facts_of(name))) for name, kind in SECTIONS.items()}
    affected = draw(st.just(UNKNOWN) | lesions())
    case: Case = CaseOf(lesions=affected, recorded=draw(histories()), **sections)
    for problem in contradictions(case, AT):
        case = with_fact(case, problem.key, UNKNOWN)
    return case


def case_with(**facts: Any) -> Case:  # noqa: ANN401  # facts have values of every type
    """Return a case of these facts; a dot is spelled as two underscores, ``tumour__primary``."""
    case: Case = CaseOf()
    for path, value in facts.items():
        case = with_fact(case, path.replace("__", "."), value)
    return case
