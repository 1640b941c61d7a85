"""What a score says where nobody told it more."""

from mdt_desk.domain.evidence import Status
from mdt_desk.domain.scores.result import LesionScore, ScoreResult
from mdt_desk.domain.spine import Level


def test_that_a_result_says_no_more_than_it_was_told() -> None:
    plain = ScoreResult(
        score="tomita",
        value=4,
        possible=(4,),
        band="4-5",
        missing=(),
        status=Status.SECONDARY,
        reference="Tomita 2001",
    )
    assert (plain.items, plain.lesions) == ((), ())
    assert (plain.raw, plain.outside_model, plain.level) == (None, None, None)


def test_that_the_score_of_a_vertebra_says_no_more_than_it_was_told() -> None:
    plain = LesionScore(level=Level.T6, value="1c", possible=("1c",), band="equivocal", missing=())
    assert plain.items == ()
