"""Write the chapter about the rules: which speak, how well founded, what another set said, whom it would change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mdt_desk.domain.assessment import RuleSet
from mdt_desk.domain.evidence import Status
from mdt_desk.ui.moments import day
from mdt_desk.ui.screens.help.state import CasePart, Chapter, Part, Verb
from mdt_desk.ui.wording.people import name_text
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.rule_sets import CaseOtherwise
from mdt_desk.usecases.rulebooks import Founded, Overview, ToldDifference
from mdt_desk.usecases.wording import told_text


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesRead:
    """What the chapter is written from; ``difference`` is None until another rulebook was chosen."""

    overview: Overview
    otherwise: tuple[CaseOtherwise, ...] = ()
    difference: ToldDifference | None = None


def rules_chapter(read: RulesRead, texts: Words, today: date) -> Chapter:
    """Return the chapter about the rules."""
    columns = ("guideline", "dated", "review", "evidence", "checked")
    return Chapter(
        title=texts.get("help.rules.title"),
        intro=texts.get(
            "help.rules.intro", version=read.overview.rules.version, hash=read.overview.rules.hash
        ),
        headings=tuple(texts.get(f"help.rules.{each}") for each in columns),
        rows=tuple(_founded(each, texts, today) for each in read.overview.guidelines),
        verbs=tuple((each, texts.get(f"help.rules.do.{each}")) for each in (Verb.COMPARE, Verb.SAVE)),
        parts=tuple(_parts(read, texts)),
        cases=tuple(_case(each, texts) for each in read.otherwise),
    )


def _founded(found: Founded, texts: Words, today: date) -> tuple[str, ...]:
    document = found.document
    name = texts.get(f"guideline.{document.id}.name")
    if document.review_by is None:
        review = texts.get("help.rules.no_review")
    else:
        key = "help.rules.review_passed" if document.review_passed(today) else "help.rules.review_by"
        review = texts.get(key, day=day(document.review_by, texts))
    evidence = ", ".join(
        texts.get("help.rules.counted", count=count, status=texts.get(f"help.rules.status.{status}"))
        for status in Status
        if (count := found.statuses[status])
    )
    advisory = texts.get("help.rules.advisory", name=name) if document.advisory_only else name
    dated = texts.get(f"document_dated.{document.id}")
    return advisory, dated, review, evidence, day(found.checked, texts)


def _parts(read: RulesRead, texts: Words) -> Iterator[Part]:
    if read.difference is not None:
        yield _difference(read.difference, texts)
    if read.otherwise:
        seen = (Verb.SEEN, texts.get("rules_changed.seen"))
        lead = texts.get(
            "rules_changed.lead", now=_rules(read.overview.rules), since=since_text(read.otherwise)
        )
        yield Part(title=texts.get("rules_changed.title"), lead=lead, verbs=(seen,))


def _difference(told: ToldDifference, texts: Words) -> Part:
    count = (
        texts.get("rulebook.difference.count", count=len(told.changes))
        if told.changes
        else texts.get("rulebook.difference.none")
    )
    lead = texts.get("rulebook.difference.lead", before=_rules(told.before), after=_rules(told.after))
    absent = texts.get("rulebook.difference.absent")
    columns = ("chapter", "what", "before", "after") if told.changes else ()
    return Part(
        title=texts.get("rulebook.difference.title"),
        lead=f"{lead} {count}.",
        headings=tuple(texts.get(f"rulebook.difference.column_{each}") for each in columns),
        rows=tuple(
            (each.chapter, f"{each.title} ({each.what})", each.before or absent, each.after or absent)
            for each in told.changes
        ),
        verbs=((Verb.PRINT, texts.get("help.rules.do.print")),) if told.changes else (),
    )


def _case(case: CaseOtherwise, texts: Words) -> CasePart:
    columns = ("topic", "action", "before", "after")
    return CasePart(
        id=case.stored.id,
        title=name_text(texts, case.stored.case),
        detail=texts.get("rules_changed.open" if case.waits else "rules_changed.past"),
        headings=tuple(texts.get(f"rules_changed.{each}") for each in columns),
        rows=tuple(
            (
                texts.get(f"topic.{each.topic}"),
                texts.get(
                    "case.clock.line",
                    action=texts.get(f"action.{each.action}"),
                    guideline=texts.get(f"case.guideline.{each.guideline}"),
                ),
                told_text(texts, each.action, each.before),
                told_text(texts, each.action, each.after),
            )
            for each in sorted(case.changes, key=lambda each: each.topic)
        ),
        open=texts.get("rules_changed.open_case"),
    )


def _rules(rules: RuleSet) -> str:
    return f"{rules.version} ({rules.hash})"


def since_text(otherwise: tuple[CaseOtherwise, ...]) -> str:
    """Return the rule sets by which cases were advised before."""
    return ", ".join(dict.fromkeys(_rules(each.since) for each in otherwise))


def notice_text(otherwise: tuple[CaseOtherwise, ...], texts: Words) -> str:
    """Return the sentence of the bar: how many open and past cases would now be advised otherwise."""
    waiting = sum(each.waits for each in otherwise)
    return texts.get(
        "rules_changed.notice", since=since_text(otherwise), open=waiting, past=len(otherwise) - waiting
    )
