"""Drag a row to another place: the view shows where it would land, the screen moves it."""

from PySide6.QtCore import QModelIndex, QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView


def make_draggable(view: QAbstractItemView) -> None:
    """Let rows be taken up and dropped between others of the same view."""
    view.setDragEnabled(True)
    view.setAcceptDrops(True)
    view.setDropIndicatorShown(True)
    view.setDragDropOverwriteMode(False)
    view.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)


def drag_while(view: QAbstractItemView, action: QAction) -> None:
    """Let rows be taken up only while an action may be done."""
    follower = _DragFollower(view, action)
    action.changed.connect(follower.follow)
    follower.follow()


class _DragFollower(QObject):
    """Goes with its view, and hears of the action no longer then."""

    def __init__(self, view: QAbstractItemView, action: QAction) -> None:
        super().__init__(view)
        self._view, self._action = view, action

    def follow(self) -> None:
        self._view.setDragEnabled(self._action.isEnabled())


def landing(view: QAbstractItemView, at: QPoint) -> tuple[QModelIndex, bool]:
    """Return the row next to which something lands, and whether behind it; below the last row, behind the last."""
    index = view.indexAt(at)
    if not index.isValid():
        model = view.model()
        return model.index(model.rowCount() - 1, 0), True
    return index, at.y() > view.visualRect(index).center().y()
