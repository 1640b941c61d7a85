"""The audit trail as a whole desk writes it: from the command line, through every opening, pruned in time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mdt_desk.bootstrap.desk import open_desk
from mdt_desk.bootstrap.rehearsal import open_rehearsal
from mdt_desk.bootstrap.settings import FixedSettings
from mdt_desk.cli import main
from mdt_desk.domain.audit import Deed, Line, Result
from mdt_desk.domain.case import CaseOf
from mdt_desk.domain.reading import with_fact
from mdt_desk.i18n import load_texts
from mdt_desk.usecases.cases import list_case
from mdt_desk.usecases.documents import meeting_file
from mdt_desk.usecases.meetings import plan_meeting, put_on_agenda
from mdt_desk.usecases.overview import object_text
from mdt_desk.usecases.preferences import Preferences
from mdt_desk.usecases.witness import prune_old

CANARY = "Kanarievogel"
NUMBER = "1234567"
PASSPHRASE = "kanarie zingt in november"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "queue.db"
    with open_desk(made) as services:
        case = with_fact(CaseOf(), "patient.family_name", CANARY)
        case = with_fact(case, "patient.hospital_number", NUMBER)
        list_case(services.queue, services.new_id, case, services.clock.now())
    return made


def lines(file: Path) -> tuple[Line, ...]:
    with open_desk(file) as services:
        assert services.witness is not None
        return services.witness.trail.lines()[:-1]  # without the opening that reads them


def run(capsys: pytest.CaptureFixture[str], file: Path, *arguments: str) -> tuple[int, str, str]:
    status = main(["--database", str(file), *arguments])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_that_opening_listing_and_export_leave_lines_that_name_nobody(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, file, "export", "--format", "csv", "--out", str(tmp_path / "a.csv"))[0] == 0
    found = lines(file)
    assert [each.event.what for each in found] == [
        Deed.UNLOCKED,
        Deed.ADDED,
        Deed.UNLOCKED,
        Deed.EXPORTED,
    ]
    assert found[3].event.case == found[1].event.case
    assert found[3].event.object == "file:cases csv"
    assert CANARY not in repr(found)
    assert NUMBER not in repr(found)
    assert all(each.event.place for each in found)


def test_that_the_overview_of_one_patient_is_made_by_number_and_is_itself_a_line(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "audit.pdf"
    assert run(capsys, file, "audit", "--number", NUMBER, "--out", str(out))[0] == 0
    assert out.read_bytes().startswith(b"%PDF")
    last = lines(file)[-1].event
    assert (last.what, last.object) == (Deed.PRINTED, "audit")
    assert last.case == lines(file)[1].event.case


def test_that_an_overview_of_nobody_is_refused_in_one_line_that_does_not_repeat_the_number(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, file, "audit", "--number", "7654321", "--out", str(tmp_path / "a.pdf"))
    assert (status, out) == (2, "")
    assert err == "Nobody in the queue has this hospital number.\n"


def test_that_minutes_made_again_name_the_last_of_the_same_that_were_made(file: Path, tmp_path: Path) -> None:
    with open_desk(file) as services:
        (listed,) = services.queue.rows()
        now = services.clock.now()
        meeting = plan_meeting(services.queue, services.new_id, Preferences(), now)
        put_on_agenda(services.queue, meeting.id, listed.id, now)
        order = meeting_file(services.queue, services.assess, meeting.id, Preferences(), services.clock.now())
        order = replace(order, language="en")
        assert "has number" not in services.documents.minutes_text(order)
        services.documents.minutes(order, tmp_path / "minutes.pdf")
        assert services.witness is not None
        texts, line = load_texts("en"), services.witness.trail.lines(listed.id)[-1].event
        number = line.object.removeprefix("minutes:")
        assert object_text(line.object, texts) == f"minutes {number}"
        assert f"The last of these has number {number}." in services.documents.minutes_text(order)


def test_that_a_wrong_passphrase_is_a_line_once_the_queue_opens(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "queue.db"
    with open_desk(file, passphrase=PASSPHRASE):
        pass
    monkeypatch.setenv("WORDS", "kanarie zingt in december")
    assert run(capsys, file, "--passphrase-env", "WORDS", "verify")[0] == 2
    with open_desk(file, passphrase=PASSPHRASE) as services:
        assert services.witness is not None
        found = [(each.event.what, each.event.result) for each in services.witness.trail.lines()]
    assert (Deed.UNLOCK_FAILED, Result.REFUSED) in found
    assert found[-1] == (Deed.UNLOCKED, Result.DONE)


def test_that_changed_settings_are_named_without_what_they_say(file: Path) -> None:
    with open_desk(file, FixedSettings(Preferences())) as services:
        before = services.settings.current()
        services.settings.save(replace(before, hospital=CANARY, leading_guideline="noms", language="en"))
    said = lines(file)[-1].event
    assert said.what is Deed.SETTINGS_CHANGED
    assert said.object == "settings:hospital, leading_guideline"


def test_that_a_rehearsal_keeps_no_trail() -> None:
    with open_rehearsal(Preferences()) as services:
        assert services.witness is None


def test_that_lines_go_after_the_years_the_hospital_chose_and_not_before(file: Path) -> None:
    with open_desk(file) as services:
        witness = services.witness
        assert witness is not None
        old = datetime.now(UTC) - timedelta(days=6 * 366)
        kept = len(witness.trail.lines())
        witness.trail.append([replace(witness.event(Deed.OPENED), at=old + timedelta(days=800))])
        assert prune_old(witness, 6) == 0
        assert len(witness.trail.lines()) == kept + 1


def test_that_verify_finds_a_trail_that_was_cut(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, file, "backup")[0] == 0
    status, out, _ = run(capsys, file, "verify")
    assert status == 0
    assert "audit: 3 lines, none changed or missing" in out


@pytest.mark.parametrize("language", ["nl", "en"])
def test_that_every_event_has_its_words_and_strange_ones_stay(language: str) -> None:
    words = load_texts(language)
    assert all(words.get(f"audit.what.{each}") for each in Deed)
    assert object_text("version:3", words).endswith("3")
    assert object_text("something:else", words) == "something:else"
