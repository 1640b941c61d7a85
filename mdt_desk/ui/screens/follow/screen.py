"""The follow-through as a place of the window: it reads, keeps each answer at once, and goes to the next."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mdt_desk.domain.follow_up import NotCarriedOut
from mdt_desk.domain.people import Verb
from mdt_desk.ui.actions import Place
from mdt_desk.ui.asleep import hold
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.follow.presenter import (
    Thing,
    complete,
    follow_state,
    key_after,
    key_of,
    lives,
    things,
    told,
)
from mdt_desk.ui.screens.follow.state import (
    CARRIED_OUT,
    NO_ANSWERS,
    Answered,
    Answers,
    Asks,
    Chose,
    Died,
    FollowState,
    ForOwner,
    OpenCase,
    Said,
    Spoke,
    Took,
    Topic,
)
from mdt_desk.ui.screens.follow.view import FollowView
from mdt_desk.ui.sentences import sentence
from mdt_desk.ui.work import Failed, Outcome
from mdt_desk.usecases.following import (
    Asked,
    Following,
    FollowThrough,
    Untold,
    follow_through,
    tell_execution,
    tell_follow_up,
)
from mdt_desk.usecases.meetings import finish_action

NOTHING = FollowThrough(asked=(), untold=(), actions=(), awaited=())


def still_unread(outcome: Outcome[FollowThrough], desk: Desk, before: str | None) -> str | None:
    """Return what is said in place of everything; None: it was read now or before, and what was known stays."""
    if not isinstance(outcome, Failed):
        return None
    if before is None:
        desk.fail(outcome.error)
        return None
    return sentence(outcome.error, desk.look.texts)


class _UnderWay:
    """What is being kept now: the same answer, pressed again meanwhile, is not sent twice."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._keys: set[str] = set()

    def __contains__(self, thing: Thing | None) -> bool:
        return thing is not None and key_of(thing) in self._keys

    def send(self, thing: Thing, verb: Callable[[], object], kept: Callable[[object], None]) -> None:
        """Keep an answer; the thing can be answered again once it is known whether it was kept."""
        self._keys.add(key_of(thing))

        def ended(outcome: Outcome[object]) -> None:
            self._keys.discard(key_of(thing))
            if isinstance(outcome, Failed):
                self._desk.fail(outcome.error)
            else:
                kept(outcome.value)

        self._desk.work.run(verb, ended)


class FollowScreen(QObject):
    """Keeps what is in hand; its view draws it."""

    place = Place.FOLLOW

    def __init__(self, desk: Desk) -> None:
        """Know nothing yet; what is ``unread`` says why, None: it was read."""
        super().__init__(desk)
        self._desk = desk
        self._found = NOTHING
        self._unread: str | None = ""
        self._topic = Topic.ASK
        self._key = ""
        self._owner = ""
        self._by = ""
        self._answers = NO_ANSWERS
        self._view: FollowView | None = None
        self._under_way = _UnderWay(desk)
        desk.reached.connect(lambda: self.enter() if self._unread and desk.away_since is None else None)

    def build(self, look: Look) -> QWidget:
        """Return a view in another look."""
        view = self._view = FollowView(look)
        view.wished.connect(self._wish)
        view.went.connect(self._desk.go)
        view.named.connect(self._name)
        self._asleep = hold(self._desk, view, self._needs, *view.answering)
        self._draw()
        return view

    def enter(self) -> None:
        """Read again, and put the keyboard on what is asked."""
        queue, today = self._desk.services.queue, self._today()

        def read(outcome: Outcome[FollowThrough]) -> None:
            self._unread = still_unread(outcome, self._desk, self._unread)
            self._found = self._found if isinstance(outcome, Failed) else outcome.value
            self._draw()
            self._focus()

        self._desk.work.run(lambda: follow_through(queue, today), read, reads=True)

    def _today(self) -> date:
        return self._desk.now().date()

    def _state(self) -> FollowState:
        texts = self._desk.look.texts
        if self._unread is not None:
            return FollowState(topic=self._topic, empty=self._unread)
        return follow_state(
            self._found, self._topic, self._key, self._answers, self._owner, self._today(), texts
        )

    def _draw(self) -> None:
        if self._view is not None:
            self._asleep.follow()
            self._view.show_state(self._state(), self._by)

    def _needs(self) -> Verb:
        return Verb.DECIDE if self._topic is Topic.ACTIONS else Verb.FOLLOW_UP

    def _focus(self) -> None:
        if self._view is not None:
            self._view.focus_question(self._state())

    def _name(self, text: str) -> None:
        self._by = text

    def _in_hand(self) -> Thing | None:
        listed = things(self._found, self._topic, self._owner)
        return listed.get(self._key) or next(iter(listed.values()), None)

    def _wish(self, intent: object) -> None:
        match intent:
            case Spoke() | Died() | Answered() if self._in_hand() in self._under_way:
                self._draw()
            case Chose(topic=topic):
                self._topic, self._key, self._owner, self._answers = topic, "", "", NO_ANSWERS
                self._draw()
            case Took(key=key):
                self._key, self._answers = key, NO_ANSWERS
                self._draw()
            case ForOwner(key=key):
                self._owner, self._key = key, ""
                self._draw()
            case Spoke(asks=asks, value=value):
                self._speak(asks, value)
            case Died(on=None):
                self._desk.say(self._desk.look.text("follow.no_day"))
            case Died(on=on):
                self._keep_follow_up(on)
            case Answered(value=value):
                self._answer(value)
            case OpenCase():
                thing = self._in_hand()
                if thing is not None:
                    self._desk.open_case(thing.stored.id)
            case _:
                raise TypeError(type(intent).__name__)

    def _speak(self, asks: Asks, value: Said) -> None:
        if asks is Asks.ALIVE:
            self._answers = Answers(alive=value)
        elif asks is Asks.WALKING:
            self._answers = replace(self._answers, walking=value)
        else:
            self._answers = replace(self._answers, treatment_done=value)
        thing = self._in_hand()
        if complete(self._answers, death_known=thing is not None and not lives(thing.stored)):
            self._keep_follow_up(None)
        else:
            self._draw()
            self._focus()

    def _keep_follow_up(self, died_on: date | None) -> None:
        thing = self._in_hand()
        if not isinstance(thing, Asked) or not self._named():
            return
        queue, now = self._desk.services.queue, self._desk.now()
        answer = told(thing, self._answers, now.date(), self._by.strip())
        gone = [
            each
            for each in self._found.asked
            if each is thing or (died_on is not None and each.stored.id == thing.stored.id)
        ]
        self._keep(lambda: tell_follow_up(queue, answer, died_on=died_on, at=now), thing, gone)

    def _answer(self, value: object) -> None:
        thing, queue, today = self._in_hand(), self._desk.services.queue, self._today()
        if isinstance(thing, Following):
            meeting, item = thing.decision.meeting_id, thing.item
            self._under_way.send(
                thing,
                lambda: finish_action(queue, meeting, item.id, today if value else None),
                lambda _: self._changed(),
            )
        elif isinstance(thing, Untold) and self._named():
            done, by = value == CARRIED_OUT, self._by.strip()
            because = value if isinstance(value, NotCarriedOut) else None
            self._keep(
                lambda: tell_execution(queue, thing.decision, because, carried_out=done, by=by, on=today),
                thing,
                [thing],
            )

    def _named(self) -> bool:
        """Tell whether it is known who asks; otherwise that is asked first."""
        if self._by.strip():
            return True
        self._desk.say(self._desk.look.text("follow.who"))
        if self._view is not None:
            self._view.focus_by()
        return False

    def _keep(self, verb: Callable[[], object], thing: Thing, gone: Sequence[Thing]) -> None:
        """Keep an answer; the list goes on to the next at once when it was kept, unless another was taken."""

        def kept(_value: object) -> None:
            in_hand, keys = self._in_hand(), {key_of(each) for each in gone}
            goes_on = in_hand is not None and key_of(in_hand) in keys
            if goes_on:
                listed = things(self._found, self._topic, self._owner)
                self._key, self._answers = key_after(listed, key_of(thing), keys), NO_ANSWERS
            self._found = replace(
                self._found,
                asked=tuple(each for each in self._found.asked if each not in gone),
                untold=tuple(each for each in self._found.untold if each not in gone),
            )
            self._desk.changed.emit()
            self._draw()
            if goes_on:
                self._focus()

        self._under_way.send(thing, verb, kept)

    def _changed(self) -> None:
        self._desk.changed.emit()
        self.enter()
