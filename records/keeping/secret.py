"""Files that are nobody else's to read: the token, the key of the records, the configuration."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG


def open_to_others(path: Path) -> bool:
    """Whether group or others have rights on such a file. What systemd hands over as a
    credential is guarded by its folder, and shows its access list as rights of the group."""
    handed = os.environ.get("CREDENTIALS_DIRECTORY")
    if handed and path.absolute().is_relative_to(handed):
        return False
    return bool(path.stat().st_mode & 0o077)


def made_private(path: Path) -> bool:
    """Whether a file could be taken from group and others: it is its owner's alone now."""
    if not S_ISREG(path.stat().st_mode):
        return False
    try:
        path.chmod(0o600)
    except OSError:
        return False
    return True


def how_to_guard(path: Path) -> str:
    """What to type so that this process alone can read a file. Where somebody else owns it, as is
    usual with what a container is given, `chmod 600` by itself would lock us out."""
    typed, user = f"chmod 600 {path}", os.geteuid()
    try:
        if path.stat().st_uid == user:
            return typed
        fixed = os.statvfs(path).f_flag & os.ST_RDONLY
    except OSError:
        fixed = 0
    typed = f"chown {user} {path} && {typed}"
    return f"{typed} (where it is mounted from; here it is read-only)" if fixed else typed


def keep_private(path: Path) -> None:
    """Make an empty file that its owner alone can read; one that is there is taken from the others
    where that can be done. Never opens that one: to close it would drop SQLite's locks on it."""
    with suppress(OSError):  # opening it tells what is wrong
        if not path.exists():
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        elif open_to_others(path):
            made_private(path)
