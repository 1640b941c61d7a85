"""The key of a queue: what it is, what keeps it, and what a passphrase must be."""

import unicodedata
from dataclasses import dataclass, field
from typing import Final, Protocol

from mdt_desk.usecases.errors import SiteError, UserError

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
SHORTEST: Final = 12
"""A passphrase has at least so many characters."""

_SIGNS: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # none is mistaken for another on paper
_GROUPS: Final = 5
_GROUP: Final = 5
SUGGESTION_BYTES: Final = _GROUPS * _GROUP


@dataclass(frozen=True, slots=True)
class QueueKey:
    """The key that a queue is encrypted with, and the salt that marks the files it belongs to."""

    raw: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_BYTES or len(self.salt) != SALT_BYTES:
            message = "a key has 32 bytes and its salt 16"
            raise ValueError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """What keeps the key of a queue.

    ``open`` says that nothing does but the mode of the file: a command that nobody watched made the queue.
    """

    passphrase: bool = False
    key_store: bool = False
    open: bool = False


class KeyKeeper(Protocol):
    """Keeps the key of one queue."""

    def protection(self) -> Protection | None:
        """Return what keeps the key; None: there is no key yet.

        Raises:
            SiteError: the keys cannot be read.

        """
        ...

    def make(self, passphrase: str | None) -> QueueKey:
        """Make the key of a new queue; without a passphrase the key store keeps it, or else the file alone.

        Raises:
            UserError: the passphrase is too short.
            SiteError: the keys cannot be written.

        """
        ...

    def without_asking(self) -> QueueKey | None:
        """Return the key where nobody needs to be asked; None: a passphrase is needed."""
        ...

    def with_passphrase(self, passphrase: str) -> QueueKey:
        """Return the key, and hand it to the key store of this system again where there is one.

        Raises:
            UserError: the passphrase is not the right one.

        """
        ...

    def set_passphrase(self, key: QueueKey, passphrase: str) -> None:
        """Wrap the key in this passphrase, in place of an earlier one; nothing else keeps it open from now on.

        Raises:
            UserError: the passphrase is too short.
            SiteError: the keys cannot be written, or not beside each backup; what was written is put back, so that
                what opened the queue and its backups still does.

        """
        ...


def told(passphrase: str) -> str:
    """Return a passphrase as every keyboard gives it: composed, without spaces around or doubled inside."""
    return " ".join(unicodedata.normalize("NFKC", passphrase).split())


def checked(passphrase: str) -> str:
    """Return a new passphrase as it will be asked for.

    Raises:
        UserError: it is too short, or one sign over and over.

    """
    found = told(passphrase)
    if len(found) < SHORTEST or len(set(found)) < SHORTEST // 3:
        raise UserError("keys.too_short", least=str(SHORTEST))
    return found


def suggestion(chance: bytes) -> str:
    """Return a passphrase that can be written down, from `SUGGESTION_BYTES` random bytes: over 120 bits."""
    signs = [_SIGNS[each % len(_SIGNS)] for each in chance[:SUGGESTION_BYTES]]
    return "-".join("".join(signs[start : start + _GROUP]) for start in range(0, len(signs), _GROUP))


def unattended(keeper: KeyKeeper, passphrase: str | None) -> QueueKey:
    """Return the key for a command that nobody watches; a new queue gets one.

    Raises:
        UserError: the passphrase given is wrong, or too short for a new queue.
        SiteError: a passphrase is needed and none was given, or the keys cannot be read.

    """
    protection = keeper.protection()
    if protection is None:
        return keeper.make(passphrase)
    if passphrase is not None and protection.passphrase:
        return keeper.with_passphrase(passphrase)
    key = keeper.without_asking()
    if key is None:
        raise SiteError("keys.ask")
    return key


class QueueKeys(Protocol):
    """The key of the queue that is open."""

    def protection(self) -> Protection:
        """Return what keeps it; raises SiteError."""
        ...

    def set_passphrase(self, passphrase: str) -> None:
        """Wrap it in this passphrase, in place of an earlier one; raises as `KeyKeeper.set_passphrase`."""
        ...

    def check(self, passphrase: str) -> None:
        """Do nothing where the passphrase opens the queue.

        Raises:
            UserError: it does not.

        """
        ...


class HeldKey:
    """Implements `QueueKeys` for a key in hand."""

    def __init__(self, keeper: KeyKeeper, key: QueueKey) -> None:
        self._keeper = keeper
        self._key = key

    def protection(self) -> Protection:
        return self._keeper.protection() or Protection()

    def set_passphrase(self, passphrase: str) -> None:
        self._keeper.set_passphrase(self._key, passphrase)

    def check(self, passphrase: str) -> None:
        if self._keeper.with_passphrase(passphrase) != self._key:
            raise UserError("keys.wrong_passphrase")
