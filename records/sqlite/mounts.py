"""Which file system a path lies on: SQLite's log and locks do not work on one of the network.

sqlite.org/wal.html: "all processes using a database must be on the same host computer; WAL does
not work over a network filesystem".
"""

from __future__ import annotations

from pathlib import Path

from records.ports import StoreError

MOUNTS = Path("/proc/self/mountinfo")
"""Linux tells them there (proc(5)); elsewhere nothing is known, and nothing refused."""

NETWORK = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "fuse.sshfs",
           "fuse.glusterfs", "fuse.rclone")  # fmt: skip


def network(path: Path, mounts: str) -> str | None:
    """The kind of network file system that a path lies on; None where it is a local one."""
    where = path.absolute()
    kinds = {}
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields, kind = before.split(" "), after.partition(" ")[0]
        if len(fields) > 4:
            kinds[Path(_plain(fields[4]))] = kind
    home = max((at for at in kinds if where.is_relative_to(at)), key=_depth, default=None)
    return kinds[home] if home is not None and kinds[home] in NETWORK else None


def expect_local(path: Path, mounts: Path = MOUNTS) -> None:
    """Raise StoreError where a file would lie on a network file system, as it is mounted now."""
    try:
        kind = network(path.resolve(), mounts.read_text("utf-8", "surrogateescape"))
    except OSError:
        return
    if kind:
        raise StoreError(
            f"{path}: it would lie on a network ({kind}), where a database gets damaged. "
            "Fix: name a folder on this machine (data in studybot.toml, or STUDYBOT_DATA)."
        )


def _depth(path: Path) -> int:
    return len(path.parts)


def _plain(field: str) -> str:
    """Blanks and backslashes stand as octal numbers."""
    for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        field = field.replace(code, sign)
    return field
