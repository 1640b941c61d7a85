"""Where a queue is: read from one line, and nothing in that line may be secret or loosen anything."""

from pathlib import Path

import pytest

from mdt_desk.usecases.addresses import PORT, ServerAddress, place_of
from mdt_desk.usecases.errors import UserError


@pytest.mark.parametrize(
    ("said", "address"),
    [
        (
            "postgresql+psycopg://desk@db.voorbeeld/mdt",
            ServerAddress(user="desk", host="db.voorbeeld", port=PORT, database="mdt"),
        ),
        (
            "postgresql://db.voorbeeld:6543/mdt?sslrootcert=/etc/ca.pem",
            ServerAddress(
                user="", host="db.voorbeeld", port=6543, database="mdt", tls=(("sslrootcert", "/etc/ca.pem"),)
            ),
        ),
        (
            "postgresql+psycopg://a%2Evoorbeeld@/mdt?host=/var/run/postgresql",
            ServerAddress(user="a.voorbeeld", host="/var/run/postgresql", port=PORT, database="mdt"),
        ),
        (
            "postgresql+psycopg://desk@[::1]/mdt",
            ServerAddress(user="desk", host="::1", port=PORT, database="mdt"),
        ),
    ],
)
def test_that_an_address_is_read(said: str, address: ServerAddress) -> None:
    assert place_of(said) == address


def test_that_anything_else_is_a_file() -> None:
    assert place_of("/srv/queue.db") == Path("/srv/queue.db")
    assert place_of("queue.db") == Path("queue.db")


@pytest.mark.parametrize(
    ("host", "local", "sslmode"),
    [
        ("/run/postgresql", True, "prefer"),
        ("localhost", True, "prefer"),
        ("127.0.0.1", True, "prefer"),
        ("::1", True, "prefer"),
        ("10.0.0.7", False, "verify-full"),
        ("db.voorbeeld", False, "verify-full"),
        ("localhost.voorbeeld", False, "verify-full"),
    ],
)
def test_that_over_a_network_the_server_has_to_prove_who_it_is(host: str, local: bool, sslmode: str) -> None:
    address = ServerAddress(user="", host=host, port=PORT, database="mdt")
    assert (address.local, address.sslmode) == (local, sslmode)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("postgresql+psycopg://desk:geheim@db.voorbeeld/mdt", "password"),
        ("postgresql+psycopg://desk:@db.voorbeeld/mdt", "password"),
        ("postgresql+psycopg://desk@db.voorbeeld/mdt?password=geheim", "password"),
        ("postgresql+psycopg://desk@db.voorbeeld/mdt?passfile=/srv/x", "password"),
        *(
            (f"postgresql+psycopg://desk@db.voorbeeld/mdt?sslmode={each}", "tls")
            for each in ("disable", "allow", "prefer", "require", "verify-ca", "")
        ),
        ("postgresql+psycopg://desk@db.voorbeeld/mdt?options=-csearch_path", "option"),
        ("postgresql+psycopg://desk@db.voorbeeld/mdt?host=elsewhere", "form"),
        ("postgresql+psycopg://desk@db.voorbeeld/mdt?sslmode=verify-full&sslmode=disable", "form"),
        ("postgresql+psycopg://desk@db.voorbeeld", "form"),
        ("postgresql+psycopg://desk@/mdt", "form"),
        ("postgresql+psycopg://desk@db.voorbeeld:99999/mdt", "form"),
        ("postgresql+psycopg://desk@db.voorbeeld/mdt/other", "form"),
        ("postgresql+psycopg://desk@db.voorbeeld/mdt#more", "form"),
        ("mysql://desk@db.voorbeeld/mdt", "form"),
        ("sqlite:///queue.db", "form"),
    ],
)
def test_that_what_is_secret_or_loosens_anything_is_refused_and_not_repeated(said: str, key: str) -> None:
    with pytest.raises(UserError) as refused:
        place_of(said)
    assert refused.value.key == f"server.address.{key}"
    assert "geheim" not in str(refused.value)


def test_that_an_address_is_named_without_what_is_usual() -> None:
    assert str(place_of("postgresql+psycopg://desk@db.voorbeeld/mdt")) == "desk@db.voorbeeld/mdt"
    assert str(place_of("postgresql+psycopg://db.voorbeeld:6543/mdt")) == "db.voorbeeld:6543/mdt"
