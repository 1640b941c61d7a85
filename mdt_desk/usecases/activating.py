"""A rule set speaks here on two people's word: one proposes it, another confirms it with a PIN; both are lines kept.

The program ships one rule set and always answers by it; until it was activated the desk says so, and never otherwise.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from mdt_desk.domain.assessment import RuleSet
from mdt_desk.domain.audit import Deed
from mdt_desk.domain.people import Account, AccountId, Verb, may
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.people import People
from mdt_desk.usecases.ports import CaseQueue, Clock, NoteKind
from mdt_desk.usecases.witness import Witness

_PROPOSED: Final = "proposed"
_ACTIVATED: Final = "activated"


class Standing(StrEnum):
    """How a rule set stands at this hospital."""

    NOT_YET = "not_yet"
    PROPOSED = "proposed"
    ACTIVE = "active"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What somebody said of a rule set, and when; ``at`` is aware."""

    by: str
    account: AccountId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Activation:
    """How a rule set stands: who proposed and who confirmed it, and which one was activated before, if another was."""

    rules: RuleSet
    standing: Standing
    proposed: Word | None = None
    confirmed: Word | None = None
    earlier: RuleSet | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    rules: RuleSet
    proposed: Word
    confirmed: Word | None


class Activating:
    """Proposes and confirms rule sets; what was said is kept with the queue, so that every desk on it knows."""

    def __init__(self, queue: CaseQueue, people: People, witness: Witness, clock: Clock) -> None:
        """Keep the words of these people."""
        self._queue, self._people, self._witness, self._clock = queue, people, witness, clock

    def activation(self, rules: RuleSet) -> Activation:
        """Return how a rule set stands; raises SiteError."""
        active, proposed = self._recalled(_ACTIVATED), self._recalled(_PROPOSED)
        if active is not None and active.rules == rules:
            return Activation(
                rules=rules, standing=Standing.ACTIVE, proposed=active.proposed, confirmed=active.confirmed
            )
        earlier = None if active is None else active.rules
        if proposed is not None and proposed.rules == rules:
            return Activation(
                rules=rules, standing=Standing.PROPOSED, proposed=proposed.proposed, earlier=earlier
            )
        return Activation(rules=rules, standing=Standing.NOT_YET, earlier=earlier)

    def propose(self, rules: RuleSet) -> None:
        """Have who sits here propose a rule set, in the place of an earlier proposal.

        Raises:
            UserError: nobody sits here by name, or the role may not.

        """
        here = self._people.seated
        if here is None:
            raise UserError("activation.refused.nobody")
        self._witness.allow(Verb.PROPOSE_RULES)
        word = Word(by=here.name, account=here.id, at=self._clock.now())
        with self._queue.transaction():
            kept = _Kept(rules=rules, proposed=word, confirmed=None)
            self._queue.notes.keep(NoteKind.RULE_SET, _PROPOSED, _spelled(kept))
            self._witness.saw(Deed.SETTINGS_CHANGED, of=f"rules_proposed:{_name(rules)}")

    def confirm(self, rules: RuleSet, account: AccountId, pin: str) -> None:
        """Have another person than the one who proposed confirm a rule set, without sitting down.

        Raises:
            UserError: it was not proposed, by the same person, by a role that may not, or with another PIN.

        """
        found = self._recalled(_PROPOSED)
        if found is None or found.rules != rules:
            raise UserError("activation.refused.not_proposed")
        if found.proposed.account == account:
            raise UserError("activation.refused.same")
        of = f"rules_activated:{_name(rules)}"
        second = self._people.vouched(account, pin, of)
        if not may(second.role, Verb.CONFIRM_RULES):
            raise UserError(f"people.may_not.{Verb.CONFIRM_RULES}")
        word = Word(by=second.name, account=second.id, at=self._clock.now())
        kept = _Kept(rules=rules, proposed=found.proposed, confirmed=word)
        with self._queue.transaction():
            self._queue.notes.keep(NoteKind.RULE_SET, _ACTIVATED, _spelled(kept))
            self._queue.notes.forget(NoteKind.RULE_SET, _PROPOSED)
            self._witness.saw_as(second.name, second.role, Deed.SETTINGS_CHANGED, of=of)

    def seconds(self, rules: RuleSet) -> tuple[Account, ...]:
        """Return who could confirm a rule set: another person, with a PIN and a role that may."""
        found = self._recalled(_PROPOSED)
        first = None if found is None or found.rules != rules else found.proposed.account
        return tuple(
            each
            for each in self._people.present()
            if each.has_pin and each.id != first and may(each.role, Verb.CONFIRM_RULES)
        )

    def _recalled(self, key: str) -> _Kept | None:
        """Return what a note says; one that cannot be read activates nothing."""
        text = self._queue.notes.recall(NoteKind.RULE_SET, key)
        try:
            return None if text is None else _read(json.loads(text))
        except (ValueError, TypeError, KeyError):
            return None


def _name(rules: RuleSet) -> str:
    return f"{rules.version} {rules.hash}"


def _spelled(kept: _Kept) -> str:
    return json.dumps(
        {
            "rules": [kept.rules.version, kept.rules.hash],
            "proposed": _word(kept.proposed),
            "confirmed": None if kept.confirmed is None else _word(kept.confirmed),
        }
    )


def _word(word: Word) -> list[str]:
    return [word.by, word.account.hex, word.at.isoformat()]


def _read(tree: dict[str, list[str]]) -> _Kept:
    version, short = tree["rules"]
    confirmed = tree["confirmed"]
    return _Kept(
        rules=RuleSet(version=version, hash=short),
        proposed=_word_of(tree["proposed"]),
        confirmed=_word_of(confirmed) if confirmed else None,
    )


def _word_of(said: list[str]) -> Word:
    by, account, at = said
    moment = datetime.fromisoformat(at)
    if moment.tzinfo is None:
        message = "a moment without its zone"
        raise ValueError(message)
    return Word(by=by, account=AccountId(UUID(account)), at=moment)
