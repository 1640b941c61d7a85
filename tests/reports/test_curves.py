"""The survival figure: only what is published, the same on screen and paper, the same bytes each time."""

import subprocess
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pikepdf
import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtSvg import QSvgRenderer

from mdt_desk.assets import resource
from mdt_desk.domain.survival import PUBLISHED
from mdt_desk.i18n import Texts, load_texts
from mdt_desk.reports.cache import Cache
from mdt_desk.reports.curves import LOOKS, CurveRenderer, Format, Surface, SurvivalDrawing
from mdt_desk.reports.documents import PublishedCurves
from mdt_desk.reports.fonts import Fonts
from mdt_desk.usecases.preferences import Theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

SETS = [frozenset(each) for size in range(1, 5) for each in combinations(range(4), size)]
SOME = frozenset({1, 2})


def drawn(fonts: Fonts, texts: Texts, classes: frozenset[int]) -> "Axes":
    drawing = SurvivalDrawing(classes=classes, look=LOOKS[Surface.PAPER], words=texts, fonts=fonts)
    return drawing.figure().axes[0]


def points_of(line: "Line2D") -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in np.asarray(line.get_xydata())]


def markers(axes: "Axes") -> Iterator[tuple[str, list[tuple[float, float]]]]:
    for line in axes.get_lines():
        if line.get_linestyle() == "None" or len(points_of(line)) == 1:
            yield str(line.get_marker()), points_of(line)


def joining(axes: "Axes") -> list["Line2D"]:
    return [line for line in axes.get_lines() if len(points_of(line)) > len(PUBLISHED[0])]


def test_that_exactly_the_published_points_are_marked(fonts: Fonts, texts: Texts) -> None:
    marked = [points for _, points in markers(drawn(fonts, texts, SOME))]
    published = [[(float(each.months), each.survival) for each in points] for points in PUBLISHED.values()]
    assert sorted(marked) == sorted([*published, [(0.0, 1.0)]])


def test_that_nothing_is_drawn_beyond_the_last_published_month(fonts: Fonts, texts: Texts) -> None:
    axes = drawn(fonts, texts, SOME)
    months = [month for line in axes.get_lines() for month, _ in points_of(line)]
    assert (min(months), max(months)) == (0, 12)
    assert axes.get_xlim() == (0, 12)


def test_that_every_line_between_points_is_dashed_and_starts_with_everybody_alive(
    fonts: Fonts, texts: Texts
) -> None:
    lines = joining(drawn(fonts, texts, SOME))
    assert len(lines) == len(PUBLISHED)
    assert all(line.is_dashed() for line in lines)
    assert all(points_of(line)[0] == (0, 1) for line in lines)


@pytest.mark.parametrize("classes", SETS, ids=lambda each: "".join(map(str, sorted(each))))
def test_that_the_classes_still_possible_stand_out_without_colour(
    fonts: Fonts, texts: Texts, classes: frozenset[int]
) -> None:
    lines = joining(drawn(fonts, texts, classes))
    heavy = [line for line in lines if line.get_linewidth() > 1.5]
    light = [line for line in lines if line.get_linewidth() < 1]
    ends = {round(points_of(line)[-1][1], 9) for line in heavy}
    assert ends == {PUBLISHED[nesms][-1].survival for nesms in classes}
    assert len(heavy) + len(light) == 4


def test_that_each_class_has_a_marker_of_its_own(fonts: Fonts, texts: Texts) -> None:
    shapes = [shape for shape, points in markers(drawn(fonts, texts, SOME)) if points[0][0] > 0]
    assert len(shapes) == len(set(shapes)) == 4


def test_that_the_figure_says_that_lines_only_join_points(fonts: Fonts, texts: Texts) -> None:
    legend = drawn(fonts, texts, SOME).get_legend()
    assert legend is not None
    said = [each.get_text() for each in legend.get_texts()]
    assert said == [texts.get("curve.published"), texts.get("curve.joined")]


@pytest.mark.parametrize("form", Format)
def test_that_the_same_figure_is_the_same_bytes(
    fonts: Fonts, texts: Texts, tmp_path: Path, form: Format
) -> None:
    width = 400 if form is Format.PNG else 0
    one, two = (
        CurveRenderer(fonts=fonts, cache=Cache(folder=tmp_path / name)).render(
            SOME, Surface.LIGHT, texts, form, width=width
        )
        for name in ("one", "two")
    )
    assert one == two


def test_that_sets_surfaces_and_languages_are_kept_apart(fonts: Fonts, tmp_path: Path) -> None:
    renderer = CurveRenderer(fonts=fonts, cache=Cache(folder=tmp_path))
    for language in ("nl", "en"):
        for classes in (frozenset({0}), SOME):
            for surface in (Surface.LIGHT, Surface.DARK):
                renderer.render(classes, surface, load_texts(language), Format.SVG)
    assert len(list(tmp_path.iterdir())) == 8
    assert len({each.read_bytes() for each in tmp_path.iterdir()}) == 8


def test_that_a_damaged_picture_is_drawn_anew(fonts: Fonts, texts: Texts, tmp_path: Path) -> None:
    renderer = CurveRenderer(fonts=fonts, cache=Cache(folder=tmp_path))
    whole = renderer.render(SOME, Surface.PAPER, texts, Format.PDF)
    (kept,) = tmp_path.iterdir()
    content = bytearray(kept.read_bytes())
    content[len(content) // 2] ^= 1
    kept.write_bytes(content)
    assert renderer.render(SOME, Surface.PAPER, texts, Format.PDF) == whole


def test_that_a_folder_that_cannot_be_used_only_costs_time(
    fonts: Fonts, texts: Texts, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    renderer = CurveRenderer(fonts=fonts, cache=Cache(folder=blocked / "figures"))
    assert renderer.render(SOME, Surface.PAPER, texts, Format.PDF).startswith(b"%PDF")


@pytest.mark.parametrize("classes", [frozenset[int](), frozenset({4}), frozenset({-1, 2})])
def test_that_only_published_classes_can_be_drawn(
    fonts: Fonts, texts: Texts, tmp_path: Path, classes: frozenset[int]
) -> None:
    renderer = CurveRenderer(fonts=fonts, cache=Cache(folder=tmp_path))
    with pytest.raises(ValueError, match="NESMS"):
        renderer.render(classes, Surface.PAPER, texts, Format.PDF)


def test_that_the_figure_for_paper_embeds_its_fonts(fonts: Fonts, texts: Texts, tmp_path: Path) -> None:
    renderer = CurveRenderer(fonts=fonts, cache=Cache(folder=tmp_path))
    file = tmp_path / "figure.pdf"
    file.write_bytes(renderer.render(SOME, Surface.PAPER, texts, Format.PDF))
    with pikepdf.open(file) as document:
        found = [each for each in document.objects if isinstance(each, pikepdf.Dictionary)]
        descriptors = [each for each in found if each.get("/Type") == "/FontDescriptor"]
        assert descriptors
        assert all("/FontFile2" in each for each in descriptors)
        assert "/CreationDate" not in document.docinfo


@pytest.mark.parametrize("theme", Theme)
def test_that_a_screen_gets_the_figure_in_its_theme(cache: Path, theme: Theme) -> None:
    curves = PublishedCurves(texts=load_texts, fonts=resource("fonts"), cache=cache)
    assert curves.svg(SOME, theme, "nl").startswith(b"<?xml")
    picture = curves.png(SOME, theme, "nl", width=640)
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20]) == 640


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.usefixtures("qapp")
def test_that_qt_draws_the_figure_without_complaint(cache: Path, theme: Theme) -> None:
    curves = PublishedCurves(texts=load_texts, fonts=resource("fonts"), cache=cache)
    renderer = QSvgRenderer(QByteArray(curves.svg(SOME, theme, "nl")))
    assert renderer.isValid()  # a message of Qt fails the test


def test_that_drawing_needs_no_global_state_and_documents_start_light() -> None:
    code = (
        "import sys, mdt_desk.reports.documents as d;"
        "assert not {'reportlab', 'matplotlib', 'pikepdf'} & set(sys.modules);"
        "from pathlib import Path; from mdt_desk.i18n import load_texts; from mdt_desk.assets import resource;"
        "from mdt_desk.usecases.preferences import Theme;"
        "c = d.PublishedCurves(texts=load_texts, fonts=resource('fonts'), cache=Path(sys.argv[1]) / 'x');"
        "c.svg(frozenset({1}), Theme.DARK, 'en');"
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, sys.executable], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
