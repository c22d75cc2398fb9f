"""Files that hold a secret: the bot's token, the key of the records."""

from __future__ import annotations

import os
from pathlib import Path


def open_to_others(path: Path) -> bool:
    """Whether group or others have rights on a secret's file. What systemd hands over as a
    credential is guarded by its folder, and shows its access list as rights of the group."""
    handed = os.environ.get("CREDENTIALS_DIRECTORY")
    if handed and path.absolute().is_relative_to(handed):
        return False
    return bool(path.stat().st_mode & 0o077)
