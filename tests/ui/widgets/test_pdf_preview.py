"""Any document of the program, shown inside the window: searched, turned and enlarged, also by the keyboard alone."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from mdt_desk.i18n import load_texts
from mdt_desk.ui.look import Look
from mdt_desk.ui.theme import LIGHT
from mdt_desk.ui.widgets.pdf_preview import PdfPreview
from tests.reports.examples import LEAFLET, documents


@pytest.fixture(scope="module")
def leaflet(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder: Path = tmp_path_factory.mktemp("preview")
    order = replace(LEAFLET, language="en", large_print=True)
    return documents(folder).leaflet(order, folder / "leaflet.pdf").read_bytes()


@pytest.fixture
def preview(qtbot: QtBot, dressed: QApplication, leaflet: bytes) -> PdfPreview:
    assert dressed is not None
    made = PdfPreview(Look(texts=load_texts("en"), tokens=LIGHT))
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show_document(leaflet, "nothing")
    made.show()
    qtbot.waitActive(made)
    made.view.setFocus()
    return made


def test_that_a_page_says_that_it_is_being_drawn_until_it_is(
    preview: PdfPreview, qtbot: QtBot, leaflet: bytes
) -> None:
    sign = preview.findChild(QLabel, "preview-drawing")
    assert isinstance(sign, QLabel)
    qtbot.waitUntil(lambda: not preview.drawing)
    QTest.keyClick(preview.view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert sign.isVisible()
    qtbot.waitUntil(lambda: not sign.isVisible())
    preview.show_document(b"", "nothing")
    assert not sign.isVisible()
    preview.show_document(leaflet, "nothing")
    assert sign.isVisible()
    assert sign.text() == "This page is being drawn…"
    qtbot.waitUntil(lambda: not sign.isVisible())


def words(preview: PdfPreview, name: str) -> str:
    found = preview.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text()


def seek(preview: PdfPreview, qtbot: QtBot, typed: str) -> QLineEdit:
    QTest.keyClick(preview.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    line = preview.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClicks(line, typed)
    return line


def test_that_words_are_found_and_gone_through_in_a_ring(preview: PdfPreview, qtbot: QtBot) -> None:
    line = seek(preview, qtbot, "paralysed")
    qtbot.waitUntil(lambda: words(preview, "preview-found") == "2 places")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert words(preview, "preview-found") == "1 of 2"
    assert preview.page() == 2
    QTest.keyClick(line, Qt.Key.Key_F3)
    assert words(preview, "preview-found") == "2 of 2"
    QTest.keyClick(line, Qt.Key.Key_F3)
    assert words(preview, "preview-found") == "1 of 2"
    QTest.keyClick(line, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert words(preview, "preview-found") == "2 of 2"


def test_that_what_is_not_there_is_not_found(preview: PdfPreview, qtbot: QtBot) -> None:
    line = seek(preview, qtbot, "nowhere")
    qtbot.waitUntil(lambda: words(preview, "preview-found") == "0 places")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert preview.page() == 1
    line.clear()
    assert words(preview, "preview-found") == ""


def test_that_pages_are_turned_and_counted(preview: PdfPreview) -> None:
    assert words(preview, "preview-page") == "page 1 of 2"
    QTest.keyClick(preview.view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier)
    assert words(preview, "preview-page") == "page 2 of 2"
    QTest.keyClick(preview.view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier)
    assert words(preview, "preview-page") == "page 2 of 2"
    QTest.keyClick(preview.view, Qt.Key.Key_PageUp, Qt.KeyboardModifier.AltModifier)
    assert words(preview, "preview-page") == "page 1 of 2"


def test_that_keys_enlarge_shrink_and_fit(preview: PdfPreview) -> None:
    held = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(preview.view, Qt.Key.Key_Plus, held)
    larger = preview.view.zoomFactor()
    QTest.keyClick(preview.view, Qt.Key.Key_Minus, held)
    assert preview.view.zoomMode() is QPdfView.ZoomMode.Custom
    assert preview.view.zoomFactor() == pytest.approx(larger / 1.25)
    for _ in range(30):
        QTest.keyClick(preview.view, Qt.Key.Key_Plus, held)
    assert preview.view.zoomFactor() == pytest.approx(4)
    QTest.keyClick(preview.view, Qt.Key.Key_9, held)
    assert preview.view.zoomMode() is QPdfView.ZoomMode.FitToWidth
    QTest.keyClick(preview.view, Qt.Key.Key_0, held)
    assert preview.view.zoomMode() is QPdfView.ZoomMode.FitInView


def test_that_without_a_document_words_stand_in_its_place(preview: PdfPreview) -> None:
    preview.show_document(b"", "The number was not tried.")
    assert preview.pages() == preview.page() == 0
    assert words(preview, "preview-page") == ""
    assert words(preview, "preview-words") == "The number was not tried."
    assert not preview.view.isVisible()
