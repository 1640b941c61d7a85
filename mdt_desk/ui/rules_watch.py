"""Notice that the rules are others than those the desk last worked with, or that nobody stood for them yet."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from mdt_desk.domain.assessment import RuleSet
from mdt_desk.domain.case import CaseOf
from mdt_desk.domain.meeting import CaseId
from mdt_desk.mistakes import report
from mdt_desk.ui.actions import Place
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.moments import day
from mdt_desk.ui.screens.help.rules import notice_text
from mdt_desk.ui.theme import Tone
from mdt_desk.usecases.activating import Activation, Standing, Word
from mdt_desk.usecases.errors import KnownError
from mdt_desk.usecases.ports import DeskServices, Words
from mdt_desk.usecases.rule_sets import CaseOtherwise, advised_otherwise, remember_advice, remembering

_AT_CLOSE: Final = 100
_NEXT: Final = 10


def remember(services: DeskServices, most: int = _AT_CLOSE) -> int:
    """Remember what cases that were changed are advised by the present rules, and return how many; the rest later.

    What cannot be remembered now, because a server is away, is left to the next start: the window is shut already.
    """
    try:
        return remember_advice(services.queue, services.assess, rules_speaking(services), most=most)
    except KnownError as error:
        report(error)
        return 0


def watch_rules(desk: Desk, show: Callable[[], None]) -> None:
    """Say once how many cases other rules would change; ``show`` opens the list of them.

    It begins when all that was asked for before is done: the queue is shown first.
    """
    services = desk.services

    leaving = False

    def leave() -> None:
        nonlocal leaving
        leaving = True

    def read() -> tuple[tuple[CaseOtherwise, ...], RuleSet]:
        return advised_otherwise(services.queue, services.assess), rules_speaking(services)

    def go_on(rest: Iterator[CaseId], many: int = _NEXT) -> None:
        def some() -> int:
            return sum(1 for _ in islice(rest, _NEXT))

        if many == _NEXT and not leaving:
            desk.do(some, lambda done: go_on(rest, done), on=desk.paper, reads=True)

    def tell(read_now: tuple[tuple[CaseOtherwise, ...], RuleSet]) -> None:
        found, rules = read_now
        go_on(remembering(services.queue, services.assess, rules))
        if found:
            texts = desk.look.texts
            text = notice_text(found, texts)
            desk.say(text, Tone.SOON, passing=False, do=texts.get("rules_changed.show"), act=show)

    desk.leaving.connect(leave)
    desk.read(lambda: None, lambda _: desk.do(read, tell, on=desk.paper))


def rules_speaking(services: DeskServices) -> RuleSet:
    """Return which rules answer: an assessment of nothing says so too."""
    now = services.clock.now()
    return services.assess(CaseOf(), now, now).rules


def standing_text(found: Activation, texts: Words, zone: ZoneInfo) -> str:
    """Return how a rule set stands here, with who stands for it."""
    named = f"{found.rules.version} ({found.rules.hash[:8]})"
    said = [texts.get(f"activation.standing.{found.standing}", rules=named)]
    said += [
        texts.get(f"activation.by.{key}", name=word.by, day=day(word.at.astimezone(zone).date(), texts))
        for key, word in _words(found)
    ]
    if found.earlier is not None:
        earlier = f"{found.earlier.version} ({found.earlier.hash[:8]})"
        said.append(texts.get("activation.earlier", rules=earlier))
    return " ".join(said)


def _words(found: Activation) -> tuple[tuple[str, Word], ...]:
    both = (("proposed", found.proposed), ("confirmed", found.confirmed))
    return tuple((key, word) for key, word in both if word is not None)


def watch_activation(desk: Desk, know: Callable[[RuleSet, bool], None]) -> None:
    """Say below every screen which rules speak and whether two people stand for them; in the bar to who can act.

    ``know`` is told the rules and whether they were activated. Where nobody is real, nobody has to stand for rules.
    """
    services = desk.services
    activating, people, said = services.activating, services.people, list[str]()

    def read() -> tuple[RuleSet, Activation | None]:
        rules = rules_speaking(services)
        return rules, None if activating is None else activating.activation(rules)

    def tell(found: tuple[RuleSet, Activation | None]) -> None:
        rules, activation = found
        active = activation is None or activation.standing is Standing.ACTIVE
        know(rules, active)
        if activation is None or people is None:
            return
        if active:
            if said:
                said.clear()
                desk.say(standing_text(activation, desk.look.texts, desk.zone), Tone.CALM)
            return
        if people.seated is not None or activation.earlier is not None:
            text = desk.look.text
            said.append(standing_text(activation, desk.look.texts, desk.zone))
            desk.say(said[-1], Tone.SOON, passing=False, do=text("activation.show"), act=show)

    def show() -> None:
        desk.go(Place.SETTINGS)
        desk.activation_wanted.emit()

    def again() -> None:
        desk.do(read, tell, on=desk.paper)

    desk.seated.connect(again)
    desk.activated.connect(again)
    again()
