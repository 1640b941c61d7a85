"""Both windows of room mode on real screens side by side, in a process of its own that has them."""

import json
import os
import subprocess
import sys
from pathlib import Path

GEOMETRY = """
import sys
from pathlib import Path
from PySide6.QtCore import QEventLoop, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from mdt_desk.ui.actions import ActionId, Place
from mdt_desk.ui.app import application, open_shell
from mdt_desk.ui.pictures import settle
from mdt_desk.ui.screens.room.screen import RoomScreen
from tests.ui.finding import hit, press, said
from tests.ui.meeting.desk import planned
from tests.ui.patients import EVERYBODY, NOW, patient
from tests.ui.services import desk_services, filled

folder = Path(sys.argv[1])
app = application()
own, projector, rear = QGuiApplication.screens()
services = filled(desk_services(folder, NOW), [patient(EVERYBODY[0])])
planned(services)
shell = open_shell(app, services, folder / "window.ini")
shell.go(Place.MEETING)
settle(shell)
room = shell.desk.findChild(RoomScreen)

def told():
    settle(shell)
    window, beside = room.room, room.presenter
    print(
        window.isFullScreen(),
        window.geometry() == projector.geometry(),
        own.availableGeometry().contains(beside.geometry()),
        beside.isActiveWindow(),
        *beside.geometry().getRect(),
        flush=True,
    )

def again():
    room.leave()
    shell.desk.commands[ActionId.ROOM].trigger()
    told()

shell.desk.commands[ActionId.ROOM].trigger()
told()
put = QRect(60, 80, 930, 600)
room.presenter.setGeometry(put)
again()
room.presenter.setGeometry(put.translated(projector.geometry().topLeft()))
again()

def seen():
    settle(shell)
    window, beside = room.room, room.presenter
    print(
        *(each.name() for each in (projector, rear) if window.geometry() == each.geometry()),
        window.isFullScreen(),
        own.availableGeometry().contains(beside.geometry()),
        beside.isActiveWindow(),
        "ziet niets" in said(beside),
        flush=True,
    )

press(room.presenter, "Zaal leeg")
press(room.presenter, "Ander scherm (S)")
seen()
room.leave()
shell.desk.commands[ActionId.ROOM].trigger()
seen()
hit(room.presenter, Qt.Key.Key_S)
seen()
"""


def test_that_the_room_has_the_projector_or_the_other_and_the_presenter_the_rest(tmp_path: Path) -> None:
    layout = tmp_path / "screens.json"
    screens = [
        {"name": name, "x": x, "y": 0, "width": wide, "height": 720, "logicalDpi": 96, "dpr": 1}
        for name, x, wide in (("own", 0, 1280), ("projector", 1280, 1366), ("rear", 2646, 1024))
    ]
    layout.write_text(json.dumps({"screens": screens}), encoding="utf-8")
    told = subprocess.run(  # this very Python, on a script of this test
        [sys.executable, "-c", GEOMETRY, str(tmp_path)],
        env=os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={layout}"},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    first, put, strayed, other, again, back = (each.split() for each in told.stdout.splitlines())
    assert first[:4] == put[:4] == strayed[:4] == ["True"] * 4
    assert put[4:] == ["60", "80", "930", "600"]
    assert strayed[6:] == ["930", "600"]
    assert other == ["rear", "True", "True", "True", "True"]
    assert again == ["rear", "True", "True", "True", "False"]
    assert back == ["projector", "True", "True", "True", "False"]
    assert "requestActivate" not in told.stderr
