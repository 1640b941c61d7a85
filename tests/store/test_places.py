"""A queue lies on a disk of this computer, on an engine that does not lose commits."""

from pathlib import Path

import pytest

from mdt_desk.store import cipher, places
from mdt_desk.usecases.errors import SiteError

MOUNTS = r"""
21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 21 0:40 / /mnt/ward rw - cifs //server/ward rw
31 21 0:41 / /mnt/ward/local rw - ext4 /dev/sdb1 rw
32 21 0:42 / /mnt/with\040space rw - nfs4 server:/x rw
33 21 0:43 / /mnt/twice rw - ext4 /dev/sdc1 rw
34 33 0:44 / /mnt/twice rw - fuse.sshfs somebody@server: rw
a line that says nothing
"""


@pytest.mark.parametrize(
    ("path", "system"),
    [
        ("/srv/queue.db", "ext4"),
        ("/mnt/ward/queue.db", "cifs"),
        ("/mnt/wardrobe/queue.db", "ext4"),
        ("/mnt/ward/local/queue.db", "ext4"),
        ("/mnt/with space/a/queue.db", "nfs4"),
        ("/mnt/twice/queue.db", "fuse.sshfs"),
    ],
)
def test_that_the_file_system_of_a_path_is_that_of_its_nearest_mount(path: str, system: str) -> None:
    assert places.file_system(Path(path), MOUNTS) == system
    assert places.file_system(Path(path), "") == ""


def test_that_a_queue_on_a_share_is_refused_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "mounts"
    table.write_text(f"30 21 0:40 / {tmp_path} rw - nfs4 server:/x rw\n", encoding="utf-8")
    monkeypatch.setattr(places, "_MOUNTS", table)
    with pytest.raises(SiteError, match=r"store\.network"):
        places.prepare(tmp_path / "desk" / "queue.db")
    assert not (tmp_path / "desk").exists()


def test_that_an_engine_that_can_lose_commits_is_refused() -> None:
    cipher.check_version()
    cipher.check_version("3.51.3")
    for old in ("3.51.2", "3.40.1", "3.7.0"):
        with pytest.raises(SiteError, match=r"store\.engine"):
            cipher.check_version(old)


def test_that_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "a" / "keys"
    places.write_whole(file, b"one")
    (file.parent / ".keys.new").mkdir()
    with pytest.raises(OSError, match="new"):
        places.write_whole(file, b"two")
    assert file.read_bytes() == b"one"
