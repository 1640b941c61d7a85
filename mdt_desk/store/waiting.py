"""What is witnessed while the queue is shut waits beside it, and becomes lines of the trail at the next opening."""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from mdt_desk import durable
from mdt_desk.domain.audit import Deed, Event, Result
from mdt_desk.domain.people import OWNER
from mdt_desk.store import places

_MOST: Final = 200
"""More failed attempts than that say nothing more, and would fill the disk of a computer left alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """The events beside one queue; what is not kept there for want of room or permission keeps nobody from work."""

    queue: Path

    @property
    def file(self) -> Path:
        return self.queue.with_name(f"{self.queue.name}.witnessed")

    def add(self, what: Deed, at: datetime, of: str = "") -> None:
        """Keep an event until the queue is open."""
        result = Result.REFUSED if what is Deed.UNLOCK_FAILED else Result.DONE
        who, place = places.account_name(), places.desk_name()
        said = [what.value, at.astimezone(UTC).isoformat(), who, place, of, result.value]
        with suppress(OSError):
            if what is not Deed.UNLOCK_FAILED or len(self._said()) < _MOST:
                handle = os.open(self.file, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
                with suppress(
                    PermissionError
                ):  # somebody else's of the same group: the mode is right already
                    self.file.chmod(durable.file_mode(self.file.parent))
                with os.fdopen(handle, "a", encoding="utf-8") as file:
                    file.write(json.dumps(said) + "\n")

    def events(self) -> tuple[Event, ...]:
        """Return what waits, in its order; a line that somebody else wrote there is left out."""
        found: list[Event] = []
        for line in self._said():
            with suppress(ValueError, TypeError):
                what, at, who, place, of, result = json.loads(line)
                moment = datetime.fromisoformat(at)
                if moment.tzinfo is not None:
                    found.append(
                        Event(
                            at=moment,
                            who=str(who),
                            role=OWNER,
                            place=str(place),
                            what=Deed(what),
                            object=str(of),
                            result=Result(result),
                        )
                    )
        return tuple(found)

    def taken(self) -> None:
        """Forget what is in the trail now; a file that stays keeps nobody out, and is empty where it can be."""
        try:
            self.file.unlink(missing_ok=True)
        except OSError:
            with suppress(OSError):
                os.truncate(self.file, 0)

    def _said(self) -> list[str]:
        with suppress(OSError):
            return self.file.read_text(encoding="utf-8", errors="replace").splitlines()
        return []
