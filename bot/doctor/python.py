"""The Python that runs us."""

from __future__ import annotations

import platform
import sys

from bot.doctor import Check, Finding, Patient, error, ok

OLDEST = (3, 11)


def look(patient: Patient) -> list[Finding]:
    """At least 3.11 (`pyproject.toml`)."""
    return [judged(sys.version_info[:2], platform.python_version())]


def judged(version: tuple[int, ...], name: str) -> Finding:
    if version >= OLDEST:
        return ok(name)
    return error(f"{name} is too old", "install Python 3.11 or newer, then `make setup`")


CHECK = Check("Python", 10, look)
