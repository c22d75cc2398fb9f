"""Whether there is a backup, and how old it is."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.doctor import Check, Finding, Patient, ok, warning
from records.keeping.backup import Backups
from records.sqlite.copying import made_at

OLD = timedelta(hours=26)
"""A night and its morning."""


def look(patient: Patient) -> list[Finding]:
    """Nothing to look at where there are no records yet."""
    from bot.now import now

    if patient.config is None or not (patient.config.data / "studybot.db").exists():
        return []
    return [judged(Backups(patient.config.data), now())]


def judged(backups: Backups, now: datetime) -> Finding:
    newest = max(backups.all(), default=None)
    if newest is None:
        return warning("there is none", "studybot backup; a running bot makes one each night")
    age = now - newest[0]
    told = f"the newest is {int(age.total_seconds() // 3600)} h old"
    if made_at(newest[1]) is None:
        return warning(f"{told}, and can't be read with this key", "studybot backup")
    if age > OLD:
        return warning(told, "studybot backup; the running bot's log says why it made none")
    return ok(told)


CHECK = Check("Backups", 64, look)
