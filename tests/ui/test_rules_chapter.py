"""The rules in the help: which speak, what an earlier set said, and whom a change of rules would concern."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QListWidget
from pytestqt.qtbot import QtBot

from mdt_desk.bootstrap.papers import rulebook_desk
from mdt_desk.bootstrap.rules import load_rules
from mdt_desk.domain.assessment import Assessment, RuleSet
from mdt_desk.domain.audit import Actor
from mdt_desk.domain.case import Case
from mdt_desk.domain.evidence import Status
from mdt_desk.domain.meeting import CaseId, CaseState
from mdt_desk.i18n import Texts
from mdt_desk.ui import rules_watch
from mdt_desk.ui.actions import Place
from mdt_desk.ui.rules_watch import remember
from mdt_desk.ui.screens.help.rules import RulesRead, rules_chapter
from mdt_desk.ui.screens.help.screen import HelpScreen
from mdt_desk.ui.shell import Shell
from mdt_desk.usecases.audited import AuditedQueue
from mdt_desk.usecases.cases import change_fact, set_aside
from mdt_desk.usecases.errors import ServerAway
from mdt_desk.usecases.ports import Assess, DeskServices, NoteKind, StoredCase
from mdt_desk.usecases.rule_sets import remember_advice
from mdt_desk.usecases.rulebooks import overview
from mdt_desk.usecases.witness import Witness
from tests.ui.conftest import OpenShell
from tests.ui.finding import named, press, said
from tests.ui.patients import NOW
from tests.usecases.witnessing import MemoryTrail

OLD = RuleSet(version="2025.01", hash="aaaabbbbcccc")


def before(assess: Assess) -> Assess:
    """Return the rules as they were when they asked for no tissue."""

    def assessed(case: Case, at: object, meeting_at: object) -> Assessment:
        now = assess(case, at, meeting_at)  # type: ignore[arg-type]  # handed on as they came
        kept = {
            name: tuple(each for each in advice if each.action != "laboratory")
            for name, advice in now.guidelines.items()
        }
        return replace(now, rules=OLD, guidelines=kept)

    return assessed


@pytest.fixture
def ruled_desk(filled_desk: DeskServices) -> DeskServices:
    """A desk with a rulebook, whose cases were advised by an older rule set; one of them is past."""
    past = filled_desk.queue.rows()[0]
    set_aside(filled_desk.queue, past.id, CaseState.CLOSED, expected_version=past.version, at=NOW)
    remember_advice(filled_desk.queue, before(filled_desk.assess), OLD)
    return replace(filled_desk, rulebooks=rulebook_desk(lambda: NOW))


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[Shell], None]:
    def wait(shell: Shell) -> None:
        qtbot.waitUntil(lambda: not shell.desk.busy)

    return wait


def test_that_a_change_of_rules_is_said_and_its_cases_open_from_a_list(
    ruled_desk: DeskServices, opened: OpenShell, settled: Callable[[Shell], None]
) -> None:
    shell = opened(ruled_desk)
    settled(shell)
    assert "Rule set changed since 2025.01 (aaaabbbbcccc)" in said(shell)
    press(shell, "Show")
    settled(shell)
    words = said(shell)
    assert "Cases that the present rules advise differently" in words
    assert "a second opinion beside it" in words
    assert "Laboratory panel of the protocol" in words
    assert "not advised" in words
    opener = next(
        each
        for each in shell.findChildren(QAbstractButton)
        if each.isVisibleTo(shell) and each.accessibleName().startswith("Open case: ")
    )
    opener.click()
    settled(shell)
    assert shell.desk.case is not None


def test_that_what_was_seen_is_not_said_again(
    ruled_desk: DeskServices, opened: OpenShell, settled: Callable[[Shell], None]
) -> None:
    shell = opened(ruled_desk)
    settled(shell)
    press(shell, "Show")
    settled(shell)
    press(shell, "Seen: from now on compare with the present rules")
    settled(shell)
    assert "Cases that the present rules advise differently" not in said(shell)
    again = opened(ruled_desk)
    settled(again)
    assert "Rule set changed" not in said(again)


class Recalling:
    """Counts how often what each case was advised is looked up."""

    def __init__(self, inner: Any, counted: Counter[str]) -> None:  # noqa: ANN401  # a queue, or its notes
        self._inner, self._counted = inner, counted

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # as above
        return getattr(self._inner, name)

    @property
    def notes(self) -> "Recalling":
        return Recalling(self._inner.notes, self._counted)

    def recall(self, kind: NoteKind, key: str) -> str | None:
        self._counted[key] += kind is NoteKind.RULE_SET
        found: str | None = self._inner.recall(kind, key)
        return found


def test_that_remembering_some_at_a_time_looks_at_no_case_again(
    qtbot: QtBot, filled_desk: DeskServices, opened: OpenShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules_watch, "_NEXT", 1)
    counted = Counter[str]()
    queue = filled_desk.queue
    rulebooks = rulebook_desk(lambda: NOW)
    shell = opened(replace(filled_desk, queue=Recalling(queue, counted), rulebooks=rulebooks))
    cases = [each.id.hex for each in queue.rows()]
    qtbot.waitUntil(lambda: all(queue.notes.recall(NoteKind.RULE_SET, each) for each in cases))
    qtbot.waitUntil(lambda: not shell.desk.busy)
    assert [counted[each] for each in cases] == [2] * len(cases)  # once to compare, once to remember


def test_that_the_rules_are_opened_from_another_chapter(
    ruled_desk: DeskServices, opened: OpenShell, settled: Callable[[Shell], None]
) -> None:
    shell = opened(ruled_desk)
    shell.go(Place.HELP)
    settled(shell)
    (help_screen,) = shell.desk.findChildren(HelpScreen)
    contents = named(shell, QListWidget, "Contents")
    contents.setCurrentRow(0)
    help_screen.show_rules()
    settled(shell)
    assert contents.currentRow() == contents.count() - 1


def test_that_the_same_rules_say_nothing(
    filled_desk: DeskServices, opened: OpenShell, settled: Callable[[Shell], None]
) -> None:
    desk = replace(filled_desk, rulebooks=rulebook_desk(lambda: NOW))
    for _ in range(2):
        shell = opened(desk)
        settled(shell)
        assert "Rule set changed" not in said(shell)


class Gone(AuditedQueue):
    """A queue on a server that went away while its window was shut."""

    def get(self, case_id: CaseId) -> StoredCase:
        raise ServerAway("server.away", server=str(case_id.int))


def test_that_what_cannot_be_remembered_when_the_window_is_shut_is_left_to_the_next_start(
    ruled_desk: DeskServices,
) -> None:
    queue = ruled_desk.queue
    case = queue.rows(states=(CaseState.OPEN,))[0]
    change_fact(queue, case.id, "condition.ecog", 1, expected_version=case.version, at=NOW)
    witness = Witness(MemoryTrail(), ruled_desk.clock, "a desk", Actor(name="A. Voorbeeld"))
    assert remember(replace(ruled_desk, queue=Gone(queue, witness))) == 0
    assert remember(ruled_desk) == 1


def test_that_an_earlier_rulebook_is_compared_on_the_screen(
    ruled_desk: DeskServices, opened: OpenShell, settled: Callable[[Shell], None], tmp_path: Path
) -> None:
    assert ruled_desk.rulebooks is not None
    file = ruled_desk.rulebooks.save(tmp_path / "earlier.json")
    tree = json.loads(file.read_text(encoding="utf-8"))
    tree["guidelines"][0]["numbers"]["surgery_nesms"]["value"] = 3
    file.write_text(json.dumps(tree), encoding="utf-8")
    shell = opened(ruled_desk)
    shell.go(Place.HELP)
    settled(shell)
    turn_to_rules(shell)
    press(shell, "Compare with an earlier rulebook file…")
    choose(shell, file)
    settled(shell)
    words = said(shell)
    assert "What the rules say otherwise" in words
    assert "NESMS for surgery (number)" in words
    press(shell, "Print the differences…")
    choose(shell, tmp_path / "difference.pdf")
    settled(shell)
    assert (tmp_path / "difference.pdf").read_bytes().startswith(b"%PDF")


def test_that_a_file_that_is_no_rulebook_is_said_in_one_sentence(
    ruled_desk: DeskServices, opened: OpenShell, settled: Callable[[Shell], None], tmp_path: Path
) -> None:
    file = tmp_path / "notes.json"
    file.write_text("{}", encoding="utf-8")
    shell = opened(ruled_desk)
    shell.go(Place.HELP)
    settled(shell)
    turn_to_rules(shell)
    press(shell, "Compare with an earlier rulebook file…")
    choose(shell, file)
    settled(shell)
    assert "notes.json is no rulebook that this program saved" in said(shell)


def turn_to_rules(shell: Shell) -> None:
    """Open the chapter in the contents."""
    contents = named(shell, QListWidget, "Contents")
    titles = [contents.item(row).text() for row in range(contents.count())]
    contents.setCurrentRow(titles.index("Rulebook"))


def choose(shell: Shell, file: Path) -> None:
    """Choose a file in the dialog that is open."""
    dialog = next(each for each in shell.findChildren(QFileDialog) if each.isVisible())
    dialog.fileSelected.emit(str(file))
    dialog.reject()


def test_that_the_chapter_marks_a_review_date_that_has_passed_and_counts_evidence(texts: Texts) -> None:
    rules = load_rules()
    chapter = rules_chapter(RulesRead(overview=overview(rules)), texts, date(2026, 11, 18))
    erasmus, *_, summary = chapter.rows
    assert texts.get("help.rules.review_passed", day="").strip(": ") in erasmus[2]
    assert rules.rule_set.hash in chapter.intro
    assert texts.get("help.rules.status.secondary") in summary[3]
    early = rules_chapter(RulesRead(overview=overview(rules)), texts, date(2023, 1, 1))
    assert early.rows[0][2] != erasmus[2]


def test_that_unverified_numbers_are_marked_in_the_chapter(texts: Texts) -> None:
    found = overview(load_rules())
    shaky = replace(
        found.guidelines[0], statuses={Status.SOURCE: 1, Status.SECONDARY: 0, Status.UNVERIFIED: 2}
    )
    read = RulesRead(overview=replace(found, guidelines=(shaky,)))
    (row,) = rules_chapter(read, texts, date(2026, 11, 18)).rows
    assert f"2 {texts.get('help.rules.status.unverified')}" in row[3]
