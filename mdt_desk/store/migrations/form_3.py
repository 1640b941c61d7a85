"""Form 3: what became of decisions, how patients are afterwards, and which text of a leaflet was given.

Written down as it was then: a later change of the tables is a later form, and leaves this one alone.
"""

import sqlalchemy as sa
from alembic.operations import Operations

_REASONS = "'patient_declined', 'condition_worsened', 'died', 'other_treatment', 'no_capacity', 'other'"


def upgrade(op: Operations) -> None:
    """Add two tables, and two columns to the log of leaflets."""
    op.add_column("leaflet_log", sa.Column("version", sa.String, nullable=False, server_default=""))
    op.add_column("leaflet_log", sa.Column("reprint", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_table(
        "execution",
        sa.Column("case_id", sa.Uuid, primary_key=True),
        sa.Column("meeting_id", sa.Uuid, primary_key=True),
        sa.Column("carried_out", sa.Boolean, nullable=False),
        sa.Column("because", sa.String),
        sa.Column("in_words", sa.String),
        sa.Column("recorded_on", sa.Date, nullable=False),
        sa.Column("recorded_by", sa.String, nullable=False),
        sa.ForeignKeyConstraint(["case_id", "meeting_id"], ["decision.case_id", "decision.meeting_id"]),
        sa.CheckConstraint(f"because IN ({_REASONS})", name="because_known"),
        sa.CheckConstraint("carried_out = (because IS NULL)", name="a_reason_when_not_carried_out"),
        sa.CheckConstraint("length(recorded_by) > 0", name="somebody_recorded_it"),
    )
    op.create_table(
        "follow_up",
        sa.Column("case_id", sa.Uuid, sa.ForeignKey("case_file.id"), primary_key=True),
        sa.Column("months", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("asked_on", sa.Date, nullable=False),
        sa.Column("asked_by", sa.String, nullable=False),
        sa.Column("alive", sa.Boolean),
        sa.Column("walking", sa.Boolean),
        sa.Column("treatment_done", sa.Boolean),
        sa.CheckConstraint("months IN (3, 6, 12)", name="months_of_the_published_points"),
        sa.CheckConstraint("length(asked_by) > 0", name="somebody_asked"),
    )
