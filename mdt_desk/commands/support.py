"""``mdt-desk support``: show what somebody who helps needs to know, and with ``--out`` save exactly that."""

import argparse
from datetime import datetime
from pathlib import Path

from mdt_desk.bootstrap.place import queue_place
from mdt_desk.bootstrap.settings import settings_file
from mdt_desk.bootstrap.support import support_tools
from mdt_desk.commands.desk import refusing
from mdt_desk.commands.unlocking import opened, where
from mdt_desk.domain.case import CaseOf
from mdt_desk.usecases.errors import KnownError, UserError
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.support import Part, could_not_open, settings_lines, spelled


def support(options: argparse.Namespace, now: datetime) -> int:
    """Print the support file; with ``--out`` write it too. A queue that does not open is told by why it does not."""
    return refusing(lambda: _support(options, now))


def _support(options: argparse.Namespace, now: datetime) -> int:
    try:
        place = queue_place(where(options))
        if isinstance(place, Path) and not place.is_file():
            raise UserError("support.no_queue")
        with opened(options) as services:
            _told(options, services, now)
    except KnownError as error:
        if error.key == "support.not_written":
            raise
        _told_without_queue(options, error)
    return 0


def _told(options: argparse.Namespace, services: DeskServices, now: datetime) -> None:
    if services.support is None:
        raise UserError("support.no_queue")
    rules = services.assess(CaseOf(), now, now).rules
    parts = services.support.parts(rules, now)
    print(spelled(parts), end="")
    if options.out is not None:
        services.support.save(parts, options.out)


def _told_without_queue(options: argparse.Namespace, error: KnownError) -> None:
    tools = support_tools(tuple)
    parts = (
        Part(name="versions", lines=tuple(tools.versions().items())),
        Part(name="settings", lines=settings_lines(settings_file())),
        Part(name="checks", lines=could_not_open(error)),
        Part(name="reports", lines=tuple((str(at), each) for at, each in enumerate(tools.reports(), 1))),
    )
    print(spelled(parts), end="")
    if options.out is not None:
        tools.write(options.out, spelled(parts).encode())
