"""What holds for every document: bytes, fonts, metadata, whose page it is, and the port it serves."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pikepdf
import pytest

from mdt_desk.i18n import load_texts
from mdt_desk.reports.documents import PdfDocuments
from mdt_desk.usecases.errors import UserError
from tests.reports import examples
from tests.reports.examples import (
    LEAFLET,
    MEETING,
    audit_order,
    case_sheet_order,
    forms_order,
    letter_order,
    meeting_file,
    pages_of,
    squeezed,
)

Make = Callable[[PdfDocuments, str, Path], Path]

KINDS: dict[str, Make] = {
    "minutes": lambda makers, language, file: makers.minutes(meeting_file(language), file),
    "agenda": lambda makers, language, file: makers.agenda(meeting_file(language), file),
    "letter": lambda makers, language, file: makers.letter(letter_order(language), file),
    "casesheet": lambda makers, language, file: makers.case_sheet(case_sheet_order(language), file),
    "summary": lambda makers, language, file: makers.summary(letter_order(language), file),
    "forms": lambda makers, language, file: makers.blank_forms(forms_order(language), file),
    "audit": lambda makers, language, file: makers.audit(audit_order(language), file),
    "leaflet": lambda makers, language, file: makers.leaflet(replace(LEAFLET, language=language), file),
    "large": lambda makers, language, file: makers.leaflet(
        replace(LEAFLET, language=language, large_print=True), file
    ),
    "card": lambda makers, language, file: makers.leaflet(
        replace(LEAFLET, language=language, card=True), file
    ),
}
NAMES = (
    "Őry",
    "Łukasz",
    "Şahin",
    "Nguyễn",
    "O”Brien",
    "1234567",
    "7654321",
    "5550123",
    "1954",
    "1971",
    "1948",
)

Printed = Callable[[str, str], Path]

every_kind = pytest.mark.parametrize("kind", KINDS)
every_language = pytest.mark.parametrize("language", ["nl", "en"])


@every_kind
@every_language
def test_that_the_same_order_gives_the_same_bytes(
    makers: PdfDocuments, printed: Printed, tmp_path: Path, kind: str, language: str
) -> None:
    again = KINDS[kind](makers, language, tmp_path / "again.pdf")
    assert again.read_bytes() == printed(kind, language).read_bytes()


@every_kind
def test_that_another_process_gives_the_same_bytes(printed: Printed, tmp_path: Path, kind: str) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.reports import examples, test_documents as t;"
        "t.KINDS[sys.argv[1]](examples.documents(Path(sys.argv[2])), 'nl', Path(sys.argv[3]))"
    )
    there = tmp_path / "there.pdf"
    arguments = [sys.executable, "-c", code, kind, str(tmp_path / "other cache"), str(there)]
    subprocess.run(arguments, check=True, env={**os.environ, "PYTHONHASHSEED": "7"})
    assert there.read_bytes() == printed(kind, "nl").read_bytes()


@every_kind
@every_language
def test_that_every_font_is_embedded(printed: Printed, kind: str, language: str) -> None:
    with pikepdf.open(printed(kind, language)) as document:
        found = [each for each in document.objects if isinstance(each, pikepdf.Dictionary)]
        fonts = [each for each in found if each.get("/Type") == "/Font" and each.Subtype != "/Type0"]
        assert fonts
        assert all("/FontFile2" in each.FontDescriptor for each in fonts)


@every_kind
@every_language
def test_that_metadata_and_bookmarks_name_nobody(printed: Printed, kind: str, language: str) -> None:
    with pikepdf.open(printed(kind, language)) as document:
        assert str(document.Root.Lang) == language
        assert str(document.docinfo["/CreationDate"]).startswith("D:2026111809")
        with document.open_outline() as outline:
            said = [str(value) for value in document.docinfo.values()] + [each.title for each in outline.root]
    assert str(document.docinfo["/Title"])
    assert not [each for each in said for name in NAMES if name in each]


@every_kind
@every_language
def test_that_every_page_carries_status_number_and_count(printed: Printed, kind: str, language: str) -> None:
    texts = load_texts(language)
    pages = pages_of(printed(kind, language))
    last = {"nl": "van", "en": "of"}[language]
    for number, page in enumerate(pages, 1):
        assert squeezed(texts.get("status.demonstration")) in squeezed(page)
        assert re.search(rf"[MABLCSFI]-20261118-[0-9A-F]{{6}}.*{number} {last} {len(pages)}$", page)


@pytest.mark.parametrize("kind", ["minutes", "agenda", "letter"])
def test_that_a_clinical_page_names_rules_sources_and_intended_use(printed: Printed, kind: str) -> None:
    texts = load_texts("en")
    for page in pages_of(printed(kind, "en")):
        said = squeezed(page)
        assert squeezed(texts.get("document.intended_use")) in said
        assert squeezed("rule set 1 (feedfacecafe)") in said
        assert squeezed("January 2022), its own review date 31 Jan 2024 has passed") in said
        assert squeezed(texts.get("guideline.nice-ng234.name")) in said


@pytest.mark.parametrize("language", ["nl", "en"])
def test_that_every_page_of_a_case_shows_its_patient_and_no_other(printed: Printed, language: str) -> None:
    pages = pages_of(printed("minutes", language))
    born = {"1234567": "1954", "7654321": "1971", "5550123": "1948"}
    shown = [[number for number in born if number in page] for page in pages]
    assert shown[0] == list(born)
    assert all(len(numbers) == 1 for numbers in shown[1:])
    assert [numbers[0] for numbers in shown[1:]] == sorted(
        (numbers[0] for numbers in shown[1:]), key=list(born).index
    )
    for page, (number,) in zip(pages[1:], shown[1:], strict=True):
        assert born[number] in page


def test_that_a_long_letter_repeats_the_patient_on_its_next_page(
    makers: PdfDocuments, tmp_path: Path
) -> None:
    order = letter_order("en")
    decision = replace(examples.OPERATE, reasons="Because of this. " * 500)
    long = replace(order, sheet=replace(order.sheet, decision=decision))
    pages = pages_of(makers.letter(long, tmp_path / "letter.pdf"))
    assert len(pages) > 1
    assert all("1234567" in page and "12 Mar 1954" in page for page in pages)


def test_that_an_unsigned_document_says_so_on_every_page(
    makers: PdfDocuments, printed: Printed, tmp_path: Path
) -> None:
    draft = replace(MEETING, signed_by=None, signed_at=None)
    for page in pages_of(makers.minutes(meeting_file("nl", draft), tmp_path / "draft.pdf")):
        assert "CONCEPT" in page
    for page in pages_of(printed("minutes", "nl")):
        assert "CONCEPT" not in page


@every_kind
@every_language
def test_that_nothing_is_printed_outside_the_page_or_over_the_footer(
    printed: Printed, kind: str, language: str
) -> None:
    with pdfplumber.open(printed(kind, language)) as document:
        for page in document.pages:
            assert all(
                char["x0"] > 20 and char["x1"] < page.width - 20 and char["bottom"] < page.height - 8
                for char in page.chars
            )


@every_kind
@every_language
def test_that_no_two_lines_of_text_overlap(printed: Printed, kind: str, language: str) -> None:
    with pdfplumber.open(printed(kind, language)) as document:
        for page in document.pages:
            seen: list[tuple[float, float, float, float]] = []
            for word in page.extract_words(x_tolerance=1.5):
                middle = (word["top"] + word["bottom"]) / 2
                height = (word["bottom"] - word["top"]) * 0.2
                box = (word["x0"] + 0.3, middle - height, word["x1"] - 0.3, middle + height)
                hit = [
                    other
                    for other in seen
                    if box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
                ]
                assert hit == [], word["text"]
                seen.append(box)


@pytest.mark.parametrize("language", ["xx", "", "../nl", "nl.toml"])
def test_that_a_language_without_a_leaflet_is_refused(
    makers: PdfDocuments, tmp_path: Path, language: str
) -> None:
    with pytest.raises(UserError, match=r"document\.no_leaflet"):
        makers.leaflet(replace(LEAFLET, language=language), tmp_path / "leaflet.pdf")
    assert list(tmp_path.iterdir()) == []


def test_that_a_figure_shown_on_many_pages_is_held_once(makers: PdfDocuments, tmp_path: Path) -> None:
    order = meeting_file("en")
    many = replace(order, sheets=tuple(order.sheets[0] for _ in range(6)))
    with pikepdf.open(makers.minutes(many, tmp_path / "minutes.pdf")) as document:
        shown = {
            form.objgen
            for page in document.pages
            for name, form in page.Resources.get("/XObject", {}).items()
            if "nesms" in name
        }
    assert len(shown) == 1


def test_that_minutes_of_one_case_keep_its_place_on_the_agenda(makers: PdfDocuments, tmp_path: Path) -> None:
    order = meeting_file("en")
    pages = pages_of(makers.minutes(replace(order, sheets=order.sheets[1:2]), tmp_path / "one.pdf"))
    assert "case 2, continued" in pages[-1]
