"""How a case stands before the meeting: whether it can wait, and what is missing."""

from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case
from mdt_desk.domain.readiness import readiness
from mdt_desk.domain.restarting import restarted_at
from mdt_desk.reports.case_scores import missing_names
from mdt_desk.reports.press import Press


def wait_line(press: Press, case: Case, assessment: Assessment) -> str:
    """Return whether the case can wait, with its first deadline, and since when clocks run anew."""
    urgency = assessment.urgency
    answers = {True: "yes", False: "no", None: "open"}
    said = [press.wording.get(f"wait.{answers[urgency.wait_for_meeting]}")]
    if urgency.most_urgent_due is not None:
        said.append(press.say("agenda.first_due", moment=press.wording.moment(urgency.most_urgent_due)))
    return " ".join((*said, *restart_lines(press, case, assessment)))


def restart_lines(press: Press, case: Case, assessment: Assessment) -> tuple[str, ...]:
    """Return since when clocks run anew because the patient got worse, or nothing."""
    since = restarted_at(case, assessment.assessed_at, press.wording.zone)
    return () if since is None else (press.say("restarted", moment=press.wording.moment(since)),)


def ready_line(press: Press, case: Case, assessment: Assessment, leading: str, named: int) -> str:
    """Return whether everything that decides is there, with the first ``named`` things that are not."""
    found = readiness(case, assessment, leading)
    said = press.say(f"agenda.ready.{found.state}")
    if not found.missing:
        return said
    return press.say("agenda.chase", ready=said, facts=missing_names(press, found.missing, named))
