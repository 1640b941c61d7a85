"""Form 4: the audit trail.

Written down as it was then: a later change of the tables is a later form, and leaves this one alone.
"""

import sqlalchemy as sa
from alembic.operations import Operations

_DEEDS = (
    "'opened', 'searched', 'projected', 'printed', 'copied', 'exported', 'added', 'changed', 'decided',"
    " 'meeting_kept', 'leaflet_given', 'followed_up', 'settings_changed', 'people_changed', 'seated', 'unlocked',"
    " 'unlock_failed', 'restored', 'pruned'"
)
_ROLES = "'owner', 'chair', 'coordinator', 'nurse', 'viewer'"


def upgrade(op: Operations) -> None:
    """Add the lines, what is left of pruned ones, and what keeps both from being changed."""
    op.create_table(
        "audit_line",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("place", sa.String, nullable=False),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("case_id", sa.Uuid),
        sa.Column("object", sa.String, nullable=False),
        sa.Column("result", sa.String, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.CheckConstraint(f"what IN ({_DEEDS})", name="what_known"),
        sa.CheckConstraint(f"role IN ({_ROLES})", name="role_known"),
        sa.CheckConstraint("result IN ('done', 'refused')", name="result_known"),
        sa.CheckConstraint("number >= 1", name="lines_count_from_one"),
        sa.CheckConstraint("length(digest) = 64", name="line_digest_is_sha256"),
    )
    op.create_index("ix_audit_line_case_id", "audit_line", ["case_id"])
    op.create_table(
        "audit_anchor",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.CheckConstraint("length(digest) = 64", name="anchor_digest_is_sha256"),
    )
    op.execute(
        "CREATE TRIGGER audit_line_stays BEFORE UPDATE ON audit_line"
        " BEGIN SELECT RAISE(ABORT, 'a line of the audit trail is never changed'); END"
    )
    op.execute(
        "CREATE TRIGGER audit_line_kept BEFORE DELETE ON audit_line"
        " WHEN OLD.number > (SELECT coalesce(max(number), 0) FROM audit_anchor)"
        " BEGIN SELECT RAISE(ABORT, 'a line of the audit trail is never dropped'); END"
    )
