"""A page says that the program is a demonstration until somebody answers for its use, and from that day on who."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mdt_desk.assets import resource
from mdt_desk.bootstrap.papers import rulebook_desk
from mdt_desk.i18n import load_texts
from mdt_desk.reports.documents import PdfDocuments
from mdt_desk.reports.rulebook import RulebookOrder, make_rulebook
from mdt_desk.reports.words import Wording
from mdt_desk.usecases.preferences import Preferences, Release, ReleaseRoute
from mdt_desk.usecases.release import release_text, status_text
from tests.reports import examples

DEMONSTRATION = "demonstration: not for clinical use"
RELEASE = Release(name="A. Proef", released_on=date(2026, 11, 2), route=ReleaseRoute.IN_HOUSE)
LATER = replace(RELEASE, released_on=date(2026, 12, 24))
NAMELESS = replace(RELEASE, name=" ")
TODAY = date(2026, 11, 18)

Make = Callable[[PdfDocuments, Release | None, Path], Path]


def agenda(makers: PdfDocuments, release: Release | None, file: Path) -> Path:
    order = examples.meeting_file("en")
    return makers.agenda(replace(order, preferences=replace(order.preferences, release=release)), file)


def audit(makers: PdfDocuments, release: Release | None, file: Path) -> Path:
    order = examples.audit_order("en")
    return makers.audit(replace(order, preferences=replace(order.preferences, release=release)), file)


def leaflet(makers: PdfDocuments, release: Release | None, file: Path) -> Path:
    return makers.leaflet(replace(examples.LEAFLET, language="en", release=release), file)


def translated(makers: PdfDocuments, release: Release | None, file: Path) -> Path:
    order = replace(examples.LEAFLET, language="tr", clinic_language="en", release=release)
    return makers.leaflet(order, file)


def card(makers: PdfDocuments, release: Release | None, file: Path) -> Path:
    return makers.leaflet(replace(examples.LEAFLET, language="en", card=True, release=release), file)


def rulebook(_makers: PdfDocuments, release: Release | None, file: Path) -> Path:
    wording = Wording(words=load_texts("en"), zone=examples.ZONE)
    order = RulebookOrder(
        rules=examples.RULES, language="en", owner="MDT Desk", made_at=examples.MADE, release=release
    )
    return make_rulebook(order, wording, resource("fonts"), file.parent / "figures", file)


def difference(_makers: PdfDocuments, release: Release | None, file: Path) -> Path:
    desk = replace(rulebook_desk(lambda: examples.MADE), release=lambda: release)
    told = desk.compare(desk.save(file.parent / "rules.json"), "en")
    assert desk.lines(told, "en")[0] == release_text(release, load_texts("en"), TODAY)
    return desk.print_difference(told, "en", file)


PAGES = [agenda, audit, leaflet, translated, card, difference]


@pytest.mark.parametrize("make", [*PAGES, rulebook])
def test_that_a_released_program_says_on_every_page_who_released_it_and_no_longer_demonstration(
    make: Make, makers: PdfDocuments, tmp_path: Path
) -> None:
    pages = examples.pages_of(make(makers, RELEASE, tmp_path / "a.pdf"))
    words = " ".join(" ".join(pages).split())
    assert "released for use by A. Proef on 02-11-2026" in words
    assert "demonstration" not in words
    assert "klinik kullanım" not in words


@pytest.mark.parametrize("make", PAGES)
@pytest.mark.parametrize("release", [None, LATER, NAMELESS], ids=["none", "later", "nameless"])
def test_that_without_a_whole_release_every_document_says_demonstration(
    make: Make, release: Release | None, makers: PdfDocuments, tmp_path: Path
) -> None:
    words = " ".join(" ".join(examples.pages_of(make(makers, release, tmp_path / "a.pdf"))).split())
    assert DEMONSTRATION in words
    assert "A. Proef" not in words


def test_that_a_release_holds_from_its_day_on() -> None:
    words, given = load_texts("en"), Preferences(release=RELEASE)
    assert status_text(given, words, date(2026, 11, 1)) == DEMONSTRATION
    assert status_text(given, words, date(2026, 11, 2)).startswith("released for use by A. Proef")
    assert status_text(Preferences(), words, TODAY) == DEMONSTRATION
