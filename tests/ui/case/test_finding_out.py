"""What to find out first: searched step by step, said in words, and a way to the field."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import current_thread, main_thread

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case
from mdt_desk.domain.reading import with_fact
from mdt_desk.domain.spine import Level
from mdt_desk.domain.worth import OpenAnswer, Weighing, Worth, step
from mdt_desk.i18n import Texts, load_texts
from mdt_desk.ui.actions import Place
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.case.finding_out import FindingOut
from mdt_desk.ui.screens.case.view import CaseView
from mdt_desk.ui.theme import LIGHT
from mdt_desk.ui.widgets.advice_view import AdviceView
from mdt_desk.ui.widgets.curtain import Curtain
from mdt_desk.ui.widgets.worth_list import WorthList
from mdt_desk.ui.wording.worth import MOST, WorthShown, worth_line, worth_shown
from mdt_desk.usecases.ports import DeskServices
from tests.domain.desk import ZONE, assessed, case_of
from tests.ui.case.bench import CORD, Bench
from tests.ui.case.bench import case_of as case_from
from tests.ui.conftest import OpenShell
from tests.ui.finding import nameless, press, said

NESMS = OpenAnswer(name="nesms")
SURGERY = OpenAnswer(name="decompression", guideline="noms", topic="surgery")
TIMING = OpenAnswer(name="mdt_ad_hoc", guideline="noms", topic="timing")


def worth(fact: str, *surely: OpenAnswer, perhaps: tuple[OpenAnswer, ...] = (), average: float = 1) -> Worth:
    return Worth(
        fact=fact, average=average, most=3, surely=frozenset(surely), settles=frozenset((*surely, *perhaps))
    )


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (worth("labs.albumin_g_per_l", NESMS), "settles NESMS"),
        (worth("labs.albumin_g_per_l", NESMS, perhaps=(SURGERY, TIMING)), "settles NESMS; perhaps 2 more"),
        (worth("labs.albumin_g_per_l", perhaps=(SURGERY,)), "may settle 1 advice (Surgery)"),
    ],
)
def test_that_a_line_says_what_a_fact_settles(found: Worth, words: str) -> None:
    line = worth_line(load_texts("en"), found)
    assert (line.name, line.settles) == ("Albumin", words)
    assert line.name in line.spoken
    assert line.settles in line.spoken


def test_that_only_facts_that_settle_something_on_average_are_listed(texts: Texts) -> None:
    facts = ("labs.albumin_g_per_l", "condition.karnofsky", "neurology.frankel", "tumour.primary")
    found = [worth(each, NESMS) for each in facts]
    assert len(worth_shown(texts, found).lines) == MOST < len(found)
    useless = worth_shown(texts, [worth("labs.albumin_g_per_l", NESMS, average=0)])
    assert (useless.lines, useless.note) == ((), texts.get("worth.none"))


@dataclass
class Search:
    """A search that takes a step only when it is told to."""

    asked: list[tuple[Weighing, Callable[[Weighing | None], None]]] = field(default_factory=list)
    shown: list[WorthShown] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.finding = FindingOut(
            lambda weighing, answer: self.asked.append((weighing, answer)),
            load_texts("en"),
            self.shown.append,
        )

    def take(self, *, fails: bool = False) -> None:
        weighing, answer = self.asked.pop(0)
        answer(None if fails else step(weighing, assessed, ZONE))

    def finish(self) -> WorthShown:
        while self.asked:
            self.take()
        return self.shown[-1]


def cord() -> tuple[Case, Assessment]:
    case = case_from(CORD)
    return case, assessed(case)


def test_that_the_list_comes_when_everything_was_tried() -> None:
    search = Search()
    search.finding.follow(*cord())
    assert [each.sign for each in search.shown] == ["being worked out…"]
    shown = search.finish()
    assert (shown.note, shown.sign) == ("", "")
    assert "treatment.adequate_radiotherapy_possible" in {each.fact for each in shown.lines}


def test_that_only_one_step_is_under_way_at_a_time() -> None:
    search = Search()
    case, assessment = cord()
    for _ in range(3):
        search.finding.follow(case, assessment)
        assert len(search.asked) == 1
    search.take()
    assert len(search.asked) == 1


def test_that_a_search_that_ended_is_not_begun_again_while_the_facts_are_the_same() -> None:
    search = Search()
    case, assessment = cord()
    search.finding.follow(case, assessment)
    search.finish()
    search.finding.follow(case, assessed(case))
    assert search.asked == []


def test_that_a_changed_fact_begins_anew_and_leaves_the_list_without_what_is_known_now() -> None:
    search = Search()
    search.finding.follow(*cord())
    before = search.finish()
    known = with_fact(case_from(CORD), "treatment.adequate_radiotherapy_possible", True)
    search.finding.follow(known, assessed(known))
    during = search.shown[-1]
    assert during.sign == "being worked out…"
    assert "treatment.adequate_radiotherapy_possible" in {each.fact for each in before.lines}
    assert {each.fact for each in before.lines} - {each.fact for each in during.lines} == {
        "treatment.adequate_radiotherapy_possible"
    }
    after = search.finish()
    assert (after.note, after.sign) == ("", "")
    assert "treatment.adequate_radiotherapy_possible" not in {each.fact for each in after.lines}


def test_that_a_step_of_an_older_search_is_not_taken_for_the_new_one() -> None:
    search = Search()
    search.finding.follow(*cord())
    search.take()
    empty = case_of()
    search.finding.follow(empty, assessed(empty))
    search.take()
    ((weighing, _),) = search.asked
    assert weighing.case == empty
    assert weighing.left is None


def test_that_a_step_that_failed_ends_the_search_and_says_so_until_facts_change() -> None:
    search, (case, assessment) = Search(), cord()
    search.finding.follow(case, assessment)
    search.take(fails=True)
    search.finding.follow(case, assessment)
    assert search.asked == []
    shown = search.shown[-1]
    assert (shown.lines, shown.note, shown.sign, shown.searching) == (
        (),
        "",
        "could not be worked out",
        False,
    )
    known = with_fact(case, "treatment.adequate_radiotherapy_possible", True)
    search.finding.follow(known, assessed(known))
    assert search.shown[-1].searching
    assert search.finish().sign == ""


def test_that_another_language_says_the_same_list() -> None:
    search = Search()
    search.finding.follow(*cord())
    facts = [each.fact for each in search.finish().lines]
    search.finding.speak(load_texts("nl"))
    assert [each.fact for each in search.shown[-1].lines] == facts
    assert "Zinvolle dosis radiotherapie mogelijk" in [each.name for each in search.shown[-1].lines]


def view_with(qtbot: QtBot, worths: list[Worth]) -> tuple[Bench, CaseView]:
    bench = Bench(tree=CORD)
    view = CaseView(Look(texts=bench.texts, tokens=LIGHT))
    qtbot.addWidget(view)
    bench.listeners.append(view.show_state)
    view.level_chosen.connect(bench.presenter.choose_level)
    view.resize(1270, 680)
    view.show()
    bench.open()
    view.show_worth(worth_shown(bench.texts, worths))
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    return bench, view


def held() -> QWidget:
    """Return what has the keyboard."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_that_a_line_goes_to_its_field(qtbot: QtBot, dressed: QApplication) -> None:
    assert dressed is not None
    _, view = view_with(qtbot, [worth("labs.albumin_g_per_l", NESMS)])
    assert "What to find out first" in said(view)
    assert nameless(view) == []
    (curtain,) = view.findChildren(Curtain)
    qtbot.waitUntil(lambda: not curtain.isVisible())
    press(view, "Albumin: settles NESMS. Go to the field")
    albumin = next(each for each in view.form.all_fields() if each.path == "labs.albumin_g_per_l")
    assert albumin.isAncestorOf(held())
    assert not albumin.visibleRegion().isEmpty()


def test_that_a_line_about_a_vertebra_takes_it_in_hand(qtbot: QtBot, dressed: QApplication) -> None:
    assert dressed is not None
    bench, view = view_with(qtbot, [worth("lesions.T6.canal_fraction", SURGERY)])
    bench.presenter.choose_level(Level.L2)
    (line,) = view.results.findChildren(WorthList)
    line.chosen.emit("lesions.T6.canal_fraction")
    assert bench.presenter.memory.level is Level.T6
    share = view.form.lesions.fields["lesions.canal_fraction"]
    assert share.isAncestorOf(held())


LONG = worth("treatment.adequate_radiotherapy_possible", SURGERY, TIMING, perhaps=(NESMS,) * 9)
STATES = (
    (),
    (LONG,),
    (LONG, LONG, LONG),
    (worth("labs.albumin_g_per_l", NESMS), LONG),
    (worth("labs.albumin_g_per_l", NESMS, average=0),),
)


@pytest.mark.parametrize("width", [960, 1920])
def test_that_the_advice_stays_where_it_is_whatever_is_found_out_first(
    qtbot: QtBot, dressed: QApplication, width: int
) -> None:
    assert dressed is not None
    bench, view = view_with(qtbot, [])
    view.resize(width, 680)
    (advice,) = view.findChildren(AdviceView)
    view.show_worth(WorthShown(sign="being worked out…", room=MOST))
    places = set()
    for found in STATES:
        for sign in ("being worked out…", ""):
            view.show_worth(replace(worth_shown(bench.texts, found), sign=sign, room=MOST))
            for _ in range(3):
                QApplication.sendPostedEvents()
            places.add(advice.mapTo(view.results, QPoint()).y())
    assert len(places) == 1


def test_that_only_as_many_lines_are_waited_for_as_there_are_facts_to_ask() -> None:
    search = Search()
    search.finding.follow(*cord())
    assert {each.room for each in search.shown} == {MOST}
    nothing = replace(assessed(case_from(CORD)), guidelines={}, scores={})
    search.finding.follow(case_of(), nothing)
    (shown,) = search.shown[1:]
    assert (shown.room, shown.sign) == (0, "")
    assert shown.note == "No missing fact would settle anything on average."


def test_that_there_is_no_card_while_there_is_nothing_to_say(qtbot: QtBot, dressed: QApplication) -> None:
    assert dressed is not None
    _, view = view_with(qtbot, [worth("labs.albumin_g_per_l", NESMS)])
    view.show_worth(WorthShown())
    assert "What to find out first" not in said(view)


def test_that_the_search_never_runs_where_the_window_is_drawn(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    threads = []
    assess = filled_desk.assess

    def watched(*args: object) -> Assessment:
        threads.append(current_thread())
        return assess(*args)  # type: ignore[arg-type]  # handed on as it came

    object.__setattr__(filled_desk, "assess", watched)
    shell = opened(filled_desk)
    shell.desk.open_case(filled_desk.queue.rows()[0].id)
    shell.go(Place.CASE)
    qtbot.waitUntil(lambda: "What to find out first" in said(shell))
    qtbot.waitUntil(lambda: "being worked out" not in said(shell))
    assert len(threads) > 10
    assert main_thread() not in threads
