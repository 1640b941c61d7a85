"""Whatever people type, every document comes out, and with every letter of it."""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mdt_desk.domain.case import Case
from mdt_desk.domain.meeting import ActionId, ActionItem, Attendee, Discipline
from mdt_desk.reports.card import CardTooFull
from mdt_desk.reports.documents import PdfDocuments
from mdt_desk.reports.record import plain
from mdt_desk.reports.text import TextGate
from mdt_desk.usecases.ports import AuditLine, AuditOrder, CaseSheetOrder, LetterOrder, MeetingFile
from tests.reports import examples
from tests.reports.examples import (
    LEAFLET,
    MADE,
    MEETING,
    OPERATE,
    case_of,
    meeting_file,
    sheet,
    squeezed,
    word_text,
    words_of,
)

UGLY = (
    "Łukasz Őry",
    "Şahin-Yılmaz",
    "Nguyễn",
    "O”Brien <b>&amp;",
    "<para><font size=99>&lt;",
    "pain <b",
    "ECOG <two> & {karnofsky} %s %(x)s",
    "]]> --> <!-- \\ / \x00 \x1b[31m",
    "\U0001f600 👩‍⚕️ 王秀英",
    "محمد ١٢٣ \u202e evil \u202c",
    "e\u0301\u0323\u0308" * 5,
    "\u0301 starts with a mark",
    "a\u00a0b\u202fc\u2009d\ttab",
    "=HYPERLINK(1)\r\n\r\n\r\n\n next",
)

hostile = st.one_of(st.sampled_from(UGLY), st.text(min_size=1, max_size=60))
few = settings(max_examples=8)


def poisoned(text: str) -> Case:
    """Return a case with this text wherever a case takes words."""
    case = case_of(examples.CORD_COMPRESSION)
    entry = replace(case.recorded[0], source=text)
    return replace(
        case,
        patient=replace(case.patient, family_name=text, given_name=text, hospital_number="1234567"),
        referral=replace(
            case.referral,
            question=text,
            referrer=text,
            responsible_physician=text,
            gp=text,
            gp_address=text,
            images=text,
        ),
        condition=replace(case.condition, comorbidity=text),
        wishes=replace(case.wishes, preference=text),
        recorded=(entry,),
    )


def poisoned_file(text: str, language: str = "nl") -> MeetingFile:
    order = meeting_file(language)
    decision = replace(
        OPERATE,
        own_words=text,
        reasons=text,
        alternatives=text,
        dissent=text,
        condition=text,
        deviates_from_leading=True,
        deviation_words=text,
        actions=(ActionItem(id=ActionId(OPERATE.actions[0].id), text=text, owner=text),),
        responsible_physician=text,
        informs_patient=text,
        informs_gp=text,
    )
    meeting = replace(MEETING, attendees=(Attendee(name=text, discipline=Discipline.OTHER),), signed_by=text)
    return replace(
        order,
        meeting=meeting,
        sheets=(sheet(poisoned(text), 0, decision),),
        preferences=replace(order.preferences, hospital=text, department=text),
    )


def poisoned_letter(text: str) -> LetterOrder:
    order = poisoned_file(text)
    return LetterOrder(
        meeting=order.meeting,
        sheet=order.sheets[0],
        preferences=order.preferences,
        language="nl",
        made_at=order.made_at,
    )


@few
@given(text=hostile)
@example(text="pain <b")
@example(text="\u0301")
def test_that_the_minutes_print_every_letter_of_a_hostile_text(
    makers: PdfDocuments, gate: TextGate, text: str
) -> None:
    with TemporaryDirectory() as folder:
        words = squeezed(words_of(makers.minutes(poisoned_file(text), Path(folder, "minutes.pdf"))))
    assert words.count(squeezed(gate.clean(text))) >= 15


@few
@given(text=hostile)
def test_that_the_agenda_prints_every_letter_of_a_hostile_text(
    makers: PdfDocuments, gate: TextGate, text: str
) -> None:
    with TemporaryDirectory() as folder:
        words = squeezed(words_of(makers.agenda(poisoned_file(text), Path(folder, "agenda.pdf"))))
    assert words.count(squeezed(gate.clean(text))) >= 8


@few
@given(text=hostile)
def test_that_the_letter_prints_every_letter_of_a_hostile_text(
    makers: PdfDocuments, gate: TextGate, text: str
) -> None:
    with TemporaryDirectory() as folder:
        words = squeezed(words_of(makers.letter(poisoned_letter(text), Path(folder, "letter.pdf"))))
    assert words.count(squeezed(gate.clean(text))) >= 10


@few
@given(text=hostile, large=st.booleans())
def test_that_the_leaflet_prints_every_letter_of_a_hostile_text(
    makers: PdfDocuments, gate: TextGate, text: str, *, large: bool
) -> None:
    order = replace(
        LEAFLET,
        large_print=large,
        hospital=text,
        contact_day=replace(LEAFLET.contact_day, name=f"x{text}"),
        contact_night=replace(LEAFLET.contact_night, telephone=f"x{text}"),
        patient_name=text,
        birth_date=date(1954, 3, 12),
    )
    with TemporaryDirectory() as folder:
        words = squeezed(words_of(makers.leaflet(order, Path(folder, "leaflet.pdf"))))
    assert words.count(squeezed(gate.clean(text))) >= 4


@few
@given(text=hostile)
def test_that_the_card_prints_every_letter_of_a_hostile_text_or_is_refused(
    makers: PdfDocuments, gate: TextGate, text: str
) -> None:
    order = replace(LEAFLET, card=True, contact_day=replace(LEAFLET.contact_day, name=f"x{text}"))
    with TemporaryDirectory() as folder, suppress(CardTooFull):
        words = squeezed(words_of(makers.leaflet(order, Path(folder, "card.pdf"))))
        assert words.count(squeezed(gate.clean(f"x{text}"))) == 4


def poisoned_sheet(text: str) -> CaseSheetOrder:
    order = poisoned_file(text)
    return CaseSheetOrder(
        sheet=order.sheets[0], preferences=order.preferences, language="nl", made_at=order.made_at
    )


def poisoned_audit(text: str) -> AuditOrder:
    line = AuditLine(when=MADE, who=text, role=text, where=text, what=text, object=text, result=text)
    return replace(examples.audit_order("nl"), case=poisoned(text), lines=(line, line))


@few
@given(text=hostile)
def test_that_the_case_sheet_prints_every_letter_of_a_hostile_text(
    makers: PdfDocuments, gate: TextGate, text: str
) -> None:
    with TemporaryDirectory() as folder:
        words = words_of(makers.case_sheet(poisoned_sheet(text), Path(folder, "sheet.pdf")))
    assert words.count(squeezed(gate.clean(text))) >= 8


@few
@given(text=hostile)
def test_that_the_summary_prints_names_whole_and_no_other_words_of_people(
    makers: PdfDocuments, gate: TextGate, text: str
) -> None:
    with TemporaryDirectory() as folder:
        words = words_of(makers.summary(poisoned_letter(text), Path(folder, "summary.pdf")))
    assert words.count(squeezed(gate.clean(text))) >= 4
    secret = poisoned_letter("zqx")
    with TemporaryDirectory() as folder:
        made = words_of(makers.summary(secret, Path(folder, "summary.pdf")))
    named = ("patient", "referral.responsible_physician", "informs", "hospital")
    assert 0 < made.count("zqx") <= 2 * len(named) + 2


@few
@given(text=hostile)
def test_that_the_audit_overview_prints_every_letter_of_a_hostile_text(
    makers: PdfDocuments, gate: TextGate, text: str
) -> None:
    with TemporaryDirectory() as folder:
        words = words_of(makers.audit(poisoned_audit(text), Path(folder, "audit.pdf")))
    assert words.count(squeezed(gate.clean(text))) >= 12


@few
@given(text=hostile)
def test_that_minutes_as_text_and_for_word_hold_every_letter_of_a_hostile_text(
    makers: PdfDocuments, text: str
) -> None:
    order = poisoned_file(text)
    assert squeezed(makers.minutes_text(order)).count(squeezed(plain(text))) >= 15
    with TemporaryDirectory() as folder:
        words = word_text(makers.minutes_docx(order, Path(folder, "minutes.docx")))
    assert squeezed(words).count(squeezed(plain(text))) >= 15


NUMBERED = " ".join(f"w{number:04d}" for number in range(834))
UNBROKEN = "".join(f"w{number:04d}" for number in range(1000))
_AT_PAGE_ENDS = 3  # where a word that nobody broke is cut by the end of a page
MANY_LINES = "\n".join(f"w{number:04d}" for number in range(150))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("minutes", NUMBERED),
        ("minutes", UNBROKEN),
        ("minutes", MANY_LINES),
        ("agenda", NUMBERED),
        ("letter", UNBROKEN),
        ("case_sheet", NUMBERED),
        ("audit", NUMBERED),
    ],
    ids=["minutes", "minutes_one_word", "minutes_lines", "agenda", "letter_one_word", "case_sheet", "audit"],
)
def test_that_a_long_text_is_printed_whole_and_on_the_page_wherever_it_stands(
    makers: PdfDocuments, tmp_path: Path, kind: str, text: str
) -> None:
    file = tmp_path / "document.pdf"
    if kind == "letter":
        makers.letter(poisoned_letter(text), file)
    elif kind == "case_sheet":
        makers.case_sheet(poisoned_sheet(text), file)
    elif kind == "audit":
        makers.audit(poisoned_audit(text), file)
    else:
        getattr(makers, kind)(poisoned_file(text), file)
    words = words_of(file)
    places = {"minutes": 15, "agenda": 8, "letter": 10, "case_sheet": 8, "audit": 12}[kind]
    counts = [words.count(f"w{number:04d}") for number in range(100, len(squeezed(text)) // 5)]
    assert min(counts) >= places
    assert max(counts) - min(counts) <= (_AT_PAGE_ENDS if text == UNBROKEN else 0)
    assert not off_the_page(file)


def off_the_page(file: Path) -> list[int]:
    """Return the pages on which a letter stands beside the page, or on which the footer holds anything else."""
    found: list[int] = []
    footers: set[str] = set()
    with pdfium.PdfDocument(file.read_bytes()) as document:
        for number, page in enumerate(document, 1):
            text = page.get_textpage()
            boxes = [text.get_charbox(each) for each in range(text.count_chars())]
            if any(left < 20 or right > page.get_width() - 20 or low < 8 for left, low, right, _ in boxes):
                found.append(number)
            first, _ = text.search("demonstratie: niet").get_next()
            foot = text.get_text_bounded(top=text.get_charbox(first)[3] + 1)
            footers.add(re.sub(r"pagina \d+", "", foot))
            if len(footers) > 1:
                found.append(number)
    return found
