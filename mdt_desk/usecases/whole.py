"""Numbers that stay on one line with what they count: "1 × 8 Gy", "34 g/L", "37 %"."""

import re
from typing import Final

_FIXED: Final = "\u00a0"
_UNITS: Final = r"Gy|%|g/L|mg|mm|cm|kg|h|hours?|uur"
_WITH_UNIT: Final = re.compile(rf"(?<=\d) (?=(?:{_UNITS})(?![^\W\d_]))")
_TIMES: Final = re.compile(r"(?<=\d) ([×x]) (?=\d)")


def kept_whole(text: str) -> str:
    """Return the text with fixed spaces inside doses and before units; no letter is added or lost."""
    if not any(each.isdigit() for each in text):
        return text
    return _TIMES.sub(rf"{_FIXED}\1{_FIXED}", _WITH_UNIT.sub(_FIXED, text))
