"""What was typed and not kept, as a note that outlives the program, and what such a note gives back."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from mdt_desk.domain.case import Case, IdSystem, spec_for, value_at
from mdt_desk.domain.facts import UNKNOWN, Kind
from mdt_desk.domain.meeting import CaseId
from mdt_desk.domain.problems import CaseRefused
from mdt_desk.domain.reading import read_fact
from mdt_desk.domain.three_way import changes
from mdt_desk.domain.values import read_value
from mdt_desk.ui.screens.case import intents
from mdt_desk.ui.screens.case.compound import IDENTITY
from mdt_desk.ui.screens.case.memory import LEVEL, Draft, Memory, Recovered
from mdt_desk.ui.wording.facts import known_path, typed_text
from mdt_desk.usecases.errors import KnownError
from mdt_desk.usecases.ports import CaseQueue, NoteKind, StoredCase, Words

_PICKED: Final = frozenset({Kind.BOOL, Kind.CHOICE, Kind.CHOICES})
"""What is chosen in a field that nobody types in."""


def unsaved(memory: Memory, at: datetime, language: str) -> Mapping[str, Draft]:
    """Return what would be lost now: typed and not taken, taken and not kept yet, or still on offer."""
    found = dict(memory.recovered.fields) if memory.recovered else {}
    for path, value in changes(memory.stored.case, memory.case).items():
        text = typed_text(value, language, at.tzinfo) if path != IDENTITY else ""
        if text:
            found[path] = Draft(text=text)
        elif path != "lesions" and spec_for(path).kind in _PICKED and value is not UNKNOWN:
            found[path] = Draft(text=json.dumps(_plain(value)), picked=True)
    for path, draft in memory.drafts.items():
        if _lost(memory.stored.case, path, draft, at):
            found[path] = Draft(text=draft.text, part=draft.part)
    return MappingProxyType(found)


def note_of(fields: Mapping[str, Draft], at: datetime) -> str:
    """Return what was typed as the text of a note; nothing when there is nothing."""
    if not fields:
        return ""
    typed = {path: _written(draft) for path, draft in fields.items()}
    return json.dumps({"at": at.isoformat(), "typed": typed}, ensure_ascii=False)


def recovered(note: str | None, case: Case, at: datetime) -> Recovered | None:
    """Return what a note gives back that the case does not hold; None when that is nothing.

    A note that cannot be read gives nothing back: it is ours, and whoever changed it knows what stood in it.
    """
    try:
        tree = json.loads(note or "")
        typed_at = datetime.fromisoformat(tree["at"])
        typed = {str(path): _read(each) for path, each in tree["typed"].items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    fields = {
        path: draft
        for path, draft in typed.items()
        if (path == LEVEL or known_path(path)) and _lost(case, path, draft, at)
    }
    return Recovered(at=typed_at, fields=MappingProxyType(fields)) if fields else None


def cases_with_drafts(queue: CaseQueue, at: datetime) -> tuple[StoredCase, ...]:
    """Return the cases of which a note gives something back; notes of other things are left alone."""
    found = []
    for key, note in queue.notes.under(NoteKind.DRAFT).items():
        with suppress(ValueError, KnownError):  # not the note of a case; or of one that can no longer be read
            stored = queue.get(CaseId(UUID(key)))
            if recovered(note, stored.case, at) is not None:
                found.append(stored)
    return tuple(found)


def put_back(memory: Memory, at: datetime, texts: Words) -> Memory:
    """Put what a note gave back into its fields, and take what can be read; undo takes it out again."""
    if memory.recovered is None:
        return memory
    fields, memory = memory.recovered.fields, replace(memory, recovered=None)
    for path, draft in fields.items():
        if path == LEVEL:
            memory = intents.drafted(memory, path, draft.text)
        elif draft.picked:
            memory = intents.picked(memory, path, picked_value(path, draft), at, texts)
        elif path == IDENTITY:
            memory = intents.picked(memory, path, (draft.part, draft.text), at, texts)
        else:
            memory = intents.left(memory, path, draft.text, at, texts)
    return memory


def superseded(memory: Memory, path: str) -> Memory:
    """Stop offering what a note gives back for a fact that somebody changes now."""
    if memory.recovered is None or path not in memory.recovered.fields:
        return memory
    left = {each: draft for each, draft in memory.recovered.fields.items() if each != path}
    rest = replace(memory.recovered, fields=MappingProxyType(left)) if left else None
    return replace(memory, recovered=rest)


def _lost(case: Case, path: str, draft: Draft, at: datetime) -> bool:
    """Tell whether a case does not hold what was typed; an emptied field is no loss."""
    if not draft.text.strip():
        return False
    if path in {LEVEL, IDENTITY}:
        return True
    try:
        if draft.picked:
            return bool(picked_value(path, draft) != value_at(case, path))
        return bool(read_fact(path, draft.text, at) != value_at(case, path))
    except CaseRefused:
        return True


def _written(draft: Draft) -> dict[str, str]:
    part = draft.part.value if isinstance(draft.part, IdSystem) else ""
    return {"text": draft.text, "part": part, "picked": "yes" if draft.picked else ""}


def _read(tree: Mapping[str, str]) -> Draft:
    part = tree["part"]
    picked = bool(tree.get("picked", ""))
    return Draft(text=str(tree["text"]), part=IdSystem(part) if part else UNKNOWN, picked=picked)


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else value


def picked_value(path: str, draft: Draft) -> object:
    """Return the value that was chosen; raises CaseRefused where there is no such value any more."""
    return read_value(spec_for(path), path, json.loads(draft.text))
