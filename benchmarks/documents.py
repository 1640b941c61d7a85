"""What documents cost, whole process: the minutes of forty cases, and the leaflet."""

import shutil
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.measuring import Measure, NotHereError, Pairs, alternate, process, python
from benchmarks.people import MEETING, meeting_in

_MINUTES: Final = "minutes of 40 cases with curves, whole process, curves cached"
_CONTACT: Final = "Example contact|+44 20 7946 0123"


def _minutes(queue: Path, file: str) -> list[str]:
    return ["--database", str(queue), "minutes", "--meeting", MEETING.date().isoformat(), "--out", file]


def _program(*arguments: str) -> list[str]:
    return python("-m", "mdt_desk", *arguments)


def _against_a_word_processor(rounds: int, folder: Path) -> Pairs:
    office = shutil.which("soffice")
    if office is None:
        raise NotHereError("LibreOffice is not on this machine")
    queue = meeting_in(folder)
    process(_program(*_minutes(queue, "minutes.docx")), folder)
    convert = [office, "--headless", "--convert-to", "pdf", "--outdir", "converted", "minutes.docx"]
    return alternate(
        partial(process, _program(*_minutes(queue, "minutes.pdf")), folder),
        partial(process, convert, folder),
        rounds,
    )


def _against_none(rounds: int, folder: Path) -> Pairs:
    queue = meeting_in(folder)
    return alternate(
        partial(process, _program(*_minutes(queue, "minutes.pdf")), folder),
        partial(process, python("-m", "benchmarks.without_curves", *_minutes(queue, "without.pdf")), folder),
        rounds,
    )


def _cold(rounds: int, folder: Path) -> Pairs:
    queue = meeting_in(folder)
    made = _program(*_minutes(queue, "minutes.pdf"))

    def cold() -> float:
        shutil.rmtree(folder / "MDT Desk" / "figures", ignore_errors=True)
        for each in (folder / "MDT Desk").glob("*"):
            if each.is_file():
                each.unlink()
        return process(made, folder)

    return alternate(cold, partial(process, made, folder), rounds)


def _leaflet(rounds: int, folder: Path) -> Pairs:
    leaflet = ["leaflet", "--language", "nl", "--day-contact", _CONTACT, "--night-contact", _CONTACT]
    return alternate(
        partial(process, _program(*leaflet, "--out", "leaflet.pdf"), folder),
        partial(process, python("-m", "benchmarks.bare_page", "bare.pdf"), folder),
        rounds,
    )


def measures() -> tuple[Measure, ...]:
    """Return what is measured of documents."""
    return (
        Measure(
            what=_MINUTES,
            reference="LibreOffice headless converting the same minutes as DOCX",
            pairs=_against_a_word_processor,
            bound=0.5,
        ),
        Measure(what="the same", reference="the same minutes without curves", pairs=_against_none, bound=1.4),
        Measure(what="the same, no curve cached", reference="the same, curves cached", pairs=_cold),
        Measure(
            what="leaflet, whole process",
            reference="bare ReportLab one-page process with the same fonts",
            pairs=_leaflet,
            bound=2.5,
        ),
    )
