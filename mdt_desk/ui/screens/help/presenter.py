"""Write the help from the table of actions and the texts of a language."""

from collections.abc import Callable
from itertools import zip_longest
from typing import Final

from mdt_desk.ui.actions import ACTIONS, ActionSpec
from mdt_desk.ui.screens.help.manual import manual_chapters
from mdt_desk.ui.screens.help.models import models_chapter
from mdt_desk.ui.screens.help.scores import scores_chapter
from mdt_desk.ui.screens.help.state import Chapter, HelpState, ManualPage
from mdt_desk.usecases.ports import Words

_PAIN: Final = 5
_DEFICIT: Final = 12
_REFERRED: Final = 6
_QUESTIONS: Final = ("stability", "survival", "paralysis", "team")
_GUIDELINES: Final = {"erasmus": "erasmus-2022", "lwno": "lwno-2015", "nice": "nice-ng234", "noms": "noms"}


_OWN_KEYS: Final = {
    "arrows": "shell.place.queue",
    "enter": "shell.place.queue",
    "sections": "shell.place.case",
    "panes": "shell.place.case",
    "spine": "shell.place.case",
    "room_case": "help.shortcuts.room",
    "room_page": "help.shortcuts.room",
    "room_jump": "help.shortcuts.room",
    "room_blank": "help.shortcuts.room",
    "room_leave": "help.shortcuts.room",
}
"""Keys that a screen answers by itself, and where."""

LAST: Final = 1_000
"""Whatever chapter stands last: the one about the rules, once they were read."""


def help_state(
    texts: Words,
    spelled: Callable[[str], str],
    chapter: int = 0,
    *,
    manual: tuple[ManualPage, ...] = (),
    support: Chapter | None = None,
    rules: Chapter | None = None,
) -> HelpState:
    """Return every chapter; ``spelled`` names a shortcut as this computer's keyboards do."""
    chapters = [
        _shortcuts(texts, spelled),
        _differential(texts),
        _referred(texts),
        _methods(texts),
        models_chapter(texts),
        scores_chapter(texts),
        *manual_chapters(manual, texts),
    ]
    chapters += [each for each in (support, rules) if each is not None]
    return HelpState(chapters=tuple(chapters), open=min(chapter, len(chapters) - 1))


def _shortcuts(texts: Words, spelled: Callable[[str], str]) -> Chapter:
    own = tuple(
        (
            texts.get(f"help.shortcuts.{each}_keys"),
            texts.get(f"help.shortcuts.{each}"),
            texts.get(place),
        )
        for each, place in _OWN_KEYS.items()
    )
    table = tuple(
        (spelled(each.shortcut), texts.get(each.key), _where(each, texts))
        for each in ACTIONS
        if each.shortcut
    )
    return Chapter(
        title=texts.get("help.shortcuts.title"),
        intro=texts.get("help.shortcuts.intro"),
        headings=tuple(texts.get(f"help.shortcuts.{each}") for each in ("keys", "does", "where")),
        rows=(*table, *own),
    )


def _where(action: ActionSpec, texts: Words) -> str:
    if action.place is None:
        return texts.get("help.shortcuts.everywhere")
    return texts.get(f"shell.place.{action.place}")


def _differential(texts: Words) -> Chapter:
    pain, deficit = _rows(texts, "differential.pain", _PAIN), _rows(texts, "differential.deficit", _DEFICIT)
    return Chapter(
        title=texts.get("help.differential.title"),
        intro=texts.get("help.differential.intro"),
        headings=(texts.get("help.differential.pain"), texts.get("help.differential.deficit")),
        rows=tuple(zip_longest(pain, deficit, fillvalue="")),
        source=texts.get("help.differential.source"),
    )


def _referred(texts: Words) -> Chapter:
    felt, look = _rows(texts, "referred.felt", _REFERRED), _rows(texts, "referred.look", _REFERRED)
    return Chapter(
        title=texts.get("help.referred.title"),
        intro=texts.get("help.referred.intro"),
        headings=(texts.get("help.referred.felt"), texts.get("help.referred.look")),
        rows=tuple(zip(felt, look, strict=True)),
        source=texts.get("help.referred.source"),
    )


def _methods(texts: Words) -> Chapter:
    names = tuple(texts.get(f"guideline.{each}.name") for each in _GUIDELINES.values())
    return Chapter(
        title=texts.get("help.methods.title"),
        intro=texts.get("help.methods.intro"),
        headings=(texts.get("help.methods.question"), *names),
        rows=tuple(
            tuple(texts.get(f"help.methods.{each}.{part}") for part in ("question", *_GUIDELINES))
            for each in _QUESTIONS
        ),
        source=texts.get("help.methods.source"),
    )


def _rows(texts: Words, table: str, count: int) -> tuple[str, ...]:
    return tuple(texts.get(f"help.{table}_rows.r{number}") for number in range(1, count + 1))
