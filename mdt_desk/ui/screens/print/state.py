"""Everything the print screen shows, as frozen values: the view adds nothing to it."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from mdt_desk.domain.facts import UNKNOWN, Unknown
from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.print_run import NO_RUN, Run
from mdt_desk.ui.screens.close.state import NO_PAPER, Paper


class Sheet(StrEnum):
    """What can be printed; its word is ``print.sheet.<value>``."""

    LEAFLET = "leaflet"
    LARGE = "large"
    CARD = "card"


class Also(StrEnum):
    """What can be printed in one go with the leaflet; its word is ``print.with.<value>``."""

    CARD = "card"
    LETTER = "letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was chosen and typed; ``teach_back`` and ``card`` are UNKNOWN until somebody answers.

    Attributes:
        leaflet: which leaflet was last chosen: that is what is given, also while the card is looked at.
        uk_additions: None: as the settings say.

    """

    case: CaseId | None = None
    language: str = ""
    sheet: Sheet = Sheet.LEAFLET
    leaflet: Sheet = Sheet.LEAFLET
    uk_additions: bool | None = None
    also: frozenset[Also] = frozenset()
    sought: str = ""
    given_by: str = ""
    given_on: str = ""
    teach_back: bool | Unknown = UNKNOWN
    card: bool | Unknown = UNKNOWN

    def unanswered(self) -> "Asked":
        """Return it without what was answered about one patient, which is never logged about the next."""
        return replace(self, given_on="", teach_back=UNKNOWN, card=UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPatient:
    """A patient that was sought, with the two identifiers."""

    id: CaseId
    name: str
    identity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactShown:
    """One of the two telephone numbers on the leaflet; ``problem``: why it must not be printed."""

    when: str
    name: str
    telephone: str
    verified: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenShown:
    """A leaflet that was handed over."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintState:
    """The whole screen.

    Attributes:
        identity: the two identifiers; empty without a patient.
        refused: why nothing can be printed; empty when it can.
        preview: the document as it would be saved; empty while there is none.
        offered: what can be printed in one go with it.
        run: how far printing is.
        log_missing: what is still needed before it can be logged; empty when nothing is.

    """

    asked: Asked = Asked()
    patient: str = ""
    identity: str = ""
    found: tuple[FoundPatient, ...] = ()
    languages: tuple[tuple[str, str], ...] = ()
    uk_additions: bool = False
    contacts: tuple[ContactShown, ...] = ()
    refused: str = ""
    preview: bytes = b""
    busy: bool = False
    problem: str = ""
    saved: Paper = NO_PAPER
    offered: tuple[Also, ...] = ()
    run: Run = NO_RUN
    today: str = ""
    log_missing: str = ""
    given: tuple[GivenShown, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """A leaflet as it is to be logged."""

    given_by: str
    given_on: date
    language: str
    large_print: bool
    card: bool
    teach_back: bool
