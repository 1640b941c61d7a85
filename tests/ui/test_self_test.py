"""The self-test: it sees what it looks at, and finds out what is missing, blank or complained of."""

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QBuffer, qWarning
from PySide6.QtGui import QImage

from mdt_desk.ui.actions import Place
from mdt_desk.ui.self_test import (
    Check,
    Finding,
    NotDoneError,
    complaints,
    finding,
    self_test,
    window_checks,
)
from mdt_desk.ui.shell import Shell
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.preferences import Theme
from tests.ui.conftest import OpenShell


@dataclass(frozen=True)
class Figures:
    """Figures of the width asked for, less what is lacking."""

    lacking: int = 0

    def svg(self, _classes: frozenset[int], _theme: Theme, _language: str) -> bytes:
        return b"<svg/>"

    def png(self, _classes: frozenset[int], _theme: Theme, _language: str, *, width: int) -> bytes:
        picture = QImage(width - self.lacking, 32, QImage.Format.Format_RGB32)
        for across in range(picture.width()):
            picture.setPixel(across, 0, 0xFF000000 + across)
        content = QBuffer()
        picture.save(content, "PNG")  # type: ignore[call-overload]  # the stub knows bytes only, which Qt refuses
        return bytes(content.data().data())


def test_that_an_installation_proves_itself_one_line_a_check(filled_desk: DeskServices) -> None:
    said: list[Finding] = []
    whole = replace(filled_desk, curves=Figures())

    def some(shell: Shell) -> list[Check]:
        return [each for each in window_checks(shell, whole) if each.name in {"fonts", "window", "curve"}]

    assert self_test(whole, some, said.append), said
    assert [each.name for each in said] == ["fonts", "window", "curve", "qt"]
    assert all(str(each).count("\n") == 0 and " done " in str(each) for each in said)


def test_that_one_thing_that_is_not_done_fails_all_of_it(empty_desk: DeskServices) -> None:
    said: list[Finding] = []

    def complained() -> str:
        qWarning("QSomething::do: Negative sizes")
        return "done all the same"

    assert not self_test(empty_desk, lambda _: [Check(name="loud", take=complained)], said.append)
    assert [(each.name, each.done) for each in said] == [("loud", True), ("qt", False)]


def test_that_an_empty_window_and_another_figure_are_found_out(
    empty_desk: DeskServices, opened: OpenShell
) -> None:
    poor = replace(empty_desk, curves=Figures(lacking=1))
    shell = opened(poor)
    shell.go(Place.QUEUE)
    found = {
        each.name: finding(each) for each in window_checks(shell, poor) if each.name in {"window", "curve"}
    }
    assert not found["window"].done
    assert "599 pixels" in found["curve"].told


def test_that_a_warning_of_qt_is_a_complaint_and_that_of_painting_into_memory_is_none() -> None:
    with complaints() as heard:
        qWarning("QSomething::do: Negative sizes")
        qWarning("This plugin does not support propagateSizeHints()")
    assert heard == ["QSomething::do: Negative sizes"]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (NotDoneError("row 3 is blank"), "row 3 is blank"),
        (ModuleNotFoundError("no such part"), "ModuleNotFoundError"),
    ],
)
def test_that_what_keeps_a_check_from_being_done_is_a_finding(error: Exception, told: str) -> None:
    def take() -> str:
        raise error

    found = finding(Check(name="part", take=take))
    assert not found.done
    assert told in found.told
    assert "NOT DONE" in str(found)
