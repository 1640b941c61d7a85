"""The leaflet and the card: the facts, the two tiers first, letters that can be read, numbers that were tried."""

import re
import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdt_desk.assets import resource
from mdt_desk.i18n import load_texts
from mdt_desk.reports.card import CARDS, HEIGHT, WIDTH
from mdt_desk.reports.documents import PdfDocuments
from mdt_desk.reports.leaflet import Leaflet, LeafletRefused, refuse_unusable, unusable_contacts
from mdt_desk.reports.leaflet_text import LeafletText, leaflet_text
from mdt_desk.reports.release import read_pages
from mdt_desk.reports.text import TextGate
from mdt_desk.usecases.errors import BugError, UserError
from mdt_desk.usecases.ports import LeafletOrder
from mdt_desk.usecases.preferences import VERIFIED_FOR_DAYS, Contact
from tests.reports.examples import CONTACT_DAY, CONTACT_NIGHT, LEAFLET, pages_of, squeezed

GOLDEN = Path(__file__).parents[1] / "golden"
TODAY = date(2026, 11, 18)
LANGUAGES = ("nl", "en")
ALL_LANGUAGES = ("nl", "en", "de", "tr", "pl", "ar")
MM = 72 / 25.4

every_language = pytest.mark.parametrize("language", LANGUAGES)
every_leaflet = pytest.mark.parametrize("language", ALL_LANGUAGES)
every_size = pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])


def text_of(language: str) -> LeafletText:
    return leaflet_text(resource("leaflets"), language)


def read(file: Path) -> str:
    """Return all text as a reader program hands it out, joined letters taken apart again."""
    return unicodedata.normalize("NFKC", "".join(read_pages(file.read_bytes())))


def verified(day: int, night: int) -> LeafletOrder:
    """Return an order whose contacts were verified so many days ago."""
    return replace(
        LEAFLET,
        contact_day=replace(CONTACT_DAY, verified_on=TODAY - timedelta(days=day)),
        contact_night=replace(CONTACT_NIGHT, verified_on=TODAY - timedelta(days=night)),
    )


@given(day=st.integers(-400, 400), night=st.integers(-400, 400))
def test_that_a_leaflet_needs_two_numbers_verified_in_the_last_180_days(day: int, night: int) -> None:
    stale = tuple(
        which for which, age in (("day", day), ("night", night)) if not 0 <= age <= VERIFIED_FOR_DAYS
    )
    assert unusable_contacts(verified(day, night), TODAY) == stale
    if stale:
        with pytest.raises(LeafletRefused) as refused:
            refuse_unusable(verified(day, night), TODAY)
        assert refused.value.contacts == stale
        assert refused.value.key == f"refused.leaflet.{stale[0]}_not_verified"


@pytest.mark.parametrize(
    "contact",
    [replace(CONTACT_NIGHT, name=" "), replace(CONTACT_NIGHT, telephone="")],
    ids=["name", "number"],
)
def test_that_an_empty_contact_is_missing(contact: Contact) -> None:
    order = replace(LEAFLET, contact_night=contact)
    with pytest.raises(LeafletRefused, match=r"refused\.leaflet\.night_missing"):
        refuse_unusable(order, TODAY)


@pytest.mark.parametrize("card", [False, True])
def test_that_a_refused_leaflet_leaves_no_file(makers: PdfDocuments, tmp_path: Path, *, card: bool) -> None:
    with pytest.raises(LeafletRefused):
        makers.leaflet(replace(verified(181, 3), card=card), tmp_path / "leaflet.pdf")
    assert list(tmp_path.iterdir()) == []


@every_leaflet
@every_size
def test_that_the_two_tiers_come_first_and_then_whom_to_call(
    makers: PdfDocuments, tmp_path: Path, language: str, *, large: bool
) -> None:
    order = replace(LEAFLET, language=language, large_print=large)
    said = squeezed(read(makers.leaflet(order, tmp_path / "leaflet.pdf")))
    text = text_of(language)
    at_once, same_day, first = (
        said.index(squeezed(each))
        for each in (text.at_once.heading, text.same_day.heading, text.sections[0].heading)
    )
    numbers = [said.index(squeezed(each.telephone), same_day) for each in (CONTACT_DAY, CONTACT_NIGHT)]
    assert at_once < same_day < min(numbers) < max(numbers) < first


@every_language
@every_size
def test_that_every_sentence_is_printed(
    makers: PdfDocuments, tmp_path: Path, language: str, *, large: bool
) -> None:
    order = replace(LEAFLET, language=language, large_print=large)
    with pdfplumber.open(makers.leaflet(order, tmp_path / "leaflet.pdf")) as document:
        columns = [
            page.crop((left, 0, right, page.height)).extract_text()
            for page in document.pages
            for left, right in ((0, page.width), (0, page.width / 2), (page.width / 2, page.width))
        ]
    said = [squeezed(each) for each in columns]
    for sentence in text_of(language).sentences():
        assert any(squeezed(sentence) in each for each in said), sentence


@every_leaflet
def test_that_the_leaflet_fits_on_one_page(makers: PdfDocuments, tmp_path: Path, language: str) -> None:
    order = replace(
        LEAFLET, language=language, uk_additions=True, patient_name="Łukasz Őry", birth_date=date(1954, 3, 12)
    )
    assert len(pages_of(makers.leaflet(order, tmp_path / "leaflet.pdf"))) == 1


def test_that_a_leaflet_too_long_for_its_sheet_still_says_in_front_whom_to_call(
    makers: PdfDocuments, tmp_path: Path
) -> None:
    long = replace(LEAFLET, hospital=" ".join(f"huis{number}" for number in range(500)))
    front, overleaf = read_pages(makers.leaflet(long, tmp_path / "leaflet.pdf").read_bytes())
    assert "huis499" in squeezed(front + overleaf)
    for contact in (LEAFLET.contact_day, LEAFLET.contact_night):
        assert contact is not None
        assert squeezed(contact.telephone) in squeezed(front)


@every_leaflet
def test_that_large_print_is_at_least_16_points_everywhere(
    makers: PdfDocuments, tmp_path: Path, language: str
) -> None:
    order = replace(LEAFLET, language=language, large_print=True, uk_additions=True)
    with pdfplumber.open(makers.leaflet(order, tmp_path / "leaflet.pdf")) as document:
        assert min(round(char["size"], 3) for page in document.pages for char in page.chars) >= 16


@every_leaflet
@pytest.mark.parametrize("card", [False, True])
def test_that_british_signs_are_printed_only_when_switched_on_and_never_silently(
    makers: PdfDocuments, tmp_path: Path, language: str, *, card: bool
) -> None:
    text = text_of(language)
    signs = text.card.uk if card else text.uk.signs
    note = text.card.uk_note if card else text.uk.note
    without = replace(LEAFLET, language=language, card=card)
    said = {
        on: squeezed(read(makers.leaflet(replace(without, uk_additions=on), tmp_path / f"{on}.pdf")))
        for on in (False, True)
    }
    assert not any(squeezed(each) in said[False] for each in (*signs, note))
    assert all(squeezed(each) in said[True] for each in (*signs, note))


@every_language
def test_that_the_leaflet_names_its_version_its_hospital_and_its_patient(
    makers: PdfDocuments, tmp_path: Path, language: str
) -> None:
    order = replace(
        LEAFLET, language=language, patient_name="Nguyễn Şahin-Yılmaz", birth_date=date(1971, 7, 30)
    )
    (page,) = pages_of(makers.leaflet(order, tmp_path / "leaflet.pdf"))
    text = text_of(language)
    assert text.version_line.format(version=text.version) in page
    assert "Ziekenhuis Voorbeeld" in page
    assert "Nguyễn Şahin-Yılmaz" in page
    assert "30 jul 1971" in page.lower()


@every_leaflet
def test_that_a_leaflet_for_who_has_no_birth_date_on_record_names_the_patient_only(
    gate: TextGate, language: str
) -> None:
    whose = Leaflet(gate=gate, text=text_of(language), order=replace(LEAFLET, patient_name="Łukasz Őry"))
    said = whose.for_whom()
    assert "Łukasz Őry" in said
    assert len(said) - len("Łukasz Őry") < 6, "the name, and a word that leads to it"
    assert replace(whose, order=LEAFLET).for_whom() == ""


def test_that_a_leaflet_file_that_lacks_a_part_is_refused_by_the_name_of_the_part(tmp_path: Path) -> None:
    whole = resource("leaflets", "nl.toml").read_text(encoding="utf-8")
    (tmp_path / "nl.toml").write_text(whole.replace("for_name =", "for_nobody ="), encoding="utf-8")
    with pytest.raises(BugError) as refused:
        leaflet_text(tmp_path, "nl")
    said = load_texts("en").get(refused.value.key, **refused.value.params)
    assert said == "The leaflet in this language (nl) lacks 'for_name'."


@every_leaflet
def test_that_four_cards_of_85_by_54_mm_stand_on_the_page_with_marks(
    makers: PdfDocuments, tmp_path: Path, language: str
) -> None:
    order = replace(LEAFLET, language=language, card=True)
    assert pytest.approx((85 * MM, 54 * MM)) == (WIDTH, HEIGHT)
    with pdfplumber.open(makers.leaflet(order, tmp_path / "card.pdf")) as document:
        (page,) = document.pages
        bands = [each for each in page.rects if each["width"] == pytest.approx(WIDTH, abs=0.1)]
        across = sorted({round(each["top"], 1) for each in page.lines if each["height"] == 0})
        assert page.extract_text().count(CONTACT_NIGHT.telephone) == CARDS
    assert {round(each["x0"], 1) for each in bands} == {
        round(page.width / 2 - WIDTH, 1),
        round(page.width / 2, 1),
    }
    steps = [b - a for a, b in pairwise(across) if b - a > 100]
    assert steps[:CARDS] == pytest.approx([HEIGHT] * CARDS, abs=0.2)


@every_leaflet
def test_that_the_card_can_be_read_at_arms_length(
    makers: PdfDocuments, tmp_path: Path, language: str
) -> None:
    order = replace(LEAFLET, language=language, card=True, uk_additions=True)
    with pdfplumber.open(makers.leaflet(order, tmp_path / "card.pdf")) as document:
        chars = document.pages[0].chars
    telephone = [char["size"] for char in chars if char["text"] in "0123456789"]
    assert max(telephone) >= 13
    signs = [char for char in chars if char["text"] == "•"]
    assert min(round(char["size"], 3) for char in signs) >= 6.4


def test_that_what_does_not_fit_on_a_card_is_refused(makers: PdfDocuments, tmp_path: Path) -> None:
    order = replace(LEAFLET, card=True, contact_day=replace(CONTACT_DAY, name="Afdeling " * 60))
    with pytest.raises(UserError, match=r"document\.card_too_full"):
        makers.leaflet(order, tmp_path / "card.pdf")


# Dutch: Flesch-Douma (Douma 1960), reading ease = 206.84 - 0.77 x syllables per 100 words - 0.93 x words a sentence.
# English: Flesch 1948, 206.835 - 84.6 x syllables a word - 1.015 x words a sentence. 60 is plain, 70 is easy.
_VOWELS = {
    "nl": re.compile(r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|au|ou|[aeiouyéèëïöü]"),
    "en": re.compile(r"[aeiouy]+"),
}
LONGEST_SENTENCE = 20


def syllables(word: str, language: str) -> int:
    found = len(_VOWELS[language].findall(word.lower()))
    silent = language == "en" and word.lower().endswith("e") and not word.lower().endswith("le")
    return max(1, found - silent)


def reading_ease(sentences: list[str], language: str) -> float:
    words = [re.findall(r"[\w’'-]+", sentence) for sentence in sentences]
    count = sum(map(len, words))
    spoken = sum(syllables(word, language) for sentence in words for word in sentence)
    if language == "nl":
        return 206.84 - 0.77 * 100 * spoken / count - 0.93 * count / len(sentences)
    return 206.835 - 84.6 * spoken / count - 1.015 * count / len(sentences)


def sentences_of(language: str) -> list[str]:
    lines = " ".join(
        f"{line.rstrip(':')}." if line[-1] not in ".?!" else line for line in text_of(language).sentences()
    )
    return [each for each in re.split(r"(?<=[.?!])\s+", lines) if re.search(r"\w", each)]


@pytest.mark.parametrize(
    ("word", "language", "count"),
    [
        ("uitzaaiingen", "nl", 4),
        ("wervels", "nl", 2),
        ("behandeling", "nl", 4),
        ("nieuw", "nl", 1),
        ("paralysed", "en", 4),
        ("numbness", "en", 2),
        ("like", "en", 1),
    ],
)
def test_that_syllables_are_counted_as_a_reader_would(word: str, language: str, count: int) -> None:
    assert syllables(word, language) == count


@every_language
def test_that_the_leaflet_is_easy_to_read_and_its_score_is_on_record(language: str) -> None:
    sentences = sentences_of(language)
    longest = max(len(sentence.split()) for sentence in sentences)
    score = reading_ease(sentences, language)
    recorded = (GOLDEN / f"readability-{language}.txt").read_text(encoding="utf-8")
    assert score >= 70
    assert longest <= LONGEST_SENTENCE
    assert recorded == f"reading ease {score:.1f}, longest sentence {longest} words\n"
