"""Two desks on one server: who else is here, what they changed, and what happens while the server is away."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QTableView

from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.actions import Place
from mdt_desk.ui.screens.queue.row import Column
from mdt_desk.ui.sentences import Notice
from mdt_desk.ui.watching import PAUSES_MS
from mdt_desk.usecases.errors import ServerAway, SiteError
from mdt_desk.usecases.ports import NoteKind
from tests.ui.desks.conftest import Opened, Server
from tests.ui.finding import named, said
from tests.ui.meeting.desk import planned

KARNOFSKY = "Karnofsky score"
At = Callable[[str], Opened]


@pytest.fixture
def case(server: Server) -> CaseId:
    return next(each.id for each in server.kept.queue.rows() if each.case.patient.family_name == "Yılmaz")


def kept(server: Server, case: CaseId) -> object:
    return server.kept.queue.get(case).case.condition.karnofsky


def choose(desk: Opened, words: str) -> None:
    found = [each for each in desk.panel.findChildren(QPushButton) if each.text() == words]
    found[0].click()
    desk.rest()


def marked(desk: Opened) -> list[str]:
    """Return the marks in the rows of the queue that ask for a choice, having heard each as it is read aloud."""
    model = named(desk.shell, QTableView, "Cases").model()
    at = list(Column).index(Column.READINESS)
    cells = [model.index(row, at) for row in range(model.rowCount())]
    spoken = [each.data(Qt.ItemDataRole.AccessibleTextRole) for each in cells]
    asked = [
        each.data()
        for each, said in zip(cells, spoken, strict=True)
        if said.startswith(
            "1 thing was changed differently at two desks. Open the case and choose what holds."
        )
    ]
    return [str(each) for each in asked]


def test_that_who_else_has_a_case_open_is_said_and_keeps_nobody_out(
    server: Server, at: At, case: CaseId
) -> None:
    nurse, other = at("Nurse De Vries"), at("Coordinator Proef")
    nurse.open(case)
    other.open(case)
    assert other.elsewhere() == "Nurse De Vries has this case open too"
    other.type(KARNOFSKY, "50")
    assert kept(server, case) == 50
    nurse.shell.desk.go(Place.QUEUE)
    nurse.look()
    other.look()
    assert other.elsewhere() == ""


def test_that_a_change_at_another_desk_arrives_and_what_is_being_typed_stays(at: At, case: CaseId) -> None:
    one, other = at("One"), at("Other")
    one.open(case)
    other.open(case)
    half = one.line("CT of the spine done")
    half.setFocus()
    half.setText("18-1")
    half.typing.edited("18-1")  # type: ignore[attr-defined]  # a line of ours
    other.type(KARNOFSKY, "50")
    one.look()
    assert one.line(KARNOFSKY).text() == "50"
    assert half.text() == "18-1"
    assert "Karnofsky" in said(one.panel)


def test_that_the_second_desk_sees_before_mine_and_theirs_with_who_and_chooses(
    server: Server, at: At, case: CaseId
) -> None:
    first, second = at("Nurse De Vries"), at("Coordinator Proef")
    first.open(case)
    second.open(case)
    first.type(KARNOFSKY, "50")
    second.type(KARNOFSKY, "40")
    assert kept(server, case) == 50
    shown = said(second.panel)
    assert "50" in shown
    assert "40" in shown
    assert "Nurse De Vries" in shown
    second.shell.desk.go(Place.QUEUE)
    second.rest()
    assert second.saved() == "1 choice between two desks still waits"
    assert marked(second) == ["Choose"]
    second.open(case)
    choose(second, "Keep mine")
    assert kept(server, case) == 40
    assert second.saved() == "Everything saved"
    second.shell.desk.go(Place.QUEUE)
    second.rest()
    assert marked(second) == []


def test_that_while_the_server_is_away_typing_waits_and_is_kept_when_it_is_back(
    server: Server, at: At, case: CaseId
) -> None:
    other = next(each.id for each in server.kept.queue.rows() if each.id != case)
    desk = at("One")
    desk.open(other)
    desk.open(case)
    server.switch.on = False
    desk.look()
    assert "Server not reachable since" in said(desk.banner)
    assert desk.banner.isVisibleTo(desk.shell)
    desk.type(KARNOFSKY, "50")
    assert "Not saved" in said(desk.shell)
    assert desk.line(KARNOFSKY).text() == "50"
    desk.open(other)
    desk.type(KARNOFSKY, "30")
    assert kept(server, case) == 60
    server.switch.on = True
    desk.look()
    desk.bot.waitUntil(lambda: (kept(server, case), kept(server, other)) == (50, 30))
    assert not desk.banner.isVisibleTo(desk.shell)


def test_that_a_save_whose_answer_was_lost_is_there_once(server: Server, at: At, case: CaseId) -> None:
    desk = at("One")
    desk.open(case)
    version = server.kept.queue.get(case).version
    server.switch.after = 0
    desk.type(KARNOFSKY, "50")
    server.switch.on = True
    desk.look()
    assert kept(server, case) == 50
    assert server.kept.queue.get(case).version == version + 1
    assert "Saved" in said(desk.shell)


def test_that_attempts_grow_rarer_and_begin_anew_when_the_server_is_back(server: Server, at: At) -> None:
    desk = at("One")
    assert "Queue on mdt@server.example/queue" in said(desk.shell)
    server.switch.on = False
    pauses = []
    for _ in range(len(PAUSES_MS) + 2):
        desk.look()
        pauses.append(desk.watching.timer.interval())
    assert pauses == [*PAUSES_MS, PAUSES_MS[-1], PAUSES_MS[-1]]
    server.switch.on = True
    desk.look()
    assert desk.watching.timer.interval() < PAUSES_MS[1]


def test_that_drafts_of_one_desk_are_not_offered_at_another(server: Server, case: CaseId) -> None:
    one, other = server.desk("One"), server.desk("Other")
    one.queue.notes.keep(NoteKind.DRAFT, str(case), "half a date")
    assert other.queue.notes.recall(NoteKind.DRAFT, str(case)) is None
    assert one.queue.notes.under(NoteKind.DRAFT) == {str(case): "half a date"}
    other.queue.notes.keep(NoteKind.SAVED_FILTER, "urgent", "{}")
    assert one.queue.notes.recall(NoteKind.SAVED_FILTER, "urgent") == "{}"


def test_that_nothing_is_claimed_of_what_could_not_be_read(server: Server, at: At) -> None:
    planned(server.kept)
    desk = at("One")
    text = desk.shell.desk.look.text
    server.switch.on = False
    desk.look()
    claims = {
        Place.FOLLOW: text("follow.empty.ask"),
        Place.CLOSE: text("meeting.empty.none"),
    }
    for place, claim in claims.items():
        desk.shell.go(place)
        desk.rest()
        assert claim not in said(desk.shell)
        assert "does not answer" in said(desk.shell)
        done = text("close.all_done")
        labels = desk.shell.findChildren(QLabel)
        assert not [each for each in labels if each.isVisible() and each.accessibleName() == done]
    desk.shell.go(Place.FOLLOW)
    desk.rest()
    server.switch.on = True
    desk.look()
    desk.bot.waitUntil(lambda: claims[Place.FOLLOW] in said(desk.shell))


def test_that_a_leaflet_without_a_name_is_shown_while_nobody_can_be_read(
    server: Server, at: At, case: CaseId
) -> None:
    desk = at("One")
    desk.open(case)
    server.switch.on = False
    desk.look()
    desk.shell.go(Place.PRINT)
    desk.rest()
    assert desk.shell.desk.look.text("print.nobody") in said(desk.shell)
    assert "Yılmaz" not in said(desk.shell)
    assert desk.shell.desk.look.text("print.busy") not in said(desk.shell)


def test_that_one_sentence_says_for_good_that_the_server_is_away(at: At) -> None:
    desk, heard = at("One").shell.desk, list[Notice]()
    desk.noticed.connect(heard.append)
    desk.fail(ServerAway("server.away", server="example"))
    desk.fail(SiteError("print.refused", printer="Tray"))
    assert [each.passing for each in heard] == [True, False]
