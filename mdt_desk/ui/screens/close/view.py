"""Draw the check list, and say what the user wants."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.icons import icon, picture
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.close.addenda_view import AddendaView
from mdt_desk.ui.screens.close.state import CloseState, Group, Making, Paper, Point, Remedy
from mdt_desk.ui.theme import Role, Tone
from mdt_desk.ui.widgets.basics import Kind, Surface, badge, button, card, label, next_step
from mdt_desk.ui.widgets.fields import Line
from mdt_desk.ui.widgets.prose import Prose
from mdt_desk.ui.widgets.scroll import column_in, empty

_SIDE = 400


class CloseView(QWidget):
    """Intents are signals.

    Signals:
        dealt_with: a case and the `Remedy` for one of its points.
        signing: the name that signs.
        adding: an addendum, and who adds it.
        minutes_wanted, letters_wanted, cancelled, back_wanted: nothing more.
        word_wanted, copy_wanted: the minutes for a word processor, and as text for the patient record.
        file_wanted, folder_wanted: the file that was made.

    """

    dealt_with = Signal(object, object)
    signing = Signal(str)
    adding = Signal(str, str)
    minutes_wanted = Signal()
    letters_wanted = Signal()
    word_wanted = Signal()
    copy_wanted = Signal()
    cancelled = Signal()
    back_wanted = Signal()
    file_wanted = Signal(object)
    folder_wanted = Signal(object)

    def __init__(self, look: Look) -> None:
        """Lay the screen out, empty."""
        super().__init__()
        self._look = look
        self._shown: tuple[Group, ...] | None = None
        self._heading = Prose("", Role.TITLE)
        self._summary = Prose("", Role.BODY, muted=True)
        self.side = _Side(look)
        self.side.signing.connect(self.signing)
        self.addenda = AddendaView(look)
        self.addenda.adding.connect(self.adding)
        self.minutes = _PaperView(look, "minutes")
        self.letters = _PaperView(look, "letters")
        self.record = _RecordView(look)
        self.record.word_wanted.connect(self.word_wanted)
        self.record.copy_wanted.connect(self.copy_wanted)
        self.minutes.wanted.connect(self.minutes_wanted)
        self.letters.wanted.connect(self.letters_wanted)
        self.letters.cancelled.connect(self.cancelled)
        for each in (self.minutes, self.letters):
            each.file_wanted.connect(self.file_wanted)
            each.folder_wanted.connect(self.folder_wanted)
        self._done = self._all_done()
        self._lay_out()

    def show_state(self, state: CloseState) -> None:
        """Draw a state; what did not change keeps keyboard and place."""
        self._heading.show_text(state.heading or state.empty)
        self._summary.show_text(state.summary)
        self._done.setVisible(not state.groups and not state.empty)
        if state.groups != self._shown:
            self._shown = state.groups
            self._show_groups(state.groups)
        self.side.setVisible(not state.empty)
        self.side.show_state(state)
        self.addenda.setVisible(bool(state.signed))
        self.addenda.show_addenda(state.addenda)
        for view, paper in ((self.minutes, state.minutes), (self.letters, state.letters)):
            view.setVisible(bool(state.signed))
            view.show_paper(paper)
        self.record.setVisible(bool(state.signed))

    def focus_name(self) -> None:
        self.side.focus_name()

    def clear_addendum(self) -> None:
        """Empty the fields of an addendum that was taken."""
        self.addenda.clear()

    def _lay_out(self) -> None:
        space = self._look.tokens.space
        back = button(
            self._look.text("close.back"), Kind.LINK, icon=icon("arrow-left", self._look.tokens.accent)
        )
        back.clicked.connect(self.back_wanted)
        left = QVBoxLayout()
        left.setSpacing(space.small)
        left.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        left.addWidget(self._heading)
        left.addWidget(self._summary)
        area, self._groups = column_in(spacing=space.small)
        area.setAccessibleName(self._look.text("close.list"))
        left.addWidget(self._done, 0, Qt.AlignmentFlag.AlignHCenter)
        left.addWidget(area, 1)
        left.addWidget(self.addenda)
        right = QVBoxLayout()
        right.setSpacing(space.medium)
        for part in (self.side, self.minutes, self.record, self.letters):
            part.setFixedWidth(_SIDE)
            right.addWidget(part)
        right.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(space.large, space.tiny, space.large, space.small)
        row.setSpacing(space.large)
        row.addLayout(left, 1)
        row.addLayout(right)

    def _show_groups(self, groups: tuple[Group, ...]) -> None:
        empty(self._groups)
        for each in groups:
            self._groups.addWidget(self._group(each))
        self._groups.addStretch()

    def _all_done(self) -> QLabel:
        made = QLabel()
        made.setPixmap(picture("check", self._look.tokens.muted, 64, 2.0))
        made.setContentsMargins(0, 60, 0, 0)
        made.setAccessibleName(self._look.text("close.all_done"))
        return made

    def _group(self, group: Group) -> QFrame:
        made, column = card(spacing=self._look.tokens.space.tiny)
        made.setAccessibleName(group.heading)
        column.addWidget(Prose(group.heading, Role.LABEL))
        column.addWidget(Prose(group.identity, Role.CAPTION, muted=True))
        for each in group.points:
            column.addLayout(self._point(group, each))
        return made

    def _point(self, group: Group, point: Point) -> QHBoxLayout:
        text, tokens = self._look.text, self._look.tokens
        row = QHBoxLayout()
        row.setSpacing(tokens.space.small)
        sign = QLabel()
        sign.setPixmap(picture("urgent" if point.blocks else "minus", tokens.text, 16, 2.0))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(Prose(point.text), 1, Qt.AlignmentFlag.AlignVCenter)
        if point.blocks:
            row.addWidget(badge(text("close.blocks"), Tone.SOON), 0, Qt.AlignmentFlag.AlignVCenter)
        do = button(
            text(f"close.do.{point.remedy}"),
            Kind.LINK,
            name=text(f"close.do_spoken.{point.remedy}", heading=group.heading, point=point.text),
        )
        do.clicked.connect(partial(self._deal, group.id, point.remedy))
        row.addWidget(do, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _deal(self, case: CaseId, remedy: Remedy, _checked: bool = False) -> None:
        self.dealt_with.emit(case, remedy)


class _Side(QFrame):
    """Where somebody signs; afterwards it says who did."""

    signing = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._blocked = False
        self.setProperty("surface", Surface.CARD.value)
        text, space = look.text, look.tokens.space
        self._signed = Prose("", Role.LABEL)
        self._signed.setObjectName("signed")
        self._why = Prose("", Role.BODY)
        self._following = Prose("", Role.CAPTION, muted=True)
        self._locks = Prose(text("close.locks"), Role.CAPTION, muted=True)
        self._name = Line(text("close.name"))
        self._name.setPlaceholderText(text("close.name"))
        self._name.textChanged.connect(lambda _: self._wake())
        self._name.returnPressed.connect(self._sign)
        self._do = next_step(look, text("close.sign"), "lock")
        self._do.clicked.connect(self._sign)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.large, space.large, space.large, space.large)
        column.setSpacing(space.small)
        self._title = label("", Role.TITLE)
        for part in (
            self._title,
            self._signed,
            self._why,
            self._following,
            self._name,
            self._do,
            self._locks,
        ):
            column.addWidget(part)

    def show_state(self, state: CloseState) -> None:
        signed, self._blocked = bool(state.signed), bool(state.blocked)
        self._title.setText(self._look.text("close.signed_title" if signed else "close.sign_title"))
        self._signed.show_text(state.signed)
        self._signed.setVisible(signed)
        self._why.show_text(state.blocked)
        self._why.setVisible(self._blocked and not signed)
        self._following.show_text(state.following)
        self._following.setVisible(bool(state.following))
        for each in (self._name, self._do, self._locks):
            each.setVisible(not signed and state.meeting is not None)
        self._wake()

    def focus_name(self) -> None:
        self._name.setFocus()

    def _wake(self) -> None:
        self._do.setEnabled(bool(self._name.text().strip()) and not self._blocked)

    def _sign(self) -> None:
        if self._do.isEnabled():
            self.signing.emit(self._name.text().strip())


class _RecordView(QFrame):
    """The minutes on their way to the patient record: for a word processor, or as text to paste."""

    word_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("surface", Surface.CARD.value)
        text, space, colour = look.text, look.tokens.space, look.tokens.text
        word = button(text("close.record.word"), icon=icon("export", colour))
        word.clicked.connect(self.word_wanted)
        copy = button(text("close.record.copy"), icon=icon("copy", colour))
        copy.clicked.connect(self.copy_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.large, space.medium, space.large, space.medium)
        column.setSpacing(space.small)
        column.addWidget(label(text("close.record.title"), Role.TITLE))
        row = QHBoxLayout()
        row.setSpacing(space.small)
        row.addWidget(word)
        row.addWidget(copy)
        row.addStretch()
        column.addLayout(row)


class _PaperView(QFrame):
    """A document: a button to make it, a bar while it is made, and where it is afterwards."""

    wanted = Signal()
    cancelled = Signal()
    file_wanted = Signal(object)
    folder_wanted = Signal(object)

    def __init__(self, look: Look, kind: str) -> None:
        super().__init__()
        self._look = look
        self._paper = Paper()
        self.setProperty("surface", Surface.CARD.value)
        text, space = look.text, look.tokens.space
        self._words = Prose("", Role.BODY)
        self._words.setObjectName(f"{kind}-made")
        self._bar = QProgressBar()
        self._bar.setAccessibleName(text(f"close.{kind}.busy"))
        self._bar.setTextVisible(False)
        self._make = button(text(f"close.{kind}.make"), icon=icon("print", look.tokens.text))
        self._make.clicked.connect(self.wanted)
        self._stop = button(text("close.cancel"), name=text(f"close.{kind}.cancel"))
        self._stop.clicked.connect(self.cancelled)
        self._open = button(text("close.open_file"), name=text(f"close.{kind}.open"))
        self._open.clicked.connect(lambda: self.file_wanted.emit(self._paper.file))
        self._folder = button(text("close.open_folder"), name=text(f"close.{kind}.folder"))
        self._folder.clicked.connect(lambda: self.folder_wanted.emit(self._paper.file))
        column = QVBoxLayout(self)
        column.setContentsMargins(space.large, space.medium, space.large, space.medium)
        column.setSpacing(space.small)
        column.addWidget(label(text(f"close.{kind}.title"), Role.TITLE))
        column.addWidget(self._words)
        column.addWidget(self._bar)
        row = QHBoxLayout()
        row.setSpacing(space.small)
        for control in (self._make, self._open, self._folder, self._stop):
            row.addWidget(control)
        row.addStretch()
        column.addLayout(row)
        self._several = kind == "letters"

    def show_paper(self, paper: Paper) -> None:
        self._paper = paper
        busy, done = paper.making is Making.BUSY, paper.making is Making.DONE
        self._words.show_text(paper.text)
        self._words.setVisible(bool(paper.text))
        self._bar.setRange(0, paper.total)
        self._bar.setValue(paper.done)
        self._bar.setVisible(busy)
        self._make.setVisible(not busy and not done)
        self._stop.setVisible(busy and self._several)
        self._open.setVisible(done and not self._several)
        self._folder.setVisible(done)
