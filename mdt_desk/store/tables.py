"""The tables. Constraints keep out what no gate let through; importing this imports SQLModel: do it late."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import DDL, CheckConstraint, ForeignKeyConstraint, Index, MetaData, UniqueConstraint, event
from sqlmodel import Field, SQLModel

from mdt_desk.domain.audit import Deed, Result
from mdt_desk.domain.follow_up import NotCarriedOut
from mdt_desk.domain.meeting import CaseState, DeviationReason, Discipline, MeetingState
from mdt_desk.domain.people import GIVEN, Role
from mdt_desk.usecases.ports import NoteKind

METADATA = MetaData()


class _Table(SQLModel):
    metadata = METADATA


def _one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """Allow the values of an enum; NULL passes a CHECK, so that NOT NULL stays the column's own affair."""
    listed = ", ".join(f"'{each.value}'" for each in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def _check(condition: str, name: str) -> CheckConstraint:
    return CheckConstraint(condition, name=name)


class MeetingRow(_Table, table=True):
    __tablename__ = "meeting"
    __table_args__ = (
        _one_of("state", MeetingState),
        _check("(state = 'closed') = (signed_by IS NOT NULL)", "signed_when_closed"),
        _check("(signed_by IS NULL) = (signed_at IS NULL)", "signed_by_somebody_at_a_moment"),
    )

    id: UUID = Field(primary_key=True)
    starts_at: datetime = Field(index=True)
    names_shown: bool
    state: str
    signed_by: str | None = None
    signed_at: datetime | None = None
    ad_hoc: bool = False


class AddendumRow(_Table, table=True):
    __tablename__ = "addendum"
    __table_args__ = (
        _check("length(text) > 0", "an_addendum_says_something"),
        _check("length(by) > 0", "an_addendum_has_an_author"),
    )

    meeting_id: UUID = Field(foreign_key="meeting.id", primary_key=True)
    position: int = Field(primary_key=True)
    by: str
    at: datetime
    text: str


class CaseRow(_Table, table=True):
    """A case: its document as JSON (case file), and beside it only what the queue sorts and searches by."""

    __tablename__ = "case_file"
    __table_args__ = (
        _one_of("state", CaseState),
        _check("version >= 1", "version_counts_from_one"),
        _check("document LIKE '{%}'", "document_is_an_object"),
        _check("length(digest) = 64", "digest_is_sha256"),
    )

    id: UUID = Field(primary_key=True)
    version: int
    state: str = Field(index=True)
    listed_at: datetime
    changed_at: datetime
    meeting_id: UUID | None = Field(foreign_key="meeting.id", default=None, index=True)
    search: str
    document: str
    digest: str


_RANKED = ("number", "waiting", "lane", "due", "ready", "meeting_id", "mark", "holds_until", "state")
"""All that the order of urgency needs of a line: what was found is sorted without the long rows themselves."""


class LineRow(_Table, table=True):
    """What the queue shows and sorts a case by, beside the case: all of it can be made again from the case.

    ``digest`` is that of the case it was made from; ``mark`` says under which rules and for which meeting it was
    judged, empty: not at all; ``seal`` is a checksum over the rest. What is not judged sorts behind what is.
    """

    __tablename__ = "queue_line"
    __table_args__ = (
        _one_of("state", CaseState),
        _check("lane BETWEEN 0 AND 3", "lane_known"),
        _check("ready BETWEEN 0 AND 3", "ready_known"),
        Index("queue_line_order", "waiting", "lane", "due", "ready", "number"),
        Index("queue_line_marked", "waiting", "mark"),
        Index("queue_line_holding", "waiting", "holds_until"),
        Index("queue_line_ranked", *_RANKED).ddl_if(dialect="sqlite"),
    )

    number: int | None = Field(default=None, primary_key=True)
    case_id: UUID = Field(foreign_key="case_file.id", unique=True)
    digest: str
    state: str
    waiting: bool
    changed_at: datetime
    meeting_id: UUID | None = Field(default=None, index=True)
    found: str
    name: str | None = None
    given: str | None = None
    born: date | None = Field(default=None, index=True)
    origin: str | None = None
    sign: str | None = None
    question: str | None = None
    facts: str
    mark: str = ""
    judged_at: datetime | None = None
    holds_until: datetime | None = None
    lane: int = 3
    due: float = 0.0
    ready: int = 3
    level: int | None = None
    nesms: float | None = None
    sins: float | None = None
    bilsky: str | None = None
    judged: str = ""
    seal: str = ""


class SightRow(_Table, table=True):
    """The rows that were last in sight, in the words in which they were drawn: the next start begins with them."""

    __tablename__ = "queue_sight"

    name: str = Field(primary_key=True)
    text: str


class AttendeeRow(_Table, table=True):
    __tablename__ = "attendee"
    __table_args__ = (_one_of("discipline", Discipline), _check("length(name) > 0", "somebody_has_a_name"))

    meeting_id: UUID = Field(foreign_key="meeting.id", primary_key=True)
    position: int = Field(primary_key=True)
    name: str
    discipline: str
    arrived_at: datetime | None = None
    left_at: datetime | None = None


class AgendaRow(_Table, table=True):
    __tablename__ = "agenda_item"
    __table_args__ = (UniqueConstraint("meeting_id", "case_id"),)

    meeting_id: UUID = Field(foreign_key="meeting.id", primary_key=True)
    position: int = Field(primary_key=True)
    case_id: UUID = Field(foreign_key="case_file.id", index=True)


class DecisionRow(_Table, table=True):
    __tablename__ = "decision"
    __table_args__ = (
        _one_of("deviation", DeviationReason),
        _check("options LIKE '[%]'", "options_are_a_list"),
        _check("wakes_on LIKE '[%]'", "wakes_on_is_a_list"),
    )

    case_id: UUID = Field(foreign_key="case_file.id", primary_key=True)
    meeting_id: UUID = Field(foreign_key="meeting.id", primary_key=True)
    decided_at: datetime
    options: str
    own_words: str | None = None
    reasons: str | None = None
    deviates_from_leading: bool
    deviation: str | None = None
    deviation_words: str | None = None
    alternatives: str | None = None
    dissent: str | None = None
    condition: str | None = None
    wakes_on: str = "[]"
    woken_at: datetime | None = None
    responsible_physician: str | None = None
    informs_patient: str | None = None
    informs_gp: str | None = None
    deferred_because: str | None = None
    conditional_for_quorum: bool


class ActionRow(_Table, table=True):
    __tablename__ = "action_item"
    __table_args__ = (
        ForeignKeyConstraint(["case_id", "meeting_id"], ["decision.case_id", "decision.meeting_id"]),
        _check("length(text) > 0", "something_is_to_be_done"),
    )

    id: UUID = Field(primary_key=True)
    case_id: UUID = Field(index=True)
    meeting_id: UUID
    position: int
    text: str
    owner: str | None = None
    due: date | None = None
    done_on: date | None = None


class LeafletRow(_Table, table=True):
    __tablename__ = "leaflet_log"
    __table_args__ = (_check("length(given_by) > 0", "somebody_gave_it"),)

    id: UUID = Field(primary_key=True)
    case_id: UUID | None = Field(foreign_key="case_file.id", default=None, index=True)
    given_by: str
    given_at: datetime
    language: str
    large_print: bool
    card: bool
    teach_back: bool
    version: str = ""
    reprint: bool = False


class ExecutionRow(_Table, table=True):
    __tablename__ = "execution"
    __table_args__ = (
        ForeignKeyConstraint(["case_id", "meeting_id"], ["decision.case_id", "decision.meeting_id"]),
        _one_of("because", NotCarriedOut),
        _check("carried_out = (because IS NULL)", "a_reason_when_not_carried_out"),
        _check("length(recorded_by) > 0", "somebody_recorded_it"),
    )

    case_id: UUID = Field(primary_key=True)
    meeting_id: UUID = Field(primary_key=True)
    carried_out: bool
    because: str | None = None
    in_words: str | None = None
    recorded_on: date
    recorded_by: str


class FollowUpRow(_Table, table=True):
    __tablename__ = "follow_up"
    __table_args__ = (
        _check("months IN (3, 6, 12)", "months_of_the_published_points"),
        _check("length(asked_by) > 0", "somebody_asked"),
    )

    case_id: UUID = Field(foreign_key="case_file.id", primary_key=True)
    months: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    asked_on: date
    asked_by: str
    alive: bool | None = None
    walking: bool | None = None
    treatment_done: bool | None = None


class NoteRow(_Table, table=True):
    __tablename__ = "note"
    __table_args__ = (_one_of("kind", NoteKind), _check("key <> ''", "a_note_has_a_key"))

    kind: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    text: str


class AuditRow(_Table, table=True):
    """A line of the audit trail. It refers to no row: it outlives what it is about."""

    __tablename__ = "audit_line"
    __table_args__ = (
        _one_of("what", Deed),
        _one_of("role", Role),
        _one_of("result", Result),
        _check("number >= 1", "lines_count_from_one"),
        _check("length(digest) = 64", "line_digest_is_sha256"),
    )

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime
    who: str
    role: str
    place: str
    what: str
    case_id: UUID | None = Field(default=None, index=True)
    object: str
    result: str
    digest: str


class AccountRow(_Table, table=True):
    """Somebody who works at this desk; ``pin`` is empty, or what scrypt made of it and how."""

    __tablename__ = "account"
    __table_args__ = (
        _check(f"role IN ({', '.join(repr(each.value) for each in GIVEN)})", "an_account_has_a_role"),
        _one_of("discipline", Discipline),
        _check("length(name) > 0", "an_account_has_a_name"),
    )

    id: UUID = Field(primary_key=True)
    name: str
    role: str
    discipline: str | None = None
    pin: str
    retired: bool


class AnchorRow(_Table, table=True):
    """The last line of the audit trail that was pruned away."""

    __tablename__ = "audit_anchor"
    __table_args__ = (_check("length(digest) = 64", "anchor_digest_is_sha256"),)

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    digest: str


_STAYS = """CREATE TRIGGER audit_line_stays BEFORE UPDATE ON audit_line
    BEGIN SELECT RAISE(ABORT, 'a line of the audit trail is never changed'); END"""
_KEPT = """CREATE TRIGGER audit_line_kept BEFORE DELETE ON audit_line
    WHEN OLD.number > (SELECT coalesce(max(number), 0) FROM audit_anchor)
    BEGIN SELECT RAISE(ABORT, 'a line of the audit trail is never dropped'); END"""

# What is typed finds the folded text of a line; a trigger keeps the index of it, whatever changes the line.
_FOUND = """CREATE VIRTUAL TABLE queue_found USING fts5(
    found, content='queue_line', content_rowid='number', tokenize='trigram case_sensitive 1')"""
_FOUND_IN = """CREATE TRIGGER queue_line_found_in AFTER INSERT ON queue_line
    BEGIN INSERT INTO queue_found (rowid, found) VALUES (NEW.number, NEW.found); END"""
_FOUND_OUT = """CREATE TRIGGER queue_line_found_out AFTER DELETE ON queue_line
    BEGIN INSERT INTO queue_found (queue_found, rowid, found) VALUES ('delete', OLD.number, OLD.found); END"""
_FOUND_ANEW = """CREATE TRIGGER queue_line_found_anew AFTER UPDATE OF found ON queue_line WHEN OLD.found <> NEW.found
    BEGIN
    INSERT INTO queue_found (queue_found, rowid, found) VALUES ('delete', OLD.number, OLD.found);
    INSERT INTO queue_found (rowid, found) VALUES (NEW.number, NEW.found);
    END"""

for _of_sqlite in (_STAYS, _KEPT, _FOUND, _FOUND_IN, _FOUND_OUT, _FOUND_ANEW):
    event.listen(METADATA, "after_create", DDL(_of_sqlite).execute_if(dialect="sqlite"))  # type: ignore[no-untyped-call]  # DDL has no types
