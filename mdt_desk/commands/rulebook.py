"""``mdt-desk rulebook``: the rules as a document that a clinician can proof-read; reads no queue."""

import argparse
import sys
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from mdt_desk import bootstrap
from mdt_desk.assets import resource
from mdt_desk.commands.desk import said
from mdt_desk.i18n import load_texts
from mdt_desk.usecases.errors import KnownError

_REFUSED: Final = 2
_LANGUAGES: Final = ("nl", "en")


def rulebook(options: argparse.Namespace, now: datetime) -> int:
    """Make the rulebook and print where it is."""
    texts = load_texts("en")
    if options.language not in _LANGUAGES:
        allowed = ", ".join(_LANGUAGES)
        print(texts.get("rulebook.not_written", value=options.language, allowed=allowed), file=sys.stderr)
        return _REFUSED
    from mdt_desk.reports.rulebook import RulebookOrder, make_rulebook
    from mdt_desk.reports.words import Wording

    wording = Wording(words=load_texts(options.language), zone=ZoneInfo(bootstrap.ZONE))
    order = RulebookOrder(
        rules=bootstrap.load_rules(),
        language=options.language,
        owner=wording.get("app.name"),
        made_at=now,
    )
    try:
        print(make_rulebook(order, wording, resource("fonts"), bootstrap.cache_folder(), options.out))
    except KnownError as error:
        print(said(error, texts), file=sys.stderr)
        return _REFUSED
    return 0
