"""A list taken over: what becomes of each row, all of it or nothing, and nobody entered twice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given

from mdt_desk.domain.case import Case, CaseOf, IdSystem, Lesion, NationalId, Recorded, value_at
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import CaseState
from mdt_desk.domain.reading import with_fact
from mdt_desk.domain.spine import Level
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.cases import change_fact, list_case, set_aside
from mdt_desk.usecases.errors import Conflict, KnownError, UserError
from mdt_desk.usecases.importing import (
    Choice,
    Fate,
    ImportPlan,
    carry_out,
    plan_import,
)
from mdt_desk.usecases.ports import StoredCase
from mdt_desk.usecases.sheets import ListedRow
from tests.queues import open_queue
from tests.strategies import AT, cases
from tests.usecases.desk import counting

Ids = Callable[[], UUID]
BORN = date(1951, 4, 18)


def somebody(name: str = "Demo", number: str | None = "000123", born: date = BORN) -> Case:
    case = with_fact(CaseOf(), "patient.family_name", name)
    case = with_fact(case, "patient.birth_date", born)
    return case if number is None else with_fact(case, "patient.hospital_number", number)


def rows(*listed: Case) -> tuple[ListedRow, ...]:
    return tuple(ListedRow(number=number, case=case) for number, case in enumerate(listed, start=2))


def take_over(queue: Queue, new_id: Ids, *listed: Case, source: str | None = "a list") -> ImportPlan:
    plan = plan_import(queue, rows(*listed), AT)
    carry_out(queue, new_id, plan, AT, source=source)
    return plan


def only(queue: Queue) -> StoredCase:
    (stored,) = queue.rows()
    return stored


def keys(plan: ImportPlan) -> list[str]:
    return [
        each.error.key for row in plan.rows for each in row.problems if isinstance(each.error, KnownError)
    ]


def test_that_a_new_patient_is_added_with_source_and_moment_of_every_fact(queue: Queue, new_id: Ids) -> None:
    plan = take_over(queue, new_id, somebody())
    assert [each.fate for each in plan.rows] == [Fate.ADDED]
    told = {each.fact: (each.value, each.at, each.source) for each in only(queue).case.recorded}
    assert told["patient.family_name"] == ("Demo", AT, "a list")


def test_that_the_same_list_a_second_time_changes_nothing(queue: Queue, new_id: Ids) -> None:
    take_over(queue, new_id, somebody())
    before = only(queue)
    plan = take_over(queue, new_id, somebody())
    assert [each.fate for each in plan.rows] == [Fate.UNCHANGED]
    assert only(queue) == before


def test_that_a_known_patient_is_changed_by_what_the_row_tells_and_keeps_what_it_leaves_open(
    queue: Queue, new_id: Ids
) -> None:
    take_over(queue, new_id, with_fact(somebody(), "condition.karnofsky", 70))
    plan = take_over(queue, new_id, with_fact(somebody(), "labs.albumin_g_per_l", 34.0))
    ((change,),) = [each.changes for each in plan.rows]
    assert (change.path, change.before, change.after) == ("labs.albumin_g_per_l", UNKNOWN, 34.0)
    assert only(queue).case.condition.karnofsky == 70
    assert only(queue).case.labs.albumin_g_per_l == 34.0


def test_that_one_vertebra_more_is_added_and_a_known_one_completed(queue: Queue, new_id: Ids) -> None:
    first = with_fact(somebody(), "lesions", (Lesion(level=Level.T8, pain=UNKNOWN),))
    take_over(queue, new_id, first)
    second = with_fact(
        somebody(), "lesions", (Lesion(level=Level.T8, canal_fraction=0.5), Lesion(level=Level.L2))
    )
    take_over(queue, new_id, second)
    lesions = only(queue).case.lesions
    assert lesions is not UNKNOWN
    assert [(each.level, each.canal_fraction) for each in lesions] == [(Level.T8, 0.5), (Level.L2, UNKNOWN)]


@pytest.mark.parametrize("state", [CaseState.DECIDED, CaseState.CLOSED, CaseState.WITHDRAWN])
def test_that_a_patient_whose_case_is_past_is_referred_again_on_the_old_record(
    queue: Queue, new_id: Ids, state: CaseState
) -> None:
    take_over(queue, new_id, somebody())
    old = set_aside(queue, only(queue).id, state, expected_version=1, at=AT)
    plan = take_over(queue, new_id, with_fact(somebody(), "referral.question", "Opnieuw pijn"))
    assert [each.fate for each in plan.rows] == [Fate.REFERRED_AGAIN]
    now = only(queue)
    assert (now.id, now.state) == (old.id, CaseState.OPEN)
    assert now.case.referral.question == "Opnieuw pijn"


def test_that_a_number_of_somebody_born_on_another_day_is_refused(queue: Queue, new_id: Ids) -> None:
    take_over(queue, new_id, somebody())
    plan = plan_import(queue, rows(somebody(born=date(1960, 1, 1))), AT)
    assert keys(plan) == ["import.row.other_birth_date"]


def test_that_one_patient_twice_in_a_list_is_refused_the_second_time(queue: Queue) -> None:
    plan = plan_import(queue, rows(somebody(), somebody()), AT)
    assert [each.fate for each in plan.rows] == [Fate.ADDED, Fate.REFUSED]
    assert keys(plan) == ["import.row.twice"]


def test_that_facts_that_contradict_what_is_known_are_refused(queue: Queue, new_id: Ids) -> None:
    take_over(queue, new_id, with_fact(somebody(), "tumour.skeletal_metastases", 3))
    plan = plan_import(queue, rows(with_fact(somebody(), "tumour.spinal_metastases", 5)), AT)
    assert [each.fate for each in plan.rows] == [Fate.REFUSED]


@pytest.mark.parametrize("numbered", [True, False])
def test_that_a_referral_of_long_ago_speaks_for_no_new_one_however_the_patient_is_known(
    queue: Queue, new_id: Ids, numbered: bool
) -> None:
    take_over(queue, new_id, with_fact(somebody(), "referral.question", "Toen"))
    set_aside(queue, only(queue).id, CaseState.CLOSED, expected_version=1, at=AT)
    plan = plan_import(queue, rows(somebody(number="000123" if numbered else None)), AT)
    carry_out(queue, new_id, plan, AT, source="a list", choices={2: Choice.MERGE})
    now = only(queue)
    assert (now.state, now.case.referral.question, now.case.referral.received_at) == (
        CaseState.OPEN,
        UNKNOWN,
        AT,
    )


def test_that_somebody_alike_whose_facts_contradict_those_known_is_refused_and_asks_nothing(
    queue: Queue, new_id: Ids
) -> None:
    take_over(queue, new_id, with_fact(somebody(), "tumour.skeletal_metastases", 3))
    twin = with_fact(somebody(number=None), "tumour.spinal_metastases", 5)
    plan = plan_import(queue, rows(twin), AT)
    assert [(each.fate, bool(each.problems)) for each in plan.rows] == [(Fate.REFUSED, True)]
    assert carry_out(queue, new_id, plan, AT, source=None, choices={2: Choice.MERGE}) == 0


@pytest.mark.parametrize("name", ["Demo", "DEMÓ", "Demoo"])
def test_that_a_similar_name_born_on_the_same_day_waits_for_a_choice(
    queue: Queue, new_id: Ids, name: str
) -> None:
    take_over(queue, new_id, somebody())
    plan = plan_import(queue, rows(somebody(name, number=None)), AT)
    assert [each.fate for each in plan.rows] == [Fate.ALIKE]
    with pytest.raises(UserError, match=r"import\.row\.choose"):
        carry_out(queue, new_id, plan, AT, source="a list")
    assert len(queue.rows()) == 1


def test_that_two_numbers_of_one_kind_tell_people_with_one_name_apart(queue: Queue, new_id: Ids) -> None:
    take_over(queue, new_id, somebody())
    plan = plan_import(queue, rows(somebody(number="000999")), AT)
    assert [each.fate for each in plan.rows] == [Fate.ADDED]


@pytest.mark.parametrize(
    ("choice", "kept"), [(Choice.MERGE, 1), (Choice.KEEP_APART, 2), (Choice.LEAVE_OUT, 1)]
)
def test_that_a_choice_about_a_similar_patient_is_followed(
    queue: Queue, new_id: Ids, choice: Choice, kept: int
) -> None:
    take_over(queue, new_id, somebody())
    twin = with_fact(somebody(number=None), "condition.karnofsky", 80)
    carry_out(queue, new_id, plan_import(queue, rows(twin), AT), AT, source="a list", choices={2: choice})
    assert len(queue.rows()) == kept
    told = [value_at(each.case, "condition.karnofsky") for each in queue.rows()]
    assert (80 in told) is (choice is not Choice.LEAVE_OUT)


def test_that_a_case_changed_since_the_preview_stops_the_whole_list(queue: Queue, new_id: Ids) -> None:
    take_over(queue, new_id, somebody())
    wanted = with_fact(somebody(), "condition.karnofsky", 80)
    plan = plan_import(queue, rows(somebody("Ander", "000999", date(1940, 1, 1)), wanted), AT)
    change_fact(queue, only(queue).id, "condition.karnofsky", 60, expected_version=1, at=AT)
    with pytest.raises(Conflict):
        carry_out(queue, new_id, plan, AT, source="a list")
    assert only(queue).case.condition.karnofsky == 60


@given(case=cases())
def test_that_a_case_file_comes_in_as_it_went_out(
    case: Case, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with open_queue(tmp_path_factory.mktemp("queue") / "queue.db") as queue:
        take_over(queue, counting(), case, source=None)
        assert only(queue).case == case


def test_that_histories_of_both_records_go_together(queue: Queue, new_id: Ids) -> None:
    def recorded(value: int) -> Case:
        case = with_fact(somebody(), "condition.karnofsky", value)
        entry = Recorded(fact="condition.karnofsky", value=value, at=AT, source="record")
        return replace(case, recorded=(entry,))

    list_case(queue, new_id, recorded(70), AT)
    take_over(queue, new_id, recorded(80), source=None)
    assert {each.value for each in only(queue).case.recorded if each.source == "record"} == {70, 80}


def test_that_a_row_whose_numbers_are_of_two_patients_is_refused(queue: Queue, new_id: Ids) -> None:
    other = NationalId(system=IdSystem.BSN, value="111222333")
    take_over(queue, new_id, somebody(), with_fact(somebody("Ander", None), "patient.national_id", other))
    both = with_fact(somebody(), "patient.national_id", other)
    plan = plan_import(queue, rows(both), AT)
    assert ([each.fate for each in plan.rows], keys(plan)) == ([Fate.REFUSED], ["import.row.two_patients"])


def test_that_a_row_that_could_not_be_read_stays_refused_and_the_others_are_counted(
    queue: Queue, new_id: Ids
) -> None:
    listed = (ListedRow(number=2, case=None), ListedRow(number=3, case=somebody()))
    plan = plan_import(queue, listed, AT)
    assert (plan.count(Fate.REFUSED), plan.count(Fate.ADDED), plan.count(Fate.CHANGED)) == (1, 1, 0)
    carry_out(queue, new_id, plan, AT, source=None)
    assert only(queue).case == somebody()


def test_that_a_patient_whom_somebody_entered_meanwhile_is_not_entered_twice(
    queue: Queue, new_id: Ids
) -> None:
    plan = plan_import(queue, rows(somebody("First", "000001"), somebody()), AT)
    list_case(queue, new_id, somebody("Demo", born=date(1960, 1, 1)), AT)
    with pytest.raises(UserError, match=r"refused\.case\.same_number"):
        carry_out(queue, new_id, plan, AT, source=None)
    assert len(queue.rows()) == 1


def test_that_who_has_no_birthday_is_found_by_number_alone(queue: Queue, new_id: Ids) -> None:
    unborn = with_fact(
        with_fact(CaseOf(), "patient.family_name", "Demo"), "patient.hospital_number", "000123"
    )
    list_case(queue, new_id, unborn, AT)
    plan = plan_import(queue, rows(somebody("Demo", None), somebody()), AT)
    assert [each.fate for each in plan.rows] == [Fate.ADDED, Fate.CHANGED]
