"""The records themselves."""

from __future__ import annotations

from pathlib import Path

from bot.doctor import Check, Finding, Patient, error, ok
from records.model import State
from records.ports import StoreError
from records.sqlite import OneConnection, reader


def look(patient: Patient) -> list[Finding]:
    """They open, are ours, and of this program's age."""
    return [judged(patient.config.data / "studybot.db")] if patient.config else []


def judged(path: Path) -> Finding:
    if not path.exists():
        return ok("none yet; `studybot run` makes it")
    try:
        store = reader(path)
    except OneConnection:
        return ok("not opened, since this SQLite bears one program at a time")
    except StoreError as problem:
        what, _, fix = str(problem).partition(" Fix: ")
        return error(what, fix or "restore a backup")
    try:
        members = [one for one in store.members() if one.state is not State.LEFT]
        return ok(f"opens, schema is current; {_count(len(members))} on the roster")
    finally:
        store.close()


def _count(people: int) -> str:
    return "1 person" if people == 1 else f"{people} people"


CHECK = Check("Database", 60, look)
