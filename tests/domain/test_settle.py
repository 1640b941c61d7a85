"""A rule is answered from incomplete facts exactly as trying every completion would answer it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdt_desk.domain.case import Case, CaseOf, Collapse, Lesion, value_at
from mdt_desk.domain.diagram import Impossible
from mdt_desk.domain.facts import UNKNOWN, Unknown
from mdt_desk.domain.guidelines import words as w
from mdt_desk.domain.guidelines.words import CompleteLesion
from mdt_desk.domain.moments import moments_of
from mdt_desk.domain.neurology import Ambulation, Frankel, Side
from mdt_desk.domain.reading import with_fact
from mdt_desk.domain.samples import Moments
from mdt_desk.domain.scores.words import extraspinal
from mdt_desk.domain.settle import Facts, Settled, Settler, Unbound, word
from mdt_desk.domain.spine import Level
from tests.strategies import AMSTERDAM, AT, case_with

DOMAINS: Final[dict[str, tuple[Any, ...]]] = {
    "symptoms.lhermitte": (True, False),
    "stability.clinically_unstable": (True, False),
    "symptoms.radicular_pain": tuple(Side),
    "condition.ambulation": tuple(Ambulation),
}
ANSWERS: Final = (0, 1, 2)


@dataclass(frozen=True)
class Answer:
    """A rule that reads nothing more; None is a patient who cannot exist."""

    value: int | None


@dataclass(frozen=True)
class Question:
    """A rule that reads a fact, and goes on by its value."""

    path: str
    kids: tuple["Rule", ...]


@dataclass(frozen=True)
class Word:
    """A rule that asks another rule, and goes on by its answer."""

    asked: "Rule"
    kids: tuple["Rule", ...]


Rule = Answer | Question | Word


def _asking(kids: st.SearchStrategy[Rule]) -> st.SearchStrategy[Rule]:
    return st.sampled_from(sorted(DOMAINS)).flatmap(
        lambda path: st.builds(Question, st.just(path), st.tuples(*[kids] * len(DOMAINS[path])))
    )


def _grown(kids: st.SearchStrategy[Rule]) -> st.SearchStrategy[Rule]:
    return _asking(kids) | st.builds(Word, kids, st.tuples(*[kids] * len(ANSWERS)))


total_rules = st.recursive(st.builds(Answer, st.sampled_from(ANSWERS)), _grown, max_leaves=24)
rules = st.recursive(st.builds(Answer, st.sampled_from((*ANSWERS, *ANSWERS, None))), _grown, max_leaves=24)
flat_rules = st.recursive(
    st.builds(Answer, st.sampled_from((*ANSWERS, *ANSWERS, None))), _asking, max_leaves=24
)
"""Rules that ask no other rule, so that each fact is a reason by itself or none."""
cases = st.fixed_dictionaries({}, optional={path: st.sampled_from(found) for path, found in DOMAINS.items()})


@word
def run(f: Facts, rule: Rule) -> int:
    if isinstance(rule, Answer):
        if rule.value is None:
            raise Impossible
        return rule.value
    if isinstance(rule, Word):
        return run(f, rule.kids[ANSWERS.index(run(f, rule.asked))])
    section, _, name = rule.path.partition(".")
    read = getattr(getattr(f, section), name)
    return run(f, rule.kids[DOMAINS[rule.path].index(read)])


def by_hand(rule: Rule, facts: dict[str, Any]) -> int | None:
    if isinstance(rule, Answer):
        return rule.value
    if isinstance(rule, Word):
        asked = by_hand(rule.asked, facts)
        return None if asked is None else by_hand(rule.kids[ANSWERS.index(asked)], facts)
    return by_hand(rule.kids[DOMAINS[rule.path].index(facts[rule.path])], facts)


def completions(known: dict[str, Any]) -> Iterator[dict[str, Any]]:
    unknown = [path for path in DOMAINS if path not in known]
    for filled in product(*(DOMAINS[path] for path in unknown)):
        yield known | dict(zip(unknown, filled, strict=True))


def tried(rule: Rule, known: dict[str, Any]) -> tuple[set[int], set[str]]:
    """Return the answers of all completions that can exist, and the facts that alone change one."""
    table = {tuple(each[path] for path in DOMAINS): by_hand(rule, each) for each in completions(known)}
    missing = set()
    for one, other in product(table, repeat=2):
        differing = [path for path, here, there in zip(DOMAINS, one, other, strict=True) if here != there]
        if len(differing) == 1 and None not in {table[one], table[other]} and table[one] != table[other]:
            missing.add(differing[0])
    return {answer for answer in table.values() if answer is not None}, missing


def case_of(known: dict[str, Any]) -> Case:
    case: Case = CaseOf()
    for path, value in known.items():
        case = with_fact(case, path, value)
    return case


def settler_of(case: Case, at: datetime = AT) -> Settler:
    return Settler(case, moments_of(case, at, AMSTERDAM))


def settle(rule: Any, case: Case, *args: Any) -> Settled:  # noqa: ANN401  # rules and arguments of every type
    return settler_of(case).settle(rule, *args)


@settings(max_examples=400)
@given(rule=rules, known=cases)
def test_that_a_rule_answers_as_trying_every_completion_would(rule: Rule, known: dict[str, Any]) -> None:
    possible, missing = tried(rule, known)
    settled = settle(run, case_of(known), rule)
    assert set(settled.possible) == possible
    assert set(settled.missing) == missing
    assert settled.certain == (len(possible) == 1)


@settings(max_examples=300)
@given(rule=rules, known=cases)
def test_that_the_reasons_alone_leave_no_other_answer(rule: Rule, known: dict[str, Any]) -> None:
    settler = settler_of(case_of(known))
    because = settler.because(run, rule)
    assert set(because) <= set(known)
    alone = settle(run, case_of({path: known[path] for path in because}), rule)
    assert set(alone.possible) == set(settler.settle(run, rule).possible)


def flat(f: Facts, rule: Rule) -> int:
    """Run a flat rule as one rule, not as a word for each of its questions."""
    while isinstance(rule, Question):
        section, _, name = rule.path.partition(".")
        rule = rule.kids[DOMAINS[rule.path].index(getattr(getattr(f, section), name))]
    if not isinstance(rule, Answer) or rule.value is None:
        raise Impossible
    return rule.value


@settings(max_examples=100)
@given(rule=flat_rules, known=cases)
def test_that_no_reason_could_be_left_out(rule: Rule, known: dict[str, Any]) -> None:
    settler = settler_of(case_of(known))
    possible, because = set(settler.settle(flat, rule).possible), settler.because(flat, rule)
    assert set(settle(flat, case_of({path: known[path] for path in because}), rule).possible) == possible
    for each in because:
        fewer = case_of({path: known[path] for path in because if path != each})
        assert set(settle(flat, fewer, rule).possible) > possible


@settings(max_examples=200)
@given(rule=rules, known=cases, data=st.data())
def test_that_learning_more_never_reverses_an_answer(
    rule: Rule, known: dict[str, Any], data: st.DataObject
) -> None:
    before = settle(run, case_of(known), rule)
    unknown = [path for path in DOMAINS if path not in known]
    more = known | data.draw(
        st.fixed_dictionaries({}, optional={path: st.sampled_from(DOMAINS[path]) for path in unknown})
    )
    after = settle(run, case_of(more), rule)
    assert set(after.possible) <= set(before.possible)


@settings(max_examples=200)
@given(rule=total_rules, known=cases, data=st.data())
def test_that_learning_what_is_missing_settles_the_answer(
    rule: Rule, known: dict[str, Any], data: st.DataObject
) -> None:
    before = settle(run, case_of(known), rule)
    learnt = {path: data.draw(st.sampled_from(DOMAINS[path])) for path in before.missing}
    assert settle(run, case_of(known | learnt), rule).certain


@given(rule=rules, known=cases)
def test_that_asking_twice_gives_the_same_answer(rule: Rule, known: dict[str, Any]) -> None:
    settler = settler_of(case_of(known))
    assert settler.settle(run, rule) == settler.settle(run, rule)
    assert settler.because(run, rule) == settler.because(run, rule)


def test_that_a_rule_without_facts_is_certain() -> None:
    settled = settle(run, CaseOf(), Answer(2))
    assert (settled.possible, settled.missing, settled.certain) == ((2,), (), True)


def test_that_a_patient_who_cannot_exist_has_no_answer() -> None:
    settled = settle(run, CaseOf(), Word(Answer(None), (Answer(0), Answer(1), Answer(2))))
    assert (settled.possible, settled.missing, settled.certain) == ((), (), False)


@word
def either(f: Facts) -> bool:
    return f.symptoms.lhermitte or f.stability.clinically_unstable


def test_that_one_reason_is_enough_where_two_would_do() -> None:
    case = case_with(symptoms__lhermitte=True, stability__clinically_unstable=True)
    assert len(settler_of(case).because(either)) == 1


def test_that_all_reasons_are_given_where_all_are_needed() -> None:
    case = case_with(symptoms__lhermitte=False, stability__clinically_unstable=False)
    assert settler_of(case).because(either) == ("symptoms.lhermitte", "stability.clinically_unstable")


def test_that_what_decides_is_named_in_the_order_of_the_case_file() -> None:
    @word
    def backwards(f: Facts) -> tuple[bool, ...]:
        spread = (f.lesion(level).extensive_osteolysis for level in (Level.L3, Level.T6))
        return (f.stability.clinically_unstable, *spread, f.symptoms.lhermitte)

    lesions = (Lesion[Unknown](level=Level.L3), Lesion[Unknown](level=Level.T6))
    assert settle(backwards, case_with(lesions=lesions)).missing == (
        "symptoms.lhermitte",
        "stability.clinically_unstable",
        "lesions.T6.extensive_osteolysis",
        "lesions.L3.extensive_osteolysis",
    )


def test_that_a_rule_can_ask_whether_something_was_recorded_without_asking_for_it() -> None:
    @word
    def estimate(f: Facts) -> str:
        if not f.recorded("condition.expected_survival_months"):
            return "none"
        return "long" if f.condition.expected_survival_months >= 12 else "short"

    assert settle(estimate, CaseOf()) == Settled(possible=("none",), missing=())
    recorded = case_with(condition__expected_survival_months=12.0)
    assert settle(estimate, recorded) == Settled(possible=("long",), missing=())
    assert settler_of(recorded).because(estimate) == ("condition.expected_survival_months",)


def test_that_an_event_nobody_recorded_did_not_happen_and_is_not_missing() -> None:
    @word
    def given_on(f: Facts) -> Any:  # noqa: ANN401  # a date or nothing
        return f.event("treatment.dexamethasone_started_at")

    assert settle(given_on, CaseOf()) == Settled(possible=(None,), missing=())
    case = case_with(treatment__dexamethasone_started_at=AT)
    assert settle(given_on, case) == Settled(possible=(AT,), missing=())


@word
def worst_collapse(f: Facts) -> str:
    levels = f.levels()
    if levels is None:
        return f.about_lesions("collapse", ("bad", "fair", "none"))
    return "bad" if any(f.lesion(each).collapse is Collapse.OVER_HALF for each in levels) else "fair"


def test_that_lesions_without_a_list_are_missing_as_a_whole() -> None:
    settled = settle(worst_collapse, CaseOf())
    assert (settled.possible, settled.missing) == (("bad", "fair", "none"), ("lesions",))


def test_that_an_empty_list_of_lesions_is_an_answer() -> None:
    assert settle(worst_collapse, case_with(lesions=())) == Settled(possible=("fair",), missing=())


def test_that_a_fact_of_a_lesion_is_missing_by_its_vertebra() -> None:
    known = Lesion[Unknown](level=Level.T6, collapse=Collapse.NONE)
    open_one = case_with(lesions=(known, Lesion(level=Level.L3)))
    assert settle(worst_collapse, open_one).missing == ("lesions.L3.collapse",)
    crushed = Lesion[Unknown](level=Level.T6, collapse=Collapse.OVER_HALF)
    assert settle(worst_collapse, case_with(lesions=(crushed, Lesion(level=Level.L3)))).missing == ()


@pytest.mark.parametrize("path", ["patient.family_name", "referral.question", "patient.national_id"])
def test_that_no_rule_can_branch_on_words(path: str) -> None:
    section, _, name = path.partition(".")

    @word
    def nosy(f: Facts) -> Any:  # noqa: ANN401  # whatever is read
        return getattr(getattr(f, section), name)

    with pytest.raises(LookupError, match="no rule may ask"):
        settle(nosy, CaseOf())


def test_that_a_fact_that_does_not_exist_cannot_be_read() -> None:
    @word
    def misspelt(f: Facts) -> Any:  # noqa: ANN401  # whatever is read
        return f.tumour.primry  # type: ignore[attr-defined]  # misspelt on purpose

    with pytest.raises(KeyError, match=r"tumour\.primry"):
        settle(misspelt, CaseOf())


@pytest.mark.parametrize(("albumin", "low"), [(34.9, True), (35.0, False), (UNKNOWN, None)])
def test_that_both_sides_of_a_boundary_are_possible_while_a_number_is_unknown(
    albumin: float | Unknown, low: bool | None
) -> None:
    @word
    def below(f: Facts) -> bool:
        return f.labs.albumin_g_per_l < 35

    settled = settle(below, case_with(labs__albumin_g_per_l=albumin))
    assert set(settled.possible) == ({True, False} if low is None else {low})


def test_that_words_keep_their_arguments_apart() -> None:
    case = case_with(condition__expected_survival_months=6.0)
    assert settle(w.estimate_at_least, case, 3).possible == (True,)
    assert settle(w.estimate_at_least, case, 12).possible == (False,)


def test_that_a_rule_tells_what_it_read() -> None:
    case = case_with(symptoms__lhermitte=True)
    assert settler_of(case).touched(either) == ("symptoms.lhermitte",)
    assert settler_of(CaseOf()).touched(either) == ("symptoms.lhermitte", "stability.clinically_unstable")


def test_that_settling_leaves_the_case_as_it_was() -> None:
    case: Case = CaseOf()
    settle(w.emergency, case)
    assert case == CaseOf()
    assert value_at(case, "symptoms.lhermitte") is UNKNOWN


COMPLETE: Final = {"neurology__cord_or_cauda_signs": True, "neurology__frankel": Frankel.A}


@pytest.mark.parametrize(
    ("facts", "possible"),
    [
        ({"neurology__cord_or_cauda_signs": False}, {CompleteLesion.NONE}),
        ({"neurology__frankel": Frankel.B}, {CompleteLesion.NONE}),
        (COMPLETE, set(CompleteLesion) - {CompleteLesion.NONE}),
        ({}, set(CompleteLesion)),
        (
            COMPLETE | {"neurology__complete_cord_injury_at": AT - timedelta(hours=23, minutes=59)},
            {CompleteLesion.UNDER_24_HOURS},
        ),
        (
            COMPLETE | {"neurology__complete_cord_injury_at": AT - timedelta(hours=24)},
            {CompleteLesion.UNDER_14_DAYS},
        ),
        (
            COMPLETE | {"neurology__complete_cord_injury_at": AT - timedelta(days=14)},
            {CompleteLesion.FROM_14_DAYS},
        ),
    ],
)
def test_that_a_complete_lesion_without_a_time_stays_open_among_its_durations(
    facts: dict[str, Any], possible: set[CompleteLesion]
) -> None:
    settled = settle(w.complete_lesion, case_with(**facts))
    assert set(settled.possible) == possible
    asks_for_time = "neurology.complete_cord_injury_at" in settled.missing
    assert asks_for_time == (len(possible) >= 3)


# --- reasons: no fact is named that does not matter -----------------------------------------------------------


def because(rule: Any, case: Case, *args: Any) -> tuple[str, ...]:  # noqa: ANN401  # rules and arguments of every type
    return settler_of(case).because(rule, *args)


def test_that_a_fact_that_was_read_and_could_be_anything_is_no_reason() -> None:
    @word
    def both_read(f: Facts) -> bool:
        first, second = f.symptoms.lhermitte, f.stability.clinically_unstable
        return first or second

    case = case_with(symptoms__lhermitte=False, stability__clinically_unstable=True)
    assert because(both_read, case) == ("stability.clinically_unstable",)


@word
def unstable(f: Facts) -> bool:
    return f.stability.clinically_unstable


@word
def sign(f: Facts) -> bool:
    return f.symptoms.lhermitte


@word
def side_of_pain(f: Facts) -> Side:
    return f.symptoms.radicular_pain


@word
def pain_score(f: Facts) -> int:
    return f.symptoms.pain_severity


def test_that_a_word_that_could_answer_anything_gives_no_reason() -> None:
    @word
    def by_words(f: Facts) -> bool:
        first, second, third = sign(f), side_of_pain(f), unstable(f)
        return first or second is Side.BILATERAL or third

    case = case_with(
        symptoms__lhermitte=False,
        symptoms__radicular_pain=Side.NONE,
        stability__clinically_unstable=True,
    )
    assert because(by_words, case) == ("stability.clinically_unstable",)


def test_that_a_word_of_which_nobody_knows_what_else_it_could_say_keeps_its_reason() -> None:
    @word
    def by_number(f: Facts) -> bool:
        first, second = pain_score(f), unstable(f)
        return first > 6 or second

    case = case_with(symptoms__pain_severity=3, stability__clinically_unstable=True)
    assert because(by_number, case) == ("symptoms.pain_severity", "stability.clinically_unstable")


def test_that_what_follows_a_word_that_keeps_its_reason_may_still_be_left_out() -> None:
    @word
    def by_number_first(f: Facts) -> bool:
        first, second, third = pain_score(f), sign(f), unstable(f)
        return first > 6 or second or third

    case = case_with(
        symptoms__pain_severity=3, symptoms__lhermitte=False, stability__clinically_unstable=True
    )
    assert because(by_number_first, case) == ("symptoms.pain_severity", "stability.clinically_unstable")


def test_that_a_fact_is_a_reason_where_it_rules_out_only_what_two_open_words_say_together() -> None:
    """While the sign is unknown each word may say yes or no; that never both say yes rests on the stability."""

    @word
    def agrees(f: Facts) -> bool:
        return f.symptoms.lhermitte is f.stability.clinically_unstable

    @word
    def no_sign(f: Facts) -> bool:
        return not f.symptoms.lhermitte

    @word
    def both(f: Facts) -> bool:
        return agrees(f) and no_sign(f)

    case = case_with(stability__clinically_unstable=True)
    assert settle(both, case).possible == (False,)
    assert settle(both, CaseOf()).possible != (False,)
    assert because(both, case) == ("stability.clinically_unstable",)


def test_that_a_fact_stays_a_reason_where_it_would_take_too_long_to_try_what_else_could_be() -> None:
    """Of 6,600 patients who are not unstable one would be answered otherwise: the last that would be tried."""

    @word
    def unstable_or_nearly_anything(f: Facts) -> bool:
        if f.stability.clinically_unstable:
            return True
        read = (
            f.symptoms.pain_severity,
            f.condition.karnofsky,
            f.condition.karnofsky_before_deficit,
            f.condition.ecog,
        )
        return read != (0, 10, 10, 0)

    case = case_with(stability__clinically_unstable=True)
    assert because(unstable_or_nearly_anything, case) == ("stability.clinically_unstable",)


@pytest.mark.parametrize("there", [True, False])
def test_that_what_a_word_says_is_a_reason_where_it_alone_decides(there: bool) -> None:
    @word
    def as_it_says(f: Facts) -> bool:
        return sign(f)

    @word
    def side(f: Facts) -> Side:
        return side_of_pain(f)

    assert because(as_it_says, case_with(symptoms__lhermitte=there)) == ("symptoms.lhermitte",)
    known = case_with(symptoms__radicular_pain=Side.BILATERAL if there else Side.NONE)
    assert because(side, known) == ("symptoms.radicular_pain",)


def test_that_beside_an_unknown_fact_only_what_decides_is_a_reason() -> None:
    @word
    def any_of_three(f: Facts) -> bool:
        first, second, third = (
            f.symptoms.lhermitte,
            f.symptoms.radicular_pain,
            f.stability.clinically_unstable,
        )
        return first or second is Side.BILATERAL or third

    case = case_with(symptoms__radicular_pain=Side.NONE, stability__clinically_unstable=True)
    assert because(any_of_three, case) == ("stability.clinically_unstable",)


def test_that_a_fact_stays_a_reason_where_without_it_a_number_would_decide_that_is_recorded_elsewhere() -> (
    None
):
    @word
    def unstable_or_little_pain(f: Facts) -> bool:
        return unstable(f) or pain_score(f) < 5

    known = case_with(symptoms__pain_severity=3, stability__clinically_unstable=True)
    assert because(unstable_or_little_pain, known) == ("stability.clinically_unstable",)


def test_that_a_fact_is_no_reason_where_without_it_a_number_could_be_any() -> None:
    @word
    def unstable_or_any_pain(f: Facts) -> bool:
        return unstable(f) or pain_score(f) >= 0

    assert because(unstable_or_any_pain, case_with(stability__clinically_unstable=True)) == ()


def test_that_an_event_that_nobody_recorded_is_tried_as_such_where_a_fact_is_thought_away() -> None:
    @word
    def unstable_or_untreated(f: Facts) -> bool:
        return f.stability.clinically_unstable or f.event("treatment.started_at") is None

    assert because(unstable_or_untreated, case_with(stability__clinically_unstable=True)) == ()


def test_that_an_event_that_did_not_matter_is_no_reason_and_one_that_did_is() -> None:
    @word
    def started(f: Facts) -> bool:
        given = f.event("treatment.dexamethasone_started_at")
        return f.stability.clinically_unstable or given is not None

    given = {"treatment__dexamethasone_started_at": AT}
    both = case_with(stability__clinically_unstable=True, **given)
    assert because(started, both) == ("stability.clinically_unstable",)
    alone = case_with(stability__clinically_unstable=False, **given)
    assert because(started, alone) == ("treatment.dexamethasone_started_at",)


def test_that_a_fact_only_asked_whether_it_was_recorded_is_a_reason() -> None:
    @word
    def asked(f: Facts) -> bool:
        return f.recorded("symptoms.pain_severity")

    assert because(asked, case_with(symptoms__pain_severity=3)) == ("symptoms.pain_severity",)
    assert because(asked, CaseOf()) == ()


def test_that_the_list_of_vertebrae_is_a_reason_where_it_decides() -> None:
    crushed = Lesion[Unknown](level=Level.T6, collapse=Collapse.OVER_HALF)
    assert because(worst_collapse, case_with(lesions=(crushed,))) == ("lesions", "lesions.T6.collapse")
    assert because(worst_collapse, CaseOf()) == ()


def test_that_an_unknown_fact_beside_a_decision_is_no_reason() -> None:
    @word
    def at_least_one(f: Facts) -> bool:
        first, second = f.symptoms.lhermitte, f.stability.clinically_unstable
        return first or second

    assert because(at_least_one, case_with(stability__clinically_unstable=True)) == (
        "stability.clinically_unstable",
    )


# --- what a rule touched, and what nobody recorded --------------------------------------------------------------


def test_that_lesions_without_a_list_were_touched_as_a_whole() -> None:
    assert settler_of(CaseOf()).touched(worst_collapse) == ("lesions",)


def test_that_what_words_read_was_touched_too() -> None:
    @word
    def by_words(f: Facts) -> bool:
        return sign(f) or unstable(f)

    assert settler_of(CaseOf()).touched(by_words) == ("symptoms.lhermitte", "stability.clinically_unstable")


def test_that_a_count_beside_a_large_one_is_tried_around_that_one() -> None:
    """With twelve metastases in the skeleton, none, one, two or more of them can lie outside the spine."""
    case = case_with(tumour__skeletal_metastases=12)
    assert set(settle(extraspinal, case).possible) == {0, 1, 2, 3}
    assert settle(extraspinal, case).missing == ("tumour.spinal_metastases",)


def test_that_a_patient_with_more_in_the_spine_than_in_the_skeleton_has_no_answer() -> None:
    case = case_with(tumour__skeletal_metastases=1, tumour__spinal_metastases=2)
    assert settle(extraspinal, case) == Settled(possible=(), missing=())


# --- rules about nobody -------------------------------------------------------------------------------------


NOBODY: Final = Moments(at=AT, treatment_clock=AT, recurrence=AT)


def test_that_an_event_of_nobody_is_unrecorded_done_stale_or_planned() -> None:
    def event(f: Facts) -> Any:  # noqa: ANN401  # a moment or nothing
        return f.event("treatment.started_at")

    def worsening(f: Facts) -> Any:  # noqa: ANN401  # a moment or nothing
        return f.event("symptoms.worsened_at")

    days = timedelta(days=1)
    possible = Unbound(NOBODY).settle(event).possible
    assert set(possible) == {None, AT - days, AT - 9 * days, AT + 9 * days}
    assert set(Unbound(NOBODY).settle(worsening).possible) == {None, AT - 2 * days}


def test_that_a_fact_of_nobody_may_be_recorded_or_not_and_a_list_long_or_short() -> None:
    def recorded(f: Facts) -> bool:
        return f.recorded("condition.ecog")

    def levels(f: Facts) -> Any:  # noqa: ANN401  # levels or nothing
        return f.levels()

    assert set(Unbound(NOBODY).settle(recorded).possible) == {True, False}
    assert set(Unbound(NOBODY).settle(levels).possible) == {None, (), (Level.C5,), (Level.T6,)}


def test_that_an_input_is_named_by_its_kind_or_its_word_and_arguments() -> None:
    def asks(f: Facts) -> bool:
        return w.estimate_at_least(f, 3) or sign(f) or f.recorded("condition.ecog") or f.symptoms.lhermitte

    _, inputs = Unbound(NOBODY).tabulate(asks)
    named = [(each.name, each.kind, each.path, each.args) for each in inputs]
    assert named == [
        ("words.estimate_at_least 3", "word", "", (3,)),
        (f"{__name__.rpartition('.')[2]}.sign", "word", "", ()),
        ("recorded condition.ecog", "recorded", "condition.ecog", ()),
        ("value symptoms.lhermitte", "value", "symptoms.lhermitte", ()),
    ]


def test_that_a_table_tries_a_word_with_every_answer_it_can_have_and_no_other() -> None:
    def asks(f: Facts) -> str:
        return f"pain {side_of_pain(f)}"

    node, inputs = Unbound(NOBODY).tabulate(asks)
    assert set(node.answers) == {f"pain {each}" for each in Side}
    assert [each.rule.__name__ for each in inputs if each.rule is not None] == ["side_of_pain"]
    assert node.support == {inputs[0].name}
