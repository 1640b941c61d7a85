"""The two tabs of what comes after the meeting."""

from mdt_desk.ui.actions import Place
from mdt_desk.ui.look import Look
from mdt_desk.ui.widgets.segments import Option, Segments

AFTERWARDS = (Place.FOLLOW, Place.INSIGHTS)


class PlaceTabs(Segments):
    """Signals ``chosen`` with the place that was picked."""

    def __init__(self, look: Look, place: Place) -> None:
        """Show which of the places one is in."""
        options = tuple(Option(value=each, text=look.text(f"shell.title.{each}")) for each in AFTERWARDS)
        super().__init__(options, look.text("follow.tabs"))
        self.show_value(place)
