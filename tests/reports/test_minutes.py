"""What minutes, agenda and letter say about a case, and what they admit not to know."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from reportlab.platypus import SimpleDocTemplate

from mdt_desk.domain.advice import AdviceStatus
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import CORE, Attendee, Decision, Discipline
from mdt_desk.i18n import Texts, load_texts
from mdt_desk.reports.case_facts import FactList, facts_used
from mdt_desk.reports.case_head import about_case
from mdt_desk.reports.case_scores import scores_block
from mdt_desk.reports.case_standing import ready_line
from mdt_desk.reports.documents import PdfDocuments
from mdt_desk.reports.minutes_words import core_line, decision_words, seated
from mdt_desk.reports.press import Press
from mdt_desk.usecases.ports import MeetingFile
from mdt_desk.usecases.wording import place_text
from tests.reports import examples
from tests.reports.examples import (
    CONTACT_DAY,
    DEPART,
    OPERATE,
    STARTS,
    case_of,
    letter_order,
    meeting_file,
    sheet,
    squeezed,
    words_of,
)

Say = Callable[[MeetingFile], str]


@pytest.fixture
def minutes(makers: PdfDocuments, tmp_path: Path) -> Say:
    return lambda order: words_of(makers.minutes(order, tmp_path / "minutes.pdf"))


@pytest.fixture
def agenda(makers: PdfDocuments, tmp_path: Path) -> Say:
    return lambda order: words_of(makers.agenda(order, tmp_path / "agenda.pdf"))


def only(number: int, decision: Decision | None = None, language: str = "en") -> MeetingFile:
    case = case_of(examples.TREES[number])
    return replace(meeting_file(language), sheets=(sheet(case, number, decision),))


def said(text: str, words: str) -> bool:
    return squeezed(text) in squeezed(words)


def test_that_attendance_stands_by_discipline_with_who_came_later(minutes: Say) -> None:
    words = minutes(meeting_file())
    assert said("Dr F. Voorbeeld (from 08:20)", words)
    assert said("Dr A. Voorbeeld", words)


def test_that_agenda_and_minutes_say_since_when_clocks_run_anew(agenda: Say, minutes: Say) -> None:
    order, restarted = meeting_file(), "Worse since 17 Nov 2026 11:00: clocks restarted."
    case = case_of(examples.CORD_COMPRESSION)
    worse = replace(case, symptoms=replace(case.symptoms, worsened_at=STARTS - timedelta(hours=21)))
    again = replace(order, sheets=(sheet(worse, 0),))
    for say in (agenda, minutes):
        assert said(restarted, say(again))
        assert not said("clocks restarted", say(order))


def test_that_a_decision_names_the_core_disciplines_that_were_absent_when_it_was_taken(minutes: Say) -> None:
    lead = squeezed("Core disciplines not at the table for this decision:")
    neurology = squeezed(load_texts("en").get("value.Discipline.neurology"))
    absent = []
    for minute in (8, 30):
        words = minutes(only(0, replace(OPERATE, decided_at=STARTS + timedelta(minutes=minute))))
        absent.append(squeezed(words).split(lead)[1].split("Reasons:")[0])
    assert neurology in absent[0]
    assert neurology not in absent[1]


def test_that_a_case_without_a_decision_says_that_it_is_open(minutes: Say) -> None:
    words = minutes(only(1))
    assert said("OPEN: no decision is recorded.", words)
    assert not said("Reasons:", words)


def test_that_a_deferred_case_says_why(minutes: Say) -> None:
    decision = Decision(
        case_id=examples.IDS[1],
        meeting_id=examples.MEETING_ID,
        decided_at=STARTS,
        deferred_because="MRI not done",
    )
    assert said("Deferred: MRI not done", minutes(only(1, decision)))


def test_that_everything_recorded_of_a_decision_is_printed(minutes: Say) -> None:
    words = minutes(only(0, OPERATE))
    for text in (
        OPERATE.own_words,
        f"Reasons: {OPERATE.reasons}",
        f"Alternatives considered: {OPERATE.alternatives}",
        f"On condition: {OPERATE.condition}",
        "Albumin, today E. Voorbeeld 18 Nov 2026",
        "Stop anticoagulant no owner no date",
        "Responsible physician: Dr D. Voorbeeld",
        "Informs the GP: not recorded",
        "Leaflet given: 16 Nov 2026",
    ):
        assert said(text or "", words), text


def test_that_what_was_done_stands_with_its_day_instead_of_a_deadline(press: Press) -> None:
    done = replace(OPERATE.actions[0], done_on=date(2026, 11, 20))
    order = only(0, replace(OPERATE, actions=(done, OPERATE.actions[0])))
    dues = [due for _, _, due in decision_words(press, order, order.sheets[0]).actions()]
    assert dues == ["done 20 Nov 2026", "18 Nov 2026"]


def test_that_the_head_of_a_case_says_that_the_patient_died(press: Press) -> None:
    case = case_of(examples.CORD_COMPRESSION)
    died = replace(case, patient=replace(case.patient, died_on=date(2026, 11, 17)))
    person, _ = about_case(press, died, STARTS.date())
    assert person == f"{about_case(press, case, STARTS.date())[0]}  ·  died 17 Nov 2026"


def test_that_a_case_of_which_nothing_that_decides_is_missing_is_called_ready(press: Press) -> None:
    case = case_of(examples.CORD_COMPRESSION)
    found, leading = examples.assessed(case), "erasmus-2022"
    settled = tuple(each for each in found.guidelines[leading] if not each.missing)
    assert ready_line(press, case, found, leading, 3).count("Missing: ") == 1
    assert ready_line(press, case, replace(found, guidelines={leading: settled}), leading, 3) == "Ready."


def test_that_a_score_of_vertebrae_says_that_none_is_affected(press: Press) -> None:
    file = BytesIO()
    case = case_of({**examples.CORD_COMPRESSION, "lesions": []})
    SimpleDocTemplate(file).build(scores_block(press, examples.assessed(case), 480))
    with pdfplumber.open(file) as pdf:
        words = "".join(page.extract_text() for page in pdf.pages)
    assert words.count("No affected vertebra is recorded.") == 2


def test_that_who_came_late_and_left_early_is_listed_with_both_times(press: Press) -> None:
    late = replace(examples.MEETING.attendees[2], left_at=STARTS + timedelta(minutes=50))
    ((_, named),) = seated(press, replace(examples.MEETING, attendees=(late,)))
    assert named == "Dr F. Voorbeeld (from 08:20, until 08:50)"


def test_that_minutes_say_which_of_the_core_disciplines_were_not_at_the_table(press: Press) -> None:
    whole = [Attendee(name="Voorbeeld", discipline=each) for each in CORE]
    said = core_line(press, replace(examples.MEETING, attendees=tuple(whole)))
    assert said == "Every core discipline was at the table."
    seen = tuple(each for each in whole if each.discipline is not Discipline.RADIOLOGY)
    said = core_line(press, replace(examples.MEETING, attendees=seen))
    assert said == f"Not at the table, of the {len(CORE)} core disciplines: Radiology."


def test_that_a_departure_from_the_leading_guideline_carries_reason_and_dissent(minutes: Say) -> None:
    texts = load_texts("en")
    words = minutes(only(2, DEPART))
    reason = texts.get("value.DeviationReason.patients_choice")
    guideline = texts.get("guideline.erasmus-2022.name")
    assert said(f"Departs from {guideline}: {reason}. Prefers few visits.", words)
    assert said("Dissent: Neurosurgery would rather wait.", words)
    silent = replace(DEPART, deviation=None, deviation_words=None)
    assert said(f"Departs from {guideline}: no reason recorded", minutes(only(2, silent)))


def test_that_an_operation_without_a_spine_surgeon_is_called_conditional(minutes: Say) -> None:
    decision = replace(OPERATE, conditional_for_quorum=True)
    sentence = "Conditional: an operation was decided without a spine surgeon at the table."
    assert said(sentence, minutes(only(0, decision)))
    assert not said(sentence, minutes(only(0, OPERATE)))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_that_every_applying_advice_of_the_leading_guideline_is_printed(minutes: Say, language: str) -> None:
    texts = load_texts(language)
    order = only(0, OPERATE, language)
    words = minutes(order)
    applying = [
        each
        for each in order.sheets[0].assessment.guidelines["erasmus-2022"]
        if each.status is AdviceStatus.APPLIES
    ]
    assert applying
    for advice in applying:
        assert said(texts.get(f"action.{advice.action}"), words)
        assert said(f"[{place_text(texts, advice.reference)}]", words)


def test_that_every_disagreement_names_what_each_guideline_says(minutes: Say) -> None:
    texts = load_texts("en")
    order = only(0, OPERATE)
    words = minutes(order)
    disagreements = order.sheets[0].assessment.disagreements
    assert disagreements
    for disagreement in disagreements:
        for position in disagreement.positions:
            assert said(texts.get(f"guideline.{position.guideline}.name"), words)
            for action in position.actions:
                assert said(texts.get(f"action.{action}"), words)


def test_that_the_hospitals_own_choice_of_a_leading_guideline_leads(minutes: Say) -> None:
    order = only(0, OPERATE)
    nice = replace(order, preferences=replace(order.preferences, leading_guideline="nice-ng234"))
    texts = load_texts("en")
    assert said(f"Leading: {texts.get('guideline.nice-ng234.name')}", minutes(nice))
    assert said(f"Leading: {texts.get('guideline.erasmus-2022.name')}", minutes(order))


def test_that_advice_that_hinges_on_facts_names_them(minutes: Say) -> None:
    texts = load_texts("en")
    words = minutes(only(1))
    label = texts.get("fact.imaging.confirmed_spinal_metastases.label")
    assert said("Leading guideline, not yet certain", words)
    assert said(f"depends on {label}", words)


def test_that_a_topic_on_which_facts_decide_is_not_called_silence(minutes: Say) -> None:
    facts = {
        "symptoms": {"back_or_neck_pain": True},
        "tumour": {"primary": "kidney"},
        "imaging": {"confirmed_spinal_metastases": True},
    }
    case = examples.case_of({"schema": "mdt-desk/case/1", **facts})
    leading = examples.assessed(case).guidelines["erasmus-2022"]
    about = {each.topic: [one.status for one in leading if one.topic == each.topic] for each in leading}
    assert set(about["radiotherapy"]) == {AdviceStatus.UNDETERMINED}
    file = replace(examples.meeting_file(), sheets=(examples.sheet(case, 1),))
    assert said("Not certain yet: facts decide, see below.", minutes(file))


def test_that_a_score_with_a_missing_fact_is_a_range_that_names_it(minutes: Say, texts: Texts) -> None:
    words = minutes(only(0, OPERATE, texts.language))
    label = texts.get("fact.labs.albumin_g_per_l.label")
    assert said(texts.get("document.score.missing", facts=label), words)
    assert said("2, 3", words)


def test_that_a_figure_never_stands_without_cohort_and_caveat(minutes: Say, agenda: Say) -> None:
    for words in map(squeezed, (minutes(meeting_file()), agenda(meeting_file()))):
        assert words.count("joinedbetweenpublishedpoints") == 3
        assert words.count("(SpineJ21:28–36):n=180") == 3
        assert words.count("n=953") == 3


def test_that_facts_carry_their_date_and_source(minutes: Say) -> None:
    words = minutes(only(0, OPERATE))
    assert said("70 16 Nov 2026, clinic", words)
    assert said("41.5 g/L 10 Nov 2026", minutes(only(2, DEPART)))
    assert said("41,5 g/L 10 nov 2026", minutes(only(2, DEPART, "nl")))


def test_that_undated_facts_are_admitted(minutes: Say) -> None:
    assert said("No dates or sources are recorded with these facts.", minutes(only(1)))
    assert not said("No dates or sources are recorded with these facts.", minutes(only(0, OPERATE)))


def test_that_facts_are_numbered_in_order_and_a_vertebra_is_one_entry() -> None:
    facts = FactList(
        paths=("tumour.primary", "labs.albumin_g_per_l", "imaging.compression_on_mri", "lesions.T8")
    )
    assert facts.numbers(["lesions.T8.pain", "lesions.T8.bilsky"]) == "4"
    assert facts.numbers(["imaging.compression_on_mri", "tumour.primary", "labs.albumin_g_per_l"]) == "1–3"
    assert facts.numbers(["tumour.primary", "labs.albumin_g_per_l"]) == "1, 2"
    assert facts.numbers(["nobody.knows"]) == ""


def test_that_every_reason_given_is_among_the_facts_listed() -> None:
    for number in range(3):
        order = only(number)
        case, assessment = order.sheets[0].stored.case, order.sheets[0].assessment
        facts = facts_used(case, assessment, ("erasmus-2022",))
        for advice in assessment.guidelines["erasmus-2022"]:
            if advice.status is AdviceStatus.APPLIES and advice.because:
                assert facts.numbers(advice.because) or set(advice.because) <= {"lesions"}


def test_that_nothing_is_made_up_for_an_empty_case(minutes: Say, agenda: Say) -> None:
    order = replace(meeting_file(), sheets=(sheet(case_of({}), 0),))
    for words in (minutes(order), agenda(order)):
        assert said("no name recorded", words)
        assert said("no patient number recorded", words)
        assert said("no date of birth recorded", words)
        assert said("no question recorded", words) or said("Unknown", words)


def test_that_a_meeting_without_cases_still_has_minutes(minutes: Say, agenda: Say) -> None:
    empty = replace(meeting_file(), sheets=())
    assert said("Minutes of Wednesday 18 November 2026", minutes(empty))
    assert said("Agenda of Wednesday 18 November 2026", agenda(empty))


def test_that_the_agenda_says_whether_a_case_can_wait_and_what_is_missing(agenda: Say) -> None:
    words = agenda(meeting_file())
    texts = load_texts("en")
    assert said(texts.get("wait.no"), words)
    assert said("Not ready. Missing: ", words)


def test_that_the_letter_tells_the_gp_what_was_decided_and_whom_to_call(
    makers: PdfDocuments, tmp_path: Path
) -> None:
    words = words_of(makers.letter(letter_order(), tmp_path / "letter.pdf"))
    for text in (
        "Huisartsenpraktijk De Brug",
        "Brugstraat 1",
        "Łukasz Őry, born 12 Mar 1954, patient no. 1234567",
        "Primary tumour: Kidney",
        "Affected vertebrae: T8, L2",
        OPERATE.own_words or "",
        "Informs the GP: this letter",
        "The patient has been given a leaflet.",
        "Call at once",
        "if you suddenly get any of these",
        CONTACT_DAY.telephone,
        "Dr A. Voorbeeld, for the team",
    ):
        assert said(text, words), text


def test_that_the_letter_prints_no_number_that_was_not_verified_lately(
    makers: PdfDocuments, tmp_path: Path
) -> None:
    order = letter_order()
    stale = replace(CONTACT_DAY, verified_on=date(2026, 1, 1))
    old = replace(order, preferences=replace(order.preferences, contact_day=stale))
    words = words_of(makers.letter(old, tmp_path / "letter.pdf"))
    assert CONTACT_DAY.telephone.replace(" ", "") not in squeezed(words)
    assert said("no number that was verified in the last 180 days", words)


def test_that_a_letter_without_address_or_decision_says_so(makers: PdfDocuments, tmp_path: Path) -> None:
    order = letter_order()
    bare = replace(order, sheet=sheet(case_of(examples.HARDLY_KNOWN), 1))
    words = words_of(makers.letter(bare, tmp_path / "letter.pdf"))
    assert bare.sheet.stored.case.referral.gp is UNKNOWN
    assert said("No general practitioner is recorded.", words)
    assert said("The patient will be given a leaflet.", words)
    assert not said("Primary tumour", words)
    assert said("OPEN: no decision is recorded.", words)
