"""The small file that keeps a key: what it says, and how that is written and read back."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

from mdt_desk.store.wrapping import NONCE_BYTES, Strength, Wrapped
from mdt_desk.usecases.keys import KEY_BYTES, SALT_BYTES, Protection

T = TypeVar("T")

FORM: Final = 1
_SCHEMA: Final = "mdt-desk/keys/"
LARGEST: Final = 10_000


class HeaderRefused(ValueError):  # noqa: N818  # what happened, as the domain's refusals are named
    """The file is not what this program wrote; ``newer``: a later version of it did."""

    def __init__(self, *, newer: bool = False) -> None:
        super().__init__("keys")
        self.newer: Final = newer


@dataclass(frozen=True, slots=True, kw_only=True)
class ByPassphrase:
    """The key as a passphrase opens it."""

    strength: Strength
    salt: bytes
    wrapped: Wrapped


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Everything the file says; ``salt`` marks the queue. ``bare`` is the key itself, where nothing keeps it."""

    salt: bytes
    passphrase: ByPassphrase | None = None
    key_store: Wrapped | None = None
    bare: bytes | None = field(default=None, repr=False)

    @property
    def protection(self) -> Protection:
        return Protection(
            passphrase=self.passphrase is not None,
            key_store=self.key_store is not None,
            open=self.bare is not None,
        )


def bound_to(salt: bytes, how: str, strength: Strength | None = None) -> bytes:
    """Return what a wrapped key is bound to: its queue, its way, and the work of its passphrase."""
    work = "" if strength is None else f"/{strength.n}/{strength.r}/{strength.p}"
    return f"{_SCHEMA}{FORM}/{salt.hex()}/{how}{work}".encode()


def written(header: Header) -> bytes:
    """Return the content of the file."""
    tree: dict[str, object] = {"schema": f"{_SCHEMA}{FORM}", "queue": header.salt.hex()}
    if header.passphrase is not None:
        strength = header.passphrase.strength
        work = {"kdf": "scrypt", "n": strength.n, "r": strength.r, "p": strength.p}
        salt = {"salt": header.passphrase.salt.hex()}
        tree["passphrase"] = work | salt | _wrapped_tree(header.passphrase.wrapped)
    if header.key_store is not None:
        tree["key_store"] = _wrapped_tree(header.key_store)
    if header.bare is not None:
        tree["open"] = header.bare.hex()
    return json.dumps(tree, indent=1).encode()


def read(content: bytes) -> Header:
    """Return what a file says.

    Raises:
        HeaderRefused: the file is not what this program wrote.

    """
    try:
        tree = json.loads(content)
        schema = tree["schema"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise HeaderRefused from error
    if schema != f"{_SCHEMA}{FORM}":
        raise HeaderRefused(newer=isinstance(schema, str) and schema.startswith(_SCHEMA))
    try:
        header = Header(
            salt=_bytes(tree, "queue", SALT_BYTES),
            passphrase=_part(tree, "passphrase", _by_passphrase),
            key_store=_part(tree, "key_store", _wrapped),
            bare=_bytes(tree, "open", KEY_BYTES) if "open" in tree else None,
        )
    except (ValueError, TypeError, KeyError) as error:
        raise HeaderRefused from error
    if header.protection == Protection():
        raise HeaderRefused
    return header


def _wrapped_tree(wrapped: Wrapped) -> dict[str, object]:
    return {"nonce": wrapped.nonce.hex(), "wrapped": wrapped.sealed.hex()}


def _part(
    tree: Mapping[str, Mapping[str, object]], name: str, read_part: Callable[[Mapping[str, object]], T]
) -> T | None:
    return read_part(tree[name]) if name in tree else None


def _by_passphrase(tree: Mapping[str, object]) -> ByPassphrase:
    if tree["kdf"] != "scrypt":
        raise ValueError(tree["kdf"])
    n, r, p = (_whole_number(tree[each]) for each in ("n", "r", "p"))
    return ByPassphrase(
        strength=Strength(n=n, r=r, p=p), salt=_bytes(tree, "salt", SALT_BYTES), wrapped=_wrapped(tree)
    )


def _wrapped(tree: Mapping[str, object]) -> Wrapped:
    sealed = _bytes(tree, "wrapped", KEY_BYTES + 16)
    return Wrapped(nonce=_bytes(tree, "nonce", NONCE_BYTES), sealed=sealed)


def _whole_number(raw: object) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool):
        raise TypeError(raw)
    return raw


def _bytes(tree: Mapping[str, object], name: str, length: int) -> bytes:
    raw = tree[name]
    if not isinstance(raw, str):
        raise TypeError(name)
    found = bytes.fromhex(raw)
    if len(found) != length:
        raise ValueError(name)
    return found
