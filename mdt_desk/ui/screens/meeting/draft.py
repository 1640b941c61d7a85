"""A decision while it is being written: nothing in it was filled in for the team."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from mdt_desk.domain.facts import FactSpec, Kind
from mdt_desk.domain.meeting import ActionId, ActionItem, CaseId, Decision, DeviationReason, MeetingId
from mdt_desk.domain.problems import CaseRefused
from mdt_desk.domain.values import read_typed


class Part(StrEnum):
    """The parts of a decision that are words; each is named like its attribute."""

    OWN_WORDS = "own_words"
    REASONS = "reasons"
    DEVIATION_WORDS = "deviation_words"
    CONDITION = "condition"
    ALTERNATIVES = "alternatives"
    DISSENT = "dissent"
    RESPONSIBLE_PHYSICIAN = "responsible_physician"
    INFORMS_PATIENT = "informs_patient"
    INFORMS_GP = "informs_gp"


class ActionPart(StrEnum):
    """The parts of an action that are typed."""

    TEXT = "text"
    OWNER = "owner"
    DUE = "due"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionDraft:
    """An action as it is typed; ``due`` is what stands in the field, right or wrong."""

    id: ActionId
    text: str = ""
    owner: str = ""
    due: str = ""
    done_on: date | None = None

    @property
    def empty(self) -> bool:
        return not (self.text.strip() or self.owner.strip() or self.due.strip())

    @property
    def wrong(self) -> bool:
        """Tell whether it cannot be kept yet: a due date that is none, or an owner of nothing."""
        return not self.empty and (
            not self.text.strip() or (due_of(self.due) is None and bool(self.due.strip()))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Everything that is written about one case; an empty text is "not recorded".

    Attributes:
        deferring: the case is put off; ``deferred_because`` then says why.

    """

    options: tuple[str, ...] = ()
    own_words: str = ""
    reasons: str = ""
    deviation: DeviationReason | None = None
    deviation_words: str = ""
    condition: str = ""
    wakes_on: tuple[str, ...] = ()
    alternatives: str = ""
    dissent: str = ""
    actions: tuple[ActionDraft, ...] = ()
    responsible_physician: str = ""
    informs_patient: str = ""
    informs_gp: str = ""
    deferring: bool = False
    deferred_because: str = ""

    @property
    def decides(self) -> bool:
        """Tell whether there is something to record: an option, a decision in words, or why the case is put off."""
        if self.deferring:
            return bool(self.deferred_because.strip())
        return bool(self.options or self.own_words.strip())

    @property
    def wrong(self) -> bool:
        """Tell whether something typed cannot be kept as it stands."""
        return any(each.wrong for each in self.actions)


EMPTY: Final = Draft()
_DAY: Final = FactSpec(path="due", kind=Kind.DATE)
_FROM_TODAY: Final = re.compile(r"\+(\d{1,3})", re.ASCII)


def due_of(typed: str) -> date | None:
    """Return the day somebody typed (18-11-2026 or 2026-11-18), or None when it is none."""
    try:
        found = read_typed(_DAY, "due", typed, None)
    except CaseRefused:
        return None
    return found if isinstance(found, date) else None


def spelled_due(typed: str, today: date) -> str:
    """Return a due day in full when it was typed as a number of days from today: +7 in a week."""
    found = _FROM_TODAY.fullmatch(typed.strip())
    return typed if found is None else f"{today + timedelta(days=int(found[1])):%d-%m-%Y}"


def spelled(draft: Draft, today: date) -> Draft:
    """Return the draft with the due day of every action in full."""
    actions = (replace(each, due=spelled_due(each.due, today)) for each in draft.actions)
    return replace(draft, actions=tuple(actions))


def toggled(draft: Draft, code: str) -> Draft:
    """Choose an option, or take it back; options keep the order in which the team put them."""
    if code in draft.options:
        return replace(draft, options=tuple(each for each in draft.options if each != code))
    return replace(draft, options=(*draft.options, code))


def waking(draft: Draft, path: str) -> Draft:
    """Await a fact, or no longer."""
    others = tuple(each for each in draft.wakes_on if each != path)
    return replace(draft, wakes_on=others if path in draft.wakes_on else (*others, path))


def written(draft: Draft, part: Part, text: str) -> Draft:
    """Return the draft with other words in one part."""
    changed: dict[str, Any] = {part.value: text}
    return replace(draft, **changed)


def with_action(draft: Draft, action: ActionId, part: ActionPart, text: str) -> Draft:
    """Return the draft with other words in one action; an action that was not there yet is added at the end."""
    if all(each.id != action for each in draft.actions):
        draft = replace(draft, actions=(*draft.actions, ActionDraft(id=action)))
    typed: dict[str, Any] = {part.value: text}
    changed = (replace(each, **typed) if each.id == action else each for each in draft.actions)
    return replace(draft, actions=tuple(changed))


def without_action(draft: Draft, action: ActionId) -> Draft:
    """Return the draft without one action."""
    return replace(draft, actions=tuple(each for each in draft.actions if each.id != action))


def draft_of(decision: Decision) -> Draft:
    """Return a recorded decision as it stands in the form."""
    words = {each.value: getattr(decision, each.value) or "" for each in Part}
    return Draft(
        options=decision.options,
        deviation=decision.deviation,
        wakes_on=decision.wakes_on,
        actions=tuple(_action_draft(each) for each in decision.actions),
        deferring=decision.deferred_because is not None,
        deferred_because=decision.deferred_because or "",
        **words,
    )


def decision_of(
    draft: Draft, case_id: CaseId, meeting_id: MeetingId, at: datetime, recorded: Decision | None
) -> Decision:
    """Return what is to be recorded.

    Correcting words does not take the decision anew: while the options stay as they were ``recorded``, so does the
    moment at which it was taken, and with it who sat at the table.
    """
    same = recorded is not None and recorded.options == draft.options and not draft.deferring
    words: dict[str, Any] = {each.value: getattr(draft, each.value).strip() or None for each in Part}
    return Decision(
        case_id=case_id,
        meeting_id=meeting_id,
        decided_at=recorded.decided_at if same and recorded is not None else at,
        options=draft.options,
        deviation=draft.deviation,
        wakes_on=draft.wakes_on,
        woken_at=recorded.woken_at if recorded is not None and recorded.wakes_on == draft.wakes_on else None,
        actions=tuple(_action_item(each) for each in draft.actions if not each.empty),
        deferred_because=draft.deferred_because.strip() if draft.deferring else None,
        **words,
    )


def _action_draft(item: ActionItem) -> ActionDraft:
    due = f"{item.due:%d-%m-%Y}" if item.due else ""
    return ActionDraft(id=item.id, text=item.text, owner=item.owner or "", due=due, done_on=item.done_on)


def _action_item(action: ActionDraft) -> ActionItem:
    return ActionItem(
        id=action.id,
        text=action.text.strip(),
        owner=action.owner.strip() or None,
        due=due_of(action.due),
        done_on=action.done_on,
    )
