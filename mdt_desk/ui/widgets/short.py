"""Texts that somebody typed, on buttons and in tool tips: cut to a length, and never taken for anything else."""

from typing import Final

_LETTERS: Final = 36


def short(text: str, letters: int = _LETTERS) -> str:
    """Return a text on one line, cut to a number of letters."""
    line = " ".join(text[: 8 * letters].split())
    return line if len(line) <= letters else f"{line[: letters - 1].rstrip()}…"


def caption(text: str, letters: int = _LETTERS) -> str:
    """Return a text as a button shows it: an ampersand stays one."""
    return short(text, letters).replace("&", "&&")


def tip(text: str) -> str:
    """Return a text as a tool tip that Qt cannot take for markup."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<qt>{escaped}</qt>"


def plain_tip(text: str) -> str:
    """Return a text as a tool tip, as it is where Qt could not take it for markup."""
    return tip(text) if "<" in text else text
