"""No document about a patient is handed over before its line is kept: without a line there is no file."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mdt_desk.domain.audit import Deed
from mdt_desk.usecases.audited import AuditedDocuments
from mdt_desk.usecases.errors import ServerAway
from tests.reports.examples import (
    LEAFLET,
    audit_order,
    case_sheet_order,
    forms_order,
    letter_order,
    meeting_file,
)
from tests.usecases.witnessing import MemoryTrail, witness_on


class Maker:
    """Makes every document out of nothing."""

    def __getattr__(self, _kind: str) -> Callable[[object, Path], Path]:
        def make(_order: object, file: Path) -> Path:
            file.write_bytes(b"%PDF")
            return file

        return make


ABOUT_PATIENTS: dict[str, Callable[[], object]] = {
    "agenda": meeting_file,
    "minutes": meeting_file,
    "minutes_docx": meeting_file,
    "letter": letter_order,
    "summary": letter_order,
    "case_sheet": case_sheet_order,
    "audit": audit_order,
}


@pytest.mark.parametrize("kind", ABOUT_PATIENTS)
def test_that_a_document_leaves_a_line_for_each_patient_or_is_not_there(kind: str, tmp_path: Path) -> None:
    trail, order = MemoryTrail(), ABOUT_PATIENTS[kind]()
    witness = witness_on(trail)
    documents = AuditedDocuments(Maker(), witness)  # type: ignore[arg-type]  # makes whatever is asked
    made = getattr(documents, kind)(order, tmp_path / "first.pdf")
    sheets = getattr(order, "sheets", (order,))
    assert len(trail.events) == len(sheets)
    assert witness.papers[made][0].startswith(kind.partition("_docx")[0])
    trail.full = True
    with pytest.raises(ServerAway):
        getattr(documents, kind)(order, tmp_path / "second.pdf")
    assert [each.name for each in tmp_path.iterdir()] == ["first.pdf"]


def test_that_minutes_of_a_meeting_without_cases_leave_a_line_that_names_nobody(tmp_path: Path) -> None:
    trail = MemoryTrail()
    documents = AuditedDocuments(Maker(), witness_on(trail))  # type: ignore[arg-type]  # makes whatever is asked
    documents.minutes(replace(meeting_file(), sheets=()), tmp_path / "minutes.pdf")
    assert [(each.what, each.case) for each in trail.events] == [(Deed.PRINTED, None)]


def test_that_a_leaflet_leaves_its_line_when_it_is_handed_over_and_not_when_it_is_made(
    tmp_path: Path,
) -> None:
    trail = MemoryTrail()
    AuditedDocuments(Maker(), witness_on(trail)).leaflet(LEAFLET, tmp_path / "leaflet.pdf")  # type: ignore[arg-type]  # makes whatever is asked
    assert (tmp_path / "leaflet.pdf").is_file()
    assert trail.events == []


def test_that_an_empty_form_is_about_nobody(tmp_path: Path) -> None:
    trail = MemoryTrail()
    witness = witness_on(trail)
    AuditedDocuments(Maker(), witness).blank_forms(forms_order(), tmp_path / "forms.pdf")  # type: ignore[arg-type]  # makes whatever is asked
    assert trail.events == []
