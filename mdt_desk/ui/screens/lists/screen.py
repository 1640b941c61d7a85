"""The import as a place of the window: a list becomes a plan, and the plan becomes cases when somebody says so."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from mdt_desk.assets import resource
from mdt_desk.domain.people import Verb
from mdt_desk.domain.problems import CaseRefused
from mdt_desk.ui.actions import ActionId, Place
from mdt_desk.ui.asleep import hold
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.lists.presenter import import_state, targets
from mdt_desk.ui.screens.lists.sitting import Sitting
from mdt_desk.ui.screens.lists.view import ImportView
from mdt_desk.ui.screens.lists.watch import Labour, Watch
from mdt_desk.ui.sentences import sentence
from mdt_desk.ui.work import Failed, Outcome
from mdt_desk.usecases.backups import Reason
from mdt_desk.usecases.errors import Conflict
from mdt_desk.usecases.importing import Choice, Fate, ImportPlan, carry_out
from mdt_desk.usecases.lists import Brought, Lists, plan_brought, remember, remembered
from mdt_desk.usecases.sheets import Sheet

T = TypeVar("T")
PickFile = Callable[[QWidget, str, str], str]
"""Ask for a file: parent, title and filter; "" when nobody chose one."""

_MOST_SAID = 3


def pick_file(parent: QWidget, title: str, kinds: str) -> str:
    """Ask for a file with this computer's own dialog."""
    return QFileDialog.getOpenFileName(parent, title, "", kinds)[0]


class ImportScreen(QObject):
    """Keeps one list on its way in; everything that takes time is done off the GUI thread and can be stopped."""

    place = Place.IMPORT

    def __init__(self, desk: Desk, lists: Lists, pick: PickFile = pick_file) -> None:
        """Answer for pasting while this screen is shown."""
        super().__init__(desk)
        self._desk = desk
        self._lists = lists
        self._pick = pick
        self._sitting = Sitting()
        self._labour = Labour(desk.paper, self)
        self._labour.changed.connect(self._draw)
        self._view: ImportView | None = None
        desk.commands.answer(ActionId.PASTE_LIST, self._paste, at=Place.IMPORT)

    def build(self, look: Look) -> QWidget:
        """Return a view in another look; a list that is on its way stays where it is."""
        view = self._view = ImportView(look)
        view.choose.file_wanted.connect(self._ask)
        view.choose.paste_wanted.connect(self._paste)
        view.choose.sample_wanted.connect(lambda: self.bring(resource("demo", "weekly_list.xlsx")))
        view.columns.mapped.connect(lambda at, target: self._sit(self._sitting.mapped(at, target)))
        view.columns.preview_wanted.connect(self._plan)
        view.columns.back_wanted.connect(lambda: self._sit(Sitting()))
        view.preview.row_chosen.connect(lambda number: self._sit(replace(self._sitting, row=number)))
        view.preview.only.connect(lambda fate: self._sit(self._sitting.toggled(fate)))
        view.preview.chose.connect(lambda choice: self._sit(self._sitting.chose(choice)))
        view.preview.skipping.connect(lambda on: self._sit(replace(self._sitting, skipping=on)))
        view.preview.take_wanted.connect(self._take)
        view.preview.back_wanted.connect(self._back)
        view.stopped.connect(self._labour.stop)
        hold(self._desk, view, Verb.EDIT_CASE, view.choose, view.columns, view.preview)
        self._draw()
        return view

    def enter(self) -> None:
        """Read what was dropped or pasted elsewhere, and put the keyboard where work goes on."""
        brought, self._desk.brought = self._desk.brought, None
        if brought is not None and not self._labour.busy:
            self.bring(brought)
        if self._view is not None:
            self._view.focus_page()

    def bring(self, what: Path | str) -> None:
        """Read a file, or what was copied from a spreadsheet."""
        lists, now, queue = self._lists, self._desk.now(), self._desk.services.queue
        self._sit(Sitting())

        def read(_watch: Watch) -> Sitting:
            found = lists.open_file(what, now) if isinstance(what, Path) else lists.open_text(what)
            if found.sheet is None:
                return Sitting(brought=found)
            known = remembered(queue, lists, found.sheet.headers)
            chosen = known if known is not None else suggested(lists, found.sheet)
            return Sitting(brought=found, chosen=chosen, recalled=known is not None)

        def read_in(sitting: Sitting) -> None:
            self._sit(sitting)
            if sitting.brought is not None and sitting.brought.sheet is None:
                self._plan()

        self._run("reading", read, read_in)

    def _ask(self) -> None:
        text = self._desk.look.text
        endings = " ".join(f"*.{each}" for each in self._lists.endings)
        if self._view is not None:
            file = self._pick(
                self._view, text("lists.choose.file"), f"{text('lists.choose.kinds')} ({endings})"
            )
            if file:
                self.bring(Path(file))

    def _paste(self) -> None:
        copied = QGuiApplication.clipboard().text()
        if copied.strip() and not self._labour.busy:
            self.bring(copied)
        else:
            self._desk.say(self._desk.look.text("lists.choose.nothing_copied"))

    def _plan(self) -> None:
        sitting, brought = self._sitting, self._sitting.brought
        if brought is None:
            return
        queue, now = self._desk.services.queue, self._desk.now()

        def plan(watch: Watch) -> ImportPlan:
            return plan_brought(queue, self._lists, brought, sitting.chosen, now, watch)

        self._run("comparing", plan, lambda found: self._sit(sitting.planned(found)))

    def _take(self) -> None:
        """Take over what was shown; a backup is made before."""
        plan, brought, services = self._sitting.plan, self._sitting.brought, self._desk.services
        if plan is None or brought is None or self._labour.busy:
            return
        sitting, now = self._sitting, services.clock.now()
        source = None if brought.sheet is None else self._source(brought)

        def take(watch: Watch) -> int:
            if services.backups is not None:
                services.backups.make(Reason.BEFORE_IMPORT, now)
            done = carry_out(
                services.queue,
                services.new_id,
                plan,
                now,
                source=source,
                choices=sitting.choices,
                progress=watch,
            )
            if brought.sheet is not None:
                remember(services.queue, self._lists, brought.sheet.headers, sitting.chosen)
            return done

        self._run("taking", take, lambda _done: self._taken(sitting))

    def _source(self, brought: Brought) -> str:
        text = self._desk.look.text
        return text("import.source", file=brought.name) if brought.name else text("lists.pasted")

    def _taken(self, sitting: Sitting) -> None:
        plan, text = sitting.plan, self._desk.look.text
        if plan is None:
            return
        said = list(sitting.choices.values())
        added = plan.count(Fate.ADDED) + said.count(Choice.KEEP_APART)
        changed = plan.count(Fate.CHANGED) + plan.count(Fate.REFERRED_AGAIN) + said.count(Choice.MERGE)
        words = text("lists.taken", added=added, changed=changed)
        if self._desk.services.backups is not None:
            words += " " + text("lists.backed_up")
        self._sit(Sitting())
        self._desk.changed.emit()
        self._desk.go(Place.QUEUE)
        self._desk.say(words, passing=False)

    def _back(self) -> None:
        table = self._sitting.brought is not None and self._sitting.brought.sheet is not None
        self._sit(replace(self._sitting, plan=None, problem="") if table else Sitting())

    def _run(self, busy: str, verb: Callable[[Watch], T], then: Callable[[T], None]) -> None:
        """Do something off the GUI thread; what it refuses stands on the page, and the list stays."""

        def ended(outcome: Outcome[T]) -> None:
            if isinstance(outcome, Failed):
                self._sit(replace(self._sitting, problem=self._said(outcome.error)))
            else:
                then(outcome.value)

        self._labour.run(busy, verb, ended)

    def _said(self, error: BaseException) -> str:
        if isinstance(error, Conflict):
            return self._desk.look.text("lists.preview.overtaken")
        if isinstance(error, CaseRefused):
            error = CaseRefused(error.problems[:_MOST_SAID])
        return sentence(error, self._desk.look.texts)

    def _sit(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._draw()

    def _draw(self) -> None:
        if self._view is None:
            return
        texts, now = self._desk.look.texts, self._desk.now()
        state = import_state(self._sitting, texts, targets(texts, self._lists.targets()), now)
        if self._labour.busy:
            busy = texts.get(f"lists.busy.{self._labour.busy}")
            state = replace(state, busy=busy, done=self._labour.done, total=self._labour.whole)
        self._view.show_state(state)


def suggested(lists: Lists, sheet: Sheet) -> tuple[str | None, ...]:
    """Return what each header means by itself; two that mean the same are for somebody to tell apart."""
    return tuple(lists.suggest([header])[0] for header in sheet.headers)
