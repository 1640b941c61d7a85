"""What the presenter makes of intents, without a single widget."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from mdt_desk.domain.case import AlarmFeature, Bilsky, IdSystem, NationalId, Recorded, value_at
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.neurology import Frankel
from mdt_desk.domain.spine import Level
from mdt_desk.i18n import load_texts
from mdt_desk.ui.screens.case.state import Entered, Saving
from mdt_desk.ui.wording.advice import Agreement
from mdt_desk.ui.wording.shown import RemoveEstimate, TypedEstimate
from mdt_desk.ui.wording.urgency import Waiting
from mdt_desk.usecases.errors import SiteError
from tests.ui.case.bench import CORD, MEETING, NOW, Bench, case_of, stored

ALBUMIN = "labs.albumin_g_per_l"


def opened(**parts: object) -> Bench:
    return Bench(tree={**CORD, **parts}).open()


def typed(bench: Bench, path: str, text: str) -> None:
    """Type a text, pause, and leave the field."""
    bench.presenter.type(path, text)
    bench.presenter.pause(path, text)
    bench.presenter.leave(path, text)


def saving(bench: Bench) -> Saving:
    return bench.state.saving.kind


def entered(bench: Bench) -> Entered:
    return bench.state.lesions.entered


def value(bench: Bench, path: str) -> object:
    return value_at(bench.case, path)


def score(bench: Bench, name: str) -> str:
    assert bench.state.results is not None
    return next(each.value for each in bench.state.results.scores if each.score == name)


@pytest.mark.parametrize("text", ["34,5", "34.5", " 34.5 "])
def test_that_comma_and_point_are_the_same_number(text: str) -> None:
    bench = opened()
    typed(bench, ALBUMIN, text)
    assert value(bench, "labs.albumin_g_per_l") == 34.5
    assert bench.state.fields[ALBUMIN].problem == ""


@pytest.mark.parametrize(
    ("path", "text", "part"),
    [
        (ALBUMIN, "3.5", "35"),
        (ALBUMIN, "3,5", "35"),
        (ALBUMIN, "abc", "abc"),
        (ALBUMIN, "-1", "-1"),
        (ALBUMIN, "1e2", "1e2"),
        ("patient.birth_date", "12-03-2030", "2030"),
        ("patient.birth_date", "12-03-58", "12-03-58"),
        ("condition.karnofsky", "75", "75"),
        ("imaging.mri_whole_spine_at", "18-11-2026", "14:30"),
        ("patient.language", "dutch", "dutch"),
        ("tumour.spinal_metastases", "10", "10"),
    ],
)
def test_that_a_wrong_text_stays_in_its_field_with_one_sentence(path: str, text: str, part: str) -> None:
    bench = opened()
    before = bench.case
    typed(bench, path, text)
    field = bench.state.fields[path]
    assert field.text == text
    assert part in field.problem
    assert "\n" not in field.problem
    assert bench.case == before


def test_that_a_refused_value_says_which_value_counts_meanwhile() -> None:
    bench = opened(labs={"albumin_g_per_l": 38})
    typed(bench, ALBUMIN, "3,8")
    assert value(bench, "labs.albumin_g_per_l") == 38
    assert bench.state.fields[ALBUMIN].problem.endswith("Until then 38 g/L counts.")


def test_that_a_refused_text_is_not_lost_by_what_happens_elsewhere() -> None:
    bench = opened()
    typed(bench, ALBUMIN, "abc")
    bench.presenter.pick("symptoms.lhermitte", True)
    bench.presenter.choose_level(Level.T12)
    bench.presenter.undo()
    assert bench.state.fields[ALBUMIN].text == "abc"
    assert bench.state.fields[ALBUMIN].problem


def test_that_a_corrected_text_is_taken_and_its_problem_gone() -> None:
    bench = opened()
    typed(bench, ALBUMIN, "3,5")
    typed(bench, ALBUMIN, "35")
    assert value(bench, "labs.albumin_g_per_l") == 35
    assert bench.state.fields[ALBUMIN].problem == ""
    assert bench.state.fields[ALBUMIN].text == "35"


def test_that_an_emptied_field_forgets_its_fact() -> None:
    bench = opened(labs={"albumin_g_per_l": 38})
    typed(bench, ALBUMIN, "")
    assert value(bench, "labs.albumin_g_per_l") is UNKNOWN


def test_that_half_a_number_is_no_problem_while_somebody_types() -> None:
    bench = opened()
    bench.presenter.type(ALBUMIN, "3")
    bench.presenter.pause(ALBUMIN, "3")
    assert bench.state.fields[ALBUMIN].problem == ""
    assert value(bench, "labs.albumin_g_per_l") is UNKNOWN
    bench.presenter.pause(ALBUMIN, "34")
    assert value(bench, "labs.albumin_g_per_l") == 34


def test_that_all_the_typing_in_one_field_is_one_step_back() -> None:
    bench = opened()
    for text in ("3", "34", "34,", "34,5"):
        bench.presenter.type(ALBUMIN, text)
        bench.presenter.pause(ALBUMIN, text)
    bench.presenter.leave(ALBUMIN, "34,5")
    assert bench.state.undo == "Undo: Albumin"
    bench.presenter.undo()
    assert value(bench, "labs.albumin_g_per_l") is UNKNOWN
    assert bench.state.fields[ALBUMIN].text == ""
    assert bench.state.undo == ""
    bench.presenter.redo()
    assert value(bench, "labs.albumin_g_per_l") == 34.5


def test_that_undo_brings_the_fact_into_sight() -> None:
    bench = opened()
    bench.presenter.pick("wishes.accepts_surgery", False)
    bench.presenter.undo()
    first = bench.state.reveal
    bench.presenter.redo()
    assert first[1] == "wishes.accepts_surgery"
    assert bench.state.reveal[0] > first[0]


def test_that_a_date_stands_as_it_is_read_back() -> None:
    bench = opened()
    typed(bench, "tumour.diagnosed_on", "2024-2-1")
    assert "no date" in bench.state.fields["tumour.diagnosed_on"].problem
    typed(bench, "tumour.diagnosed_on", "1-2-2024")
    assert value(bench, "tumour.diagnosed_on") == date(2024, 2, 1)
    assert bench.state.fields["tumour.diagnosed_on"].text == "01-02-2024"


def test_that_a_moment_is_local_time_and_says_how_long_ago_it_was() -> None:
    bench = opened()
    typed(bench, "treatment.admitted_at", "17-11-2026 22:30")
    assert value(bench, "treatment.admitted_at") == datetime(2026, 11, 17, 21, 30, tzinfo=UTC)
    assert bench.state.fields["treatment.admitted_at"].text == "17-11-2026 22:30"
    assert bench.state.fields["treatment.admitted_at"].note == "yesterday"


def test_that_what_contradicts_another_fact_is_refused_where_it_was_picked() -> None:
    bench = opened(neurology={"frankel": "A", "complete_cord_injury_at": "2026-11-18T08:00:00+01:00"})
    bench.presenter.pick("neurology.frankel", Frankel.E)
    assert value(bench, "neurology.frankel") is Frankel.A
    assert "Frankel E" in bench.state.fields["neurology.frankel"].problem
    bench.presenter.pick("neurology.frankel", Frankel.B)
    assert value(bench, "neurology.frankel") is Frankel.B
    assert bench.state.fields["neurology.frankel"].problem == ""


def test_that_a_set_of_features_is_taken_whole() -> None:
    bench = opened()
    bench.presenter.pick("symptoms.alarm_features", frozenset({AlarmFeature.NOCTURNAL}))
    assert value(bench, "symptoms.alarm_features") == {AlarmFeature.NOCTURNAL}


def test_that_a_national_number_is_taken_when_both_parts_are_there_and_right() -> None:
    bench, path = opened(), "patient.national_id"
    bench.presenter.pick(path, (IdSystem.BSN, ""))
    assert bench.state.fields[path].part is IdSystem.BSN
    assert bench.state.fields[path].problem == ""
    bench.presenter.pick(path, (IdSystem.BSN, "111222334"))
    assert "111222334" in bench.state.fields[path].problem
    assert bench.state.fields[path].text == "111222334"
    bench.presenter.pick(path, (IdSystem.BSN, "111222333"))
    assert value(bench, path) == NationalId(system=IdSystem.BSN, value="111222333")
    bench.presenter.pick(path, (UNKNOWN, "111222333"))
    assert "choose" in bench.state.fields[path].problem
    bench.presenter.pick(path, (UNKNOWN, ""))
    assert value(bench, path) is UNKNOWN


def test_that_estimates_are_added_removed_and_refused() -> None:
    bench, path = opened(), "prognosis.external"
    good = TypedEstimate(model="sorg_ml", months="6", survival="0,7", computed_on="1-11-2026")
    bench.presenter.pick(path, replace(good, survival=""))
    assert "fill in" in bench.state.fields[path].problem
    bench.presenter.pick(path, replace(good, survival="7"))
    assert "7" in bench.state.fields[path].problem
    bench.presenter.pick(path, good)
    estimates = bench.case.prognosis.external
    assert estimates is not UNKNOWN
    assert [(each.months, each.survival) for each in estimates] == [(6, 0.7)]
    assert bench.state.fields[path].problem == ""
    bench.presenter.pick(path, RemoveEstimate(place=0))
    assert value(bench, "prognosis.external") is UNKNOWN


def test_that_a_level_that_does_not_exist_is_refused_in_one_sentence() -> None:
    bench = opened()
    bench.presenter.leave_level("T13")
    assert "‘T13’" in bench.state.lesions.problem
    assert bench.state.lesions.typed == "T13"
    assert [each.level for each in bench.state.lesions.marks] == [Level.T6]


def test_that_a_level_is_added_in_order_and_taken_in_hand() -> None:
    bench = opened()
    bench.presenter.leave_level("th3")
    assert bench.state.lesions.current is Level.T3
    assert bench.state.lesions.affected
    assert [each.level for each in bench.state.lesions.marks] == [Level.T3, Level.T6]
    assert bench.state.lesions.typed == ""
    bench.presenter.undo()
    assert [each.level for each in bench.state.lesions.marks] == [Level.T6]


def test_that_facts_of_the_vertebra_in_hand_go_to_that_vertebra() -> None:
    bench = opened()
    bench.presenter.add_lesion(Level.L1)
    bench.presenter.pick("lesions.bilsky", Bilsky.GRADE_3)
    lesions = bench.case.lesions
    assert lesions is not UNKNOWN
    assert [(each.level, each.bilsky) for each in lesions] == [("T6", "2"), ("L1", "3")]
    bench.presenter.choose_level(Level.T6)
    assert bench.state.fields["lesions.bilsky"].value is Bilsky.GRADE_2


def test_that_no_lesions_and_nothing_known_of_lesions_are_different() -> None:
    bench = opened()
    bench.presenter.declare_lesions(())
    assert value(bench, "lesions") == ()
    assert entered(bench) is Entered.NONE
    bench.presenter.declare_lesions(UNKNOWN)
    assert entered(bench) is Entered.UNKNOWN
    bench.presenter.undo()
    bench.presenter.undo()
    bench.presenter.remove_lesion(Level.T6)
    assert value(bench, "lesions") is UNKNOWN


def test_that_scores_advice_and_curve_follow_each_change() -> None:
    bench = opened()
    assert score(bench, "nesms") == "1–2"
    assert bench.drawn[-1] == {1, 2}
    typed(bench, ALBUMIN, "40")
    assert score(bench, "nesms") == "2"
    assert bench.drawn[-1] == {2}
    assert bench.state.results is not None
    assert bench.state.results.fresh
    assert "NESMS 2" in bench.state.results.curve.caption


def test_that_a_missing_fact_says_what_it_decides() -> None:
    bench = opened()
    assert "NESMS" in bench.state.fields[ALBUMIN].decides
    typed(bench, ALBUMIN, "40")
    assert bench.state.fields[ALBUMIN].decides == ""


def test_that_the_same_figure_is_drawn_once() -> None:
    bench = opened()
    typed(bench, ALBUMIN, "40")
    typed(bench, ALBUMIN, "")
    typed(bench, ALBUMIN, "41")
    assert len(bench.drawn) == len(set(bench.drawn)) == 2


def test_that_disagreements_stand_first_and_are_said_in_words() -> None:
    bench = opened()
    assert bench.state.results is not None
    cards = bench.state.results.cards
    differing = [each.agreement is Agreement.DIFFER for each in cards]
    assert differing == sorted(differing, reverse=True)
    assert any(differing)
    for card in cards:
        assert bool(card.differences) is (card.agreement is Agreement.DIFFER)
    assert "differ" in bench.state.results.differences


def test_that_an_emergency_cannot_wait_and_says_until_when() -> None:
    bench = opened()
    assert bench.state.results is not None
    urgency = bench.state.results.urgency
    assert urgency.waiting is Waiting.URGENT
    assert any(clock.action == "Start treatment" for clock in urgency.running)


def test_that_each_change_is_kept_at_once_and_says_when() -> None:
    bench = opened()
    assert saving(bench) is Saving.UNCHANGED
    typed(bench, ALBUMIN, "40")
    assert bench.shelf.kept.case.labs.albumin_g_per_l == 40
    assert saving(bench) is Saving.SAVED
    assert bench.state.saving.words == "Saved 10:00"


def test_that_only_what_changed_is_sent() -> None:
    bench = opened()
    bench.presenter.pick("symptoms.lhermitte", True)
    assert dict(bench.shelf.orders[-1].changes) == {"symptoms.lhermitte": True}


def test_that_undo_is_kept_too() -> None:
    bench = opened()
    typed(bench, ALBUMIN, "40")
    bench.presenter.undo()
    assert bench.shelf.kept.case.labs.albumin_g_per_l is UNKNOWN


def test_that_a_failure_is_said_and_nothing_entered_is_lost() -> None:
    bench = opened()
    bench.shelf.fails = SiteError("store.full", file="queue.db")
    typed(bench, ALBUMIN, "40")
    assert saving(bench) is Saving.FAILED
    assert bench.state.saving.words == "Not saved"
    assert bench.state.saving.why
    assert value(bench, "labs.albumin_g_per_l") == 40
    bench.shelf.fails = None
    bench.presenter.save_again()
    assert saving(bench) is Saving.SAVED
    assert bench.shelf.kept.case.labs.albumin_g_per_l == 40


def test_that_the_next_change_tries_again_with_everything() -> None:
    bench = opened()
    bench.shelf.fails = SiteError("store.full", file="queue.db")
    typed(bench, ALBUMIN, "40")
    bench.shelf.fails = None
    bench.presenter.pick("symptoms.lhermitte", False)
    assert bench.shelf.kept.case.labs.albumin_g_per_l == 40
    assert bench.shelf.kept.case.symptoms.lhermitte is False


def test_that_what_is_typed_while_saving_is_kept_afterwards() -> None:
    bench = opened()
    bench.shelf.slow = True
    bench.presenter.pick("symptoms.lhermitte", True)
    assert saving(bench) is Saving.SAVING
    bench.presenter.pick("symptoms.pain_controlled", False)
    assert len(bench.shelf.orders) == 1
    bench.shelf.deliver()
    bench.shelf.deliver()
    assert bench.shelf.kept.case.symptoms.lhermitte is True
    assert bench.shelf.kept.case.symptoms.pain_controlled is False
    assert saving(bench) is Saving.SAVED


def test_that_a_change_by_somebody_else_is_taken_over_and_survives_undo() -> None:
    bench = opened()
    bench.shelf.change("condition.ecog", 2)
    bench.presenter.pick("symptoms.lhermitte", True)
    assert bench.state.merged == "Changed at another desk and taken over: ECOG score."
    assert value(bench, "condition.ecog") == 2
    assert bench.shelf.kept.case.symptoms.lhermitte is True
    bench.presenter.undo()
    assert value(bench, "condition.ecog") == 2
    assert value(bench, "symptoms.lhermitte") is UNKNOWN


@pytest.mark.parametrize(("mine", "kept"), [(True, 80), (False, 40)])
def test_that_the_same_fact_changed_by_two_people_waits_for_a_choice(mine: bool, kept: int) -> None:
    bench = opened()
    bench.shelf.change("condition.karnofsky", 40)
    typed(bench, "condition.karnofsky", "80")
    assert saving(bench) is Saving.BLOCKED
    assert [each.spoken for each in bench.state.clashes] == [
        "Karnofsky score: here 80, at the other desk 40 (somebody else, 10:00), before 70"
    ]
    bench.presenter.resolve("condition.karnofsky", mine=mine)
    assert bench.state.clashes == ()
    assert value(bench, "condition.karnofsky") == kept
    assert bench.shelf.kept.case.condition.karnofsky == kept


def test_that_a_case_changed_elsewhere_is_followed_when_the_screen_is_entered() -> None:
    bench = opened()
    bench.shelf.change("condition.ecog", 3)
    bench.presenter.follow(bench.shelf.kept, MEETING)
    assert value(bench, "condition.ecog") == 3
    assert bench.state.fields["condition.ecog"].text == "3"


def test_that_another_case_starts_without_the_steps_of_the_one_before() -> None:
    bench = opened()
    typed(bench, ALBUMIN, "abc")
    bench.presenter.pick("symptoms.lhermitte", True)
    bench.presenter.open(stored(case_of({})), MEETING)
    assert bench.state.undo == ""
    assert bench.state.fields[ALBUMIN].text == ""


def test_that_an_answer_for_a_case_no_longer_open_is_dropped() -> None:
    bench = opened()
    bench.shelf.slow = True
    bench.presenter.pick("symptoms.lhermitte", True)
    bench.presenter.open(stored(case_of({}), version=9), MEETING)
    bench.shelf.deliver()
    assert value(bench, "symptoms.lhermitte") is UNKNOWN
    assert bench.presenter.memory.stored.version == 9


def test_that_clocks_move_with_time() -> None:
    bench = opened()
    before = bench.assessed
    bench.now = NOW + timedelta(hours=30)
    bench.presenter.tick()
    assert bench.assessed == before + 1
    assert bench.state.results is not None
    assert any(clock.overdue for clock in bench.state.results.urgency.running)


def test_that_another_language_says_everything_anew() -> None:
    bench = opened()
    bench.presenter.pick("symptoms.lhermitte", True)
    bench.presenter.speak(load_texts("nl"))
    assert bench.state.undo == "Ongedaan maken: Symptoom van Lhermitte"
    assert bench.state.saving.words == "Bewaard 10:00"


def test_that_an_old_value_is_marked_and_a_young_one_only_noted() -> None:
    entries = [
        Recorded(fact="condition.karnofsky", value=70, at=NOW - timedelta(days=30), source="clinic"),
        Recorded(fact="condition.ambulation", value="independent", at=NOW - timedelta(days=3)),
    ]
    bench = Bench(tree=CORD)
    case = replace(bench.shelf.kept.case, recorded=tuple(entries))
    bench.shelf.kept = replace(bench.shelf.kept, case=case)
    bench.open()
    old, young = bench.state.fields["condition.karnofsky"], bench.state.fields["condition.ambulation"]
    assert (old.aged, old.note) == ("4 weeks old, clinic", "")
    assert (young.aged, young.note) == ("", "3 days old")


def test_that_albumin_ages_from_the_day_on_which_it_was_taken() -> None:
    bench = opened(labs={"albumin_g_per_l": 34, "albumin_taken_on": "2026-11-06"})
    assert bench.state.fields[ALBUMIN].note == "12 days old"
    typed(bench, "labs.albumin_taken_on", "6-10-2026")
    assert bench.state.fields[ALBUMIN].aged == "6 weeks old"


def test_that_the_head_says_who_and_what_and_warns_when_nobody_can_tell() -> None:
    bench = opened()
    header = bench.state.header
    assert header.name == "Voorbeeld"
    assert header.identity == "born 12 Mar 1958 (age 68) · no. 4711 · Prostate"
    assert header.question == "Is decompression useful?"
    assert header.unidentified == ""
    typed(bench, "patient.hospital_number", "")
    assert bench.state.header.unidentified


def test_that_the_time_line_is_in_order_and_says_what_is_late() -> None:
    bench = opened()
    names = [each.name for each in bench.state.timeline]
    assert names.index("Onset or last worsening") < names.index("now") < names.index("meeting")


def test_that_an_empty_case_can_be_shown() -> None:
    bench = Bench().open()
    assert bench.state.header.name == "No name entered"
    assert score(bench, "nesms") == "0–3"
    assert entered(bench) is Entered.UNKNOWN


def test_that_what_was_recorded_since_the_last_discussion_is_listed() -> None:
    entries = (
        Recorded(fact="condition.ecog", value=1, at=NOW - timedelta(days=9)),
        Recorded(fact=ALBUMIN, value=31.0, at=NOW - timedelta(days=3)),
        Recorded(fact=ALBUMIN, value=34.5, at=NOW - timedelta(days=1)),
    )
    kept = stored(replace(case_of(CORD), recorded=entries))
    bench = Bench(tree=CORD)
    bench.presenter.open(kept, MEETING, NOW - timedelta(days=7))
    assert bench.state.changes.heading == "Changed since 11 Nov 2026"
    assert bench.state.changes.lines == ("Albumin: 34.5 g/L",)
    bench.presenter.open(kept, MEETING, NOW)
    assert bench.state.changes.lines == ("Nothing was changed since the last discussion.",)
    bench.presenter.open(kept, MEETING)
    assert bench.state.changes.heading == ""


def test_that_a_choice_still_open_holds_back_only_what_it_is_about() -> None:
    bench = opened()
    bench.shelf.change("condition.karnofsky", 40)
    typed(bench, "condition.karnofsky", "80")
    bench.presenter.pick("symptoms.lhermitte", True)
    assert bench.shelf.kept.case.symptoms.lhermitte is True
    assert bench.shelf.kept.case.condition.karnofsky == 40
    assert value(bench, "condition.karnofsky") == 80
    assert len(bench.state.clashes) == 1


def test_that_a_third_person_does_not_decide_what_two_still_have_to() -> None:
    bench = opened()
    bench.shelf.change("condition.karnofsky", 40)
    typed(bench, "condition.karnofsky", "80")
    bench.shelf.change("condition.karnofsky", 30)
    bench.presenter.follow(bench.shelf.kept, MEETING)
    assert [(each.mine, each.before) for each in bench.state.clashes] == [("80", "70")]
    assert bench.state.clashes[0].theirs == "30"
    assert bench.shelf.kept.case.condition.karnofsky == 30


def test_that_a_choice_falls_away_when_both_come_to_the_same() -> None:
    bench = opened()
    bench.shelf.change("condition.karnofsky", 40)
    typed(bench, "condition.karnofsky", "80")
    typed(bench, "condition.karnofsky", "40")
    assert bench.state.clashes == ()
    assert saving(bench) is not Saving.BLOCKED


@pytest.mark.parametrize("mine", [True, False])
def test_that_walking_back_after_a_choice_ends_at_what_the_other_kept(mine: bool) -> None:
    bench = opened()
    bench.shelf.change("condition.karnofsky", 40)
    typed(bench, "condition.karnofsky", "80")
    bench.presenter.resolve("condition.karnofsky", mine=mine)
    while bench.state.undo:
        bench.presenter.undo()
    assert value(bench, "condition.karnofsky") == 40
    assert bench.shelf.kept.case.condition.karnofsky == 40


def test_that_what_was_taken_over_is_said_until_it_was_seen() -> None:
    bench = opened()
    bench.shelf.change("condition.ecog", 2)
    bench.presenter.follow(bench.shelf.kept, MEETING)
    assert "ECOG" in bench.state.merged
    bench.presenter.put_away()
    assert bench.state.merged == ""


def test_that_what_is_being_typed_where_somebody_else_just_wrote_is_asked_and_not_put_over_it() -> None:
    bench = opened()
    bench.presenter.type("condition.karnofsky", "8")
    bench.shelf.change("condition.karnofsky", 40)
    bench.presenter.follow(bench.shelf.kept, MEETING)
    assert (bench.state.fields["condition.karnofsky"].text, bench.state.clashes) == ("8", ())
    typed(bench, "condition.karnofsky", "80")
    assert bench.shelf.kept.case.condition.karnofsky == 40
    assert [(each.before, each.mine, each.theirs) for each in bench.state.clashes] == [("70", "80", "40")]
    bench.presenter.resolve("condition.karnofsky", mine=True)
    assert bench.shelf.kept.case.condition.karnofsky == 80


def test_that_typing_that_comes_to_nothing_leaves_what_somebody_else_wrote() -> None:
    bench = opened()
    bench.presenter.type("condition.karnofsky", "8")
    bench.shelf.change("condition.karnofsky", 40)
    bench.presenter.follow(bench.shelf.kept, MEETING)
    typed(bench, "condition.karnofsky", "40")
    assert bench.state.clashes == ()
    typed(bench, "condition.karnofsky", "50")
    assert bench.shelf.kept.case.condition.karnofsky == 50
