"""What every view needs to draw itself: the words of a language and the tokens of a theme."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mdt_desk.ui.theme import Tokens

if TYPE_CHECKING:
    from mdt_desk.usecases.ports import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Language and theme together; a view is built for one look and rebuilt for another."""

    texts: "Words" = field(repr=False)
    tokens: Tokens = field(repr=False)

    def text(self, key: str, **params: object) -> str:
        """Return the text of a key in the chosen language."""
        return self.texts.get(key, **params)
