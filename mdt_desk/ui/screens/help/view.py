"""Draw the help: contents on the left, one chapter on the right."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.help.manual import chapter_of
from mdt_desk.ui.screens.help.manual_text import ManualText
from mdt_desk.ui.screens.help.state import CasePart, Chapter, HelpState, ManualPage, Part, Verb
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import button, card, label
from mdt_desk.ui.widgets.reference_table import ReferenceTable

_CONTENTS_WIDTH = 290
_BESIDE = 64
"""What a title needs beside its letters, with the scroll bar."""
_WIDEST = 1080


class HelpView(QWidget):
    """Draws a state and says what the user wants.

    Signals:
        turned: the number of the chapter that was chosen.
        asked: a `Verb` of the chapter about the rules.
        opened: a case.

    """

    turned = Signal(int)
    asked = Signal(object)
    opened = Signal(object)

    def __init__(self, look: Look) -> None:
        """Lay the screen out, empty."""
        super().__init__()
        self._look = look
        self._shown: tuple[Chapter, ...] = ()
        self._contents = QListWidget()
        self._contents.setAccessibleName(look.text("help.contents"))
        self._contents.setFixedWidth(_CONTENTS_WIDTH)
        self._contents.setUniformItemSizes(True)
        self._contents.setWordWrap(False)
        self._contents.currentRowChanged.connect(self.turned)
        self._page = QScrollArea()
        self._page.setWidgetResizable(True)
        self._page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page.setFrameShape(QFrame.Shape.NoFrame)
        self._page.setAccessibleName(look.text("shell.title.help"))
        space = look.tokens.space
        row = QHBoxLayout(self)
        row.setContentsMargins(space.large, space.tiny, space.large, space.small)
        row.setSpacing(space.large)
        row.addWidget(self._contents)
        row.addWidget(self._page, 1)

    def show_state(self, state: HelpState) -> None:
        """Draw the contents once and turn to the open chapter."""
        if state.chapters != self._shown:
            self._shown = state.chapters
            self._contents.blockSignals(True)
            self._contents.clear()
            letters = self._contents.fontMetrics()
            widest = max(letters.horizontalAdvance(each.title) for each in state.chapters)
            self._contents.setFixedWidth(max(_CONTENTS_WIDTH, widest + _BESIDE))
            for each in state.chapters:
                item = QListWidgetItem(each.title, self._contents)
                item.setSizeHint(QSize(_CONTENTS_WIDTH - 8, 36))
            self._contents.blockSignals(False)
        if self._contents.currentRow() != state.open:
            self._contents.blockSignals(True)
            self._contents.setCurrentRow(state.open)
            self._contents.blockSignals(False)
        opened = state.chapters[state.open]
        self._page.setWidget(self._chapter(opened) if opened.page is None else self._manual(opened.page))

    def focus_contents(self) -> None:
        self._contents.setFocus(Qt.FocusReason.OtherFocusReason)

    def _manual(self, page: ManualPage) -> QWidget:
        made = ManualText(self._look, page)
        made.followed.connect(self._follow)
        return made

    def _follow(self, name: str) -> None:
        chapter = chapter_of(name, self._shown)
        if chapter is not None:
            self.turned.emit(chapter)

    def _chapter(self, chapter: Chapter) -> QWidget:
        page = QWidget()
        page.setProperty("surface", "scroll")
        page.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(page)
        space = self._look.tokens.space
        column.setContentsMargins(0, 0, space.medium, space.medium)
        column.setSpacing(space.medium)
        column.addWidget(label(chapter.title, Role.DISPLAY))
        column.addWidget(label(chapter.intro, wrap=True))
        if chapter.rows:
            column.addWidget(ReferenceTable(self._look, chapter.headings, chapter.rows))
        self._add_verbs(column, chapter.verbs)
        for part in chapter.parts:
            self._add_part(column, part)
        for case in chapter.cases:
            column.addWidget(self._case(case))
        if chapter.source:
            column.addWidget(label(chapter.source, Role.CAPTION, muted=True, wrap=True))
            column.addWidget(label(self._look.text("help.printed"), Role.CAPTION, muted=True, wrap=True))
        column.addStretch()
        return page

    def _add_part(self, column: QVBoxLayout, part: Part) -> None:
        column.addSpacing(self._look.tokens.space.medium)
        column.addWidget(label(part.title, Role.TITLE, wrap=True))
        column.addWidget(label(part.lead, wrap=True))
        if part.rows:
            column.addWidget(ReferenceTable(self._look, part.headings, part.rows))
        self._add_verbs(column, part.verbs)

    def _add_verbs(self, column: QVBoxLayout, verbs: tuple[tuple[Verb, str], ...]) -> None:
        if not verbs:
            return
        row = QHBoxLayout()
        row.setSpacing(self._look.tokens.space.small)
        for verb, text in verbs:
            made = button(text)
            made.clicked.connect(lambda _=False, wanted=verb: self.asked.emit(wanted))
            row.addWidget(made)
        row.addStretch()
        column.addLayout(row)

    def _case(self, case: CasePart) -> QWidget:
        made, column = card()
        head = QHBoxLayout()
        head.addWidget(label(case.title, Role.LABEL))
        head.addWidget(label(case.detail, Role.CAPTION, muted=True))
        head.addStretch()
        opener = button(case.open, name=f"{case.open}: {case.title}")
        opener.clicked.connect(lambda: self.opened.emit(case.id))
        head.addWidget(opener)
        column.addLayout(head)
        column.addWidget(ReferenceTable(self._look, case.headings, case.rows))
        return made
