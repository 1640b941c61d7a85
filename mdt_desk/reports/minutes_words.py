"""What minutes say beside the cases, in words: who was there, who signed, what came of each case."""

from collections.abc import Iterator

from mdt_desk.domain.meeting import CORE, Addendum, Attendee, Decision, Discipline, Meeting, present, quorum
from mdt_desk.reports.case_decision import DecisionWords
from mdt_desk.reports.press import Press
from mdt_desk.usecases.ports import CaseSheet, MeetingFile


def numbered(order: MeetingFile) -> Iterator[tuple[int, CaseSheet]]:
    """Return each case with its place on the agenda."""
    agenda = order.meeting.agenda
    for number, sheet in enumerate(order.sheets, 1):
        found = sheet.stored.id in agenda and len(order.sheets) < len(agenda)
        yield (agenda.index(sheet.stored.id) + 1 if found else number), sheet


def seated(press: Press, meeting: Meeting) -> tuple[tuple[str, str], ...]:
    """Return each discipline at the table with the names, in the order of the disciplines."""
    found: dict[Discipline, list[str]] = {}
    for attendee in meeting.attendees:
        found.setdefault(attendee.discipline, []).append(_attendee(press, attendee))
    return tuple((press.wording.choice(each), ", ".join(found[each])) for each in Discipline if each in found)


def _attendee(press: Press, attendee: Attendee) -> str:
    stayed: list[str] = []
    if attendee.arrived_at is not None:
        stayed.append(press.say("minutes.from", time=press.wording.clock(attendee.arrived_at)))
    if attendee.left_at is not None:
        stayed.append(press.say("minutes.until", time=press.wording.clock(attendee.left_at)))
    return f"{attendee.name} ({', '.join(stayed)})" if stayed else attendee.name


def core_line(press: Press, meeting: Meeting) -> str:
    """Return which of the core disciplines were not at the table at all."""
    missing = quorum((), meeting.attendees).missing
    if not missing:
        return press.say("minutes.core_present")
    disciplines = ", ".join(map(press.wording.choice, missing))
    return press.say("minutes.core_missing", disciplines=disciplines, count=len(CORE))


def list_heads(press: Press) -> tuple[str, ...]:
    """Return what stands above the list of cases."""
    return tuple(press.say(f"minutes.list.{name}") for name in ("number", "patient", "question", "outcome"))


def outcome(press: Press, sheet: CaseSheet) -> str:
    """Return what came of a case, on one line."""
    decision = sheet.decision
    if decision is None:
        return press.say("decision.open_short")
    if decision.deferred_because is not None:
        return press.say("decision.deferred")
    options = [press.wording.get(f"action.{option}") for option in decision.options]
    return "; ".join([*options, *filter(None, [decision.own_words])])


def decision_words(press: Press, order: MeetingFile, sheet: CaseSheet) -> DecisionWords:
    """Return the decision of a case in words, with who of the core was not there."""
    decision = sheet.decision
    return DecisionWords(
        press=press,
        case=sheet.stored.case,
        decision=decision,
        leading=press.leading(order.preferences, sheet.assessment),
        absent=() if decision is None else absent_at(order.meeting, decision),
    )


def absent_at(meeting: Meeting, decision: Decision) -> tuple[Discipline, ...]:
    """Return the core disciplines that were not at the table when the decision was taken."""
    return quorum(decision.options, present(meeting, decision.decided_at)).missing


def addendum_head(press: Press, addendum: Addendum) -> str:
    """Return who added something, and when."""
    return press.say("minutes.addendum", name=addendum.by, moment=press.wording.moment(addendum.at))


def standing(press: Press, order: MeetingFile) -> tuple[str, ...]:
    """Return who signed and when, and that this print supersedes every earlier one, with the number of the last."""
    last = press.say("minutes.supersedes_number", number=order.supersedes) if order.supersedes else ""
    signed, superseded = _signed(press, order)
    return signed, " ".join(filter(None, (superseded, last)))


def _signed(press: Press, order: MeetingFile) -> tuple[str, str]:
    meeting, moment = order.meeting, press.wording.moment
    if meeting.signed_by is None or meeting.signed_at is None:
        return press.say("minutes.unsigned"), press.say(
            "minutes.supersedes_drafts", made=moment(order.made_at)
        )
    signed = press.say("minutes.signed", name=meeting.signed_by, moment=moment(meeting.signed_at))
    said = press.say("minutes.supersedes", made=moment(order.made_at))
    if meeting.addenda:
        last = moment(meeting.addenda[-1].at)
        said = press.say("minutes.supersedes_without", made=moment(order.made_at), moment=last)
    return signed, said
