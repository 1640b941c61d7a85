"""Who sits at a desk."""

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What somebody is at this desk; OWNER stands for a queue without accounts: whoever opened it may do all."""

    OWNER = "owner"
    CHAIR = "chair"
    COORDINATOR = "coordinator"
    NURSE = "nurse"
    VIEWER = "viewer"


OWNER: Final = Role.OWNER
