"""What a team can decide, from the vocabulary: type a few letters, or go to a topic; nothing is chosen before."""

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from mdt_desk.ui.icons import picture
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.meeting.state import OptionShown
from mdt_desk.ui.theme import FAMILIES
from mdt_desk.ui.widgets.cell_delegate import broken
from mdt_desk.ui.widgets.short import tip
from mdt_desk.ui.widgets.still_list import StillList
from mdt_desk.usecases.folding import fold

_OPTION: Final = Qt.ItemDataRole.UserRole
_ROW: Final = 26
_ROWS: Final = 6
_BOX: Final = 16
_GAP: Final = 10
_FRAME: Final = 4
_LEAST: Final = 124
_TAKES: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_Index = QModelIndex | QPersistentModelIndex


class _Delegate(QStyledItemDelegate):
    """Draws a heading, or an option with its box and what the leading guideline says about it."""

    def __init__(self, look: Look, shown_in: QListWidget) -> None:
        super().__init__(shown_in)
        self._list = shown_in
        self._tokens = look.tokens
        self._plain, self._strong, self._small = (QFont(list(FAMILIES)) for _ in range(3))
        for font, size in ((self._plain, look.tokens.type.body), (self._strong, look.tokens.type.caption)):
            font.setPointSizeF(size)
        self._strong.setBold(True)
        self._small.setPointSizeF(look.tokens.type.caption)

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return one line, and one more for what does not fit beside the option's name, or in one line of it."""
        shown: OptionShown | None = index.data(_OPTION)
        if shown is None:
            return QSize(200, _ROW)
        bar = self._list.verticalScrollBar().sizeHint().width()
        lines = len(self._lines(shown, self._list.width() - bar - 2 * _FRAME - 16 - _BOX - 8))
        return QSize(200, _ROW + (lines - 1) * QFontMetrics(self._plain).lineSpacing())

    def _lines(self, shown: OptionShown, room: int) -> list[tuple[QFont, str, str]]:
        """Return the lines of an option: font, colour and text; a note that fits stands beside the only line."""
        metrics, small = QFontMetrics(self._plain), QFontMetrics(self._small)
        wide = metrics.horizontalAdvance(shown.text)
        first, rest = broken(shown.text, metrics, room) if wide > room else (shown.text, "")
        found = [(self._plain, self._tokens.text, each) for each in (first, rest) if each]
        if shown.note and wide + _GAP + small.horizontalAdvance(shown.note) > room:
            found.append((self._small, self._tokens.muted, shown.note))
        return found

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        shown: OptionShown | None = index.data(_OPTION)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if shown is None:
            heading = str(index.data(Qt.ItemDataRole.DisplayRole))
            self._text(painter, self._strong, self._tokens.muted, rect.adjusted(8, 4, -8, 0), heading)
        else:
            if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
                painter.fillRect(rect, QColor(self._tokens.accent_soft))
            self._option(painter, rect.adjusted(8, 0, -8, 0), shown)
        painter.restore()

    def _option(self, painter: QPainter, room: QRect, shown: OptionShown) -> None:
        tokens = self._tokens
        box = QRect(room.left(), room.center().y() - _BOX // 2 + 1, _BOX, _BOX)
        painter.setPen(QPen(QColor(tokens.accent if shown.chosen else tokens.line_strong), 1))
        painter.setBrush(QColor(tokens.accent if shown.chosen else tokens.surface))
        painter.drawRoundedRect(box, 3, 3)
        if shown.chosen:
            painter.drawPixmap(box.left() + 1, box.top() + 1, picture("check", tokens.on_accent, 14, 2.0))
        words = room.adjusted(_BOX + 8, 0, 0, 0)
        lines = self._lines(shown, words.width())
        if shown.note and lines[-1][2] != shown.note:
            beside = words.adjusted(QFontMetrics(self._plain).horizontalAdvance(shown.text) + _GAP, 0, 0, 0)
            self._text(painter, self._small, tokens.muted, beside, shown.note, right=True)
        tall = QFontMetrics(self._plain).lineSpacing()
        top = words.center().y() - tall * len(lines) // 2 + 1
        for number, (font, colour, text) in enumerate(lines):
            self._text(
                painter, font, colour, QRect(words.left(), top + number * tall, words.width(), tall), text
            )

    def _text(
        self, painter: QPainter, font: QFont, colour: str, rect: QRect, text: str, *, right: bool = False
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        fits = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width() + 1)
        across = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | across), fits)


class OptionPicker(QWidget):
    """Signals ``toggled`` with the code that was chosen or taken back."""

    toggled = Signal(str)

    def __init__(self, look: Look) -> None:
        """Offer nothing yet."""
        super().__init__()
        self._look = look
        self._options: tuple[OptionShown, ...] = ()
        self._listed: tuple[str, ...] = ()
        self._field = QLineEdit()
        self._field.setAccessibleName(look.text("meeting.option.search"))
        self._field.setPlaceholderText(look.text("meeting.option.hint"))
        self._field.setClearButtonEnabled(True)
        self._field.textChanged.connect(lambda _: self._narrow())
        self._field.installEventFilter(self)
        self._topics = StillList()
        self._topics.setAccessibleName(look.text("meeting.option.topic"))
        self._topics.activated.connect(self._go_to_topic)
        self._field.setMinimumWidth(_LEAST)
        self._topics.setMinimumWidth(_LEAST)
        self._list = QListWidget()
        self._list.setAccessibleName(look.text("meeting.option.list"))
        self._list.setItemDelegate(_Delegate(look, self._list))
        self._list.setMouseTracking(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.be_tall(0)
        self._list.installEventFilter(self)
        self._list.itemClicked.connect(self._toggle)
        row = QHBoxLayout()
        row.setSpacing(look.tokens.space.small)
        row.addWidget(self._field, 1)
        row.addWidget(self._topics)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.tokens.space.tiny)
        column.addLayout(row)
        column.addWidget(self._list)
        self.setFocusProxy(self._field)

    def be_tall(self, pixels: int) -> None:
        """Show as many whole rows as fit, at least the usual few."""
        self._list.setFixedHeight(_ROW * max(_ROWS, pixels // _ROW) + 6)

    def clear_typed(self) -> None:
        """Forget what was sought: another case is on the table."""
        self._field.clear()

    def show_options(self, options: tuple[OptionShown, ...]) -> None:
        """Show which options there are, and which are chosen."""
        if options == self._options:
            return
        self._options = options
        topics = list(dict.fromkeys(each.topic_name for each in options))
        if [self._topics.itemText(at) for at in range(1, self._topics.count())] != topics:
            self._topics.clear()
            self._topics.addItems([self._look.text("meeting.option.all_topics"), *topics])
        self._narrow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter choose, and the arrows walk from the field into the list; lay rows out anew in another width."""
        if watched is self._list and event.type() is QEvent.Type.Resize:
            self._list.scheduleDelayedItemsLayout()  # at once; the view itself would wait and draw rows over rows
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if watched is self._field and key is Qt.Key.Key_Down:
                self._list.setFocus()
                if self._list.currentRow() < 0:
                    self._list.setCurrentRow(1)
                return True
            if key in _TAKES or (watched is self._list and key is Qt.Key.Key_Space):
                self._take(watched)
                return True
        return super().eventFilter(watched, event)

    def _take(self, watched: QObject) -> None:
        item = self._list.currentItem()
        if watched is self._field and not self._field.text().strip():
            return
        if item is not None:
            self._toggle(item)
            self._field.selectAll()  # the next option is typed over this one

    def _toggle(self, item: QListWidgetItem) -> None:
        shown: OptionShown | None = item.data(_OPTION)
        if shown is not None:
            self.toggled.emit(shown.code)

    def _go_to_topic(self, at: int) -> None:
        self._field.clear()
        self._narrow()
        wanted = self._topics.itemText(at) if at else ""
        for row in range(self._list.count()):
            item = self._list.item(row)
            if item.text() == wanted or not wanted:
                self._list.scrollToItem(item, QAbstractItemView.ScrollHint.PositionAtTop)
                self._list.setCurrentRow(min(row + 1, self._list.count() - 1))
                self._list.setFocus()
                return

    def _narrow(self) -> None:
        """List what was asked for; rows that stay keep their place."""
        words = fold(self._field.text()).split()
        found = [
            each
            for each in self._options
            if all(word in fold(f"{each.text} {each.topic_name} {each.also} {each.code}") for word in words)
        ]
        found.sort(key=lambda each: bool(words) and not fold(each.text).startswith(words[0]))
        listed = tuple(each.code for each in found)
        if listed != self._listed or not self._list.count():
            self._listed = listed
            self._fill(found, headings=not words)
        by_code = {each.code: each for each in found}
        for row in range(self._list.count()):
            item = self._list.item(row)
            before: OptionShown | None = item.data(_OPTION)
            if before is not None:
                self._say(item, by_code[before.code])

    def _fill(self, found: list[OptionShown], *, headings: bool) -> None:
        self._list.clear()
        topic = ""
        for each in found:
            if headings and each.topic != topic:
                topic = each.topic
                self._head(each.topic_name)
            item = QListWidgetItem(each.text)
            item.setData(_OPTION, each)
            self._list.addItem(item)
        if not found and not headings:
            self._head(self._look.text("meeting.option.nothing"))
        self._list.setCurrentRow(-1 if headings or not found else 0)

    def _head(self, words: str) -> None:
        head = QListWidgetItem(words)
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        self._list.addItem(head)

    def _say(self, item: QListWidgetItem, shown: OptionShown) -> None:
        chosen = self._look.text("meeting.option.chosen") if shown.chosen else ""
        item.setData(_OPTION, shown)
        item.setToolTip(tip(" · ".join(each for each in (shown.text, shown.note) if each)))
        spoken = ", ".join(each for each in (shown.text, shown.note, chosen) if each)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
