"""The printed rulebook says every rule in words, in each language, and leaves nothing out."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pikepdf
import pytest
from reportlab.platypus import SimpleDocTemplate

from mdt_desk.assets import resource
from mdt_desk.bootstrap.rules import load_rules
from mdt_desk.cli import main
from mdt_desk.domain.guidelines.rule import Do
from mdt_desk.domain.rulebook import (
    REFERENCE,
    Condition,
    Folded,
    Rulebook,
    Table,
    Tabulator,
    folded,
    one_lesion,
    tables_of,
)
from mdt_desk.domain.samples import add_months
from mdt_desk.domain.settle import Facts
from mdt_desk.i18n import Texts, load_texts
from mdt_desk.reports.press import Press
from mdt_desk.reports.release import read_pages
from mdt_desk.reports.rulebook import RulebookOrder, make_rulebook
from mdt_desk.reports.rulebook_chapters import printed_words
from mdt_desk.reports.rulebook_tables import Tables
from mdt_desk.reports.rulebook_words import TOLD, Speaker, word_key
from mdt_desk.reports.words import Wording
from mdt_desk.usecases.wording import place_text

ZONE = ZoneInfo("Europe/Amsterdam")
MADE = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)


@cache
def books() -> tuple[Rulebook, ...]:
    tabulator = Tabulator(REFERENCE)
    return tuple(tabulator.rulebook(each) for each in load_rules().sources)


def every_table() -> Iterator[Table]:
    for book in books():
        yield from (table for each in (*book.actions, *book.gaps) for table in tables_of(each))
        yield from book.words


def speaking(texts: Texts) -> Speaker:
    return Speaker(wording=Wording(words=texts, zone=ZONE))


def made(language: str, folder: Path) -> Path:
    order = RulebookOrder(rules=load_rules(), language=language, owner="Ziekenhuis Voorbeeld", made_at=MADE)
    wording = Wording(words=load_texts(language), zone=ZONE)
    return make_rulebook(order, wording, resource("fonts"), folder / "figures", folder / f"{language}.pdf")


@pytest.fixture(scope="module", params=["nl", "en"])
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    return request.param, made(request.param, tmp_path_factory.mktemp("rulebook"))


def squeezed(text: str) -> str:
    return "".join(text.split())


def text_of(file: Path) -> str:
    return squeezed("".join(read_pages(file.read_bytes())))


# --- words ------------------------------------------------------------------------------------------------


def test_that_every_input_of_every_table_can_be_said(texts: Texts) -> None:
    speaker = speaking(texts)
    for table in every_table():
        for given in table.inputs:
            if any(callable(each) for arg in given.args if isinstance(arg, tuple) for each in arg):
                continue
            assert speaker.label(given)


def test_that_every_condition_and_answer_that_is_printed_can_be_said(texts: Texts) -> None:
    speaker = speaking(texts)
    for book in books():
        used = [table for each in (*book.actions, *book.gaps) for table in tables_of(each)]
        for each in (*used, *printed_words(used, book.words)):
            if word_key(each.subject) in TOLD:
                assert speaker.means(each.subject)
                continue
            table = one_lesion(each)
            for row in folded(table).rows:
                assert all(speaker.condition(condition, table) for condition in row.conditions)
                assert isinstance(row.answer, Do) or speaker.value(row.answer, each.subject)


def test_that_every_number_of_every_source_can_be_said(texts: Texts) -> None:
    speaker = speaking(texts)
    for book in books():
        for name, cited in book.source.provenance.items():
            assert speaker.number(book.source, name)
            assert place_text(texts, cited.place) in speaker.citation(cited)


def test_that_every_word_that_a_sentence_tells_is_a_word_of_some_rule() -> None:
    assert {word_key(each.subject) for each in every_table()} >= TOLD


def said_in(language: str, rule: str, *, book: int = 0) -> list[str]:
    speaker = speaking(load_texts(language))
    found = [each for each in books()[book].words if word_key(each.subject) == rule]
    table = one_lesion(found[0])
    return [speaker.when([row], table) for row in folded(table).rows]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("erasmus_2022.good_before_deficit", ["Karnofsky score before the deficit: 70 or more"]),
        ("words.estimate_at_least", ["Survival expected by the physician: 3 or more"]),
        (
            "words.oligometastatic",
            ["Metastases in all: at most 3 and Organs with metastases: at most 2"],
        ),
        ("erasmus_2022.poor_nesms", ["NESMS: at most 1"]),
        ("words.cord_lesion", ["Cord or cauda signs: yes", "Frankel grade: A, B, C or D"]),
        (
            "words.canal_share_above",
            ["Some affected vertebra: epidural tumour takes more than a third of the canal: yes"],
        ),
        ("words._canal_above", ["Share of the spinal canal: more than a third"]),
    ],
)
def test_that_numbers_are_said_as_stretches(rule: str, said: list[str]) -> None:
    assert sorted(said_in("en", rule)) == sorted(said)


def test_that_a_limit_in_time_is_said_in_months() -> None:
    rows = said_in("en", "words.doubtful_origin")
    assert sum("more than 24 months before the assessment" in each for each in rows) == 1
    assert sum("more than 60 months before the assessment" in each for each in rows) == 1
    (late,) = said_in("en", "nice_ng234.recurred_late", book=2)
    assert late == "End of earlier radiotherapy: at least 3 months before the symptoms came back"


def test_that_a_limit_in_time_is_said_from_either_side() -> None:
    speaker = speaking(load_texts("en"))
    (found,) = [each for each in books()[0].words if word_key(each.subject) == "words.doubtful_origin"]
    (day,) = [each for each in found.inputs if each.path == "tumour.diagnosed_on"]
    domain = found.domain(day.name)
    limit = add_months(REFERENCE.at.date(), -24)
    older = Condition(input=day, values=tuple(each for each in domain if each < limit))
    newer = Condition(input=day, values=tuple(each for each in domain if each >= limit))
    assert speaker.values(older, domain) == "more than 24 months before the assessment"
    assert speaker.values(newer, domain) == "at most 24 months before the assessment"


def test_that_a_share_of_the_canal_is_said_as_a_percentage_unless_it_is_a_third() -> None:
    speaker = speaking(load_texts("nl"))
    assert [speaker.share(each) for each in (0.125, 0.5, 1 / 3)] == ["12 %", "50 %", "een derde"]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (None, "does not apply"),
        (Do(), "advised"),
        (Do(urgent=True), "advised; as soon as possible"),
        (
            Do(consider=True, variant="noms_dexamethasone"),
            "to be considered; 8 mg i.v., then 8 mg every 12 hours, i.v., i.m. or by mouth",
        ),
    ],
)
def test_that_an_answer_is_said_with_strength_deadline_and_regimen(answer: Do | None, said: str) -> None:
    assert speaking(load_texts("en")).answer(answer, "dexamethasone") == said


def test_that_advice_not_to_do_something_is_not_said_twice() -> None:
    assert speaking(load_texts("en")).answer(Do(), "cement_avoid") == "applies"
    assert speaking(load_texts("nl")).answer(Do(), "dexamethasone_withhold") == "geldt"


# --- the document -----------------------------------------------------------------------------------------


def test_that_every_action_gap_word_and_number_is_printed(printed: tuple[str, Path]) -> None:
    language, file = printed
    texts = load_texts(language)
    speaker, content = speaking(texts), text_of(file)
    for book in books():
        expected = [texts.get(f"action.{each.name}") for each in book.actions]
        expected += [texts.get(f"guideline.{book.source.id}.{each.name}") for each in book.gaps]
        expected += [
            texts.get(f"guideline.{book.source.id}.{note.key}")
            for each in book.actions
            for note in each.notes
        ]
        expected += [speaker.number(book.source, name) for name in book.source.provenance]
        used = [table for each in (*book.actions, *book.gaps) for table in tables_of(each)]
        expected += [
            speaker.name(each.subject)
            for each in printed_words(used, book.words)
            if word_key(each.subject) not in {"words.done", "words.happened"}
        ]
        assert [each for each in expected if squeezed(each) not in content] == []


def test_that_every_page_carries_the_rule_set_and_its_hash(printed: tuple[str, Path]) -> None:
    _, file = printed
    rules = load_rules().rule_set
    pages = read_pages(file.read_bytes())
    assert len(pages) > 20
    assert all(rules.hash in page and rules.version in page for page in pages)


def test_that_a_passed_review_date_is_said(printed: tuple[str, Path]) -> None:
    language, file = printed
    said = load_texts(language).get(
        "rulebook.review_passed", day="31 jan 2024" if language == "nl" else "31 Jan 2024"
    )
    assert squeezed(said) in text_of(file)


def test_that_every_guideline_and_action_has_a_bookmark(printed: tuple[str, Path]) -> None:
    language, file = printed
    texts = load_texts(language)
    with pikepdf.open(file) as document, document.open_outline() as outline:
        parts = {part.title: [each.title for each in part.children] for part in outline.root}
    for book in books():
        below = parts[texts.get(f"guideline.{book.source.id}.name")]
        assert {texts.get(f"action.{each.name}") for each in book.actions} <= set(below)
    assert texts.get("score.nesms.name") in parts[texts.get("rulebook.scores")]


def test_that_the_truth_table_of_the_nesms_is_printed(printed: tuple[str, Path]) -> None:
    language, file = printed
    texts = load_texts(language)
    no, yes = texts.get("rulebook.no"), texts.get("rulebook.yes")
    points = ("00", "11", "11", "22", "22", "33", "33", "43")
    answers = [(one, two, three) for one in (no, yes) for two in (no, yes) for three in (no, yes)]
    rows = "".join("".join((*each, told)) for each, told in zip(answers, points, strict=True))
    assert squeezed(rows) in text_of(file)


def test_that_the_odds_of_the_nesms_are_printed_with_their_intervals(printed: tuple[str, Path]) -> None:
    language, file = printed
    comma = language == "nl"
    texts, said = load_texts(language), text_of(file)
    for months, ratio, low, high in (("6", "53", "11.5", "243.5"), ("12", "31.3", "8.8", "111")):
        spelled = [each.replace(".", ",") if comma else each for each in (ratio, low, high)]
        names = dict(zip(("ratio", "low", "high"), spelled, strict=True))
        assert squeezed(texts.get("rulebook.outcome_odds", months=months, **names)) in said
    assert squeezed(texts.get("rulebook.outcome_odds_none", months="12")) in said


def test_that_nothing_stands_outside_the_page(printed: tuple[str, Path]) -> None:
    import pdfplumber

    _, file = printed
    with pdfplumber.open(file) as document:
        for page in document.pages:
            assert all(each["x0"] >= 40 and each["x1"] <= page.width - 40 for each in page.chars)


def test_that_the_same_rules_make_the_same_rulebook(tmp_path: Path) -> None:
    first = made("en", tmp_path).read_bytes()
    assert made("en", tmp_path).read_bytes() == first


def test_that_a_table_without_conditions_says_always(printed: tuple[str, Path]) -> None:
    language, file = printed
    assert squeezed(load_texts(language).get("rulebook.always")) in text_of(file)


def test_that_words_behind_a_sentence_are_not_followed() -> None:
    for book in books():
        used = [table for each in (*book.actions, *book.gaps) for table in tables_of(each)]
        keys = {word_key(each.subject) for each in printed_words(used, book.words)}
        assert not keys & {
            "sins._sum_of",
            "sins._worst_of",
            "words._worst_bilsky_of",
            "model.total",
            "nesms.raw",
        }


def test_that_folding_leaves_an_answer_for_everything_printed() -> None:
    for table in every_table():
        short: Folded = folded(one_lesion(table))
        assert short.rows or short.otherwise is not None


def test_that_the_command_makes_the_rulebook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "rules.pdf"
    assert main(["rulebook", "--language", "en", "--out", str(file)]) == 0
    assert capsys.readouterr().out.strip() == str(file)
    assert "Rulebook" in read_pages(file.read_bytes())[0]


def test_that_a_language_without_rulebook_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rulebook", "--language", "de", "--out", str(tmp_path / "rules.pdf")]) == 2
    assert capsys.readouterr().err.splitlines() == [
        '--language: the rulebook is not written in "de"; nl, en are allowed.'
    ]


def test_that_a_folder_that_is_not_there_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rulebook", "--language", "en", "--out", str(tmp_path / "none" / "rules.pdf")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize(
    ("rule", "book", "said"),
    [
        (
            "noms.low_grade",
            3,
            ["High-grade compression or myelopathy: no and Worst Bilsky grade: any but 1c"],
        ),
        ("noms._stable_fracture", 3, ["Pathological fracture: yes and SINS: at most 6"]),
    ],
)
def test_that_values_left_out_are_named_and_one_vertebra_is_not_some_vertebra(
    rule: str, book: int, said: list[str]
) -> None:
    assert said_in("en", rule, book=book) == said


def test_that_letters_stand_in_the_order_of_the_alphabet() -> None:
    assert any("Bollen group: A, B or C" in each for each in said_in("en", "lwno_2015.model_long", book=1))


def test_that_points_are_printed_beside_stretches_and_the_last_count_stands_for_more(
    printed: tuple[str, Path],
) -> None:
    language, file = printed
    say = speaking(load_texts(language)).say
    label = load_texts(language).get("word.shared.extraspinal")
    more, some = say("at_least", value=3), say("from_to", low=1, high=2)
    content = text_of(file)
    assert squeezed(f"{label}: {more}: 0 {label}: {some}: 1 {label}: 0: 2") in content
    assert squeezed(f"{say('at_most', value=40)}: 0 {say('from_to', low=50, high=70)}: 1") in content


def test_that_no_part_ends_a_page_with_its_heading_alone(printed: tuple[str, Path]) -> None:
    language, file = printed
    texts = load_texts(language)
    parts = ("actions", "gaps", "words", "numbers", "regimens")
    headings = {squeezed(texts.get(f"rulebook.{each}")) for each in parts}
    begins = squeezed(texts.get("rulebook.name"))
    for page in read_pages(file.read_bytes()):
        lines = [squeezed(line) for line in page.splitlines()]
        below = max(place for place, line in enumerate(lines) if line.startswith(f"{begins}·"))
        assert lines[below - 1] not in headings


def how_many(f: Facts) -> int:
    asked = (
        (f.symptoms, ("back_or_neck_pain", "pain_controlled", "lhermitte")),
        (
            f.neurology,
            ("deficit_progressive", "cord_or_cauda_signs", "severe_deficit", "motor_deficit"),
        ),
    )
    found = [getattr(part, name) for part, names in asked for name in names]
    return 2 if all(found) and f.condition.fit_for_surgery else 1


def are_there_two(f: Facts) -> bool:
    return how_many(f) == 2


@pytest.mark.parametrize(("rule", "ends"), [(how_many, False), (are_there_two, True)])
def test_that_a_rule_too_wide_for_columns_ends_with_otherwise_only_where_its_rows_leave_something_out(
    press: Press, rule: Callable[[Facts], object], *, ends: bool
) -> None:
    tables = Tables(press=press, speaker=speaking(load_texts("en")))
    file = BytesIO()
    SimpleDocTemplate(file).build(tables.table(Tabulator(REFERENCE).table(rule), str))
    lines = read_pages(file.getvalue())[0].split()
    assert lines[:2] == ["When", "Answer"]
    assert ("Otherwise" in lines) is ends
