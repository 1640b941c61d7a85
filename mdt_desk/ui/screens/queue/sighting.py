"""Keep what is in sight of the queue, so that the next start can show it before the rest of the program is loaded."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QObject, QPoint, QTimer

from mdt_desk.ui.desk import Desk
from mdt_desk.ui.moments import short_moment
from mdt_desk.ui.screens.queue.cells import row_of
from mdt_desk.ui.screens.queue.reading import Reading
from mdt_desk.ui.screens.queue.row import Column
from mdt_desk.ui.theme import FAMILIES, Tokens
from mdt_desk.ui.widgets.case_table import CaseTable
from mdt_desk.ui.wording.moments import typed_day
from mdt_desk.usecases.briefs import Brief, Wanted
from mdt_desk.usecases.ports import Words

_RESTS_MS: Final = 3_000
_ROWS: Final = 24


class Sighting(QObject):
    """Keeps the first rows in the usual order once the queue has rested, where a start can use them."""

    def __init__(self, desk: Desk, reading: Reading) -> None:
        """Wait until something was read."""
        super().__init__(desk)
        self._desk = desk
        self._reading = reading
        self._kept = ""
        self._table: CaseTable | None = None
        self._rest = QTimer(self, singleShot=True, interval=_RESTS_MS)
        self._rest.timeout.connect(self.keep)
        if desk.services.keep_sight is not None:
            reading.changed.connect(self._rest.start)
            desk.leaving.connect(self.keep)

    def watch(self, table: CaseTable) -> None:
        """Look at the table of another view."""
        self._table = table

    def keep(self) -> None:
        """Keep what is in sight, unless that is what was kept before."""
        keep, table, reading = self._desk.services.keep_sight, self._table, self._reading
        if keep is None or table is None or not table.isVisible() or reading.wanted != Wanted():
            return
        sheet = reading.sheet
        shown = (reading.brief_at(sheet, at) for at in range(min(_ROWS, len(sheet.numbers))))
        briefs = [each for each in shown if each is not None]
        tree = _frame(table) | _words(self._desk.look.texts) | {"look": _look(self._desk.look.tokens)}
        tree["rows"] = {each.number: _row(each, self._desk.look.texts, self._desk.now()) for each in briefs}
        if briefs and (said := json.dumps(tree)) != self._kept:
            self._kept = said
            self._desk.read(lambda: keep(tree), lambda _none: None)


def _frame(table: CaseTable) -> dict[str, Any]:
    window = table.window()
    at = table.mapTo(window, QPoint(0, 0))
    across = table.horizontalHeader()
    model = across.model()
    return {
        "title": window.windowTitle(),
        "frame": {
            "geometry": bytes(window.saveGeometry().toBase64().data()).decode(),
            "table": [at.x(), at.y(), table.width(), table.height()],
            "row": table.verticalHeader().defaultSectionSize(),
            "columns": [across.sectionSize(each) for each in range(across.count())],
        },
        "headings": [
            str(model.headerData(each, across.orientation()) or "") for each in range(across.count())
        ],
    }


def _words(texts: Words) -> dict[str, Any]:
    """Return the words that a countdown is made of, with their places left open."""
    return {
        "language": texts.language,
        "words": {
            "moment.due_in": texts.get("moment.due_in", span="{span}"),
            "moment.overdue": texts.get("moment.overdue", span="{span}"),
            "moment.minutes": texts.get("moment.minutes", minutes="{minutes}"),
            "moment.hours": texts.get("moment.hours", hours="{hours}", minutes="{minutes}"),
            "moment.days": texts.get("moment.days", count="{count}"),
            "queue.unjudged.text": texts.get("queue.unjudged.text"),
        },
    }


def _look(tokens: Tokens) -> Mapping[str, Any]:
    return {
        "window": tokens.window,
        "surface": tokens.surface,
        "text": tokens.text,
        "muted": tokens.muted,
        "line": tokens.line,
        "tones": {tone.value: [colours.text, colours.ground] for tone, colours in tokens.tones.items()},
        "body": tokens.type.body,
        "caption": tokens.type.caption,
        "families": list(FAMILIES),
    }


def _row(brief: Brief, texts: Words, now: datetime) -> dict[str, Any]:
    """Return a row without what may change while the case does not: age, place on the agenda, remarks."""
    judged, facts = brief.judged, brief.facts
    cells = [
        [each.text, each.detail, each.tone.value if each.tone else ""]
        for each in row_of(brief, texts, now).cells
    ]
    born = () if facts.born is None else (typed_day(facts.born),)
    cells[list(Column).index(Column.PATIENT)][1] = " · ".join(
        (*born, *([facts.number] if facts.number else []))
    )
    cells[list(Column).index(Column.MEETING)] = ["", "", ""]
    counted = judged is not None and judged.waits is not None and judged.due is not None
    due = judged.due if judged is not None and counted else None
    again = ""
    if judged is not None:
        moment = short_moment(judged.at.astimezone(now.tzinfo), texts)
        again = texts.get("queue.unjudged.again", moment=moment)
    return {
        "seal": "" if brief.old else brief.seal,
        "cells": cells,
        "due": None if due is None else due.at.isoformat(),
        "again": again,
    }
