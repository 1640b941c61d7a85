"""A list goes in through the window: chosen, dropped or pasted; understood, shown, and only then taken over."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from mdt_desk.assets import resource
from mdt_desk.i18n import load_texts
from mdt_desk.ui.actions import ActionId, Place
from mdt_desk.ui.icons import icon
from mdt_desk.ui.screens.lists.screen import ImportScreen
from mdt_desk.ui.screens.queue.view import QueueView
from mdt_desk.ui.shell import Shell
from mdt_desk.ui.theme import Tone
from mdt_desk.ui.widgets.prose import Prose
from mdt_desk.usecases.backups import Backup, Backups, Losses, Reason
from mdt_desk.usecases.cases import change_fact
from mdt_desk.usecases.importing import Choice
from mdt_desk.usecases.ports import DeskServices
from tests.ui.conftest import OpenShell
from tests.ui.finding import hit, named, nameless, press, said
from tests.ui.patients import NOW, YILMAZ, patient

HEAD = "Naam\tGeboortedatum\tPatiëntnummer\tAlbumine (g/L)\tPrimaire tumor\n"
GOOD = "Demo-Appel, Anna\t18-04-1951\t0001201\t38,5\tborst\n"
BAD = "Demo-Beuk, Bert\t03-02-1948\t0001202\t3,85\tprostat\n"


class Backed:
    """Counts the backups that are asked for."""

    def __init__(self) -> None:
        self.made: list[Reason] = []

    def kept(self) -> tuple[Backup, ...]:
        return ()

    def make(self, reason: Reason, at: object) -> Backup | None:
        assert at is not None
        self.made.append(reason)
        return None

    def losses(self, _backup: Backup) -> Losses:
        return Losses()


class Coordinator:
    def __init__(self, shell: Shell, bot: QtBot) -> None:
        self.shell, self._bot = shell, bot
        shell.bring_later()

    def rest(self) -> None:
        self._bot.waitUntil(lambda: not self.shell.desk.busy)

    def paste(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.shell.desk.commands[ActionId.PASTE_LIST].trigger()
        self.rest()

    def press(self, name: str) -> None:
        press(self.shell, name)
        self.rest()

    def rows(self) -> list[str]:
        table = named(self.shell, QTableWidget, "Rows of the list")
        cells = [[table.item(row, at) for at in range(4)] for row in range(table.rowCount())]
        return [" | ".join(each.text() for each in row if each is not None) for row in cells]


@pytest.fixture
def backed() -> Backups:
    return Backed()


@pytest.fixture
def she(filled_desk: DeskServices, backed: Backups, opened: OpenShell, qtbot: QtBot) -> Iterator[Coordinator]:
    yield Coordinator(opened(replace(filled_desk, backups=backed)), qtbot)
    QGuiApplication.clipboard().clear()


def shown(shell: Shell) -> str:
    """Return every visible text, that which is drawn over several lines among it."""
    prose = [each.text() for each in shell.findChildren(Prose) if each.isVisibleTo(shell)]
    return "\n".join([said(shell), *prose])


def numbers(services: DeskServices) -> set[object]:
    return {each.case.patient.hospital_number for each in services.queue.rows()}


def test_that_a_pasted_list_is_taken_over_after_a_backup(
    she: Coordinator, filled_desk: DeskServices, backed: Backed
) -> None:
    before = len(filled_desk.queue.rows())
    she.paste(HEAD + GOOD)
    assert "pasted list: 1 row" in said(she.shell)
    she.press("See what would change")
    assert she.rows() == ["2 | Demo-Appel, Anna | new | "]
    assert len(filled_desk.queue.rows()) == before
    backed.made.clear()
    she.press("Take over 1 row")
    assert backed.made == [Reason.BEFORE_IMPORT]
    assert len(filled_desk.queue.rows()) == before + 1
    (anna,) = filled_desk.queue.rows("0001201")
    assert anna.case.labs.albumin_g_per_l == 38.5
    assert {each.source for each in anna.case.recorded} == {"pasted list"}
    assert "1 added, 0 changed. A backup was made before" in said(she.shell)


def test_that_a_new_row_has_a_plus_before_it(she: Coordinator) -> None:
    she.paste(HEAD + GOOD)
    she.press("See what would change")
    item = named(she.shell, QTableWidget, "Rows of the list").item(0, 2)
    assert item is not None
    colour = she.shell.desk.look.tokens.tones[Tone.CALM].text
    assert item.icon().pixmap(16).toImage() == icon("plus", colour).pixmap(16).toImage()


def test_that_refused_rows_say_why_and_are_left_out_only_when_somebody_says_so(
    she: Coordinator, filled_desk: DeskServices
) -> None:
    she.paste(HEAD + GOOD + BAD)
    she.press("See what would change")
    take = named(she.shell, QPushButton, "Take over 1 row")
    assert not take.isEnabled()
    assert "1 row is refused: mend the list, or leave the row out." in said(she.shell)
    words = shown(she.shell)
    assert "prostat is not one of Breast; Prostate" in words
    assert "labs." not in words
    assert "tumour.primary" not in words
    assert she.rows()[1].startswith("3 | Demo-Beuk, Bert | refused | ")
    named(she.shell, QCheckBox, "Leave the refused row out (1)").click()
    assert take.isEnabled()
    she.press("Take over 1 row")
    assert "0001201" in numbers(filled_desk)
    assert "0001202" not in numbers(filled_desk)


@pytest.mark.parametrize("choice", Choice)
def test_that_somebody_who_may_be_known_is_shown_beside_and_decided(
    she: Coordinator, filled_desk: DeskServices, choice: Choice
) -> None:
    known = patient(YILMAZ)
    before = len(filled_desk.queue.rows())
    born = known.patient.birth_date
    she.paste(
        f"Achternaam\tGeboortedatum\tAlbumine (g/L)\n{known.patient.family_name}\t{born:%d-%m-%Y}\t29\n"
    )
    she.press("See what would change")
    assert "Is this the same person?" in said(she.shell)
    assert "Known already" in said(she.shell)
    text = load_texts("en").get(f"lists.choose.{choice}")
    she.press(text)
    if choice is Choice.LEAVE_OUT:
        assert "There is nothing to take over." in said(she.shell)
        return
    she.press("Take over 1 row")
    stored = filled_desk.queue.rows()
    assert len(stored) == before + (choice is Choice.KEEP_APART)
    assert 29 in {each.case.labs.albumin_g_per_l for each in stored}


def test_that_a_mapping_is_chosen_by_typing_and_remembered_for_the_same_headings(
    she: Coordinator, filled_desk: DeskServices
) -> None:
    table = "Naam\tCode X\nDemo-Appel, Anna\t0001201\n"
    she.paste(table)
    choice = named(she.shell, QComboBox, 'What "Code X" becomes')
    assert choice.currentText() == "– leave out –"
    line = choice.lineEdit()
    assert line is not None
    label = load_texts("en").get("fact.patient.hospital_number.label")
    line.setText(label.upper())  # typed letter by letter, a list of matches opens, which needs a real screen
    hit(line, Qt.Key.Key_Return)
    assert choice.currentText() == label
    she.press("See what would change")
    she.press("Take over 1 row")
    assert "0001201" in numbers(filled_desk)
    she.paste(table)
    assert "as they were used last time" in said(she.shell)
    assert named(she.shell, QComboBox, 'What "Code X" becomes').currentText() == label


def test_that_two_columns_with_the_same_fact_have_to_be_told_apart(she: Coordinator) -> None:
    she.paste("Patiëntnummer\tAlbumine (g/L)\tAlbumin\n0001201\t38\t39\n")
    assert '"Albumine (g/L)" holds the same fact already' in said(she.shell)
    assert not named(she.shell, QPushButton, "See what would change").isEnabled()


def test_that_a_list_that_was_changed_under_ones_hands_changes_nothing(
    she: Coordinator, filled_desk: DeskServices
) -> None:
    stored = filled_desk.queue.rows("yilmaz")[0]
    number = stored.case.patient.hospital_number
    she.paste(f"{HEAD}{GOOD}Yılmaz, Ayşe\t\t{number}\t22\t\n")
    she.press("See what would change")
    change_fact(
        filled_desk.queue,
        stored.id,
        "labs.albumin_g_per_l",
        31.0,
        expected_version=stored.version,
        at=NOW,
    )
    she.press("Take over 2 rows")
    assert "0001201" not in numbers(filled_desk)
    assert load_texts("en").get("lists.preview.overtaken") in shown(she.shell)
    she.press("Back")
    she.press("See what would change")
    she.press("Take over 2 rows")
    assert "0001201" in numbers(filled_desk)


def test_that_a_file_is_chosen_read_and_shown(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    she = Coordinator(opened(filled_desk), qtbot)
    screen = she.shell.desk.findChild(ImportScreen)
    assert screen is not None
    screen.bring(resource("demo", "weekly_list.xlsx"))
    she.rest()
    she.shell.go(Place.IMPORT)
    assert "weekly_list.xlsx: 6 rows" in said(she.shell)
    she.press("See what would change")
    assert len(she.rows()) == 6
    assert nameless(she.shell) == []


def test_that_the_sample_list_is_one_press_away(she: Coordinator) -> None:
    she.shell.go(Place.IMPORT)
    she.press("Try the sample list")
    she.rest()
    assert "weekly_list.xlsx: 6 rows" in said(she.shell)


def test_that_a_file_that_cannot_be_read_says_why(she: Coordinator, tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(b"no workbook")
    she.shell.desk.brought = file
    she.shell.go(Place.IMPORT)
    she.rest()
    assert "workbook" in said(she.shell)


def test_that_a_file_that_is_dropped_on_the_queue_is_read(
    she: Coordinator, dressed: QApplication, tmp_path: Path
) -> None:
    file = tmp_path / "week.csv"
    file.write_text(HEAD + GOOD, encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    queue = she.shell.findChild(QueueView)
    assert queue is not None
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enters = QDragEnterEvent(QPoint(5, 5), *how)
    dressed.sendEvent(queue, enters)
    assert enters.isAccepted()
    dressed.sendEvent(queue, QDropEvent(QPointF(5, 5), *how))
    she.rest()
    assert "week.csv: 1 row" in said(she.shell)


def test_that_nothing_copied_is_said(she: Coordinator) -> None:
    she.paste(" ")
    assert "Nothing is copied" in said(she.shell)


def test_that_a_known_patient_shows_what_was_and_what_becomes(
    she: Coordinator, filled_desk: DeskServices
) -> None:
    stored = filled_desk.queue.rows("yilmaz")[0]
    she.paste(f"Patiëntnummer\tAlbumine (g/L)\n{stored.case.patient.hospital_number}\t29,5\n")
    she.press("See what would change")
    (row,) = she.rows()
    assert "| changed | Albumin: " in row
    assert "→ 29.5 g/L" in row
