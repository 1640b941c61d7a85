"""Figures and rows that leave in files are witnessed, refused by role, and deleted again where no line can be kept."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from mdt_desk.bootstrap.desk import open_desk
from mdt_desk.bootstrap.settings import FixedSettings
from mdt_desk.domain.audit import Actor, Deed, Result
from mdt_desk.domain.people import Account, AccountId, Role
from mdt_desk.domain.registry import registry
from mdt_desk.usecases.audited_insights import AuditedInsightPapers, AuditedInsightSheets
from mdt_desk.usecases.errors import ServerAway, SiteError, UserError
from mdt_desk.usecases.insight_tools import InsightTools
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.preferences import Preferences
from tests.usecases.witnessing import MemoryTrail, witness_on

AT = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


def tools(services: DeskServices) -> InsightTools:
    assert services.insights is not None
    return services.insights


def test_that_a_registry_file_is_a_line_and_needs_a_role(tmp_path: Path) -> None:
    with open_desk(tmp_path / "queue.db", FixedSettings(Preferences())) as services:
        assert services.witness is not None
        assert services.people is not None
        rows = registry((), 10)
        tools(services).sheets.registry(rows, "en", tmp_path / "registry.csv")
        last = services.witness.trail.lines()[-1].event
        assert (last.what, last.object, last.case) == (Deed.EXPORTED, "registry", None)
        services.people.add(Account(id=AccountId(UUID(int=1)), name="A", role=Role.CHAIR), "")
        nurse = Account(id=AccountId(UUID(int=2)), name="B", role=Role.NURSE)
        services.people.add(nurse, "")
        services.people.sit_down(nurse.id, "")
        with pytest.raises(UserError, match="export"):
            tools(services).sheets.registry(rows, "en", tmp_path / "again.csv")
        assert not (tmp_path / "again.csv").exists()


def test_that_no_file_stays_whose_line_cannot_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> None:
        raise SiteError("store.full", file="queue.db")

    with open_desk(tmp_path / "queue.db", FixedSettings(Preferences())) as services:
        assert services.witness is not None
        monkeypatch.setattr(services.witness.trail, "append", full)
        with pytest.raises(SiteError):
            tools(services).sheets.registry(registry((), 10), "en", tmp_path / "registry.csv")
        assert not (tmp_path / "registry.csv").exists()


class Maker:
    """Makes whatever it is asked for."""

    def insights(self, *asked: object) -> Path:
        file = asked[-1]
        assert isinstance(file, Path)
        file.write_bytes(b"figures")
        return file


@pytest.mark.parametrize("kind", [Deed.PRINTED, Deed.EXPORTED])
def test_that_figures_on_paper_and_in_a_sheet_are_a_line_and_need_a_role(kind: Deed, tmp_path: Path) -> None:
    trail = MemoryTrail()
    witness = witness_on(trail)
    made, refused = tmp_path / "made", tmp_path / "refused"

    def ask(file: Path) -> Path:
        if kind is Deed.PRINTED:
            return AuditedInsightPapers(Maker(), witness).insights(None, file)  # type: ignore[arg-type]  # makes whatever is asked
        return AuditedInsightSheets(Maker(), witness).insights(None, "en", file)  # type: ignore[arg-type]  # as above

    assert ask(made) == made
    assert [(each.what, each.object) for each in trail.events] == [(kind, "insights")]
    witness.actor = Actor(name="B", role=Role.VIEWER)
    with pytest.raises(UserError):
        ask(refused)
    assert [each.result for each in trail.events] == [Result.DONE, Result.REFUSED]
    assert not refused.exists()
    witness.actor = Actor(name="A")
    trail.full = True
    with pytest.raises(ServerAway):
        ask(refused)
    assert not refused.exists()
