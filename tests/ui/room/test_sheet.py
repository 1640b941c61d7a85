"""What the room sees: letters the last row can read, nothing to scroll, long texts on pages, and nobody's name."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from mdt_desk.domain.survival import PUBLISHED
from mdt_desk.i18n import Texts
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.room.sheet import RoomLine, RoomSheet, unit_of
from mdt_desk.ui.screens.room.state import CurveLine, RoomAdvice, RoomFact, RoomScore, RoomState
from mdt_desk.ui.theme import CONTRAST
from mdt_desk.ui.widgets.paged_text import PagedText
from mdt_desk.ui.widgets.spine_captions import caption_fonts
from mdt_desk.ui.widgets.spine_plan import Plan

SIZES = [(1280, 720), (1366, 768), (1920, 1080), (1280, 1024), (3840, 2160)]
HOSTILE = "<b>bold</b> <img src='file:///etc/passwd'> مرحبا بالعالم 😀 & "
LONG = (HOSTILE * 200)[:5000]
WORD = "x" * 5000

STATE = RoomState(
    title="3 · Patient 00AF",
    detail="66 yr, Female · Breast",
    place="3 / 12",
    question="Operate or irradiate?",
    facts=(RoomFact(name="Wish of the patient", value="not recorded", missing=True),),
    scores=(
        RoomScore(name="NESMS", value="1–2", words="Albumin decides", open=True),
        RoomScore(name="SINS · T8", value="10", words="potentially unstable", open=False),
        RoomScore(name="Bilsky · T8", value="1c", words="high grade", open=False),
    ),
    curve=tuple(
        CurveLine(
            nesms=nesms,
            possible=nesms in {1, 2},
            points=tuple((float(each.months), each.survival) for each in points),
            joined=((0.0, 1.0), (12.0, points[-1].survival)),
        )
        for nesms, points in PUBLISHED.items()
    ),
    guideline="Erasmus MC protocol, 2022",
    certain=(RoomAdvice(action="Decompression of the cord", detail="within 24 hours"),),
    open=(RoomAdvice(action="Surgery is preferred", detail="Depends on: Albumin"),),
    decision=(("Decompression of the cord", ""), ("Reasons", "Cord signs.")),
    standing="Recorded",
)


@pytest.fixture
def sheet(qtbot: QtBot, texts: Texts, look: Look) -> RoomSheet:
    assert look.texts is texts
    made = RoomSheet(Look(texts=texts, tokens=CONTRAST))
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show_state(STATE)
    made.show()
    return made


def paged(sheet: RoomSheet) -> list[PagedText]:
    return sheet.findChildren(PagedText)


def whole(text: PagedText) -> str:
    found = []
    for page in range(text.pages()):
        text.show_page(page)
        found.append(text.shown_text())
    return "".join("".join(found).split())


@pytest.mark.parametrize("size", SIZES)
def test_that_no_letter_is_smaller_than_a_fortieth_of_the_height(
    sheet: RoomSheet, size: tuple[int, int]
) -> None:
    sheet.resize(*size)
    smallest = size[1] / 40
    written = [*sheet.findChildren(RoomLine), *paged(sheet), sheet.curve, sheet.spine]
    assert len(written) > 15
    assert [each for each in written if each.font().pixelSize() < smallest] == []
    plan = Plan.within(sheet.spine.width(), sheet.spine.height(), sheet.spine.font().pixelSize())
    assert all(each.pixelSize() >= smallest for each in caption_fonts(plan, sheet.spine.font()))


@pytest.mark.parametrize("size", SIZES)
def test_that_nothing_reaches_outside_the_screen(sheet: RoomSheet, size: tuple[int, int]) -> None:
    sheet.resize(*size)
    outside = [
        each
        for each in sheet.findChildren(QWidget)
        if each.isVisible() and each.parent() is sheet and not sheet.rect().contains(each.geometry())
    ]
    assert outside == []


@pytest.mark.parametrize("text", [LONG, WORD], ids=["5,000 characters", "one word of 5,000 letters"])
@pytest.mark.parametrize("size", SIZES)
def test_that_a_long_text_comes_on_pages_and_loses_nothing(
    sheet: RoomSheet, text: str, size: tuple[int, int]
) -> None:
    sheet.resize(*size)
    sheet.show_state(replace(STATE, question=text, decision=(("", text),)))
    assert sheet.pages() > 1
    for part in (sheet.question, sheet.decision):
        assert part.pages() > 1
        assert whole(part) == "".join(text.split())


def test_that_a_page_ends_between_paragraphs_where_they_are_short(sheet: RoomSheet) -> None:
    facts = tuple(RoomFact(name=f"Fact {each}", value="several words of it " * 7) for each in range(6))
    sheet.show_state(replace(STATE, facts=facts))
    pages = sheet.facts.pages()
    assert pages > 1
    for page in range(pages):
        sheet.facts.show_page(page)
        shown = "".join(sheet.facts.shown_text().split())
        assert shown in "".join("".join(f"{each.name}: {each.value}".split()) for each in facts)
        assert shown.startswith("Fact")
        assert shown.endswith("severalwordsofit")
        assert shown.count("Fact") * 7 == shown.count("severalwordsofit")


def test_that_a_text_with_more_pages_shows_a_mark(sheet: RoomSheet) -> None:
    before = sheet.question.grab().toImage()
    sheet.show_state(replace(STATE, question=LONG))
    sheet.show_page(1)
    second = sheet.question.grab().toImage()
    assert second != before
    accent = CONTRAST.accent.lower()
    pixels = {
        second.pixelColor(x, y).name()
        for x in range(second.width() * 2 // 3, second.width())
        for y in range(second.height() - 24, second.height())
    }
    assert accent in pixels


def test_that_shorter_texts_stay_on_their_last_page_while_a_long_one_goes_on(sheet: RoomSheet) -> None:
    sheet.show_state(replace(STATE, question=LONG))
    decision = sheet.decision.shown_text()
    sheet.show_page(sheet.pages() - 1)
    assert sheet.decision.shown_text() == decision
    assert sheet.question.shown_text().strip()


def test_that_another_case_begins_on_its_first_page(sheet: RoomSheet) -> None:
    sheet.show_state(replace(STATE, question=LONG))
    sheet.show_page(3)
    sheet.show_state(replace(STATE, question=LONG, title="4 · Patient 00B0"))
    assert sheet.page() == 0


def test_that_writing_the_decision_keeps_the_page(sheet: RoomSheet) -> None:
    sheet.show_state(replace(STATE, question=LONG))
    sheet.show_page(2)
    sheet.show_state(replace(STATE, question=LONG, decision=(("", "more words"),)))
    assert sheet.page() == 2


def test_that_hostile_text_shows_as_typed(sheet: RoomSheet) -> None:
    sheet.show_state(replace(STATE, title=HOSTILE, question=HOSTILE))
    assert sheet.title.text() == HOSTILE.strip()
    assert "".join(sheet.question.shown_text().split()) == "".join(HOSTILE.split())
    assert all(each.textFormat().name == "PlainText" for each in sheet.findChildren(QLabel))


def test_that_a_long_name_moves_nothing(sheet: RoomSheet) -> None:
    place = sheet.place.geometry()
    sheet.show_state(replace(STATE, title=WORD))
    assert sheet.place.geometry() == place
    assert not sheet.title.geometry().intersects(sheet.detail.geometry())


def test_that_a_range_is_shown_with_what_decides(sheet: RoomSheet) -> None:
    assert sheet.scores[0].accessibleName() == "NESMS, 1–2, Albumin decides"


def test_that_the_curve_says_its_published_points(sheet: RoomSheet, texts: Texts) -> None:
    said = sheet.curve.accessibleName()
    assert texts.get("case.curve.point", nesms=1, share=37, months=6) in said
    assert texts.get("case.curve.point", nesms=2, share=52, months=12) in said
    assert texts.get("case.curve.point", nesms=3, share=85, months=12) not in said


def test_that_a_meeting_without_a_case_says_so_in_large_letters(sheet: RoomSheet) -> None:
    sheet.show_state(RoomState(empty="No case is on the table."))
    visible = [each for each in sheet.findChildren(RoomLine) if each.isVisible()]
    assert [each.text() for each in visible] == ["No case is on the table."]
    assert visible[0].font().pixelSize() > unit_of(720)


def test_that_the_sheet_says_that_it_is_a_demonstration(sheet: RoomSheet, texts: Texts) -> None:
    assert sheet.status.text() == texts.get("status.demonstration")
    assert sheet.status.isVisible()


class Watched(RoomSheet):
    """A sheet that knows what of it was not painted since it was last asked to forget."""

    unpainted = QRegion()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt calls it so
        self.unpainted = self.unpainted.subtracted(event.region())
        super().paintEvent(event)

    def forget(self) -> None:
        self.unpainted = QRegion(self.rect())

    def is_whole(self) -> bool:
        return self.unpainted.isEmpty()


def test_that_the_first_case_after_none_is_painted_whole(qtbot: QtBot, look: Look) -> None:
    sheet = Watched(look)
    qtbot.addWidget(sheet)
    sheet.resize(1280, 720)
    sheet.show_state(RoomState(empty="nobody"))
    sheet.forget()
    with qtbot.waitExposed(sheet):
        sheet.show()
    qtbot.waitUntil(sheet.is_whole)
    sheet.forget()
    sheet.show_state(STATE)
    qtbot.waitUntil(sheet.is_whole)
