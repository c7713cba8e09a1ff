"""Is a folder one that a program keeps in step with other machines, or one on another machine; told without a network.

In both, two machines can write to one file without knowing of each other, so a project works there without a log beside
it, and people are told once. Folders are known by their names and by what such programs leave in them.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qda.errors import ProjectFileError
from qda.i18n import _

SYNCED, NETWORK = "synced", "network"

# What follows a name is an account's: "OneDrive - University", "Dropbox (Team)", "GoogleDrive-ann@example.org".
_ACCOUNT = re.compile(r" - | \(|-(?=[\w.]+@|personal|shared)")
_NAMES = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "icloud drive": "iCloud Drive",
    "com~apple~clouddocs": "iCloud Drive",
    "iclouddrive": "iCloud Drive",
    "mobile documents": "iCloud Drive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pclouddrive": "pCloud",
    "mega": "MEGA",
    "seafile": "Seafile",
    "syncthing": "Syncthing",
    "box sync": "Box",
}
# What the programs leave in the folders that they keep in step.
_LEFT = (
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".shortcut-targets-by-id", "Google Drive"),
    (".file-revisions-by-id", "Google Drive"),
    (".tmp.drivedownload", "Google Drive"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".sync_*.db", "Nextcloud"),
    ("._sync_*.db", "Nextcloud"),
    (".stfolder", "Syncthing"),
)
_VARIABLES = (("OneDrive", "OneDrive"), ("OneDriveCommercial", "OneDrive"), ("OneDriveConsumer", "OneDrive"))
# Kinds of file systems that lie on another machine, as the systems name them.
_REMOTE = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|smb2|afpfs|webdav|davfs\d?|9p|ncpfs|afs|ceph|glusterfs|lustre|beegfs|"
    r"fuse\.(sshfs|rclone|davfs2?|gvfsd-fuse|glusterfs|s3fs|google-drive-ocamlfuse|onedriver)"
)
MOUNTS = Path("/proc/self/mounts")
_ESCAPED = re.compile(r"\\(\d{3})")


@dataclass(frozen=True, slots=True)
class Shared:
    """A folder that other machines write to as well: `kind` SYNCED or NETWORK, `name` of the program or file system."""

    kind: str
    name: str

    def words(self, file: str) -> str:
        """Return what people must know who keep the project `file` there."""
        if self.kind == SYNCED:
            return _(
                "{file} lies in a folder that {name} keeps in step with other machines. Work in it on one machine at a "
                "time, close it, and wait until {name} is done before you open it elsewhere; two at once would leave "
                "two versions. For several people, hand out copies and bring them back."
            ).format(file=file, name=self.name)
        return _(
            "{file} lies on another machine ({name}). One person at a time can change it, others see it read only; "
            "where the connection is lost, the last action may not be saved. For several people, hand out copies and "
            "bring them back."
        ).format(file=file, name=self.name)


def shared(path: Path) -> Shared | None:
    """Return how the folder of the file at `path` is shared with other machines, or None where it is not known to be.

    The file need not exist. Nothing but names, what lies in the folders above, and the list of mounts is looked at.
    """
    real = path.resolve()
    # Where a link leads into or out of such a folder, it may be known by either name.
    for place in dict.fromkeys((Path.cwd() / path, real)):
        name = _synced(place)
        if name:
            return Shared(SYNCED, name)
    remote = _remote(real)
    return Shared(NETWORK, remote) if remote else None


class FileInPlace:
    """The file at `path` as it is now: what goes into one that was deleted or replaced is lost when it is closed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._remote = bool(_remote(path.resolve()))
        self._was = self._told()

    def see(self) -> None:
        """Raise ProjectFileError where the file is not in its place any more, or another one is."""
        now = self._told()
        if now == self._was:
            return
        if now is None:
            sentence = _("{name} is not in its place any more; nothing was saved. Bring it back, and do it again.")
        else:
            sentence = _(
                "Another file took the place of {name} while it was open; nothing was saved. Look at both, and open it "
                "again."
            )
        raise ProjectFileError(sentence.format(name=self._path.name))

    def _told(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        # Shares may number their files anew at any time; there all are alike.
        return (0, 0) if self._remote else (found.st_dev, found.st_ino)


def _synced(path: Path) -> str:
    for folder in path.parents:
        name = _named(folder.name)
        if name:
            return name
        for mark, program in _LEFT:
            if any(folder.glob(mark)) if "*" in mark else (folder / mark).exists():
                return program
    for variable, program in _VARIABLES:
        place = os.environ.get(variable)
        if place and path.is_relative_to(place):
            return program
    return ""


def _named(folder: str) -> str:
    return _NAMES.get(_ACCOUNT.split(folder.lower())[0].strip(), "")


def _remote(path: Path) -> str:
    if sys.platform == "win32":
        return _("network drive") if _is_windows_share(path) else ""
    best, found = "", ""
    for place, kind in _mounts():
        if len(place) >= len(best) and path.is_relative_to(place):
            best, found = place, kind
    return found if _REMOTE.fullmatch(found) else ""


def _mounts() -> Iterator[tuple[str, str]]:
    """Yield what is mounted where: place and kind of the file system."""
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        lines = []
    for line in lines:
        parts = line.split(" ")
        if len(parts) >= 3:
            yield _ESCAPED.sub(lambda match: chr(int(match[1], 8)), parts[1]), parts[2]
    if sys.platform == "darwin":
        yield from _mac_mounts()


def _mac_mounts() -> Iterator[tuple[str, str]]:
    import subprocess

    try:
        told = subprocess.run(["/sbin/mount"], capture_output=True, encoding="utf-8", timeout=5, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return
    for match in re.finditer(r"^.+? on (/.*?) \((\w+)", told, re.MULTILINE):
        yield match[1], match[2]


def _is_windows_share(path: Path) -> bool:
    drive = path.drive
    if drive.startswith("\\\\"):
        return True
    import ctypes

    remote = 4  # DRIVE_REMOTE
    kind: int = ctypes.windll.kernel32.GetDriveTypeW(drive + "\\")  # type: ignore[attr-defined,unused-ignore]
    return kind == remote
