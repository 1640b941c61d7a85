"""The rehearsal: synthetic patients, moved to now, through the real queue and the real rules to every document."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mdt_desk.assets import resource
from mdt_desk.bootstrap.rules import RuleExplanations, load_rules
from mdt_desk.domain import assess as rules
from mdt_desk.domain.advice import AdviceStatus
from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import FACTS, Case, value_at
from mdt_desk.domain.facts import UNKNOWN, Kind
from mdt_desk.domain.identifiers import is_bsn
from mdt_desk.domain.meeting import DeviationReason, MeetingState
from mdt_desk.domain.readiness import ReadinessState
from mdt_desk.domain.tumour import Primary
from mdt_desk.domain.vocabulary import ACTIONS
from mdt_desk.i18n import load_texts
from mdt_desk.settings import SettingsFile
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.ports import (
    Assess,
    AuditOrder,
    CaseSheetOrder,
    Curves,
    DeskServices,
    FormsOrder,
    LeafletOrder,
    LetterOrder,
    MeetingFile,
)
from mdt_desk.usecases.rehearsal import RehearsalReport, rehearse, set_stage
from mdt_desk.usecases.rehearsal_script import Script, read_script
from mdt_desk.usecases.view import Listed, all_judged
from tests.queues import open_queue
from tests.usecases.desk import counting

TEXT = resource("demo", "rehearsal.json").read_text(encoding="utf-8")
ANCHOR = datetime.fromisoformat(json.loads(TEXT)["anchor"])
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
moments = st.datetimes(datetime(2025, 1, 1), datetime(2032, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # bounds


@dataclass(frozen=True, kw_only=True)
class Paper:
    """Documents that only note what was ordered; speaks two languages."""

    meetings: dict[str, MeetingFile] = field(default_factory=dict)
    letters: dict[str, LetterOrder] = field(default_factory=dict)
    leaflets: dict[str, LeafletOrder] = field(default_factory=dict)
    others: dict[str, CaseSheetOrder | FormsOrder | AuditOrder] = field(default_factory=dict)

    def agenda(self, order: MeetingFile, file: Path) -> Path:
        self.meetings[file.name] = order
        return file

    minutes = minutes_docx = agenda

    def minutes_text(self, order: MeetingFile) -> str:
        return order.language

    def case_sheet(self, order: CaseSheetOrder, file: Path) -> Path:
        self.others[file.name] = order
        return file

    def blank_forms(self, order: FormsOrder, file: Path) -> Path:
        self.others[file.name] = order
        return file

    def audit(self, order: AuditOrder, file: Path) -> Path:
        self.others[file.name] = order
        return file

    def letter(self, order: LetterOrder, file: Path) -> Path:
        self.letters[file.name] = order
        return file

    summary = letter

    def leaflet(self, order: LeafletOrder, file: Path) -> Path:
        if order.language not in {"nl", "en"}:
            raise UserError("document.no_leaflet", language=order.language)
        self.leaflets[file.name] = order
        return file


class NoCurves:
    def svg(self, *_: object) -> bytes:
        return b""

    def png(self, *_: object, **__: object) -> bytes:
        return b""


class Stopped:
    def now(self) -> datetime:
        return ANCHOR


@pytest.fixture(scope="module")
def assess() -> Assess:
    known = load_rules()

    def bound(case: Case, at: datetime, meeting_at: datetime) -> Assessment:
        return rules.assess(case, at.astimezone(known.zone), meeting_at, known)

    return bound


@dataclass(frozen=True, kw_only=True)
class Played:
    """A rehearsal that was played once, for many tests to look at."""

    queue: Queue
    report: RehearsalReport
    paper: Paper


def desk(queue: Queue, assess: Assess, folder: Path) -> DeskServices:
    curves: Curves = NoCurves()
    return DeskServices(
        queue=queue,
        assess=assess,
        explain=RuleExplanations(load_rules),
        clock=Stopped(),
        new_id=counting(),
        documents=Paper(),
        curves=curves,
        settings=SettingsFile(folder / "settings.json"),
        texts=load_texts,
    )


def play(services: DeskServices, out: Path, at: datetime = ANCHOR) -> Played:
    report = rehearse(services, TEXT, at, out)
    assert isinstance(services.documents, Paper)
    assert isinstance(services.queue, Queue)
    return Played(queue=services.queue, report=report, paper=services.documents)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, assess: Assess) -> Iterator[Played]:
    folder = tmp_path_factory.mktemp("rehearsal")
    with open_queue(folder / "queue.db") as queue:
        yield play(desk(queue, assess, folder), folder / "out")


Shown = tuple[Listed, ...]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory, assess: Assess) -> Iterator[Shown]:
    """The queue as it stands before the meeting."""
    folder = tmp_path_factory.mktemp("stage")
    with open_queue(folder / "queue.db") as queue:
        stage = set_stage(queue, counting(), script())
        yield all_judged(queue, assess, stage.script.preferences, ANCHOR)


def script(at: datetime = ANCHOR, language: str = "nl") -> Script:
    return read_script(TEXT, at, language)


def times(case: Case) -> dict[str, Any]:
    kinds = {Kind.DATE, Kind.DATETIME}
    paths = (path for path, spec in FACTS.items() if spec.kind in kinds and spec.section != "lesions")
    found = {path: value_at(case, path) for path in paths}
    return {path: value for path, value in found.items() if value is not UNKNOWN}


def test_that_whoever_speaks_another_language_rehearses_in_english() -> None:
    other, english = script(language="fy"), script(language="en")
    assert [each.case for each in other.parts] == [each.case for each in english.parts]
    assert other.preferences == replace(english.preferences, language="fy")


def test_that_nobody_in_it_could_be_real() -> None:
    marks = ("Test", "Proef", "Demo", "Fictief", "Voorbeeld", "Oefen", "Probe")
    for number, part in enumerate(script().parts, start=1):
        patient = part.case.patient
        assert any(mark in str(patient.family_name) for mark in marks), patient.family_name
        assert patient.hospital_number == f"VB-{number:04}"
        if patient.national_id is not UNKNOWN:
            assert patient.national_id.value.startswith("99999")
            assert is_bsn(patient.national_id.value)
    contacts = (script().preferences.contact_day, script().preferences.contact_night)
    telephones = [each.telephone for each in (*contacts, *script().preferences.on_call) if each is not None]
    assert len(telephones) == 6
    assert all(each.startswith("+44 20 7946 0") for each in telephones)


def test_that_it_practises_many_different_situations(queue: Queue, new_id: Callable[[], UUID]) -> None:
    parts = script().parts
    assert len(parts) >= 14
    assert len({part.situation for part in parts}) == len(parts)
    primaries = {part.case.tumour.primary for part in parts}
    assert {Primary.UNKNOWN, Primary.MULTIPLE_MYELOMA, Primary.BREAST, Primary.MELANOMA} <= primaries
    assert {part.case.patient.language for part in parts} >= {"nl", "en", "tr", "pl", "de", "ar"}
    set_stage(queue, new_id, script())
    folded = ("lukasz", "yilmaz", "ostergaard", "sahin", "van der proef", "zolc", "garcia", "muller")
    assert [len(queue.rows(typed)) for typed in folded] == [1] * len(folded)
    names = Counter(each.case.patient.family_name for each in queue.rows())
    assert names["Testpatiënt"] == 2


@pytest.mark.parametrize("language", ["nl", "en"])
def test_that_it_speaks_one_language_at_a_time(language: str) -> None:
    spoken = script(language=language)
    words = "wat moet er vannacht gebeuren" if language == "nl" else "what has to happen tonight"
    assert words in str(spoken.parts[0].case.referral.question)
    assert spoken.preferences.language == language


@settings(max_examples=60)
@given(moments)
def test_that_nothing_past_becomes_future_and_nothing_changes_order(at: datetime) -> None:
    before, after = script(), script(at)
    for part, moved in zip(before.parts, after.parts, strict=True):
        old, new = times(part.case), times(moved.case)
        assert old.keys() == new.keys()
        for path, value in new.items():
            limit = at if isinstance(value, datetime) else at.astimezone(AMSTERDAM).date()
            assert value <= limit, path
        instants = sorted(
            (path for path in old if isinstance(old[path], datetime)), key=lambda path: old[path]
        )
        assert [new[path] for path in instants] == sorted(new[path] for path in instants)
    assert after.preferences.contact_day is not None
    assert after.preferences.contact_day.usable(at.astimezone(AMSTERDAM).date())


@settings(max_examples=60)
@example(datetime(2030, 4, 17, 12, tzinfo=UTC))  # what was at two falls in the night without that hour
@given(moments)
def test_that_recent_events_keep_their_distance_and_older_ones_their_time_of_day(at: datetime) -> None:
    for part, moved in zip(script().parts, script(at).parts, strict=True):
        old, new = times(part.case), times(moved.case)
        for path, value in old.items():
            if not isinstance(value, datetime):
                continue
            if value > ANCHOR - timedelta(days=3):
                assert abs((at - new[path]) - (ANCHOR - value)) < timedelta(minutes=1)
            else:
                shown, meant = new[path].astimezone(AMSTERDAM), value.astimezone(AMSTERDAM).time()
                assert shown.time() == (time(3) if meant.hour == 2 and skips(shown.date()) else meant)


def skips(day: date) -> bool:
    """Return whether the clock goes from two to three that night: the last Sunday of March."""
    return day.month == 3 and day.isoweekday() == 7 and day.day > 24


@settings(max_examples=60)
@given(moments)
def test_that_patients_stay_as_old_as_they_were(at: datetime) -> None:
    for part, moved in zip(script().parts, script(at).parts, strict=True):
        born, then = moved.case.patient.birth_date, part.case.patient.birth_date
        assert isinstance(born, date)
        assert isinstance(then, date)
        assert at.year - born.year == ANCHOR.year - then.year


def test_that_at_its_own_moment_the_script_stands_as_written() -> None:
    written = [each["case"]["patient"]["birth_date"] for each in json.loads(TEXT)["patients"]]
    assert [str(part.case.patient.birth_date) for part in script().parts] == written
    assert script().parts[0].case.symptoms.worsened_at == datetime(2026, 11, 17, 9, 30, tzinfo=AMSTERDAM)


def named(shown: Shown, number: str) -> Listed:
    return next(each for each in shown if each.stored.case.patient.hospital_number == number)


def test_that_the_queue_shows_who_cannot_wait_and_what_decides(shown: Shown) -> None:
    waits = [each.assessment.urgency.wait_for_meeting for each in shown]
    assert waits == sorted(waits, key=lambda each: each is not False)
    assert named(shown, "VB-0001").assessment.urgency.wait_for_meeting is False
    assert named(shown, "VB-0008").assessment.urgency.wait_for_meeting is True
    open_nesms = named(shown, "VB-0006")
    assert open_nesms.assessment.scores["nesms"].possible == (1, 2)
    assert open_nesms.readiness.missing == ("labs.albumin_g_per_l",)
    empty = named(shown, "VB-0013").readiness
    assert empty.state is ReadinessState.NOT_READY
    assert empty.missing[:2] == ("referral.question", "referral.responsible_physician")
    assert named(shown, "VB-0007").assessment.scores["sins"].value == 17
    places = sorted(each.place or 0 for each in shown)
    assert places == list(range(1, len(shown) + 1))


@pytest.mark.parametrize(
    ("number", "expected", "unexpected"),
    [
        ("VB-0001", {"mri_whole_spine", "mdt_ad_hoc"}, {"rt_8gy_single"}),
        ("VB-0002", {"mri_whole_spine", "rt_30gy_in_10", "mdt_ad_hoc"}, {"surgery_preferred"}),
        ("VB-0003", {"mri_whole_spine", "leaflet"}, {"biopsy"}),
        ("VB-0004", {"dexamethasone_withhold", "biopsy", "immunophenotyping"}, {"dexamethasone"}),
        ("VB-0005", {"systemic_first", "rt_8gy_single"}, {"surgery_eligible"}),
        ("VB-0007", {"neurosurgery_consult", "surgery_preferred"}, {"surgery_not_advised"}),
        ("VB-0008", {"sbrt"}, {"rt_8gy_single"}),
        ("VB-0009", {"rt_repeat_consider"}, {"sbrt"}),
        ("VB-0010", {"surgery_not_advised"}, {"surgery_eligible"}),
        ("VB-0011", {"inpatient_eligible", "rt_postoperative"}, {"inpatient_not_eligible"}),
        ("VB-0012", {"mri_whole_spine", "neurologist"}, {"mdt_ad_hoc"}),
        ("VB-0014", {"surgery_preferred"}, {"radiotherapy_first_choice"}),
    ],
)
def test_that_each_situation_is_the_one_it_says(
    shown: Shown, number: str, expected: set[str], unexpected: set[str]
) -> None:
    certain = {
        each.action
        for each in named(shown, number).assessment.guidelines["erasmus-2022"]
        if each.status is AdviceStatus.APPLIES
    }
    assert expected <= certain
    assert not unexpected & certain


def test_that_the_team_decides_and_says_why_it_departs(played: Played) -> None:
    report = played.report
    decisions = played.queue.decisions()
    departing = [each for each in decisions if each.deviates_from_leading]
    assert departing
    assert all(each.deviation is not None for each in departing)
    assert DeviationReason.PATIENTS_CHOICE in {each.deviation for each in departing}
    conditional = [each for each in decisions if each.conditional_for_quorum]
    assert [each.options for each in conditional] == [("separation_surgery", "sbrt")]
    assert sum(each.deferred_because is not None for each in decisions) == 1
    assert sum(each.condition is not None for each in decisions) >= 2
    assert {code for each in decisions for code in each.options} <= ACTIONS.keys()
    counts = report.counts
    assert (counts.cases, counts.decided, counts.deferred) == (len(decisions), len(decisions) - 1, 1)
    assert (counts.departing, counts.conditional) == (len(departing), 1)
    assert 0 < counts.open_points < counts.cases


def test_that_the_meeting_is_signed_and_the_deferred_case_is_listed_again(played: Played) -> None:
    held, following = played.queue.meetings()
    assert (held.state, following.state) == (MeetingState.CLOSED, MeetingState.PLANNED)
    assert held.starts_at.astimezone(AMSTERDAM) == datetime(2026, 11, 18, 8, 0, tzinfo=AMSTERDAM)
    assert following.starts_at - held.starts_at == timedelta(days=7)
    put_off = [each for each in played.queue.decisions() if each.deferred_because is not None]
    assert following.agenda == tuple(each.case_id for each in put_off)


def test_that_every_document_is_ordered_with_what_it_needs(played: Played) -> None:
    report = played.report
    paper = played.paper
    names = [each.name for each in report.files]
    assert (names[0], names.count("minutes.pdf")) == ("agenda.pdf", 1)
    assert {*names} == {*paper.meetings, *paper.letters, *paper.leaflets, *paper.others}
    assert len(names) == len({*names}) == 3 + len(paper.letters) + len(paper.leaflets) + len(paper.others)
    letters = [name for name in paper.letters if name.startswith("letter-")]
    summaries = [name for name in paper.letters if name.startswith("summary-")]
    assert len(letters) == report.counts.decided
    assert len(summaries) == report.counts.decided + report.counts.deferred
    assert {*paper.others} == {"case-sheet.pdf", "blank-forms.pdf"}
    assert paper.meetings["minutes.docx"] == paper.meetings["minutes.pdf"]
    assert len(paper.leaflets) == 2 * report.counts.leaflets
    minutes = paper.meetings["minutes.pdf"]
    assert minutes.meeting.signed_by == script().signed_by
    assert [each.stored.id for each in minutes.sheets] == list(minutes.meeting.agenda)
    assert all(each.decision is not None for each in minutes.sheets)
    assert all(each.decision is None for each in paper.meetings["agenda.pdf"].sheets)
    assert {each.large_print for each in paper.leaflets.values() if not each.card} == {True, False}


def test_that_a_leaflet_the_hospital_lacks_is_given_and_logged_in_its_own_language(played: Played) -> None:
    paper = played.paper
    assert {each.language for each in paper.leaflets.values()} == {"nl", "en"}
    logged = played.queue.leaflets()
    assert Counter(each.language for each in logged) == Counter(
        each.language for each in paper.leaflets.values() if each.card
    )


def test_that_no_file_is_named_after_a_patient(played: Played) -> None:
    report = played.report
    spoken = " ".join(each.name for each in report.files).casefold()
    for part in script().parts:
        patient = part.case.patient
        assert str(patient.family_name).casefold() not in spoken
        assert str(patient.hospital_number).casefold() not in spoken


@pytest.mark.parametrize("at", ["2028-02-29T06:55:00+01:00", "2026-03-28T23:30:00+01:00"])
def test_that_it_can_be_played_at_any_moment_but_once(
    queue: Queue, assess: Assess, tmp_path: Path, at: str
) -> None:
    moment = datetime.fromisoformat(at)
    services = desk(queue, assess, tmp_path)
    report = play(services, tmp_path / "out", moment).report
    held = queue.meetings()[0]
    assert held.starts_at >= moment + timedelta(hours=12)
    assert held.starts_at.astimezone(AMSTERDAM).strftime("%A %H:%M") == "Wednesday 08:00"
    assert report.counts.departing >= 2
    kept = queue.rows()
    with pytest.raises(UserError, match="same_number"):
        play(services, tmp_path / "out", moment)
    assert queue.rows() == kept
