"""Make the manual page of the command in Dutch and English from the command line's own help."""

import contextlib
import io
import os
import re
from collections.abc import Iterator
from typing import Final

from mdt_desk import __version__
from mdt_desk.cli import build_parser

HEADS: Final = {
    "en": {
        "name": "NAME",
        "what": "prepare, hold and record the weekly meeting on spinal metastases",
        "synopsis": "SYNOPSIS",
        "description": "DESCRIPTION",
        "said": "Without a command the window opens. It is a demonstration: not for clinical use.",
        "options": "OPTIONS AND COMMANDS",
        "command": "THE COMMANDS ONE BY ONE",
        "status": "EXIT STATUS",
        "statuses": "0: done. 1: not all of it was done. 2: something was refused, with one line a problem. "
        "70: the program made a mistake. 130: interrupted.",
        "files": "FILES",
        "site": "what a hospital sets for all its desks",
        "queue": "the queue, encrypted, its key and its backups",
    },
    "nl": {
        "name": "NAAM",
        "what": "het wekelijkse overleg over wervelmetastasen voorbereiden, houden en vastleggen",
        "synopsis": "GEBRUIK",
        "description": "BESCHRIJVING",
        "said": "Zonder opdracht opent het venster. Het is een demonstratie: niet voor klinisch gebruik. De opdrachten "
        "zelf spreken Engels.",
        "options": "OPTIES EN OPDRACHTEN",
        "command": "DE OPDRACHTEN EEN VOOR EEN",
        "status": "AFSLUITWAARDE",
        "statuses": "0: gedaan. 1: niet alles is gedaan. 2: iets is geweigerd, met een regel per probleem. "
        "70: het programma maakte een fout. 130: onderbroken.",
        "files": "BESTANDEN",
        "site": "wat een ziekenhuis voor al zijn werkplekken instelt",
        "queue": "de lijst, versleuteld, met sleutel en reservekopieën",
    },
}
"""The words around the help, by language."""


def man_page(language: str) -> str:
    """Return the page in one language; the help itself is in the language of the command line."""
    return "\n".join(_lines(HEADS[language])) + "\n"


def commands() -> tuple[str, ...]:
    """Return the names of every command, as the help lists them."""
    _, _, listed = build_parser().format_help().partition("COMMAND\n")
    return tuple(re.findall(r"^ {4}([a-z-]+)(?: |$)", listed, re.MULTILINE))


def help_of(*arguments: str) -> str:
    """Return what ``--help`` prints, always of the same width."""
    said, width = io.StringIO(), os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "78"
    try:
        with contextlib.redirect_stdout(said), contextlib.suppress(SystemExit):
            build_parser().parse_args([*arguments, "--help"])
    finally:
        if width is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = width
    return said.getvalue()


def _lines(words: dict[str, str]) -> Iterator[str]:
    yield f'.TH MDT\\-DESK 1 "" "mdt\\-desk {__version__}" "MDT Desk"'
    yield from (f".SH {words['name']}", f"mdt\\-desk \\- {_plain(words['what'])}")
    yield from (f".SH {words['synopsis']}", ".B mdt\\-desk", "[\\fIOPTIONS\\fR] [\\fICOMMAND\\fR ...]")
    yield from (f".SH {words['description']}", _plain(words["said"]))
    yield f".SH {words['options']}"
    yield from _as_is(help_of().partition("\n\n")[2])
    yield f".SH {words['command']}"
    for name in commands():
        yield f".SS {_plain(name)}"
        yield from _as_is(help_of(name))
    yield from (f".SH {words['status']}", _plain(words["statuses"]))
    yield from (f".SH {words['files']}", ".TP", ".I /etc/mdt\\-desk/settings.toml", _plain(words["site"]))
    yield from (".TP", '.I "~/.local/share/MDT Desk"', _plain(words["queue"]))


def _as_is(text: str) -> Iterator[str]:
    yield from (".nf", *map(_plain, text.rstrip().splitlines()), ".fi")


def _plain(line: str) -> str:
    """Keep what a formatter would read as its own: backslashes, hyphens, and a mark at the start of a line."""
    kept = line.replace("\\", "\\e").replace("-", "\\-").replace("~", "\\(ti")
    return f"\\&{kept}" if kept.startswith((".", "'")) else kept
