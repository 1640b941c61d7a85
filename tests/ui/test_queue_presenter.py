"""The queue in words: from assessed cases to the cells of a table, without a window."""

from array import array
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from mdt_desk.domain.advice import Advice, AdviceStatus, Clock, ClockState, Reason, Strength, Urgency
from mdt_desk.domain.assessment import Assessment, RuleSet
from mdt_desk.domain.case import Case, CaseOf
from mdt_desk.domain.evidence import Status
from mdt_desk.domain.meeting import CaseId, CaseState
from mdt_desk.domain.readiness import Readiness, ReadinessState
from mdt_desk.domain.reading import with_fact
from mdt_desk.domain.scores.result import LesionScore, ScoreResult
from mdt_desk.domain.spine import Level
from mdt_desk.i18n import Texts, load_texts
from mdt_desk.ui.screens.queue.cells import row_of
from mdt_desk.ui.screens.queue.chasing import chase_lines, whole_list
from mdt_desk.ui.screens.queue.narrowing import Asked
from mdt_desk.ui.screens.queue.presenter import Around, Seen, queue_state
from mdt_desk.ui.screens.queue.row import Rows
from mdt_desk.ui.screens.queue.state import Cell, Column, Empty, QueueState, Scope
from mdt_desk.ui.theme import Tone
from mdt_desk.usecases.briefing import facts_of, judged_of, next_clock
from mdt_desk.usecases.briefs import WAITS, Brief, Counts
from mdt_desk.usecases.errors import SiteError
from mdt_desk.usecases.ports import StoredCase
from mdt_desk.usecases.preferences import OnCall
from mdt_desk.usecases.view import Listed
from tests.ui.patients import ARSLAN, LUKASZ, NOW, VOORBEELD, YILMAZ, patient

ENGLISH = load_texts("en")
AROUND = Around(texts=ENGLISH, now=NOW.astimezone(ZoneInfo("Europe/Amsterdam")))
READY = Readiness(state=ReadinessState.READY, missing=())
CALM = Urgency(wait_for_meeting=True, most_urgent_due=None, because=(), missing=(), emergency_possible=False)


def clock(action: str, hours: float, *, guideline: str = "erasmus-2022", certain: bool = True) -> Clock:
    due = NOW + timedelta(hours=hours)
    state = ClockState.OVERDUE if hours < 0 else ClockState.RUNNING
    return Clock(
        guideline=guideline,
        action=action,
        started_at=NOW - timedelta(hours=12),
        due=due,
        stopped_at=None,
        state=state,
        certain=certain,
    )


def score(name: str, *possible: int | str, missing: tuple[str, ...] = ()) -> ScoreResult:
    return ScoreResult(
        score=name,
        value=possible[0] if len(possible) == 1 else None,
        possible=possible,
        band=None,
        missing=missing,
        status=Status.SOURCE,
        reference="made up",
    )


def assessed(*clocks: Clock, urgency: Urgency = CALM, scores: tuple[ScoreResult, ...] = ()) -> Assessment:
    return Assessment(
        assessed_at=NOW,
        meeting_at=NOW + timedelta(days=2),
        rules=RuleSet(version="1", hash="0"),
        scores={each.score: each for each in scores},
        guidelines={"erasmus-2022": (), "nice-ng234": ()},
        not_covered={},
        disagreements=(),
        clocks=clocks,
        urgency=urgency,
    )


def listed(
    case: Case | None = None,
    assessment: Assessment | None = None,
    readiness: Readiness = READY,
    *,
    number: int = 1,
    meeting_at: datetime | None = None,
    place: int | None = None,
) -> Listed:
    stored = StoredCase(
        id=CaseId(UUID(int=number)),
        case=case or CaseOf(),
        version=1,
        state=CaseState.OPEN,
        listed_at=NOW,
        changed_at=NOW,
    )
    return Listed(
        stored=stored,
        assessment=assessment or assessed(),
        readiness=readiness,
        meeting_at=meeting_at,
        place=place,
    )


def brief(of: Listed) -> Brief:
    stored = of.stored
    return Brief(
        number=stored.id.int,
        id=stored.id,
        state=stored.state.value,
        waiting=True,
        changed_at=stored.changed_at,
        facts=facts_of(stored.case),
        meeting_at=of.meeting_at,
        place=of.place,
        judged=judged_of(of, ZoneInfo("Europe/Amsterdam")),
    )


def state(*cases: Listed, asked: Asked = Asked(), around: Around = AROUND) -> QueueState:  # noqa: B008  # frozen
    briefs = [brief(each) for each in cases]
    rows = Rows(
        array("q", (each.number for each in briefs)), lambda at: row_of(briefs[at], around.texts, around.now)
    )
    lanes = Counter(each.lane for each in briefs)
    ready = Counter(list(ReadinessState).index(each.readiness.state) for each in cases)
    counts = Counts(lanes=lanes, ready=ready, listed=sum(each.meeting_at is not None for each in cases))
    urgent = tuple(each for each in briefs if each.lane < WAITS)
    return queue_state(Seen(counts=counts, rows=rows, urgent=urgent), asked, around)


def cell(of: Listed, column: Column, around: Around = AROUND) -> Cell:
    (row,) = state(of, around=around).rows
    return row.cells[list(Column).index(column)]


def test_that_a_passed_deadline_of_a_case_that_cannot_wait_is_counted_up() -> None:
    urgent = replace(
        CALM, wait_for_meeting=False, because=(Reason(guideline="erasmus-2022", action="start_treatment"),)
    )
    shown = cell(listed(assessment=assessed(clock("mri_whole_spine", -0.7), urgency=urgent)), Column.URGENCY)
    assert (shown.text, shown.tone) == ("overdue 42 min", Tone.URGENT)
    assert shown.detail == ENGLISH.get("action.mri_whole_spine")


def test_that_a_case_that_can_wait_shows_its_first_deadline_calmly() -> None:
    shown = cell(listed(assessment=assessed(clock("start_treatment", 120))), Column.URGENCY)
    assert (shown.text, shown.tone) == ("due in 5 days", Tone.CALM)


def test_that_a_passed_deadline_alarms_even_where_the_case_can_wait() -> None:
    assert cell(listed(assessment=assessed(clock("biopsy", -1))), Column.URGENCY).tone is Tone.URGENT


def test_that_without_a_clock_the_reason_is_named() -> None:
    because = (Reason(guideline="", action="emergency_sign"), Reason(guideline="noms", action="mdt_ad_hoc"))
    urgent = replace(CALM, wait_for_meeting=False, because=because)
    shown = cell(listed(assessment=assessed(urgency=urgent)), Column.URGENCY)
    assert (shown.text, shown.detail) == ("Now", ENGLISH.get("action.mdt_ad_hoc"))
    only_sign = replace(urgent, because=because[:1])
    assert cell(listed(assessment=assessed(urgency=only_sign)), Column.URGENCY).detail.startswith(
        "Emergency sign"
    )


def test_that_an_open_emergency_names_the_fact_that_decides() -> None:
    open_case = replace(
        CALM, wait_for_meeting=None, emergency_possible=True, missing=("neurology.cord_or_cauda_signs",)
    )
    shown = cell(listed(assessment=assessed(urgency=open_case)), Column.URGENCY)
    assert (shown.text, shown.detail) == ("Emergency?", "Depends on: Cord or cauda signs")
    harmless = replace(open_case, emergency_possible=False)
    assert cell(listed(assessment=assessed(urgency=harmless)), Column.URGENCY).text == "Not certain"


def test_that_the_clock_of_the_leading_guideline_goes_first_and_certain_before_open() -> None:
    other = clock("mri_whole_spine", 1, guideline="nice-ng234")
    unsure = clock("biopsy", 2, certain=False)
    sure = clock("start_treatment", 24)
    assert next_clock(assessed(other, unsure, sure)) is sure
    assert next_clock(assessed(other)) is other
    assert next_clock(assessed(replace(sure, stopped_at=NOW))) is None


@pytest.mark.parametrize(
    ("possible", "text", "tone"),
    [((2,), "2", None), ((1, 2), "1–2", Tone.OPEN), ((0, 1, 2, 3), "0–3", Tone.OPEN)],
)
def test_that_a_score_is_a_number_or_the_honest_range(
    possible: tuple[int, ...], text: str, tone: Tone | None
) -> None:
    missing = ("labs.albumin_g_per_l",) if len(possible) > 1 else ()
    shown = cell(
        listed(assessment=assessed(scores=(score("nesms", *possible, missing=missing),))), Column.NESMS
    )
    assert (shown.text, shown.tone) == (text, tone)
    assert ("Albumin" in shown.spoken) is (len(possible) > 1)


def test_that_a_score_outside_its_model_has_no_value_and_says_why() -> None:
    outside = replace(score("nesms"), value=None, possible=(), outside_model="score.nesms.name")
    shown = cell(listed(assessment=assessed(scores=(outside,))), Column.NESMS)
    assert (shown.text, shown.tone) == ("–", None)
    assert ENGLISH.get("score.nesms.name") in shown.spoken


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ({"neurology.cord_or_cauda_signs": True, "neurology.motor_deficit": True}, "Cord/cauda signs"),
        ({"neurology.motor_deficit": True}, "Motor deficit"),
        ({"neurology.severe_deficit": True}, "Motor deficit"),
        ({"neurology.motor_deficit": False}, "No deficit"),
        ({}, "Not entered"),
    ],
)
def test_that_the_gravest_sign_stands_in_the_queue(facts: dict[str, object], text: str) -> None:
    case: Case = CaseOf()
    for path, value in facts.items():
        case = with_fact(case, path, value)
    assert cell(listed(case), Column.NEUROLOGY).text == text


def test_that_unknown_is_never_shown_as_normal() -> None:
    (row,) = state(listed()).rows
    texts = dict(zip(Column, (each.text for each in row.cells), strict=True))
    assert texts[Column.NEUROLOGY] == "Not entered"
    assert texts[Column.PRIMARY] == "Not entered"
    assert texts[Column.LEVEL] == "–"
    assert texts[Column.PATIENT] == "No name entered"


def test_that_the_patient_stands_with_two_identifiers_and_an_age() -> None:
    shown = cell(listed(patient(YILMAZ)), Column.PATIENT)
    assert (shown.text, shown.detail) == ("Yılmaz, Ayşe", "12-03-1958 · 68 yr · 4711001")


def test_that_the_worst_level_is_that_of_the_sins() -> None:
    sins = replace(score("sins", 12), level=Level.L2)
    assert cell(listed(patient(YILMAZ), assessed(scores=(sins,))), Column.LEVEL).text == "L2"


def test_that_with_an_open_sins_the_worst_level_still_possible_is_shown() -> None:
    def lesion(level: Level, *possible: int) -> LesionScore:
        return LesionScore(level=level, value=None, possible=possible, band=None, missing=("lesions.pain",))

    sins = replace(score("sins", 4, 9), lesions=(lesion(Level.T8, 4, 6), lesion(Level.L2, 5, 9)))
    assert cell(listed(patient(YILMAZ), assessed(scores=(sins,))), Column.LEVEL).text == "L2"
    assert cell(listed(patient(YILMAZ), assessed(scores=(sins,))), Column.LEVEL).detail == "+1"


def test_that_readiness_names_what_to_chase() -> None:
    conditional = Readiness(
        state=ReadinessState.CONDITIONAL, missing=("labs.albumin_g_per_l", "condition.ecog")
    )
    shown = cell(listed(readiness=conditional), Column.READINESS)
    assert (shown.text, shown.detail) == ("Conditional", "Albumin, ECOG score")
    assert shown.spoken == "Conditional: Albumin, ECOG score"


def test_that_a_listed_case_shows_its_meeting_and_place() -> None:
    on = listed(meeting_at=datetime(2026, 11, 25, 7, tzinfo=UTC), place=3)
    shown = cell(on, Column.MEETING)
    assert (shown.text, shown.detail) == ("Wed 25 Nov", "number 3")
    assert cell(listed(), Column.MEETING).text == "Not listed"


PEOPLE = tuple(
    listed(patient(tree), number=number) for number, tree in enumerate((YILMAZ, LUKASZ, VOORBEELD, ARSLAN), 1)
)


def test_that_a_heading_clicked_twice_turns_the_order_round() -> None:
    asked = Asked()
    once = asked.sorted_by(Column.PATIENT)
    assert (once.column, once.descending) == (Column.PATIENT, False)
    assert once.sorted_by(Column.PATIENT) == replace(once, descending=True)
    assert once.sorted_by(Column.PATIENT).sorted_by(Column.PATIENT) == once


def test_that_each_scope_counts_what_it_would_show() -> None:
    urgent = listed(assessment=assessed(urgency=replace(CALM, wait_for_meeting=False)), number=5)
    waiting = listed(readiness=replace(READY, state=ReadinessState.NOT_READY), number=6)
    planned = listed(number=7, meeting_at=NOW, place=1)
    for scope, number in ((Scope.ALL, 3), (Scope.URGENT, 1), (Scope.AGENDA, 1), (Scope.INCOMPLETE, 1)):
        shown = state(urgent, waiting, planned, asked=Asked().scoped(scope))
        assert dict(shown.scopes)[scope].endswith(f"  {number}")


def test_that_an_empty_queue_and_an_empty_finding_are_told_apart() -> None:
    assert state().empty is Empty.NO_CASES
    nothing = Seen(counts=Counts(lanes={WAITS: 4}))
    assert queue_state(nothing, Asked().typing("nobody"), AROUND).empty is Empty.NOTHING_FOUND
    assert state(*PEOPLE).empty is Empty.NO


def test_that_the_lane_counts_certain_and_possible_emergencies_apart() -> None:
    urgent = listed(assessment=assessed(urgency=replace(CALM, wait_for_meeting=False)), number=5)
    perhaps = listed(
        assessment=assessed(urgency=replace(CALM, wait_for_meeting=None, emergency_possible=True)), number=6
    )
    shown = state(urgent, perhaps, listed(number=7))
    assert shown.lane == (
        "1 case cannot wait for the meeting. 1 case may be an emergency: facts are missing."
    )
    assert [each.tone for each in shown.urgent] == [Tone.URGENT, Tone.SOON]
    assert state(listed()).lane == "No case here has to be treated before the meeting."


def test_that_a_card_names_every_guideline_that_says_so_once() -> None:
    because = tuple(
        Reason(guideline=each, action="start_treatment") for each in ("noms", "erasmus-2022", "noms")
    )
    urgent = replace(CALM, wait_for_meeting=False, because=because)
    (card,) = state(listed(assessment=assessed(clock("start_treatment", 3), urgency=urgent))).urgent
    assert card.source == "Erasmus MC, NOMS"
    assert card.due == "Due in 3 h 00 min"
    assert card.action == ENGLISH.get("action.start_treatment")


def test_that_a_number_nobody_tried_for_half_a_year_is_doubted() -> None:
    def entry(tried: date) -> OnCall:
        return OnCall(role="Surgeon", telephone="+44 20 7946 0123", hours="always", verified_on=tried)

    around = replace(AROUND, on_call=(entry(date(2026, 5, 27)), entry(date(2026, 5, 26))))
    fresh, stale = state(listed(), around=around).calls
    assert fresh.verified == "tried 27 May 2026"
    assert stale.verified == "last tried 26 May 2026: check"


def test_that_a_case_that_cannot_be_read_is_told_beside_the_others() -> None:
    refused = SiteError("store.row_refused", table="case_file", row="7", why="ecog")
    shown = state(listed(), around=replace(AROUND, refused=(refused,)))
    assert shown.warnings == (ENGLISH.get("store.row_refused", table="case_file", row="7", why="ecog"),)


def test_that_every_cell_can_be_said_in_each_language(texts: Texts) -> None:
    around = replace(AROUND, texts=texts)
    for person in PEOPLE:
        (row,) = state(person, around=around).rows
        assert len(row.cells) == len(Column)


def test_that_advice_itself_plays_no_part_in_the_cells() -> None:
    advice = Advice(
        guideline="erasmus-2022",
        action="mri_whole_spine",
        topic="imaging",
        strength=Strength.DO,
        status=AdviceStatus.APPLIES,
        within_hours=12,
        possible_hours=(12,),
        urgent=False,
        due=NOW,
        variant=None,
        notes=(),
        because=(),
        missing=(),
        reference="made up",
    )
    advised = replace(assessed(), guidelines={"erasmus-2022": (advice,)})
    assert tuple(state(listed(assessment=advised)).rows) == tuple(state(listed()).rows)


def test_that_nothing_is_chased_for_cases_that_are_ready() -> None:
    assert whole_list(chase_lines((brief(listed()),), AROUND.now, ENGLISH)) == ""


def test_that_each_referrer_gets_the_missing_facts_of_each_patient() -> None:
    missing = Readiness(state=ReadinessState.CONDITIONAL, missing=("labs.albumin_g_per_l", "condition.ecog"))
    chased = whole_list(
        chase_lines(
            (brief(listed(patient(YILMAZ), readiness=missing)), brief(listed(readiness=missing, number=2))),
            AROUND.now,
            ENGLISH,
        )
    )
    assert chased.splitlines()[2:] == [
        "Dr. Voorbeeld, neurology",
        "- 4711001 (born 12-03-1958): Albumin; ECOG score",
        "",
        "Referrer not entered",
        "- no hospital number: Albumin; ECOG score",
    ]
