"""A choice between two desks sleeps, and says why, while who sits here may not make it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from mdt_desk.domain.meeting import Decision
from mdt_desk.domain.people import Role
from mdt_desk.ui.actions import ActionId
from mdt_desk.ui.shell import Shell
from mdt_desk.ui.widgets.both_panel import BothPanel
from mdt_desk.usecases.cases import change_facts
from mdt_desk.usecases.meetings import decide
from mdt_desk.usecases.ports import DeskServices
from tests.ui.conftest import OpenShell
from tests.ui.finding import hit, named, type_into
from tests.ui.patients import NOW
from tests.ui.test_asleep import in_a_case, in_a_meeting, kept, rest, sit

__all__ = ["kept"]

KARNOFSKY, FACT = "Karnofsky score", "condition.karnofsky"


def panel(shell: Shell) -> BothPanel:
    (found,) = (each for each in shell.findChildren(BothPanel) if each.isVisible())
    return found


def choices(shell: Shell) -> list[QPushButton]:
    return [each for each in panel(shell).findChildren(QPushButton) if each.isVisible()]


def clashing_case(shell: Shell, kept: DeskServices, qtbot: QtBot) -> None:
    """Let another desk change what is being changed here."""
    stored = kept.queue.rows("yilmaz")[0]
    change_facts(kept.queue, stored.id, {FACT: 50}, expected_version=stored.version, at=NOW)
    line = named(shell, QLineEdit, KARNOFSKY)
    line.clear()
    type_into(line, "40")
    hit(line, Qt.Key.Key_Return)
    rest(qtbot, shell)


def assert_asleep(shell: Shell, reason: str) -> None:
    why = shell.desk.look.text(reason)
    for each in choices(shell):
        assert not each.isEnabled()
        assert each.accessibleDescription() == why
        assert why in each.toolTip()


def assert_awake(shell: Shell) -> None:
    assert choices(shell)
    for each in choices(shell):
        assert each.isEnabled()
        assert (each.accessibleDescription(), each.toolTip()) == ("", "")


def test_that_nobody_chooses_for_a_case_who_may_not_change_it(
    opened: OpenShell, kept: DeskServices, qtbot: QtBot
) -> None:
    shell = in_a_case(opened, kept, qtbot)
    clashing_case(shell, kept, qtbot)
    assert_awake(shell)
    again = next(each for each in shell.findChildren(QAbstractButton) if each.text() == "Save again")
    assert again.isEnabled()
    sit(shell, Role.VIEWER)
    assert not again.isEnabled()
    assert_asleep(shell, "people.may_not.edit_case")
    shell.desk.commands[ActionId.LANGUAGE].trigger()
    rest(qtbot, shell)
    assert_asleep(shell, "people.may_not.edit_case")
    sit(shell, Role.CHAIR)
    assert_awake(shell)
    choices(shell)[0].click()
    rest(qtbot, shell)
    assert kept.queue.rows("yilmaz")[0].case.condition.karnofsky == 40


def test_that_nobody_chooses_for_a_decision_who_may_not_record_it(
    opened: OpenShell, kept: DeskServices, qtbot: QtBot
) -> None:
    shell = in_a_meeting(opened, kept, qtbot)
    area = named(shell, QPlainTextEdit, "In the team's own words")
    area.setPlainText("Ours")
    meeting = kept.queue.meetings()[0]
    theirs = Decision(case_id=meeting.agenda[0], meeting_id=meeting.id, decided_at=NOW, own_words="Theirs")
    decide(kept.queue, kept.assess, theirs, leading="erasmus-2022")
    shell.desk.commands[ActionId.RECORD].trigger()
    rest(qtbot, shell)
    assert_awake(shell)
    sit(shell, Role.VIEWER)
    assert_asleep(shell, "people.may_not.decide")
    choices(shell)[1].click()
    assert area.toPlainText() == "Ours"
    sit(shell, Role.CHAIR)
    assert_awake(shell)
    choices(shell)[1].click()
    rest(qtbot, shell)
    assert area.toPlainText() == "Theirs"
