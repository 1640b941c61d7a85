"""The look of the program can be read by everybody, in every theme."""

import re
from string import Template

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from mdt_desk.assets import resource
from mdt_desk.ui.icons import TONE_ICONS, icon, picture
from mdt_desk.ui.theme import (
    FAMILIES,
    OKABE_ITO,
    THEMES,
    Role,
    Tokens,
    Tone,
    apply,
    contrast,
    load_fonts,
    palette,
    stylesheet,
    text_pairs,
)
from mdt_desk.usecases.preferences import Theme

every_theme = pytest.mark.parametrize("tokens", THEMES.values(), ids=[each.value for each in THEMES])


def test_that_every_theme_a_setting_can_name_exists() -> None:
    assert set(THEMES) == set(Theme)


@every_theme
def test_that_every_text_stands_out_from_its_ground(tokens: Tokens) -> None:
    weak = [(text, ground) for text, ground in text_pairs(tokens) if contrast(text, ground) < 4.5]
    assert weak == []


@every_theme
def test_that_every_tone_is_among_the_checked_texts(tokens: Tokens) -> None:
    assert set(tokens.tones) == set(Tone)
    assert {(each.text, each.ground) for each in tokens.tones.values()} <= set(text_pairs(tokens))


@every_theme
def test_that_edges_of_controls_and_focus_can_be_seen(tokens: Tokens) -> None:
    for edge in (tokens.line_strong, tokens.accent):
        for ground in (tokens.window, tokens.surface):
            assert contrast(edge, ground) >= 3


def test_that_contrast_is_what_wcag_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@every_theme
def test_that_charts_use_only_colours_that_colour_blind_readers_tell_apart(tokens: Tokens) -> None:
    assert {each.upper() for each in tokens.chart.series} <= {*OKABE_ITO, "#FFFFFF"}
    assert len(set(tokens.chart.series)) == len(tokens.chart.series)


def test_that_no_tone_is_told_by_colour_alone() -> None:
    assert set(TONE_ICONS) == set(Tone)
    sources = {resource("icons", f"{name}.svg").read_text(encoding="utf-8") for name in TONE_ICONS.values()}
    assert len(sources) == len(Tone)


@every_theme
def test_that_the_stylesheet_is_filled_in_completely(tokens: Tokens) -> None:
    assert "$" not in stylesheet(tokens)


def test_that_the_stylesheet_names_no_colour_of_its_own() -> None:
    source = resource("styles", "desk.qss.template").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9a-fA-F]{6}\b|\brgba?\(", source) == []
    assert set(Template(source).get_identifiers()) >= {"window", "text", "accent", "urgent_text"}


def test_that_the_stylesheet_dresses_every_role_and_tone() -> None:
    source = resource("styles", "desk.qss.template").read_text(encoding="utf-8")
    for role in Role:
        assert f'[role="{role.value}"]' in source
    for tone in Tone:
        assert f'[tone="{tone.value}"]' in source


@every_theme
def test_that_the_pictures_the_stylesheet_asks_for_are_shipped(tokens: Tokens) -> None:
    asked = re.findall(r'url\("([^"]+)"\)', stylesheet(tokens))
    assert asked
    for path in asked:
        assert resource("icons", "style", tokens.name.value, path.rpartition("/")[2]).is_file()


@every_theme
def test_that_the_palette_follows_the_tokens(qapp: QApplication, tokens: Tokens) -> None:
    chosen = palette(tokens)
    assert qapp is not None
    assert chosen.color(QPalette.ColorRole.Window).name().upper() == tokens.window.upper()
    assert chosen.color(QPalette.ColorRole.Text).name().upper() == tokens.text.upper()
    assert chosen.color(QPalette.ColorRole.Highlight).name().upper() == tokens.accent.upper()


def test_that_the_faces_of_the_program_are_shipped(qapp: QApplication) -> None:
    assert qapp is not None
    assert set(FAMILIES) <= set(load_fonts())


@every_theme
def test_that_an_applied_theme_reaches_a_text(qtbot: QtBot, qapp: QApplication, tokens: Tokens) -> None:
    apply(qapp, tokens)
    shown = QLabel("Yılmaz")
    shown.setProperty("role", Role.TITLE.value)
    qtbot.addWidget(shown)
    shown.show()
    assert shown.palette().color(shown.foregroundRole()).name().upper() == tokens.text.upper()
    assert shown.font().pointSizeF() == pytest.approx(tokens.type.title)


def test_that_room_texts_are_a_share_of_the_screen() -> None:
    scale = THEMES[Theme.CONTRAST].room
    assert scale.pixels(Role.DISPLAY, 1080) == 54
    assert scale.pixels(Role.DISPLAY, 2160) == 2 * scale.pixels(Role.DISPLAY, 1080)


def test_that_an_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication) -> None:
    assert qapp is not None
    drawn = picture("check", "#0B5F7D", 24).toImage()
    inked = {
        drawn.pixelColor(x, y).name()
        for x in range(24)
        for y in range(24)
        if drawn.pixelColor(x, y).alpha() == 255
    }
    assert inked == {"#0b5f7d"}


def test_that_every_icon_can_be_drawn(qapp: QApplication) -> None:
    assert qapp is not None
    names = [path.stem for path in resource("icons").glob("*.svg")]
    assert len(names) > 40
    for name in names:
        assert not icon(name, "#000000").isNull()
        drawn = picture(name, "#000000", 24).toImage()
        assert any(drawn.pixelColor(x, y).alpha() for x in range(24) for y in range(24)), name


@every_theme
def test_that_the_frame_of_what_has_the_keyboard_is_seen(tokens: Tokens) -> None:
    assert contrast(tokens.focus, tokens.surface) >= 3
    assert contrast(tokens.focus, tokens.window) >= 3
    if tokens.border_width == 2:  # nothing but the colour tells it from the frame of its neighbour
        assert contrast(tokens.focus, tokens.line_strong) >= 3
        assert contrast(tokens.focus_over, tokens.line_strong) >= 3
        assert contrast(tokens.focus_over, tokens.accent) >= 3


def test_that_every_rule_for_the_keyboard_asks_for_its_own_colours() -> None:
    template = resource("styles", "desk.qss.template").read_text(encoding="utf-8")
    framed = [each for each in template.splitlines() if ":focus" in each and "border: 2px" in each]
    assert len(framed) > 8
    assert [each for each in framed if "$focus" not in each and "#navigation" not in each] == []
