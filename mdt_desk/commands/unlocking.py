"""How a command comes by the key of its queue: never from the command line itself, which others can read."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mdt_desk.bootstrap.desk import open_desk
from mdt_desk.bootstrap.place import key_keeper, queue_place
from mdt_desk.i18n import Texts, load_texts
from mdt_desk.usecases.addresses import place_of
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.keys import Protection

if TYPE_CHECKING:
    from mdt_desk.usecases.addresses import Place
    from mdt_desk.usecases.keys import KeyKeeper
    from mdt_desk.usecases.ports import DeskServices

_LONGEST: Final = 4_096


def add_unlocking(parser: argparse.ArgumentParser) -> None:
    """Declare where a passphrase may come from."""
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "--passphrase-fd",
        metavar="N",
        type=int,
        help="read the passphrase of the queue from file descriptor N",
    )
    source.add_argument(
        "--passphrase-env", metavar="NAME", help="the environment variable that holds the passphrase"
    )


@contextmanager
def opened(options: argparse.Namespace) -> Iterator["DeskServices"]:
    """Open the queue that the command line names, asking for its passphrase only on a terminal.

    Raises:
        KnownError: the queue cannot be opened; its sentence says why.

    """
    place = queue_place(where(options))
    secret = passphrase(options) if isinstance(place, Path) else None
    with open_desk(place, passphrase=secret, password=lambda: password(options)) as services:
        yield services


def where(options: argparse.Namespace) -> "Place | None":
    """Return the queue that the command line names; None: the one that the settings name, or the user's own.

    Raises:
        UserError: it is an address that is not taken.

    """
    return None if options.database is None else place_of(options.database)


def password(options: argparse.Namespace) -> str | None:
    """Return the password of a server, which is given and typed as a passphrase is; None: nobody tells.

    Raises:
        UserError: the place named for it holds none.

    """
    found = given(options)
    if found is None and somebody_watches():
        from getpass import getpass

        found = getpass(f"{load_texts('en').get('server.prompt')} ")
    return found


def passphrase(options: argparse.Namespace) -> str | None:
    """Return the passphrase that was given or typed; None: nobody was asked, or nobody needs to be.

    Raises:
        KnownError: the place named for it holds none, or the keys cannot be read.

    """
    return passphrase_of(options, where(options))


def passphrase_of(options: argparse.Namespace, place: "Place | None") -> str | None:
    """As `passphrase`, for a queue that something else names."""
    found = given(options)
    if found is None and somebody_watches():
        return _typed(key_keeper(place))
    return found


def given(options: argparse.Namespace) -> str | None:
    """Return the passphrase that somebody handed over, without asking for one; raises UserError."""
    if options.passphrase_fd is not None:
        return _from_descriptor(options.passphrase_fd)
    if options.passphrase_env is None:
        return None
    found = os.environ.get(options.passphrase_env)
    if not found:
        raise UserError("keys.no_variable", name=options.passphrase_env)
    return found


def _from_descriptor(number: int) -> str:
    try:
        with os.fdopen(os.dup(number), encoding="utf-8") as source:
            found = source.readline(_LONGEST).rstrip("\r\n")
    except (OSError, ValueError, OverflowError) as error:
        raise UserError("keys.no_descriptor", number=str(number)) from error
    if not found:
        raise UserError("keys.no_descriptor", number=str(number))
    return found


def somebody_watches() -> bool:
    """Tell whether a question would be seen and could be answered."""
    return all(each.isatty() for each in (sys.stdin, sys.stdout, sys.stderr))


def chosen_passphrase(texts: Texts) -> str:
    """Return a new passphrase that was typed twice.

    Raises:
        UserError: the second was another.

    """
    from getpass import getpass

    chosen = getpass(f"{texts.get('keys.prompt.new')} ")
    if chosen != getpass(f"{texts.get('keys.prompt.again')} "):
        raise UserError("keys.differ")
    return chosen


def _typed(keeper: "KeyKeeper") -> str | None:
    from getpass import getpass

    texts = load_texts("en")
    found = keeper.protection()
    if found is None:
        return chosen_passphrase(texts)
    if found == Protection(passphrase=True) or keeper.without_asking() is None:
        return getpass(f"{texts.get('keys.prompt.old')} ")
    return None
