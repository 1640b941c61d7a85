"""What writing changes: an intent and the pad before it give the pad after it."""

from dataclasses import replace
from datetime import date

from mdt_desk.domain.meeting import ActionId
from mdt_desk.domain.people import Verb
from mdt_desk.ui.screens.meeting import draft as drafts
from mdt_desk.ui.screens.meeting import intents as wish
from mdt_desk.ui.screens.meeting import pad as pads
from mdt_desk.ui.screens.meeting import two_desks
from mdt_desk.ui.screens.meeting.discussion import suggestions
from mdt_desk.ui.screens.meeting.draft import ActionPart, Draft
from mdt_desk.ui.screens.meeting.pad import Pad
from mdt_desk.ui.screens.meeting.table import Table
from mdt_desk.usecases.ports import NewId


def written(table: Table, pad: Pad, intent: wish.Intent, new_id: NewId) -> Pad | None:
    """Return the pad after an intent, or None when the intent is not about what is written.

    Nothing is written into a signed meeting, nor where decisions may not be recorded: the pad then stays as it was.
    """
    after = _handled(table, pad, intent)
    if after is None:
        draft = _drafted(pad.draft, intent, table.now.date(), new_id)
        after = None if draft is None else two_desks.settled(pads.drafted(pad, draft))
    return pad if after is not None and table.closed_to(Verb.DECIDE) else after


def _handled(table: Table, pad: Pad, intent: wish.Intent) -> Pad | None:
    match intent:
        case wish.Insert(key=key):
            sheet = table.sheet
            offered = () if sheet is None else suggestions(table, sheet)
            found = next((each.sentence for each in offered if each.key == key), None)
            return pad if found is None else pads.inserted(pad, key, found)
        case wish.Dismiss(key=key):
            return pads.dismissed(pad, key)
        case wish.TakeBack():
            return pads.taken_back(pad)
        case wish.Revert():
            return pads.reverted(pad)
        case wish.Settle(path=path, mine=mine):
            return two_desks.resolved(pad, path, mine=mine)
        case _:
            return None


def _drafted(draft: Draft, intent: wish.Intent, today: date, new_id: NewId) -> Draft | None:
    match intent:
        case wish.ToggleOption(code=code):
            return drafts.toggled(draft, code)
        case wish.ToggleWake(path=path):
            return drafts.waking(draft, path)
        case wish.Write(part=part, text=text):
            return drafts.written(draft, part, text)
        case wish.Deviate(reason=reason):
            return replace(draft, deviation=reason)
        case wish.Defer(because=because):
            return replace(draft, deferring=True, deferred_because=because)
        case wish.TakeUp():
            return replace(draft, deferring=False, deferred_because="")
        case wish.DropAction(action=action):
            return drafts.without_action(draft, action)
        case wish.WriteAction():
            return _action(draft, intent, today, new_id)
        case _:
            return None


def _action(draft: Draft, intent: wish.WriteAction, today: date, new_id: NewId) -> Draft:
    known = any(each.id == intent.action for each in draft.actions)
    if intent.left and not known:
        return draft
    text = intent.text
    if intent.left and intent.part is ActionPart.DUE:
        text = drafts.spelled_due(text, today)
    action = intent.action if intent.action is not None else ActionId(new_id())
    return drafts.with_action(draft, action, intent.part, text)
