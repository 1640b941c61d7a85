"""A desk for tests: the real queue and settings in a folder of the test, real rules, a clock that stands still."""

import tomllib
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from mdt_desk.assets import resource
from mdt_desk.bootstrap.papers import insight_tools, list_desk
from mdt_desk.bootstrap.rules import RuleExplanations
from mdt_desk.domain.assess import Rules, assess
from mdt_desk.domain.assessment import RuleSet
from mdt_desk.domain.case import Case
from mdt_desk.domain.guidelines.erasmus_2022 import ERASMUS_2022
from mdt_desk.domain.guidelines.loading import load_source
from mdt_desk.i18n import load_texts
from mdt_desk.settings import SettingsFile
from mdt_desk.usecases.cases import list_case
from mdt_desk.usecases.ports import (
    AuditOrder,
    CaseSheetOrder,
    DeskServices,
    FormsOrder,
    LeafletOrder,
    LetterOrder,
    MeetingFile,
    Words,
)
from mdt_desk.usecases.preferences import Theme
from tests.queues import open_queue


class StandingClock:
    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


class Counter:
    """Identities in the order in which they were asked for."""

    def __init__(self) -> None:
        self._last = 0

    def __call__(self) -> UUID:
        self._last += 1
        return UUID(int=self._last)


class PlainDocuments:
    """Writes a file that says what it is."""

    def agenda(self, _order: MeetingFile, file: Path) -> Path:
        return _written(file, "agenda")

    def minutes(self, _order: MeetingFile, file: Path) -> Path:
        return _written(file, "minutes")

    def letter(self, _order: LetterOrder, file: Path) -> Path:
        return _written(file, "letter")

    def leaflet(self, _order: LeafletOrder, file: Path) -> Path:
        return _written(file, "leaflet")

    def summary(self, _order: LetterOrder, file: Path) -> Path:
        return _written(file, "summary")

    def case_sheet(self, _order: CaseSheetOrder, file: Path) -> Path:
        return _written(file, "case sheet")

    def blank_forms(self, _order: FormsOrder, file: Path) -> Path:
        return _written(file, "forms")

    def audit(self, _order: AuditOrder, file: Path) -> Path:
        return _written(file, "audit")

    def minutes_docx(self, _order: MeetingFile, file: Path) -> Path:
        return _written(file, "minutes for Word")

    def minutes_text(self, order: MeetingFile) -> str:
        return f"minutes of {len(order.sheets)} in {order.language}"


class PlainCurves:
    """Draws an empty picture."""

    def svg(self, _classes: frozenset[int], _theme: Theme, _language: str) -> bytes:
        return b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'

    def png(self, _classes: frozenset[int], _theme: Theme, _language: str, *, width: int) -> bytes:
        assert width > 0
        return b""


def _written(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file


def rules() -> Rules:
    data = tomllib.loads(resource("guidelines", "erasmus-2022.toml").read_text(encoding="utf-8"))
    return Rules(
        sources=(load_source(ERASMUS_2022, data),),
        rule_set=RuleSet(version="2026.1", hash="0123456789abcdef"),
        zone=ZoneInfo("Europe/Amsterdam"),
    )


def desk_services(folder: Path, now: datetime, texts: Callable[[str], Words] = load_texts) -> DeskServices:
    settings = SettingsFile(folder / "settings.json")
    return DeskServices(
        queue=open_queue(folder / "queue.db"),
        assess=partial(assess, rules=rules()),
        explain=RuleExplanations(rules),
        clock=StandingClock(now),
        new_id=Counter(),
        documents=PlainDocuments(),
        curves=PlainCurves(),
        settings=settings,
        texts=texts,
        insights=insight_tools(settings),
        lists=list_desk(),
    )


def filled(services: DeskServices, cases: Iterable[Case]) -> DeskServices:
    """Put cases into the queue."""
    for each in cases:
        list_case(services.queue, services.new_id, each, services.clock.now())
    return services
