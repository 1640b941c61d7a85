"""The advice of one case on paper: by topic in two columns, then differences, open questions, deadlines and gaps."""

from collections.abc import Sequence
from typing import Final

from reportlab.platypus import Flowable, KeepTogether, Spacer

from mdt_desk.reports.case_advice import AdviceLine, AdviceWords, Difference
from mdt_desk.reports.flowables import balanced, column_width, grid
from mdt_desk.reports.fonts import Face
from mdt_desk.reports.press import DARK_INK, SOFT_INK, Press
from mdt_desk.reports.style import PAGE_HEIGHT, TEXT_WIDTH
from mdt_desk.reports.text import Span

_GAP: Final = 16.0
_BELOW: Final = 4.0
_ABOVE: Final = 2.5
_FEW: Final = 3
"""So few lines are not worth a second column."""
_PORTION: Final = 2
"""So many pieces of advice fill a portion that stays on one page."""
_TOGETHER: Final = range(6, 11)
"""So many lines are shared out over two columns at once."""


def advice_block(words: AdviceWords) -> list[Flowable]:
    """Return the advice; each of its parts stays on one page where that is possible."""
    press = words.press
    opening, *others = _portions(press, words.topics())
    lead: list[Flowable] = [
        *press.small(press.say("case.assessed", moment=press.wording.moment(words.assessment.assessed_at))),
        *press.gate.paragraphs(words.head(), press.styles.small, Face.BOLD),
        Spacer(0, 2),
    ]
    none = press.small(press.say("advice.silent")) if not opening else []
    story: list[Flowable] = [
        KeepTogether([press.heading("case.advice"), *lead, *_columns(opening), *none]),
        *(KeepTogether(_columns(each)) for each in others),
        Spacer(0, _BELOW),
    ]
    differing = [part for each in words.differences() for part in _difference(press, each)]
    heading = _heading(press, press.say("advice.others"))
    counts = press.small(words.counts())
    story.append(KeepTogether([heading, *_columns(differing), *counts, Spacer(0, _BELOW)]))
    for title, lines in words.notes():
        first, *rest = _listed(press, lines)
        story += [KeepTogether([_heading(press, title), first]), *rest, Spacer(0, _BELOW)]
    return story


def _portions(press: Press, topics: Sequence[tuple[str, tuple[AdviceLine, ...]]]) -> list[list[Flowable]]:
    """Return topics some at a time, in order: pages may end between two portions; one that is empty for none."""
    portions: list[list[Flowable]] = [[]]
    taken = 0
    for topic, lines in topics:
        if taken >= _PORTION:
            portions.append([])
            taken = 0
        portions[-1] += _topic(press, topic, lines)
        taken += len(lines)
    return portions


def _listed(press: Press, lines: Sequence[str]) -> list[Flowable]:
    """Return lines in two columns, a few at a time: pages may end between them, and no row leaves a hole."""
    cells = [line for each in lines for line in press.small(f"–  {each}")]
    if len(cells) <= _FEW:
        return [grid([[cell] for cell in cells], [TEXT_WIDTH])]
    column = column_width(TEXT_WIDTH, _GAP, 2)
    heights = [cell.wrap(column, PAGE_HEIGHT)[1] for cell in cells]
    made: list[Flowable] = []
    while cells:
        count = _even(heights)
        made.append(balanced(cells[:count], TEXT_WIDTH, gap=_GAP))
        cells, heights = cells[count:], heights[count:]
    return made


def _even(heights: Sequence[float]) -> int:
    """Return how many of these lines, from the first, fill two columns most evenly and leave no line or two behind."""
    if len(heights) < _TOGETHER.stop:
        return len(heights)

    def hole(count: int) -> float:
        whole = sum(heights[:count])
        return min(abs(whole - 2 * sum(heights[:left])) for left in range(1, count))

    return min(
        (count for count in _TOGETHER if len(heights) - count > _FEW), key=hole, default=_TOGETHER.start
    )


def _columns(parts: Sequence[Flowable]) -> list[Flowable]:
    return [balanced(parts, TEXT_WIDTH, gap=_GAP)] if len(parts) > _FEW else list(parts)


def _heading(press: Press, text: str, *, above: float = 0) -> Flowable:
    heading = press.spans((Span(text=text, face=Face.BOLD, colour=DARK_INK),), small=True)
    heading.keepWithNext = 1
    heading.spaceBefore = above
    return heading


def _topic(press: Press, topic: str, lines: Sequence[AdviceLine]) -> list[Flowable]:
    return [_heading(press, topic, above=_ABOVE), *(_advice(press, each) for each in lines)]


def _advice(press: Press, line: AdviceLine) -> Flowable:
    spans = (
        Span(text=f"{line.mark} "),
        Span(text=line.action, face=Face.BOLD, colour=DARK_INK),
        Span(text=f"{line.how}. ", colour=DARK_INK),
        Span(text=line.basis, colour=SOFT_INK),
    )
    return press.spans(spans, small=True)


def _difference(press: Press, each: Difference) -> list[Flowable]:
    spans = [Span(text=f"{each.topic}: {each.kind}. ", face=Face.BOLD, colour=DARK_INK)]
    for guideline, said in each.positions:
        spans += [Span(text=f"{guideline}: "), Span(text=f"{said}. ", colour=DARK_INK)]
    if each.leading:
        spans.append(Span(text=each.leading))
    return [press.spans(spans, small=True)]
