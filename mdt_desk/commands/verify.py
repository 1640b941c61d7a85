"""``mdt-desk verify``: one line a check; what is wrong goes to standard error."""

import argparse
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mdt_desk.bootstrap.place import key_keeper, queue_file, queue_place
from mdt_desk.commands.backup import refuse_nowhere
from mdt_desk.commands.desk import refusing
from mdt_desk.commands.unlocking import passphrase, password, where
from mdt_desk.i18n import load_texts

if TYPE_CHECKING:
    from mdt_desk.store.checks import Finding
    from mdt_desk.usecases.addresses import ServerAddress

_REFUSED: Final = 2


def verify(options: argparse.Namespace, _now: datetime) -> int:
    """Check everything that is kept; 2 when anything is not as it must be."""
    return refusing(lambda: _verify(options))


def _verify(options: argparse.Namespace) -> int:
    place = queue_place(where(options))
    found = _of_file(options) if isinstance(place, Path) else _of_server(options, place)
    texts = load_texts("en")
    for each in found:
        said = " ".join(texts.get(each.key, **each.params).split())
        print(said, file=sys.stdout if each.good else sys.stderr)
    return 0 if all(each.good for each in found) else _REFUSED


def _of_server(options: argparse.Namespace, address: "ServerAddress") -> "tuple[Finding, ...]":
    from mdt_desk.store.queue import Queue
    from mdt_desk.store.server.checks import ServerSubject, findings, head_file
    from mdt_desk.store.server.opening import open_server

    database = open_server(address, lambda: password(options))
    with Queue(database) as queue:
        return findings(ServerSubject(database=database, queue=queue, head=head_file(address)))


def _of_file(options: argparse.Namespace) -> "tuple[Finding, ...]":
    from mdt_desk.store.checks import Subject, findings
    from mdt_desk.store.database import open_database
    from mdt_desk.store.queue import Queue
    from mdt_desk.store.trail import KeptTrail
    from mdt_desk.store.waiting import Waiting
    from mdt_desk.usecases.keys import Protection, unattended

    refuse_nowhere(queue_file(where(options)))
    keeper = key_keeper(where(options))
    key = unattended(keeper, passphrase(options))
    database = open_database(queue_file(where(options)), key)
    with Queue(database) as queue:
        waiting = Waiting(queue=database.path)
        if events := waiting.events():  # that a backup was put back, which explains a shorter trail
            KeptTrail(database).append(events)
            waiting.taken()
        protection = keeper.protection() or Protection()
        return findings(Subject(database=database, queue=queue, key=key, protection=protection))
