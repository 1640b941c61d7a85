"""The short version of the power cuts: on what was recorded of a small file; `make faults` records the whole store."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.faults.disk import Doing, Made, Resized, Said, Synced, Written
from tests.faults.power import Reader, Recording, cut, unpacked, whole_small

RECORDED = unpacked(Path(__file__).with_name("small.recording").read_bytes())


def counted(doings: Sequence[Doing], folder: Path, count: int = 80) -> dict[str, int]:
    found = cut(Recording(doings=doings), count, folder / "left", whole_small, random.Random(7))
    return {each: found[each] for each in ("cut", "lost", "torn", "refused")}


def test_that_nothing_kept_is_lost_or_torn_when_the_power_is_cut(tmp_path: Path) -> None:
    assert Said(words="case 6") in RECORDED
    assert counted(RECORDED, tmp_path) == {"cut": 80, "lost": 0, "torn": 0, "refused": 0}


@pytest.mark.parametrize("name", ["queue.db", "queue.db-journal", "here"])
def test_that_a_store_that_forgets_to_sync_is_found_out(tmp_path: Path, name: str) -> None:
    careless = [each for each in RECORDED if not (isinstance(each, Synced) and each.path.endswith(name))]
    found = counted(careless, tmp_path)
    assert found["lost"] + found["torn"] + found["refused"] > 0


def _hex(text: str) -> str:
    return "".join(f"\\x{each:02x}" for each in text.encode())


def test_that_what_strace_writes_is_read_also_where_a_line_was_broken() -> None:
    file, other = _hex("/f/queue.db"), _hex("/etc/passwd")
    lines = [
        f'7 openat(AT_FDCWD<{_hex("/")}>, "{file}", O_RDWR|O_CREAT|O_CLOEXEC, 0600) = 3<{file}>\n',
        f'7 openat(AT_FDCWD<{_hex("/")}>, "{other}", O_RDONLY) = 4<{other}>\n',
        f'7 openat(AT_FDCWD<{_hex("/")}>, "{file}-x", O_RDONLY) = -1 ENOENT (No such file or directory)\n',
        f'7 pwrite64(3<{file}>, "\\x00\\xff", 2, 512) = 2\n',
        f'7 write(3<{file}>, "\\x01\\x02", 2) = 2\n',
        f'7 write(3<{file}>, "\\x03", 1 <unfinished ...>\n',
        f'8 write(4<{other}>, "\\x03", 1) = 1\n',
        "7 <... write resumed>) = 1\n",
        f"7 ftruncate(3<{file}>, 9) = 0\n",
        f"7 fsync(3<{file}>) = 0\n",
        f'7 write(1<{_hex("pipe:[1]")}>, "{_hex("case 1")}\\x0a", 7) = 7\n',
    ]
    assert list(Reader(Path("/f"), ()).doings(lines)) == [
        Made(path="queue.db"),
        Written(path="queue.db", at=512, data=b"\x00\xff"),
        Written(path="queue.db", at=0, data=b"\x01\x02"),
        Written(path="queue.db", at=2, data=b"\x03"),
        Resized(path="queue.db", size=9),
        Synced(path="queue.db"),
        Said(words="case 1"),
    ]
