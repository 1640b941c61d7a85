"""Two desks write the minutes of one case: what goes together by itself, and what the second has to choose."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from mdt_desk.domain.meeting import Decision
from mdt_desk.domain.three_way import Clash, together
from mdt_desk.ui.moments import day
from mdt_desk.ui.screens.meeting.draft import EMPTY, ActionDraft, Draft, Part, draft_of, due_of
from mdt_desk.ui.screens.meeting.pad import Pad
from mdt_desk.ui.wording.both import DifferenceShown, difference_shown, whose_text
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.touched import Touch
from mdt_desk.usecases.wording import label_of

_ACTION: Final = "action:"
_DEFERRAL: Final = "deferral"
_OPTIONS: Final = "options"
_DEVIATION: Final = "deviation"
_WAKES: Final = "wakes_on"


def overtaken(pad: Pad, theirs: Decision | None) -> Pad:
    """Put what is written here and what another desk recorded meanwhile together."""
    before = parts(EMPTY if pad.recorded is None else draft_of(pad.recorded))
    there = EMPTY if theirs is None else draft_of(theirs)
    both = together(before, parts(pad.draft), parts(there))
    draft = pad.draft
    for path in both.taken_over:
        draft = with_part(draft, path, both.values.get(path))
    asked = {path: _clash(path, before, draft, there) for path in both.clashes}
    for earlier in pad.clashes:
        asked[earlier.path] = replace(_clash(earlier.path, before, draft, there), before=earlier.before)
    return settled(
        replace(
            pad,
            draft=draft,
            kept=there,
            recorded=theirs,
            keeping=False,
            problem="",
            clashes=tuple(asked.values()),
        )
    )


def settled(pad: Pad) -> Pad:
    """Follow what is written here; where it comes to what the other wrote, nothing is left to choose."""
    if not pad.clashes:
        return pad
    now = parts(pad.draft)
    left = tuple(
        replace(each, mine=now.get(each.path)) for each in pad.clashes if now.get(each.path) != each.theirs
    )
    return replace(pad, clashes=left)


def resolved(pad: Pad, path: str, *, mine: bool) -> Pad:
    """Settle one difference: keep what is written here, or take the other."""
    found = [each for each in pad.clashes if each.path == path]
    left = tuple(each for each in pad.clashes if each.path != path)
    draft = pad.draft if mine or not found else with_part(pad.draft, path, found[0].theirs)
    return replace(pad, draft=draft, clashes=left, problem="")


def parts(draft: Draft) -> Mapping[str, Any]:
    """Return what is written, part by part; what is empty is not there."""
    found: dict[str, Any] = {each.value: getattr(draft, each.value).strip() for each in Part}
    found |= {_OPTIONS: draft.options, _DEVIATION: draft.deviation, _WAKES: draft.wakes_on}
    found[_DEFERRAL] = draft.deferred_because.strip() if draft.deferring else None
    found |= {f"{_ACTION}{each.id.hex}": _plain(each) for each in draft.actions if not each.empty}
    return {path: value for path, value in found.items() if value not in ("", (), None)}


def with_part(draft: Draft, path: str, value: Any) -> Draft:  # noqa: ANN401  # each part has a type of its own
    """Return the draft with one part as another desk wrote it; None: it is not there."""
    if path == _DEFERRAL:
        return replace(draft, deferring=value is not None, deferred_because=value or "")
    if path.startswith(_ACTION):
        return _with_action(draft, path.removeprefix(_ACTION), value)
    empty = () if path in {_OPTIONS, _WAKES} else None if path == _DEVIATION else ""
    changed: dict[str, Any] = {path: empty if value is None else value}
    return replace(draft, **changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """In whose words a difference is said: ``touches`` is who wrote this decision when, ``now`` is local."""

    texts: Words
    now: datetime
    touches: tuple[Touch, ...] = ()


def differences_shown(pad: Pad, voice: Voice) -> tuple[DifferenceShown, ...]:
    """Put what is to be chosen into words."""
    last = voice.touches[-1] if voice.touches else None
    whose = whose_text(last, voice.texts, voice.now)
    return tuple(
        difference_shown(
            voice.texts,
            each.path,
            _name(each.path, voice.texts),
            (
                _said(each.path, each.before, voice.texts),
                _said(each.path, each.mine, voice.texts),
                _said(each.path, each.theirs, voice.texts),
            ),
            whose,
        )
        for each in pad.clashes
    )


def _clash(path: str, before: Mapping[str, Any], draft: Draft, there: Draft) -> Clash:
    return Clash(
        path=path, before=before.get(path), mine=parts(draft).get(path), theirs=parts(there).get(path)
    )


def _plain(action: ActionDraft) -> ActionDraft:
    """Return an action without what makes no difference to what somebody has to do."""
    due = due_of(action.due)
    return replace(
        action,
        text=action.text.strip(),
        owner=action.owner.strip(),
        due=f"{due:%d-%m-%Y}" if due else action.due.strip(),
        done_on=None,
    )


def _with_action(draft: Draft, name: str, value: ActionDraft | None) -> Draft:
    there = any(each.id.hex == name for each in draft.actions)
    if value is None:
        actions = tuple(each for each in draft.actions if each.id.hex != name)
    elif there:
        actions = tuple(value if each.id.hex == name else each for each in draft.actions)
    else:
        actions = (*draft.actions, value)
    return replace(draft, actions=actions)


def _name(path: str, texts: Words) -> str:
    if path.startswith(_ACTION):
        return texts.get("both.action")
    if path in {_OPTIONS, _DEVIATION, _WAKES, _DEFERRAL}:
        return texts.get(f"both.part.{path}")
    return texts.get(f"meeting.part.{path}")


def _said(path: str, value: Any, texts: Words) -> str:  # noqa: ANN401  # each part has a type of its own
    if value is None:
        return ""
    if path == _OPTIONS:
        return ", ".join(texts.get(f"action.{each}") for each in value)
    if path == _WAKES:
        return ", ".join(label_of(texts, each) for each in value)
    if path == _DEVIATION:
        return texts.get(f"value.DeviationReason.{value}")
    if isinstance(value, ActionDraft):
        due = due_of(value.due)
        said = (value.text, value.owner, day(due, texts) if due else value.due)
        return " · ".join(each for each in said if each)
    return str(value)
