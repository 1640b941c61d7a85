"""Form 6: what the queue shows and sorts a case by, beside the case; what finds it; what was last in sight.

Written down as it was then: a later change of the tables is a later form, and leaves this one alone.
"""

import sqlalchemy as sa
from alembic.operations import Operations

_STATES = "'open', 'decided', 'withdrawn', 'closed'"


def upgrade(op: Operations) -> None:
    """Add the lines, empty but for what the case row says itself: each is made from its case when it is wanted."""
    op.create_table(
        "queue_line",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Uuid, sa.ForeignKey("case_file.id"), nullable=False, unique=True),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("waiting", sa.Boolean, nullable=False),
        sa.Column("changed_at", sa.DateTime, nullable=False),
        sa.Column("meeting_id", sa.Uuid),
        sa.Column("found", sa.String, nullable=False),
        *(sa.Column(each, sa.String) for each in ("name", "given", "origin", "sign", "question")),
        sa.Column("born", sa.Date),
        sa.Column("facts", sa.String, nullable=False),
        sa.Column("mark", sa.String, nullable=False),
        sa.Column("judged_at", sa.DateTime),
        sa.Column("holds_until", sa.DateTime),
        sa.Column("lane", sa.Integer, nullable=False),
        sa.Column("due", sa.Float, nullable=False),
        sa.Column("ready", sa.Integer, nullable=False),
        sa.Column("level", sa.Integer),
        sa.Column("nesms", sa.Float),
        sa.Column("sins", sa.Float),
        sa.Column("bilsky", sa.String),
        sa.Column("judged", sa.String, nullable=False),
        sa.Column("seal", sa.String, nullable=False),
        sa.CheckConstraint(f"state IN ({_STATES})", name="state_known"),
        sa.CheckConstraint("lane BETWEEN 0 AND 3", name="lane_known"),
        sa.CheckConstraint("ready BETWEEN 0 AND 3", name="ready_known"),
    )
    op.create_index("queue_line_order", "queue_line", ["waiting", "lane", "due", "ready", "number"])
    op.create_index("queue_line_marked", "queue_line", ["waiting", "mark"])
    op.create_index("queue_line_holding", "queue_line", ["waiting", "holds_until"])
    op.create_index("ix_queue_line_meeting_id", "queue_line", ["meeting_id"])
    op.create_index("ix_queue_line_born", "queue_line", ["born"])
    op.create_table(
        "queue_sight",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("text", sa.String, nullable=False),
    )
    _index_what_is_typed(op)
    _begin_with_what_there_is(op)


def _begin_with_what_there_is(op: Operations) -> None:
    op.execute(
        "INSERT INTO queue_line (case_id, digest, state, waiting, changed_at, meeting_id, found, facts, mark, lane,"
        " due, ready, judged, seal) SELECT id, '', state, state IN ('open', 'decided'), changed_at, meeting_id, search,"
        " '', '', 3, 0.0, 3, '', '' FROM case_file WHERE state IN ('open', 'decided', 'withdrawn', 'closed')"
        " ORDER BY listed_at, id"
    )


def _index_what_is_typed(op: Operations) -> None:
    op.execute(
        "CREATE VIRTUAL TABLE queue_found USING fts5("
        "found, content='queue_line', content_rowid='number', tokenize='trigram case_sensitive 1')"
    )
    op.execute(
        "CREATE TRIGGER queue_line_found_in AFTER INSERT ON queue_line"
        " BEGIN INSERT INTO queue_found (rowid, found) VALUES (NEW.number, NEW.found); END"
    )
    op.execute(
        "CREATE TRIGGER queue_line_found_out AFTER DELETE ON queue_line"
        " BEGIN INSERT INTO queue_found (queue_found, rowid, found) VALUES ('delete', OLD.number, OLD.found); END"
    )
    op.execute(
        "CREATE TRIGGER queue_line_found_anew AFTER UPDATE OF found ON queue_line WHEN OLD.found <> NEW.found BEGIN"
        " INSERT INTO queue_found (queue_found, rowid, found) VALUES ('delete', OLD.number, OLD.found);"
        " INSERT INTO queue_found (rowid, found) VALUES (NEW.number, NEW.found); END"
    )
