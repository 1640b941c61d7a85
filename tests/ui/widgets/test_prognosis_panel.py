"""The models' survival on one time axis: what is drawn is said, in its place, and nothing covers anything."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QWidget

from mdt_desk.domain.case import Case
from mdt_desk.i18n import Texts, load_texts
from mdt_desk.ui.look import Look
from mdt_desk.ui.theme import THEMES, Tokens, contrast
from mdt_desk.ui.widgets.prognosis_lane import PrognosisAxis, PrognosisLane, scale_of
from mdt_desk.ui.widgets.prognosis_panel import ModelRow, PrognosisPanel
from mdt_desk.ui.wording.prognosis import (
    LONG_AXIS,
    SHORT_AXIS,
    MarkShown,
    PrognosisShown,
    Shape,
    SpreadShown,
    prognosis_shown,
)
from mdt_desk.usecases.ports import Words
from tests.domain.desk import assessed, case_of
from tests.domain.guidelines.patients import patients
from tests.ui.finding import hit, named, nameless, said

Room = Callable[..., QWidget]

KNOWN: Mapping[str, Any] = {
    "tumour__primary": "prostate",
    "tumour__visceral_metastases": "none",
    "tumour__skeletal_metastases": 9,
    "tumour__spinal_metastases": 1,
    "condition__ambulation": "independent",
    "condition__karnofsky": 70,
    "neurology__frankel": "D",
}
ESTIMATES = [
    {"model": "sorg_ml", "months": 3, "survival": 0.81, "computed_on": "2026-11-10"},
    {"model": "sorg_ml", "months": 12, "survival": 0.335, "computed_on": "2026-11-10"},
]


def shown(texts: Words, case: Case) -> PrognosisShown:
    return prognosis_shown(texts, case, assessed(case))


def rows(panel: PrognosisPanel) -> list[ModelRow]:
    return [each for each in panel.findChildren(ModelRow) if each.isVisibleTo(panel)]


def panel_of(room: Room, look: Look, case: Case, width: int = 380) -> PrognosisPanel:
    panel = PrognosisPanel(look)
    panel.show_prognosis(shown(look.texts, case))
    room(panel, width=width, height=1100)
    return panel


def english(case: Case) -> PrognosisShown:
    return shown(load_texts("en"), case)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(patients())
def test_that_everything_that_is_drawn_is_said_too(texts: Texts, case: Case) -> None:
    for row in shown(texts, case).rows:
        assert row.name in row.spoken
        if row.flag:
            assert row.flag in row.spoken
        for mark in row.marks:
            numbers = mark.short.split("–") if mark.short else [mark.text]
            assert all(each.lower() in row.spoken.lower() for each in numbers)
            assert not mark.short or mark.text.startswith(mark.short)


def test_that_a_row_says_its_classes_figures_source_and_what_decides() -> None:
    nesms, second, bollen, *_ = english(case_of(**KNOWN)).rows
    assert nesms.name == "NESMS 1–2"
    assert nesms.words == "Schoenfeld 2021, n = 180 · Decides: Albumin"
    assert [each.text for each in nesms.marks] == ["37–73 %", "22–52 %"]
    assert "Class 2: 73 % alive after 6 months; 52 % alive after 12 months" in nesms.details
    assert second.details[0].startswith("Class 1 (n = 48): 12.5 % (5.9–24.7 %) alive after 12 months")
    assert bollen.name == "Bollen C"
    assert bollen.details[0] == "Group C: half were alive after 4.8 months (4.1–5.4)"
    assert any(each.startswith("Limits: ") for each in bollen.details)
    assert bollen.details[-1] == "Source: Bollen 2014, Neuro Oncol 16(7):991-8 (n = 1043)"


def test_that_the_spread_is_told_at_three_six_and_twelve_months() -> None:
    found = english(case_of(**KNOWN, prognosis__external=ESTIMATES))
    assert found.summary == (
        SpreadShown(
            shares="3 months: 81 % alive (1 model)",
            others="median or forecast later: NESMS (Yan 2022), Bollen, Van der Linden, Tokuhashi (2005)",
        ),
        SpreadShown(
            shares="6 months: 37–73 % alive (1 model)",
            others="median or forecast later: Van der Linden, Tokuhashi (2005); "
            "median or forecast earlier: Bollen",
        ),
        SpreadShown(
            shares="12 months: 12.5–52 % alive (2 models, 3 cohorts)",
            others="median or forecast earlier: Bollen, Van der Linden",
        ),
    )


def test_that_a_model_outside_says_why_and_draws_nothing() -> None:
    bollen = next(each for each in english(case_of(tumour__primary="lymphoma")).rows if each.name == "Bollen")
    assert bollen.words == "This model does not cover a haematological tumour."
    assert bollen.marks == ()


def test_that_the_axis_is_long_only_when_a_figure_lies_beyond_two_years() -> None:
    assert english(case_of(**KNOWN)).axis == SHORT_AXIS
    assert english(case_of()).axis == LONG_AXIS


def test_that_the_shape_tells_what_a_mark_is() -> None:
    found = english(case_of(**KNOWN, prognosis__external=ESTIMATES))
    shapes = {row.key: {each.shape for each in row.marks} for row in found.rows}
    assert shapes["nesms/yan"] == {Shape.SHARE, Shape.MEDIAN}
    assert shapes["tokuhashi/tokuhashi"] == {Shape.FORECAST}
    assert shapes["sorg_ml/2026-11-10"] == {Shape.ESTIMATE}


def test_that_a_model_without_an_estimate_lists_what_it_asks_for() -> None:
    (bartels, *others) = english(case_of(**KNOWN, prognosis__external=ESTIMATES)).elsewhere
    assert bartels == (
        "Bartels model: asks for Sex, Primary tumour, Treated with curative intent, Karnofsky score, "
        "Level of the vertebrae. Recorded here: 2 of 5."
    )
    assert len(others) == 2
    assert not any("machine learning" in each for each in others)


def test_that_what_is_not_verified_is_shown_only_when_asked_for_and_is_marked(room: Room, look: Look) -> None:
    panel = panel_of(room, look, case_of())
    switch = named(panel, QCheckBox, look.text("prognosis.unverified_switch"))
    assert not switch.isChecked()
    assert "Rades" not in said(panel)
    assert "4–99" not in said(panel)
    assert look.text("prognosis.hidden", count=1) in said(panel)
    switch.setFocus()
    hit(switch, Qt.Key.Key_Space)
    assert "Rades" in said(panel)
    assert look.text("prognosis.flag.unverified") in said(panel)
    assert look.text("prognosis.percent", value="4–99") in said(panel)
    assert look.text("prognosis.hidden", count=1) not in said(panel)
    hit(switch, Qt.Key.Key_Space)
    assert "Rades" not in said(panel)


def test_that_a_row_opens_by_key_and_stays_open_while_figures_change(room: Room, look: Look) -> None:
    panel = panel_of(room, look, case_of(**KNOWN))
    first = rows(panel)[0]
    first.head.setFocus()
    hit(first.head, Qt.Key.Key_Return)
    albumin = "Schoenfeld 2021, Spine J 21(1):28-36; n = 180; 2017–2018"
    assert albumin in said(panel)
    panel.show_prognosis(shown(look.texts, case_of(**KNOWN, labs__albumin_g_per_l=40)))
    assert rows(panel)[0] is first
    assert albumin in said(panel)
    assert first.head.hasFocus()
    assert "NESMS 2" in said(panel)


def test_that_tab_walks_the_rows_from_the_top(room: Room, look: Look) -> None:
    panel = panel_of(room, look, case_of())
    heads = [each.head for each in rows(panel)]
    heads[0].setFocus()
    for each in heads[1:]:
        hit(panel.window().focusWidget(), Qt.Key.Key_Tab)
        assert each.hasFocus()


def test_that_every_control_and_picture_says_its_name(room: Room, look: Look) -> None:
    panel = panel_of(room, look, case_of(**KNOWN, prognosis__external=ESTIMATES))
    assert nameless(panel) == []
    for row in rows(panel):
        assert row.lane.accessibleName()
        assert row.lane.accessibleName() in row.head.accessibleName()


def test_that_without_any_model_the_panel_says_so(room: Room, look: Look) -> None:
    panel = PrognosisPanel(look)
    panel.show_prognosis(PrognosisShown(summary=()))
    room(panel)
    panel.show_prognosis(PrognosisShown(axis=LONG_AXIS))
    assert look.text("prognosis.none") in said(panel)
    assert rows(panel) == []


@pytest.mark.parametrize("width", [330, 560, 900])
def test_that_no_word_is_cut_and_no_row_is_wider_than_the_panel(room: Room, look: Look, width: int) -> None:
    panel = panel_of(room, look, case_of(prognosis__external=ESTIMATES), width)
    for each in panel.findChildren(QLabel):
        if each.isVisibleTo(panel) and each.text():
            assert each.height() >= each.heightForWidth(each.width()) or not each.wordWrap()
            assert each.mapTo(panel, QRect(each.rect()).topRight()).x() <= panel.width()


def test_that_a_month_stands_at_the_same_place_on_axis_and_lanes(room: Room, look: Look) -> None:
    panel = panel_of(room, look, case_of())
    (axis,) = panel.findChildren(PrognosisAxis)
    at = axis.mapTo(panel, axis.rect().topLeft()).x() + scale_of(look, axis, LONG_AXIS).at(12)
    for row in rows(panel):
        lane = row.lane
        assert lane.mapTo(panel, lane.rect().topLeft()).x() + scale_of(look, lane, LONG_AXIS).at(12) == at


def drawn(lane: PrognosisLane) -> QImage:
    return lane.grab().toImage()


@pytest.mark.parametrize("tokens", THEMES.values(), ids=lambda each: each.name)
def test_that_a_share_is_drawn_at_its_month_and_height(room: Room, tokens: Tokens) -> None:
    look = Look(texts=load_texts("en"), tokens=tokens)
    lane = PrognosisLane(look)
    mark = MarkShown(shape=Shape.SHARE, months=6, text="25 %", short="25", shares=(0.25,), intervals=(None,))
    lane.show_marks((mark,), SHORT_AXIS, 0, "25 % alive after 6 months")
    room(lane, width=400, height=80)
    picture, scale = drawn(lane), scale_of(look, lane, SHORT_AXIS)
    ratio = picture.devicePixelRatio()
    wanted = QColor(tokens.chart.series[0])
    hits = [
        (x, y)
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y) == wanted
    ]
    assert hits
    middle = sum(x for x, _ in hits) / len(hits) / ratio, sum(y for _, y in hits) / len(hits) / ratio
    room_left = (lane.height() - 12) * 0.75 + 6
    assert abs(middle[0] - scale.at(6)) < 1.5
    assert abs(middle[1] - room_left) < 1.5


@pytest.mark.parametrize("tokens", THEMES.values(), ids=lambda each: each.name)
def test_that_the_words_beside_marks_can_be_read_in_every_theme(
    dressed: QApplication, tokens: Tokens
) -> None:
    assert dressed is not None
    assert contrast(tokens.text, tokens.surface) >= 4.5
    assert contrast(tokens.muted, tokens.surface) >= 4.5
