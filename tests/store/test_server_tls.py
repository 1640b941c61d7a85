"""Over a network a server proves who it is, or nothing is sent to it."""

from pathlib import Path

import pytest

from mdt_desk.i18n import Texts
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.addresses import ServerAddress
from mdt_desk.usecases.errors import KnownError
from tests.servers import Server, open_server
from tests.tls import Authority, door


@pytest.fixture
def ours(tmp_path: Path) -> Authority:
    return Authority(tmp_path, "ours")


def through(port: int, address: ServerAddress, trusted: Authority, host: str = "localhost") -> ServerAddress:
    tls = (("sslmode", "verify-full"), ("sslrootcert", str(trusted.file)))
    return ServerAddress(user=address.user, host=host, port=port, database=address.database, tls=tls)


def test_that_a_server_with_a_certificate_we_trust_is_opened(
    server: Server, address: ServerAddress, ours: Authority
) -> None:
    with door(server.socket, ours.context("localhost")) as port:
        database = open_server(through(port, address, ours))
        assert Queue(database).rows() == ()
        assert database.line.protected
        database.close()


@pytest.mark.parametrize(
    "what", ["another authority", "another name", "an address instead of a name", "none"]
)
def test_that_a_server_that_proves_nothing_is_sent_nothing(
    server: Server, address: ServerAddress, ours: Authority, tmp_path: Path, texts: Texts, what: str
) -> None:
    theirs = Authority(tmp_path, "theirs")
    host = "127.0.0.1" if what == "an address instead of a name" else "localhost"
    shown = {
        "another authority": theirs.context("localhost"),
        "another name": ours.context("db.voorbeeld"),
        "an address instead of a name": ours.context("localhost"),
        "none": None,
    }[what]
    with door(server.socket, shown) as port, pytest.raises(KnownError) as refused:
        open_server(through(port, address, ours, host))
    assert refused.value.key == "server.tls"
    assert str(port) in texts.get(refused.value.key, **refused.value.params)
