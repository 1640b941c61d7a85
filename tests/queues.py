"""Open a queue as the tests do: with a key of their own that takes no time to come by."""

from pathlib import Path

from mdt_desk.store import cipher, queue
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.keys import KEY_BYTES, SALT_BYTES, QueueKey

KEY = QueueKey(bytes(range(KEY_BYTES)), bytes(range(100, 100 + SALT_BYTES)))


def open_queue(path: Path) -> Queue:
    return queue.open_queue(path, KEY)


def by_hand(path: Path) -> cipher.Connection:
    """Open the file of a queue as somebody would who has its key and another program."""
    return cipher.connect(path, KEY)


class NoKeyStore:
    """The key store of a system that has none."""

    def keep(self, mark: bytes, secret: bytes) -> bool:
        del mark, secret
        return False

    def recall(self, mark: bytes) -> bytes | None:
        del mark
        return None
