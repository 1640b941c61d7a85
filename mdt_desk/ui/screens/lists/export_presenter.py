"""What can go out, as which kind of file."""

from mdt_desk.ui.screens.lists.state import ExportState
from mdt_desk.usecases.lists import FORMATS, Format, What
from mdt_desk.usecases.ports import Words


def export_state(
    what: What, kind: Format, texts: Words, *, busy: bool = False, done: str = ""
) -> ExportState:
    """Return what the export shows."""
    return ExportState(
        what=what,
        format=kind,
        formats=tuple((each, texts.get(f"lists.format.{each}")) for each in FORMATS[what]),
        said=texts.get(f"lists.export.said.{what}") + " " + texts.get(f"lists.export.as.{kind}"),
        busy=busy,
        done=done,
    )
