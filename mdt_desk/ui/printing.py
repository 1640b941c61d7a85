"""Send finished documents to a printer: the file itself where CUPS takes it, pictures of its pages elsewhere."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtWidgets import QWidget

from mdt_desk.usecases.errors import SiteError

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

JOB_NAME: Final = "MDT Desk"
"""What a job is called in the printer's queue, where anybody can read it: never whose document it is."""

_DOTS_PER_INCH: Final = 300
_SECONDS: Final = 60


class Sides(StrEnum):
    """On which sides of the paper to print, in the words of CUPS."""

    ONE = "one-sided"
    LONG_EDGE = "two-sided-long-edge"
    SHORT_EDGE = "two-sided-short-edge"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """What was chosen in the system's dialog."""

    printer: str
    copies: int = 1
    sides: Sides = Sides.ONE


class Printers(Protocol):
    """The printers of this computer."""

    def choose(self, parent: QWidget) -> PrintJob | None:
        """Ask which printer; None: nobody wants to print after all.

        Raises:
            SiteError: there is no printer.

        """
        ...

    def send(self, document: bytes, job: PrintJob) -> None:
        """Print a PDF; raises SiteError where the printer does not take it. Not for the GUI thread."""
        ...


class SystemPrinters:
    """The printers as the system knows them."""

    def choose(self, parent: QWidget) -> PrintJob | None:
        """Show the system's own dialog."""
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo

        if not QPrinterInfo.availablePrinterNames():
            raise SiteError("print.no_printer")
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(JOB_NAME)
        dialog = QPrintDialog(printer, parent)
        for option in (
            QAbstractPrintDialog.PrintDialogOption.PrintToFile,
            QAbstractPrintDialog.PrintDialogOption.PrintPageRange,
            QAbstractPrintDialog.PrintDialogOption.PrintSelection,
        ):
            dialog.setOption(option, on=False)
        accepted = dialog.exec() == QPrintDialog.DialogCode.Accepted
        dialog.deleteLater()
        if not accepted or not printer.printerName():
            return None
        sides = {
            QPrinter.DuplexMode.DuplexLongSide: Sides.LONG_EDGE,
            QPrinter.DuplexMode.DuplexAuto: Sides.LONG_EDGE,
            QPrinter.DuplexMode.DuplexShortSide: Sides.SHORT_EDGE,
        }.get(printer.duplex(), Sides.ONE)
        return PrintJob(printer=printer.printerName(), copies=printer.copyCount(), sides=sides)

    def send(self, document: bytes, job: PrintJob) -> None:
        """Hand the PDF to CUPS, which keeps its letters as letters; without CUPS, paint its pages.

        Raises:
            SiteError: the printer does not take it.

        """
        sender = None if sys.platform == "win32" else shutil.which("lp")
        if sender is None:
            paint(document, job)
        else:
            _hand_over(sender, document, job)


def arguments(job: PrintJob) -> list[str]:
    """Return what `lp` is told; the document itself comes through its standard input, without a file name.

    Pages are not scaled: a wallet card has to come out 85 mm wide.
    """
    options = (f"sides={job.sides.value}", "media=A4", "print-scaling=none")
    told = [part for option in options for part in ("-o", option)]
    return ["-d", job.printer, "-n", str(job.copies), *told, "-t", JOB_NAME]


def _hand_over(sender: str, document: bytes, job: PrintJob) -> None:
    try:
        subprocess.run(  # noqa: S603  # the system's own program; the printer's name is one argument, not a command
            [sender, *arguments(job)], input=document, check=True, capture_output=True, timeout=_SECONDS
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise SiteError("print.refused", printer=job.printer) from error


def paint(document: bytes, job: PrintJob, *, file: str = "") -> None:
    """Paint every page as a picture; with ``file`` into a PDF instead of onto paper.

    Raises:
        SiteError: the printer does not begin.

    """
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
    from PySide6.QtGui import QPageLayout, QPageSize, QPainter
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(JOB_NAME)
    printer.setResolution(_DOTS_PER_INCH)
    printer.setFullPage(True)
    printer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF())
    )
    if file:
        printer.setOutputFileName(file)
    else:
        printer.setPrinterName(job.printer)
        printer.setCopyCount(job.copies)
        printer.setDuplex(_duplex(job.sides))
    buffer = QBuffer()
    buffer.setData(QByteArray(document))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    pages = QPdfDocument()
    pages.load(buffer)
    painter = QPainter()
    if not painter.begin(printer):
        raise SiteError("print.refused", printer=job.printer)
    for number in range(pages.pageCount()):
        if number:
            printer.newPage()
        sheet = printer.pageLayout().fullRectPixels(_DOTS_PER_INCH)
        painter.drawImage(0, 0, pages.render(number, sheet.size()))
    painter.end()
    pages.close()


def _duplex(sides: Sides) -> "QPrinter.DuplexMode":
    from PySide6.QtPrintSupport import QPrinter

    return {
        Sides.ONE: QPrinter.DuplexMode.DuplexNone,
        Sides.LONG_EDGE: QPrinter.DuplexMode.DuplexLongSide,
        Sides.SHORT_EDGE: QPrinter.DuplexMode.DuplexShortSide,
    }[sides]
