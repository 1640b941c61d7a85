"""Yes, no, or not entered: never a check box, because an empty box would look like no."""

from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.ui.look import Look
from mdt_desk.ui.widgets.segments import Option, Segments

NOT_ENTERED = "–"
"""How a control shows that nobody entered a value; its accessible name says it in words."""


def not_entered(look: Look) -> Option:
    """Return the option that forgets the value."""
    return Option(value=UNKNOWN, text=NOT_ENTERED, spoken=look.text("answer.not_entered"))


class Answer(Segments):
    """A three-way answer; ``chosen`` carries True, False or UNKNOWN. Keys 1, 2, 3 or the arrows pick."""

    def __init__(self, look: Look, name: str, description: str = "") -> None:
        """Ask what ``name`` says."""
        options = (
            Option(value=True, text=look.text("answer.yes")),
            Option(value=False, text=look.text("answer.no")),
            not_entered(look),
        )
        super().__init__(options, name, description)
