"""The folder of database, lock and backups."""

from __future__ import annotations

import os
from pathlib import Path

from bot.doctor import Check, Finding, Patient, error, ok, warning

OTHERS = 0o077
"""What members said lies here: nobody else on the machine has to read it."""


def look(patient: Patient) -> list[Finding]:
    """There, or to be made; ours to write; closed to others."""
    return [judged(patient.config.data)] if patient.config else []


def judged(folder: Path) -> Finding:
    if not folder.exists():
        return _not_yet(folder)
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return error(f"{folder} can't be written to", f"chown or chmod {folder} for this user")
    if folder.stat().st_mode & OTHERS:
        return warning(f"others on this machine can look into {folder}", f"chmod go= {folder}")
    return ok(str(folder))


def _not_yet(folder: Path) -> Finding:
    above = next((path for path in folder.absolute().parents if path.exists()), Path("/"))
    if not above.is_dir() or not os.access(above, os.W_OK | os.X_OK):
        return error(f"{folder} can't be made in {above}", "name another folder: STUDYBOT_DATA")
    return ok(f"{folder} will be made by `studybot run`")


CHECK = Check("Data folder", 50, look)
