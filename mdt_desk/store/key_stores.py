"""The key store of this system: Keychain, Credential Locker, Secret Service; none on a server."""

from typing import Final, Protocol

SERVICE: Final = "MDT Desk"


class KeyStore(Protocol):
    """Keeps a secret of 32 bytes under the mark of a queue; every failure is the same as having none."""

    def keep(self, mark: bytes, secret: bytes) -> bool:
        """Keep a secret and tell whether it can be had back."""
        ...

    def recall(self, mark: bytes) -> bytes | None: ...


class SystemKeyStore:
    """What `keyring` finds; it is imported when first asked, because it takes time."""

    def keep(self, mark: bytes, secret: bytes) -> bool:
        import keyring
        from keyring.errors import KeyringError

        # Below this priority a backend keeps secrets in a readable file, or nowhere.
        if keyring.get_keyring().priority < 1:
            return False
        try:
            keyring.set_password(SERVICE, mark.hex(), secret.hex())
        except (KeyringError, OSError, RuntimeError):
            return False
        return self.recall(mark) == secret

    def recall(self, mark: bytes) -> bytes | None:
        import keyring
        from keyring.errors import KeyringError

        try:
            found = keyring.get_password(SERVICE, mark.hex())
            return None if found is None else bytes.fromhex(found)
        except (KeyringError, OSError, RuntimeError, ValueError):
            return None
