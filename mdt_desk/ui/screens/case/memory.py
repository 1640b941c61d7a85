"""What the presenter of the case screen remembers between two intents: one frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case
from mdt_desk.domain.explain import Effect
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.spine import Level
from mdt_desk.domain.three_way import Clash
from mdt_desk.ui.screens.case.history import History
from mdt_desk.usecases.ports import StoredCase
from mdt_desk.usecases.touched import Touch

LEVEL = "lesions.level"
"""The path under which the field for a new vertebra keeps what was typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was typed and not taken: the text stays where it is until somebody changes it.

    ``picked``: it was chosen and not typed, and could not be kept; the text is its value as a case file spells it.
    """

    text: str
    part: object = UNKNOWN
    problem: str = ""
    picked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What was typed before the program stopped and never kept: when, and what by its path."""

    at: datetime
    fields: Mapping[str, Draft]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """What would change an answer about these facts; no effects: they were asked for and are not there yet."""

    case: Case
    asked_for: Assessment
    effects: tuple[Effect, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """Everything remembered about the open case.

    Attributes:
        stored: the case as it is kept; ``sent`` is what is on its way there.
        discussed_at: when a meeting last decided about the case.
        saved_at: when something was last kept in this sitting.
        failure: why the last attempt failed, as a sentence.
        clashes: what somebody else changed too, until somebody chooses; ``touches`` is who changed the case when.
        crossed: what somebody else changed while it is being typed here, so that it is asked if it comes to that.
        taken_over: what others changed and nobody here did, until that was seen.
        assessed: the facts that ``assessment`` speaks about.
        pictures: survival figures by the classes they show.
        recovered: what is offered again after the program stopped while somebody typed.
        opened: advice and scores of which everything is shown; ``effects`` is what would change them.

    """

    stored: StoredCase
    history: History
    meeting_at: datetime
    discussed_at: datetime | None = None
    drafts: Mapping[str, Draft] = field(default_factory=lambda: MappingProxyType({}))
    level: Level | None = None
    sent: Case | None = None
    saved_at: datetime | None = None
    failure: str = ""
    clashes: tuple[Clash, ...] = ()
    crossed: tuple[Clash, ...] = ()
    touches: tuple[Touch, ...] = ()
    taken_over: tuple[str, ...] = ()
    assessment: Assessment | None = None
    assessed: Case | None = None
    pictures: Mapping[frozenset[int], bytes] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    opened: frozenset[str] = frozenset()
    effects: Mapping[str, Explained] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    reveal: tuple[int, str] = (0, "")
    recovered: Recovered | None = None

    @property
    def case(self) -> Case:
        """Return the present facts with the dated history that is kept of them."""
        return replace(self.history.present, recorded=self.stored.case.recorded)
