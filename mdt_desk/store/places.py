"""Where a queue may lie and who may read it: a disk of this computer; this user alone, or the group of its folder."""

import contextlib
import getpass
import os
import platform
import re
import sys
from pathlib import Path
from typing import Final

from mdt_desk import durable
from mdt_desk.usecases.errors import SiteError

# File systems on which the locks of SQLite cannot be trusted.
_REMOTE: Final = frozenset(
    """
    nfs nfs3 nfs4 cifs smb2 smb3 smbfs ncpfs afs coda ceph lustre gfs2 ocfs2 davfs fuse.sshfs fuse.davfs2
    fuse.davfs fuse.glusterfs fuse.smbnetfs fuse.rclone fuse.s3fs fuse.gvfsd-fuse fuse.ceph fuse.curlftpfs
    """.split()
)
_MOUNTS: Final = Path("/proc/self/mountinfo")
_ESCAPED: Final = re.compile(r"\\([0-7]{3})")
_REMOTE_DRIVE: Final = 4  # DRIVE_REMOTE of GetDriveTypeW


def desk_name() -> str:
    """Return what this computer calls itself; it tells desks apart in the audit trail."""
    return platform.node() or "desk"


def account_name() -> str:
    """Return the account of this computer under which the program runs; empty where the system does not say."""
    with contextlib.suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return ""


def data_folder() -> Path:
    """Return this user's own folder for what the program keeps."""
    from platformdirs import user_data_path

    return user_data_path("MDT Desk", appauthor=False)


def prepare(path: Path) -> None:
    """Make a new file, or close an old one to other users.

    Raises:
        SiteError: the place is on the network, or not ours to write.
        OSError: the folder or file cannot be made.

    """
    refuse_network(path)
    if not path.exists():
        durable.make_folder(path.parent)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise SiteError("store.read_only", file=str(path), code="EACCES")
    with contextlib.suppress(PermissionError):  # somebody else's file that we may write: the mode is theirs
        path.chmod(durable.file_mode(path.parent))


def refuse_network(path: Path) -> None:
    """Refuse a file on a share.

    Raises:
        SiteError: the file lies, or would lie, on a file system of another computer.

    """
    if sys.platform == "win32":
        remote = _windows_share(path)
    else:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="replace") if _MOUNTS.exists() else ""
        remote = file_system(path, mounts) in _REMOTE
    if remote:
        raise SiteError("store.network", file=str(path))


def file_system(path: Path, mounts: str) -> str:
    """Return the type of the file system a path lies on, from the table of mounts of Linux; empty: not known."""
    place, found, longest = path.resolve(), "", -1
    for line in mounts.splitlines():
        before, separator, after = line.partition(" - ")
        columns = before.split()
        if not separator or len(columns) < 5:
            continue
        at = Path(_ESCAPED.sub(lambda match: chr(int(match[1], 8)), columns[4]))
        if place.is_relative_to(at) and len(at.parts) >= longest:
            found, longest = after.split()[0], len(at.parts)
    return found


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, and the folder for it; see `durable.write_whole`."""
    durable.make_folder(path.parent)
    durable.write_whole(path, content)


def _windows_share(path: Path) -> bool:  # pragma: no cover  # not this system
    place = str(path.absolute())
    if place.startswith(("\\\\", "//")):
        return True
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  # only Windows has it; a type checker elsewhere does not
    return bool(kernel.GetDriveTypeW(f"{path.absolute().drive}\\") == _REMOTE_DRIVE)
