"""What is looked up about many cases at once; none of it is for the GUI thread."""

from collections.abc import Iterable

from mdt_desk.domain.meeting import CaseId
from mdt_desk.domain.mixups import Named, Pair, pairs
from mdt_desk.ui.screens.queue.attention import Beside, named_in
from mdt_desk.ui.screens.queue.sheet import PAGE
from mdt_desk.usecases.briefs import Brief, Known, Lines, Wanted
from mdt_desk.usecases.errors import KnownError
from mdt_desk.usecases.ports import CaseQueue
from mdt_desk.usecases.waking import woken_cases

BY_NAME = Wanted(column="patient")
NOT_READY = Wanted(ready=(1, 2))


class Unreadable:
    """Which cases cannot be read: they are named above the table, and nobody tries to judge them."""

    def __init__(self) -> None:
        """Know of none."""
        self.lines: set[int] = set()
        self.errors: tuple[KnownError, ...] = ()

    def note_rows(self, briefs: Iterable[Brief]) -> None:
        """Remember those among rows that were read."""
        found = {each.number: each.refused for each in briefs if each.refused is not None}
        self.note(found.values(), found)

    def note(self, errors: Iterable[KnownError], lines: Iterable[int] = ()) -> bool:
        """Remember what was refused, and tell whether that is new."""
        self.lines.update(lines)
        said = {str(each.params): each for each in (*self.errors, *errors)}
        new = len(said) != len(self.errors)
        self.errors = tuple(said.values())
        return new


def everyone(lines: Lines, wanted: Wanted, known: Known) -> tuple[Brief, ...]:
    """Return every case that is wanted and can be read, in its order."""
    numbers = lines.numbers(wanted, known)
    pages = (lines.page(numbers[at : at + PAGE], known) for at in range(0, len(numbers), PAGE))
    return tuple(each for page in pages for each in page if each.refused is None)


def look_beside(queue: CaseQueue, known: Known) -> Beside:
    """Find who is easily taken for whom, and who is back."""
    lines, woken = queue.lines, woken_cases(queue)
    mixups: tuple[Pair, ...] = pairs(
        {
            CaseId(each.id): Named(family=each.family or "", given=each.given or "", born=each.born)
            for each in lines.names()
        }
    )
    wanted = (lines.number_of(each) for each in named_in(woken, mixups))
    briefs = lines.page([each for each in wanted if each is not None], known)
    return Beside(woken=woken, mixups=mixups, briefs={each.id: each for each in briefs})
