"""Every document as text, to be read and compared: a change of words, rules or layout shows here.

After a change that is meant: RENEW_GOLDENS=1 .venv/bin/python -m pytest tests/reports/test_golden.py, then read the
difference before it is kept.
"""

import os
import re
from pathlib import Path

import pytest

from mdt_desk.reports.documents import PdfDocuments
from tests.reports.examples import pages_of
from tests.reports.test_documents import KINDS

GOLDEN = Path(__file__).parents[1] / "golden"
_NUMBER = re.compile(r"\b([MABLCSFI]-\d{8})-[0-9A-F]{6}\b")


def as_text(file: Path) -> str:
    """Return the pages with a line between them; the hash in the document's number is left out."""
    return _NUMBER.sub(r"\1", "\n\f\n".join(pages_of(file))) + "\n"


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_that_a_document_reads_as_it_was_approved(
    makers: PdfDocuments, tmp_path: Path, kind: str, language: str
) -> None:
    text = as_text(KINDS[kind](makers, language, tmp_path / "document.pdf"))
    golden = GOLDEN / f"{kind}-{language}.txt"
    if os.environ.get("RENEW_GOLDENS"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
