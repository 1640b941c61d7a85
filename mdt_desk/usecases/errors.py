"""Errors that the program knows, sorted by who can act: the user, the site, or us."""

from typing import Final


class KnownError(Exception):
    """Something that has a sentence: the text of ``key`` with ``params`` filled in.

    Parameters never hold what identifies a patient: the sentence may reach a log.
    """

    def __init__(self, key: str, **params: str) -> None:
        """Name the sentence and what it needs."""
        super().__init__(key)
        self.key: Final = key
        self.params: Final = params

    def __str__(self) -> str:
        """Return key and parameters, for a log; people read the text of the key."""
        return self.key + "".join(f" {name}={value!r}" for name, value in self.params.items())


class UserError(KnownError):
    """Who sits at the desk can act: type something else, choose something else, look again."""


class SiteError(KnownError):
    """The hospital's IT can act: a file, a folder, a setting or a permission is not as it must be."""


class ServerAway(SiteError):  # noqa: N818  # what happened, as the domain's refusals are named
    """The server of the queue does not answer: what is on the screen is what was last known of it."""


class BugError(KnownError):
    """Only we can act: the program contradicts itself."""


class Conflict(UserError):  # noqa: N818  # what happened, as the domain's refusals are named
    """Somebody changed the case since it was read; read it again and look."""


class NotThere(UserError):  # noqa: N818  # as above
    """No case or meeting has this identity."""
