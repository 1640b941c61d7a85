"""The shipped fonts can be embedded, carry their licence, and have every letter we print."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from mdt_desk.assets import resource
from mdt_desk.i18n import Texts

FONTS = sorted(resource("fonts").glob("*.ttf"))
NAMES = "Łukasz Ångström Çağrı Yılmaz İpek Ștefan Nguyễn Đặng Őri Žižka Γεωργίου Дмитро Їжак Ґалаґан"
SYMBOLS = "≥≤±×·→←↑↓✓✗⚠☐☑²³½…–—’“”€"


def characters(*names: str) -> set[int]:
    return set().union(*(TTFont(resource("fonts", name)).getBestCmap() for name in names))


def letters(text: str) -> set[int]:
    return {ord(letter) for letter in text if letter not in "\n\t"}


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.name)
def test_that_every_font_can_be_embedded_in_a_document(path: Path) -> None:
    font = TTFont(path)
    assert "glyf" in font
    assert font["OS/2"].fsType == 0


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.name)
def test_that_every_font_travels_with_its_licence(path: Path) -> None:
    licence = path.with_name(path.stem.partition("-")[0] + "-LICENSE.txt").read_text(encoding="utf-8")
    assert "Permission is hereby granted" in licence
    assert path.name in path.with_name("README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("style", ["Regular", "Bold", "Italic"])
def test_that_the_leading_face_writes_the_names_of_europe_and_vietnam(style: str) -> None:
    assert letters(NAMES) <= characters(f"NotoSans-{style}.ttf")


@pytest.mark.parametrize("name", ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"])
def test_that_the_second_face_has_the_symbols_and_arabic(name: str) -> None:
    arabic = set(range(0x0621, 0x063B)) | set(range(0x0641, 0x0653)) | set(range(0xFE80, 0xFEFD))
    assert letters(SYMBOLS) | arabic <= characters(name)


def test_that_every_character_of_our_texts_can_be_drawn(texts: Texts) -> None:
    drawable = characters("NotoSans-Regular.ttf", "DejaVuSans.ttf")
    lost = {key for key, text in texts.table.items() if not letters(text) <= drawable}
    assert lost == set()
