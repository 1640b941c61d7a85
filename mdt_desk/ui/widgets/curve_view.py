"""The survival figure, as sharp as the screen, with its caption and the caveat that always goes with it."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from mdt_desk.ui.look import Look
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import label

_PNG = b"\x89PNG"
_SHAPE = 78 / 56
"""Width by height of the place of the figure: what stands below does not move when it is drawn."""


class Figure(QWidget):
    """Bytes of an SVG or PNG drawn to fit, in their own proportions."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self._bytes = b""
        self._vector: QSvgRenderer | None = None
        self._pixels = QPixmap()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_picture(self, picture: bytes) -> None:
        """Show a picture, or none when there are no bytes."""
        if picture == self._bytes:
            return
        self._bytes = picture
        self._vector, self._pixels = None, QPixmap()
        if picture.startswith(_PNG):
            self._pixels.loadFromData(picture)
        elif picture:
            self._vector = QSvgRenderer(QByteArray(picture))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(min(width, self.maximumWidth()) / _SHAPE)

    def sizeHint(self) -> QSize:
        return QSize(420, self.heightForWidth(420))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 115)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._vector is not None:
            self._vector.render(painter, self._place())
        elif not self._pixels.isNull():
            painter.drawPixmap(self._place(), self._pixels, QRectF(self._pixels.rect()))
        painter.end()

    def _shape(self) -> float:
        size = self._vector.defaultSize() if self._vector is not None else self._pixels.size()
        return size.width() / size.height() if size.height() > 0 and size.width() > 0 else _SHAPE

    def _place(self) -> QRectF:
        width = min(float(self.width()), self.height() * self._shape())
        height = width / self._shape()
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)


class CurveView(QWidget):
    """Figure, caption, cohort and caveat."""

    def __init__(self, look: Look, *, widest: int = 520) -> None:
        """Show nothing yet; the figure grows no wider than ``widest`` pixels."""
        super().__init__()
        self._look = look
        self.figure = Figure()
        self.figure.setMaximumWidth(widest)
        self._waiting = label("", Role.CAPTION, muted=True)
        self._caption = label("", Role.CAPTION, wrap=True)
        self._cohort = label("", Role.CAPTION, muted=True, wrap=True)
        self._caveat = label("", Role.CAPTION, muted=True, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.tokens.space.tiny)
        place = QGridLayout()
        place.addWidget(self.figure, 0, 0)
        place.addWidget(self._waiting, 0, 0, Qt.AlignmentFlag.AlignCenter)
        column.addLayout(place)
        for each in (self._caption, self._cohort, self._caveat):
            column.addWidget(each)

    def show_curve(self, picture: bytes, caption: str, points: str) -> None:
        """Show a figure; without bytes it is still being drawn, without a caption there is none.

        ``points`` says the published points in words, for a screen reader.
        """
        text = self._look.text
        self.figure.show_picture(picture)
        self.figure.setVisible(bool(caption))
        self.figure.setAccessibleName(caption)
        self.figure.setAccessibleDescription(points)
        state = (
            "" if picture and caption else text("case.curve.waiting") if caption else text("case.curve.none")
        )
        self._waiting.setText(state)
        self._waiting.setVisible(bool(state))
        for part, words in (
            (self._caption, caption),
            (self._cohort, text("case.curve.cohort")),
            (self._caveat, text("case.curve.caveat")),
        ):
            part.setText(words)
            part.setVisible(bool(caption))
