"""A document leaves the program whole and checked, or not at all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mdt_desk.durable import write_whole
from mdt_desk.usecases.errors import BugError, SiteError


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A finished PDF and, page by page, the words that must be readable on it."""

    content: bytes
    expected: tuple[tuple[str, ...], ...]


def release(made: Made, file: Path) -> Path:
    """Write the document next to its place, read it back, check it, and only then put it in its place.

    Only its owner can read it. An older file of that name is replaced in one step or stays as it was.

    Raises:
        SiteError: the folder cannot be written.
        BugError: what was read back is not what was made.

    """
    return _written(made.content, file, lambda content: check(content, made.expected))


def release_bytes(content: bytes, file: Path) -> Path:
    """Write a document of another kind in the same way; what is read back must be what was made.

    Raises:
        SiteError: the folder cannot be written.
        BugError: what was read back is not what was made.

    """

    def same(found: bytes) -> None:
        if found != content:
            raise BugError("document.not_as_made", page="1")

    return _written(content, file, same)


def _written(content: bytes, file: Path, verify: Callable[[bytes], None]) -> Path:
    try:
        write_whole(file, content, verify)
    except OSError as error:
        raise SiteError("document.not_written", reason=error.strerror or "") from error
    return file


def check(content: bytes, expected: Sequence[Sequence[str]]) -> None:
    """Open a PDF with another library than the one that made it, and look for what must be there.

    Raises:
        BugError: pages or words are missing.

    """
    pages = [_squeezed(text) for text in read_pages(content)]
    if len(pages) != len(expected):
        raise BugError("document.not_as_made", page=str(len(pages)))
    for number, (text, words) in enumerate(zip(pages, expected, strict=True), 1):
        if any(_squeezed(each) not in text for each in words):
            raise BugError("document.not_as_made", page=str(number))


def read_pages(content: bytes) -> list[str]:
    """Return the text of each page as a reader program extracts it.

    Raises:
        BugError: the content is not a PDF.

    """
    import pypdfium2  # type: ignore[import-untyped]  # ships no types

    try:
        with pypdfium2.PdfDocument(content) as document:
            return [page.get_textpage().get_text_bounded() for page in document]
    except pypdfium2.PdfiumError as error:
        raise BugError("document.not_as_made", page="0") from error


def _squeezed(text: str) -> str:
    return "".join(text.split())
