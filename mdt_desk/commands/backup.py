"""``mdt-desk backup``, ``restore`` and ``passphrase``."""

import argparse
from datetime import datetime
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mdt_desk.bootstrap.place import key_keeper, queue_file, queue_place
from mdt_desk.commands.desk import refusing
from mdt_desk.commands.unlocking import chosen_passphrase, opened, passphrase, somebody_watches, where
from mdt_desk.i18n import Texts, load_texts
from mdt_desk.usecases.backups import Losses, Reason
from mdt_desk.usecases.errors import KnownError, UserError

if TYPE_CHECKING:
    from mdt_desk.usecases.keys import QueueKey

UNREADABLE: Final = frozenset({"store.damaged", "store.other_key", "store.foreign"})


def refuse_nowhere(queue: Path) -> None:
    """Refuse a queue that is not there: nothing is made where something was to be kept or checked.

    Raises:
        UserError: there is no such file.

    """
    if not queue.is_file():
        raise UserError("backup.no_queue", file=str(queue))


def backup(options: argparse.Namespace, now: datetime) -> int:
    """Make a backup and print where it is; of a server a copy in an encrypted file of its own."""

    def run() -> int:
        place = queue_place(where(options))
        if not isinstance(place, Path):
            from mdt_desk.commands.move import copy_of_server

            print(copy_of_server(options, place, now))
            return 0
        refuse_nowhere(place)
        with opened(options) as services:
            made = None if services.backups is None else services.backups.make(Reason.ASKED, now)
        if made is not None:
            print(made.file)
        return 0

    return refusing(run)


def restore(options: argparse.Namespace, now: datetime) -> int:
    """Say what would be lost; with ``--yes`` put the backup back and say where the queue as it was is kept."""
    return refusing(lambda: _restore(options, now))


def _restore(options: argparse.Namespace, now: datetime) -> int:
    from mdt_desk.store.backups import difference, put_keys_back
    from mdt_desk.store.backups import restore as put_back

    texts = load_texts("en")
    queue, file = queue_file(where(options)), Path(options.file)
    if not file.is_file():
        raise UserError("backup.not_there", file=str(file))
    if put_keys_back(queue, file):
        print(texts.get("restore.keys"))
    key = _key(options)
    try:
        for line in _said(difference(queue, key, file), texts):
            print(line)
    except KnownError as error:
        if error.key not in UNREADABLE or error.params.get("file") != str(queue):
            raise
        print(texts.get("restore.unreadable"))
    if not options.yes:
        print(texts.get("restore.how"))
        return 0
    kept = put_back(queue, key, file, now)
    print(texts.get("restore.done", file=str(file)))
    if kept is not None:
        print(texts.get("restore.kept", file=str(kept)))
    return 0


def _key(options: argparse.Namespace) -> "QueueKey":
    from mdt_desk.usecases.keys import unattended

    keeper = key_keeper(where(options))
    if keeper.protection() is None:
        raise UserError("restore.no_keys")
    return unattended(keeper, passphrase(options))


def _said(losses: Losses, texts: Texts) -> list[str]:
    if losses.nothing:
        return [texts.get("restore.nothing")]
    lines = [texts.get("restore.lost", count=len(losses.cases))]
    for each in losses.cases:
        key = "restore.case_new" if each.new else "restore.case_changed"
        lines.append(texts.get(key, case=each.id.hex[:8], at=each.changed_at.strftime("%Y-%m-%d %H:%M UTC")))
    counts = (
        ("decisions", losses.decisions),
        ("meetings", losses.meetings),
        ("leaflets", losses.leaflets),
        ("returning", losses.returning),
    )
    return lines + [texts.get(f"restore.{name}", count=count) for name, count in counts if count]


def change_passphrase(options: argparse.Namespace, _now: datetime) -> int:
    """Set another passphrase; the queue itself is not written again."""

    def run() -> int:
        from mdt_desk.usecases.keys import unattended

        if not somebody_watches():
            raise UserError("keys.terminal")
        texts = load_texts("en")
        keeper = key_keeper(where(options))
        found = keeper.protection()
        if found is None:
            keeper.make(chosen_passphrase(texts))
        elif found.passphrase:
            key = keeper.with_passphrase(getpass(f"{texts.get('keys.prompt.old')} "))
            keeper.set_passphrase(key, chosen_passphrase(texts))
        else:
            keeper.set_passphrase(unattended(keeper, None), chosen_passphrase(texts))
        print(texts.get("keys.set"))
        return 0

    return refusing(run)
