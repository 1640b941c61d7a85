"""The frame around every screen: where one can go, in which language and theme, and what it says."""

from dataclasses import replace
from threading import Event

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mdt_desk.i18n import load_texts
from mdt_desk.ui.actions import ACTIONS, ActionId, Place, shown_shortcut
from mdt_desk.ui.app import open_shell
from mdt_desk.ui.enter_key import pressed_in_hand
from mdt_desk.ui.look import Look
from mdt_desk.ui.qt_words import speak
from mdt_desk.ui.reaching import entries
from mdt_desk.ui.sentences import Notice
from mdt_desk.ui.shell import Shell
from mdt_desk.ui.theme import DARK, LIGHT, Tone, apply
from mdt_desk.ui.widgets.command_palette import Entry, matching
from mdt_desk.ui.widgets.notice_bar import NoticeBar
from mdt_desk.usecases.errors import SiteError
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.preferences import Theme
from tests.ui.conftest import OpenShell, clear_away, leave
from tests.ui.finding import hit, named, press, said, type_into


def idle(shell: Shell, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not shell.desk.busy)


def test_that_the_window_says_what_it_is_not_for(filled_desk: DeskServices, opened: OpenShell) -> None:
    shell = opened(filled_desk)
    for place in (Place.QUEUE, Place.HELP, Place.SETTINGS):
        shell.go(place)
        assert "demonstration: not for clinical use" in said(shell)


def test_that_the_bar_names_the_meeting_worked_towards(filled_desk: DeskServices, opened: OpenShell) -> None:
    assert "Next meeting: Wednesday 25 November 2026, 08:00" in said(opened(filled_desk))


def test_that_the_foot_names_the_rules_that_speak(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = opened(filled_desk)
    idle(shell, qtbot)
    assert "Rule set 2026.1 · 01234567" in said(shell)


def test_that_the_foot_says_whether_everything_is_kept(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = opened(filled_desk)
    assert "Everything saved" in said(shell)
    shell.desk.do(lambda: None, lambda _: None)
    assert "Saving…" in said(shell)
    idle(shell, qtbot)
    assert "Everything saved" in said(shell)


def test_that_the_navigation_reaches_its_places(filled_desk: DeskServices, opened: OpenShell) -> None:
    shell = opened(filled_desk)
    press(shell, "Help")
    assert "Everything can be done from the keyboard" in said(shell)
    press(shell, "Settings")
    assert "Whom colleagues call now" in said(shell)
    press(shell, "Queue")
    assert "Call now" in said(shell)


def test_that_the_navigation_marks_where_one_is(filled_desk: DeskServices, opened: OpenShell) -> None:
    shell = opened(filled_desk)
    shell.go(Place.HELP)
    assert named(shell, QToolButton, "Help").isChecked()
    assert not named(shell, QToolButton, "Queue").isChecked()
    shell.go(Place.START)
    assert not named(shell, QToolButton, "Help").isChecked()
    shell.go(Place.QUEUE)
    assert named(shell, QToolButton, "Queue").isChecked()


def test_that_another_look_is_worn_before_what_was_asked_earlier_is_done(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell, slow = opened(filled_desk), Event()
    shell.desk.do(lambda: slow.wait(timeout=10), lambda _: None)
    worn = []
    for _ in range(2):
        shell.desk.commands[ActionId.LANGUAGE].trigger()
        worn.append(shell.desk.look.texts.language)
    slow.set()
    idle(shell, qtbot)
    assert worn == ["nl", "en"]
    assert filled_desk.settings.current().language == "en"
    assert shell.desk.look.texts.language == "en"


def test_that_the_case_screen_asks_for_a_case_first(filled_desk: DeskServices, opened: OpenShell) -> None:
    shell = opened(filled_desk)
    shell.desk.go(Place.CASE)
    assert "Choose a case in the queue first." in said(shell)


def test_that_the_language_changes_without_a_restart(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = opened(filled_desk)
    type_into(named(shell, QLineEdit, "Filter the queue"), "yil")
    press(shell, "Nederlands")
    idle(shell, qtbot)
    assert "demonstratie: niet voor klinisch gebruik" in said(shell)
    assert "Volgend overleg: woensdag 25 november 2026, 08:00" in said(shell)
    assert named(shell, QLineEdit, "Filter de lijst").text() == "yil"
    assert filled_desk.settings.current().language == "nl"


def test_that_the_language_changes_on_every_screen_that_was_shown(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = opened(filled_desk)
    shell.go(Place.HELP)
    shell.go(Place.QUEUE)
    press(shell, "Nederlands")
    idle(shell, qtbot)
    shell.go(Place.HELP)
    assert "Alles kan met het toetsenbord" in said(shell)


def test_that_the_theme_changes_without_a_restart(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot, dressed: QApplication
) -> None:
    shell = opened(filled_desk)
    shell.desk.commands[ActionId.THEME].trigger()
    idle(shell, qtbot)
    assert filled_desk.settings.current().theme is Theme.DARK
    assert dressed.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.window
    assert "Yılmaz, Ayşe" in said(shell)
    apply(dressed, LIGHT)


def test_that_the_palette_opens_a_case_by_a_few_letters(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = opened(filled_desk)
    press(shell, "Search patients and actions")
    field = named(shell, QLineEdit, "Search patients and actions")
    type_into(field, "lukas")
    with qtbot.waitSignal(shell.desk.opening) as opening:
        hit(field, Qt.Key.Key_Return)
    assert filled_desk.queue.get(opening.args[0]).case.patient.given_name == "Piotr"


def test_that_the_palette_reaches_every_action_that_can_be_done(
    filled_desk: DeskServices, opened: OpenShell
) -> None:
    shell = opened(filled_desk)
    press(shell, "Search patients and actions")
    field = named(shell, QLineEdit, "Search patients and actions")
    type_into(field, "open the settings")
    hit(field, Qt.Key.Key_Return)
    assert "Whom patients call" in said(shell)
    assert not field.isVisible()


def test_that_the_palette_reaches_an_action_of_another_place(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = opened(filled_desk)
    shell.go(Place.SETTINGS)
    asleep = ActionId.AUDIT_OVERVIEW  # this desk keeps no trail to look at
    awake = [each for each in ACTIONS if each.place is not Place.CASE and each.id is not asleep]
    wanted = {shell.desk.look.text(each.key) for each in awake} - {
        shell.desk.look.text("shell.command.palette")
    }
    qtbot.waitUntil(lambda: wanted <= {each.text for each in entries(shell.desk, tuple)})
    press(shell, "Search patients and actions")
    field = named(shell, QLineEdit, "Search patients and actions")
    type_into(field, "filter the queue")
    hit(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Queue" in said(shell))
    assert shell.desk.commands.awake().count(ActionId.FILTER) == 1


def test_that_keys_are_named_in_the_language_one_changed_to(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot, dressed: QApplication
) -> None:
    shell = opened(filled_desk)
    names = []
    for language in ("nl", "en", "nl"):
        chosen = replace(filled_desk.settings.current(), language=language)
        filled_desk.settings.save(chosen)
        shell.desk.preferred.emit(chosen)
        names.append(shown_shortcut("Ctrl+Up"))
    assert names == ["Ctrl+Pijl omhoog", "Ctrl+Up", "Ctrl+Pijl omhoog"]
    qtbot.waitUntil(lambda: not shell.desk.busy)
    speak(dressed, "en")


def test_that_the_palette_says_that_nothing_was_found(filled_desk: DeskServices, opened: OpenShell) -> None:
    shell = opened(filled_desk)
    shell.desk.commands[ActionId.PALETTE].trigger()
    line = named(shell, QLineEdit, shell.desk.look.text("shell.command.palette"))
    nothing = shell.desk.look.text("shell.palette.nothing")
    type_into(line, "zz")
    assert nothing in said(shell)
    line.clear()
    assert nothing not in said(shell)


def test_that_escape_closes_the_palette(filled_desk: DeskServices, opened: OpenShell) -> None:
    shell = opened(filled_desk)
    press(shell, "Search patients and actions")
    field = named(shell, QLineEdit, "Search patients and actions")
    hit(field, Qt.Key.Key_Escape)
    assert not field.isVisible()


def test_that_the_palette_finds_words_in_any_order_and_beginnings_first() -> None:
    def entry(text: str) -> Entry:
        return Entry(text=text, detail="", icon="person", chosen=lambda: None)

    entries = [entry("Go to the queue"), entry("Queue again"), entry("Łukasz, Piotr")]
    assert [each.text for each in matching(entries, "queue")] == ["Queue again", "Go to the queue"]
    assert [each.text for each in matching(entries, "piotr lukasz")] == ["Łukasz, Piotr"]
    assert matching(entries, "nothing") == ()


def test_that_an_error_is_one_sentence_that_stays_until_it_is_put_away(
    filled_desk: DeskServices, opened: OpenShell
) -> None:
    shell = opened(filled_desk)
    shell.desk.fail(SiteError("settings.not_written", file="settings.json", why="disk full"))
    assert "The settings could not be saved in settings.json (disk full)." in said(shell)
    press(shell, "Put this message away")
    assert "could not be saved" not in said(shell)


def test_that_a_mistake_of_ours_reaches_nobody_as_a_traceback(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = opened(filled_desk)

    def stumble() -> None:
        raise ValueError("Yılmaz, Ayşe was here")

    shell.desk.do(stumble, lambda _: None)
    idle(shell, qtbot)
    notice = next(each for each in shell.findChildren(QLabel) if each.objectName() == "notice")
    assert "The program made a mistake (ValueError)" in notice.text()
    assert "Yılmaz" not in notice.text()


def test_that_a_passing_notice_goes_by_itself_and_an_error_does_not(look: Look, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    bar = NoticeBar(look)
    QVBoxLayout(window).addWidget(bar)
    window.show()
    timer = bar.passing
    bar.show_notice(Notice(text="saved", tone=Tone.INFO))
    assert timer.isActive()
    bar.show_notice(Notice(text="not saved", tone=Tone.SOON, passing=False))
    assert not timer.isActive()
    assert bar.isVisible()


def test_that_a_notice_does_not_pass_where_nobody_can_see_it(look: Look, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    bar = NoticeBar(look)
    QVBoxLayout(window).addWidget(bar)
    bar.show_notice(Notice(text="copied", tone=Tone.INFO))
    assert not bar.passing.isActive()
    window.show()
    assert bar.passing.isActive()
    window.hide()
    assert not bar.passing.isActive()
    window.show()
    assert bar.isVisible()
    bar.passing.timeout.emit()
    assert not bar.isVisible()


def test_that_no_title_names_a_patient(filled_desk: DeskServices, opened: OpenShell) -> None:
    shell = opened(filled_desk)
    shell.desk.open_case(filled_desk.queue.rows("yilmaz")[0].id)
    assert shell.windowTitle() == "MDT Desk"


def test_that_settings_that_cannot_be_saved_change_nothing(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    class Refusing:
        def __init__(self) -> None:
            self._kept = filled_desk.settings.current()

        def current(self) -> object:
            return self._kept

        def problems(self) -> tuple[()]:
            return ()

        def fixed(self) -> frozenset[str]:
            return frozenset()

        def save(self, _preferences: object) -> None:
            raise SiteError("settings.not_written", file="settings.json", why="read-only")

    shell = opened(replace(filled_desk, settings=Refusing()))  # type: ignore[arg-type]  # as much of the port as this needs
    press(shell, "Nederlands")
    idle(shell, qtbot)
    assert "The settings could not be saved" in said(shell)
    assert load_texts("en").get("status.demonstration") in said(shell)


def test_that_the_frame_has_no_window_of_its_own_for_messages(
    filled_desk: DeskServices, opened: OpenShell
) -> None:
    shell = opened(filled_desk)
    shell.desk.say("Yılmaz <b>", passing=False)
    (bar,) = (each for each in shell.findChildren(QFrame) if isinstance(each, NoticeBar))
    assert not bar.isWindow()
    assert "Yılmaz <b>" in said(shell)


def test_that_closing_waits_for_what_follows_from_what_was_asked(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = opened(filled_desk)
    done: list[str] = []
    desk = shell.desk
    desk.do(lambda: "saved", lambda first: desk.do(lambda: f"{first} again", done.append))
    leave(qtbot, shell)
    assert done == ["saved again"]


def test_that_a_screen_left_for_later_is_there_when_it_is_wanted(
    filled_desk: DeskServices, dressed: QApplication, qtbot: QtBot
) -> None:
    shell = open_shell(dressed, filled_desk)
    shell.desk.open_case(filled_desk.queue.rows("yilmaz")[0].id)
    qtbot.waitUntil(lambda: "4711001" in said(shell) and not shell.desk.busy)
    clear_away(qtbot, shell)


def test_that_every_entry_of_the_navigation_leads_somewhere(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = opened(filled_desk)
    shell.desk.open_case(filled_desk.queue.rows("yilmaz")[0].id)
    for place in (Place.QUEUE, Place.CASE, Place.MEETING, Place.PRINT, Place.HELP, Place.SETTINGS):
        press(shell, load_texts("en").get(f"shell.place.{place}"))
        assert load_texts("en").get(f"shell.title.{place}") in said(shell)
    idle(shell, qtbot)


def test_that_enter_presses_the_button_in_hand_once(filled_desk: DeskServices, opened: OpenShell) -> None:
    shell = opened(filled_desk)
    button = named(shell, QToolButton, "Help")
    button.setFocus()
    hit(button, Qt.Key.Key_Return)
    assert "Shortcuts" in said(shell)


def test_that_enter_presses_no_button_that_is_not_there_yet(qtbot: QtBot) -> None:
    button, pressed = QPushButton("New case"), []
    qtbot.addWidget(button)
    button.clicked.connect(lambda: pressed.append(button))
    enter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert not pressed_in_hand(enter, button)
    button.show()
    assert pressed_in_hand(enter, button)
    assert pressed == [button]


def test_that_a_notice_that_stays_survives_another_theme(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot, dressed: QApplication
) -> None:
    shell = opened(filled_desk)
    shell.desk.say("The backup could not be made.", Tone.URGENT, passing=False)
    shell.desk.commands[ActionId.THEME].trigger()
    idle(shell, qtbot)
    assert shell.desk.look.tokens is DARK
    assert "The backup could not be made." in said(shell)
    apply(dressed, LIGHT)


def test_that_a_notice_put_away_does_not_come_back_with_another_theme(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot, dressed: QApplication
) -> None:
    shell = opened(filled_desk)
    shell.desk.say("The backup could not be made.", Tone.URGENT, passing=False)
    press(shell, "Put this message away")
    shell.desk.commands[ActionId.THEME].trigger()
    idle(shell, qtbot)
    assert "The backup could not be made." not in said(shell)
    apply(dressed, LIGHT)
