"""The gate: what goes in comes out readable, and nothing is lost on the way."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdt_desk.reports.fonts import Face, Fonts
from mdt_desk.reports.text import LONGEST_PARAGRAPH, Span, TextGate, chunks, shortened
from tests.reports.examples import squeezed

NAMES = (
    "Łukasz Őry",
    "Şahin-Yılmaz",
    "Nguyễn",
    "O”Brien <b>&amp;",
    "Ελένη",
    "Єлизавета",
    "d'Aça",
    "3\u00a0×\u00a08\u00a0Gy ≥",
)


@pytest.mark.parametrize("name", NAMES)
def test_that_a_name_in_a_european_script_is_printed_as_it_is(gate: TextGate, name: str) -> None:
    assert gate.clean(name) == name


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("u\u0308ber", "über"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("a\t b\u2003c", "a b c"),
        ("12\u202f000", "12\u00a0000"),
        ("1 × 8 Gy, 34 g/L", "1\u00a0×\u00a08\u00a0Gy, 34\u00a0g/L"),
        ("Jan\u00adsen\u200b", "Jansen"),
        ("  spaces  \n\n\n\n at ends \n", "spaces\n\nat ends"),
        ("\U0001f600", "[U+1F600]"),
        ("nul\x00l", "nul[U+0000]l"),
        ("\u202eevil", "[U+202E]evil"),
        ("محمد", "[U+0645][U+062D][U+0645][U+062F]"),
        ("हिन्दी"[:1], "[U+0939]"),
        ("\ud800", "[U+D800]"),
        ("王", "[U+738B]"),
    ],
)
def test_that_each_declared_substitution_is_made(gate: TextGate, typed: str, printed: str) -> None:
    assert gate.clean(typed) == printed


@given(text=st.text())
def test_that_cleaning_twice_changes_nothing_more(gate: TextGate, text: str) -> None:
    assert gate.clean(gate.clean(text)) == gate.clean(text)


@given(text=st.text())
def test_that_every_character_left_has_a_glyph_in_every_face(gate: TextGate, text: str) -> None:
    for face in Face:
        for font, piece in gate.fonts.runs(gate.clean(text).replace("\n", " "), face):
            assert all(ord(character) in gate.fonts.glyphs[font] for character in piece)


@given(text=st.text())
def test_that_runs_join_to_the_text(gate: TextGate, text: str) -> None:
    cleaned = gate.clean(text)
    assert "".join(piece for _, piece in gate.fonts.runs(cleaned, Face.BOLD)) == cleaned


def test_that_a_mark_is_printed_in_the_face_of_its_letter(fonts: Fonts) -> None:
    runs = list(fonts.runs("x\u0323\u0302 ☎", Face.REGULAR))
    assert [piece.strip() for _, piece in runs] == ["x\u0323\u0302", "☎"]


def test_that_a_letter_and_a_mark_that_no_font_has_both_are_printed_each_from_its_own(fonts: Fonts) -> None:
    runs = list(fonts.runs("ა\u0350", Face.REGULAR))
    assert runs == [("DejaVuSans", "ა"), ("NotoSans-Regular", "\u0350")]


def test_that_no_face_claims_a_script_it_would_misspell(fonts: Fonts) -> None:
    for code in fonts.covered:
        assert unicodedata.bidirectional(chr(code)) not in {"R", "AL", "AN"}
        assert not unicodedata.name(chr(code)).startswith(("DEVANAGARI", "LAO", "THAI"))


@given(text=st.text(alphabet="ab \n", max_size=300), longest=st.integers(5, 40))
def test_that_chunks_hold_all_words_and_none_is_too_long(text: str, longest: int) -> None:
    pieces = list(chunks(text.strip(), longest))
    assert all(len(piece) <= longest for piece in pieces)
    assert squeezed("".join(pieces)) == squeezed(text)


def test_that_words_stay_whole_between_chunks() -> None:
    words = " ".join(f"word{number}" for number in range(900))
    assert " ".join(chunks(words)) == words
    assert max(map(len, chunks(words))) <= LONGEST_PARAGRAPH


def test_that_chunks_end_where_a_sentence_does() -> None:
    assert list(chunks("Some words. Others go on and on.", 20)) == ["Some words.", "Others go on and on."]


@given(text=st.text(max_size=400), longest=st.integers(20, 60))
def test_that_a_text_in_a_list_is_short_and_ends_after_a_word(text: str, longest: int) -> None:
    line = " ".join(text.split())
    told = shortened(text, longest)
    assert len(told) <= longest + 2
    assert " ".join(told.split()) == line or line.startswith(told.removesuffix(" …"))


def test_that_a_shortened_text_cuts_no_word() -> None:
    assert shortened("Which of the two, or both of them?", 20) == "Which of the two …"


def test_that_a_shortened_word_parts_no_letter_from_its_marks() -> None:
    assert shortened("x" * 19 + "e\u0323\u0302" + "y" * 10, 20) == "x" * 19 + " …"
    assert shortened("x" * 18 + "e\u0323\u0302" + "y" * 10, 20) == "x" * 18 + " …"


@given(text=st.text())
def test_that_markup_holds_no_tag_but_our_own(gate: TextGate, text: str) -> None:
    markup = gate.markup((Span(text=text), Span(text=text, face=Face.BOLD, colour="#000000")))
    tags = {tag.split(">")[0].split()[0] for tag in markup.split("<")[1:]}
    assert tags <= {"font", "/font", "br/"}


@given(text=st.text(), width=st.floats(20, 400))
def test_that_a_fitted_line_fits(gate: TextGate, text: str, width: float) -> None:
    line = gate.fitted(text, Face.REGULAR, 8, width)
    assert gate.fonts.width(line, Face.REGULAR, 8) <= width
    whole = gate.clean(text).replace("\n", " ")
    assert line == whole or line.endswith("…")
