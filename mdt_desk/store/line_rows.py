"""One line in its row: made from a case and what was judged, read back only where it is its case's own."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from uuid import UUID

from mdt_desk.store import line_text
from mdt_desk.store.own import is_its_own
from mdt_desk.usecases.briefs import WAITS, Brief, Facts, Judged, Known, Ranked

if TYPE_CHECKING:
    from mdt_desk.store.either import Change, Row
    from mdt_desk.usecases.errors import KnownError
    from mdt_desk.usecases.ports import StoredCase

SEALED: Final = (
    "digest",
    "facts",
    "mark",
    "judged_at",
    "holds_until",
    "lane",
    "due",
    "ready",
    "level",
    "nesms",
    "sins",
    "bilsky",
    "judged",
)
_COLUMNS: Final = (
    *("case_id", "state", "waiting", "changed_at", "meeting_id", "found", "name", "given", "born", "origin"),
    *("sign", "question", *SEALED, "seal"),
)
_KEEP: Final = (
    f"INSERT INTO queue_line ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608  # our own columns
    f" ON CONFLICT (case_id) DO UPDATE SET {', '.join(f'{each} = excluded.{each}' for each in _COLUMNS[1:])}"
)

_UNBELIEVED: Final[Mapping[str, object]] = MappingProxyType({"changed_at": "0001-01-01", "version": 0})
"""What stands for the cells of a case that is refused: they may hold anything."""


def keep_line(
    change: "Change",
    stored: "StoredCase",
    digest: str,
    judged: Judged | None = None,
    ranked: Ranked | None = None,
) -> None:
    """Keep the line of a case, in the transaction in which ``change`` changes rows; not judged, it says so."""
    from mdt_desk.usecases.briefing import facts_of, found_by
    from mdt_desk.usecases.cases import WAITING
    from mdt_desk.usecases.folding import fold

    facts = facts_of(stored.case)
    said: dict[str, object] = {
        "case_id": stored.id.hex,
        "state": stored.state.value,
        "waiting": stored.state in WAITING,
        "changed_at": _kept(stored.changed_at),
        "meeting_id": None if stored.meeting is None else stored.meeting.hex,
        "found": found_by(stored.case),
        "name": None if facts.family is None else fold(facts.family),
        "given": None if facts.given is None else fold(facts.given),
        "born": None if facts.born is None else facts.born.isoformat(),
        "origin": facts.primary,
        "sign": facts.sign,
        "question": None if facts.question is None else fold(facts.question),
        "digest": digest,
        "facts": line_text.facts_text(facts),
        **_judgement(judged, ranked),
    }
    said["seal"] = _seal([said[each] for each in SEALED])
    change(_KEEP, *(said[each] for each in _COLUMNS))


def _judgement(judged: Judged | None, ranked: Ranked | None) -> Mapping[str, object]:
    if judged is None or ranked is None:
        nothing = dict.fromkeys(("judged_at", "holds_until", "level", "nesms", "sins", "bilsky"))
        return nothing | {"mark": "", "lane": 3, "due": 0.0, "ready": 3, "judged": ""}
    return {
        "mark": ranked.mark,
        "judged_at": _kept(judged.at),
        "holds_until": _kept(judged.holds),
        "lane": judged.lane,
        "due": ranked.due,
        "ready": ranked.ready,
        "level": ranked.level,
        "nesms": ranked.nesms,
        "sins": ranked.sins,
        "bilsky": ranked.bilsky,
        "judged": line_text.judged_text(judged),
    }


def brief_of(row: "Row", known: Known) -> Brief:
    """Return a row as it is shown: what its line says where that is its case's own, else what the case says itself."""
    facts, judged, old = None, None, False
    if row["l_digest"] == row["digest"] and is_its_own(row):
        sealed = row["l_seal"] == _seal([row[f"l_{each}"] for each in SEALED])
        facts, judged = _said(row) if sealed else (None, None)
    if facts is None:
        return _from_case(row)
    if judged is not None and row["l_mark"] not in known.marks:
        judged = None
    if judged is not None and judged.holds <= known.at:
        judged, old = (judged, True) if judged.lane < WAITS else (None, False)
    return _made(row, facts, judged, old=old)


def _said(row: "Row") -> tuple[Facts | None, Judged | None]:
    try:
        judged = line_text.judged_in(str(row["l_judged"])) if row["l_judged"] else None
        return line_text.facts_in(str(row["l_facts"])), judged
    except (ValueError, KeyError, TypeError):
        return None, None


def _from_case(row: "Row") -> Brief:
    from mdt_desk.usecases.briefing import facts_of

    read = read_case(row)
    if isinstance(read, Exception):
        return replace(_made({**row, **_UNBELIEVED}, Facts(), None), refused=read)
    return _made(row, facts_of(read.case), None)


def _made(row: "Row", facts: Facts, judged: Judged | None, *, old: bool = False) -> Brief:
    starts, position = row["starts_at"], row["position"]
    seal = str(row["l_seal"]) if judged is not None else ""
    return Brief(
        number=int(str(row["number"])),
        id=UUID(str(row["id"])),  # type: ignore[arg-type]  # CaseId is imported for types only
        state=str(row["state"]),
        waiting=bool(row["waiting"]),
        changed_at=datetime.fromisoformat(str(row["changed_at"])).replace(tzinfo=UTC),
        facts=facts,
        version=int(str(row["version"])),
        meeting_at=None if starts is None else datetime.fromisoformat(str(starts)).replace(tzinfo=UTC),
        place=None if position is None else int(str(position)) + 1,
        judged=judged,
        seal=seal,
        old=old,
    )


def read_case(row: "Row") -> "StoredCase | KnownError":
    """Pass the row of a case through the gate."""
    from mdt_desk.store import gate

    try:
        return gate.stored_case(row)
    except gate.RowRefused as refused:
        return refused


def _seal(values: Sequence[object]) -> str:
    return hashlib.sha256(
        "\x00".join(repr(each) for each in values).encode("utf-8", "surrogateescape")
    ).hexdigest()


def _kept(at: datetime) -> str:
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def text_or_none(value: object) -> str | None:
    """Return a cell that may be empty."""
    return None if value is None else str(value)
