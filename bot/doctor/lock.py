"""Whether a bot is at work on the data folder."""

from __future__ import annotations

from pathlib import Path

from bot.doctor import Check, Finding, Patient, ok
from records.keeping.lock import Busy, locked


def look(patient: Patient) -> list[Finding]:
    """Neither is wrong; who wants to start or stop one wants to know."""
    return [judged(patient.config.data)] if patient.config else []


def judged(folder: Path) -> Finding:
    if not (folder / "lock").exists():
        return ok("no bot is running on it")
    try:
        with locked(folder):
            return ok("no bot is running on it")
    except Busy:
        return ok("a bot is running on it")
    except OSError as problem:
        return ok(f"the lock can't be looked at ({problem.strerror})")


CHECK = Check("Lock", 110, look)
