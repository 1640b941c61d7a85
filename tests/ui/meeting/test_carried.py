"""What one meeting leaves to the next: conditions that wake, actions not done, reasons to defer, what changed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QComboBox

from mdt_desk.domain.meeting import ActionId as Action
from mdt_desk.domain.meeting import ActionItem, CaseState, Decision
from mdt_desk.ui.screens.meeting.agenda import agenda_lines
from mdt_desk.ui.screens.meeting.deciding import decision_shown
from mdt_desk.usecases.cases import change_fact, list_case
from mdt_desk.usecases.meetings import call_ad_hoc, close_meeting, decide, defer, plan_meeting, put_on_agenda
from mdt_desk.usecases.ports import DeskServices
from tests.ui.finding import named, press, said
from tests.ui.meeting.conftest import OpenMeeting
from tests.ui.meeting.desk import RADIOLOGIST, Opened, clock_of, planned
from tests.ui.patients import NOW, YILMAZ, patient

LAST = NOW - timedelta(days=5)


@pytest.fixture
def earlier(filled_desk: DeskServices) -> DeskServices:
    """A desk after a closed meeting: Łukasz under a condition with an action, Arslan deferred, one more decided."""
    services, queue = filled_desk, filled_desk.queue
    preferences = services.settings.current()
    meeting = plan_meeting(queue, services.new_id, preferences, LAST, starts_at=LAST)
    (lukasz,), (arslan,), (voorbeeld,) = (queue.rows(each) for each in ("lukasz", "arslan", "4711003"))
    for each in (lukasz, arslan, voorbeeld):
        put_on_agenda(queue, meeting.id, each.id, LAST)
    conditional = Decision(
        case_id=lukasz.id,
        meeting_id=meeting.id,
        decided_at=LAST,
        own_words="Irradiate T12.",
        condition="If the lesion grows, operate.",
        wakes_on=("condition.karnofsky",),
    )
    decided = replace(
        conditional,
        case_id=voorbeeld.id,
        wakes_on=(),
        actions=(
            ActionItem(
                id=Action(services.new_id()), text="Order PSA", owner="B. Proef", due=date(2026, 11, 20)
            ),
        ),
    )
    for decision in (conditional, decided):
        decide(queue, services.assess, decision, leading="erasmus-2022")
    defer(queue, meeting.id, arslan.id, "The MRI is not there yet.", LAST)
    close_meeting(queue, services.new_id, preferences, meeting.id, "A. Voorbeeld", LAST)
    version = queue.get(lukasz.id).version
    change_fact(queue, lukasz.id, "condition.karnofsky", 50, expected_version=version, at=NOW)
    return services


def go_to(opened: Opened, name: str) -> None:
    sheets = opened.table.gathered.sheets
    found = next(each for each in sheets if each.stored.case.patient.family_name == name)
    opened.session.move_to(found.stored.id)
    opened.settle()


def test_that_a_case_is_back_on_the_agenda_and_says_why(earlier: DeskServices, at_table: OpenMeeting) -> None:
    opened = at_table(earlier)
    go_to(opened, "Łukasz")
    words = said(opened.shell)
    assert "The condition has come. Karnofsky score: 50" in words
    assert "If the lesion grows, operate." in words
    assert "Discussed 18 Nov 2026: Irradiate T12." in words
    (line,) = [each for each in agenda_lines(opened.table) if "Łukasz" in each.name]
    assert "condition has come" in line.spoken


def test_that_a_deferred_case_is_listed_again_with_its_reason(
    earlier: DeskServices, at_table: OpenMeeting
) -> None:
    opened = at_table(earlier)
    go_to(opened, "Arslan")
    assert "Deferred 18 Nov 2026: The MRI is not there yet." in said(opened.shell)


def test_that_an_action_is_carried_though_its_case_is_not_listed_and_done_can_be_taken_back(
    earlier: DeskServices, at_table: OpenMeeting
) -> None:
    opened = at_table(earlier)
    press(opened.shell, "To do")
    words = said(opened.shell)
    assert "Order PSA" in words
    assert "de Voorbeeld, Jan · B. Proef · by 20 Nov 2026" in words
    assert "Past its date" in words
    press(opened.shell, "Done: Order PSA")
    opened.settle()
    assert "Order PSA" not in said(opened.shell)
    press(opened.shell, "Take back")
    opened.settle()
    assert "Order PSA" in said(opened.shell)


def test_that_a_decision_waits_for_the_facts_that_were_chosen(opened: Opened) -> None:
    opened.area("In the team's own words").setFocus()
    go_to(opened, "Łukasz")
    opened.session.put(
        replace(opened.session.pad(), draft=replace(opened.session.pad().draft, own_words="Wait."))
    )
    facts = named(opened.shell, QComboBox, "Fact that brings the case back")
    row = next(at for at in range(facts.count()) if facts.itemText(at) == "Albumin")
    facts.activated.emit(row)
    assert "Albumin" not in [facts.itemText(at) for at in range(facts.count())]
    press(opened.shell, "Record")
    opened.settle()
    kept = opened.kept()
    assert kept is not None
    assert kept.wakes_on == ("labs.albumin_g_per_l",)
    press(opened.shell, "No longer wait for: Albumin")
    press(opened.shell, "Record")
    opened.settle()
    kept = opened.kept()
    assert kept is not None
    assert kept.wakes_on == ()


def test_that_an_option_says_who_is_missing_at_the_table(
    filled_desk: DeskServices, at_table: OpenMeeting
) -> None:
    planned(filled_desk, [RADIOLOGIST])
    opened = at_table(filled_desk)
    text, sheet = opened.shell.desk.look.text, opened.table.sheet
    assert sheet is not None
    notes = {each.code: each.note for each in decision_shown(opened.table, sheet).options}
    assert text("meeting.option.absent.surgery") in notes["decompression"]
    assert text("meeting.option.absent.radiotherapy") in notes["sbrt"]
    assert text("meeting.option.absent.surgery") not in notes["surgery_not_advised"]


def test_that_namesakes_on_one_agenda_are_announced(filled_desk: DeskServices, at_table: OpenMeeting) -> None:
    case = patient(YILMAZ)
    twin = replace(case, patient=replace(case.patient, hospital_number="4711099", given_name="Fatma"))
    list_case(filled_desk.queue, filled_desk.new_id, twin, NOW)
    planned(filled_desk)
    opened = at_table(filled_desk)
    go_to(opened, "Yılmaz")
    assert "Another patient with this family name is on the agenda, number 5" in said(opened.shell)


def test_that_an_ad_hoc_meeting_is_closed_like_any_other_and_defers_to_the_weekly_one(
    filled_desk: DeskServices, at_table: OpenMeeting
) -> None:
    services, queue = filled_desk, filled_desk.queue
    (yilmaz,) = queue.rows("yilmaz")
    meeting = call_ad_hoc(queue, services.new_id, services.settings.current(), yilmaz.id, NOW)
    clock_of(services).at = NOW + timedelta(minutes=5)
    opened = at_table(services)
    press(opened.shell, "Start the meeting")
    opened.settle()
    assert queue.get(yilmaz.id).case.treatment.ad_hoc_consultation_at == NOW + timedelta(minutes=5)
    clocks = opened.table.gathered.sheets[0].assessment.clocks
    assert [each.stopped_at for each in clocks if each.action == "mdt_ad_hoc"] in (
        [],
        [NOW + timedelta(minutes=5)],
    )
    defer(queue, meeting.id, yilmaz.id, "The MRI is being made.", NOW)
    close_meeting(queue, services.new_id, services.settings.current(), meeting.id, "A. Voorbeeld", NOW)
    following = queue.meeting(queue.get(yilmaz.id).meeting)  # type: ignore[arg-type]  # a deferred case has a meeting
    assert not following.ad_hoc
    assert following.agenda == (yilmaz.id,)
    assert queue.get(yilmaz.id).state is CaseState.OPEN
