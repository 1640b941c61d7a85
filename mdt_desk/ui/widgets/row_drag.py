"""Drag a row to another place: the view shows where it would land, the screen moves it."""

from PySide6.QtCore import QModelIndex, QPoint
from PySide6.QtWidgets import QAbstractItemView


def make_draggable(view: QAbstractItemView) -> None:
    """Let rows be taken up and dropped between others of the same view."""
    view.setDragEnabled(True)
    view.setAcceptDrops(True)
    view.setDropIndicatorShown(True)
    view.setDragDropOverwriteMode(False)
    view.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)


def landing(view: QAbstractItemView, at: QPoint) -> tuple[QModelIndex, bool]:
    """Return the row next to which something lands, and whether behind it; below the last row, behind the last."""
    index = view.indexAt(at)
    if not index.isValid():
        model = view.model()
        return model.index(model.rowCount() - 1, 0), True
    return index, at.y() > view.visualRect(index).center().y()
