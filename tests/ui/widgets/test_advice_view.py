"""Advice cards, score badges, the score panel and the curve."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from mdt_desk.domain.advice import Strength
from mdt_desk.ui.look import Look
from mdt_desk.ui.widgets.advice_view import AdviceCard, AdviceLine, AdviceView
from mdt_desk.ui.widgets.columns import Columns
from mdt_desk.ui.widgets.curve_view import CurveView, Figure
from mdt_desk.ui.widgets.score_badge import ScoreBadge
from mdt_desk.ui.widgets.score_panel import ScorePanel
from mdt_desk.ui.wording.advice import Agreement, ColumnShown, LineShown, TopicCard
from mdt_desk.ui.wording.effects import EffectShown, EffectsShown
from mdt_desk.ui.wording.scores import ItemShown, ScoreShown
from tests.ui.finding import hit, named, press, said
from tests.ui.widgets.conftest import Room

LINE = LineShown(
    key="erasmus-2022/mri_whole_spine",
    action="MRI of the whole spine",
    strength=Strength.DO,
    strength_word="advised",
    open=False,
    deadline="within 12 hours",
    late=False,
    soon=True,
    differs=True,
    variant="",
    because=("Cord or cauda signs: Yes",),
    missing=("Lhermitte's sign",),
    due="By Wed 18 Nov 22:00: in 12 h",
    notes=("Ask the neurologist too.",),
    reference="Protocol: diagnostics, note 2",
    review="Version January 2022; its own review date 31 Jan 2024 has passed.",
    spoken="Erasmus MC, advised, MRI of the whole spine, within 12 hours",
)
OTHER = replace(LINE, key="nice-ng234/mri_whole_spine", deadline="within 24 hours", spoken="NICE, MRI")


def card(*lines: LineShown, agreement: Agreement = Agreement.DIFFER, topic: str = "imaging") -> TopicCard:
    columns = tuple(
        ColumnShown(guideline=each.key, name=each.key, leading=place == 0, lines=(each,), gaps=())
        for place, each in enumerate(lines)
    )
    return TopicCard(
        topic=topic,
        name="Imaging",
        agreement=agreement,
        agreement_word="Differ",
        differences=("Other deadline.",),
        columns=columns,
    )


SCORE = ScoreShown(
    score="nesms",
    name="NESMS",
    value="1–2",
    band="",
    decides="Decides: Albumin",
    open=True,
    outside="",
    place="",
    items=(
        ItemShown(name="Albumin", points="0–1", open=True),
        ItemShown(name="Walking", points="1", open=False),
    ),
    missing=("Albumin",),
    notes=("Sum before the ceiling of 3: 4.",),
    reference="Schoenfeld 2021",
    spoken="NESMS 1–2, Decides: Albumin",
)


def test_that_a_card_says_topic_agreement_and_every_guideline(room: Room, look: Look) -> None:
    view = AdviceView(look)
    room(view)
    view.show_cards([card(LINE, OTHER)])
    words = said(view)
    for each in ("Imaging", "Differ", "Other deadline.", "within 12 hours", "within 24 hours"):
        assert each in words
    assert look.text("case.advice.leading") in words


def test_that_a_line_opens_to_everything_behind_it_and_closes_again(room: Room, look: Look) -> None:
    view = AdviceView(look)
    room(view)
    view.show_cards([card(LINE, OTHER)])
    name = look.text("case.advice.show", line=LINE.spoken)
    press(view, name)
    opened = said(view)
    for each in (*LINE.because, *LINE.missing, LINE.due, *LINE.notes, LINE.reference, LINE.review):
        assert each in opened
    press(view, name)
    assert LINE.reference not in said(view)


def test_that_one_line_of_a_card_is_open_at_a_time_and_enter_opens_it(room: Room, look: Look) -> None:
    view = AdviceView(look)
    room(view)
    view.show_cards([card(LINE, replace(OTHER, reference="NICE: 1.5"))])
    press(view, look.text("case.advice.show", line=LINE.spoken))
    other = named(view, AdviceLine, look.text("case.advice.show", line=OTHER.spoken))
    hit(other, Qt.Key.Key_Return)
    assert "NICE: 1.5" in said(view)
    assert LINE.reference not in said(view)


EXPLAINED = EffectsShown(
    lines=(
        EffectShown(stands="Albumin: none", then="→ below 35: no", sentence="Albumin below 35"),
        EffectShown(stands="Albumin: none", then="→ 35 or more: yes", sentence="Albumin 35 or more"),
    ),
    note="and 2 more",
)


def test_that_the_open_line_alone_says_what_would_change_it(room: Room, look: Look) -> None:
    view = AdviceView(look)
    room(view)
    view.show_cards([card(LINE, OTHER)])
    view.show_effects({OTHER.key: EXPLAINED})
    assert EXPLAINED.note not in said(view)
    press(view, look.text("case.advice.show", line=OTHER.spoken))
    words = said(view).splitlines()
    assert look.text("effects.heading") in words
    assert words.count("Albumin: none") == 1
    assert named(view, QLabel, "Albumin 35 or more").text() == "→ 35 or more: yes"
    view.show_effects({OTHER.key: EffectsShown(note="being worked out…")})
    assert "being worked out…" in said(view)
    assert "Albumin: none" not in said(view)
    view.show_effects({})
    assert look.text("effects.heading") not in said(view)


def test_that_a_card_tells_which_line_was_opened_and_which_closed(room: Room, look: Look) -> None:
    view, told = AdviceView(look), list[tuple[str, bool]]()
    view.turned.connect(lambda key, opened: told.append((key, opened)))
    room(view)
    view.show_cards([card(LINE, OTHER)])
    press(view, look.text("case.advice.show", line=LINE.spoken))
    press(view, look.text("case.advice.show", line=OTHER.spoken))
    press(view, look.text("case.advice.show", line=OTHER.spoken))
    assert told == [(LINE.key, True), (LINE.key, False), (OTHER.key, True), (OTHER.key, False)]


def test_that_an_open_score_says_what_would_change_it(room: Room, look: Look) -> None:
    panel, told = ScorePanel(look), list[tuple[str, bool]]()
    panel.turned.connect(lambda score, opened: told.append((score, opened)))
    room(panel)
    panel.show_scores([SCORE])
    press(panel, look.text("case.score.open_detail", score=SCORE.spoken))
    panel.show_effects({"nesms": EXPLAINED})
    assert "→ 35 or more: yes" in said(panel)
    press(panel, look.text("case.score.close_detail", score=SCORE.spoken))
    assert "→ 35 or more: yes" not in said(panel)
    assert told == [("nesms", True), ("nesms", False)]


def test_that_an_open_line_and_the_keyboard_survive_a_change(room: Room, look: Look) -> None:
    view = AdviceView(look)
    room(view)
    view.show_cards([card(LINE, OTHER)])
    line = named(view, AdviceLine, look.text("case.advice.show", line=LINE.spoken))
    line.click()
    line.setFocus()
    view.show_cards([card(replace(LINE, due="By Wed 18 Nov 22:00: in 11 h"), OTHER)])
    assert "in 11 h" in said(view)
    held = QApplication.focusWidget()
    assert isinstance(held, AdviceLine)
    assert held.line.key == LINE.key


def test_that_cards_come_in_the_order_given_and_go_when_nothing_is_said(
    room: Room, qtbot: QtBot, look: Look
) -> None:
    view = AdviceView(look)
    room(view)
    first, second = card(LINE), card(OTHER, topic="surgery", agreement=Agreement.SINGLE)
    view.show_cards([first, second])
    view.show_cards([second, first])

    def in_order() -> list[str]:
        cards = [each for each in view.findChildren(AdviceCard) if each.isVisible()]
        return [each.card.topic for each in sorted(cards, key=lambda each: each.y())]

    qtbot.waitUntil(lambda: in_order() == ["surgery", "imaging"])
    view.show_cards([])
    assert said(view) == look.text("case.advice.none")


@pytest.mark.parametrize(("width", "columns"), [(180, 1), (420, 2), (1100, 5), (2400, 5)])
def test_that_columns_follow_the_width(room: Room, look: Look, width: int, columns: int) -> None:
    made = AdviceCard(look, card(*(replace(LINE, key=str(each)) for each in range(5))))
    room(made, width=width)
    holder = next(iter(made.findChildren(Columns)))
    assert holder.count() == columns


def test_that_a_badge_says_its_score_and_what_decides(room: Room, look: Look) -> None:
    made = ScoreBadge(look)
    room(made)
    made.show_score(SCORE)
    assert sorted(said(made).splitlines()) == ["1–2", "Decides: Albumin", "NESMS"]
    assert made.accessibleName() == SCORE.spoken
    assert made.property("open") is True


def test_that_a_panel_opens_to_items_missing_notes_and_source(room: Room, look: Look) -> None:
    panel = ScorePanel(look)
    room(panel)
    panel.show_scores([SCORE])
    press(panel, look.text("case.score.open_detail", score=SCORE.spoken))
    words = said(panel)
    for each in ("Albumin", "0–1", "Walking", "Sum before the ceiling of 3: 4.", "Schoenfeld 2021"):
        assert each in words
    panel.show_scores([replace(SCORE, value="2", spoken="NESMS 2", open=False)])
    assert "Walking" in said(panel)
    press(panel, look.text("case.score.close_detail", score="NESMS 2"))
    assert "Walking" not in said(panel)


def png(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="84" height="60">'
    b'<rect width="84" height="60" fill="green"/></svg>'
)


@pytest.mark.parametrize("picture", [png(1040, 520), SVG])
def test_that_a_figure_keeps_its_proportions(room: Room, picture: bytes) -> None:
    figure = Figure()
    room(figure, width=400, height=400)
    figure.show_picture(picture)
    shape = 2 if picture is not SVG else 84 / 60
    assert figure.heightForWidth(400) == round(400 * 56 / 78)  # its place is there before it is drawn
    image = figure.grab().toImage()
    ground = image.pixelColor(1, 1)
    drawn = [y for y in range(400) if image.pixelColor(200, y) != ground]
    assert len(drawn) == pytest.approx(400 / shape, abs=2)


def test_that_a_curve_says_its_caption_cohort_caveat_and_points(room: Room, look: Look) -> None:
    view = CurveView(look)
    room(view)
    view.show_curve(SVG, "NESMS 2", "NESMS 2: 73 % alive after 6 months")
    words = said(view)
    assert words.splitlines()[0] == "NESMS 2"
    assert look.text("case.curve.caveat") in words
    assert look.text("case.curve.cohort") in words
    assert view.figure.accessibleDescription() == "NESMS 2: 73 % alive after 6 months"


def test_that_a_curve_that_is_being_drawn_says_so_and_one_that_is_none_too(room: Room, look: Look) -> None:
    view = CurveView(look)
    room(view)
    view.show_curve(b"", "NESMS 2", "")
    assert look.text("case.curve.waiting") in said(view)
    before = view.heightForWidth(500)
    view.show_curve(png(1040, 747), "NESMS 2", "")
    assert look.text("case.curve.waiting") not in said(view)
    assert view.heightForWidth(500) == before
    view.show_curve(b"", "", "")
    assert said(view) == look.text("case.curve.none")
    assert view.findChildren(QAbstractButton) == []
