"""What the help shows: chapters, each with one table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One page of the help; ``source`` is empty where the program speaks of itself."""

    title: str
    intro: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpState:
    """Every chapter, and which one is open."""

    chapters: tuple[Chapter, ...]
    open: int = 0
