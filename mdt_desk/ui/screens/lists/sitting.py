"""What an import remembers between a file and the queue."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mdt_desk.usecases.importing import Choice, Fate, ImportPlan, RowPlan
from mdt_desk.usecases.lists import Brought


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One list on its way in.

    ``chosen`` is the mapping of the columns, ``recalled`` whether it was used before; ``only`` narrows the preview.
    """

    brought: Brought | None = None
    chosen: tuple[str | None, ...] = ()
    recalled: bool = False
    plan: ImportPlan | None = None
    choices: Mapping[int, Choice] = field(default_factory=dict)
    only: Fate | None = None
    row: int | None = None
    skipping: bool = False
    problem: str = ""

    def mapped(self, column: int, target: str) -> "Sitting":
        """Return it with another meaning of one column."""
        chosen = list(self.chosen)
        chosen[column] = target or None
        return replace(self, chosen=tuple(chosen), problem="")

    def planned(self, plan: ImportPlan) -> "Sitting":
        """Return it with what would become of each row; the first that asks for somebody is in hand."""
        asks = (Fate.ALIKE, Fate.REFUSED, Fate.CHANGED, Fate.REFERRED_AGAIN, Fate.ADDED)
        first = next((row.number for fate in asks for row in plan.rows if row.fate is fate), None)
        return replace(self, plan=plan, choices={}, only=None, row=first, skipping=False, problem="")

    def chose(self, choice: Choice) -> "Sitting":
        """Return it with an answer for the row in hand."""
        if self.row is None:
            return self
        return replace(self, choices={**self.choices, self.row: choice})

    def toggled(self, fate: Fate) -> "Sitting":
        """Return it with only the rows of one fate shown, or with all again."""
        return replace(self, only=None if self.only is fate else fate)

    @property
    def rows(self) -> tuple[RowPlan, ...]:
        """Return the rows of the preview."""
        plan = () if self.plan is None else self.plan.rows
        return tuple(each for each in plan if self.only is None or each.fate is self.only)

    @property
    def in_hand(self) -> RowPlan | None:
        """Return the row whose detail is shown."""
        plan = () if self.plan is None else self.plan.rows
        return next((each for each in plan if each.number == self.row), None)

    @property
    def undecided(self) -> int:
        """Return how many rows still ask whether they are the same person."""
        plan = () if self.plan is None else self.plan.rows
        return sum(each.fate is Fate.ALIKE and each.number not in self.choices for each in plan)

    @property
    def refused(self) -> int:
        return 0 if self.plan is None else self.plan.count(Fate.REFUSED)

    @property
    def taking(self) -> int:
        """Return how many rows would change the queue."""
        if self.plan is None:
            return 0
        kept = {Choice.MERGE, Choice.KEEP_APART}
        return sum(
            self.choices.get(each.number) in kept
            if each.fate is Fate.ALIKE
            else each.fate not in {Fate.REFUSED, Fate.UNCHANGED}
            for each in self.plan.rows
        )
