"""What holds for the assessment of any patient, from nothing recorded to everything."""

from hypothesis import given, settings
from hypothesis import strategies as st

from mdt_desk.domain.advice import AdviceStatus
from mdt_desk.domain.case import Case, spec_for, value_at
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.reading import contradictions, with_fact
from mdt_desk.domain.vocabulary import ACTIONS
from tests.domain.desk import AT, assessed
from tests.domain.guidelines.patients import (
    any_value,
    compressed_nowhere,
    known_patients,
    ordinary,
    patients,
    unknown_facts,
)
from tests.strategies import cases


@settings(max_examples=25)
@given(cases() | patients())
def test_that_any_case_is_assessed_in_the_words_of_the_contract(case: Case) -> None:
    said = assessed(case)
    for name, advised in said.guidelines.items():
        assert len({each.action for each in advised}) == len(advised), name
        for each in advised:
            where = (name, each.action)
            assert each.topic == ACTIONS[each.action].topic, where
            assert each.within_hours == each.possible_hours[0], where
            assert each.reference, where
            if each.status is AdviceStatus.UNDETERMINED:
                assert each.missing, where
            for path in each.missing:
                empty = path == "lesions" and compressed_nowhere(case)
                assert empty or value_at(case, path) is UNKNOWN, (*where, path)
                assert path == "lesions" or not spec_for(path).event, (*where, path)
            for path in each.because:
                assert value_at(case, path) is not UNKNOWN, (*where, path)
    assert (said.urgency.wait_for_meeting is None) == bool(said.urgency.missing)
    for result in said.scores.values():
        if result.value is not None:
            assert result.possible == (result.value,), result.score
        else:
            assert result.outside_model is not None or result.missing, result.score


@settings(max_examples=15)
@given(known_patients())
def test_that_a_patient_of_whom_everything_is_known_leaves_nothing_open(case: Case) -> None:
    said = assessed(case)
    assert said.urgency.wait_for_meeting is not None
    for name, advised in said.guidelines.items():
        for each in advised:
            assert each.status is AdviceStatus.APPLIES, (name, each.action)
            assert not each.missing, (name, each.action)
            assert len(each.possible_hours) == 1, (name, each.action)
    for name, result in said.scores.items():
        assert not result.missing, name
        assert result.value is not None or result.outside_model is not None, name


@settings(max_examples=25)
@given(patients(changes=4, forgets=4), st.data())
def test_that_learning_a_fact_never_turns_whether_the_case_can_wait(case: Case, data: st.DataObject) -> None:
    may_be_learnt = [path for path in unknown_facts(case) if path != "lesions" and ordinary(case, path)]
    if not may_be_learnt:
        return
    path = data.draw(st.sampled_from(may_be_learnt))
    learnt = with_fact(case, path, data.draw(any_value(path)))
    if contradictions(learnt, AT):
        return
    before, after = assessed(case), assessed(learnt)
    if before.urgency.wait_for_meeting is not None:
        assert after.urgency.wait_for_meeting is before.urgency.wait_for_meeting, path
    for name, result in before.scores.items():
        assert set(after.scores[name].possible) <= set(result.possible), (name, path)
