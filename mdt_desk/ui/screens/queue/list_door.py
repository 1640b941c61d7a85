"""The way from the queue to lists: an action, a paste, or something dropped on it."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from mdt_desk.ui.actions import ActionId, Place
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.screens.queue.view import QueueView
from mdt_desk.ui.widgets.file_drop import FileDrop


class ListDoor(QObject):
    """Answers for import and export where the desk can read and write lists."""

    def __init__(self, desk: Desk) -> None:
        """Bring what is pasted or dropped to the screen that reads it."""
        super().__init__(desk)
        self._desk = desk
        if desk.services.lists is not None:
            desk.commands.answer(ActionId.IMPORT_LIST, lambda: desk.go(Place.IMPORT))
            desk.commands.answer(ActionId.EXPORT_LIST, lambda: desk.go(Place.EXPORT))
            desk.commands.answer(ActionId.PASTE_LIST, self._paste, at=Place.QUEUE)

    def watch(self, view: QueueView) -> None:
        """Do what the buttons of a view ask for, and take what is dropped on it."""
        view.tools.asked.connect(self._do)
        if self._desk.services.lists is not None:
            FileDrop(view, self._desk.commands[ActionId.IMPORT_LIST].isEnabled).dropped.connect(self._bring)

    def _do(self, action: ActionId) -> None:
        self._desk.commands[action].trigger()

    def _paste(self) -> None:
        self._bring(QGuiApplication.clipboard().text())

    def _bring(self, what: Path | str) -> None:
        if isinstance(what, str) and not what.strip():
            self._desk.say(self._desk.look.text("lists.choose.nothing_copied"))
            return
        self._desk.brought = what
        self._desk.go(Place.IMPORT)
