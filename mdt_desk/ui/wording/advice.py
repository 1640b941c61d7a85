"""Advice in words: a card a topic, a column a guideline, and whether the guidelines agree."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from mdt_desk.domain.advice import Advice, AdviceStatus, Disagreement, DisagreementKind, Strength
from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case, value_at
from mdt_desk.domain.evidence import Document
from mdt_desk.ui.moments import countdown, day, short_moment
from mdt_desk.ui.wording.facts import value_text
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.wording import deadline_text, label_of, place_text, strength_text

TOPICS: Final = (
    "timing",
    "consult",
    "imaging",
    "diagnosis",
    "steroids",
    "stability",
    "systemic",
    "surgery",
    "radiotherapy",
    "percutaneous",
    "medication",
    "rehabilitation",
    "information",
)
"""The order of cards that agree; cards on which guidelines differ come before them."""


class Agreement(StrEnum):
    """How the guidelines stand towards each other on one topic.

    DIFFER: they cannot both be followed, or differ in deadline or regimen. AGREE: two or more say the same.
    ADD: they say different things that go together. SINGLE: one speaks. OPEN: nothing is certain yet.
    """

    DIFFER = "differ"
    AGREE = "agree"
    ADD = "add"
    SINGLE = "single"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineShown:
    """One action of one guideline, and what opens below it.

    Attributes:
        key: names the line on this screen.
        open: facts still decide whether it applies.
        late, soon: its deadline has passed, or falls before the meeting.
        differs: another guideline contradicts it.

    """

    key: str
    action: str
    strength: Strength
    strength_word: str
    open: bool
    deadline: str
    late: bool
    soon: bool
    differs: bool
    variant: str
    because: tuple[str, ...]
    missing: tuple[str, ...]
    due: str
    notes: tuple[str, ...]
    reference: str
    review: str
    spoken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnShown:
    """What one guideline says on one topic; ``gaps`` are questions it leaves open."""

    guideline: str
    name: str
    leading: bool
    lines: tuple[LineShown, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicCard:
    """One topic, with every guideline that speaks about it; ``silent`` names those that say nothing."""

    topic: str
    name: str
    agreement: Agreement
    agreement_word: str
    differences: tuple[str, ...]
    columns: tuple[ColumnShown, ...]
    silent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceContext:
    """What wording needs beside the assessment; ``now`` is in the zone in which moments are shown."""

    texts: Words
    case: Case
    assessment: Assessment
    documents: Mapping[str, Document]
    now: datetime

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def leading(self) -> str:
        return next(iter(self.assessment.guidelines), "")

    def name(self, guideline: str) -> str:
        """Return the short name of a guideline."""
        return self.texts.get(f"case.guideline.{guideline}")


def topic_cards(context: AdviceContext) -> tuple[TopicCard, ...]:
    """Return a card for every topic that some guideline speaks about, disagreements first."""
    spoken = {each.topic for said in context.assessment.guidelines.values() for each in said}
    spoken |= {each.question for gaps in context.assessment.not_covered.values() for each in gaps}
    known = [topic for topic in TOPICS if topic in spoken]
    cards = [_card(context, topic) for topic in (*known, *sorted(spoken - set(TOPICS)))]
    return tuple(sorted(cards, key=lambda each: each.agreement is not Agreement.DIFFER))


def _card(context: AdviceContext, topic: str) -> TopicCard:
    texts = context.texts
    disagreements = [each for each in context.assessment.disagreements if each.topic == topic]
    said = {
        guideline: tuple(each for each in advice if each.topic == topic)
        for guideline, advice in context.assessment.guidelines.items()
    }
    agreement = _agreement(said, disagreements)
    columns = tuple(
        _column(context, topic, guideline, lines, disagreements) for guideline, lines in said.items()
    )
    return TopicCard(
        topic=topic,
        name=texts.get(f"topic.{topic}"),
        agreement=agreement,
        agreement_word=texts.get(f"case.agreement.{agreement}"),
        differences=tuple(_difference(context, each) for each in disagreements),
        columns=tuple(each for each in columns if each.lines or each.gaps),
        silent=_silent(context, columns),
    )


def _silent(context: AdviceContext, columns: tuple[ColumnShown, ...]) -> str:
    """Say which guidelines say nothing on a topic: silence is no advice against."""
    names = ", ".join(each.name for each in columns if not (each.lines or each.gaps))
    return context.texts.get("case.advice.silent", guidelines=names) if names else ""


def _agreement(said: Mapping[str, tuple[Advice, ...]], disagreements: list[Disagreement]) -> Agreement:
    if disagreements:
        return Agreement.DIFFER
    certain = [
        {(each.action, each.strength) for each in lines if each.status is AdviceStatus.APPLIES}
        for lines in said.values()
    ]
    speaking = [each for each in certain if each]
    if not speaking:
        return Agreement.OPEN
    if len(speaking) == 1:
        return Agreement.SINGLE
    return Agreement.AGREE if set.intersection(*speaking) else Agreement.ADD


def _column(
    context: AdviceContext,
    topic: str,
    guideline: str,
    lines: tuple[Advice, ...],
    disagreements: list[Disagreement],
) -> ColumnShown:
    contested = {
        action
        for each in disagreements
        for position in each.positions
        if position.guideline == guideline
        for action in position.actions
    }
    ordered = sorted(lines, key=lambda each: each.status is not AdviceStatus.APPLIES)
    gaps = [each for each in context.assessment.not_covered.get(guideline, ()) if each.question == topic]
    return ColumnShown(
        guideline=guideline,
        name=context.name(guideline),
        leading=guideline == context.leading,
        lines=tuple(line_shown(context, each, differs=each.action in contested) for each in ordered),
        gaps=tuple(context.texts.get(each.note) for each in gaps),
    )


def line_shown(context: AdviceContext, advice: Advice, *, differs: bool = False) -> LineShown:
    """Put one action of one guideline into words."""
    texts = context.texts
    action = texts.get(f"action.{advice.action}")
    deadline = deadline_text(texts, advice)
    open_word = texts.get("case.advice.open") if advice.status is AdviceStatus.UNDETERMINED else ""
    word = strength_text(texts, advice.action, advice.strength)
    variant = texts.get(f"regimen.{advice.variant}") if advice.variant else ""
    spoken = (context.name(advice.guideline), word, action, open_word, deadline, variant)
    return LineShown(
        key=f"{advice.guideline}/{advice.action}",
        action=action,
        strength=advice.strength,
        strength_word=word,
        open=advice.status is AdviceStatus.UNDETERMINED,
        deadline=deadline,
        late=advice.due is not None and advice.due < context.now,
        soon=advice.urgent or (advice.due is not None and advice.due < context.assessment.meeting_at),
        differs=differs,
        variant=variant,
        because=tuple(_reason(context, each) for each in advice.because),
        missing=tuple(label_of(texts, each) for each in advice.missing),
        due=_due(context, advice),
        notes=tuple(texts.get(each) for each in advice.notes),
        reference=texts.get(
            "case.advice.place",
            document=texts.get(f"guideline.{advice.guideline}.name"),
            place=place_text(texts, advice.reference),
        ),
        review=review_text(context, advice.guideline),
        spoken=", ".join(each for each in spoken if each),
    )


def review_text(context: AdviceContext, guideline: str) -> str:
    """Say how old a guideline is, and whether its own review date lies behind us."""
    document = context.documents.get(guideline)
    if document is None:
        return ""
    dated = context.texts.get(f"document_dated.{guideline}")
    if document.review_by is None:
        return context.texts.get("case.advice.dated", dated=dated)
    key = "case.advice.review_passed" if document.review_passed(context.today) else "case.advice.review_by"
    return context.texts.get(key, dated=dated, day=day(document.review_by, context.texts))


def _due(context: AdviceContext, advice: Advice) -> str:
    if advice.due is None:
        return ""
    return context.texts.get(
        "case.advice.due",
        moment=short_moment(advice.due.astimezone(context.now.tzinfo), context.texts),
        span=countdown(advice.due, context.now, context.texts),
    )


def _reason(context: AdviceContext, path: str) -> str:
    value = value_at(context.case, path)
    if path == "lesions" or isinstance(value, tuple):
        return label_of(context.texts, path)
    shown = value_text(context.texts, path, value, context.now.tzinfo)
    return context.texts.get("case.advice.fact", fact=label_of(context.texts, path), value=shown)


def _difference(context: AdviceContext, disagreement: Disagreement) -> str:
    texts = context.texts
    sides = []
    for position in disagreement.positions:
        said = [
            each
            for each in context.assessment.guidelines.get(position.guideline, ())
            if each.action in position.actions
        ]
        words = ", ".join(_side(texts, disagreement.kind, each) for each in said)
        name = context.name(position.guideline)
        sides.append(texts.get("case.advice.side", guideline=name, says=words))
    return texts.get(f"case.difference.{disagreement.kind}", sides="; ".join(sides))


def _side(texts: Words, kind: DisagreementKind, advice: Advice) -> str:
    if kind is DisagreementKind.DEADLINE:
        return deadline_text(texts, advice) or texts.get("case.advice.no_deadline")
    if kind is DisagreementKind.DETAIL and advice.variant:
        return texts.get(f"regimen.{advice.variant}")
    return texts.get(f"action.{advice.action}")
