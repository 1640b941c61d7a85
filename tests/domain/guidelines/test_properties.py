"""What holds for every rule of every guideline: total, never reversed by learning, forced by its reasons."""

from hypothesis import given, settings
from hypothesis import strategies as st

from mdt_desk.domain.case import Case, Lesion, value_at
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.judging import answer
from mdt_desk.domain.reading import contradictions, with_fact
from mdt_desk.domain.settle import Settled
from tests.domain.desk import AT
from tests.domain.guidelines.patients import (
    answers,
    any_value,
    in_context,
    is_fallback,
    known_patients,
    lesion_lists,
    ordinary,
    patients,
    questions,
    settler_of,
    telling_values,
    unknown_facts,
)

READ_ONLY_WHEN_RECORDED = frozenset({("noms", "condition.karnofsky")})
"""Karnofsky 40 or less beside an estimate of two months leaves radiotherapy only, once somebody recorded both."""


@settings(max_examples=60)
@given(known_patients())
def test_that_every_question_has_one_answer_once_everything_is_known(case: Case) -> None:
    for name, settled in answers(case).items():
        assert settled.certain, name
        assert settled.missing == (), name


@settings(max_examples=60)
@given(patients())
def test_that_a_question_is_open_exactly_when_facts_are_missing(case: Case) -> None:
    unknown = set(unknown_facts(case))
    for name, settled in answers(case).items():
        assert settled.possible, name
        assert settled.certain == (not settled.missing), name
        assert set(settled.missing) <= unknown, name


@settings(max_examples=60)
@given(patients(), st.data())
def test_that_learning_a_fact_only_narrows_the_answers_that_it_decides(
    case: Case, data: st.DataObject
) -> None:
    may_be_learnt = [path for path in unknown_facts(case) if path == "lesions" or ordinary(case, path)]
    if not may_be_learnt:
        return
    path = data.draw(st.sampled_from(may_be_learnt))
    learnt = with_fact(case, path, data.draw(lesion_lists() if path == "lesions" else any_value(path)))
    if contradictions(learnt, AT):
        return
    before, after = answers(case), answers(learnt)
    for name, settled in before.items():
        if (name.partition(" ")[0], path) in READ_ONLY_WHEN_RECORDED:
            continue
        assert set(after[name].possible) <= set(settled.possible), (name, path)
        if path not in settled.missing:
            assert set(after[name].possible) == set(settled.possible), (name, path)


def only_with(case: Case, facts: tuple[str, ...]) -> Case:
    """Return the case of which nothing is recorded but these facts."""
    alone: Case = type(case)()
    if case.lesions is not UNKNOWN and any(path.startswith("lesions") for path in facts):
        alone = with_fact(alone, "lesions", tuple(Lesion(level=each.level) for each in case.lesions))
    for path in facts:
        if path != "lesions":
            alone = with_fact(alone, path, value_at(case, path))
    return alone


@settings(max_examples=60)
@given(patients(), st.data())
def test_that_the_reasons_alone_force_advice_that_is_certain(case: Case, data: st.DataObject) -> None:
    settler = settler_of(case)
    certain = [name for name, settled in answers(case).items() if None not in settled.possible]
    if not certain:
        return
    name = data.draw(st.sampled_from(certain))
    because = settler.because(answer, *questions()[name])
    assert all(value_at(case, path) is not UNKNOWN for path in because), (name, because)
    assert None not in settled_for(only_with(case, because), name).possible, (name, because)


def settled_for(case: Case, name: str) -> Settled:
    return settler_of(case).settle(answer, *questions()[name])


def learnt_but_for(case: Case, path: str, name: str, data: st.DataObject) -> Case:
    """Learn one missing fact after the other, each so that ``path`` still decides, until only that one is missing."""
    random = data.draw(st.randoms(use_true_random=False))
    while others := [
        each for each in settled_for(case, name).missing if each != path and not is_fallback(each)
    ]:
        values = list(telling_values(others[0]))
        random.shuffle(values)
        tried = (with_fact(case, others[0], value) for value in values)
        learnt = next((each for each in tried if path in settled_for(each, name).missing), None)
        assert learnt is not None, (name, path, "does not decide whatever is known of", others[0])
        case = learnt
    return case


@settings(max_examples=60)
@given(patients(), st.data())
def test_that_every_missing_fact_decides_for_some_patient(patient: Case, data: st.DataObject) -> None:
    case = in_context(patient)
    open_ones = {name: settled.missing for name, settled in answers(case).items() if settled.missing}
    if not open_ones:
        return
    name = data.draw(st.sampled_from(sorted(open_ones)))
    path = data.draw(st.sampled_from(open_ones[name]))
    case = learnt_but_for(case, path, name, data)
    found = {
        frozenset(settled_for(with_fact(case, path, value), name).possible) for value in telling_values(path)
    }
    assert len(found) > 1, (name, path)
