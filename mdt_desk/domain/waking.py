"""Decisions under a condition: which facts have arrived since, so that the case comes back."""

from mdt_desk.domain.case import Case, Recorded
from mdt_desk.domain.meeting import Decision


def arrived(decision: Decision, case: Case) -> tuple[Recorded, ...]:
    """Return the newest entry of each awaited fact that was recorded after the decision, oldest first.

    An entry made before the decision is what the team knew when it set the condition, and wakes nothing.
    """
    newest = {
        each.fact: each
        for each in sorted(case.recorded, key=lambda each: each.at)
        if each.fact in decision.wakes_on and each.at > decision.decided_at
    }
    return tuple(sorted(newest.values(), key=lambda each: each.at))
