"""The composition root: the only place that knows every part, and puts them together."""

import os
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from mdt_desk.assets import digest_of, resource, rule_hash

if TYPE_CHECKING:
    from mdt_desk.domain.advice import Clock
    from mdt_desk.domain.assess import Rules
    from mdt_desk.domain.assessment import Assessment
    from mdt_desk.domain.case import Case
    from mdt_desk.domain.evidence import Document
    from mdt_desk.domain.explain import Effect
    from mdt_desk.domain.readiness import ReadinessState
    from mdt_desk.exchange.list_desk import ListDesk
    from mdt_desk.reports.rulebook_desk import RulebookDesk
    from mdt_desk.store.database import Database
    from mdt_desk.store.either import EitherDatabase
    from mdt_desk.store.queue import Queue
    from mdt_desk.store.server.database import ServerDatabase
    from mdt_desk.store.shelter import Shelter
    from mdt_desk.store.waiting import Waiting
    from mdt_desk.usecases.addresses import Place, ServerAddress
    from mdt_desk.usecases.entering import Door
    from mdt_desk.usecases.errors import KnownError
    from mdt_desk.usecases.insight_tools import InsightTools
    from mdt_desk.usecases.keys import KeyKeeper, QueueKey
    from mdt_desk.usecases.ports import CaseQueue, DeskServices, Documents, Settings
    from mdt_desk.usecases.ports import Clock as DeskClock
    from mdt_desk.usecases.preferences import Preferences
    from mdt_desk.usecases.support import Checked, Support, SupportTools

ZONE: Final = "Europe/Amsterdam"
"""Where days and weeks are counted, and where meetings are held."""

RULES_VERSION: Final = "2026.11"
"""Raised with every change of what a rule answers; the hash beside it changes with every number and rule."""


def load_rules(guidelines: Iterable[str] | None = None) -> "Rules":
    """Read the shipped numbers and citations of these guidelines, in this order; None: of all.

    Raises:
        KeyError: no guideline has this identifier.
        SourceRefusedError: a shipped file is incomplete.

    """
    from mdt_desk.domain.assess import Rules
    from mdt_desk.domain.assessment import RuleSet
    from mdt_desk.domain.guidelines.loading import load_source
    from mdt_desk.domain.guidelines.registry import GUIDELINES

    sources = []
    for name in GUIDELINES if guidelines is None else guidelines:
        tree = tomllib.loads(resource("guidelines", f"{name}.toml").read_text(encoding="utf-8"))
        sources.append(load_source(GUIDELINES[name], tree))
    return Rules(
        sources=tuple(sources),
        rule_set=RuleSet(version=RULES_VERSION, hash=rule_hash()),
        zone=ZoneInfo(ZONE),
    )


class SystemClock:
    """The clock of this computer."""

    def now(self) -> datetime:
        """Return this moment, aware, in UTC."""
        return datetime.now(UTC)


class FixedSettings:
    """Settings of one run that no file keeps, as a rehearsal needs them."""

    def __init__(self, preferences: "Preferences") -> None:
        self._preferences = preferences

    def current(self) -> "Preferences":
        return self._preferences

    def problems(self) -> tuple["KnownError", ...]:
        return ()

    def fixed(self) -> frozenset[str]:
        return frozenset()

    def save(self, preferences: "Preferences") -> None:
        self._preferences = preferences


def assess_as_set(
    settings: "Settings", guidelines: Iterable[str] | None = None
) -> "Callable[[Case, datetime, datetime], Assessment]":
    """Return how screens and documents assess: with the guideline leading that the settings name."""
    from mdt_desk.domain.assess import assess

    rules = load_rules(guidelines)
    by_id = {each.id: each for each in rules.sources}

    def assess_case(case: "Case", at: datetime, meeting_at: datetime) -> "Assessment":
        chosen = settings.current()
        order = dict.fromkeys((chosen.leading_guideline, *chosen.other_guidelines, *by_id))
        ordered = replace(rules, sources=tuple(by_id[each] for each in order if each in by_id))
        return assess(case, at, meeting_at, ordered)

    return assess_case


class RuleExplanations:
    """What the rules would answer instead; the order of the guidelines does not matter to them."""

    def __init__(self, load: "Callable[[], Rules]") -> None:
        """Take the rules when they are first asked for: a start needs no explanation."""
        self._rules = cache(load)

    def advice(self, case: "Case", at: datetime, guideline: str, action: str) -> "tuple[Effect, ...]":
        from mdt_desk.domain.explain import effects_on_advice

        return effects_on_advice(case, at, self._rules(), guideline, action)

    def score(self, case: "Case", at: datetime, score: str) -> "tuple[Effect, ...]":
        from mdt_desk.domain.explain import effects_on_score

        return effects_on_score(case, at, self._rules(), score)


def cache_folder() -> Path:
    """Return where figures are kept between runs."""
    from platformdirs import user_cache_path

    return user_cache_path("MDT Desk", appauthor=False)


def reports_file() -> Path:
    """Return the file of the latest error reports; nothing of a patient is ever in it."""
    from platformdirs import user_state_path

    return user_state_path("MDT Desk", appauthor=False) / "reports.txt"


def window_memory() -> Path:
    """Return the file that remembers where the window stood."""
    from platformdirs import user_state_path

    return user_state_path("MDT Desk", appauthor=False) / "window.ini"


@cache
def guideline_documents() -> "Mapping[str, Document]":
    """Return the document behind each guideline."""
    return MappingProxyType({each.id: each.document for each in load_rules().sources})


class ShippedDocuments(Mapping[str, "Document"]):
    """The document behind each guideline, read when the first is asked for: a leaflet asks for none."""

    def __getitem__(self, guideline: str) -> "Document":
        return guideline_documents()[guideline]

    def __iter__(self) -> Iterator[str]:
        return iter(guideline_documents())

    def __len__(self) -> int:
        return len(guideline_documents())


def documents() -> "Documents":
    """Return the maker of documents."""
    from mdt_desk.i18n import load_texts
    from mdt_desk.reports.documents import PdfDocuments

    return PdfDocuments(
        texts=cache(load_texts),
        fonts=resource("fonts"),
        leaflets=resource("leaflets"),
        cache=cache_folder(),
        sources=ShippedDocuments(),
        zone=ZoneInfo(ZONE),
    )


def list_desk() -> "ListDesk":
    """Return the reader and writer of lists; its vocabulary is that of every language."""
    from mdt_desk.exchange.columns import load_vocabulary
    from mdt_desk.exchange.list_desk import ListDesk
    from mdt_desk.i18n import available_languages, load_texts

    headers = resource("exchange", "headers.toml")
    return ListDesk(
        lambda: load_vocabulary(headers, [load_texts(each) for each in available_languages()]), ZoneInfo(ZONE)
    )


def queue_place(database: "Place | None", settings: "Settings | None" = None) -> "Place":
    """Return where a queue is: as named, else as the settings say, else in the user's own file.

    Raises:
        KnownError: the settings say it in a way that cannot be read: no other queue is opened in its stead.

    """
    if database is not None:
        return database
    from mdt_desk.store.engine import default_path
    from mdt_desk.usecases.addresses import place_of

    chosen = settings_file() if settings is None else settings
    for problem in chosen.problems():
        if problem.params.get("setting") == "database":
            raise problem
    said = chosen.current().database
    return place_of(said) if said else default_path()


def queue_file(database: "Place | None") -> Path:
    """Return the file of a queue.

    Raises:
        KnownError: it is in no file, but on a server; or as `queue_place`.

    """
    from mdt_desk.usecases.errors import UserError

    place = queue_place(database)
    if not isinstance(place, Path):
        raise UserError("server.no_file", server=str(place))
    return place


def key_keeper(database: "Place | None") -> "KeyKeeper":
    """Return what keeps the key of a queue."""
    from mdt_desk.store.key_file import KeyFile
    from mdt_desk.store.key_stores import SystemKeyStore

    file = queue_file(database)
    return KeyFile(file, SystemKeyStore(), os.urandom, refused=_refused_unlocking(file))


def door(database: "Place | None") -> "Door":
    """Return the queue as a window meets it before it is open."""
    from mdt_desk.store.door import QueueDoor
    from mdt_desk.store.key_file import KeyFile
    from mdt_desk.store.key_stores import SystemKeyStore

    file = queue_file(database)
    keys = KeyFile(file, SystemKeyStore(), os.urandom, refused=_refused_unlocking(file))
    return QueueDoor(file, keys, os.urandom, SystemClock().now)


def _refused_unlocking(queue: Path) -> Callable[[], None]:
    """Return what remembers a wrong passphrase until the audit trail is open."""
    from mdt_desk.domain.audit import Deed
    from mdt_desk.store.waiting import Waiting

    return lambda: Waiting(queue=queue).add(Deed.UNLOCK_FAILED, SystemClock().now())


def settings_file() -> "Settings":
    """Return the user's own settings, under those that the hospital set for all its desks."""
    from mdt_desk.settings import SettingsFile, default_path
    from mdt_desk.site import SiteSettings, site_path

    return SiteSettings(SettingsFile(default_path()), site_path(os.environ, sys.platform))


def _keep_sight(queue: "Queue", sight: Mapping[str, object]) -> None:
    """Keep what is in sight, with a checksum of each file of settings, and under no name the hash of the rules."""
    import json

    from mdt_desk.settings import default_path
    from mdt_desk.site import site_path

    files = (default_path(), site_path(os.environ, sys.platform))
    stands_on = {str(each): digest_of(each) for each in files} | {"": rule_hash()}
    queue.lines.keep_sight(json.dumps({**sight, "stands_on": stands_on}, ensure_ascii=False))


def passing_key() -> "QueueKey":
    """Return a key that nothing keeps: for a queue that is gone when the program ends."""
    from mdt_desk.usecases.keys import KEY_BYTES, SALT_BYTES, QueueKey

    return QueueKey(os.urandom(KEY_BYTES), os.urandom(SALT_BYTES))


def rulebook_desk(now: Callable[[], datetime]) -> "RulebookDesk":
    """Return the rulebook of the rules that speak; ``now`` dates what is made of it."""
    from mdt_desk.i18n import available_languages, load_texts
    from mdt_desk.reports.rulebook_desk import RulebookDesk

    return RulebookDesk(
        load=cache(load_rules),
        texts=cache(load_texts),
        languages=available_languages(),
        fonts=resource("fonts"),
        cache=cache_folder(),
        zone=ZoneInfo(ZONE),
        now=now,
        release=lambda: settings_file().current().release,
    )


class LeadingHindsight:
    """Looks back with the guideline that the settings name as leading; its rules are read when first needed."""

    def __init__(self, settings: "Settings") -> None:
        self._settings = settings
        self._load = cache(lambda name: load_rules((name,)))

    @property
    def leading(self) -> str:
        return self._settings.current().leading_guideline

    def nesms(self, case: "Case", at: datetime) -> int | None:
        from mdt_desk.domain import hindsight

        return hindsight.nesms_at(hindsight.as_it_was(case, at), at, ZoneInfo(ZONE))

    def readiness(self, case: "Case", at: datetime) -> "ReadinessState":
        from mdt_desk.domain import hindsight

        rules = self._load(self.leading)
        return hindsight.readiness_at(hindsight.as_it_was(case, at), at, rules.sources[0], rules.zone)

    def clocks(self, case: "Case", until: datetime) -> "tuple[Clock, ...]":
        from mdt_desk.domain import hindsight

        rules = self._load(self.leading)
        return hindsight.clocks_until(case, until, rules.sources[0], rules.zone)


def insight_tools(settings: "Settings") -> "InsightTools":
    """Return what counts, draws and writes down the insights."""
    from mdt_desk.exchange.insight_sheets import CsvSheets
    from mdt_desk.i18n import load_texts
    from mdt_desk.reports.insight_desk import InsightDesk
    from mdt_desk.usecases.insight_tools import InsightTools

    texts = cache(load_texts)
    drawn = InsightDesk(
        texts=texts, fonts=resource("fonts"), cache=cache_folder(), sources=guideline_documents
    )
    return InsightTools(
        hindsight=LeadingHindsight(settings), charts=drawn, papers=drawn, sheets=CsvSheets(texts=texts)
    )


@contextmanager
def open_desk(
    database: "Place | None",
    settings: "Settings | None" = None,
    *,
    key: "QueueKey | None" = None,
    passphrase: str | None = None,
    password: Callable[[], str | None] = lambda: None,
    witnessed: bool = True,
) -> Iterator["DeskServices"]:
    """Open the queue and bind everything a screen or a command may ask for.

    Args:
        database: another queue than the user's own; ``settings``: another keeper of settings than the user's file.
        key: the key of the queue, where it is known; otherwise `unattended` finds it, or ``passphrase`` opens it.
        passphrase: of the queue, or for a new one; ``password``: asks for that of a server, where one is needed.
        witnessed: whether what is done is written into the audit trail: not where no patient is real.

    Raises:
        KnownError: the queue cannot be opened; its sentence says why.

    """
    chosen = settings if settings is not None else settings_file()
    place = queue_place(database, chosen)
    if not isinstance(place, Path):
        with _open_server_desk(place, chosen, password, witnessed=witnessed) as services:
            yield services
        return
    from mdt_desk.store.backups import BackupFolder
    from mdt_desk.store.database import open_database
    from mdt_desk.store.queue import Queue
    from mdt_desk.store.waiting import Waiting
    from mdt_desk.usecases.keys import HeldKey, unattended

    opens = key if key is not None else unattended(key_keeper(place), passphrase)
    file = open_database(place, opens)
    with Queue(file) as queue:
        backups, keys = BackupFolder(file, opens, ZoneInfo(ZONE)), HeldKey(key_keeper(place), opens)
        keep = partial(_keep_sight, queue)
        bound = replace(_bound(queue, chosen, SystemClock()), backups=backups, keys=keys, keep_sight=keep)
        if not witnessed:
            yield bound
            return
        seen = _witnessed(bound, file, Waiting(queue=place))
        yield replace(seen, support=_support(seen, lambda: _checked(file, queue, opens)))


def _checked(file: "Database", queue: "Queue", key: "QueueKey") -> "list[Checked]":
    """Do what `verify` does, for the support file."""
    from mdt_desk.store.checks import Subject, findings
    from mdt_desk.usecases.keys import Protection
    from mdt_desk.usecases.support import Checked

    protection = key_keeper(file.path).protection() or Protection()
    found = findings(Subject(database=file, queue=queue, key=key, protection=protection))
    return [Checked(good=each.good, key=each.key, params=each.params) for each in found]


def _support(services: "DeskServices", checks: "Callable[[], Iterable[Checked]]") -> "Support | None":
    """Return what puts the support file together."""
    from mdt_desk.usecases.support import DeskSupport

    if services.witness is None:
        return None
    return DeskSupport(
        services.queue,
        services.settings,
        support_tools(checks),
        services.witness,
        keys=services.keys,
        activating=services.activating,
    )


def support_tools(checks: "Callable[[], Iterable[Checked]]") -> "SupportTools":
    """Return what the support file tells of this computer; ``checks`` those of the queue."""
    from mdt_desk.durable import write_whole
    from mdt_desk.mistakes import kept
    from mdt_desk.usecases.errors import SiteError
    from mdt_desk.usecases.support import SupportTools

    def write(file: Path, content: bytes) -> None:
        try:
            write_whole(file, content)
        except OSError as error:
            raise SiteError("support.not_written", why=type(error).__name__) from error

    return SupportTools(versions=versions, checks=checks, reports=lambda: kept(reports_file()), write=write)


_TOLD_OF: Final = ("PySide6", "sqlcipher3", "SQLModel", "SQLAlchemy", "reportlab", "cryptography", "keyring")


def versions() -> dict[str, str]:
    """Return of which versions this program and its computer are; the computer's name is not told."""
    import platform
    from importlib import metadata

    from mdt_desk import __version__
    from mdt_desk.store.cipher import driver
    from mdt_desk.store.engine import SCHEMA_VERSION

    found = {
        "mdt-desk": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "sqlite": driver.sqlite_version,
        "form": str(SCHEMA_VERSION),
    }
    for each in _TOLD_OF:
        try:
            found[each] = metadata.version(each)
        except metadata.PackageNotFoundError:  # an installer may leave such facts behind
            found[each] = "?"
    return found


@contextmanager
def _open_server_desk(
    address: "ServerAddress", settings: "Settings", password: Callable[[], str | None], *, witnessed: bool
) -> Iterator["DeskServices"]:
    """Open a queue that other desks work on too: by the clock of its server, and without backups of our own."""
    from uuid import uuid4

    from mdt_desk.store.finding import Plain
    from mdt_desk.store.queue import Queue
    from mdt_desk.store.server.opening import HeldPassword, open_server
    from mdt_desk.store.server.presence import DeskPresence, changes
    from mdt_desk.usecases.errors import KnownError

    database = open_server(address, password)
    with Queue(database, Plain()) as queue, _sheltered(address) as shelter:
        presence = DeskPresence(database, uuid4())
        bound = _bound(queue, settings, database.clock)
        bound = _steadied(replace(bound, presence=presence, changes=partial(changes, database)), shelter)
        keys = HeldPassword(address) if database.line.by_password else None
        bound = replace(bound, place=str(address), keys=keys)
        try:
            seen = _witnessed(bound, database) if witnessed else bound
            yield replace(seen, support=_support(seen, lambda: _checked_server(database, queue)))
        finally:
            with suppress(KnownError):
                presence.left()


@contextmanager
def _sheltered(address: "ServerAddress") -> Iterator["Shelter"]:
    """Open the place where drafts wait on this computer while the server is away."""
    from mdt_desk.store.key_stores import SystemKeyStore
    from mdt_desk.store.places import data_folder
    from mdt_desk.store.shelter import Shelter

    shelter = Shelter(data_folder(), str(address), SystemKeyStore(), os.urandom)
    try:
        yield shelter
    finally:
        shelter.close()


def _steadied(services: "DeskServices", shelter: "Shelter") -> "DeskServices":
    """Put what outlasts the absence of the server before everything that asks it."""
    import hashlib

    from mdt_desk.store.places import account_name, desk_name
    from mdt_desk.usecases.errors import KnownError
    from mdt_desk.usecases.reach import Reach
    from mdt_desk.usecases.steady import SteadyNotes, SteadyQueue
    from mdt_desk.usecases.steady_desk import SteadyPresence

    if services.changes is None or services.presence is None:
        return services
    reach = Reach(services.clock, services.changes)
    desk = hashlib.sha256(f"{desk_name()}\n{account_name()}".encode()).hexdigest()[:12]
    notes = SteadyNotes(services.queue.notes, reach, shelter, desk)
    with suppress(KnownError):
        notes.hand_over()
    queue = SteadyQueue(services.queue, reach, notes)
    return replace(services, queue=queue, reach=reach, presence=SteadyPresence(services.presence, reach))


def _checked_server(database: "ServerDatabase", queue: "Queue") -> "list[Checked]":
    """Do what `verify` does, for the support file."""
    from mdt_desk.store.server.checks import ServerSubject, findings, head_file
    from mdt_desk.usecases.support import Checked

    subject = ServerSubject(database=database, queue=queue, head=head_file(database.address))
    return [Checked(good=each.good, key=each.key, params=each.params) for each in findings(subject)]


def open_tables(
    place: "Place", passphrase: str | None, password: Callable[[], str | None]
) -> "EitherDatabase":
    """Open the tables of a queue and nothing around them, for what moves or checks all of it.

    Raises:
        KnownError: as `open_desk`.

    """
    if isinstance(place, Path):
        from mdt_desk.store.database import open_database
        from mdt_desk.usecases.keys import unattended

        return open_database(place, unattended(key_keeper(place), passphrase))
    from mdt_desk.store.server.opening import open_server

    return open_server(place, password)


def _witnessed(
    services: "DeskServices", database: "EitherDatabase", waiting: "Waiting | None" = None
) -> "DeskServices":
    """Put a witness before everything that reads, changes or prints what is about a patient."""
    from mdt_desk.domain.audit import Actor, Deed
    from mdt_desk.store.accounts import KeptAccounts
    from mdt_desk.store.places import account_name, desk_name
    from mdt_desk.store.trail import KeptTrail
    from mdt_desk.usecases.activating import Activating
    from mdt_desk.usecases.audited import AuditedDocuments, AuditedKeys, AuditedQueue, AuditedSettings
    from mdt_desk.usecases.audited_insights import audited_insights
    from mdt_desk.usecases.audited_lists import AuditedLists
    from mdt_desk.usecases.people import People
    from mdt_desk.usecases.steady_desk import SteadyAccounts, SteadyTrail
    from mdt_desk.usecases.witness import Witness, prune_old

    reach, trail, accounts = services.reach, KeptTrail(database), KeptAccounts(database, os.urandom)
    witness = Witness(
        trail if reach is None else SteadyTrail(trail, reach),
        services.clock,
        desk_name(),
        Actor(name=account_name()),
    )
    trail.append([*(() if waiting is None else waiting.events()), witness.event(Deed.UNLOCKED)])
    if waiting is not None:
        waiting.taken()
    if database.may_prune():
        prune_old(witness, services.settings.current().audit_years)
    seats = accounts if reach is None else SteadyAccounts(accounts, reach)
    people = People(seats, services.queue, witness)
    return replace(
        services,
        queue=AuditedQueue(services.queue, witness),
        documents=AuditedDocuments(services.documents, witness),
        settings=AuditedSettings(services.settings, witness),
        lists=None if services.lists is None else AuditedLists(services.lists, witness),
        witness=witness,
        people=people,
        activating=Activating(services.queue, people, witness, services.clock),
        keys=None if services.keys is None else AuditedKeys(services.keys, witness),
        insights=None if services.insights is None else audited_insights(services.insights, witness),
    )


def _bound(queue: "CaseQueue", settings: "Settings", clock: "DeskClock") -> "DeskServices":
    """Bind everything a screen or a command may ask for around an open queue."""
    from uuid import uuid4

    from mdt_desk.i18n import load_texts
    from mdt_desk.reports.documents import PublishedCurves
    from mdt_desk.usecases.ports import DeskServices

    texts = cache(load_texts)
    return DeskServices(
        queue=queue,
        assess=assess_as_set(settings),
        rules=rule_hash,
        explain=RuleExplanations(load_rules),
        clock=clock,
        new_id=uuid4,
        documents=documents(),
        curves=PublishedCurves(texts=texts, fonts=resource("fonts"), cache=cache_folder()),
        settings=settings,
        texts=texts,
        sources=ShippedDocuments(),
        rulebooks=rulebook_desk(clock.now),
        insights=insight_tools(settings),
        lists=list_desk(),
    )


@contextmanager
def open_rehearsal(preferences: "Preferences") -> Iterator["DeskServices"]:
    """Open a desk on an empty queue of its own that is gone afterwards."""
    from tempfile import TemporaryDirectory

    with (
        TemporaryDirectory(prefix="mdt-desk-") as folder,
        open_desk(
            Path(folder) / "rehearsal.db", FixedSettings(preferences), key=passing_key(), witnessed=False
        ) as services,
    ):
        yield replace(services, rehearsing=True, backups=None, keys=None)


@contextmanager
def open_staged_rehearsal(chosen: "Preferences") -> Iterator["DeskServices"]:
    """Open a rehearsal with its patients on the agenda, in the language and theme that somebody chose."""
    from mdt_desk.usecases.rehearsal import set_stage
    from mdt_desk.usecases.rehearsal_script import read_script

    script = read_script(rehearsal_text(), datetime.now(ZoneInfo(ZONE)), chosen.language)
    with open_rehearsal(replace(script.preferences, theme=chosen.theme)) as services:
        set_stage(services.queue, services.new_id, script)
        yield services


def rehearsal_text() -> str:
    """Return the script of the synthetic meeting."""
    return resource("demo", "rehearsal.json").read_text(encoding="utf-8")
