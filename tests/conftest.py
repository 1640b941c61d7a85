"""What every test shares: no screen, repeatable examples, the texts."""

import gc
import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import settings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from mdt_desk.i18n import Texts, load_texts

if TYPE_CHECKING:
    from mdt_desk.usecases.addresses import ServerAddress
    from tests.servers import Server

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if os.environ.get("LC_ALL") in {"C", "POSIX"}:
    os.environ["LC_ALL"] = "C.UTF-8"  # Qt turns to it too, but says so, and what Qt says fails a test
# Not the key store of whoever runs the tests.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

# The same examples on every machine, and no judgement of a busy machine's speed.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


def pytest_collection_finish() -> None:
    """Let what was loaded to collect the tests be: it stays to the end, and each full collection would walk through it.

    Half a million objects: a third of the processor's time of a test that opens the window.
    """
    gc.collect()
    gc.freeze()


PATIENCE: Final = 60_000
"""Milliseconds until a test gives up on the window: a busy machine is slow, not wrong."""


class PatientBot(QtBot):
    """Waits for what will come as long as it takes."""

    def waitUntil(  # noqa: N802  # pytest-qt's name
        self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE
    ) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(  # noqa: N802  # pytest-qt's name
        self,
        signal: object,
        *,
        timeout: int = PATIENCE,
        raising: bool | None = None,
        check_params_cb: Callable[..., bool] | None = None,
    ) -> SignalBlocker:
        return super().waitSignal(signal, timeout=timeout, raising=raising, check_params_cb=check_params_cb)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientBot:
    """Drive widgets as pytest-qt does, with more patience."""
    assert qapp is not None
    return PatientBot(request)


@pytest.fixture(params=["nl", "en"])
def texts(request: pytest.FixtureRequest) -> Texts:
    """The words of each language in turn."""
    return load_texts(request.param)


@pytest.fixture(scope="session")
def server() -> "Iterator[Server]":
    """One PostgreSQL for all tests of a process, started for the first that needs it."""
    from tests.servers import make_template, running

    with running() as started:
        make_template(started)
        yield started


@pytest.fixture
def address(server: "Server") -> "Iterator[ServerAddress]":
    """An empty queue on that server."""
    from tests.servers import fresh

    with fresh(server) as made:
        yield made
