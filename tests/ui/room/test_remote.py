"""The keys of room mode, and which window goes onto which screen."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication

from mdt_desk.ui.screens.room.remote import Deed, Key, Remote, pressed
from mdt_desk.ui.screens.room.stage import Stage, Wall, another, arranged


def after(*keys: tuple[Key, int] | Key) -> tuple[Remote, Deed, int]:
    remote, deed, by = Remote(), Deed.NOTHING, 0
    for key in keys:
        name, digit = key if isinstance(key, tuple) else (key, 0)
        remote, deed, by = pressed(remote, name, digit)
    return remote, deed, by


@pytest.mark.parametrize(
    ("key", "deed", "by"),
    [
        (Key.NEXT, Deed.STEP, 1),
        (Key.PREVIOUS, Deed.STEP, -1),
        (Key.ONWARDS, Deed.TURN, 1),
        (Key.BACK, Deed.TURN, -1),
        (Key.LEAVE, Deed.LEAVE, 0),
        (Key.BLANK, Deed.NOTHING, 0),
        (Key.SCREEN, Deed.MOVE, 0),
    ],
)
def test_that_each_key_does_one_thing(key: Key, deed: Deed, by: int) -> None:
    assert after(key)[1:] == (deed, by)


@given(number=st.integers(1, 999))
def test_that_a_typed_number_and_enter_jump_there(number: int) -> None:
    typed = [(Key.DIGIT, int(each)) for each in str(number)]
    assert after(*typed, Key.ENTER) == (Remote(), Deed.JUMP, number)


def test_that_a_typed_number_can_be_corrected() -> None:
    assert after((Key.DIGIT, 1), (Key.DIGIT, 9), Key.ERASE, (Key.DIGIT, 2), Key.ENTER)[1:] == (Deed.JUMP, 12)


def test_that_a_typed_number_is_forgotten_when_one_goes_elsewhere() -> None:
    remote, deed, _ = after((Key.DIGIT, 1), Key.NEXT)
    assert remote == Remote()
    assert deed is Deed.STEP


def test_that_blanking_twice_shows_the_room_again() -> None:
    assert after(Key.BLANK)[0].blank
    assert not after(Key.BLANK, Key.BLANK)[0].blank


@pytest.mark.parametrize("key", [Key.NEXT, Key.PREVIOUS, Key.ONWARDS])
def test_that_going_on_shows_the_room_again(key: Key) -> None:
    assert not after(Key.BLANK, key)[0].blank


def beside(*names: str) -> list[Wall]:
    """Return screens of these names side by side."""
    return [
        Wall(
            name=name, area=QRect(1280 * at, 0, 1280, 720), free=QRect(), screen=QGuiApplication.screens()[0]
        )
        for at, name in enumerate(names)
    ]


@pytest.mark.usefixtures("qapp")
def test_that_one_screen_is_the_rooms_and_is_not_private() -> None:
    stage = arranged(beside("own"), "own")
    assert stage == Stage(room=0, presenter=None)
    assert not stage.private


@pytest.mark.parametrize(
    ("screens", "own", "room", "presenter"),
    [
        (["own", "projector"], "own", 1, 0),
        (["projector", "own"], "own", 0, 1),
        (["a", "b", "own"], "own", 0, 2),
        (["a", "b"], "elsewhere", 1, 0),
    ],
)
@pytest.mark.usefixtures("qapp")
def test_that_the_room_gets_the_other_screen(screens: list[str], own: str, room: int, presenter: int) -> None:
    assert arranged(beside(*screens), own) == Stage(room=room, presenter=presenter)


@pytest.mark.usefixtures("qapp")
def test_that_a_projector_that_shows_the_same_is_no_other_screen() -> None:
    own, projector, other = beside("own", "projector", "other")
    mirrored = replace(projector, area=QRect(0, 0, 1024, 720))
    assert not arranged([own, mirrored], "own").private
    assert arranged([own, mirrored, other], "own") == Stage(room=2, presenter=0)


@pytest.mark.usefixtures("qapp")
def test_that_the_room_gets_the_next_screen_in_turn_and_never_the_presenters() -> None:
    screens = beside("a", "own", "b", "c")
    shown, wanted = [], ""
    for _ in range(4):
        stage = arranged(screens, "own", wanted)
        shown.append(screens[stage.room].name)
        wanted = another(screens, stage)
    assert shown == ["a", "b", "c", "a"]
    assert arranged(screens[:2], "own", "c") == Stage(room=0, presenter=1)


@pytest.mark.usefixtures("qapp")
def test_that_there_is_no_other_screen_with_two_or_where_two_projectors_show_the_same() -> None:
    own, first, second = beside("own", "first", "second")
    assert another([own], arranged([own], "own")) == ""
    assert another([own, first], arranged([own, first], "own")) == ""
    same = replace(second, area=first.area)
    assert another([own, first, same], arranged([own, first, same], "own")) == ""
