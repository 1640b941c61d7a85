"""Where guidelines disagree: codes that exclude each other, other deadlines, other regimens."""

from collections.abc import Iterable, Mapping

from mdt_desk.domain.advice import Advice, AdviceStatus, Disagreement, DisagreementKind, Position
from mdt_desk.domain.vocabulary import ACTIONS, TOPICS

Advised = Mapping[str, tuple[Advice, ...]]


def _certain(advised: Advised) -> dict[str, dict[str, Advice]]:
    return {
        guideline: {each.action: each for each in all_advice if each.status is AdviceStatus.APPLIES}
        for guideline, all_advice in advised.items()
    }


def _given(certain: Mapping[str, Mapping[str, Advice]]) -> tuple[str, ...]:
    """Return every code that some guideline gives, in the order of care."""
    given = {code for advice in certain.values() for code in advice}
    return tuple(code for code in ACTIONS if code in given)


def _exclusions(certain: Mapping[str, Mapping[str, Advice]]) -> Iterable[Disagreement]:
    """Return a row for each pair of codes that exclude each other and come from different guidelines."""
    given = _given(certain)
    for place, one in enumerate(given):
        for other in given[place + 1 :]:
            if other not in ACTIONS[one].excludes:
                continue
            positions = tuple(
                Position(guideline=guideline, actions=tuple(code for code in (one, other) if code in advice))
                for guideline, advice in certain.items()
                if one in advice or other in advice
            )
            if len(positions) > 1:
                # Codes of two topics (surgery against radiotherapy) are a disagreement under either heading.
                for topic in dict.fromkeys((ACTIONS[one].topic, ACTIONS[other].topic)):
                    yield Disagreement(topic=topic, kind=DisagreementKind.ACTION, positions=positions)


def _differences(certain: Mapping[str, Mapping[str, Advice]]) -> Iterable[Disagreement]:
    """Return a row for each action that guidelines give with other hours or another regimen."""
    for code in _given(certain):
        topic = ACTIONS[code].topic
        giving = {guideline: advice[code] for guideline, advice in certain.items() if code in advice}
        positions = tuple(Position(guideline=guideline, actions=(code,)) for guideline in giving)
        if len({each.within_hours for each in giving.values()}) > 1:
            yield Disagreement(topic=topic, kind=DisagreementKind.DEADLINE, positions=positions)
        regimens = {guideline: each.variant for guideline, each in giving.items() if each.variant is not None}
        if len(set(regimens.values())) > 1:
            stated = tuple(each for each in positions if each.guideline in regimens)
            yield Disagreement(topic=topic, kind=DisagreementKind.DETAIL, positions=stated)


def disagreements(advised: Advised) -> tuple[Disagreement, ...]:
    """Return every disagreement about advice that is certain, by topic in the order of care."""
    certain = _certain(advised)
    found = [*_exclusions(certain), *_differences(certain)]
    return tuple(sorted(found, key=lambda each: TOPICS.index(each.topic)))
