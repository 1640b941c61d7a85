"""The leaflet in languages that follow the Dutch one: same facts, the right way round, honest about who checked it."""

import os
import re
import unicodedata
from collections import Counter
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.units import mm
from reportlab.platypus import SimpleDocTemplate, Spacer

from mdt_desk.assets import resource
from mdt_desk.i18n import load_texts
from mdt_desk.reports.documents import PdfDocuments
from mdt_desk.reports.fonts import Face, Fonts
from mdt_desk.reports.leaflet_text import LeafletText, leaflet_text
from mdt_desk.reports.release import read_pages
from mdt_desk.reports.rtl import RightToLeftParagraph, displayed, right_to_left_gate
from mdt_desk.reports.style import house_styles
from mdt_desk.settings import TRANSLATED
from mdt_desk.usecases.ports import LeafletOrder
from mdt_desk.usecases.preferences import TranslationReview
from tests.reports.examples import CONTACT_DAY, CONTACT_NIGHT, LEAFLET, squeezed
from tests.reports.test_hostile import UGLY

GOLDEN = Path(__file__).parents[1] / "golden"
KINDS = ("leaflet", "large", "card")
BORN = date(1954, 3, 12)
CHECKED = TranslationReview(
    language="ar", version="2", reviewer="Dr A. Voorbeeld", reviewed_on=date(2026, 11, 2)
)

every_translation = pytest.mark.parametrize("language", TRANSLATED)
every_kind = pytest.mark.parametrize("kind", KINDS)


def text_of(language: str) -> LeafletText:
    return leaflet_text(resource("leaflets"), language)


def order_of(language: str, kind: str) -> LeafletOrder:
    return replace(LEAFLET, language=language, large_print=kind == "large", card=kind == "card")


def read(file: Path) -> list[str]:
    """Return the pages as a reader program hands them out, joined letters taken apart again."""
    return [unicodedata.normalize("NFKC", each).replace("\r", "") for each in read_pages(file.read_bytes())]


@every_translation
@every_kind
def test_that_a_translation_reads_as_it_was_approved(
    makers: PdfDocuments, tmp_path: Path, language: str, kind: str
) -> None:
    pages = read(makers.leaflet(order_of(language, kind), tmp_path / "leaflet.pdf"))
    text = re.sub(r"\b(L-\d{8})-[0-9A-F]{6}\b", r"\1", "\n\f\n".join(pages)) + "\n"
    golden = GOLDEN / f"{kind}-{language}.txt"
    if os.environ.get("RENEW_GOLDENS"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@every_translation
def test_that_a_translation_has_the_parts_and_the_numbers_of_the_dutch_leaflet(language: str) -> None:
    dutch, other = text_of("nl"), text_of(language)

    def shape(text: LeafletText) -> list[int]:
        signs = (
            text.at_once.signs,
            text.same_day.signs,
            text.uk.signs,
            *(each.signs for each in text.sections),
        )
        return [*map(len, signs), len(text.card.at_once), len(text.card.uk)]

    def numbers(text: LeafletText) -> list[list[str]]:
        return [
            sorted(re.findall(r"\d+|www\S+|werveluitzaaiingen", each)) for each in map(str, text.sections)
        ]

    assert (other.translated, dutch.translated) == (True, False)
    assert shape(other) == shape(dutch)
    assert numbers(other) == numbers(dutch)
    assert other.version == dutch.version


@every_translation
@every_kind
def test_that_an_unchecked_translation_says_so_on_every_page_in_its_language_and_the_clinics(
    makers: PdfDocuments, tmp_path: Path, language: str, kind: str
) -> None:
    for clinic in ("nl", "en"):
        order = replace(order_of(language, kind), clinic_language=clinic)
        for page in read(makers.leaflet(order, tmp_path / "leaflet.pdf")):
            for said in (text_of(language), text_of(clinic)):
                assert squeezed(said.unreviewed) in squeezed(page)
            assert squeezed(load_texts(clinic).get("status.demonstration")) in squeezed(page)


@pytest.mark.parametrize(
    ("review", "checked"),
    [
        (CHECKED, True),
        (replace(CHECKED, language="tr"), False),
        (replace(CHECKED, version="1"), False),
        (replace(CHECKED, reviewed_on=date(2026, 11, 19)), False),
    ],
    ids=["checked", "another language", "an earlier version", "not yet"],
)
@every_kind
def test_that_a_checked_translation_names_who_checked_it(
    makers: PdfDocuments, tmp_path: Path, kind: str, review: TranslationReview, *, checked: bool
) -> None:
    order = replace(order_of("ar", kind), reviews=(review,))
    (page, *_) = read(makers.leaflet(order, tmp_path / "leaflet.pdf"))
    assert (squeezed(text_of("ar").unreviewed) in squeezed(page)) is not checked
    assert (squeezed(text_of("nl").unreviewed) in squeezed(page)) is not checked
    assert (squeezed("تمت مراجعة الترجمة في 2 نوفمبر 2026 بواسطة") in squeezed(page)) is checked
    assert (("A." in page or ".A" in page) and "2026" in page) or not checked


def test_that_the_signs_of_a_latin_name_stay_where_they_were_written() -> None:
    name = "O”Brien (jr.)"
    assert name in displayed(f"إلى: {name}", guest=name)
    assert name not in displayed(f"إلى: {name}")


def test_that_arabic_is_printed_in_order_with_its_letters_joined(
    makers: PdfDocuments, tmp_path: Path
) -> None:
    order = replace(order_of("ar", "large"), patient_name="محمد الأحمد", birth_date=BORN)
    file = makers.leaflet(order, tmp_path / "leaflet.pdf")
    said = squeezed("".join(read(file)))
    text = text_of("ar")
    assert squeezed("محمد الأحمد") in said
    for sentence in (text.title, *text.sentences()):
        for word in re.split(r"[ .,:،؟()]+", sentence):
            assert word in said, word
    for sentence in (each for tier in (text.at_once, text.same_day) for each in tier.signs):
        assert squeezed(sentence) in said
    with pdfplumber.open(file) as document:
        letters = {
            char["text"]
            for page in document.pages
            for char in page.chars
            if unicodedata.bidirectional(char["text"][0]) == "AL"
            and unicodedata.category(char["text"][0]) == "Lo"
        }
    assert letters
    assert all("\ufe70" <= each <= "\ufeff" for each in letters), sorted(letters)


def test_that_an_arabic_page_is_mirrored(makers: PdfDocuments, tmp_path: Path) -> None:
    with pdfplumber.open(makers.leaflet(order_of("ar", "leaflet"), tmp_path / "leaflet.pdf")) as document:
        (page,) = document.pages
        bullets = [char["x0"] for char in page.chars if char["text"] == "•"]
        right = max(char["x1"] for char in page.chars if char["top"] < 80)
    assert right == pytest.approx(page.width - 17 * mm, abs=1)
    assert min(bullets) > page.width * 0.4
    assert sum(each > page.width * 0.85 for each in bullets) == 6


@pytest.mark.parametrize(
    "number", ["2026", "+44 20 7946 0123", "12-03-1954", "(020) 7946-0456", "08:30", "3", "1/2"]
)
def test_that_a_number_in_arabic_reads_from_left_to_right_and_stays_whole(number: str) -> None:
    assert number in displayed(f"اتصل على {number} في اليوم").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("line", "glyphs"),
    [
        ("لا", "\ufefb"),
        ("(الظهر)", "(\ufeae\ufeec\ufec8\ufedf\ufe8d)"),
        ("12 مارس 2026", "2026 \ufeb1\ufead\ufe8e\ufee3 12"),
        ("اسم Łukasz Őry", "Łukasz Őry \ufee2\ufeb3\ufe8d"),
    ],
)
def test_that_a_line_of_arabic_is_joined_and_turned(line: str, glyphs: str) -> None:
    assert displayed(line) == glyphs


@every_kind
@pytest.mark.parametrize("telephone", [CONTACT_DAY.telephone, CONTACT_NIGHT.telephone])
def test_that_the_telephone_numbers_stand_on_an_arabic_page_as_they_are_dialled(
    makers: PdfDocuments, tmp_path: Path, kind: str, telephone: str
) -> None:
    with pdfplumber.open(makers.leaflet(order_of("ar", kind), tmp_path / "leaflet.pdf")) as document:
        drawn = "".join(char["text"] for page in document.pages for char in page.chars)
    assert telephone in drawn.replace("\u00a0", " ")


arabic = st.text(
    st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهوي، ؟0123456789 (+)-<&>\u0650é\u0301😀Ł."), max_size=80
)


@settings(max_examples=300, deadline=None)
@given(text=arabic | st.text(max_size=80), width=st.integers(20, 400))
def test_that_any_text_is_set_from_the_right_without_losing_a_letter(
    fonts: Fonts, text: str, width: int
) -> None:
    gate = right_to_left_gate(fonts)
    style = house_styles(fonts).body
    cleaned = gate.clean(text)
    assert gate.clean(cleaned) == cleaned
    for paragraph, source in zip(gate.paragraphs(text, style), [cleaned] if cleaned else [], strict=False):
        paragraph.wrap(width, 800)
        assert isinstance(paragraph, RightToLeftParagraph)
        lines = paragraph.lines
        assert squeezed("".join(lines)) == squeezed(source)
        for line in lines:
            assert len(line) == 1 or fonts.width(displayed(line), Face.REGULAR, style.fontSize) <= width + 40


def test_that_an_arabic_text_goes_on_overleaf_with_every_line_and_its_bullet_once(fonts: Fonts) -> None:
    style = house_styles(fonts).body
    numbers = list(map(str, range(100, 130)))
    sign = right_to_left_gate(fonts).item(" ".join(f"ألم {each}" for each in numbers), style)
    file = BytesIO()
    room = 12 + 2.5 * style.leading  # the frame keeps 6 points at either end
    paper = SimpleDocTemplate(file, pagesize=(200, room), topMargin=0, bottomMargin=0)
    paper.build([Spacer(0, 2 * style.leading), sign])
    pages = read_pages(file.getvalue())
    assert len(pages) > 3
    assert ["•" in each for each in pages[1:]] == [True, *([False] * (len(pages) - 2))]
    assert sorted(re.findall(r"\d{3}", "".join(pages))) == numbers
    assert max(len(each.strip().splitlines()) for each in pages) == 2


# Amstad 1978 for German, 180 - words a sentence - 58.5 x syllables a word; Ateşman 1997 for Turkish,
# 198.825 - 2.610 x words a sentence - 40.175 x syllables a word. As with Flesch: 60 is plain, 70 is easy.
_VOWELS = {"de": re.compile(r"eu|äu|ei|ai|au|ie|[aeiouyäöü]"), "tr": re.compile(r"[aeıioöuüâîû]")}
_EASE = {"de": (180.0, 1.0, 58.5), "tr": (198.825, 2.610, 40.175)}


@pytest.mark.parametrize(("language", "least"), [("de", 60), ("tr", 55)])
def test_that_a_translation_is_plain_by_the_formula_of_its_language(language: str, least: int) -> None:
    lines = " ".join(
        line if line[-1] in ".?!" else f"{line.rstrip(':')}." for line in text_of(language).sentences()
    )
    sentences = [each for each in re.split(r"(?<=[.?!])\s+", lines) if re.search(r"\w", each)]
    words = [re.findall(r"[\w’'-]+", each) for each in sentences]
    count = sum(map(len, words))
    lower = [word.replace("İ", "i").lower() for each in words for word in each]
    spoken = sum(max(1, len(_VOWELS[language].findall(word))) for word in lower)
    start, for_words, for_syllables = _EASE[language]
    ease = start - for_words * count / len(sentences) - for_syllables * spoken / count
    recorded = (GOLDEN / f"readability-{language}.txt").read_text(encoding="utf-8")
    longest = max(map(len, words))
    assert ease >= least
    assert longest <= 24
    assert recorded == f"reading ease {ease:.1f}, longest sentence {longest} words\n"


@every_kind
@pytest.mark.parametrize("number", range(8))
def test_that_the_number_of_an_arabic_document_reads_whatever_it_is(
    makers: PdfDocuments, tmp_path: Path, kind: str, number: int
) -> None:
    order = replace(order_of("ar", kind), hospital=f"Ziekenhuis {number}")
    pages = read(makers.leaflet(order, tmp_path / "leaflet.pdf"))
    assert all(re.search(r"L-20261118-[0-9A-F]{6}", squeezed(page)) for page in pages)


@pytest.mark.parametrize("text", UGLY)
def test_that_an_arabic_leaflet_comes_out_whatever_people_type(
    makers: PdfDocuments, fonts: Fonts, tmp_path: Path, text: str
) -> None:
    order = replace(
        order_of("ar", "leaflet"),
        hospital=text,
        contact_day=replace(CONTACT_DAY, name=f"x{text}"),
        patient_name=text,
        birth_date=BORN,
    )
    said = "".join(read(makers.leaflet(order, tmp_path / "leaflet.pdf")))
    printed = squeezed(unicodedata.normalize("NFKC", right_to_left_gate(fonts).clean(text)))
    wanted = Counter(each for each in printed if unicodedata.category(each) != "Cf")
    assert squeezed(text_of("ar").at_once.heading) in squeezed(said)
    assert not wanted - Counter(squeezed(said))


@pytest.mark.parametrize(
    ("language", "more"),
    [*((each, False) for each in ("nl", "en", "de", "tr", "pl", "ar")), ("de", True), ("tr", True)],
)
def test_that_large_print_says_whom_to_call_on_its_front_also_with_a_name(
    makers: PdfDocuments, tmp_path: Path, language: str, *, more: bool
) -> None:
    order = replace(
        order_of(language, "large"), patient_name="Łukasz Őry", birth_date=BORN, uk_additions=more
    )
    pages = read(makers.leaflet(order, tmp_path / "leaflet.pdf"))
    assert len(pages) == 2
    for contact in (order.contact_day, order.contact_night):
        assert re.sub(r"\D", "", contact.telephone) in re.sub(r"\D", "", pages[0])
