"""Whether who takes the disk can read the records."""

from __future__ import annotations

import os
from pathlib import Path

from bot.doctor import Check, Finding, Patient, error, ok, warning
from records.ports import StoreError
from records.sqlite.connection import LIBRARY
from records.sqlite.encrypting import is_plain
from records.sqlite.key import INSTALL, VARIABLE, key, wanted


def look(patient: Patient) -> list[Finding]:
    """Which of the two it is; with a key, whether it can be used and lies apart."""
    if patient.config is None or not (wanted() or patient.config.data.exists()):
        return []
    return [keyed(patient.config.data) if wanted() else ok("none; the disk's, if it has any")]


def keyed(data: Path) -> Finding:
    if not LIBRARY.startswith("sqlcipher3"):
        return error(f"{VARIABLE} is set, but SQLCipher is missing", INSTALL)
    try:
        key()
    except StoreError as problem:
        what, _, fix = str(problem).partition(" Fix: ")
        return error(what, fix or "name a readable file")
    path = data / "studybot.db"
    if path.exists() and is_plain(path):
        return error("there is a key, but the records are plain", "docs/deploy.md, Encryption")
    if Path(os.environ[VARIABLE]).absolute().is_relative_to(data.absolute()):
        return warning("the key lies beside what it locks", "move it out of the data folder")
    return ok("SQLCipher, with a key apart from the data")


CHECK = Check("Encryption", 66, look)
