"""Form 2: notes of the desk, addenda to signed minutes, ad-hoc meetings, conditions that wake.

Written down as it was then: a later change of the tables is a later form, and leaves this one alone.
"""

import sqlalchemy as sa
from alembic.operations import Operations

_KINDS = "'draft', 'saved_filter', 'header_mapping', 'rule_set'"


def upgrade(op: Operations) -> None:
    """Add what form 1 does not have; some builds of form 1 kept notes already, and those stay."""
    there = set(sa.inspect(op.get_bind()).get_table_names())
    if "note" in there:
        op.rename_table("note", "note_before")
    op.create_table(
        "note",
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("text", sa.String, nullable=False),
        sa.CheckConstraint(f"kind IN ({_KINDS})", name="kind_known"),
        sa.CheckConstraint("key <> ''", name="a_note_has_a_key"),
    )
    if "note" in there:
        op.execute('INSERT INTO note (kind, "key", text) SELECT kind, "key", text FROM note_before')
        op.drop_table("note_before")
    if "addendum" not in there:
        _meetings(op)


def _meetings(op: Operations) -> None:
    op.create_table(
        "addendum",
        sa.Column("meeting_id", sa.Uuid, sa.ForeignKey("meeting.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.CheckConstraint("length(text) > 0", name="an_addendum_says_something"),
        sa.CheckConstraint("length(by) > 0", name="an_addendum_has_an_author"),
    )
    op.add_column("meeting", sa.Column("ad_hoc", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("decision", sa.Column("woken_at", sa.DateTime))
    op.execute(
        "ALTER TABLE decision ADD COLUMN wakes_on VARCHAR DEFAULT '[]' NOT NULL"
        " CONSTRAINT wakes_on_is_a_list CHECK (wakes_on LIKE '[%]')"
    )
