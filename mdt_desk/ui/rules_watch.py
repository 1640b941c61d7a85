"""Notice that the rules are others than those the desk last worked with, and remember what they advise now."""

from collections.abc import Callable

from mdt_desk.domain.case import CaseOf
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.screens.help.rules import notice_text
from mdt_desk.ui.theme import Tone
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.rule_sets import CaseOtherwise, advised_otherwise, remember_advice


def remember(services: DeskServices) -> None:
    """Remember what every case that was changed is advised by the present rules."""
    now = services.clock.now()
    rules = services.assess(CaseOf(), now, now).rules
    remember_advice(services.queue, services.assess, rules)


def watch_rules(desk: Desk, show: Callable[[], None]) -> None:
    """Say once how many cases other rules would change; ``show`` opens the list of them.

    It begins when all that was asked for before is done: the queue is shown first.
    """
    services = desk.services

    def read() -> tuple[CaseOtherwise, ...]:
        found = advised_otherwise(services.queue, services.assess)
        remember(services)
        return found

    def tell(found: tuple[CaseOtherwise, ...]) -> None:
        if found:
            texts = desk.look.texts
            text = notice_text(found, texts)
            desk.say(text, Tone.SOON, passing=False, do=texts.get("rules_changed.show"), act=show)

    desk.do(lambda: None, lambda _: desk.do(read, tell, on=desk.paper))
