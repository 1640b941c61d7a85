"""An assessment as plain text for somebody who reads it in a terminal."""

from collections.abc import Callable, Iterator

from mdt_desk.domain.advice import Advice, AdviceStatus
from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.evidence import Status
from mdt_desk.domain.scores.result import ScoreResult
from mdt_desk.exchange.assessment_json import detail
from mdt_desk.usecases.wording import strength_key

Say = Callable[[str], str]


def assessment_text(assessment: Assessment, say: Say) -> str:
    """Return the assessment on lines of text, ending with a newline."""
    return "\n".join(_lines(assessment, say)) + "\n"


def _lines(assessment: Assessment, say: Say) -> Iterator[str]:
    yield f"{say('status.demonstration')}  ·  {assessment.rules.version} {assessment.rules.hash}"
    yield assessment.assessed_at.isoformat()
    yield ""
    yield say(f"wait.{_wait(assessment.urgency.wait_for_meeting)}")
    if assessment.urgency.missing:
        yield f"  {say('text.missing')}: {', '.join(assessment.urgency.missing)}"
    yield ""
    yield from (_score_line(each, say) for each in assessment.scores.values())
    for guideline, advice in assessment.guidelines.items():
        yield ""
        yield say(f"guideline.{guideline}.name")
        for each in advice:
            yield from _advice_lines(each, say)
        for gap in assessment.not_covered[guideline]:
            yield f"  {say('text.not_covered')}: {say(gap.note)}"
    if assessment.disagreements:
        yield ""
        yield say("text.disagreements")
    for row in assessment.disagreements:
        sides = "; ".join(f"{each.guideline}: {', '.join(each.actions)}" for each in row.positions)
        yield f"  {say(f'topic.{row.topic}')} ({say(f'disagreement.{row.kind}')}): {sides}"


def _wait(answer: bool | None) -> str:
    return {True: "yes", False: "no", None: "open"}[answer]


def _score_line(score: ScoreResult, say: Say) -> str:
    name = say(f"score.{score.score}.name")
    if score.outside_model is not None:
        return f"{name}: {say(score.outside_model)}"
    values = ", ".join(str(each) for each in score.possible)
    band = f" ({say(f'band.{score.score}.{score.band}')})" if score.band is not None else ""
    missing = f"  {say('text.missing')}: {', '.join(score.missing)}" if score.missing else ""
    mark = f"  [{say('rulebook.status.unverified')}]" if score.status is Status.UNVERIFIED else ""
    return f"{name}: {values}{band}{mark}{missing}"


def _advice_lines(advice: Advice, say: Say) -> Iterator[str]:
    mark = "•" if advice.status is AdviceStatus.APPLIES else "?"
    strength = say(strength_key(advice.action, advice.strength))
    due = f"  → {advice.due.isoformat(timespec='minutes')}" if advice.due is not None else ""
    yield f"  {mark} [{strength}] {detail(advice, say)}{due}"
    if advice.because:
        yield f"      {say('text.because')}: {', '.join(advice.because)}"
    if advice.missing:
        yield f"      {say('text.missing')}: {', '.join(advice.missing)}"
    yield f"      {advice.reference}"
