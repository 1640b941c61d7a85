"""Form 7: what was found in a file is sorted by urgency from an index alone.

Written down as it was then: a later change of the tables is a later form, and leaves this one alone.
"""

from alembic.operations import Operations

_RANKED = ["number", "waiting", "lane", "due", "ready", "meeting_id", "mark", "holds_until", "state"]


def upgrade(op: Operations) -> None:
    """Add one index; a server reads every line to find what is typed, and has no use for it."""
    if op.get_bind().dialect.name == "sqlite":
        op.create_index("queue_line_ranked", "queue_line", _RANKED)
