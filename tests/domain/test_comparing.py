"""Guidelines side by side: what excludes each other, other deadlines, other regimens, and nothing else."""

from collections.abc import Mapping
from typing import Final

import pytest

from mdt_desk.domain.advice import Advice, AdviceStatus, Disagreement, DisagreementKind, Position, Strength
from mdt_desk.domain.comparing import disagreements
from mdt_desk.domain.vocabulary import ACTIONS, TOPICS

ONE, OTHER, THIRD = "erasmus-2022", "nice-ng234", "noms"
SURGERY_OR_RADIATION: Final = ("surgery_preferred", "radiotherapy_first_choice")


def advice(
    guideline: str, action: str, hours: int | None = None, variant: str | None = None, *, applies: bool = True
) -> Advice:
    return Advice(
        guideline=guideline,
        action=action,
        topic=ACTIONS[action].topic,
        strength=Strength.DO,
        status=AdviceStatus.APPLIES if applies else AdviceStatus.UNDETERMINED,
        within_hours=hours,
        possible_hours=(hours,),
        urgent=False,
        due=None,
        variant=variant,
        notes=(),
        because=(),
        missing=(),
        reference="a place",
    )


def said(*given: Advice) -> Mapping[str, tuple[Advice, ...]]:
    names = dict.fromkeys([ONE, OTHER, THIRD])
    return {name: tuple(each for each in given if each.guideline == name) for name in names}


def positions(*given: tuple[str, str]) -> tuple[Position, ...]:
    return tuple(Position(guideline=name, actions=(action,)) for name, action in given)


def test_that_codes_that_exclude_each_other_are_a_disagreement_of_their_guidelines() -> None:
    found = disagreements(said(advice(ONE, "mobilise_by_pain"), advice(OTHER, "immobilise")))
    assert found == (
        Disagreement(
            topic="stability",
            kind=DisagreementKind.ACTION,
            positions=positions((ONE, "mobilise_by_pain"), (OTHER, "immobilise")),
        ),
    )


def test_that_it_is_told_once_whoever_says_which() -> None:
    assert len(disagreements(said(advice(OTHER, "mobilise_by_pain"), advice(ONE, "immobilise")))) == 1


def test_that_a_third_guideline_that_says_one_of_both_stands_beside_them() -> None:
    found = disagreements(
        said(advice(ONE, "cement_avoid"), advice(OTHER, "cement_augmentation"), advice(THIRD, "cement_avoid"))
    )
    assert [each.positions for each in found] == [
        positions((ONE, "cement_avoid"), (OTHER, "cement_augmentation"), (THIRD, "cement_avoid"))
    ]


def test_that_a_guideline_that_says_nothing_takes_no_position() -> None:
    (found,) = disagreements(said(advice(ONE, "bone_agent"), advice(THIRD, "bone_agent_avoid")))
    assert [each.guideline for each in found.positions] == [ONE, THIRD]


def test_that_what_one_guideline_says_alone_is_no_disagreement() -> None:
    alone = said(advice(ONE, "dexamethasone"), advice(ONE, "dexamethasone_withhold"))
    assert disagreements(alone) == ()
    assert disagreements(said(advice(ONE, "biopsy", 24))) == ()


def test_that_a_guideline_that_says_both_shows_both_in_the_order_of_the_codes() -> None:
    found = disagreements(
        said(
            advice(ONE, "dexamethasone_withhold"),
            advice(ONE, "dexamethasone"),
            advice(OTHER, "dexamethasone"),
        )
    )
    assert [each.positions for each in found] == [
        (
            Position(guideline=ONE, actions=("dexamethasone", "dexamethasone_withhold")),
            Position(guideline=OTHER, actions=("dexamethasone",)),
        )
    ]


def test_that_codes_of_two_topics_are_a_disagreement_under_either_heading() -> None:
    surgery, radiation = SURGERY_OR_RADIATION
    found = disagreements(said(advice(ONE, surgery), advice(OTHER, radiation)))
    assert [(each.topic, each.kind) for each in found] == [
        ("surgery", DisagreementKind.ACTION),
        ("radiotherapy", DisagreementKind.ACTION),
    ]
    assert {each.positions for each in found} == {positions((ONE, surgery), (OTHER, radiation))}


def test_that_three_codes_that_exclude_each_other_are_told_by_pairs() -> None:
    found = disagreements(
        said(
            advice(ONE, "dexamethasone"),
            advice(OTHER, "dexamethasone_not_routine"),
            advice(THIRD, "dexamethasone_withhold"),
        )
    )
    assert [each.positions for each in found] == [
        positions((ONE, "dexamethasone"), (THIRD, "dexamethasone_withhold")),
        positions((ONE, "dexamethasone"), (OTHER, "dexamethasone_not_routine")),
    ]


def test_that_other_hours_for_one_action_are_a_disagreement_of_all_that_give_it() -> None:
    found = disagreements(
        said(advice(ONE, "biopsy", 24), advice(OTHER, "biopsy", 24), advice(THIRD, "biopsy"))
    )
    assert found == (
        Disagreement(
            topic="diagnosis",
            kind=DisagreementKind.DEADLINE,
            positions=positions((ONE, "biopsy"), (OTHER, "biopsy"), (THIRD, "biopsy")),
        ),
    )


def test_that_the_same_hours_are_no_disagreement() -> None:
    assert disagreements(said(advice(ONE, "biopsy", 24), advice(OTHER, "biopsy", 24))) == ()
    assert disagreements(said(advice(ONE, "biopsy"), advice(OTHER, "biopsy"))) == ()


def test_that_other_regimens_are_a_disagreement_of_those_that_state_one() -> None:
    found = disagreements(
        said(
            advice(ONE, "dexamethasone", variant="erasmus_dexamethasone"),
            advice(OTHER, "dexamethasone"),
            advice(THIRD, "dexamethasone", variant="noms_dexamethasone"),
        )
    )
    assert found == (
        Disagreement(
            topic="steroids",
            kind=DisagreementKind.DETAIL,
            positions=positions((ONE, "dexamethasone"), (THIRD, "dexamethasone")),
        ),
    )


def test_that_one_stated_regimen_or_the_same_twice_is_no_disagreement() -> None:
    one = advice(ONE, "rt_postoperative", variant="erasmus_postoperative")
    assert disagreements(said(one, advice(OTHER, "rt_postoperative"))) == ()
    same = advice(OTHER, "rt_postoperative", variant="erasmus_postoperative")
    assert disagreements(said(one, same)) == ()


def test_that_what_is_not_certain_is_no_disagreement() -> None:
    assert (
        disagreements(said(advice(ONE, "mobilise_by_pain", applies=False), advice(OTHER, "immobilise"))) == ()
    )
    assert disagreements(said(advice(ONE, "biopsy", 24), advice(OTHER, "biopsy", 168, applies=False))) == ()


def test_that_disagreements_stand_in_the_order_of_care() -> None:
    found = disagreements(
        said(
            advice(ONE, "bone_agent"),
            advice(OTHER, "bone_agent_avoid"),
            advice(ONE, "mobilise_by_pain"),
            advice(OTHER, "immobilise"),
            advice(ONE, "mri_whole_spine", 12),
            advice(OTHER, "mri_whole_spine", 24),
        )
    )
    assert [each.topic for each in found] == ["imaging", "stability", "medication"]
    assert TOPICS.index("imaging") < TOPICS.index("stability") < TOPICS.index("medication")


@pytest.mark.parametrize("code", [code for code, action in ACTIONS.items() if action.excludes])
def test_that_every_exclusion_of_the_vocabulary_becomes_a_disagreement(code: str) -> None:
    for other in ACTIONS[code].excludes:
        found = disagreements(said(advice(ONE, code), advice(OTHER, other)))
        assert {each.topic for each in found} == {ACTIONS[code].topic, ACTIONS[other].topic}
        assert {each.positions for each in found} == {positions((ONE, code), (OTHER, other))}


def test_that_a_code_is_set_against_those_before_it_and_those_behind_it() -> None:
    found = disagreements(
        said(
            advice(ONE, "surgery_preferred"),
            advice(OTHER, "surgery_equal_option"),
            advice(THIRD, "radiotherapy_first_choice"),
        )
    )
    assert {each.positions for each in found} == {
        positions((ONE, "surgery_preferred"), (OTHER, "surgery_equal_option")),
        positions((ONE, "surgery_preferred"), (THIRD, "radiotherapy_first_choice")),
        positions((OTHER, "surgery_equal_option"), (THIRD, "radiotherapy_first_choice")),
    }
