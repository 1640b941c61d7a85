"""A stand-in for the key store of a desktop, which a benchmark has none of: it keeps its secrets readable in a file."""

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend


class FileKeyring(KeyringBackend):
    """As quick as a file; a real key store asks another process."""

    priority = 5

    def get_password(self, service: str, username: str) -> str | None:
        """Return a secret."""
        found = self._read().get(f"{service}/{username}")
        return None if found is None else str(found)

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret."""
        self._file.write_text(
            json.dumps(self._read() | {f"{service}/{username}": password}), encoding="utf-8"
        )

    @property
    def _file(self) -> Path:
        return Path(os.environ["BENCHMARK_KEYRING"])

    def _read(self) -> dict[str, object]:
        tree: dict[str, object] = (
            json.loads(self._file.read_text(encoding="utf-8")) if self._file.exists() else {}
        )
        return tree
