"""Fold a text so that it is found however somebody types it: Yılmaz as yilmaz, Łukasz as lukasz."""

import unicodedata
from typing import Final

_LETTERS: Final = str.maketrans(
    {"ı": "i", "ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h"}
)


def fold(text: str) -> str:
    """Return the text in lower case without accents, with single spaces."""
    lowered = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(each for each in lowered if not unicodedata.combining(each))
    return " ".join(bare.translate(_LETTERS).split())


def squeezed(text: str) -> str:
    """Return a folded text without spaces and signs: van der Berg as vanderberg, d'Hondt as dhondt."""
    return "".join(each for each in fold(text) if each.isalnum())
