"""The manual: the pages that are shipped, in the language of the window."""

from pathlib import Path
from typing import Final

from mdt_desk.assets import resource
from mdt_desk.ui.screens.help.state import Chapter, ManualPage
from mdt_desk.usecases.ports import Words

_HEAD: Final = "# "
_WRITTEN: Final = "en"
"""The language of the pages for whoever speaks one in which there is no manual yet."""


def read_manual(language: str) -> tuple[ManualPage, ...]:
    """Return the pages of the manual in their order."""
    root = resource("manual")
    folder = root / language
    if not folder.is_dir():
        folder = root / _WRITTEN
    return tuple(_page(file) for file in sorted(folder.glob("*.md")))


def _page(file: Path) -> ManualPage:
    head, _, words = file.read_text(encoding="utf-8").partition("\n")
    return ManualPage(name=file.name, title=head.removeprefix(_HEAD), words=words.strip(), folder=file.parent)


def manual_chapters(pages: tuple[ManualPage, ...], texts: Words) -> tuple[Chapter, ...]:
    """Return a chapter of the help for each page of the manual."""
    return tuple(
        Chapter(
            title=texts.get("help.manual.title", title=page.title),
            intro="",
            headings=(),
            rows=(),
            page=page,
        )
        for page in pages
    )


def chapter_of(name: str, chapters: tuple[Chapter, ...]) -> int | None:
    """Return the number of the chapter that shows a page of the manual; None: none of them does."""
    pages = ((at, each.page) for at, each in enumerate(chapters))
    return next((at for at, page in pages if page is not None and page.name == name), None)
