"""Check digits of national patient numbers."""

from typing import Final

_BSN_DIGITS: Final = 9
_NHS_DIGITS: Final = 10
_ELEVEN: Final = 11


def _digits(text: str, length: int) -> list[int] | None:
    if len(text) != length or not (text.isascii() and text.isdigit()):
        return None
    return [int(each) for each in text]


def is_bsn(text: str) -> bool:
    """Tell whether nine ASCII digits pass the eleven-test of the Dutch citizen number; all zero does not."""
    digits = _digits(text, _BSN_DIGITS)
    if digits is None or not any(digits):
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * digit for weight, digit in zip(weights, digits, strict=True)) % _ELEVEN == 0


def is_nhs_number(text: str) -> bool:
    """Tell whether ten ASCII digits pass the modulus-11 test of an NHS number; ten equal digits do not."""
    digits = _digits(text, _NHS_DIGITS)
    if digits is None or len(set(digits)) == 1:
        return False
    weighted = sum((10 - place) * digit for place, digit in enumerate(digits[:9]))
    check = (_ELEVEN - weighted % _ELEVEN) % _ELEVEN
    return check == digits[9]
