"""The SQLite that keeps the records."""

from __future__ import annotations

from bot.doctor import Check, Finding, Patient, ok, warning
from records.sqlite.connection import SQLITE, bears_two, sqlite_note


def look(patient: Patient) -> list[Finding]:
    """One without the defect that damages a file opened twice."""
    return [judged(SQLITE)]


def judged(version: tuple[int, int, int]) -> Finding:
    what, _, fix = sqlite_note(version).removeprefix("SQLite ").partition(" Fix: ")
    return ok(what.removesuffix(": fine.")) if bears_two(version) else warning(what, fix)


CHECK = Check("SQLite", 20, look)
