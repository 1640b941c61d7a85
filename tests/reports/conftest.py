"""One maker of documents for all tests, with figures drawn once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mdt_desk.assets import resource
from mdt_desk.i18n import load_texts
from mdt_desk.reports.cache import Cache
from mdt_desk.reports.curves import CurveRenderer
from mdt_desk.reports.documents import PdfDocuments
from mdt_desk.reports.fonts import Fonts, load_fonts
from mdt_desk.reports.press import Press
from mdt_desk.reports.style import house_styles
from mdt_desk.reports.text import TextGate
from mdt_desk.reports.words import Wording
from tests.reports import examples


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("figures")


@pytest.fixture(scope="session")
def makers(cache: Path) -> PdfDocuments:
    return examples.documents(cache)


@pytest.fixture(scope="session")
def printed(makers: PdfDocuments, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """Make each kind of document once a language."""
    from tests.reports.test_documents import KINDS

    folder = tmp_path_factory.mktemp("printed")

    def document(kind: str, language: str) -> Path:
        file = folder / f"{kind}-{language}.pdf"
        return file if file.exists() else KINDS[kind](makers, language, file)

    return document


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    return load_fonts(resource("fonts"))


@pytest.fixture(scope="session")
def gate(fonts: Fonts) -> TextGate:
    return TextGate(fonts=fonts)


@pytest.fixture
def press(gate: TextGate, cache: Path) -> Press:
    return Press(
        gate=gate,
        wording=Wording(words=load_texts("en"), zone=examples.ZONE),
        styles=house_styles(gate.fonts),
        curves=CurveRenderer(fonts=gate.fonts, cache=Cache(folder=cache)),
        sources={},
    )
