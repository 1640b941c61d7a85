"""The one gate between rows and domain values: a row becomes a whole value, or is refused by name."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Final, TypeVar
from uuid import UUID

from mdt_desk.domain.case import Case, spec_for
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.follow_up import Execution, FollowUp, NotCarriedOut
from mdt_desk.domain.meeting import (
    ActionId,
    ActionItem,
    Addendum,
    Attendee,
    CaseId,
    CaseState,
    Decision,
    DeviationReason,
    Discipline,
    LeafletGiven,
    LeafletId,
    Meeting,
    MeetingId,
    MeetingState,
)
from mdt_desk.domain.moments import on_its_latest_day
from mdt_desk.domain.problems import CaseRefused
from mdt_desk.domain.reading import case_tree, read_case
from mdt_desk.usecases.errors import SiteError
from mdt_desk.usecases.folding import fold
from mdt_desk.usecases.ports import StoredCase

E = TypeVar("E", bound=StrEnum)
Row = Mapping[str, object]

_SEARCHED: Final = (
    ("patient", "family_name"),
    ("patient", "given_name"),
    ("patient", "hospital_number"),
    ("referral", "question"),
    ("referral", "referrer"),
    ("referral", "responsible_physician"),
    ("tumour", "primary"),
)


class RowRefused(SiteError):  # noqa: N818  # what happened, as CaseRefused is named
    """A row of the queue is not what this program wrote."""

    def __init__(self, table: str, row: str, why: str) -> None:
        """Name the row; ``why`` holds columns, facts and codes, never what they say about the patient."""
        super().__init__("store.row_refused", table=table, row=row, why=why)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """One row as the database gave it; each method returns a cell as one type, or refuses the row."""

    table: str
    row: Row

    def refuse(self, why: str) -> RowRefused:
        named = self.row.get("id") or self.row.get("case_id") or self.row.get("meeting_id")
        return RowRefused(self.table, str(named), why)

    def text(self, column: str) -> str:
        value = self.row[column]
        if not isinstance(value, str) or _broken(value):
            raise self.refuse(f"{column}: type_text")
        return value

    def text_or_none(self, column: str) -> str | None:
        return None if self.row[column] is None else self.text(column)

    def number(self, column: str) -> int:
        value = self.row[column]
        if not isinstance(value, int):
            raise self.refuse(f"{column}: type_int")
        return value

    def flag(self, column: str) -> bool:
        value = self.number(column)
        if value not in {0, 1}:
            raise self.refuse(f"{column}: type_bool")
        return value == 1

    def flag_or_none(self, column: str) -> bool | None:
        return None if self.row[column] is None else self.flag(column)

    def identity(self, column: str) -> UUID:
        try:
            return UUID(self.text(column))
        except ValueError as error:
            raise self.refuse(f"{column}: type_uuid") from error

    def identity_or_none(self, column: str) -> UUID | None:
        return None if self.row[column] is None else self.identity(column)

    def moment(self, column: str) -> datetime:
        """Return a moment in UTC; it is kept in UTC without saying so."""
        try:
            found = datetime.fromisoformat(self.text(column))
        except ValueError as error:
            raise self.refuse(f"{column}: type_datetime") from error
        if found.tzinfo is not None:
            raise self.refuse(f"{column}: type_datetime")
        return found.replace(tzinfo=UTC)

    def moment_or_none(self, column: str) -> datetime | None:
        return None if self.row[column] is None else self.moment(column)

    def day(self, column: str) -> date:
        try:
            return date.fromisoformat(self.text(column))
        except ValueError as error:
            raise self.refuse(f"{column}: type_date") from error

    def day_or_none(self, column: str) -> date | None:
        return None if self.row[column] is None else self.day(column)

    def one_of(self, column: str, values: type[E]) -> E:
        try:
            return values(self.text(column))
        except ValueError as error:
            raise self.refuse(f"{column}: choice") from error


def document_of(stored: StoredCase) -> str:
    """Return the case as it is kept.

    Raises:
        CaseRefused: the case would not pass the gate on its way back.

    """
    tree = case_tree(stored.case)
    read_case(tree, on_its_latest_day(stored.changed_at))
    return json.dumps(tree, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def search_text(case: Case) -> str:
    """Return what a case is found by, folded."""
    tree = ((getattr(case, section), name) for section, name in _SEARCHED)
    values = (getattr(section, name) for section, name in tree)
    return fold(" ".join(str(value) for value in values if value is not UNKNOWN))


def digest_of(stored: StoredCase, document: str) -> str:
    """Return a checksum over the row, so that a changed bit is seen where the document still reads well."""
    parts = (
        stored.id.hex,
        str(stored.version),
        stored.state.value,
        stored.listed_at.astimezone(UTC).isoformat(),
        stored.changed_at.astimezone(UTC).isoformat(),
        "" if stored.meeting is None else stored.meeting.hex,
        document,
    )
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


def stored_case(row: Row) -> StoredCase:
    """Return the case that a row holds.

    Raises:
        RowRefused: naming the row and every fact that does not pass.

    """
    cells = Cells(table="case_file", row=row)
    changed_at = cells.moment("changed_at")
    document = cells.text("document")
    try:
        tree = json.loads(document, object_pairs_hook=_once, parse_constant=_refused)
        case = read_case(tree, on_its_latest_day(changed_at))
    except CaseRefused as refused:
        why = ", ".join(f"{each.key}: {each.code}" for each in refused.problems)
        raise cells.refuse(why) from refused
    except (ValueError, RecursionError) as error:
        raise cells.refuse("document: not_json") from error
    meeting = cells.identity_or_none("meeting_id")
    stored = StoredCase(
        id=CaseId(cells.identity("id")),
        case=case,
        version=cells.number("version"),
        state=cells.one_of("state", CaseState),
        listed_at=cells.moment("listed_at"),
        changed_at=changed_at,
        meeting=None if meeting is None else MeetingId(meeting),
    )
    if cells.text("digest") != digest_of(stored, document):
        raise cells.refuse("digest: changed_outside")
    return stored


def meeting_of(row: Row, attendees: Iterable[Row], agenda: Iterable[Row], addenda: Iterable[Row]) -> Meeting:
    cells = Cells(table="meeting", row=row)
    added = [Cells(table="addendum", row=each) for each in addenda]
    seated = [Cells(table="attendee", row=each) for each in attendees]
    listed = [Cells(table="agenda_item", row=each) for each in agenda]
    return Meeting(
        id=MeetingId(cells.identity("id")),
        starts_at=cells.moment("starts_at"),
        attendees=tuple(
            Attendee(
                name=each.text("name"),
                discipline=each.one_of("discipline", Discipline),
                arrived_at=each.moment_or_none("arrived_at"),
                left_at=each.moment_or_none("left_at"),
            )
            for each in seated
        ),
        names_shown=cells.flag("names_shown"),
        agenda=tuple(CaseId(each.identity("case_id")) for each in listed),
        state=cells.one_of("state", MeetingState),
        signed_by=cells.text_or_none("signed_by"),
        signed_at=cells.moment_or_none("signed_at"),
        ad_hoc=cells.flag("ad_hoc"),
        addenda=tuple(
            Addendum(by=each.text("by"), at=each.moment("at"), text=each.text("text")) for each in added
        ),
    )


def decision_of(row: Row, actions: Iterable[Row]) -> Decision:
    cells = Cells(table="decision", row=row)
    deviation = cells.text_or_none("deviation")
    return Decision(
        case_id=CaseId(cells.identity("case_id")),
        meeting_id=MeetingId(cells.identity("meeting_id")),
        decided_at=cells.moment("decided_at"),
        options=_options(cells),
        own_words=cells.text_or_none("own_words"),
        reasons=cells.text_or_none("reasons"),
        deviates_from_leading=cells.flag("deviates_from_leading"),
        deviation=None if deviation is None else cells.one_of("deviation", DeviationReason),
        deviation_words=cells.text_or_none("deviation_words"),
        alternatives=cells.text_or_none("alternatives"),
        dissent=cells.text_or_none("dissent"),
        condition=cells.text_or_none("condition"),
        wakes_on=_facts(cells),
        woken_at=cells.moment_or_none("woken_at"),
        actions=tuple(_action(Cells(table="action_item", row=each)) for each in actions),
        responsible_physician=cells.text_or_none("responsible_physician"),
        informs_patient=cells.text_or_none("informs_patient"),
        informs_gp=cells.text_or_none("informs_gp"),
        deferred_because=cells.text_or_none("deferred_because"),
        conditional_for_quorum=cells.flag("conditional_for_quorum"),
    )


def leaflet_of(row: Row) -> LeafletGiven:
    cells = Cells(table="leaflet_log", row=row)
    case_id = cells.identity_or_none("case_id")
    return LeafletGiven(
        id=LeafletId(cells.identity("id")),
        case_id=None if case_id is None else CaseId(case_id),
        given_by=cells.text("given_by"),
        given_at=cells.moment("given_at"),
        language=cells.text("language"),
        large_print=cells.flag("large_print"),
        card=cells.flag("card"),
        teach_back=cells.flag("teach_back"),
        version=cells.text("version"),
        reprint=cells.flag("reprint"),
    )


def execution_of(row: Row) -> Execution:
    cells = Cells(table="execution", row=row)
    because = None if row["because"] is None else cells.one_of("because", NotCarriedOut)
    return Execution(
        case_id=CaseId(cells.identity("case_id")),
        meeting_id=MeetingId(cells.identity("meeting_id")),
        carried_out=cells.flag("carried_out"),
        because=because,
        in_words=cells.text_or_none("in_words"),
        recorded_on=cells.day("recorded_on"),
        recorded_by=cells.text("recorded_by"),
    )


def follow_up_of(row: Row) -> FollowUp:
    cells = Cells(table="follow_up", row=row)
    return FollowUp(
        case_id=CaseId(cells.identity("case_id")),
        months=cells.number("months"),
        asked_on=cells.day("asked_on"),
        asked_by=cells.text("asked_by"),
        alive=cells.flag_or_none("alive"),
        walking=cells.flag_or_none("walking"),
        treatment_done=cells.flag_or_none("treatment_done"),
    )


def _action(cells: Cells) -> ActionItem:
    return ActionItem(
        id=ActionId(cells.identity("id")),
        text=cells.text("text"),
        owner=cells.text_or_none("owner"),
        due=cells.day_or_none("due"),
        done_on=cells.day_or_none("done_on"),
    )


def _options(cells: Cells) -> tuple[str, ...]:
    try:
        found = json.loads(cells.text("options"))
    except ValueError as error:
        raise cells.refuse("options: not_json") from error
    if not isinstance(found, list) or not all(
        isinstance(each, str) and each.isidentifier() for each in found
    ):
        raise cells.refuse("options: type_codes")
    return tuple(found)


def _facts(cells: Cells) -> tuple[str, ...]:
    try:
        found = json.loads(cells.text("wakes_on"))
        if not isinstance(found, list):
            raise cells.refuse("wakes_on: type_facts")
        return tuple(_path(each) for each in found)
    except (ValueError, KeyError) as error:
        raise cells.refuse("wakes_on: type_facts") from error


def _path(path: object) -> str:
    """Return the path of a fact; raises KeyError where there is no such fact."""
    if not isinstance(path, str):
        raise KeyError(path)
    spec_for(path)
    return path


def _broken(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        message = "a key is given twice"
        raise ValueError(message)
    return found


def _refused(constant: str) -> float:
    message = f"{constant} is no number"
    raise ValueError(message)
