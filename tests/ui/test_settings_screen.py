"""What a hospital enters once: every setting has a field, and nothing is saved that cannot be read back."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mdt_desk.i18n import Texts, load_texts
from mdt_desk.settings import SETTINGS
from mdt_desk.site import SiteSettings
from mdt_desk.ui.actions import Place
from mdt_desk.ui.pictures import settle
from mdt_desk.ui.screens.settings.presenter import SECTIONS, form_of, read_form, settings_state
from mdt_desk.ui.screens.settings.state import ContactTyped, OnCallTyped, Typed
from mdt_desk.ui.shell import Shell
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.preferences import (
    AgeLimits,
    Contact,
    MeetingChange,
    OnCall,
    Preferences,
    Release,
    ReleaseRoute,
    Theme,
    Weekday,
)
from tests.ui.conftest import OpenShell
from tests.ui.finding import hit, named, press, said, spoken_name, tabbed, type_into

FULL = Preferences(
    hospital="Ziekenhuis Voorbeeld",
    department="Spine centre",
    contact_day=Contact(
        name="Nurse",
        telephone="+44 20 7946 0110",
        verified_on=date(2026, 11, 2),
        verified_by="M. Proef",
    ),
    on_call=(
        OnCall(
            role="Spine surgeon", telephone="+44 20 7946 0123", hours="always", verified_on=date(2026, 11, 2)
        ),
    ),
    leading_guideline="nice-ng234",
    other_guidelines=("noms", "erasmus-2022"),
    language="en",
    theme=Theme.CONTRAST,
    meeting_weekday=Weekday.THURSDAY,
    meeting_time=time(13, 30),
    leaflet_uk_additions=True,
    meeting_changes=(
        MeetingChange(day=date(2026, 12, 24), why="Christmas Eve"),
        MeetingChange(day=date(2026, 12, 31), moved_to=date(2026, 12, 30), at=time(9, 15)),
    ),
    fact_ages=AgeLimits(labs=7, tumour=None),
    release=Release(name="A. Proef", released_on=date(2026, 11, 2), route=ReleaseRoute.IN_HOUSE),
)


@pytest.fixture
def english() -> Texts:
    return load_texts("en")


def settings_of(opened: OpenShell, services: DeskServices) -> Shell:
    shell = opened(services)
    shell.go(Place.SETTINGS)
    return shell


def saved(shell: Shell, qtbot: QtBot) -> Preferences:
    press(shell, "Save")
    qtbot.waitUntil(lambda: not shell.desk.busy)
    return shell.desk.preferences


def test_that_every_setting_stands_in_one_section() -> None:
    listed = [key for keys in SECTIONS.values() for key in keys]
    assert sorted(listed) == sorted(each.key for each in SETTINGS)


@pytest.mark.parametrize("preferences", [Preferences(), FULL])
def test_that_what_is_shown_reads_back_as_it_was(preferences: Preferences, english: Texts) -> None:
    read = read_form(form_of(preferences), english)
    assert read.problems == {}
    assert read.preferences == preferences


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("meeting_time", "half past eight", "a time such as 08:00, please."),
        ("time_zone", "Amsterdam", "a time zone such as Europe/Amsterdam, please."),
        (
            "contact_day",
            ContactTyped(name="Nurse", telephone="020x", verified_on="2-11-2026", verified_by="M"),
            "Telephone: digits, spaces, hyphens and brackets, at most one + in front.",
        ),
        (
            "contact_night",
            ContactTyped(
                name="Nurse", telephone="+44 20 7946 0110", verified_on="31-11-2026", verified_by="M"
            ),
            "Tried on: a date such as 18-11-2026, please.",
        ),
        (
            "on_call",
            (OnCallTyped(role="", telephone="+44 20 7946 0110", hours="always", verified_on="2-11-2026"),),
            "Role: fill this in, or clear all parts.",
        ),
    ],
)
def test_that_what_cannot_be_saved_is_said_beside_its_field(
    key: str, typed: Typed, sentence: str, english: Texts
) -> None:
    form = form_of(Preferences()).with_value(key, typed)
    read = read_form(form, english)
    assert read.preferences is None
    assert read.problems == {key: sentence}
    state = settings_state(form, form_of(Preferences()), read.problems, english)
    assert state.said == "1 field cannot be saved yet."


def test_that_days_are_typed_as_people_write_them(english: Texts) -> None:
    typed = ContactTyped(name="Nurse", telephone="+44 20 7946 0110", verified_on="2/11/2026", verified_by="M")
    read = read_form(form_of(Preferences()).with_value("contact_day", typed), english)
    assert read.preferences is not None
    assert read.preferences.contact_day is not None
    assert read.preferences.contact_day.verified_on == date(2026, 11, 2)


def test_that_the_leading_guideline_is_not_among_the_others(english: Texts) -> None:
    form = form_of(Preferences()).with_value("leading_guideline", "noms")
    read = read_form(form, english)
    assert read.preferences is not None
    assert "noms" not in read.preferences.other_guidelines
    state = settings_state(form, form, {}, english)
    (others,) = (each for part in state.sections for each in part.fields if each.key == "other_guidelines")
    assert "noms" not in [each.value for each in others.options]


def test_that_a_hospital_is_entered_and_kept(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = settings_of(opened, filled_desk)
    type_into(named(shell, QLineEdit, "Department"), "Spine centre")
    assert "There are changes that have not been saved." in said(shell)
    assert saved(shell, qtbot).department == "Spine centre"
    assert "The settings have been saved." in said(shell)


def test_that_tab_goes_on_from_a_number_that_was_added(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = settings_of(opened, filled_desk)
    for _ in range(2):
        press(shell, "Add a number")
    qtbot.waitUntil(
        lambda: sum(spoken_name(each) == "Number 1: Role" for each in shell.findChildren(QLineEdit)) == 1
    )
    passed = tabbed(shell, named(shell, QLineEdit, "Number 1: Role"), 12)
    parts = ["Role", "Telephone", "Hours", "Tried on"]
    first, second = passed.index("Number 1: Role"), passed.index("Number 2: Role")
    assert passed[first : first + 4] == [f"Number 1: {each}" for each in parts]
    assert passed[second : second + 4] == [f"Number 2: {each}" for each in parts]
    assert passed[10] == "Add a number"


def test_that_a_number_to_call_now_is_entered_row_by_row(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = settings_of(opened, filled_desk)
    press(shell, "Add a number")
    qtbot.waitUntil(
        lambda: any(
            spoken_name(each) == "Number 1: Hours"
            for each in shell.findChildren(QLineEdit)
            if each.isVisible()
        )
    )
    typed = {
        "Role": "Spine surgeon",
        "Telephone": "+44 20 7946 0123",
        "Hours": "always",
        "Tried on": "2-11-2026",
    }
    for part, text in typed.items():
        type_into(named(shell, QLineEdit, f"Number 1: {part}"), text)
    (entry,) = saved(shell, qtbot).on_call
    assert entry == FULL.on_call[0]


def test_that_a_number_to_call_now_is_read_whole_in_a_small_window(
    filled_desk: DeskServices, opened: OpenShell
) -> None:
    typed = ("Radiotherapeut van dienst", "+44 20 7946 0112", "werkdagen 8-17 uur", "23-10-2026")
    role, telephone, hours, _ = typed
    entry = OnCall(role=role, telephone=telephone, hours=hours, verified_on=date(2026, 10, 23))
    settings = filled_desk.settings
    settings.save(replace(settings.current(), on_call=(entry,)))
    shell = settings_of(opened, filled_desk)
    shell.resize(1280, 720)
    settle(shell)
    for part, text in zip(("Role", "Telephone", "Hours", "Tried on"), typed, strict=True):
        line = named(shell, QLineEdit, f"Number 1: {part}")
        assert line.text() == text
        around = line.sizeHint().width() - 17 * line.fontMetrics().horizontalAdvance("x")
        assert line.fontMetrics().horizontalAdvance(text) + around <= line.width()


def test_that_a_checked_translation_is_entered_with_who_and_when(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = settings_of(opened, filled_desk)
    press(shell, "Add a translation")
    typed = {
        "Language (ar, de, pl, tr)": "ar",
        "Version of the leaflet": "1",
        "Checked by": "Dr A. Voorbeeld",
        "Checked on": "2-11-2026",
    }
    qtbot.waitUntil(
        lambda: any(
            spoken_name(each) == "Translation 1: Checked on"
            for each in shell.findChildren(QLineEdit)
            if each.isVisible()
        )
    )
    for part, text in typed.items():
        type_into(named(shell, QLineEdit, f"Translation 1: {part}"), text)
    (review,) = saved(shell, qtbot).translation_reviews
    assert review.covers("ar", "1", date(2026, 11, 2))
    assert not review.covers("ar", "2", date(2026, 11, 2))
    assert not review.covers("de", "1", date(2026, 11, 2))
    assert not review.covers("ar", "1", date(2026, 11, 1))


def test_that_a_number_to_call_can_be_taken_away(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    filled_desk.settings.save(replace(filled_desk.settings.current(), on_call=FULL.on_call))
    shell = settings_of(opened, filled_desk)
    press(shell, "Remove Spine surgeon")
    assert saved(shell, qtbot).on_call == ()


def test_that_a_contact_is_tried_today_with_one_press(filled_desk: DeskServices, opened: OpenShell) -> None:
    shell = settings_of(opened, filled_desk)
    press(shell, "Patients call in office hours: Tried today")
    assert named(shell, QLineEdit, "Patients call in office hours: Tried on").text() == "23-11-2026"


def test_that_a_wrong_field_is_brought_into_sight_and_nothing_is_saved(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = settings_of(opened, filled_desk)
    type_into(named(shell, QLineEdit, "Patients call in evenings, nights and weekends: Telephone"), "never")
    before = shell.desk.preferences
    assert saved(shell, qtbot) == before
    assert "Name or department: fill this in, or clear all parts." in said(shell)


def test_that_discarding_brings_back_what_is_saved(filled_desk: DeskServices, opened: OpenShell) -> None:
    shell = settings_of(opened, filled_desk)
    hospital = named(shell, QLineEdit, "Hospital")
    hospital.selectAll()
    type_into(hospital, "Another")
    press(shell, "Discard changes")
    assert hospital.text() == "Ziekenhuis Voorbeeld"
    assert not named(shell, QPushButton, "Save").isEnabled()


def test_that_a_leading_guideline_is_chosen(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = settings_of(opened, filled_desk)
    choice = named(shell, QComboBox, "Leading guideline")
    hit(choice, Qt.Key.Key_Down)
    choice.activated.emit(choice.currentIndex())
    assert saved(shell, qtbot).leading_guideline == "lwno-2015"


def test_that_the_order_of_the_other_guidelines_is_changed(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = settings_of(opened, filled_desk)
    order = named(shell, QListWidget, "Other guidelines, in this order")
    order.setCurrentRow(1)
    press(shell, "Earlier in the order")
    order.item(3).setCheckState(Qt.CheckState.Unchecked)
    assert saved(shell, qtbot).other_guidelines == ("nice-ng234", "lwno-2015", "noms")


def test_that_names_are_shown_in_the_room_only_when_chosen(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = settings_of(opened, filled_desk)
    box = named(shell, QCheckBox, "Show names in the room")
    assert not box.isChecked()
    box.click()
    assert saved(shell, qtbot).names_in_room is True


def test_that_what_was_typed_survives_another_language(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = settings_of(opened, filled_desk)
    type_into(named(shell, QLineEdit, "Department"), "Spine centre")
    press(shell, "Nederlands")
    qtbot.waitUntil(lambda: not shell.desk.busy)
    assert named(shell, QLineEdit, "Afdeling").text() == "Spine centre"
    assert shell.desk.preferences.department == ""


def test_that_nothing_scrolls_sideways(filled_desk: DeskServices, opened: OpenShell) -> None:
    shell = settings_of(opened, filled_desk)
    shell.resize(1366, 768)
    for area in shell.findChildren(QScrollArea):
        inner = area.widget()
        if inner is not None and area.isVisible():
            assert inner.minimumSizeHint().width() <= area.viewport().width()


def test_that_a_meeting_is_called_off_and_the_next_one_is_planned(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = settings_of(opened, filled_desk)
    assert "Wednesday 25 November 2026" in said(shell)
    press(shell, "Add a day")
    qtbot.waitUntil(lambda: "Moved to (empty: none)" in said(shell))
    for part, typed in (("Meeting of", "25-11-2026"), ("Why", "Holiday <b>")):
        type_into(named(shell, QLineEdit, f"Day 1: {part}"), typed)
    kept = saved(shell, qtbot)
    assert kept.meeting_changes == (MeetingChange(day=date(2026, 11, 25), why="Holiday <b>"),)
    qtbot.waitUntil(lambda: "Wednesday 2 December 2026" in said(shell))


def test_that_the_age_after_which_a_fact_is_asked_again_is_set(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = settings_of(opened, filled_desk)
    line = named(shell, QLineEdit, "Ask again after: Laboratory")
    assert line.text() == "28"
    line.selectAll()
    type_into(line, "0")
    press(shell, "Save")
    assert "Laboratory: whole days from 1 to 3650, or nothing, please." in said(shell)
    line.selectAll()
    type_into(line, "9")
    assert saved(shell, qtbot).fact_ages == AgeLimits(labs=9)


def test_that_the_status_follows_the_release_and_falls_back_without_it(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = settings_of(opened, filled_desk)
    assert "demonstration: not for clinical use" in said(shell)
    of = "Released for clinical use by"
    name = named(shell, QLineEdit, f"{of}: Name or department")
    type_into(name, "A. Proef")
    press(shell, "Save")
    assert filled_desk.settings.current().release is None
    press(shell, f"{of}: Today")
    route = named(shell, QComboBox, f"{of}: On the ground of")
    route.setCurrentIndex(2)
    route.activated.emit(2)
    assert saved(shell, qtbot).release == Release(
        name="A. Proef", released_on=date(2026, 11, 23), route=ReleaseRoute.IN_HOUSE
    )
    foot = named(shell, QLabel, "released for use by A. Proef on 23-11-2026: in-house use (MDR article 5(5))")
    assert foot.objectName() == "demonstration"
    shell.desk.preferred.emit(replace(filled_desk.settings.current(), language="nl"))
    qtbot.waitUntil(lambda: "vrijgegeven voor gebruik door A. Proef" in said(shell))


def test_that_what_the_hospital_set_is_shown_and_cannot_be_typed_over(
    opened: OpenShell, empty_desk: DeskServices, tmp_path: Path
) -> None:
    site = tmp_path / "site.toml"
    site.write_text('hospital = "Ziekenhuis Vast"\nlanguage = "en"\n', encoding="utf-8")
    shell = settings_of(opened, replace(empty_desk, settings=SiteSettings(empty_desk.settings, site)))
    line = named(shell, QLineEdit, "Hospital")
    assert line.text() == "Ziekenhuis Vast"
    assert not line.isEnabled()
    assert "Set by the hospital for all its desks: Hospital" in said(shell)
    assert named(shell, QLineEdit, "Department").isEnabled()


def test_that_a_window_with_settings_that_are_not_saved_asks_once_before_it_goes(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = settings_of(opened, filled_desk)
    type_into(named(shell, QLineEdit, "Department"), "Spine centre")
    shell.go(Place.QUEUE)
    assert not shell.close()
    assert "Settings were typed that have not been saved." in said(shell)
    assert named(shell, QLineEdit, "Department").text() == "Spine centre"
    shell.close()
    qtbot.waitUntil(lambda: not shell.isVisible())


def test_that_nothing_speaks_of_settings_that_were_discarded(
    filled_desk: DeskServices, opened: OpenShell
) -> None:
    shell = settings_of(opened, filled_desk)
    type_into(named(shell, QLineEdit, "Department"), "Spine centre")
    assert not shell.close()
    press(shell, "Discard changes")
    assert "have not been saved" not in said(shell)
    assert "What had not been saved was discarded." in said(shell)


def test_that_a_window_asks_again_when_more_was_typed_since(
    filled_desk: DeskServices, opened: OpenShell
) -> None:
    shell, left = settings_of(opened, filled_desk), list[bool]()
    shell.closing.connect(lambda: left.append(True))
    type_into(named(shell, QLineEdit, "Department"), "Spine")
    assert not shell.close()
    type_into(named(shell, QLineEdit, "Department"), " centre")
    assert not shell.close()
    assert left == []
    shell.close()
    assert left == [True]


def test_that_a_window_goes_without_its_settings_where_that_is_chosen(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = settings_of(opened, filled_desk)
    type_into(named(shell, QLineEdit, "Department"), "Spine centre")
    shell.close()
    press(shell, "Close without saving")
    qtbot.waitUntil(lambda: not shell.isVisible())
    assert shell.desk.preferences.department == ""


@pytest.mark.parametrize("width", [1280, 1920])
def test_that_the_settings_scroll_at_the_edge_of_the_page(
    opened: OpenShell, filled_desk: DeskServices, width: int
) -> None:
    shell = opened(filled_desk)
    shell.resize(width, 720)
    shell.go(Place.SETTINGS)
    settle(shell)
    (area,) = (
        each
        for each in shell.findChildren(QScrollArea)
        if each.isVisible() and each.widget() is not None and each.verticalScrollBar().isVisible()
    )
    view = area.parentWidget()
    assert view is not None
    assert view.width() - area.geometry().right() < 16
    save = named(shell, QPushButton, "Save")
    cards = area.widget()
    assert cards is not None
    right = max(
        each.mapTo(view, each.rect().topRight()).x()
        for each in cards.findChildren(QWidget)
        if each.property("surface") == "card" and each.parentWidget() is cards
    )
    assert abs(save.mapTo(view, save.rect().topRight()).x() - right) <= 1
