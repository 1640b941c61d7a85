"""What tests of the window share: the program's fonts and light theme, in each language."""

import pytest
from PySide6.QtWidgets import QApplication

from mdt_desk.i18n import Texts
from mdt_desk.ui.look import Look
from mdt_desk.ui.theme import LIGHT, apply, load_fonts


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application in its fonts and its light theme, as people see it."""
    load_fonts()
    apply(qapp, LIGHT)
    return qapp


@pytest.fixture
def look(dressed: QApplication, texts: Texts) -> Look:
    """Each language in turn, in the light theme."""
    assert dressed is not None
    return Look(texts=texts, tokens=LIGHT)
