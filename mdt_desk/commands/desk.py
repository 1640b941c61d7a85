"""The commands that need the whole desk: the window, the rehearsal, and single documents."""

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from mdt_desk.assets import leaflet_languages
from mdt_desk.bootstrap.clock import ZONE
from mdt_desk.bootstrap.papers import documents
from mdt_desk.bootstrap.rehearsal import open_rehearsal, rehearsal_text
from mdt_desk.bootstrap.settings import settings_file
from mdt_desk.commands.unlocking import where
from mdt_desk.commands.window import show_window
from mdt_desk.i18n import Texts, load_texts
from mdt_desk.ui.screen import without_screen
from mdt_desk.usecases.errors import KnownError, UserError
from mdt_desk.usecases.preferences import Contact, Preferences

if TYPE_CHECKING:
    from mdt_desk.usecases.ports import DeskServices

_REFUSED: Final = 2


def said(error: KnownError, texts: Texts) -> str:
    """Return the sentence of an error on one line."""
    return " ".join(texts.get(error.key, **error.params).split())


def refusing(command: Callable[[], int]) -> int:
    """Run a command; what it refuses is one line on standard error."""
    try:
        return command()
    except KnownError as error:
        print(said(error, load_texts("en")), file=sys.stderr)
        return _REFUSED


def window(options: argparse.Namespace, _now: datetime) -> int:
    """Open the window."""
    return refusing(lambda: _window(options))


def _window(options: argparse.Namespace) -> int:
    if without_screen():
        raise UserError("command.no_screen")
    return show_window(where(options))


def without_display() -> None:
    """Let Qt paint into memory where there is no screen to paint on."""
    if without_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


def rehearse(options: argparse.Namespace, now: datetime) -> int:
    """Hold the synthetic meeting and say which documents and pictures came of it."""
    return refusing(lambda: _rehearse(options, now.astimezone(ZoneInfo(ZONE))))


def _rehearse(options: argparse.Namespace, now: datetime) -> int:
    from mdt_desk.commands.history import play_history, write_insights
    from mdt_desk.usecases.rehearsal import rehearse as play
    from mdt_desk.usecases.rehearsal_script import read_script

    texts, out = load_texts("en"), options.out
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("command.folder", file=str(out), why=error.strerror or "") from error
    with open_rehearsal(Preferences()) as services:
        history = play_history(options, services, now)
        told = () if history is None else write_insights(services, now, out)
        report = play(services, rehearsal_text(), now, out)
        services.settings.save(read_script(rehearsal_text(), now, Preferences().language).preferences)
        pictures = _pictures(services, out)
    counts = report.counts
    held = {"cases": counts.cases, "decided": counts.decided, "deferred": counts.deferred}
    if history is not None:
        print(texts.get("command.history", **asdict(history)))
    print(texts.get("command.rehearsed", **held))
    for file in (*report.files, *told, *pictures):
        print(file)
    return 0


def _pictures(services: "DeskServices", out: Path) -> tuple[Path, ...]:
    """Take a picture of every screen as the meeting left it."""
    from mdt_desk.ui.pictures import take_pictures

    without_display()
    return take_pictures(services, out)


def _contact(option: str, given: str, now: datetime) -> Contact:
    """Read ``NAME|TELEPHONE``; the caller vouches for it today."""
    name, separator, telephone = (each.strip() for each in given.partition("|"))
    if not (separator and name and telephone):
        raise UserError("command.contact", option=option, value=given)
    return Contact(name=name, telephone=telephone, verified_on=now.date(), verified_by="caller")


def leaflet(options: argparse.Namespace, now: datetime) -> int:
    """Make the leaflet or the wallet card with the contacts given; the settings say which translations were checked."""

    def run() -> int:
        from mdt_desk.usecases.ports import LeafletOrder

        if options.language not in (written := leaflet_languages()):
            raise UserError("command.language", value=options.language, allowed=", ".join(written))
        local = now.astimezone(ZoneInfo(ZONE))
        chosen = settings_file().current()
        order = LeafletOrder(
            language=options.language,
            large_print=options.large_print,
            card=options.card,
            contact_day=_contact("--day-contact", options.day_contact, local),
            contact_night=_contact("--night-contact", options.night_contact, local),
            uk_additions=False,
            hospital="",
            made_at=local,
            clinic_language=chosen.language,
            reviews=chosen.translation_reviews,
            release=chosen.release,
        )
        print(documents().leaflet(order, options.out))
        return 0

    return refusing(run)
