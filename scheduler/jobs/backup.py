"""Once a night a copy of the records, in a thread, so that nobody waits for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import structlog

from records.branch import Branch
from records.keeping.backup import Backups
from records.model import BranchKey
from scheduler.desk import Desk
from scheduler.jobs import Job

AT = time(3, 0)
"""Local hour of the first branch by its key: who is awake then does not study."""

AGAIN = timedelta(hours=1)
"""How long after one that failed it is tried again."""

log = structlog.get_logger("backup")


def run(desk: Desk, now: datetime) -> int:
    """Begin one if last night's is missing, also in the morning after a night without power."""
    backups = desk.backups
    if backups is None or backups.busy:
        return 0
    if backups.failed:
        log.error("no backup", reason=backups.failed)
        backups.failed = ""
    if is_due(backups, last_night(desk.branches, now), now):
        backups.begin(now)
    return 0


def is_due(backups: Backups, night: datetime, now: datetime) -> bool:
    """Whether there is none since that hour, and none was tried just now."""
    if backups.tried is not None and now < backups.tried + AGAIN:
        return False
    newest = backups.newest()
    return newest is None or newest < night


def last_night(branches: Mapping[BranchKey, Branch], now: datetime) -> datetime:
    """The latest `AT` up to now, in UTC; in UTC too where there is no branch."""
    zone = ZoneInfo(branches[min(branches)].zone) if branches else UTC
    local = now.astimezone(zone)
    today = datetime.combine(local.date(), AT, zone)
    night = today if today <= local else datetime.combine(local - timedelta(days=1), AT, zone)
    return night.astimezone(UTC)


JOB = Job("backup", timedelta(seconds=5), run, "copies the records once a night", order=95)
