"""What would change it, in words, and while lines are opened and closed."""

from dataclasses import replace
from datetime import date

import pytest

from mdt_desk.domain.advice import AdviceStatus
from mdt_desk.domain.explain import AdviceOutcome, Effect, Outcome, ScoreOutcome
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.tumour import Primary
from mdt_desk.domain.whatif import Alternative
from mdt_desk.i18n import Texts, load_texts
from mdt_desk.ui.wording.effects import EffectsShown, effect_shown, effects_shown
from tests.ui.case.bench import AMSTERDAM, CORD, Bench

APPLIES = AdviceOutcome(status=AdviceStatus.APPLIES, possible_hours=(None,))
NOT = AdviceOutcome(status=None)
SURGERY = "erasmus-2022/surgery_eligible"


def effect(fact: str, *others: Alternative, now: object = UNKNOWN, after: Outcome = APPLIES) -> Effect:
    return Effect(fact=fact, now=now, alternatives=others, after=after)


def values(*others: object) -> tuple[Alternative, ...]:
    return tuple(Alternative(value=each) for each in others)


def sentence(language: str, said: Effect, score: str = "") -> str:
    return effect_shown(load_texts(language), said, AMSTERDAM, score).sentence


ENOUGH = effect("labs.albumin_g_per_l", Alternative(value=35, low=35))
TOO_LOW = effect("labs.albumin_g_per_l", Alternative(value=10.0, high=35), now=41.5, after=NOT)
PRIMARIES = effect(
    "tumour.primary", *values(Primary.BREAST, Primary.KIDNEY, Primary.LYMPHOMA), now=Primary.PROSTATE
)


@pytest.mark.parametrize(
    ("language", "said", "words"),
    [
        ("en", ENOUGH, "Albumin: not entered → 35 g/L or more: applies"),
        ("nl", ENOUGH, "Albumine: niet ingevuld → 35 g/L of meer: van toepassing"),
        ("en", TOO_LOW, "Albumin: 41.5 g/L → below 35 g/L: does not apply"),
        ("nl", TOO_LOW, "Albumine: 41,5 g/L → onder 35 g/L: niet van toepassing"),
        ("en", PRIMARIES, "→ Breast, Kidney or Lymphoma: applies"),
        ("nl", PRIMARIES, "→ Borst, Nier of Lymfoom: van toepassing"),
    ],
)
def test_that_an_effect_is_one_sentence(language: str, said: Effect, words: str) -> None:
    assert sentence(language, said).endswith(words)


@pytest.mark.parametrize(
    ("fact", "others", "words"),
    [
        (
            "condition.expected_survival_months",
            (Alternative(value=4.5, low=3, high=6),),
            "3 to below 6 months",
        ),
        ("lesions.T6.canal_fraction", (Alternative(value=0.5, low=1 / 3),), "0.33 of 1 or more"),
        ("condition.karnofsky", values(10, 20, 30, 40), "10–40"),
        ("condition.karnofsky", values(10, 20, 40), "10–20 or 40"),
        ("tumour.skeletal_metastases", (Alternative(value=0, high=1),), "0"),
        ("tumour.skeletal_metastases", (Alternative(value=1, low=1, high=2),), "1"),
        ("tumour.skeletal_metastases", (Alternative(value=1, low=1, high=4),), "1–3"),
        ("tumour.skeletal_metastases", (Alternative(value=2, low=2),), "2 or more"),
        ("condition.fit_for_surgery", values(False), "No"),
        ("tumour.primary", values(Primary.LUNG_SMALL_CELL, Primary.COLON), "Lung, small-cell or Colon"),
        ("tumour.primary", values(*list(Primary)[:5]), "Breast; Prostate; Lung, small-cell; "),
        ("tumour.primary", values(*list(Primary)[:7]), "Lung, non-small-cell or 3 others"),
        ("treatment.started_at", values(UNKNOWN), "not done"),
        ("tumour.diagnosed_on", values(date(2025, 8, 17), date(2024, 8, 17)), "for instance 17-08-2025"),
    ],
)
def test_that_other_values_are_said_as_people_say_them(
    fact: str, others: tuple[Alternative, ...], words: str
) -> None:
    assert words in sentence("en", effect(fact, *others))


@pytest.mark.parametrize(
    ("status", "hours", "words"),
    [
        (AdviceStatus.APPLIES, (24,), "applies, within 24 hours"),
        (AdviceStatus.APPLIES, (12, 168), "applies, within 12 hours (most urgent possibility)"),
        (AdviceStatus.UNDETERMINED, (None,), "facts decide"),
        (AdviceStatus.UNDETERMINED, (0,), "facts decide, at once"),
        (None, (), "does not apply"),
    ],
)
def test_that_an_outcome_says_whether_and_by_when(
    status: AdviceStatus | None, hours: tuple[int | None, ...], words: str
) -> None:
    after = AdviceOutcome(status=status, possible_hours=hours)
    assert sentence("en", replace(ENOUGH, after=after)).endswith(f"or more: {words}")


@pytest.mark.parametrize(
    ("possible", "words"),
    [(("2",), "NESMS 2"), (("0", "1"), "NESMS 0–1"), ((), "outside the model")],
)
def test_that_a_score_says_what_it_would_be(possible: tuple[str, ...], words: str) -> None:
    said = replace(ENOUGH, after=ScoreOutcome(possible=possible))
    assert sentence("en", said, "nesms").endswith(f": {words}")


def test_that_eight_effects_are_said_and_the_others_counted(texts: Texts) -> None:
    shown = effects_shown(texts, [ENOUGH] * 11, AMSTERDAM)
    assert len(shown.lines) == 8
    assert shown.note == texts.get("effects.more", count=3)
    assert "3" in shown.note
    assert effects_shown(texts, [ENOUGH] * 8, AMSTERDAM).note == ""


def test_that_nothing_found_and_nothing_yet_are_different(texts: Texts) -> None:
    none, waiting = effects_shown(texts, (), AMSTERDAM), effects_shown(texts, None, AMSTERDAM)
    assert none.note
    assert waiting.note
    assert none != waiting


def bench() -> Bench:
    tree = {**CORD, "treatment": {"surgery_technically_feasible": True}}
    tree["neurology"] = {**CORD["neurology"], "deficit_progressive": False}
    return Bench(tree=tree).open()


def effects(on: Bench, key: str = SURGERY) -> EffectsShown | None:
    assert on.state.results is not None
    return on.state.results.effects.get(key)


def sentences(on: Bench, key: str = SURGERY) -> list[str]:
    shown = effects(on, key)
    assert shown is not None
    return [each.sentence for each in shown.lines]


def test_that_nothing_is_explained_before_somebody_opens_it() -> None:
    on = bench()
    assert on.asked == []
    assert effects(on) is None


def test_that_an_opened_advice_says_what_would_change_it_and_a_closed_one_does_not() -> None:
    on = bench()
    on.presenter.turn(SURGERY, opened=True)
    assert "Albumin: not entered → 35 g/L or more: applies" in sentences(on)
    on.presenter.turn(SURGERY, opened=False)
    assert effects(on) is None
    assert on.asked == [SURGERY]


def test_that_an_opened_score_says_what_would_change_it() -> None:
    on = bench()
    on.presenter.turn("nesms", opened=True)
    assert sentences(on, "nesms")[0] == "Albumin: not entered → below 35 g/L: NESMS 1"


def test_that_a_screen_waits_in_words_and_asks_once() -> None:
    on = bench()
    on.thinking = True
    on.presenter.turn(SURGERY, opened=True)
    on.presenter.leave("wishes.accepts_surgery", "")
    assert effects(on) == EffectsShown(note="being worked out…")
    assert on.asked == [SURGERY]
    on.think()
    assert sentences(on)


def test_that_what_is_open_is_explained_again_after_a_change() -> None:
    on = bench()
    on.presenter.turn(SURGERY, opened=True)
    on.presenter.leave("labs.albumin_g_per_l", "41")
    assert "Albumin: 41 g/L → below 35 g/L: does not apply" in sentences(on)
    assert on.asked == [SURGERY, SURGERY]


def test_that_an_answer_about_facts_that_have_changed_is_not_shown() -> None:
    on = bench()
    on.thinking = True
    on.presenter.turn(SURGERY, opened=True)
    late, on.thoughts = on.thoughts, []
    on.presenter.leave("labs.albumin_g_per_l", "41")
    for each in late:
        each()
    assert effects(on) == EffectsShown(note="being worked out…")
    on.think()
    assert "Albumin: 41 g/L → below 35 g/L: does not apply" in sentences(on)


def test_that_what_is_said_stands_while_the_clock_moves() -> None:
    on = bench()
    on.presenter.turn(SURGERY, opened=True)
    said = sentences(on)
    on.thinking = True
    on.presenter.tick()
    assert on.asked == [SURGERY, SURGERY]
    assert sentences(on) == said


def test_that_an_advice_that_is_no_longer_given_is_not_asked_for() -> None:
    on = bench()
    on.presenter.turn("erasmus-2022/tea", opened=True)
    assert on.asked == []


def test_that_an_explanation_that_failed_is_left_out() -> None:
    on = bench()
    on.unthinkable = True
    on.presenter.turn(SURGERY, opened=True)
    assert effects(on) is None
    assert on.asked == [SURGERY]
