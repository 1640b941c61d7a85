"""What two rulebooks say differently: a document, and the same on lines of text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from mdt_desk.domain.assessment import RuleSet
from mdt_desk.reports.breaking import Led
from mdt_desk.reports.flowables import Cell, Command, Start, grid
from mdt_desk.reports.fonts import Face
from mdt_desk.reports.furniture import Furniture
from mdt_desk.reports.press import Press
from mdt_desk.reports.style import INK, RULE, TEXT_WIDTH, TINT
from mdt_desk.reports.words import Wording
from mdt_desk.usecases.numbering import number_of
from mdt_desk.usecases.preferences import Release
from mdt_desk.usecases.release import release_text
from mdt_desk.usecases.rulebooks import ToldChange, ToldDifference

_LETTER: Final = "D"
_WHAT: Final = 44 * mm
_SIDE: Final = (TEXT_WIDTH - _WHAT) / 2
_LINES: Final[tuple[Command, ...]] = (
    ("BACKGROUND", (0, 0), (-1, 0), TINT),
    ("LINEABOVE", (0, 0), (-1, 0), 0.8, INK),
    ("LINEBELOW", (0, 0), (-1, -1), 0.3, RULE),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 7),
    ("LEFTPADDING", (0, 0), (0, -1), 3),
)


def _named(rules: RuleSet) -> str:
    return f"{rules.version} ({rules.hash})"


def difference_lines(told: ToldDifference, wording: Wording, status: str) -> Iterator[str]:
    """Return a difference on lines of text below ``status``, the newer rule set named first."""

    def say(key: str, **params: object) -> str:
        return wording.get(f"rulebook.difference.{key}", **params)

    yield status
    yield say("lead", before=_named(told.before), after=_named(told.after))
    yield say("count", count=len(told.changes)) if told.changes else say("none")
    for each in told.changes:
        yield ""
        yield say("line", chapter=each.chapter, title=each.title, what=_kind(each, wording))
        yield "  " + say("line_before", text=each.before or say("absent"))
        yield "  " + say("line_after", text=each.after or say("absent"))
        if each.cited:
            yield f"  {each.cited}"


def _kind(change: ToldChange, wording: Wording) -> str:
    return f"{change.what}, {wording.get(f'rulebook.difference.kind.{change.kind}')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceBook:
    """Lays out one difference."""

    press: Press
    told: ToldDifference
    owner: str
    language: str
    made_at: datetime
    release: Release | None

    def furniture(self) -> Furniture:
        """Return what stands on every page: the newer rule set among it."""
        press = self.press
        on = self.made_at.astimezone(press.wording.zone).date()
        made = press.say("made", moment=press.wording.moment(self.made_at))
        content = (self.language, self.told.before.hash, self.told.after.hash)
        return Furniture(
            title=f"{self._say('name')} · {press.wording.day(on)}",
            owner=self.owner,
            status=release_text(self.release, press.wording.words, on),
            notes=(press.say("intended_use"),),
            number=number_of(_LETTER, on, content),
            rules=f"{press.rules_line(self.told.after)} · {made}",
            page=press.say("page", page="{page}"),
            language=self.language,
            author=press.wording.get("app.name"),
            made_at=self.made_at,
        )

    def story(self) -> list[Flowable]:
        """Return every change, guideline by guideline."""
        told, press = self.told, self.press
        lead = self._say("lead", before=_named(told.before), after=_named(told.after))
        count = self._say("count", count=len(told.changes)) if told.changes else self._say("none")
        story: list[Flowable] = [
            Start(key="difference", outline=self._say("name")),
            *press.gate.paragraphs(self._say("title"), press.styles.title, Face.BOLD),
            Spacer(0, 4),
            *press.body(lead),
            *press.body(count, Face.BOLD),
        ]
        for chapter, changes in groupby(
            sorted(told.changes, key=lambda each: each.chapter), key=lambda each: each.chapter
        ):
            heading = press.gate.paragraph(chapter, press.styles.heading, Face.BOLD)
            story += [Spacer(0, 9), Led([heading, Spacer(0, 3), self._table(tuple(changes))])]
        return story

    def _table(self, changes: Sequence[ToldChange]) -> Flowable:
        small = self.press.styles.small
        heads: list[Cell] = [
            self.press.gate.paragraphs(self._say(f"column_{each}"), small, Face.BOLD)
            for each in ("what", "before", "after")
        ]
        rows = [heads, *(self._row(each) for each in changes)]
        return grid(rows, [_WHAT, _SIDE, _SIDE], _LINES, heads=1)

    def _row(self, change: ToldChange) -> list[Cell]:
        press = self.press
        cited = press.small(change.cited) if change.cited else []
        title = press.gate.paragraphs(change.title, press.styles.small, Face.BOLD)
        return [
            [*title, *press.small(_kind(change, press.wording)), *cited],
            press.small(change.before or self._say("absent")),
            press.small(change.after or self._say("absent")),
        ]

    def _say(self, key: str, **params: object) -> str:
        return self.press.wording.get(f"rulebook.difference.{key}", **params)
