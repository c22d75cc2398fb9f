"""Who is in charge: an administrator, and an organizer in each branch that has members."""

from __future__ import annotations

from collections.abc import Iterable

from bot.doctor import Check, Finding, Patient, ok, warning
from records.model import BranchKey, Role, State
from records.ports import Store, StoreError
from records.sqlite import reader
from records.sqlite.connection import bears_two


def look(patient: Patient) -> list[Finding]:
    """Reads only; nothing where there are no records yet."""
    path = patient.config.data / "studybot.db" if patient.config else None
    if patient.config is None or path is None or not path.exists() or not bears_two():
        return []
    try:
        store = reader(path)
    except StoreError:
        return []  # another check says what is wrong with it
    try:
        return [*administrators(store), *organizers(store, patient.config.branches)]
    finally:
        store.close()


def administrators(store: Store) -> list[Finding]:
    """Nobody has to be one, as long as whoever runs the bot makes the organizers."""
    found = store.holders(Role.ADMINISTRATOR, None)
    if not found:
        return [ok("nobody is administrator; `studybot claim` makes the first")]
    return [ok("1 administrator" if len(found) == 1 else f"{len(found)} administrators")]


def organizers(store: Store, branches: Iterable[BranchKey]) -> list[Finding]:
    """Branches with members whose weeks nobody is told."""
    orphans = [
        key for key in branches
        if not store.organizers(key)
        and any(one.state is not State.LEFT for one in store.members(key))
    ]  # fmt: skip
    if not orphans:
        return []
    what = f"no organizer in {', '.join(orphans[:5])}{', …' if len(orphans) > 5 else ''}"
    return [warning(what, f"/roles in the chat, or studybot invite {orphans[0]} --organizer")]


CHECK = Check("Roles", 69, look)
