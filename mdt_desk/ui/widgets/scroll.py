"""A column that scrolls when it is longer than its place, and never sideways."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QVBoxLayout, QWidget


def column_in(*, spacing: int, margin: int = 0) -> tuple[QScrollArea, QVBoxLayout]:
    """Return a scroll area and the column inside it."""
    inner = QWidget()
    inner.setProperty("surface", "scroll")
    column = QVBoxLayout(inner)
    column.setContentsMargins(margin, margin, margin, margin)
    column.setSpacing(spacing)
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area, column


def empty(column: QLayout) -> None:
    """Take everything out of a column."""
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
