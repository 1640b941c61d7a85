"""Documents that can be asked for from anywhere: case sheet, patient summary, forms, minutes for Word and as text."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject

from mdt_desk.domain.meeting import CaseId, MeetingId
from mdt_desk.ui.actions import ActionId
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.papers import file_in, show_folder
from mdt_desk.usecases.documents import (
    case_sheet_order,
    last_decided_at,
    meeting_file,
    of_one_case,
    summary_about,
)
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.overview import overview
from mdt_desk.usecases.ports import Clipboard, FormsOrder, MeetingFile
from mdt_desk.usecases.preferences import Preferences


class PaperDesk(QObject):
    """Has documents made off the GUI thread and says where they are."""

    def __init__(
        self,
        desk: Desk,
        papers: Path,
        clipboard: Clipboard,
        meeting: Callable[[], MeetingId | None],
        show: Callable[[Path], None],
    ) -> None:
        """Answer for the documents; ``meeting`` is the one in hand, finished files go to the folder ``papers``.

        ``show`` shows a PDF, from where it can be printed.
        """
        super().__init__(desk)
        self._desk = desk
        self._papers = papers
        self._clipboard = clipboard
        self._meeting = meeting
        self._show = show
        answers = {
            ActionId.PRINT_CASE_SHEET: lambda: self._about_case(self._case_sheet),
            ActionId.PRINT_SUMMARY: lambda: self._about_case(self._summary),
            ActionId.PRINT_FORMS: self._forms,
            ActionId.MINUTES_WORD: lambda: self._about_meeting(self._word),
            ActionId.COPY_MINUTES: lambda: self._about_meeting(self._copy_meeting),
            ActionId.COPY_CASE: lambda: self._about_case(self._copy_case),
            ActionId.AUDIT_OVERVIEW: lambda: self._about_case(self._audit),
        }
        for action, verb in answers.items():
            desk.commands.answer(action, verb)

    def _about_case(self, verb: Callable[[CaseId], None]) -> None:
        if self._desk.case is None:
            self._desk.say(self._desk.look.text("papers.no_case"))
        else:
            verb(self._desk.case)

    def _about_meeting(self, verb: Callable[[MeetingId], None]) -> None:
        meeting = self._meeting()
        if meeting is None:
            self._desk.say(self._desk.look.text("meeting.empty.none"))
        else:
            verb(meeting)

    def _case_sheet(self, case_id: CaseId) -> None:
        services, file = self._desk.services, self._file("case-sheet")

        def make() -> Path:
            order = case_sheet_order(
                services.queue, services.assess, case_id, self._preferences(), services.clock.now()
            )
            return services.documents.case_sheet(order, file())

        self._make(make)

    def _summary(self, case_id: CaseId) -> None:
        services, file = self._desk.services, self._file("summary")

        def make() -> Path:
            order = self._order(last_decided_at(services.queue, case_id))
            return services.documents.summary(summary_about(order, case_id), file())

        self._make(make)

    def _audit(self, case_id: CaseId) -> None:
        services, words, file = self._desk.services, self._desk.look.texts, self._file("audit")

        def make() -> Path:
            witness, now = services.witness, services.clock.now()
            if witness is None:
                raise UserError("audit.none")
            preferences = self._preferences()
            order = overview(services.queue, witness.trail, case_id, preferences, words, now)
            return services.documents.audit(order, file())

        self._desk.do(make, self._show, on=self._desk.paper)

    def _forms(self) -> None:
        services, file = self._desk.services, self._file("forms")

        def make() -> Path:
            preferences = self._preferences()
            order = FormsOrder(
                preferences=preferences, language=preferences.language, made_at=services.clock.now()
            )
            return services.documents.blank_forms(order, file())

        self._make(make)

    def _word(self, meeting: MeetingId) -> None:
        services, file = self._desk.services, self._file("minutes", ending="docx")
        self._make(lambda: services.documents.minutes_docx(self._order(meeting), file()))

    def _copy_meeting(self, meeting: MeetingId) -> None:
        services = self._desk.services
        self._copy(lambda: services.documents.minutes_text(self._order(meeting)))

    def _copy_case(self, case_id: CaseId) -> None:
        services = self._desk.services

        def make() -> str:
            order = self._order(last_decided_at(services.queue, case_id))
            return services.documents.minutes_text(of_one_case(order, case_id))

        self._copy(make)

    def _preferences(self) -> Preferences:
        """Return the settings, in the language that is on the screen."""
        return replace(self._desk.services.settings.current(), language=self._desk.look.texts.language)

    def _order(self, meeting: MeetingId) -> MeetingFile:
        services = self._desk.services
        return meeting_file(
            services.queue, services.assess, meeting, self._preferences(), services.clock.now()
        )

    def _file(self, name: str, ending: str = "pdf") -> Callable[[], Path]:
        now = self._desk.now()
        return lambda: file_in(self._papers, name, at=now, ending=ending)

    def _make(self, make: Callable[[], Path]) -> None:
        self._desk.do(make, self._made, on=self._desk.paper)

    def _made(self, file: Path) -> None:
        text, words = self._desk.look.text, self._desk.look.text("papers.made", file=file)
        if file.suffix == ".pdf":
            self._desk.say(words, passing=False, do=text("papers.show"), act=lambda: self._show(file))
        else:
            folder = file.parent
            self._desk.say(words, passing=False, do=text("papers.folder"), act=lambda: show_folder(folder))

    def _copy(self, make: Callable[[], str]) -> None:
        self._desk.do(make, self._copied, on=self._desk.paper)

    def _copied(self, text: str) -> None:
        self._clipboard.put(text)
        self._desk.say(self._desk.look.text("papers.copied"))
