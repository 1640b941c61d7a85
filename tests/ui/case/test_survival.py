"""Survival on the case screen: the models beside each other follow what is typed, at any width."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.case.view import CaseView
from mdt_desk.ui.theme import LIGHT
from mdt_desk.ui.widgets.curve_view import Figure
from mdt_desk.ui.widgets.prognosis_panel import PrognosisPanel
from tests.ui.case.bench import CORD, Bench
from tests.ui.finding import said


def view_of(qtbot: QtBot, width: int) -> tuple[Bench, CaseView]:
    bench = Bench(tree=CORD)
    view = CaseView(Look(texts=bench.texts, tokens=LIGHT))
    qtbot.addWidget(view)
    bench.listeners.append(view.show_state)
    view.resize(width, 900)
    view.show()
    bench.open()
    return bench, view


def test_that_the_models_follow_what_is_entered(qtbot: QtBot, dressed: QApplication) -> None:
    assert dressed is not None
    bench, view = view_of(qtbot, 1270)
    (panel,) = view.findChildren(PrognosisPanel)
    assert "NESMS 1–2" in said(panel)
    assert "6 months: 37–73 % alive (1 model)" in said(panel)
    bench.presenter.leave("labs.albumin_g_per_l", "40")
    assert "NESMS 1–2" not in said(panel)
    assert "6 months: 73 % alive (1 model)" in said(panel)


def test_that_an_estimate_entered_elsewhere_stands_beside_the_models(
    qtbot: QtBot, dressed: QApplication
) -> None:
    assert dressed is not None
    tree = {
        **CORD,
        "prognosis": {
            "external": [{"model": "gstsg", "months": 3, "survival": 0.6, "computed_on": "2026-11-10"}]
        },
    }
    bench, view = view_of(qtbot, 1270)
    bench.shelf.kept = Bench(tree=tree).shelf.kept
    bench.open()
    (panel,) = view.findChildren(PrognosisPanel)
    assert "GSTSG model" in said(panel)
    assert "Computed elsewhere on 10-11-2026" in said(panel)
    assert "3 months: 60 % alive (1 model)" in said(panel)


@pytest.mark.parametrize("width", [1100, 1900, 3800])
def test_that_the_survival_figure_takes_no_more_height_than_it_draws(
    qtbot: QtBot, dressed: QApplication, width: int
) -> None:
    assert dressed is not None
    _, view = view_of(qtbot, width)
    (figure,) = view.results.findChildren(Figure)
    qtbot.waitUntil(lambda: figure.height() > 0)
    assert figure.height() <= figure.width()
    assert figure.heightForWidth(4000) == figure.heightForWidth(figure.maximumWidth())
