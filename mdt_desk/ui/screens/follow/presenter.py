"""Turn what follows from decisions into lines and the card in hand."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.follow_up import FollowUp
from mdt_desk.domain.meeting import Decision
from mdt_desk.ui.moments import day
from mdt_desk.ui.screens.follow.state import (
    CARRIED_OUT,
    REASONS,
    Answers,
    Card,
    Choice,
    FollowState,
    Line,
    Owner,
    Said,
    Topic,
)
from mdt_desk.ui.wording.people import identity_text, name_text
from mdt_desk.usecases.following import Asked, Awaited, Following, FollowThrough, Untold
from mdt_desk.usecases.ports import StoredCase, Words
from mdt_desk.usecases.wording import label_of

Thing = Asked | Untold | Following | Awaited


def things(found: FollowThrough, topic: Topic, owner: str = "") -> Mapping[str, Thing]:
    """Return what a topic lists by its key, in the order of the list."""
    listed: Mapping[Topic, Sequence[Thing]] = {
        Topic.ASK: found.asked,
        Topic.CARRIED_OUT: found.untold,
        Topic.ACTIONS: [each for each in found.actions if owner in {"", _owner(each)}],
        Topic.WAITING: found.awaited,
    }
    return {key_of(each): each for each in listed[topic]}


def key_of(thing: Thing) -> str:
    """Return what tells a thing apart from all others of its topic."""
    if isinstance(thing, Asked):
        return f"{thing.to_ask.case_id}-{thing.to_ask.months}"
    if isinstance(thing, Following):
        return str(thing.item.id)
    return f"{thing.decision.case_id}-{thing.decision.meeting_id}"


def key_after(keys: Iterable[str], key: str, gone: Collection[str]) -> str:
    """Return the first that is not gone from a key on, or of all when the key is not there; empty: none is left."""
    listed = [*keys]
    at = listed.index(key) if key in listed else 0
    return next((each for each in listed[at:] if each not in gone), "")


def follow_state(
    found: FollowThrough, topic: Topic, key: str, answers: Answers, owner: str, today: date, texts: Words
) -> FollowState:
    """Return the whole screen; the thing of ``key`` is in hand, or the first."""
    listed = things(found, topic, owner)
    chosen = listed.get(key) or next(iter(listed.values()), None)
    counts = {
        Topic.ASK: len(found.asked),
        Topic.CARRIED_OUT: len(found.untold),
        Topic.ACTIONS: sum(each.item.done_on is None for each in found.actions),
        Topic.WAITING: len(found.awaited),
    }
    return FollowState(
        topic=topic,
        topics=tuple((each, texts.get(f"follow.topic.{each}", count=counts[each])) for each in Topic),
        lines=tuple(_line(each, texts) for each in listed.values()),
        card=None if chosen is None else _card(chosen, answers, today, texts),
        owners=_owners(found, texts) if topic is Topic.ACTIONS else (),
        owner=owner,
        empty="" if listed else texts.get(f"follow.empty.{topic}"),
    )


def told(thing: Asked, answers: Answers, today: date, by: str) -> FollowUp:
    """Return the answers as they are kept; what was not asked or not known is None."""
    return FollowUp(
        case_id=thing.to_ask.case_id,
        months=thing.to_ask.months,
        asked_on=today,
        asked_by=by,
        alive=_kept(answers.alive),
        walking=_kept(answers.walking),
        treatment_done=_kept(answers.treatment_done),
    )


def complete(answers: Answers, *, death_known: bool = False) -> bool:
    """Tell whether nothing more is to be asked; ``death_known``: the day of death is in the case already."""
    if answers.alive is True:
        return answers.walking is not None and answers.treatment_done is not None
    return answers.alive is UNKNOWN or (answers.alive is False and death_known)


def _kept(said: Said) -> bool | None:
    return said if isinstance(said, bool) else None


def _line(thing: Thing, texts: Words) -> Line:
    late = thing.late if isinstance(thing, Following) else False
    return Line(
        key=key_of(thing), name=name_text(texts, thing.stored.case), detail=_detail(thing, texts), late=late
    )


def _detail(thing: Thing, texts: Words) -> str:
    get = texts.get
    if isinstance(thing, Asked):
        return get("follow.line.ask", months=thing.to_ask.months, day=day(thing.to_ask.due, texts))
    if isinstance(thing, Untold):
        return get("follow.line.decided", day=day(thing.decision.decided_at.date(), texts))
    if isinstance(thing, Awaited):
        key = "follow.line.woken" if thing.decision.woken_at else "follow.line.waits"
        return get(key, day=day((thing.decision.woken_at or thing.decision.decided_at).date(), texts))
    item = thing.item
    if item.done_on is not None:
        return get("follow.line.done", text=item.text, day=day(item.done_on, texts))
    if item.due is None:
        return get("follow.line.undated", text=item.text)
    return get(
        "follow.line.late" if thing.late else "follow.line.due", text=item.text, day=day(item.due, texts)
    )


def _card(thing: Thing, answers: Answers, today: date, texts: Words) -> Card:
    said, question, choices = _asked_of(thing, texts)
    return Card(
        key=key_of(thing),
        name=name_text(texts, thing.stored.case),
        identity=identity_text(texts, thing.stored.case, today),
        said=(_decision_text(thing.decision, texts), *said),
        question=question,
        choices=choices,
        answers=answers if isinstance(thing, Asked) else None,
        asks_day=isinstance(thing, Asked) and answers.alive is False and lives(thing.stored),
    )


def _asked_of(thing: Thing, texts: Words) -> tuple[tuple[str, ...], str, tuple[Choice, ...]]:
    get = texts.get
    if isinstance(thing, Asked):
        months, due = thing.to_ask.months, day(thing.to_ask.due, texts)
        died = thing.stored.case.patient.died_on
        known = () if died is UNKNOWN else (get("follow.ask.died", day=day(died, texts)),)
        return known, get("follow.ask.question", months=months, day=due), ()
    if isinstance(thing, Untold):
        done = Choice(value=CARRIED_OUT, text=get("follow.carried_out.yes"))
        reasons = (Choice(value=each, text=get(f"value.NotCarriedOut.{each}")) for each in REASONS)
        return (), get("follow.carried_out.question"), (done, *reasons)
    if isinstance(thing, Following):
        owner = thing.item.owner or get("follow.nobody")
        until = () if thing.item.due is None else (get("follow.action.due", day=day(thing.item.due, texts)),)
        said = (thing.item.text, get("follow.action.owner", owner=owner), *until)
        key = "follow.action.done" if thing.item.done_on is None else "follow.action.not_done"
        return said, get("follow.action.question"), (Choice(value=thing.item.done_on is None, text=get(key)),)
    waits = ", ".join(label_of(texts, each) for each in thing.decision.wakes_on)
    came = tuple(
        get("follow.waiting.arrived", fact=label_of(texts, each.fact), day=day(each.at.date(), texts))
        for each in thing.arrived
    )
    condition = (thing.decision.condition,) if thing.decision.condition else ()
    wait = (get("follow.waiting.for", facts=waits),) if waits else ()
    return (*condition, *wait, *came), "", ()


def _decision_text(decision: Decision, texts: Words) -> str:
    parts = [texts.get(f"action.{each}") for each in decision.options]
    parts += [decision.own_words] if decision.own_words else []
    plan = "; ".join(parts) or texts.get("follow.no_plan")
    return texts.get("follow.decided", day=day(decision.decided_at.date(), texts), plan=plan)


def _owners(found: FollowThrough, texts: Words) -> tuple[Owner, ...]:
    """Return everybody who has or had something to do, who is latest first, under a line for all."""
    counts: dict[str, list[int]] = {}
    for each in found.actions:
        one = counts.setdefault(_owner(each), [0, 0, 0])
        one[2 if each.item.done_on is not None else 1 if each.late else 0] += 1
    rows = [
        Owner(key=name, name=name if name != _NOBODY else texts.get("follow.nobody"), open=a, late=b, done=c)
        for name, (a, b, c) in counts.items()
    ]
    everybody = Owner(
        key="",
        name=texts.get("follow.everybody"),
        open=sum(each.open for each in rows),
        late=sum(each.late for each in rows),
        done=sum(each.done for each in rows),
    )
    return (everybody, *sorted(rows, key=lambda each: (-each.late, -each.open, each.name)))


_NOBODY = "\0"


def _owner(each: Following) -> str:
    return each.item.owner or _NOBODY


def lives(stored: StoredCase) -> bool:
    """Tell whether no day of death is recorded."""
    return stored.case.patient.died_on is UNKNOWN
