"""Whether the records hold together."""

from __future__ import annotations

from pathlib import Path

from bot.doctor import Check, Finding, Patient, error, ok, warning
from records.ports import StoreError
from records.sqlite.connection import bears_two
from records.sqlite.copying import expect_sound

LOG = 64 * 1024 * 1024
"""Bytes; a write-ahead log this long means that something reads on and on."""


def look(patient: Patient) -> list[Finding]:
    """Every page is read once, and the log beside it measured."""
    path = patient.config.data / "studybot.db" if patient.config else None
    if path is None or not path.exists() or not bears_two():
        return []
    return [judged(path)]


def judged(path: Path) -> Finding:
    try:
        expect_sound(path, quick=True)
    except StoreError as problem:
        what, _, fix = str(problem).partition(" Fix: ")
        return error(what, fix or "studybot restore BACKUP")
    log = path.with_name(path.name + "-wal")
    return logged(log.stat().st_size if log.exists() else 0)


def logged(size: int) -> Finding:
    told = f"whole; {size / 2**20:.0f} MB in its log"
    if size > LOG:
        return warning(told, "end what reads it all the time, then restart the bot")
    return ok(told)


CHECK = Check("Integrity", 62, look)
