"""Whether the row of a case is as this program wrote it. Little is imported here: a start begins with it."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime


def is_its_own(row: Mapping[str, object]) -> bool:
    """Tell whether the checksum over a case is its own: it went through the gate when its line was made."""
    try:
        listed, changed = (
            datetime.fromisoformat(str(row[each])).replace(tzinfo=UTC).isoformat()
            for each in ("listed_at", "changed_at")
        )
    except ValueError:
        return False
    parts = (
        row["id"],
        row["version"],
        row["state"],
        listed,
        changed,
        row["meeting_id"] or "",
        row["document"],
    )
    joined = "\x00".join(str(each) for each in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogateescape")).hexdigest() == row["digest"]
