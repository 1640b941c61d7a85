"""Print leaflets and cards through a CUPS-PDF printer and compare what lands with what the preview shows.

Run as: .venv/bin/python scripts/print_proof.py PRINTER [--folder ~/PDF] [--out FOLDER]
Set such a printer up with: lpadmin -p PRINTER -E -v cups-pdf:/ -m lsb/usr/cups-pdf/CUPS-PDF_opt.ppd
"""

import argparse
import re
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from mdt_desk.bootstrap.papers import documents
from mdt_desk.reports.release import read_pages
from mdt_desk.ui.printing import PrintJob, Sides, SystemPrinters
from mdt_desk.usecases.ports import LeafletOrder
from mdt_desk.usecases.preferences import Contact

if TYPE_CHECKING:
    import numpy as np

    _Ink = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]

_PATIENCE = 60.0
_STEP = 0.1
_PIXELS = (893, 1263)
_DARK = 140
_ALIKE = 0.98


def orders(now: datetime) -> dict[str, LeafletOrder]:
    """Return a leaflet, one in large print and a card in each language, for nobody."""
    contact = Contact(
        name="Ziekenhuis Voorbeeld",
        telephone="+44 20 7946 0123",
        verified_on=now.date(),
        verified_by="A. Voorbeeld",
    )
    plain = LeafletOrder(
        language="nl",
        large_print=False,
        card=False,
        contact_day=contact,
        contact_night=contact,
        uk_additions=False,
        hospital="Ziekenhuis Voorbeeld",
        made_at=now,
    )
    return {
        f"{language}-{kind}": replace(
            plain, language=language, large_print=kind == "large", card=kind == "card"
        )
        for language in ("nl", "en", "de", "tr", "pl", "ar")
        for kind in ("leaflet", "large", "card")
    }


def landed(folder: Path, before: frozenset[Path]) -> Path:
    """Wait until a whole PDF is there that was not there before, and return it.

    Raises:
        TimeoutError: none came.

    """
    end, patience = time.monotonic() + _PATIENCE, Event()
    while time.monotonic() < end:
        for file in frozenset(folder.glob("*.pdf")) - before:
            if file.read_bytes().rstrip().endswith(b"%%EOF"):
                return file
        patience.wait(_STEP)
    raise TimeoutError(folder)


def letters(document: bytes) -> list[str]:
    """Return the plain letters and digits of each page in order of the alphabet.

    CUPS-PDF turns the file into PostScript and back: only those keep their meaning, and their order may change.
    """
    return ["".join(sorted(re.findall(r"[A-Za-z0-9]", page))) for page in read_pages(document)]


def likeness(shown: bytes, came: bytes) -> float:
    """Return the share of ink that stands where it should, give or take a pixel of a screen, on the worst page."""
    import numpy as np
    import pypdfium2  # type: ignore[import-untyped]  # ships no types

    def near(ink: "_Ink") -> "_Ink":
        grown = ink.copy()
        for down in (-1, 0, 1):
            for right in (-1, 0, 1):
                grown |= np.roll(ink, (down, right), (0, 1))
        return grown

    worst = 1.0
    with pypdfium2.PdfDocument(shown) as one, pypdfium2.PdfDocument(came) as other:
        for sheets in zip(one, other, strict=True):
            left, right = (
                np.asarray(page.render(scale=1.5, grayscale=True).to_pil().resize(_PIXELS)) < _DARK
                for page in sheets
            )
            stands = (left & near(right)).sum() + (right & near(left)).sum()
            worst = min(worst, float(stands / (left.sum() + right.sum())))
    return worst


def main() -> int:
    """Print everything and say what came out the same and what did not."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("printer")
    parser.add_argument(
        "--folder", type=Path, default=Path.home() / "PDF", help="where the printer puts its files"
    )
    parser.add_argument("--out", type=Path, help="where to keep what landed")
    options = parser.parse_args()
    job = PrintJob(printer=options.printer, sides=Sides.LONG_EDGE)
    made_here, different = documents(), 0
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "document.pdf"
        for name, order in orders(datetime.now(UTC)).items():
            shown = made_here.leaflet(order, made).read_bytes()
            before = frozenset(options.folder.glob("*.pdf"))
            SystemPrinters().send(shown, job)
            file = landed(options.folder, before)
            came = file.read_bytes()
            file.unlink()
            if options.out is not None:
                options.out.mkdir(parents=True, exist_ok=True)
                (options.out / f"{name}.pdf").write_bytes(came)
            pages = len(letters(shown)) == len(letters(came))
            text = letters(shown) == letters(came) or order.language == "ar"
            ink = likeness(shown, came) if pages else 0.0
            different += not (pages and text and ink > _ALIKE)
            print(
                f"{name}: {len(letters(came))} pages {'as shown' if pages else 'NOT AS SHOWN'}, "
                f"plain letters {'as shown' if text else 'NOT AS SHOWN'}, ink in place {ink:.1%}"
            )
    print(f"{different} of {len(orders(datetime.now(UTC)))} differ")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
