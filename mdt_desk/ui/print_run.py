"""Make and print documents one after another, so that it can be seen how far it is and stopped between two of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QWidget

from mdt_desk.domain.audit import Deed, Result
from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.printing import Printers, PrintJob
from mdt_desk.ui.sentences import sentence
from mdt_desk.ui.work import Failed, Outcome
from mdt_desk.usecases.errors import KnownError


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """A document to print: what it is, in a word that names nobody, how it is made, and whose record is in it.

    ``kind`` is what the audit trail calls it.
    """

    name: str
    make: Callable[[], bytes]
    kind: str
    cases: tuple[CaseId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How far a run is, in words; ``problem``: the printer or the document refused."""

    busy: bool = False
    done: int = 0
    total: int = 0
    text: str = ""
    problem: bool = False


NO_RUN = Run()


class PrintRun:
    """One run at a time; ``show`` is told of each step."""

    def __init__(self, desk: Desk, printers: Printers, show: Callable[[Run], None]) -> None:
        self._desk = desk
        self._printers = printers
        self._show = show
        self._waiting: list[Sheets] = []
        self._run = NO_RUN

    def choose(self, over: QWidget) -> PrintJob | None:
        """Ask for a printer over a window; where there is none, say so."""
        try:
            return self._printers.choose(over)
        except KnownError as error:
            self._tell(Run(text=sentence(error, self._desk.look.texts), problem=True))
            return None

    def start(self, job: PrintJob, documents: tuple[Sheets, ...]) -> None:
        """Print the documents in this order; while another run lasts nothing is begun."""
        if self._run.busy or not documents:
            return
        self._waiting = list(documents)
        self._run = Run(busy=True, total=len(documents))
        self._next(job)

    def stop(self) -> None:
        """Print no further document; the one that is at the printer already comes out."""
        if self._run.busy:
            self._waiting.clear()

    def _next(self, job: PrintJob) -> None:
        text, run = self._desk.look.text, self._run
        if not self._waiting:
            whole = run.done == run.total
            words = (
                text("print.sent.done", count=run.done, printer=job.printer)
                if whole
                else text("print.sent.stopped", done=run.done, total=run.total)
            )
            self._tell(replace(run, busy=False, text=words))
            return
        sheets = self._waiting.pop(0)
        words = text("print.sent.progress", done=run.done + 1, total=run.total, what=sheets.name)
        self._tell(replace(run, text=words))

        def sent(outcome: Outcome[None]) -> None:
            if isinstance(outcome, Failed):
                self._waiting.clear()
                said = sentence(outcome.error, self._desk.look.texts)
                self._tell(replace(self._run, busy=False, text=said, problem=True))
                return
            self._tell(replace(self._run, done=self._run.done + 1))
            self._next(job)

        self._desk.paper.run(lambda: self._send(sheets, job), sent)

    def _send(self, sheets: Sheets, job: PrintJob) -> None:
        """Print a document once its line of the audit trail is kept; a printer that refuses it is another line."""
        document, witness = sheets.make(), self._desk.services.witness
        if witness is None:
            self._printers.send(document, job)
            return
        of = f"printer:{sheets.kind}"
        witness.saw_all(Deed.PRINTED, sheets.cases, of=of)
        try:
            self._printers.send(document, job)
        except KnownError:
            witness.saw_all(Deed.PRINTED, sheets.cases, of=of, result=Result.REFUSED)
            raise

    def _tell(self, run: Run) -> None:
        self._run = run
        self._show(run)
