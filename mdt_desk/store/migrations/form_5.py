"""Form 5: the people who work at this desk.

Written down as it was then: a later change of the tables is a later form, and leaves this one alone.
"""

import sqlalchemy as sa
from alembic.operations import Operations

_ROLES = "'chair', 'coordinator', 'nurse', 'viewer'"
_DISCIPLINES = (
    "'orthopaedic_spine_surgery', 'neurosurgery', 'radiation_oncology', 'radiology', 'neurology',"
    " 'medical_oncology', 'haematology', 'pulmonology', 'rehabilitation', 'nursing', 'palliative_care', 'pathology',"
    " 'other'"
)


def upgrade(op: Operations) -> None:
    """Add one table; a queue without people works as it did."""
    op.create_table(
        "account",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("discipline", sa.String),
        sa.Column("pin", sa.String, nullable=False),
        sa.Column("retired", sa.Boolean, nullable=False),
        sa.CheckConstraint(f"role IN ({_ROLES})", name="an_account_has_a_role"),
        sa.CheckConstraint(f"discipline IN ({_DISCIPLINES})", name="discipline_known"),
        sa.CheckConstraint("length(name) > 0", name="an_account_has_a_name"),
    )
