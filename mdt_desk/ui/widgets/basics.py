"""The smallest parts, dressed by properties the stylesheet knows: texts, buttons, cards, rules, badges."""

from enum import StrEnum

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from mdt_desk.ui.icons import icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.theme import Role, Tone, restyle
from mdt_desk.ui.widgets.short import plain_tip
from mdt_desk.usecases.whole import kept_whole


class Kind(StrEnum):
    """What a button is for; PRIMARY is the one next step of a screen."""

    PLAIN = "plain"
    PRIMARY = "primary"
    QUIET = "quiet"
    CHOICE = "choice"
    LINK = "link"
    ICON = "icon"


class Surface(StrEnum):
    """The ground a frame gives to what stands on it."""

    CARD = "card"
    RAISED = "raised"
    FOOT = "foot"
    RULE = "rule"


class _Lines(QLabel):
    """A text on several lines, in which a number stays with its unit."""

    def setText(self, text: str) -> None:
        self._said = text
        super().setText(kept_whole(text))

    def text(self) -> str:
        return self._said


def label(text: str = "", role: Role = Role.BODY, *, muted: bool = False, wrap: bool = False) -> QLabel:
    """Return a text that is shown as it is: never as markup."""
    made = _Lines() if wrap else QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    made.setProperty("role", role.value)
    made.setProperty("muted", muted)
    return made


def paragraph(text: str, width: int, role: Role = Role.BODY, *, centred: bool = False) -> QLabel:
    """Return a muted text of fixed width that is as tall as its words need, whatever layout holds it."""
    made = label("", role, muted=True, wrap=True)
    made.setFixedWidth(width)
    if centred:
        made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    fill_paragraph(made, text)
    return made


def fill_paragraph(made: QLabel, text: str) -> None:
    """Put other words into a paragraph."""
    made.ensurePolished()
    made.setText(text)
    made.setFixedHeight(max(0, made.heightForWidth(made.width())))


def badge(text: str, tone: Tone = Tone.CALM, *, name: str = "") -> QLabel:
    """Return a short mark whose word says what its tone says; ``name`` is what a screen reader reads."""
    made = label(text, Role.CAPTION)
    made.setProperty("badge", True)
    made.setProperty("tone", tone.value)
    made.setAccessibleName(name or text)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


def set_tone(widget: QWidget, tone: Tone | None) -> None:
    """Change what a mark means after it was made; the words in it take its colour."""
    widget.setProperty("tone", tone.value if tone else None)
    restyle(widget)
    for word in widget.findChildren(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly):
        restyle(word)


def button(text: str, kind: Kind = Kind.PLAIN, *, icon: QIcon | None = None, name: str = "") -> QPushButton:
    """Return a push button; ``name`` replaces its text for a screen reader."""
    made = QPushButton(text)
    made.setProperty("kind", kind.value)
    made.setAccessibleName(name or text)
    if icon is not None:
        made.setIcon(icon)
    return made


def next_step(look: Look, text: str, sign: str) -> QPushButton:
    """Return the button of the one next step of a screen, with its sign."""
    drawn = icon(sign, look.tokens.on_accent, asleep=look.tokens.muted)
    return button(text, Kind.PRIMARY, icon=drawn)


def icon_button(icon: QIcon, name: str, *, size: int = 18) -> QToolButton:
    """Return a button that shows only an icon; its name is its tool tip too."""
    made = QToolButton()
    made.setIcon(icon)
    made.setIconSize(QSize(size, size))
    made.setProperty("kind", Kind.ICON.value)
    made.setAccessibleName(name)
    made.setToolTip(plain_tip(name))
    return made


def frame(surface: Surface, *, tone: Tone | None = None) -> QFrame:
    """Return an empty frame on a ground of the theme."""
    made = QFrame()
    made.setProperty("surface", surface.value)
    made.setProperty("tone", tone.value if tone else None)
    return made


def card(*, tone: Tone | None = None, margin: int = 12, spacing: int = 8) -> tuple[QFrame, QVBoxLayout]:
    """Return a card and the column inside it."""
    made = frame(Surface.CARD, tone=tone)
    column = QVBoxLayout(made)
    column.setContentsMargins(margin, margin, margin, margin)
    column.setSpacing(spacing)
    return made, column


def rule() -> QFrame:
    """Return a thin line between two parts."""
    return frame(Surface.RULE)
