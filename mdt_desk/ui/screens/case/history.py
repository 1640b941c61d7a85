"""Every step of a case, to walk back and forth; a value that knows no limit."""

from dataclasses import dataclass, replace

from mdt_desk.domain.case import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A case as it was, and the fact whose change led away from it or to it."""

    case: Case
    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The present case with what came before and what was taken back.

    Attributes:
        open_fact: the fact whose typing still goes on: its next change replaces the present instead of
            adding a step.

    """

    present: Case
    past: tuple[Step, ...] = ()
    future: tuple[Step, ...] = ()
    open_fact: str = ""

    @property
    def undoes(self) -> str:
        """Return the fact that the next step back concerns, or nothing."""
        return self.past[-1].fact if self.past else ""

    @property
    def redoes(self) -> str:
        """Return the fact that the next step forward concerns, or nothing."""
        return self.future[-1].fact if self.future else ""

    def changed(self, case: Case, fact: str, *, going_on: bool = False) -> "History":
        """Add a step; while typing in one field goes on, all of it is one step."""
        if case == self.present:
            return replace(self, open_fact=fact if going_on else "")
        past = (
            self.past
            if self.open_fact == fact and self.past
            else (
                *self.past,
                Step(case=self.present, fact=fact),
            )
        )
        return History(present=case, past=past, open_fact=fact if going_on else "")

    def settled(self) -> "History":
        """End the step that typing still added to."""
        return replace(self, open_fact="")

    def undone(self) -> "History":
        """Go one step back; at the beginning nothing happens."""
        if not self.past:
            return self
        step = self.past[-1]
        ahead = Step(case=self.present, fact=step.fact)
        return History(present=step.case, past=self.past[:-1], future=(*self.future, ahead))

    def redone(self) -> "History":
        """Go one step forward again; at the end nothing happens."""
        if not self.future:
            return self
        step = self.future[-1]
        behind = Step(case=self.present, fact=step.fact)
        return History(present=step.case, past=(*self.past, behind), future=self.future[:-1])
