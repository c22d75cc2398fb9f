"""Files that are nobody else's to read: the token, the key of the records, the configuration."""

from __future__ import annotations

import os
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
