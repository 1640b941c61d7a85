"""Draw the follow-through: topics above, the list on the left, the thing in hand on the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from mdt_desk.ui.actions import Place
from mdt_desk.ui.icons import icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.follow.card_view import CardView
from mdt_desk.ui.screens.follow.state import Chose, FollowState, ForOwner, Line, Owner, Took, Topic
from mdt_desk.ui.theme import Tone
from mdt_desk.ui.widgets.basics import label
from mdt_desk.ui.widgets.blank_slate import BlankSlate
from mdt_desk.ui.widgets.fields import Line as TypedLine
from mdt_desk.ui.widgets.figures_table import FiguresTable
from mdt_desk.ui.widgets.place_tabs import PlaceTabs
from mdt_desk.ui.widgets.scroll import column_in
from mdt_desk.ui.widgets.segments import Option, Segments
from mdt_desk.ui.widgets.short import short

_KEY = Qt.ItemDataRole.UserRole
_LIST = 340
_BY = 200


class FollowView(QWidget):
    """Signals ``wished`` with an intent, ``went`` with another place, ``named`` with who asks."""

    wished = Signal(object)
    went = Signal(object)
    named = Signal(str)

    def __init__(self, look: Look) -> None:
        """Lay the screen out, empty."""
        super().__init__()
        self._look = look
        self._quiet = False
        self._lines: tuple[Line, ...] | None = None
        self._owners: tuple[Owner, ...] = ()
        self._topics: Segments | None = None
        space = look.tokens.space
        column = QVBoxLayout(self)
        column.setContentsMargins(space.large, 0, space.large, space.small)
        column.setSpacing(space.medium)
        column.addLayout(self._head())
        self._topic_row = QHBoxLayout()
        column.addLayout(self._topic_row)
        self._body = QWidget()
        body = QHBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(space.large)
        body.addLayout(self._left())
        area, right = column_in(spacing=space.medium)
        self._card = CardView(look)
        self._card.wished.connect(self.wished)
        self._empty = BlankSlate(look)
        self._table = FiguresTable(look.text("follow.owners.name"), self._headings())
        self._table.taken.connect(self._narrow)
        right.addWidget(self._card)
        right.addWidget(self._table)
        right.addStretch()
        body.addWidget(area, 1)
        column.addWidget(self._body, 1)
        column.addWidget(self._empty, 1)

    def show_state(self, state: FollowState, by: str) -> None:
        """Draw the screen; ``by`` is who asks."""
        if self._by.text() != by:
            self._by.setText(by)
        self._show_topics(state)
        self._show_lines(state)
        self._empty.show_nothing("check" if state.topics else "urgent", state.empty)
        nothing = not state.topics or (bool(state.empty) and not state.owners)
        self._empty.setVisible(nothing)
        self._body.setVisible(not nothing)
        self._card.setVisible(state.card is not None)
        if state.card is not None:
            self._card.show_card(state.card)
        self._owners = state.owners
        self._table.setVisible(bool(state.owners))
        rows = [(short(each.name), str(each.open), str(each.late), str(each.done)) for each in state.owners]
        keys = [each.key for each in state.owners]
        self._table.show_rows(rows, keys.index(state.owner) if state.owner in keys else 0 if keys else -1)

    @property
    def answering(self) -> tuple[QWidget, ...]:
        """Return what takes an answer."""
        return self._card.answering

    def focus_question(self, state: FollowState) -> None:
        """Put the keyboard on what is asked, or on the topics where nothing is."""
        if state.card is not None:
            self._card.focus_question(state.card)
        elif self._topics is not None:
            self._topics.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_by(self) -> None:
        self._by.setFocus(Qt.FocusReason.OtherFocusReason)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        tabs = PlaceTabs(self._look, Place.FOLLOW)
        tabs.chosen.connect(self.went)
        self._by = TypedLine(self._look.text("follow.by"))
        self._by.setFixedWidth(_BY)
        self._by.textEdited.connect(self.named)
        row.addWidget(tabs)
        row.addStretch()
        row.addWidget(label(self._look.text("follow.by"), muted=True))
        row.addWidget(self._by)
        return row

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self._list = QListWidget()
        self._list.setFixedWidth(_LIST)
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.currentItemChanged.connect(self._take)
        column.addWidget(self._list, 1)
        return column

    def _headings(self) -> tuple[str, ...]:
        return tuple(self._look.text(f"follow.owners.{each}") for each in ("owner", "open", "late", "done"))

    def _show_topics(self, state: FollowState) -> None:
        """Build the topics anew when a count has changed, and keep the keyboard on them if it was there."""
        texts = tuple(text for _, text in state.topics)
        held = self._topics
        if not texts:
            return
        if held is None or held.property("texts") != "\n".join(texts):
            made = Segments(
                [Option(value=each, text=text) for each, text in state.topics],
                self._look.text("follow.topics"),
            )
            made.setProperty("texts", "\n".join(texts))
            made.chosen.connect(self._choose)
            focused = (
                held is not None and held.focusProxy() is not None and held.isAncestorOf(self.focusWidget())
            )
            if held is not None:
                self._topic_row.removeWidget(held)
                held.hide()
                held.deleteLater()
            self._topic_row.addWidget(made)
            self._topics = held = made
            if focused:
                made.setFocus(Qt.FocusReason.OtherFocusReason)
        held.show_value(state.topic)

    def _show_lines(self, state: FollowState) -> None:
        self._quiet = True
        self._list.setAccessibleName(self._look.text(f"follow.list.{state.topic}"))
        if state.lines != self._lines:
            self._lines = state.lines
            self._list.clear()
            late = icon("urgent", self._look.tokens.tones[Tone.SOON].border)
            for each in state.lines:
                item = QListWidgetItem(f"{short(each.name)}\n{short(each.detail, 44)}")
                item.setData(_KEY, each.key)
                if each.late:
                    item.setIcon(late)
                self._list.addItem(item)
        keys = [each.key for each in state.lines]
        if state.card is not None and state.card.key in keys:
            self._list.setCurrentRow(keys.index(state.card.key))
        self._quiet = False

    def _take(self, item: QListWidgetItem | None) -> None:
        if not self._quiet and item is not None:
            self.wished.emit(Took(key=str(item.data(_KEY))))

    def _choose(self, topic: Topic) -> None:
        self.wished.emit(Chose(topic=topic))

    def _narrow(self, row: int) -> None:
        self.wished.emit(ForOwner(key=self._owners[row].key))
