"""Say what is asked before the queue is open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from mdt_desk.ui.moments import long_moment
from mdt_desk.ui.screens.start.presenter import ways_to_begin
from mdt_desk.ui.screens.start.state import StartState, Way
from mdt_desk.ui.screens.unlock.state import Action, Do, PassphraseState, TroubleState
from mdt_desk.usecases.backups import Backup, Losses
from mdt_desk.usecases.entering import Trouble, trouble_of
from mdt_desk.usecases.errors import KnownError
from mdt_desk.usecases.ports import Words

_SECOND_STEPS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "store.network": "network",
        "store.full": "full",
        "store.no_permission": "site",
        "store.migration": "site",
        "store.engine": "site",
        "store.pragma": "site",
        "store.failed": "site",
    }
)
"""Who can do what about an error, where no other window keeps the queue shut."""


def welcome_state(texts: Words, *, upgrading: bool) -> StartState:
    """Return the ways to begin before there is a queue, or before an older one is encrypted."""
    set_up = "start.upgrade" if upgrading else "start.set_up"
    ways = ways_to_begin(texts, {Way.REHEARSE: "start.rehearse", Way.SET_UP: set_up})
    ways = replace(ways, language=texts.get("start.language"))
    return ways if upgrading else replace(ways, server=texts.get("start.server"))


def server_state(texts: Words, value: str = "", said: str = "") -> PassphraseState:
    """Ask for the address of a server; it holds no secret, and is shown."""
    return PassphraseState(
        title=texts.get("server_desk.ask.title"),
        text=texts.get("server_desk.ask.text"),
        label=texts.get("server_desk.ask.label"),
        do=texts.get("server_desk.ask.do"),
        value=value,
        hidden=False,
        said=said,
        back=texts.get("entrance.back"),
    )


def choose_state(texts: Words, value: str, said: str = "") -> PassphraseState:
    """Ask for a new passphrase, which is shown so that it can be written down."""
    return PassphraseState(
        title=texts.get("entrance.choose.title"),
        text=texts.get("entrance.choose.text"),
        label=texts.get("entrance.choose.label"),
        do=texts.get("entrance.choose.do"),
        value=value,
        hidden=False,
        said=said,
        back=texts.get("entrance.back"),
        suggest=texts.get("entrance.suggest"),
    )


def repeat_state(texts: Words, said: str = "", *, busy: bool = False) -> PassphraseState:
    """Ask for the new passphrase again, from paper."""
    return PassphraseState(
        title=texts.get("entrance.repeat.title"),
        text=texts.get("entrance.repeat.text"),
        label=texts.get("entrance.repeat.label"),
        do=texts.get("entrance.repeat.do"),
        said=said,
        back=texts.get("entrance.back"),
        busy=busy,
    )


def unlock_state(texts: Words, said: str = "", *, busy: bool = False) -> PassphraseState:
    """Ask for the passphrase of the queue."""
    return PassphraseState(
        title=texts.get("entrance.unlock.title"),
        text=texts.get("entrance.unlock.text"),
        label=texts.get("entrance.unlock.label"),
        do=texts.get("entrance.unlock.do"),
        said=said,
        rehearse=texts.get("start.rehearse.do"),
        busy=busy,
    )


def lock_state(texts: Words, said: str = "", *, busy: bool = False) -> PassphraseState:
    """Ask for the passphrase of a desk that locked itself."""
    return PassphraseState(
        title=texts.get("entrance.lock.title"),
        text=texts.get("entrance.lock.text"),
        label=texts.get("entrance.unlock.label"),
        do=texts.get("entrance.lock.do"),
        said=said,
        busy=busy,
    )


def trouble_state(
    error: KnownError, texts: Words, backups: Sequence[Backup], zone: ZoneInfo, *, unlocked: bool
) -> TroubleState:
    """Say why the queue does not open; a backup is offered where it helps and the key for it is at hand."""
    trouble = trouble_of(error.key)
    restoring = trouble is Trouble.DAMAGED and unlocked
    has_keys = trouble is Trouble.KEY and bool(backups)
    return TroubleState(
        title=texts.get(f"entrance.trouble.{trouble}.title"),
        sentence=texts.get(error.key, **error.params),
        steps=(texts.get(f"entrance.trouble.{trouble}.step_1"), _second_step(error, trouble, texts)),
        actions=tuple(
            Action(do=each, text=texts.get(f"entrance.do.{each}")) for each in _offered(restoring, has_keys)
        ),
        backups_title=texts.get("entrance.backups" if backups else "entrance.no_backups")
        if restoring
        else "",
        backups=tuple(backup_line(each, texts, zone) for each in backups) if restoring else (),
    )


def _second_step(error: KnownError, trouble: Trouble, texts: Words) -> str:
    """Say who can do what; not everything that keeps a queue shut for now is another window."""
    other = _SECOND_STEPS.get(error.key)
    key = f"entrance.trouble.{trouble}.step_2" if other is None else f"entrance.second_step.{other}"
    return texts.get(key)


def _offered(restoring: bool, has_keys: bool) -> Iterable[Do]:
    if restoring:
        yield Do.RESTORE
    yield Do.TRY_AGAIN
    if has_keys:
        yield Do.PUT_KEYS_BACK
    yield Do.REHEARSE
    yield Do.CLOSE


def backup_line(backup: Backup, texts: Words, zone: ZoneInfo) -> str:
    """Return one backup as a line of a list."""
    key = "backups.line_lasting" if backup.lasting else "backups.line"
    key = "backups.line_replaced" if backup.replaced else key
    moment = long_moment(backup.made_at.astimezone(zone), texts)
    return texts.get(key, moment=moment, size=max(1, backup.size // 1024))


def lost_lines(losses: Losses | None, texts: Words) -> tuple[str, ...]:
    """Say what putting a backup back would undo; None: the queue cannot be read."""
    if losses is None:
        return (texts.get("restore.unreadable"),)
    if losses.nothing:
        return (texts.get("restore.nothing"),)
    counts = (
        ("lost", len(losses.cases)),
        ("decisions", losses.decisions),
        ("meetings", losses.meetings),
        ("leaflets", losses.leaflets),
        ("returning", losses.returning),
    )
    return tuple(texts.get(f"restore.{name}", count=count) for name, count in counts if count)
