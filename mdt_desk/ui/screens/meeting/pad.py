"""What lies on the table about one case: the draft, what was recorded of it, and suggested sentences."""

from dataclasses import dataclass, replace
from typing import Final

from mdt_desk.domain.meeting import Decision
from mdt_desk.domain.three_way import Clash
from mdt_desk.ui.screens.meeting.draft import EMPTY, Draft, draft_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A suggestion that was inserted or put away, so that it can be taken back."""

    key: str
    sentence: str
    inserted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pad:
    """One case on the table.

    Attributes:
        kept: the draft as it was last recorded.
        recorded: the decision that was recorded.
        keeping: it is being recorded now.
        problem: why it could not be recorded.
        steps: what was done with suggestions, newest last.
        clashes: what another desk wrote too, until somebody chooses.

    """

    draft: Draft = EMPTY
    kept: Draft = EMPTY
    recorded: Decision | None = None
    keeping: bool = False
    problem: str = ""
    steps: tuple[Step, ...] = ()
    clashes: tuple[Clash, ...] = ()

    @property
    def changed(self) -> bool:
        """Tell whether something is written that is not recorded."""
        return self.draft != self.kept

    @property
    def ready(self) -> bool:
        """Tell whether what is written can be recorded now."""
        complete = self.draft.decides and not self.draft.wrong
        return self.changed and complete and not (self.keeping or self.clashes)

    @property
    def handled(self) -> frozenset[str]:
        """Return the suggestions that were inserted or put away."""
        return frozenset(each.key for each in self.steps)


BLANK: Final = Pad()


def opened(decision: Decision | None, before: Pad = BLANK) -> Pad:
    """Return the pad of a case as it is kept; what is being written on the pad before stays."""
    if before.changed or before.keeping:
        return before
    if decision is None:
        return replace(BLANK, steps=before.steps)
    draft = draft_of(decision)
    return Pad(draft=draft, kept=draft, recorded=decision, steps=before.steps)


def drafted(pad: Pad, draft: Draft) -> Pad:
    """Return the pad with another draft; an earlier problem is tried again with it."""
    return replace(pad, draft=draft, problem="") if draft != pad.draft else pad


def keeping(pad: Pad) -> Pad:
    """Say that the draft is on its way."""
    return replace(pad, keeping=True, problem="")


def kept(pad: Pad, sent: Draft, decision: Decision) -> Pad:
    """Return the pad after ``sent`` was recorded; what was typed meanwhile is not recorded yet."""
    return replace(pad, kept=sent, recorded=decision, keeping=False, problem="")


def refused(pad: Pad, problem: str) -> Pad:
    """Return the pad after recording failed."""
    return replace(pad, keeping=False, problem=problem)


def reverted(pad: Pad) -> Pad:
    """Return to what was recorded."""
    return replace(pad, draft=pad.kept, problem="", clashes=())


def inserted(pad: Pad, key: str, sentence: str) -> Pad:
    """Write a suggested sentence below the team's own words."""
    words = pad.draft.own_words.rstrip()
    joined = f"{words}\n{sentence}" if words else sentence
    step = Step(key=key, sentence=sentence, inserted=True)
    return replace(drafted(pad, replace(pad.draft, own_words=joined)), steps=(*pad.steps, step))


def dismissed(pad: Pad, key: str) -> Pad:
    """Put a suggestion away."""
    return replace(pad, steps=(*pad.steps, Step(key=key, sentence="", inserted=False)))


def taken_back(pad: Pad) -> Pad:
    """Undo the last insertion or dismissal; an inserted sentence that was edited since stays as it is."""
    if not pad.steps:
        return pad
    last = pad.steps[-1]
    pad = replace(pad, steps=pad.steps[:-1])
    lines = pad.draft.own_words.split("\n")
    if not last.inserted or last.sentence not in lines:
        return pad
    at = len(lines) - 1 - lines[::-1].index(last.sentence)
    words = "\n".join((*lines[:at], *lines[at + 1 :]))
    return drafted(pad, replace(pad.draft, own_words=words))
