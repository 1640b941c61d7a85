"""Wrap the key of a queue, and tell a right secret from a wrong one; nothing here reads or writes anything."""

import hashlib
from dataclasses import dataclass, field
from typing import Final

NONCE_BYTES: Final = 12
_MOST_MEMORY: Final = 1 << 29


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """How much work it is to try one passphrase: the parameters of scrypt."""

    n: int = 1 << 17
    r: int = 8
    p: int = 1

    def __post_init__(self) -> None:
        """Refuse what is no work, or more than a computer can bear."""
        sound = self.n > 1 and self.n & (self.n - 1) == 0 and self.r > 0 and 0 < self.p <= 16
        if not sound or 128 * self.n * self.r * self.p > _MOST_MEMORY:
            message = "these parameters of scrypt cannot be used"
            raise ValueError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrapped:
    """A key that a secret of 32 bytes opens."""

    nonce: bytes
    sealed: bytes = field(repr=False)


def stretched(passphrase: str, salt: bytes, strength: Strength) -> bytes:
    """Return the secret of 32 bytes that a passphrase stands for; takes time and memory on purpose."""
    return hashlib.scrypt(
        passphrase.encode(),
        salt=salt,
        n=strength.n,
        r=strength.r,
        p=strength.p,
        maxmem=2 * _MOST_MEMORY,
        dklen=32,
    )


def wrap(key: bytes, secret: bytes, nonce: bytes, bound_to: bytes) -> Wrapped:
    """Wrap a key; it opens only together with what it is bound to."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return Wrapped(nonce=nonce, sealed=AESGCM(secret).encrypt(nonce, key, bound_to))


def unwrap(wrapped: Wrapped, secret: bytes, bound_to: bytes) -> bytes | None:
    """Return the key, or None where the secret is not the right one."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(secret).decrypt(wrapped.nonce, wrapped.sealed, bound_to)
    except InvalidTag:
        return None
