"""Pictures kept between runs, each under a hash of what it shows; a damaged one counts as absent."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from mdt_desk.durable import write_whole

_DIGEST: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Cache:
    """A folder of pictures; a folder that cannot be used only costs time."""

    folder: Path

    def find(self, key: str) -> bytes | None:
        """Return what was kept, or None when nothing whole is there."""
        try:
            kept = (self.folder / key).read_bytes()
        except OSError:
            return None
        digest, content = kept[:_DIGEST], kept[_DIGEST:]
        return content if sha256(content).digest() == digest else None

    def keep(self, key: str, content: bytes) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(self.folder / key, sha256(content).digest() + content)
        except OSError:
            return  # the picture is drawn anew next time
