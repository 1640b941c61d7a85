"""Somebody at the keyboard of the real program, inside its process: unlocks it, opens a case and types.

``python -m tests.faults.typist SEED PASSPHRASE`` starts the program on the user's own queue and says on standard output
every text that stands in a field after a key, and every version of the case that the screen knows to be kept.
"""

import json
import os
import random
import sys
import threading
import time
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from mdt_desk import start
from mdt_desk.domain.reading import case_tree
from mdt_desk.ui.screens.case.form_pane import FormPane
from mdt_desk.ui.screens.case.screen import CaseScreen
from mdt_desk.ui.screens.unlock.window import Entrance
from mdt_desk.ui.shell import Shell
from tests.faults.canary import WORDS

TYPED: Final = {
    "referral.question": f"What of {WORDS[0]}, who walked until Tuesday?",
    "condition.comorbidity": f"Diabetes; {WORDS[0]} takes anticoagulants",
    "labs.albumin_g_per_l": "34,5 g",
    "imaging.ct_spine_at": "18-11-2026 14:",
    "condition.karnofsky": "705",
    "patient.given_name": "Geelvink",
}
"""What is typed into which field: some of it can be kept at once, some of it never."""

_KEY_MS: Final = 30
_LOOK_MS: Final = 50


class Typist(QObject):
    """Looks what stands on the screen, and does the next thing."""

    arrived = Signal()

    def __init__(self, chance: random.Random, passphrase: str) -> None:
        super().__init__()
        self.arrived.connect(self.begin, Qt.ConnectionType.QueuedConnection)
        self._chance = chance
        self._passphrase = passphrase
        self._field: QLineEdit | QPlainTextEdit | None = None
        self._path = ""
        self._left = ""
        self._known = 0

    @Slot()
    def begin(self) -> None:
        """Be there from now on, in the thread of the window."""
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_MS)
        self._looking.timeout.connect(self._look)
        self._looking.start()

    def _look(self) -> None:
        windows = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        for each in windows:
            if isinstance(each, Entrance):
                self._unlock(each)
            elif isinstance(each, Shell):
                self._work(each)

    def _unlock(self, entrance: Entrance) -> None:
        for line in entrance.findChildren(QLineEdit):
            if line.isVisible() and line.isEnabled() and not line.text():
                QTest.keyClicks(line, self._passphrase)
                QTest.keyClick(line, Qt.Key.Key_Return)

    def _work(self, shell: Shell) -> None:
        pane = shell.findChild(FormPane)
        if isinstance(pane, FormPane) and pane.isVisible() and shell.desk.findChild(CaseScreen):
            self._looking.stop()
            self._shell, self._pane = shell, pane
            self._keys = QTimer(self)
            self._keys.setInterval(_KEY_MS)
            self._keys.timeout.connect(self._next_key)
            self._keys.start()
        elif not shell.desk.busy and shell.desk.case is None:
            shell.bring_later()
            (stored,) = shell.desk.services.queue.rows()
            shell.desk.open_case(stored.id)

    def _next_key(self) -> None:
        self._tell_kept()
        if self._field is None or not self._left:
            self._choose()
            return
        letter, self._left = self._left[0], self._left[1:]
        QTest.keyClicks(self._field, letter)
        field = self._field
        text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        _say("typed", {"path": self._path, "text": text})

    def _choose(self) -> None:
        """Go to another field, or to the same again, and take out what stands there."""
        if self._chance.random() < 0.8 and self._field is not None:
            return  # somebody thinks
        self._path = self._chance.choice(list(TYPED))
        self._pane.focus_fact(self._path)
        (found,) = [each for each in self._pane.all_fields() if each.path == self._path]
        control = found.control
        if isinstance(control, QLineEdit | QPlainTextEdit):
            control.setFocus()
            control.selectAll()
            self._field, self._left = control, TYPED[self._path][: self._chance.randrange(2, 60)]

    def _tell_kept(self) -> None:
        screen = self._shell.desk.findChild(CaseScreen)
        stored = (
            screen._presenter.memory.stored if isinstance(screen, CaseScreen) else None
        )  # as its header says
        if stored is not None and stored.version > self._known:
            self._known = stored.version
            _say("kept", {"version": stored.version, "case": case_tree(stored.case)})


def _say(what: str, told: dict[str, object]) -> None:
    try:
        sys.stdout.write(f"{json.dumps([what, time.monotonic(), told])}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os._exit(1)  # nobody counts any more


def _arrive(typist: Typist) -> None:
    """Wait for the program to have a thread for windows, and go there."""
    while QApplication.instance() is None:
        threading.Event().wait(0.02)
    app = QApplication.instance()
    assert app is not None
    typist.moveToThread(app.thread())
    typist.arrived.emit()


def main() -> int:
    """Start the program, with somebody at its keyboard."""
    seed, passphrase = sys.argv[1:]
    typist = Typist(random.Random(int(seed)), passphrase)
    threading.Thread(target=_arrive, args=(typist,), daemon=True).start()
    return start.main([])


if __name__ == "__main__":
    sys.exit(main())
