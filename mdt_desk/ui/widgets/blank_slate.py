"""What stands where rows would be: why there are none, and the one thing to do about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from mdt_desk.ui.icons import picture
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.queue.state import Empty
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import button, fill_paragraph, label, paragraph

_TEXT_WIDTH = 460


class BlankSlate(QWidget):
    """Signals ``wanted`` when its button is pressed."""

    wanted = Signal()

    def __init__(self, look: Look) -> None:
        """Lay the slate out, empty."""
        super().__init__()
        self._look = look
        self._sign = QLabel()
        self._title = label("", Role.TITLE)
        self._title.setObjectName("blank-title")
        self._text = paragraph("", _TEXT_WIDTH, centred=True)
        self._text.setObjectName("blank-text")
        self._do = button(look.text("queue.problem.do"))
        self._do.clicked.connect(self.wanted)
        column = QVBoxLayout(self)
        column.setSpacing(look.tokens.space.medium)
        column.addStretch(1)
        for each in (self._sign, self._title, self._text, self._do):
            column.addWidget(each, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def show_reason(self, why: Empty) -> None:
        """Say why there is nothing to show."""
        text = self._look.text
        self._show("queue", text(f"queue.empty.{why}.title"), text(f"queue.empty.{why}.text"))
        self._do.setVisible(why is not Empty.LOADING)
        if why is not Empty.LOADING:
            self._name(text(f"queue.empty.{why}.do"))

    def show_problem(self, sentence: str) -> None:
        """Say what went wrong, and offer to try again."""
        self._show("urgent", self._look.text("queue.problem.title"), sentence)
        self._do.setVisible(True)
        self._name(self._look.text("queue.problem.do"))

    def show_nothing(self, sign: str, sentence: str) -> None:
        """Say in one sentence that there is nothing, and ask for nothing."""
        self._show(sign, "", sentence)
        self._do.setVisible(False)

    def focus_button(self) -> None:
        self._do.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, sign: str, title: str, text: str) -> None:
        self._sign.setPixmap(picture(sign, self._look.tokens.muted, 48, 2.0))
        self._sign.setVisible(bool(title or text))
        self._title.setText(title)
        self._title.setVisible(bool(title))
        fill_paragraph(self._text, text)

    def _name(self, text: str) -> None:
        self._do.setText(text)
        self._do.setAccessibleName(text)
