"""The places of the window where lists come in and results go out."""

from pathlib import Path

from mdt_desk.ui.desk import Desk, Screen
from mdt_desk.ui.papers import papers_folder
from mdt_desk.ui.screens.lists.export_screen import ExportScreen
from mdt_desk.ui.screens.lists.screen import ImportScreen


def list_places(desk: Desk, papers: Path | None = None) -> tuple[Screen, ...]:
    """Return both places; none where the desk reads and writes no lists."""
    lists = desk.services.lists
    if lists is None:
        return ()
    folder = papers if papers is not None else papers_folder()
    return (ImportScreen(desk, lists), ExportScreen(desk, lists, folder))
