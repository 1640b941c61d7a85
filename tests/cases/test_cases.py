"""Every clinical case that a doctor can sign, run as it stands there."""

import pytest

from tests.cases.casebook import ClinicalCase, casebook
from tests.cases.claims import what_is_wrong
from tests.cases.desk import outcome

CASES = casebook()


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_that_the_program_says_what_the_source_says(case: ClinicalCase) -> None:
    said = outcome(case)
    wrong = [problem for claim in case.expect for problem in what_is_wrong(said, claim)]
    assert not wrong, "\n".join((f"{case.source}: {case.check}", *wrong))
