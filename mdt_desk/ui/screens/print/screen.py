"""Printing as a place of the window: the leaflet is made beside it and shown, saved, given and logged."""

import tomllib
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mdt_desk.assets import leaflet_languages, resource
from mdt_desk.domain.meeting import CaseId, LeafletGiven, LeafletId
from mdt_desk.domain.people import Verb
from mdt_desk.ui.actions import ActionId, Place
from mdt_desk.ui.asleep import hold
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.look import Look
from mdt_desk.ui.papers import show_file, show_folder
from mdt_desk.ui.printing import Printers
from mdt_desk.ui.screens.print.output import Output, leaflet_bytes
from mdt_desk.ui.screens.print.presenter import (
    Around,
    language_for,
    log_of,
    print_state,
    sheet_for,
)
from mdt_desk.ui.screens.print.state import Asked, Log, Sheet
from mdt_desk.ui.screens.print.view import PrintView
from mdt_desk.ui.sentences import sentence
from mdt_desk.ui.work import Failed, Outcome
from mdt_desk.usecases.cases import WAITING
from mdt_desk.usecases.leaflets import give_leaflet
from mdt_desk.usecases.ports import CaseQueue, StoredCase

_FOUND = 6
_LEAST_LETTERS = 2


def leaflet_version(language: str) -> str:
    """Return the version that is printed on the leaflet in a language."""
    file = resource("leaflets", f"{language}.toml")
    return str(tomllib.loads(file.read_text(encoding="utf-8"))["version"])


class PrintScreen(QObject):
    """Keeps what was chosen; a new choice makes a new preview."""

    place = Place.PRINT

    def __init__(self, desk: Desk, papers: Path, printers: Printers) -> None:
        """Answer for printing the leaflet; finished documents go to ``papers`` or to one of the ``printers``."""
        super().__init__(desk)
        self._desk = desk
        self._output = Output(desk, papers, printers, self._draw)
        self._languages = leaflet_languages()
        self._asked = Asked(language=language_for(None, self._languages, desk.look.texts.language))
        self._around: dict[str, Any] = {}
        self._made = 0
        self._held: CaseId | None = None
        self._view: PrintView | None = None
        desk.commands.answer(ActionId.PRINT_LEAFLET, self._from_case)

    def build(self, look: Look) -> QWidget:
        """Return a view in another look; what was chosen stays."""
        languages = tuple((each, look.text(f"language.{each}")) for each in self._languages)
        view = self._view = PrintView(look, languages)
        view.patient_chosen.connect(self._choose)
        view.sought.connect(self._seek)
        view.language_chosen.connect(lambda code: self._ask(language=code))
        view.sheet_chosen.connect(self._choose_sheet)
        view.uk_chosen.connect(lambda on: self._ask(uk_additions=on))
        view.save_wanted.connect(lambda: self._output.save(self._around.get("preview", b""), self._asked))
        view.open_wanted.connect(lambda: self._output.use(show_file))
        view.folder_wanted.connect(lambda: self._output.use(lambda file: show_folder(file.parent)))
        view.send.also_chosen.connect(lambda also: self._ask(anew=False, also=also))
        view.send.print_wanted.connect(self._print)
        view.send.stop_wanted.connect(self._output.stop)
        view.settings_wanted.connect(lambda: self._desk.go(Place.SETTINGS))
        view.log_written.connect(lambda part, value: self._ask(anew=False, **{part: value}))
        view.log_wanted.connect(self._log)
        hold(self._desk, view, Verb.GIVE_LEAFLET, view.log)
        hold(self._desk, view, Verb.PRINT, *view.send.about_patient)
        self._draw()
        return view

    def enter(self) -> None:
        """Take the case in hand along when it is another than before, and make the preview."""
        if self._desk.case is not None and self._desk.case != self._held:
            self._choose(self._desk.case)
        else:
            self._choose(self._asked.case)
        if self._view is not None:
            self._view.focus_language()

    def _from_case(self) -> None:
        self._held = None
        self._desk.go(Place.PRINT)

    def _choose(self, case_id: CaseId | None) -> None:
        """Take a patient, or nobody; a patient's own language and letters come first."""
        another = case_id != self._asked.case
        self._held = self._desk.case
        if another and self._asked.case is not None:
            self._asked = self._asked.unanswered()
        self._asked = replace(self._asked, case=case_id, sought="")
        queue = self._desk.services.queue

        def take(found: dict[str, Any]) -> None:
            self._around |= found
            stored: StoredCase | None = found["case"]
            if another:
                self._asked = replace(
                    self._asked,
                    language=language_for(stored, self._languages, self._asked.language),
                    sheet=sheet_for(stored),
                    leaflet=sheet_for(stored),
                    also=Asked().also,
                )
            self._make()

        def read(outcome: Outcome[dict[str, Any]]) -> None:
            if case_id != self._asked.case:
                return  # somebody else was chosen meanwhile, and is read next
            if not isinstance(outcome, Failed):
                take(outcome.value)
                return
            # Who cannot be read is not printed for; a leaflet without a name needs nothing of the queue.
            self._desk.fail(outcome.error)
            self._held, self._asked = None, replace(self._asked, case=None)
            self._around |= {"case": None, "letter": False, "given": (), "found": ()}
            self._make()

        self._desk.work.run(lambda: patient_of(queue, case_id), read, reads=True)

    def _seek(self, typed: str) -> None:
        self._asked = replace(self._asked, sought=typed)
        queue = self._desk.services.queue

        def take(found: tuple[StoredCase, ...]) -> None:
            if self._asked.sought == typed:
                self._around["found"] = found[:_FOUND]
                self._draw()

        if len(typed.strip()) < _LEAST_LETTERS:
            take(())
        else:
            self._desk.read(lambda: queue.rows(typed, WAITING), take)

    def _choose_sheet(self, sheet: Sheet) -> None:
        leaflet = self._asked.leaflet if sheet is Sheet.CARD else sheet
        self._ask(sheet=sheet, leaflet=leaflet)

    def _ask(self, *, anew: bool = True, **changes: object) -> None:
        typed: dict[str, Any] = changes
        self._asked = replace(self._asked, **typed)
        if anew:
            self._make()
        else:
            self._draw()

    def _make(self) -> None:
        """Make the preview off the GUI thread; an older one that comes late is thrown away."""
        self._made += 1
        number, asked, services = self._made, self._asked, self._desk.services
        stored: StoredCase | None = self._around.get("case")
        self._around |= {"busy": True, "problem": ""}
        self._output.forget()
        self._draw()

        def take(outcome: Outcome[bytes]) -> None:
            if number != self._made:
                return
            if isinstance(outcome, Failed):
                said = sentence(outcome.error, self._desk.look.texts)
                self._around |= {"busy": False, "preview": b"", "problem": said}
            else:
                self._around |= {"busy": False, "preview": outcome.value}
            self._draw()

        if print_state(asked, self._everything()).refused:
            self._around |= {"busy": False, "preview": b""}
            self._draw()
            return
        self._desk.paper.run(lambda: leaflet_bytes(services, asked, stored), take)

    def _print(self) -> None:
        if self._view is not None:
            shown, case = self._around.get("preview", b""), self._around.get("case")
            self._output.print_out(self._view, shown, self._asked, case)

    def _log(self) -> None:
        """Log that it was given to the patient who is shown; the fields are then empty again."""
        log = log_of(self._asked, self._desk.now().date())
        if log is None:
            return
        services, now = self._desk.services, self._desk.now()
        shown: StoredCase | None = self._around.get("case")
        case_id = None if shown is None else shown.id
        again = case_id is not None and bool(self._around.get("given", ()))
        given = replace(_given(log, LeafletId(services.new_id()), case_id, now), reprint=again)

        def logged(_: None) -> None:
            self._desk.say(self._desk.look.text("print.log.logged"))
            self._desk.changed.emit()
            if case_id == self._asked.case:  # otherwise what is typed by now is about somebody else
                self._asked = replace(self._asked.unanswered(), given_by="")
                self._choose(case_id)

        self._desk.do(lambda: give_leaflet(services.queue, services.settings.current(), given), logged)

    def _everything(self) -> Around:
        return Around(
            texts=self._desk.look.texts,
            now=self._desk.now(),
            preferences=self._desk.preferences,
            languages=self._languages,
            saved=self._output.saved,
            run=self._output.run,
            **self._around,
        )

    def _draw(self) -> None:
        if self._view is not None:
            self._view.show_state(print_state(self._asked, self._everything()))


def patient_of(queue: CaseQueue, case_id: CaseId | None) -> dict[str, Any]:
    """Read a patient and what was given before; without one, what was given without one."""
    logged = queue.leaflets(case_id)
    return {
        "case": None if case_id is None else queue.get(case_id),
        "letter": case_id is not None and bool(queue.decisions(case=case_id)),
        "given": logged if case_id else tuple(each for each in logged if each.case_id is None),
        "found": (),
    }


def _given(log: Log, identity: LeafletId, case_id: CaseId | None, now: datetime) -> LeafletGiven:
    at = now if log.given_on == now.date() else datetime.combine(log.given_on, time(12), now.tzinfo)
    return LeafletGiven(
        id=identity,
        case_id=case_id,
        given_by=log.given_by,
        given_at=at,
        language=log.language,
        large_print=log.large_print,
        card=log.card,
        teach_back=log.teach_back,
        version=leaflet_version(log.language),
    )
