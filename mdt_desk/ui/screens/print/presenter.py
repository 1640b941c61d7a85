"""Turn what was chosen into the state of the print screen, and say what keeps a leaflet from being printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import LeafletGiven
from mdt_desk.ui.moments import day
from mdt_desk.ui.print_run import NO_RUN, Run
from mdt_desk.ui.screens.close.state import NO_PAPER, Paper
from mdt_desk.ui.screens.meeting.draft import due_of
from mdt_desk.ui.screens.print.state import (
    Also,
    Asked,
    ContactShown,
    FoundPatient,
    GivenShown,
    Log,
    PrintState,
    Sheet,
)
from mdt_desk.ui.wording.moments import typed_day
from mdt_desk.ui.wording.people import identity_text, name_text
from mdt_desk.usecases.ports import StoredCase, Words
from mdt_desk.usecases.preferences import Contact, Preferences

_REMEMBERED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the screen knows beside what was chosen.

    ``now`` is local time, ``languages`` have a leaflet, ``letter`` tells whether there is a decision to write about.
    """

    texts: Words
    now: datetime
    preferences: Preferences
    languages: tuple[str, ...]
    case: StoredCase | None = None
    found: tuple[StoredCase, ...] = ()
    given: tuple[LeafletGiven, ...] = ()
    preview: bytes = b""
    busy: bool = False
    problem: str = ""
    saved: Paper = NO_PAPER
    run: Run = NO_RUN
    letter: bool = False


def print_state(asked: Asked, around: Around) -> PrintState:
    """Return the whole screen."""
    texts, today = around.texts, around.now.date()
    contacts = contacts_shown(texts, around.preferences, today)
    stored = around.case
    return PrintState(
        asked=asked,
        patient=texts.get("print.nobody") if stored is None else name_text(texts, stored.case),
        identity="" if stored is None else identity_text(texts, stored.case, today),
        found=tuple(_found(texts, each, today) for each in around.found),
        languages=tuple((each, texts.get(f"language.{each}")) for each in around.languages),
        uk_additions=uk_additions(asked, around.preferences),
        contacts=contacts,
        refused=" ".join(each.problem for each in contacts if each.problem),
        preview=around.preview,
        busy=around.busy,
        problem=around.problem,
        saved=around.saved,
        offered=_offered(asked, around),
        run=around.run,
        today=typed_day(today),
        log_missing=_log_missing(asked, around),
        given=tuple(_given(around, each) for each in around.given[: -_REMEMBERED - 1 : -1]),
    )


def contacts_shown(texts: Words, preferences: Preferences, today: date) -> tuple[ContactShown, ...]:
    """Return the two telephone numbers, each with what is wrong with it."""
    both = (("day", preferences.contact_day), ("night", preferences.contact_night))
    return tuple(_contact(texts, which, contact, today) for which, contact in both)


def uk_additions(asked: Asked, preferences: Preferences) -> bool:
    """Tell whether the additions are printed: as chosen here, or else as the settings say."""
    return preferences.leaflet_uk_additions if asked.uk_additions is None else asked.uk_additions


def language_for(stored: StoredCase | None, languages: Sequence[str], fallback: str) -> str:
    """Return the language to begin with: the patient's own where there is a leaflet in it."""
    own = None if stored is None else stored.case.patient.language
    if isinstance(own, str) and own in languages:
        return own
    return fallback if fallback in languages else languages[0]


def sheet_for(stored: StoredCase | None) -> Sheet:
    """Return what to begin with: large print for who needs it."""
    if stored is not None and stored.case.patient.large_print is True:
        return Sheet.LARGE
    return Sheet.LEAFLET


def log_of(asked: Asked, today: date) -> Log | None:
    """Return what is to be logged, or None while something is missing."""
    given_on = given_day(asked, today)
    if given_on is None or not asked.given_by.strip():
        return None
    if asked.teach_back is UNKNOWN or asked.card is UNKNOWN:
        return None
    return Log(
        given_by=asked.given_by.strip(),
        given_on=given_on,
        language=asked.language,
        large_print=asked.leaflet is Sheet.LARGE,
        card=asked.card,
        teach_back=asked.teach_back,
    )


def given_day(asked: Asked, today: date) -> date | None:
    """Return the day that was typed, today when nothing was; None: it is no day, or lies ahead."""
    if not asked.given_on.strip():
        return today
    found = due_of(asked.given_on)
    return None if found is None or found > today else found


def _offered(asked: Asked, around: Around) -> tuple[Also, ...]:
    card = () if asked.sheet is Sheet.CARD else (Also.CARD,)
    return (*card, *((Also.LETTER,) if around.letter else ()))


def _contact(texts: Words, which: str, contact: Contact | None, today: date) -> ContactShown:
    when = texts.get(f"print.contact.{which}")
    if contact is None:
        problem = texts.get(f"refused.leaflet.{which}_missing")
        return ContactShown(when=when, name="", telephone="", verified="", problem=problem)
    verified = day(contact.verified_on, texts)
    problem = ""
    if not contact.usable(today):
        problem = texts.get(f"refused.leaflet.{which}_not_verified", verified_on=verified)
    return ContactShown(
        when=when,
        name=contact.name,
        telephone=contact.telephone,
        verified=texts.get("print.contact.verified", day=verified, name=contact.verified_by),
        problem=problem,
    )


def _found(texts: Words, stored: StoredCase, today: date) -> FoundPatient:
    return FoundPatient(
        id=stored.id, name=name_text(texts, stored.case), identity=identity_text(texts, stored.case, today)
    )


def _log_missing(asked: Asked, around: Around) -> str:
    today = around.now.date()
    if log_of(asked, today) is not None:
        return ""
    key = "answers"
    if not asked.given_by.strip():
        key = "name"
    elif given_day(asked, today) is None:
        key = "day"
    return around.texts.get(f"print.log.missing.{key}")


def _given(around: Around, given: LeafletGiven) -> GivenShown:
    texts = around.texts
    at = given.given_at.astimezone(around.now.tzinfo).date()
    what = texts.get(f"print.sheet.{Sheet.LARGE if given.large_print else Sheet.LEAFLET}")
    parts = [
        day(at, texts),
        what,
        *([texts.get("print.sheet.card")] if given.card else []),
        texts.get(f"language.{given.language}") if given.language in around.languages else given.language,
        *([texts.get("print.log.version", version=given.version)] if given.version else []),
        *([texts.get("print.log.again")] if given.reprint else []),
        texts.get("print.log.by", name=given.given_by),
        texts.get("print.log.understood" if given.teach_back else "print.log.not_checked"),
    ]
    return GivenShown(text=" · ".join(parts))
