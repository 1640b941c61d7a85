"""The rulebook as data: kept, read back, and held beside a newer one in words a clinician can follow."""

import json
from copy import deepcopy
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mdt_desk.bootstrap.papers import rulebook_desk
from mdt_desk.bootstrap.rules import load_rules
from mdt_desk.cli import main
from mdt_desk.domain.rulebook_changes import ChangeKind
from mdt_desk.i18n import load_texts
from mdt_desk.reports.release import read_pages
from mdt_desk.reports.rulebook_difference import difference_lines
from mdt_desk.reports.rulebook_file import read_rulebook, rulebook_data, told_difference
from mdt_desk.reports.words import Wording
from mdt_desk.usecases.errors import SiteError, UserError
from mdt_desk.usecases.rulebooks import ToldChange

ZONE = ZoneInfo("Europe/Amsterdam")
MADE = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)


def wording(language: str = "en") -> Wording:
    return Wording(words=load_texts(language), zone=ZONE)


@cache
def _kept() -> dict[str, Any]:
    return rulebook_data(load_rules(), {each: wording(each) for each in ("nl", "en")}, MADE)


def kept() -> dict[str, Any]:
    return deepcopy(_kept())


def part(tree: dict[str, Any], guideline: str, name: str) -> Any:  # noqa: ANN401  # parts of a parsed file
    return next(each for each in tree["guidelines"] if each["guideline"] == guideline)[name]


def changes(old: dict[str, Any], language: str = "en") -> tuple[ToldChange, ...]:
    return told_difference(old, kept(), wording(language)).changes


def test_that_the_same_rules_do_not_differ() -> None:
    assert changes(kept()) == ()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_that_every_row_of_every_rule_has_its_sentence(language: str) -> None:
    tree = kept()
    for guideline in tree["guidelines"]:
        told = tree["told"][language][guideline["guideline"]]
        for name in ("actions", "gaps", "words"):
            assert list(told[name]) == list(guideline[name])
            for key, entry in guideline[name].items():
                assert len(told[name][key]["rows"]) == len(entry["rows"]), key
        assert list(told["numbers"]) == list(guideline["numbers"])


def test_that_another_deadline_is_told_with_its_facts_and_its_place() -> None:
    old = kept()
    part(old, "erasmus-2022", "actions")["biopsy"]["rows"][0]["answer"]["within"] = {"hours": 48}
    told = old["told"]["en"]["erasmus-2022"]["actions"]["biopsy"]["rows"]
    told[0] = told[0].replace("24", "48")
    (change,) = changes(old)
    assert (change.kind, change.title, change.what) == (ChangeKind.CHANGED, "Tissue diagnosis", "answer")
    assert change.before.endswith("MESCC, clinical or radiological: yes → advised; within 48 hours")
    assert change.after.endswith("MESCC, clinical or radiological: yes → advised; within 24 hours")
    assert change.cited.startswith(
        "diagnostics, note 5; background, metastases of unknown origin (tissue taken and histology confirmed"
    )


def test_that_a_difference_speaks_dutch() -> None:
    old = kept()
    del part(old, "erasmus-2022", "actions")["leaflet"]
    (change,) = changes(old, "nl")
    assert (change.kind, change.chapter) == (ChangeKind.ADDED, "Protocol Erasmus MC, 2022")
    assert change.before == ""
    assert change.cited.startswith("toelichting diagnostiek, algemeen")


def test_that_numbers_evidence_and_review_dates_are_told() -> None:
    old = kept()
    part(old, "erasmus-2022", "numbers")["surgery_nesms"]["value"] = 3
    part(old, "erasmus-2022", "actions")["sbrt"]["status"] = "secondary"
    part(old, "erasmus-2022", "document")["review_by"] = "2022-01-31"
    found = {each.what: each for each in changes(old)}
    assert set(found) == {"number", "evidence", "review date"}
    assert found["number"].title == "NESMS for surgery"
    assert (found["review date"].before, found["review date"].after) == ("2022-01-31", "2024-01-31")
    assert (found["evidence"].before, found["evidence"].after) == ("secondary", "source")


def test_that_a_word_several_guidelines_share_is_told_once() -> None:
    old = kept()
    for guideline in old["guidelines"]:
        word = guideline["words"].get("words.mescc")
        if word:
            word["rows"].pop(0)
            for language in ("nl", "en"):
                old["told"][language][guideline["guideline"]]["words"]["words.mescc"]["rows"].pop(0)
    (change,) = changes(old)
    assert change.after == "Cord or cauda signs (clinical MESCC): yes → yes"
    assert " · " in change.chapter


def test_that_points_and_bands_of_scores_are_compared() -> None:
    old = kept()
    part(old, "scores", "words")["nesms.albumin"]["rows"][0]["answer"] = 1
    part(old, "scores", "numbers")["sins.band.7"]["value"] = "stable"
    part(old, "scores", "numbers")["sins.location.T6"]["value"] = 2
    assert [each.chapter for each in changes(old)] == ["Scores"] * 3


def test_that_a_figure_of_a_score_is_told_in_the_language_of_the_reader() -> None:
    old = kept()
    part(old, "scores", "numbers")["nesms.outcome.1.yan"]["value"] = "n 48, median 5"
    told = old["told"]["nl"]["scores"]["numbers"]
    told["nesms.outcome.1.yan"]["said"] = "n = 48, mediaan 5 maanden (Yan 2022; secundair)"
    (change,) = changes(old, "nl")
    assert change.title == "NESMS klasse 1"
    assert change.before == "n = 48, mediaan 5 maanden (Yan 2022; secundair)"
    assert change.after.startswith("n = 48, mediaan 4 maanden, 12,5 % leeft na 12 maanden (")
    assert told["sins.location.T6"]["title"] == "SINS: Plaats T6"
    assert told["sorg_ml.asks"]["said"].startswith("Primaire tumor, Hersenmetastasen, ")
    assert told["nesms.outcome.0.schoenfeld"]["said"].startswith(
        "15 % leeft na 6 maanden, 0 % leeft na 12 maanden,"
        " gecorrigeerde odds op overlijden binnen 6 maanden 53 (11,5–243,5), overlijden van allen binnen 12 maanden ("
    )


def test_that_a_guideline_that_is_new_is_told_whole() -> None:
    old = kept()
    old["guidelines"] = [each for each in old["guidelines"] if each["guideline"] != "summary"]
    found = changes(old)
    assert {each.kind for each in found if each.title != "Document"} == {ChangeKind.ADDED}
    assert {each.chapter for each in found if each.title != "Document"} == {"Short summary (unsigned)"}


def test_that_a_sentence_of_the_detail_that_came_is_told_in_words() -> None:
    old = kept()
    del part(old, "erasmus-2022", "actions")["mri_whole_spine"]["notes"]["pain_beside_deficit"]
    (change,) = changes(old)
    assert (change.kind, change.title, change.before) == (ChangeKind.ADDED, "MRI of the whole spine", "")
    assert load_texts("en").get("guideline.erasmus-2022.pain_beside_deficit") in change.after


def test_that_an_advice_that_asked_for_no_treatment_before_is_told_as_always_given() -> None:
    old = kept()
    del part(old, "erasmus-2022", "actions")["dexamethasone"]["gated"]
    (change,) = changes(old)
    assert (change.what, change.before, change.after) == ("condition", "always given", "treatment only")


def test_that_a_guideline_that_went_is_named_as_the_older_file_named_it() -> None:
    new = kept()
    new["guidelines"] = [each for each in new["guidelines"] if each["guideline"] != "summary"]
    del new["told"]["en"]["summary"]
    found = told_difference(kept(), new, wording()).changes
    assert {each.chapter for each in found} == {"Short summary (unsigned)"}
    nameless = told_difference({**kept(), "told": {}}, new, wording()).changes
    assert {each.chapter for each in nameless} == {"summary"}


def test_that_a_difference_on_lines_of_text_ends_with_the_place_in_the_source() -> None:
    old = kept()
    part(old, "erasmus-2022", "actions")["biopsy"]["rows"][0]["answer"]["within"] = {"hours": 48}
    told = told_difference(old, kept(), wording())
    *_, after, cited = difference_lines(told, wording(), "demonstration")
    assert after.startswith("  now: ")
    assert cited == f"  {told.changes[0].cited}"
    assert cited.startswith("  diagnostics, note 5")


def test_that_a_file_of_another_language_is_told_in_words_of_the_code() -> None:
    old = kept()
    old["told"] = {}
    part(old, "erasmus-2022", "actions")["biopsy"]["rows"][0]["answer"]["within"] = {"hours": 48}
    (change,) = changes(old)
    assert change.before.endswith("within hours 48")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "it is not JSON"),
        ("{", "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ("[]", "its schema is not mdt-desk/rulebook/1"),
        ('{"schema": "mdt-desk/case/1"}', "its schema is not mdt-desk/rulebook/1"),
        ('{"schema": "mdt-desk/rulebook/1"}', "a part of it is missing or of another kind"),
        (
            '{"schema": "mdt-desk/rulebook/1", "rules": {"version": "1", "hash": "a"}, "told": {}, "guidelines": [3]}',
            "a part of it is missing or of another kind",
        ),
    ],
)
def test_that_what_is_no_rulebook_is_refused(tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "old.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as caught:
        read_rulebook(file, wording())
    assert caught.value.params["why"] == why


def test_that_a_file_too_large_for_a_rulebook_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "old.json"
    with file.open("wb") as stream:
        stream.truncate(32_000_001)
    with pytest.raises(UserError) as caught:
        read_rulebook(file, wording())
    assert caught.value.params["why"] == "it is too large"


def test_that_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="unreadable"):
        read_rulebook(tmp_path / "none.json", wording())


def test_that_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="not_saved"):
        rulebook_desk(lambda: MADE).save(tmp_path / "none" / "rules.json")


def test_that_the_command_keeps_compares_and_prints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, paper = tmp_path / "rules.json", tmp_path / "difference.pdf"
    assert main(["rulebook", "--save", str(file)]) == 0
    tree = json.loads(file.read_text(encoding="utf-8"))
    part(tree, "erasmus-2022", "numbers")["surgery_nesms"]["value"] = 3
    file.write_text(json.dumps(tree), encoding="utf-8")
    capsys.readouterr()
    asked = ["rulebook", "--language", "en", "--compare", str(file), "--out", str(paper)]
    assert main(asked) == 0
    said = capsys.readouterr().out
    assert "1 difference" in said
    assert "Erasmus MC protocol, 2022 · NESMS for surgery (number, changed)" in said
    (page,) = read_pages(paper.read_bytes())
    assert "NESMS for surgery" in page
    assert "demonstration: not for clinical use" in page


def test_that_the_command_says_what_it_can_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rulebook"]) == 2
    assert "--compare" in capsys.readouterr().err


def test_that_the_command_refuses_what_is_no_rulebook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "old.json"
    file.write_text("{}", encoding="utf-8")
    assert main(["rulebook", "--language", "en", "--compare", str(file)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
