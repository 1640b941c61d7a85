"""Patients for properties: the clinical bases with facts changed and forgotten, so that every rule comes into play."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from itertools import product
from typing import Any, Final

from hypothesis import strategies as st

from mdt_desk.domain.case import (
    FACTS,
    Alignment,
    Bilsky,
    BoneQuality,
    Case,
    Collapse,
    Lesion,
    LesionPain,
    Posterolateral,
    spec_for,
    value_at,
)
from mdt_desk.domain.facts import UNKNOWN, FactSpec, Kind
from mdt_desk.domain.guidelines.rule import Question, Source
from mdt_desk.domain.judging import answer
from mdt_desk.domain.moments import moments_of
from mdt_desk.domain.reading import contradictions, read_case, with_fact
from mdt_desk.domain.samples import samples
from mdt_desk.domain.settle import Settled, Settler
from mdt_desk.domain.spine import Level
from tests.cases.casebook import bases, case_tree_of
from tests.domain.desk import AT, ZONE, rules
from tests.strategies import values

ASKED: Final = tuple(
    path
    for path, spec in FACTS.items()
    if spec.kind in {Kind.BOOL, Kind.INT, Kind.FLOAT, Kind.CHOICE}
    and spec.section not in {"patient", "referral", "wishes", "information", "lesions"}
    and not spec.event
)
"""The facts of the patient that a rule may ask for, dates and lesions aside."""

DATES: Final = (
    "tumour.diagnosed_on",
    "treatment.previous_radiotherapy_on",
    "neurology.complete_cord_injury_at",
)
EVENTS: Final = tuple(
    path for path, spec in FACTS.items() if spec.event and spec.section in {"imaging", "treatment"}
)
LESION_FACTS: Final = tuple(
    path.partition(".")[2] for path in FACTS if path.startswith("lesions.") and path != "lesions.level"
)
WHEN: Final = (
    AT - timedelta(days=60),
    AT - timedelta(days=8),
    AT - timedelta(hours=30),
    AT - timedelta(hours=2),
    AT + timedelta(days=2),
)
"""Moments for what was done: long before the worsening, before, between, after it, and planned."""

COUNTS: Final = ("tumour.spinal_metastases", "tumour.skeletal_metastases", "tumour.metastases_total")
"""Of these none may be more than the next."""

CONTEXT: Final = frozenset(
    {
        "imaging.asymptomatic_compression_on_ct",
        "tumour.haematological_malignancy_possible",
        "rehabilitation.indication",
    }
)
"""Facts asked for in a context only: unrecorded outside it they count as no, recorded they count."""


TELLING_LISTS: Final[tuple[tuple[Lesion[Any], ...], ...]] = (
    (),
    *(
        (
            Lesion(
                level=level,
                pain=pain,
                bone_quality=BoneQuality.LYTIC,
                alignment=alignment,
                collapse=collapse,
                posterolateral=Posterolateral.NONE,
                bilsky=bilsky,
                canal_fraction=0.5 if bilsky is Bilsky.GRADE_3 else 0.1,
                extensive_osteolysis=fractured,
                pathological_fracture=fractured,
            ),
        )
        for level, pain, alignment, collapse, bilsky, fractured in product(
            (Level.C5, Level.T6, Level.T11),
            (LesionPain.NON_MECHANICAL, LesionPain.MECHANICAL),
            (Alignment.NORMAL, Alignment.SUBLUXATION),
            (Collapse.NONE, Collapse.OVER_HALF),
            (Bilsky.GRADE_0, Bilsky.GRADE_1C, Bilsky.GRADE_3),
            (False, True),
        )
    ),
)
"""Lists of affected vertebrae that tell apart what rules make of them."""


@cache
def starts() -> tuple[Case, ...]:
    """Return the patients from whom the clinical cases start."""
    return tuple(read_case(case_tree_of(each), AT) for each in bases().values())


def ordinary(case: Case, path: str) -> bool:
    """Tell whether learning a fact may only narrow answers: no event, no fallback, not asked in a context only."""
    spec = spec_for(path)
    if spec.event or spec.fallback or path in CONTEXT:
        return False
    mri = case.imaging.mri_whole_spine_at
    before_the_mri = mri is UNKNOWN or mri > AT or stale(case, mri)
    return not (path == "imaging.compression_on_mri" and before_the_mri)


def is_fallback(path: str) -> bool:
    """Tell whether something else is taken while nobody recorded this fact, so that recording it may turn an answer."""
    return path != "lesions" and spec_for(path).fallback


def stale(case: Case, event: datetime) -> bool:
    worsened = case.symptoms.worsened_at
    return worsened is not UNKNOWN and event < worsened <= AT


def any_value(path: str) -> st.SearchStrategy[Any]:
    """Any value of a fact, boundaries as likely as the rest."""
    spec = spec_for(path)
    if path in DATES:
        return st.sampled_from(_dates(spec))
    if spec.kind is Kind.DATETIME:
        return st.sampled_from(WHEN)
    if spec.kind is Kind.DATE:
        return st.sampled_from([each.date() for each in WHEN])
    if spec.kind is Kind.TEXT:
        return st.just("Dr. A. Voorbeeld")
    return st.sampled_from(samples(spec, moments_of(starts()[0], AT, ZONE))) | values(spec)


def _dates(spec: FactSpec) -> list[date | datetime]:
    found: set[Any] = set()
    for case in starts():
        found.update(samples(spec, moments_of(case, AT, ZONE)))
    if spec.kind is Kind.DATETIME:
        found.update((AT - timedelta(hours=24), AT - timedelta(days=14)))
    return sorted(found)


@st.composite
def lesion_lists(draw: st.DrawFn, *, full: bool = False) -> tuple[Lesion[Any], ...]:
    """Up to two affected vertebrae, fully recorded or not."""
    levels = draw(
        st.lists(st.sampled_from([Level.C5, Level.T6, Level.T11, Level.L3]), unique=True, max_size=2)
    )
    return tuple(Lesion(level=level, **draw(_lesion_facts(full=full))) for level in levels)


def _lesion_facts(*, full: bool) -> st.SearchStrategy[dict[str, Any]]:
    facts = {name: any_value(f"lesions.{name}") for name in LESION_FACTS}
    return st.fixed_dictionaries(facts) if full else st.fixed_dictionaries({}, optional=facts)


@st.composite
def patients(draw: st.DrawFn, *, changes: int = 8, forgets: int = 8) -> Case:
    """A clinical base with some facts changed, some forgotten, and some things done or planned."""
    case = draw(st.sampled_from(starts()))
    for path in draw(st.lists(st.sampled_from((*ASKED, *DATES)), unique=True, max_size=changes)):
        case = with_fact(case, path, draw(any_value(path)))
    for path in draw(st.lists(st.sampled_from(EVENTS), unique=True, max_size=3)):
        case = with_fact(case, path, draw(any_value(path)))
    if draw(st.booleans()):
        case = with_fact(case, "lesions", draw(st.just(UNKNOWN) | lesion_lists()))
    for path in draw(st.lists(st.sampled_from((*ASKED, *DATES)), unique=True, max_size=forgets)):
        case = with_fact(case, path, UNKNOWN)
    return consistent(case)


@st.composite
def known_patients(draw: st.DrawFn) -> Case:
    """A patient of whom every fact is recorded that a rule may ask for."""
    case = draw(st.sampled_from(starts()))
    for path in (*ASKED, *DATES):
        if value_at(case, path) is UNKNOWN or draw(st.integers(0, 3)) == 0:
            case = with_fact(case, path, draw(any_value(path)))
    for path in draw(st.lists(st.sampled_from(EVENTS), unique=True, max_size=4)):
        case = with_fact(case, path, draw(any_value(path)))
    for path, number in zip(COUNTS, sorted(int(str(value_at(case, path))) for path in COUNTS), strict=True):
        case = with_fact(case, path, number)
    case = with_fact(case, "lesions", draw(lesion_lists(full=True)))
    if compressed_nowhere(case):
        case = with_fact(case, "imaging.compression_on_mri", False)
    return consistent(case)


def in_context(case: Case) -> Case:
    """Return the case with what is asked in a context only recorded as no, so that no answer depends on the asking."""
    for path in (*CONTEXT, "imaging.compression_on_mri"):
        if value_at(case, path) is UNKNOWN:
            case = with_fact(case, path, False)
    return case


def consistent(case: Case) -> Case:
    """Return the case without what contradicts itself."""
    for each in contradictions(case, AT):
        case = with_fact(case, each.key, UNKNOWN)
    return case


def settler_of(case: Case) -> Settler:
    return Settler(case, moments_of(case, AT, ZONE))


@cache
def questions() -> Mapping[str, tuple[Question, Source]]:
    """Return every question of every guideline by a name."""
    return {
        f"{source.id} {question.action}": (question, source)
        for source in rules().sources
        for question in source.guideline.questions
    }


def answers(case: Case) -> dict[str, Settled]:
    """Return what is settled for every question of every guideline."""
    settler = settler_of(case)
    return {name: settler.settle(answer, *asked) for name, asked in questions().items()}


def compressed_nowhere(case: Case) -> bool:
    """Compression may be on the MRI, of a vertebra that nobody listed: the list is then open, though recorded empty."""
    return case.lesions == () and case.imaging.compression_on_mri is not False


def unknown_facts(case: Case) -> list[str]:
    """Return the facts that a rule may ask for and nobody recorded, those of listed lesions too."""
    found = [path for path in (*ASKED, *DATES) if value_at(case, path) is UNKNOWN]
    if case.lesions is UNKNOWN or compressed_nowhere(case):
        return [*found, "lesions"]
    listed = [f"lesions.{each.level}.{name}" for each in case.lesions for name in LESION_FACTS]
    return found + [path for path in listed if value_at(case, path) is UNKNOWN]


def telling_values(path: str) -> tuple[Any, ...]:
    """Return values that tell any two answers apart which a fact can tell apart."""
    if path == "lesions":
        return TELLING_LISTS
    spec = spec_for(path)
    return tuple(_dates(spec)) if path in DATES else samples(spec, moments_of(starts()[0], AT, ZONE))
