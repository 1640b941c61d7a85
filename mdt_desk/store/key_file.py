"""Keep the key of one queue in a file beside it, wrapped."""

import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from mdt_desk.store import key_header, places
from mdt_desk.store.cipher import PAGE, PLAIN_HEADER, said_of, site_error, starts_with
from mdt_desk.store.copies import FOLDER
from mdt_desk.store.key_header import ByPassphrase, Header, HeaderRefused, bound_to
from mdt_desk.store.key_stores import KeyStore
from mdt_desk.store.wrapping import NONCE_BYTES, Strength, Wrapped, stretched, unwrap, wrap
from mdt_desk.usecases.errors import SiteError, UserError
from mdt_desk.usecases.keys import KEY_BYTES, SALT_BYTES, Protection, QueueKey, checked, told

Chance = Callable[[int], bytes]
"""Make so many bytes that nobody can guess."""

_BY_WORDS: Final = "passphrase"
_BY_KEY_STORE: Final = "key_store"
_FOR_KEY_STORES: Final = b"mdt-desk: the secret of a key store, 1: "


def keys_beside(queue: Path) -> Path:
    """Return the file that keeps the key of a queue."""
    beside = queue.with_suffix(".keys")
    return beside if beside != queue else queue.with_name(f"{queue.name}.keys")


class KeyFile:
    """Implements `KeyKeeper`."""

    def __init__(
        self,
        queue: Path,
        key_store: KeyStore,
        chance: Chance,
        strength: Strength | None = None,
        refused: Callable[[], None] = lambda: None,
    ) -> None:
        """Keep the key of this queue; ``strength`` holds for passphrases that are set from now on.

        ``refused`` is told of each passphrase that was not the right one.
        """
        self._refused = refused
        self.file = keys_beside(queue)
        self._queue = queue
        self._key_store = key_store
        self._chance = chance
        self._strength = Strength() if strength is None else strength

    def protection(self) -> Protection | None:
        """Return what keeps the key; None: this is a new queue.

        Raises:
            SiteError: the keys cannot be read, or are gone while the queue is not.

        """
        header = self._read()
        return None if header is None else header.protection

    def make(self, passphrase: str | None) -> QueueKey:
        chosen = None if passphrase is None else checked(passphrase)
        if self._read() is not None:
            raise SiteError("keys.there", file=str(self.file))
        key = QueueKey(self._chance(KEY_BYTES), self._chance(SALT_BYTES))
        header = Header(salt=key.salt, key_store=self._handed_over(key))
        if chosen is not None:
            header = replace(header, passphrase=self._wrapped(key, chosen))
        if header.protection == Protection():
            header = replace(header, bare=key.raw)
        self._write(header)
        return key

    def without_asking(self) -> QueueKey | None:
        header = self._read()
        if header is None:
            return None
        if header.bare is not None:
            return QueueKey(header.bare, header.salt)
        if header.key_store is None:
            return None
        secret = self._key_store.recall(header.salt)
        if secret is None or len(secret) != KEY_BYTES:
            return None
        raw = unwrap(header.key_store, secret, bound_to(header.salt, _BY_KEY_STORE))
        return None if raw is None else QueueKey(raw, header.salt)

    def with_passphrase(self, passphrase: str) -> QueueKey:
        header = self._read()
        if header is None or header.passphrase is None:
            raise UserError("keys.no_passphrase")
        way = header.passphrase
        secret = stretched(told(passphrase), way.salt, way.strength)
        raw = unwrap(way.wrapped, secret, bound_to(header.salt, _BY_WORDS, way.strength))
        if raw is None:
            self._refused()
            raise UserError("keys.wrong_passphrase")
        key = QueueKey(raw, header.salt)
        self._hand_over_again(header, key)
        return key

    def set_passphrase(self, key: QueueKey, passphrase: str) -> None:
        header = self._read()
        if header is None or header.salt != key.salt:
            raise SiteError("keys.other", file=str(self.file))
        chosen = checked(passphrase)
        handed = header.key_store if header.key_store is not None else self._handed_over(key)
        new = replace(header, passphrase=self._wrapped(key, chosen), key_store=handed, bare=None)
        with said_of(self.file):
            copies = _copies(self._queue, key)
            with _all_or_none(self.file, *copies):
                self._write(new)
                for each in copies:  # what opened the backups before opens them no more
                    places.write_whole(each, key_header.written(new))

    def _wrapped(self, key: QueueKey, passphrase: str) -> ByPassphrase:
        salt = self._chance(SALT_BYTES)
        secret = stretched(passphrase, salt, self._strength)
        bound = bound_to(key.salt, _BY_WORDS, self._strength)
        wrapped = wrap(key.raw, secret, self._chance(NONCE_BYTES), bound)
        return ByPassphrase(strength=self._strength, salt=salt, wrapped=wrapped)

    def _handed_over(self, key: QueueKey) -> Wrapped | None:
        """Give the key store of this user its secret: the same for everybody, so that nobody's makes another's void."""
        secret = hmac.digest(key.raw, _FOR_KEY_STORES + key.salt, "sha256")
        if not self._key_store.keep(key.salt, secret):
            return None
        return wrap(key.raw, secret, self._chance(NONCE_BYTES), bound_to(key.salt, _BY_KEY_STORE))

    def _hand_over_again(self, header: Header, key: QueueKey) -> None:
        """Give the key store what it has lost, so that the next start asks nothing."""
        if self.without_asking() is not None:
            return
        handed = self._handed_over(key)
        if handed is not None and self.without_asking() is None:
            self._write(replace(header, key_store=handed))

    def _read(self) -> Header | None:
        try:
            with self.file.open("rb") as file:
                content = file.read(key_header.LARGEST + 1)
        except FileNotFoundError:
            self._refuse_queue_without_keys()
            return None
        except OSError as error:
            raise site_error(error, self.file) from error
        try:
            return key_header.read(content[: key_header.LARGEST])
        except HeaderRefused as refused:
            raise SiteError(
                "keys.newer" if refused.newer else "keys.damaged", file=str(self.file)
            ) from refused

    def _refuse_queue_without_keys(self) -> None:
        if not self._queue.is_file():
            return
        with said_of(self._queue):
            start, size = starts_with(self._queue), self._queue.stat().st_size
        if start not in {b"", PLAIN_HEADER}:
            keys = "store.foreign" if size % PAGE else "keys.missing"
            raise SiteError(keys, file=str(self._queue), keys=str(self.file))

    def _write(self, header: Header) -> None:
        """Write the file, and believe it only when it says the same."""
        content = key_header.written(header)
        try:
            places.refuse_network(self._queue)
            places.write_whole(self.file, content)
            if self.file.read_bytes() != content:
                raise SiteError("store.failed", file=str(self.file), code="read_back")
        except OSError as error:
            raise site_error(error, self.file) from error


def _copies(queue: Path, key: QueueKey) -> list[Path]:
    """Return the copies of the keys beside the backups of a queue; raises OSError."""
    found = list[Path]()
    for each in (queue.parent / FOLDER).glob(f"{queue.stem}-*.keys"):
        with suppress(HeaderRefused):
            if key_header.read(each.read_bytes()[: key_header.LARGEST]).salt == key.salt:
                found.append(each)
    return found


@contextmanager
def _all_or_none(*files: Path) -> Iterator[None]:
    """Put back what files said before, should one of them not be written."""
    before = {each: each.read_bytes() for each in files}
    try:
        yield
    except (OSError, SiteError):
        for file, content in before.items():
            with suppress(OSError):
                places.write_whole(file, content)
        raise
