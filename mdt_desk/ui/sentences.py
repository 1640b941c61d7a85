"""Say things to people: one calm sentence in a bar, and never a traceback."""

from collections.abc import Callable
from dataclasses import dataclass

from mdt_desk.domain.meeting import MeetingRefused
from mdt_desk.domain.problems import CaseRefused
from mdt_desk.ui.theme import Tone
from mdt_desk.ui.wording.facts import problem_text
from mdt_desk.usecases.errors import BugError, KnownError
from mdt_desk.usecases.ports import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One calm sentence in the bar above the screen; a passing one goes away by itself.

    ``do`` is the word on a button beside it, ``act`` what the button does; without a word there is none.
    ``sign`` is the icon before it, in place of the tone's own.
    """

    text: str
    tone: Tone = Tone.INFO
    passing: bool = True
    sign: str = ""
    do: str = ""
    act: Callable[[], None] | None = None


def sentence(error: BaseException, texts: Words) -> str:
    """Return what happened and what the reader can do, in the reader's language."""
    if isinstance(error, BugError):
        return texts.get("shell.error.bug", kind=error.key)
    if isinstance(error, KnownError):
        return texts.get(error.key, **error.params)
    if isinstance(error, MeetingRefused):
        return texts.get(f"meeting.refused.{error.reason}")
    if isinstance(error, CaseRefused):
        return " ".join(problem_text(texts, each) for each in error.problems)
    return texts.get("shell.error.bug", kind=type(error).__name__)
