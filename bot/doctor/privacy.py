"""Whether what is to go by the clock goes, and the list of who looked is whole."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from bot.doctor import Check, Finding, Patient, error, ok, warning
from records.keeping.erasures import Erasures
from records.ports import Store, StoreError
from records.sqlite import reader
from records.sqlite.connection import bears_two
from scheduler.jobs.retention import DONE

OVERDUE = timedelta(days=2)


def look(patient: Patient) -> list[Finding]:
    """Reads only; nothing where there are no records yet."""
    path = patient.config.data / "studybot.db" if patient.config else None
    if path is None or not path.exists() or not bears_two():
        return []
    try:
        store = reader(path)
    except StoreError:
        return []  # another check says what is wrong with it
    from bot.now import now

    try:
        return [retention(store, now()), chain(store), erasures(path.parent)]
    finally:
        store.close()


def retention(store: Store, now: datetime) -> Finding:
    """The day on which nothing was left to end, against today."""
    done = store.noted(DONE)
    if not done:
        return ok("retention has not run yet: it does once the bot has run for a while")
    late = now.date() - date.fromisoformat(done)
    if late > OVERDUE:
        return warning(f"retention is {late.days} days late", "keep the bot running; see its log")
    return ok(f"retention has ended what was over by {done}")


def chain(store: Store) -> Finding:
    """Whether nobody has changed the list of who looked at members' data."""
    if store.chained():
        return ok("the list of who looked at members' data is whole")
    return error("the list of who looked at members' data was changed", "restore a backup; ask who")


def erasures(folder: Path) -> Finding:
    """Whether the list of erasures can still be read: else a restore brings people back."""
    try:
        Erasures(folder).pending(None)
    except StoreError as problem:
        what, _, fix = str(problem).partition(" Fix: ")
        return error(what, fix)
    return ok("the list of erasures can be read")


CHECK = Check("Privacy", 68, look)
