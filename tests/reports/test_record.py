"""Minutes for a word processor and as text: the same content as on paper, and nobody's identity outside of it."""

import re
import zipfile
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from itertools import groupby
from pathlib import Path
from uuid import UUID

import docx
import pytest

from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import Addendum, CaseId
from mdt_desk.domain.vocabulary import ACTIONS
from mdt_desk.i18n import load_texts
from mdt_desk.reports.documents import PdfDocuments
from mdt_desk.reports.docx import docx_bytes
from mdt_desk.reports.patient_summary import SPOKEN, once, plan_lines
from mdt_desk.reports.press import Press
from mdt_desk.reports.record import Rows, plain
from mdt_desk.reports.release import read_pages
from mdt_desk.usecases.documents import of_one_case
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.ports import MeetingFile
from tests.reports import examples
from tests.reports.examples import (
    IDS,
    MEETING,
    STARTS,
    letter_order,
    meeting_file,
    squeezed,
    word_text,
    words_of,
)

NAMES = ("Őry", "Łukasz", "Şahin", "Nguyễn", "1234567", "1954")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_that_every_line_of_the_text_stands_on_paper_too(
    makers: PdfDocuments, tmp_path: Path, language: str
) -> None:
    order = meeting_file(language)
    paper = words_of(makers.minutes(order, tmp_path / "minutes.pdf"))
    spelled = makers.minutes_text(order).replace("😀", "[U+1F600]")
    titles = [each for each in spelled.split("\n") if each.isupper() or set(each) <= {"=", "-"}]
    lines = [each for each in spelled.split("\n") if len(each) > 30 and each not in titles]
    words = {word for line in lines for word in re.findall(r"[\w’-]{4,}", line)}
    lost = sorted(word for word in words if squeezed(word) not in paper)
    assert lost == []
    assert len(words) > 300


def test_that_word_says_what_the_text_says(makers: PdfDocuments, tmp_path: Path) -> None:
    order = meeting_file("en")
    word = squeezed(word_text(makers.minutes_docx(order, tmp_path / "minutes.docx")))
    for line in makers.minutes_text(order).split("\n"):
        if line and not set(line) <= {"=", "-"} and "|" not in line and not line.isupper():
            said = squeezed(line.removeprefix("- ").strip())
            assert said in word, line


def test_that_word_says_nothing_that_a_font_draws_as_one_sign(makers: PdfDocuments, tmp_path: Path) -> None:
    """Nimbus Sans, which stands in for Arial on many systems, draws "Nr." as a numero sign."""
    assert "Nr." not in word_text(makers.minutes_docx(meeting_file("nl"), tmp_path / "minutes.docx"))


def test_that_a_day_stays_on_one_line_in_word(makers: PdfDocuments, tmp_path: Path) -> None:
    words = word_text(makers.minutes_docx(meeting_file("nl"), tmp_path / "minutes.docx"))
    assert "geb. 12\u00a0mrt\u00a01954" in words
    assert "12 mrt 1954" not in words


def test_that_word_has_headings_tables_and_a_section_with_its_patient_for_each_case(
    makers: PdfDocuments, tmp_path: Path
) -> None:
    document = docx.Document(str(makers.minutes_docx(meeting_file("en"), tmp_path / "minutes.docx")))
    styles = [each.style.name for each in document.paragraphs if each.style is not None]
    assert styles.count("Heading 1") == 4
    assert styles.count("Heading 2") > 12
    assert len(document.tables) >= 3
    heads = ["\n".join(line.text for line in each.header.paragraphs) for each in document.sections]
    assert not any(name in heads[0] for name in NAMES)
    assert [
        number in head for number, head in zip(("1234567", "7654321", "5550123"), heads[1:], strict=True)
    ] == [True] * 3


def test_that_no_line_of_a_list_stands_alone_on_a_page_of_word(makers: PdfDocuments, tmp_path: Path) -> None:
    document = docx.Document(str(makers.minutes_docx(meeting_file("en"), tmp_path / "minutes.docx")))
    lists = [
        [bool(each.paragraph_format.keep_with_next) for each in found]
        for listed, found in groupby(document.paragraphs, lambda each: each.style and each.style.name)
        if listed == "List Bullet"
    ]
    assert max(map(len, lists)) > 5
    for kept in lists:
        assert not kept[-1]
        assert len(kept) == 1 or (kept[0] and kept[-2])


def test_that_the_metadata_of_word_name_nobody_and_the_same_order_gives_the_same_bytes(
    makers: PdfDocuments, tmp_path: Path
) -> None:
    first = makers.minutes_docx(meeting_file("nl"), tmp_path / "one.docx")
    again = makers.minutes_docx(meeting_file("nl"), tmp_path / "two.docx")
    assert first.read_bytes() == again.read_bytes()
    assert first.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(first) as parts:
        said = parts.read("docProps/core.xml").decode() + parts.read("docProps/app.xml").decode()
    assert "MDT Desk" in said
    assert not any(name in said for name in NAMES)


def test_that_the_text_of_one_case_names_no_other_patient(makers: PdfDocuments) -> None:
    said = makers.minutes_text(of_one_case(meeting_file("en"), IDS[2]))
    assert "5550123" in said
    assert "Case 3" in said
    assert not any(name in said for name in NAMES)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_that_text_says_at_either_end_what_it_may_be_used_for(makers: PdfDocuments, language: str) -> None:
    status = load_texts(language).get("status.demonstration")
    lines = makers.minutes_text(meeting_file(language)).strip().split("\n")
    assert lines[0] == lines[-1] == status


def test_that_an_addendum_is_printed_and_said_on_every_page(makers: PdfDocuments, tmp_path: Path) -> None:
    added = Addendum(by="Dr A. Voorbeeld", at=STARTS + timedelta(days=1), text="Level is T9, not T8.")
    order = meeting_file("en", replace(MEETING, addenda=(added,)))
    pages = examples.pages_of(makers.minutes(order, tmp_path / "minutes.pdf"))
    assert all("WITH ADDENDUM" in page for page in pages)
    assert "Dr A. Voorbeeld, 19 Nov 2026 08:00: Level is T9, not T8." in pages[0]
    said = "Supersedes every earlier print of these minutes, and every one without the addendum of 19 Nov 2026 08:00."
    for words in (
        squeezed(pages[0]),
        squeezed(makers.minutes_text(order)),
        squeezed(in_word(makers, order, tmp_path)),
    ):
        assert "Dr A. Voorbeeld, 19 Nov 2026 08:00".replace(" ", "") in words
        assert "Level is T9, not T8.".replace(" ", "") in words
        assert squeezed(said) in words


@pytest.mark.parametrize("signed", [True, False], ids=["signed", "draft"])
def test_that_minutes_made_again_say_which_prints_they_supersede(
    makers: PdfDocuments, tmp_path: Path, *, signed: bool
) -> None:
    meeting = MEETING if signed else replace(MEETING, signed_by=None, signed_at=None)
    again = replace(meeting_file("en", meeting), made_at=examples.MADE + timedelta(hours=2))
    said = "Made 18 Nov 2026 12:30. Supersedes every earlier "
    (front, *_) = examples.pages_of(makers.minutes(again, tmp_path / "minutes.pdf"))
    for words in (front, makers.minutes_text(again), in_word(makers, again, tmp_path)):
        assert squeezed(said + ("print and every draft" if signed else "draft")) in squeezed(words)


def test_that_a_reprint_names_the_number_of_the_print_before_it(makers: PdfDocuments, tmp_path: Path) -> None:
    again = replace(meeting_file("en"), supersedes="M-20261118-3F2A7C")
    (front, *_) = examples.pages_of(makers.minutes(again, tmp_path / "minutes.pdf"))
    for words in (front, makers.minutes_text(again), in_word(makers, again, tmp_path)):
        assert squeezed("The last of these has number M-20261118-3F2A7C.") in squeezed(words)
    assert "has number" not in makers.minutes_text(meeting_file("en"))


def test_that_the_models_stand_beside_each_other_in_every_form(makers: PdfDocuments, tmp_path: Path) -> None:
    order = meeting_file("en")
    pages = "".join(examples.pages_of(makers.minutes(order, tmp_path / "minutes.pdf")))
    for words in (pages, makers.minutes_text(order), in_word(makers, order, tmp_path)):
        assert squeezed("Schoenfeld 2021, n = 180") in squeezed(words)
        assert squeezed("4.8 (4.1–5.4)") in squeezed(words)


def in_word(makers: PdfDocuments, order: MeetingFile, folder: Path) -> str:
    return word_text(makers.minutes_docx(order, folder / "minutes.docx"))


def test_that_a_long_question_is_short_in_the_list_and_whole_at_its_case(
    makers: PdfDocuments, tmp_path: Path
) -> None:
    asked = " ".join(f"word{number}" for number in range(700))
    order = meeting_file("en")
    stored = order.sheets[0].stored
    case = replace(stored.case, referral=replace(stored.case.referral, question=asked))
    first = replace(order.sheets[0], stored=replace(stored, case=case))
    order = replace(order, sheets=(first, *order.sheets[1:]))
    pages = read_pages(makers.minutes(order, tmp_path / "minutes.pdf").read_bytes())
    assert "word9word10word11" in squeezed(pages[0])
    lines = examples.pages_of(tmp_path / "minutes.pdf")[1].splitlines()
    assert any(line.startswith("Question: word0") for line in lines)
    assert "word99" not in pages[0]
    assert squeezed("whole text: case 1") in squeezed(pages[0])
    for said in (squeezed("".join(pages[1:])), squeezed(makers.minutes_text(order))):
        assert "word698word699" in said
    assert squeezed(makers.minutes_text(order)).count("word699") == 1
    agenda = read_pages(makers.agenda(order, tmp_path / "agenda.pdf").read_bytes())
    listed, _, begun = agenda[0].partition("Question:")
    assert "word10" in listed
    assert "word99" not in listed
    assert "word99" in begun
    assert "word698word699" in squeezed("".join(agenda))


def test_that_a_number_of_three_digits_stands_on_one_line(makers: PdfDocuments, tmp_path: Path) -> None:
    order = meeting_file("en")
    agenda = (*(CaseId(UUID(int=number)) for number in range(200, 300)), *order.meeting.agenda[:1])
    late = replace(order, sheets=order.sheets[:1], meeting=replace(MEETING, agenda=agenda))
    assert "101 Łukasz" in examples.pages_of(makers.minutes(late, tmp_path / "minutes.pdf"))[1]


def test_that_a_draft_says_so_in_every_form(makers: PdfDocuments, tmp_path: Path) -> None:
    order = meeting_file("en", replace(MEETING, signed_by=None, signed_at=None))
    assert makers.minutes_text(order).startswith("DRAFT · ")
    assert "DRAFT" in word_text(makers.minutes_docx(order, tmp_path / "minutes.docx"))


def test_that_every_option_has_a_sentence_a_patient_can_read() -> None:
    assert set(SPOKEN) == set(ACTIONS)
    for language in ("nl", "en"):
        for key in set(SPOKEN.values()):
            said = load_texts(language).get(f"document.summary.option.{key}")
            assert max(len(each.split()) for each in said.split(".")) <= 20


@pytest.mark.parametrize("language", ["nl", "en"])
def test_that_a_summary_holds_no_score_no_survival_and_no_words_of_a_colleague(
    makers: PdfDocuments, tmp_path: Path, language: str
) -> None:
    words = words_of(makers.summary(letter_order(language), tmp_path / "summary.pdf"))
    told = {"nl": "als u plotseling een van deze klachten krijgt", "en": "if you suddenly get any of these"}
    assert squeezed(told[language]) in words
    for secret in ("NESMS", "SINS", "%", "T6–T10", "Alternatives", "Albumin", "tooslow"):
        assert secret not in words


def test_that_a_summary_says_that_it_is_a_draft_for_whom_it_is_and_that_no_number_is_verified(
    makers: PdfDocuments, tmp_path: Path
) -> None:
    signed = letter_order("en")
    stored = signed.sheet.stored
    nameless = replace(stored.case, patient=replace(stored.case.patient, birth_date=UNKNOWN))
    draft = replace(
        signed,
        meeting=replace(signed.meeting, signed_at=None),
        sheet=replace(signed.sheet, stored=replace(stored, case=nameless)),
        preferences=replace(signed.preferences, contact_night=None),
    )
    first, second = (words_of(makers.summary(each, tmp_path / "summary.pdf")) for each in (signed, draft))
    for said, whose in (
        ("Do not hand this sheet out.", draft),
        ("no number that was verified in the last 180 days", draft),
        ("For Łukasz Őry, born on", signed),
    ):
        assert (squeezed(said) in first, squeezed(said) in second) == (whose is signed, whose is draft)
    assert squeezed("For Łukasz Őry") in second


def test_that_a_patient_reads_that_a_surgeon_has_to_look_and_of_own_words_only_where_there_are(
    press: Press,
) -> None:
    decision = replace(examples.OPERATE, options=("decompression",), own_words=None)
    (operation,) = plan_lines(press, decision)
    surgeon = "Before the operation a spine surgeon still has to look at this."
    own = "Your doctor will tell you exactly what this means for you."
    assert plan_lines(press, replace(decision, conditional_for_quorum=True)) == (operation, surgeon)
    assert plan_lines(press, replace(decision, own_words="T6 to T10.")) == (operation, own)
    assert plan_lines(press, replace(decision, options=())) == (own,)


def test_that_the_text_says_where_the_leading_guideline_advises_nothing(makers: PdfDocuments) -> None:
    order = MeetingFile(
        meeting=MEETING,
        sheets=(examples.sheet(examples.case_of({}), 0),),
        preferences=examples.PREFERENCES,
        language="en",
        made_at=examples.MADE,
    )
    silent = replace(order, preferences=replace(order.preferences, leading_guideline="nice-ng234"))
    said = "\nSays nothing here for this patient.\n"
    assert said in makers.minutes_text(silent)
    assert said not in makers.minutes_text(order)


def test_that_nothing_decided_is_nothing_to_sum_up(makers: PdfDocuments, tmp_path: Path) -> None:
    order = letter_order("en")
    undecided = replace(order, sheet=replace(order.sheet, decision=None))
    with pytest.raises(UserError, match=r"document\.summary\.none"):
        makers.summary(undecided, tmp_path / "summary.pdf")
    assert list(tmp_path.iterdir()) == []


def test_that_a_deferred_case_is_summed_up_as_not_decided(makers: PdfDocuments, tmp_path: Path) -> None:
    order = letter_order("en")
    assert order.sheet.decision is not None
    deferred = replace(order.sheet.decision, options=(), own_words=None, deferred_because="MRI not done")
    words = words_of(
        makers.summary(replace(order, sheet=replace(order.sheet, decision=deferred)), tmp_path / "s.pdf")
    )
    assert squeezed("The team could not agree on anything yet.") in words
    assert squeezed("MRI not done") not in words


def test_that_an_audit_overview_of_many_lines_repeats_patient_and_heads(
    makers: PdfDocuments, tmp_path: Path
) -> None:
    pages = examples.pages_of(makers.audit(examples.audit_order("en", lines=120), tmp_path / "audit.pdf"))
    assert len(pages) > 2
    assert all("1234567" in page and "12 Mar 1954" in page and "When" in page for page in pages)
    assert "120 events" in pages[0]


def test_that_blank_forms_name_nobody_and_ask_every_fact(makers: PdfDocuments, tmp_path: Path) -> None:
    words = words_of(makers.blank_forms(examples.forms_order("en"), tmp_path / "forms.pdf"))
    texts = load_texts("en")
    assert not any(name in words for name in NAMES)
    for path in ("condition.karnofsky", "neurology.frankel", "lesions.bilsky", "wishes.accepts_surgery"):
        assert squeezed(texts.get(f"fact.{path}.label")) in words


def test_that_a_patient_reads_no_sentence_twice() -> None:
    texts = load_texts("en")
    said = once(
        [
            texts.get(f"document.summary.option.{key}")
            for key in ("surgery", "space", "comfort", "firm", "space_then_beams")
        ]
    )
    operation = (
        "The team advises an operation on your back. The surgeon makes room for your spinal cord."
        " The surgeon makes your back stronger. After that you will have radiotherapy."
    )
    assert said == [operation, texts.get("document.summary.option.comfort")]


@pytest.mark.parametrize("deferred", [None, "Albumin is not known."], ids=["decided", "deferred"])
def test_that_a_fact_that_is_waited_for_stands_in_every_form(
    makers: PdfDocuments, tmp_path: Path, deferred: str | None
) -> None:
    order = meeting_file("en")
    waiting = replace(examples.OPERATE, wakes_on=("labs.albumin_g_per_l",), deferred_because=deferred)
    order = replace(order, sheets=(replace(order.sheets[0], decision=waiting),))
    paper = words_of(makers.minutes(order, tmp_path / "minutes.pdf"))
    for words in (paper, squeezed(makers.minutes_text(order)), squeezed(in_word(makers, order, tmp_path))):
        assert "Comesbackwhenknown:Albumin" in words


def test_that_only_a_row_with_a_long_text_may_go_on_to_the_next_page_of_word(press: Press) -> None:
    rows = Rows(rows=(("Albumin", "today"), ("Albumin once more. " * 40, "later")), shares=(0.7, 0.3))
    made = docx_bytes([rows], examples.FURNITURE, press.curves, press.wording.words, "")
    (table,) = docx.Document(BytesIO(made)).tables
    assert ["cantSplit" in row._tr.xml for row in table.rows] == [True, False]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("👩\u200d⚕\ufe0f Ánh", "[U+1F469][U+200D]⚕ Ánh"),
        ("😀 Seán 王秀英", "[U+1F600] Seán 王秀英"),
        ("👍🏽", "[U+1F44D][U+1F3FD]"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("\u200da", "[U+200D]a"),
        ("a\u200c", "a[U+200C]"),
    ],
)
def test_that_letters_stay_and_pictures_become_codes(text: str, shown: str) -> None:
    assert plain(text) == shown
