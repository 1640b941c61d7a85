"""What holds for the questions of each guideline as they are listed: gates, sentences, numbers, shapes."""

from typing import Final

import pytest

from mdt_desk.domain.guidelines.registry import GUIDELINES
from mdt_desk.domain.guidelines.rule import Do, Guideline, Source
from mdt_desk.domain.moments import Within
from mdt_desk.domain.rulebook import REFERENCE
from mdt_desk.domain.settle import Unbound
from mdt_desk.domain.vocabulary import ACTIONS
from mdt_desk.i18n import Texts
from tests.domain.aspects import aspects
from tests.domain.desk import rules

TREATMENT: Final = frozenset(
    {"systemic", "surgery", "radiotherapy", "percutaneous", "medication", "steroids"}
)
"""Topics of which all advice waits for confirmed metastases or clinical MESCC."""

ALSO_TREATMENT: Final = frozenset({"mdt_weekly", "brace_trial", "pain_service"})
WITHOUT_WAITING: Final = frozenset(
    {
        "dexamethasone_withhold",
        "dexamethasone_stop",
        "haematology_advice_first",
        "gastroprotection",
        "glucose_monitoring",
    }
)
"""Withholding, stopping and asking first need no confirmation; what goes with steroids follows the steroids."""

SUSPICION_IS_ENOUGH: Final = {
    ("erasmus-2022", "dexamethasone"),
    ("nice-ng234", "dexamethasone"),
    ("noms", "dexamethasone"),
}

GAPS: Final = {
    "erasmus-2022": [
        ("imaging", "deficit_not_progressive"),
        ("imaging", "signs_contradict"),
        ("imaging", "signs_without_compression"),
        ("steroids", "steroids_from_before"),
        ("steroids", "none_since_start"),
        ("timing", "lhermitte_with_compression"),
        ("surgery", "decompression_while_withheld"),
        ("radiotherapy", "dose_not_said"),
        ("percutaneous", "cement_while_eligible"),
    ],
    "lwno-2015": [
        ("imaging", "deficit_not_progressive"),
        ("imaging", "signs_contradict"),
        ("imaging", "signs_without_compression"),
        ("imaging", "lhermitte_not_named"),
        ("surgery", "estimate_against_model"),
    ],
    "nice-ng234": [
        ("imaging", "signs_contradict"),
        ("imaging", "signs_without_compression"),
        ("imaging", "lhermitte_not_named"),
        ("steroids", "steroids_from_before"),
        ("steroids", "none_since_start"),
        ("radiotherapy", "no_repeat_named"),
    ],
    "noms": [
        ("imaging", "signs_without_compression"),
        ("steroids", "steroids_from_before"),
        ("steroids", "none_since_start"),
        ("timing", "immediate_not_named"),
        ("radiotherapy", "equivocal_grade"),
        ("radiotherapy", "compression_graded_low"),
        ("surgery", "unstable_not_operable"),
    ],
    "summary": [],
}


@pytest.fixture(params=list(GUIDELINES))
def guideline(request: pytest.FixtureRequest) -> Guideline:
    """Each guideline in turn."""
    return GUIDELINES[request.param]


@pytest.fixture
def source(guideline: Guideline) -> Source:
    """The guideline with its numbers."""
    (found,) = [each for each in rules().sources if each.guideline is guideline]
    return found


def test_that_advice_on_treatment_waits_for_confirmation_and_nothing_else_does(guideline: Guideline) -> None:
    for question in guideline.questions:
        of_treatment = ACTIONS[question.action].topic in TREATMENT or question.action in ALSO_TREATMENT
        wanted = of_treatment and question.action not in WITHOUT_WAITING
        assert question.gated is wanted, question.action


def test_that_dexamethasone_alone_is_given_on_suspicion(guideline: Guideline) -> None:
    found = {(guideline.id, each.action) for each in guideline.questions if each.on_suspicion is True}
    assert found == {each for each in SUSPICION_IS_ENOUGH if each[0] == guideline.id}
    assert all(type(each.on_suspicion) is bool for each in guideline.questions)


WARNINGS: Final = {
    "erasmus-2022": (
        "conflict_severe_deficit already_given lymphoma conflict_systemic longer_estimate short_estimate"
        " conflict_poor_nesms sooner"
    ),
    "lwno-2015": "some_types",
    "nice-ng234": "prognosis_not_recorded",
    "noms": "",
    "summary": "",
}
"""Sentences with a condition that are said also while it is open: worded as a condition, because they warn."""


def test_that_a_sentence_with_an_open_condition_is_said_only_where_it_warns(guideline: Guideline) -> None:
    said = {
        (question.action, note.key): note.even_if_open
        for question in guideline.questions
        for note in question.notes
        if note.when is not None
    }
    warnings = WARNINGS[guideline.id].split()
    assert said == {(action, key): key in warnings for action, key in said}
    assert set(warnings) <= {key for _, key in said}
    assert {type(each) for each in said.values()} <= {bool}


def test_that_no_guideline_asks_the_same_question_twice(guideline: Guideline) -> None:
    actions = [each.action for each in guideline.questions]
    assert len(set(actions)) == len(actions)
    assert set(actions) <= set(ACTIONS)


def test_that_every_sentence_of_a_detail_and_every_gap_has_its_words(
    guideline: Guideline, texts: Texts
) -> None:
    keys = {note.key for question in guideline.questions for note in question.notes}
    keys |= {gap.note for gap in guideline.gaps}
    assert all(texts.get(f"guideline.{guideline.id}.{key}").endswith((".", ":", ";")) for key in keys)
    spoken = {
        key.removeprefix(f"guideline.{guideline.id}.")
        for key in texts.table
        if key.startswith(f"guideline.{guideline.id}.")
    }
    assert keys <= spoken


def test_that_each_gap_stands_under_its_question(guideline: Guideline) -> None:
    assert [(each.question, each.note) for each in guideline.gaps] == GAPS[guideline.id]


def test_that_a_source_goes_by_the_name_of_its_guideline(source: Source) -> None:
    assert source.id == source.guideline.id == source.document.id
    assert GUIDELINES[source.id] is source.guideline


def test_that_a_source_knows_of_no_provenance_unless_told() -> None:
    summary = next(each for each in rules().sources if each.id == "summary")
    bare = Source(
        guideline=summary.guideline, document=summary.document, numbers=summary.numbers, citations={}
    )
    assert bare.provenance == {}


def test_that_an_action_without_more_is_done_without_a_deadline() -> None:
    plain = Do()
    assert (plain.within, plain.urgent, plain.consider, plain.variant) == (None, False, False, None)
    assert Do(within=Within(hours=24)) != plain


def test_that_an_answer_of_a_rule_is_an_action_or_nothing(source: Source) -> None:

    settler = Unbound(REFERENCE)
    for question in source.guideline.questions:
        for each in settler.settle(question.rule, source.numbers).possible:
            assert each is None or isinstance(each, Do), question.action
            if each is not None:
                assert isinstance(each.within, Within | None), question.action
                assert (type(each.urgent), type(each.consider)) == (bool, bool), question.action
                assert not (each.urgent and each.within), question.action


def test_that_a_condition_of_a_sentence_or_gap_answers_yes_or_no(source: Source) -> None:

    settler = Unbound(REFERENCE)
    conditions = {
        note.key: note.when for question in source.guideline.questions for note in question.notes if note.when
    } | {gap.note: gap.when for gap in source.guideline.gaps}
    for key, when in conditions.items():
        assert set(settler.settle(when, source.numbers).possible) == {True, False}, key


# --- how strongly, how soon, by which regimen: every answer of every question -----------------------------------

CONSIDERED: Final = {
    "erasmus-2022": "ct_spine_with_contrast m_protein psa decompression brace_trial systemic_first cement_augmentation",
    "lwno-2015": "rehabilitation",
    "nice-ng234": "ct_multiplanar decompression radiotherapy_consider pain_service",
    "noms": "systemic_first sbrt cement_augmentation en_bloc bone_agent",
    "summary": "systemic_first cement_augmentation",
}
"""Actions of which a source only asks that they be considered; a code that ends so says it by itself."""

DONE_OR_CONSIDERED: Final = {
    ("erasmus-2022", "start_treatment"),
    ("lwno-2015", "systemic_first"),
    ("nice-ng234", "stabilisation"),
}
"""Silent compression is considered; some types of lymphoma only; refractory instability is stabilised outright."""

SOON: Final = {
    "erasmus-2022": "immunophenotyping mdt_ad_hoc",
    "lwno-2015": "biopsy mdt_ad_hoc",
    "nice-ng234": "dexamethasone immobilise psychosocial",
    "noms": "",
    "summary": "",
}
"""As soon as possible, without hours."""

SOON_OR_NOT: Final = {
    ("erasmus-2022", "ct_chest_abdomen"),
    ("nice-ng234", "decompression"),
    ("nice-ng234", "stabilisation"),
    ("noms", "mri_whole_spine"),
}
"""With an open origin; with neurology; with pain, where myelopathy has hours."""

REGIMENS: Final = {
    ("erasmus-2022", "dexamethasone"): "erasmus_dexamethasone",
    ("erasmus-2022", "dexamethasone_consider"): "erasmus_dexamethasone",
    ("erasmus-2022", "rt_postoperative"): "erasmus_postoperative",
    ("nice-ng234", "dexamethasone"): "nice_dexamethasone",
    ("noms", "dexamethasone"): "noms_dexamethasone",
    ("noms", "sbrt"): "noms_postoperative",
}

ALSO_WITHOUT_REGIMEN: Final = {("noms", "sbrt")}
"""The weeks are those after an operation; without one the source names none."""

HOURS: Final = {
    ("erasmus-2022", "mri_whole_spine"): {12, 24, 48, 168, 336, None},
    ("erasmus-2022", "ct_spine_with_contrast"): {12, 24, 48, 168, 336, None},
    ("erasmus-2022", "biopsy"): {24, 168},
    ("erasmus-2022", "start_treatment"): {24, 72, 336, None},
    ("erasmus-2022", "decompression"): {0},
    ("lwno-2015", "mri_whole_spine"): {12, 24, 48, 168, 336, None},
    ("lwno-2015", "start_treatment"): {24},
    ("nice-ng234", "mri_whole_spine"): {24, 168},
    ("nice-ng234", "ct_spine_with_contrast"): {24, 168},
    ("nice-ng234", "stability_advice_24h"): {24},
    ("nice-ng234", "radiotherapy_urgent"): {24},
    ("noms", "mri_whole_spine"): {0, None},
    ("noms", "admit"): {0},
    ("noms", "radiotherapy_urgent"): {0},
    ("noms", "decompression"): {0},
}
"""Hours from the start of the clock; weeks are counted by the calendar."""


def possible_answers(source: Source) -> dict[str, list[Do]]:
    settler = Unbound(REFERENCE)
    return {
        question.action: [
            each for each in settler.settle(question.rule, source.numbers).possible if each is not None
        ]
        for question in source.guideline.questions
    }


def test_that_each_action_is_as_strong_as_its_source_puts_it(source: Source) -> None:
    considered = CONSIDERED[source.id].split()
    for action, doing in possible_answers(source).items():
        wanted = {action in considered}
        if (source.id, action) in DONE_OR_CONSIDERED:
            wanted = {True, False}
        assert {each.consider for each in doing} == wanted, action


def test_that_haste_without_hours_is_said_where_the_source_says_it(source: Source) -> None:
    soon = SOON[source.id].split()
    for action, doing in possible_answers(source).items():
        wanted = {True, False} if (source.id, action) in SOON_OR_NOT else {action in soon}
        assert {each.urgent for each in doing} == wanted, action


def test_that_each_action_has_the_regimen_and_the_hours_of_its_source(source: Source) -> None:
    for action, doing in possible_answers(source).items():
        regimens = {REGIMENS.get((source.id, action))}
        if (source.id, action) in ALSO_WITHOUT_REGIMEN:
            regimens.add(None)
        assert {each.variant for each in doing} == regimens, action
        hours = {None if each.within is None else each.within.hours for each in doing}
        assert hours == HOURS.get((source.id, action), {None}), action


def test_that_weeks_are_days_of_the_calendar_and_shorter_deadlines_are_hours(source: Source) -> None:
    for action, doing in possible_answers(source).items():
        for each in doing:
            if each.within is not None and each.within.hours >= 168:
                assert each.within.days == each.within.hours // 24, action
            elif each.within is not None:
                assert each.within.days in {None, each.within.hours // 24}, action


# --- what is asked of the vertebrae while nobody listed them -----------------------------------------------------

ASPECTS: Final = {
    "erasmus-2022": {"bilsky", "bilsky_seen", "canal", "cervical"},
    "lwno-2015": set(),
    "nice-ng234": {"mechanical", "non_mechanical", "sins"},
    "noms": {"bilsky", "bilsky_seen", "sins", "stable_fracture"},
    "summary": {"painful_collapse"},
}
"""By these names rulebooks are compared: another name would be told as another rule."""


def test_that_what_is_asked_of_unlisted_vertebrae_keeps_its_name(source: Source) -> None:
    asked = {(question.rule, (source.numbers,)) for question in source.guideline.questions}
    assert aspects(asked) == ASPECTS[source.id]
