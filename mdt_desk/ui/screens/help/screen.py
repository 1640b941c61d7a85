"""The help as a place of the window."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from mdt_desk.ui.actions import Place, shown_shortcut
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.look import Look
from mdt_desk.ui.rules_watch import rules_speaking
from mdt_desk.ui.screens.help.manual import read_manual
from mdt_desk.ui.screens.help.presenter import LAST, help_state
from mdt_desk.ui.screens.help.rules import RulesRead, rules_chapter
from mdt_desk.ui.screens.help.state import Verb
from mdt_desk.ui.screens.help.support import support_chapter
from mdt_desk.ui.screens.help.view import HelpView
from mdt_desk.usecases.rule_sets import advised_otherwise, remember_advice
from mdt_desk.usecases.rulebooks import Rulebooks, ToldDifference
from mdt_desk.usecases.support import Part


class HelpScreen(QObject):
    """Remembers which chapter is open, and what was read for the chapter about the rules."""

    place = Place.HELP

    def __init__(self, desk: Desk) -> None:
        """Know no rules yet: they are read when the help is first shown."""
        super().__init__(desk)
        self._desk = desk
        self._chapter = 0
        self._read: RulesRead | None = None
        self._support: tuple[Part, ...] = ()
        self._view: HelpView | None = None

    def build(self, look: Look) -> QWidget:
        """Return a view in the words of the look."""
        self._look = look
        view = HelpView(look)
        self._view = view
        self._show()
        view.turned.connect(self._turn)
        view.asked.connect(self._do)
        view.opened.connect(self._desk.open_case)
        return view

    def enter(self) -> None:
        """Put the keyboard on the contents, and read which rules speak and whom they would change."""
        if self._view is not None:
            self._view.focus_contents()
        self._read_rules()

    def show_rules(self) -> None:
        """Open the chapter about the rules, whatever chapter the help was at."""
        self._chapter = LAST
        self._show()
        self._desk.go(Place.HELP)

    # --- reading

    def _read_rules(self) -> None:
        services, books = self._desk.services, self._desk.services.rulebooks
        if books is None:
            return

        def read() -> RulesRead:
            return RulesRead(
                overview=books.overview(), otherwise=advised_otherwise(services.queue, services.assess)
            )

        self._desk.do(read, self._take, on=self._desk.paper)

    def _take(self, read: RulesRead) -> None:
        difference = None if self._read is None else self._read.difference
        self._keep(replace(read, difference=difference))

    def _keep(self, read: RulesRead) -> None:
        if read != self._read:
            self._read = read
            self._show()

    # --- doing

    def _do(self, verb: Verb) -> None:
        if verb is Verb.SUPPORT:
            self._tell_support()
            return
        if verb is Verb.SUPPORT_SAVE:
            self._choose("name_support", "texts", self._save_support, new=".txt")
            return
        books = self._desk.services.rulebooks
        if books is None or self._read is None:
            return
        if verb is Verb.COMPARE:
            self._choose("choose", "files", lambda file: self._compare(books, file))
        elif verb is Verb.SAVE:
            self._choose(
                "name_file", "files", lambda file: self._write(lambda: books.save(file)), new=".json"
            )
        elif verb is Verb.PRINT and self._read.difference is not None:
            told = self._read.difference
            self._choose("name_paper", "papers", lambda file: self._print(books, told, file), new=".pdf")
        elif verb is Verb.SEEN:
            self._forget_older()

    def _tell_support(self) -> None:
        services = self._desk.services
        support = services.support
        if support is not None:
            told = support
            self._desk.do(
                lambda: told.parts(rules_speaking(services), services.clock.now()),
                self._take_support,
                on=self._desk.paper,
            )

    def _take_support(self, parts: tuple[Part, ...]) -> None:
        self._support = parts
        self._show()

    def _save_support(self, file: Path) -> None:
        support, parts = self._desk.services.support, self._support
        if support is not None and parts:
            self._write(lambda: support.save(parts, file))

    def _compare(self, books: Rulebooks, file: Path) -> None:
        language = self._look.texts.language
        self._desk.do(lambda: books.compare(file, language), self._take_difference, on=self._desk.paper)

    def _take_difference(self, told: ToldDifference) -> None:
        if self._read is not None:
            self._keep(replace(self._read, difference=told))

    def _print(self, books: Rulebooks, told: ToldDifference, file: Path) -> None:
        language = self._look.texts.language
        self._write(lambda: books.print_difference(told, language, file))

    def _write(self, verb: Callable[[], Path]) -> None:
        self._desk.do(
            verb,
            lambda file: self._desk.say(self._look.text("help.rules.done", file=file.name)),
            on=self._desk.paper,
        )

    def _forget_older(self) -> None:
        services = self._desk.services
        if self._read is not None:
            rules = self._read.overview.rules
            self._desk.do(
                lambda: remember_advice(services.queue, services.assess, rules, anew=True),
                lambda _: self._read_rules(),
            )

    def _choose(self, title: str, kind: str, then: Callable[[Path], None], *, new: str = "") -> None:
        """Ask for a file without stopping the window."""
        dialog = QFileDialog(self._view, self._look.text(f"help.rules.{title}"))
        dialog.setNameFilter(self._look.text(f"help.rules.{kind}"))
        dialog.setDefaultSuffix(new)
        saving = QFileDialog.AcceptMode.AcceptSave if new else QFileDialog.AcceptMode.AcceptOpen
        dialog.setAcceptMode(saving)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile if new else QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: then(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # --- showing

    def _turn(self, chapter: int) -> None:
        if chapter != self._chapter:
            self._chapter = chapter
            self._show()

    def _show(self) -> None:
        if self._view is None:
            return
        texts, today = self._look.texts, self._desk.now().date()
        rules = None if self._read is None else rules_chapter(self._read, texts, today)
        manual = read_manual(texts.language)
        told = None if self._desk.services.support is None else support_chapter(texts, self._support)
        state = help_state(texts, shown_shortcut, self._chapter, manual=manual, support=told, rules=rules)
        self._view.show_state(state)
