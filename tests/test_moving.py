"""A queue goes to a server and back from its own window, with everything there, and by whom the role lets."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

import pytest

from mdt_desk.bootstrap.desk import open_desk, open_tables
from mdt_desk.bootstrap.moving import move_queue, with_moving
from mdt_desk.bootstrap.place import key_keeper, queue_place
from mdt_desk.bootstrap.settings import settings_file
from mdt_desk.domain.audit import flaw_in
from mdt_desk.domain.case import CaseOf
from mdt_desk.domain.people import Account, AccountId, Role
from mdt_desk.domain.reading import with_fact
from mdt_desk.store.moving import tables_of
from mdt_desk.store.notes import KeptNotes
from mdt_desk.usecases.addresses import Place, ServerAddress
from mdt_desk.usecases.cases import list_case
from mdt_desk.usecases.errors import KnownError, SiteError, UserError
from mdt_desk.usecases.moving import Move, Moving
from mdt_desk.usecases.ports import DeskServices, NoteKind
from tests.servers import GUARDED, PASSWORD, Server, fresh

PASSPHRASE = "gele vogel zingt altijd"
SECOND = "rode vogel zwijgt soms"


@pytest.fixture(autouse=True)
def own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("MDT_DESK_SITE_SETTINGS", str(tmp_path / "site.toml"))


def spelt(address: ServerAddress) -> str:
    return f"postgresql+psycopg://{address.user}@/{address.database}?host={quote(address.host, safe='')}"


def moving_of(services: DeskServices, place: Place) -> Moving:
    found = with_moving(services, place).moving
    assert found is not None
    return found


def digests(place: Place, passphrase: str | None) -> dict[str, str]:
    """Return what each table says, the audit trail and notes aside: opening adds to them."""
    with closing(open_tables(place, passphrase, lambda: None)) as tables:
        return {
            each.table: each.digest for each in tables_of(tables) if each.table not in {"audit_line", "note"}
        }


def work(services: DeskServices) -> None:
    for name in ("Eerst", "Tweede"):
        case = with_fact(CaseOf(), "patient.family_name", name)
        list_case(services.queue, services.new_id, case, services.clock.now())
    services.queue.notes.keep(NoteKind.DRAFT, "a case", "half a sentence")


def test_that_a_queue_goes_to_a_server_and_back_from_its_window(address: ServerAddress) -> None:
    place, told = queue_place(None), list[tuple[int, int]]()
    assert isinstance(place, Path)
    with open_desk(None, passphrase=PASSPHRASE) as services:
        work(services)
        moving = moving_of(services, place)
        assert moving.to_server
        assert moving.tried(spelt(address), "").server == str(address)
        there = moving.there(spelt(address), "")
    before = digests(place, PASSPHRASE)
    key = key_keeper(place).with_passphrase(PASSPHRASE)
    arrived = move_queue(place, key, None, there, lambda done, of: told.append((done, of)))
    assert (arrived.cases, told[-1]) == (2, (2 * arrived.rows, 2 * arrived.rows))
    assert queue_place(None) == address
    assert digests(address, None) == before == digests(place, PASSPHRASE)
    settings = settings_file()
    settings.save(replace(settings.current(), database=""))  # somebody empties the field
    with open_desk(None, passphrase=PASSPHRASE) as services:
        assert moving_of(services, place).left_for == str(address)
    settings.save(replace(settings.current(), database=spelt(address)))
    with open_desk(None) as services:
        assert services.queue.notes.recall(NoteKind.DRAFT, "a case") == "half a sentence"
        moving = moving_of(services, address)
        assert not moving.to_server
        back = moving.back(SECOND)
    arrived = move_queue(address, None, None, back, lambda _done, _of: None)
    new = queue_place(None)
    assert isinstance(new, Path)
    assert new != place
    assert place.exists()
    assert digests(new, SECOND) == before
    with open_desk(None, passphrase=SECOND) as services:
        assert moving_of(services, new).left_for == ""
        assert services.queue.notes.recall(NoteKind.DRAFT, "a case") == "half a sentence"
        assert services.witness is not None
        lines = services.witness.trail.lines()
        assert [each.event.object for each in lines if each.event.object.startswith("move:")] == [
            f"move:{address}",
            "move:file",
        ]
        assert flaw_in(lines) is None


def test_that_a_queue_that_never_was_in_a_file_comes_to_the_usual_place(address: ServerAddress) -> None:
    usual = queue_place(None)
    settings = settings_file()
    settings.save(replace(settings.current(), database=spelt(address)))
    with open_desk(None) as services:
        back = moving_of(services, address).back(PASSPHRASE)
    move_queue(address, None, None, back, lambda _done, _of: None)
    assert queue_place(None) == usual
    assert settings_file().current().database == ""


def refused(verb: Callable[[], object]) -> str:
    with pytest.raises(KnownError) as found:
        verb()
    return found.value.key


def test_that_a_server_is_tried_before_anything_moves(server: Server, address: ServerAddress) -> None:
    place = queue_place(None)
    with open_desk(None, passphrase=PASSPHRASE) as services:
        moving = moving_of(services, place)
        assert refused(lambda: moving.tried("queue.db", "")) == "server.address.form"
        assert refused(lambda: moving.tried(spelt(server.address("nowhere")), "")) == "server.no_database"
        guarded = spelt(server.address(address.database, GUARDED))
        assert refused(lambda: moving.tried(guarded, "fout")) == "server.wrong_password"
        assert refused(lambda: moving.tried(guarded, "")) == "server.password_needed"
        assert moving.tried(guarded, PASSWORD).version
        with open_desk(address):
            pass
        assert refused(lambda: moving.there(spelt(address), "")) == "move.not_empty"
        with fresh(server, "template0") as bare:
            assert moving.tried(spelt(bare), "").server == str(bare)
            with server.by_hand(bare.database) as hand:
                assert hand.execute(
                    "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
                ).fetchone() == (0,)
        assert not [each for each in trail_of(services) if each.startswith("move:")]


def trail_of(services: DeskServices) -> list[str]:
    assert services.witness is not None
    return [each.event.object for each in services.witness.trail.lines()]


def test_that_a_move_that_fails_leaves_the_desk_where_it_was(address: ServerAddress, tmp_path: Path) -> None:
    place = queue_place(None)
    assert isinstance(place, Path)
    with open_desk(None, passphrase=PASSPHRASE) as services:
        work(services)
        there = moving_of(services, place).there(spelt(address), "")
    with open_desk(address):
        pass  # somebody else was there first
    key = key_keeper(place).with_passphrase(PASSPHRASE)
    assert refused(lambda: move_queue(place, key, None, there, lambda _done, _of: None)) == "move.not_empty"
    assert queue_place(None) == place
    to_file = Move(target=tmp_path / "new" / "queue.db", said="", secret=PASSPHRASE)
    gone = ServerAddress(user="", host=str(tmp_path), port=5432, database="mdt")
    assert refused(lambda: move_queue(gone, None, None, to_file, lambda _done, _of: None)) == "server.away"
    assert not (tmp_path / "new").exists()


def moved_back(address: ServerAddress) -> Move:
    """Work on a server, and ask for the way back."""
    settings = settings_file()
    settings.save(replace(settings.current(), database=spelt(address)))
    with open_desk(None) as services:
        work(services)
        return moving_of(services, address).back(PASSPHRASE)


def test_that_a_move_back_that_fails_leaves_no_file_where_its_folder_was_there_before(
    address: ServerAddress, server: Server
) -> None:
    back = moved_back(address)
    assert isinstance(back.target, Path)
    back.target.parent.mkdir(parents=True, exist_ok=True)
    before = sorted(back.target.parent.iterdir())
    with server.by_hand(address.database) as hand:
        hand.execute("ALTER TABLE note RENAME TO notes")
    assert refused(lambda: move_queue(address, None, None, back, lambda _done, _of: None)) == "server.failed"
    assert sorted(back.target.parent.iterdir()) == before


def test_that_nothing_moves_where_the_settings_cannot_name_the_new_place(
    address: ServerAddress, tmp_path: Path
) -> None:
    back = moved_back(address)
    assert isinstance(back.target, Path)
    folder = tmp_path / "XDG_CONFIG_HOME" / "MDT Desk"
    kept = (folder / "settings.json").read_bytes()
    (folder / ".settings.json.new").mkdir()
    assert (
        refused(lambda: move_queue(address, None, None, back, lambda _done, _of: None))
        == "settings.not_written"
    )
    assert not back.target.exists()
    assert (folder / "settings.json").read_bytes() == kept


def test_that_drafts_go_along_in_the_same_transaction_or_nothing_does(
    address: ServerAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_notes: KeptNotes, _kind: NoteKind, _key: str) -> None:
        raise SiteError("store.full", file="example")

    place = queue_place(None)
    assert isinstance(place, Path)
    with open_desk(None, passphrase=PASSPHRASE) as services:
        work(services)
        there = moving_of(services, place).there(spelt(address), "")
    key = key_keeper(place).with_passphrase(PASSPHRASE)
    with monkeypatch.context() as broken:
        broken.setattr(KeptNotes, "forget", full)
        assert refused(lambda: move_queue(place, key, None, there, lambda _done, _of: None)) == "store.full"
    assert queue_place(None) == place
    assert move_queue(place, key, None, there, lambda _done, _of: None).cases == 2


def test_that_a_queue_that_comes_back_to_the_usual_place_is_not_called_the_old_one(
    address: ServerAddress,
) -> None:
    back = moved_back(address)
    assert isinstance(back.target, Path)
    back.target.parent.mkdir(parents=True, exist_ok=True)
    back.target.with_name("queue.db.moved").write_text("a server", encoding="utf-8")
    move_queue(address, None, None, back, lambda _done, _of: None)
    with open_desk(None, passphrase=PASSPHRASE) as services:
        assert moving_of(services, back.target).left_for == ""


def test_that_a_desk_opens_beside_settings_and_a_word_that_cannot_be_read(tmp_path: Path) -> None:
    place = queue_place(None)
    assert isinstance(place, Path)
    with open_desk(None, passphrase=PASSPHRASE) as services:
        place.with_name("queue.db.moved").write_bytes(b"\xff")
        assert moving_of(services, place).left_for == "\ufffd"
        place.with_name("queue.db.moved").unlink()
        place.with_name("queue.db.moved").mkdir()
        assert moving_of(services, place).left_for == ""
        (tmp_path / "XDG_CONFIG_HOME" / "MDT Desk").mkdir(parents=True)
        (tmp_path / "XDG_CONFIG_HOME" / "MDT Desk" / "settings.json").write_text('{"database": 5}')
        assert with_moving(services, place).moving is None


def test_that_only_who_may_change_the_settings_moves_the_queue(address: ServerAddress) -> None:
    place = queue_place(None)
    with open_desk(None, passphrase=PASSPHRASE) as services:
        assert services.people is not None
        nurse = Account(id=AccountId(UUID(int=2)), name="B. Voorbeeld", role=Role.NURSE)
        services.people.add(Account(id=AccountId(UUID(int=1)), name="A. Voorbeeld", role=Role.CHAIR), "")
        services.people.add(nurse, "")
        services.people.sit_down(nurse.id, "")
        moving = moving_of(services, place)
        for verb in (lambda: moving.tried(spelt(address), ""), lambda: moving.back(PASSPHRASE)):
            assert refused(verb) == "people.may_not.settings"


def test_that_no_move_is_offered_where_it_would_not_hold(tmp_path: Path, address: ServerAddress) -> None:
    with open_desk(tmp_path / "another.db", passphrase=PASSPHRASE) as services:
        assert with_moving(services, tmp_path / "another.db").moving is None
    (tmp_path / "site.toml").write_text(f'database = "{spelt(address)}"\n', encoding="utf-8")
    with open_desk(None) as services:
        assert with_moving(services, address).moving is None


def test_that_a_passphrase_that_is_too_short_makes_no_file(address: ServerAddress) -> None:
    settings = settings_file()
    settings.save(replace(settings.current(), database=spelt(address)))
    with open_desk(None) as services, pytest.raises(UserError, match="too_short"):
        moving_of(services, address).back("kort")


def test_that_an_account_with_the_role_of_a_desk_can_bring_a_queue(
    server: Server, address: ServerAddress
) -> None:
    roles = Path(__file__).parents[1] / "resources" / "postgresql" / "roles.sql"
    place = queue_place(None)
    assert isinstance(place, Path)
    server.say("CREATE ROLE mdt_desk; CREATE ROLE desk_one LOGIN; GRANT mdt_desk TO desk_one")
    server.say("CREATE ROLE nobody_much LOGIN")
    try:
        with server.by_hand(address.database) as hand:
            hand.execute(roles.read_bytes())
            hand.execute("GRANT USAGE ON SCHEMA public TO nobody_much")
            hand.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO nobody_much")
        with open_desk(None, passphrase=PASSPHRASE) as services:
            work(services)
            moving = moving_of(services, place)
            one = server.address(address.database, "desk_one")
            there = moving.there(spelt(one), "")
            key = refused(lambda: moving.tried(spelt(server.address(address.database, "nobody_much")), ""))
            assert key == "server.no_permission"
        opens = key_keeper(place).with_passphrase(PASSPHRASE)
        assert move_queue(place, opens, None, there, lambda _done, _of: None).cases == 2
        with open_desk(None) as services:
            work(services)  # numbers go on after those that came along
            assert len(services.queue.rows()) == 4
    finally:
        with server.by_hand(address.database) as hand:
            hand.execute("DROP OWNED BY mdt_desk, desk_one, nobody_much")
        server.say("DROP ROLE desk_one; DROP ROLE nobody_much; DROP ROLE mdt_desk")
