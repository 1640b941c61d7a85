"""In which order lines stand, as SQL that every engine understands."""

from typing import Final

from mdt_desk.usecases.briefs import Known, Wanted

_PLANNED: Final = (
    " LEFT JOIN meeting m ON m.id = l.meeting_id AND m.state <> 'closed'"
    " LEFT JOIN agenda_item a ON a.meeting_id = m.id AND a.case_id = l.case_id"
)
LANE: Final = (
    "CASE WHEN l.waiting = FALSE THEN 4 WHEN l.mark IN (?, ?) AND (l.holds_until > ? OR l.lane < 2) THEN l.lane"
    " ELSE 3 END"
)
"""Where a line stands now: what was judged and held no longer stays among the urgent, and nowhere else."""

HOLDS: Final = "l.waiting = TRUE AND l.mark IN (?, ?) AND l.holds_until > ?"

RANKED: Final = ("urgency", "readiness")
"""What is sorted by these needs nothing that the index of ranks lacks."""

_SETTLED: Final = "l.lane, l.due, l.ready, l.number"
_TEXTS: Final = {"patient": ("l.name", "l.given"), "question": ("l.question",)}
_JUDGED: Final = {"level": "l.level", "nesms": "l.nesms", "sins": "l.sins", "bilsky": "l.bilsky"}
_CODES: Final = {"primary": "l.origin", "neurology": "l.sign"}


def moment(known: Known) -> str:
    """Spell a moment as the tables keep it: in UTC, without saying so."""
    from datetime import UTC

    return known.at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def given_of(known: Known) -> tuple[object, ...]:
    """Return what stands for the question marks of LANE and of HOLDS."""
    return (*known.marks, moment(known))


def order_of(wanted: Wanted, known: Known, *, settled: bool) -> tuple[str, str, tuple[object, ...]]:
    """Return the joins and terms by which lines are sorted, with what stands for their question marks.

    ``settled``: every waiting case is judged, and nothing else is wanted: the index has their order.
    """
    turn = " DESC" if wanted.descending else ""
    if wanted.column == "urgency" and settled:
        return "", _turned(_SETTLED, turn), ()
    if wanted.column == "urgency":
        return "", _turned(f"{_urgency()}, l.number", turn), given_of(known)
    if wanted.column == "meeting":
        return _PLANNED, _turned("m.starts_at IS NULL, m.starts_at, a.position, l.number", turn), ()
    if wanted.column == "readiness":
        return "", _turned(f"CASE WHEN {HOLDS} THEN l.ready ELSE 3 END, l.number", turn), given_of(known)
    return "", *_column(wanted, known, turn)


def _urgency() -> str:
    """Lanes, in each what is due first; what is not judged by what is discussed first, then by what changed last."""
    return (
        f"{LANE}, CASE WHEN l.lane = 3 THEN 0 ELSE l.due END, CASE WHEN l.lane = 3 AND l.meeting_id IS NULL THEN 1"
        " ELSE 0 END, l.ready"
    )


def _column(wanted: Wanted, known: Known, turn: str) -> tuple[str, tuple[object, ...]]:
    column = wanted.column
    if column in _TEXTS:
        names = _TEXTS[column]
        return _turned(f"{names[0]} IS NULL, {', '.join(names)}, l.number", turn), ()
    if column in _CODES:
        whens = " ".join(f"WHEN ? THEN {at}" for at in range(len(wanted.labels)))
        code = _CODES[column]
        placed = f"CASE {code} {whens} ELSE {len(wanted.labels)} END" if wanted.labels else code
        return _turned(f"{placed}, l.number", turn), wanted.labels
    judged = _JUDGED[column]
    shown = judged if column == "level" else f"CASE WHEN {HOLDS} THEN {judged} END"
    marks = () if column == "level" else given_of(known)
    return _turned(f"{shown} IS NULL, {shown}, l.number", turn), (*marks, *marks)


def _turned(terms: str, turn: str) -> str:
    """Turn every term round; commas inside brackets part no terms."""
    parts, depth = [""], 0
    for letter in terms:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return ", ".join(f"{each.strip()}{turn}" for each in parts)
