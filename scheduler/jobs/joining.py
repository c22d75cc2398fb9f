"""Who opened a link and never said yes is forgotten after a week; wrong codes after an hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from records.own import JOINING_LASTS
from scheduler.desk import Desk
from scheduler.jobs import Job

GUESSES = timedelta(hours=1)
"""The span in which wrong codes are counted."""


def run(desk: Desk, now: datetime) -> int:
    """Forget; returns how many."""
    return desk.store.sweep_joining(now - JOINING_LASTS) + desk.store.sweep_guesses(now - GUESSES)


JOB = Job("joining", timedelta(minutes=10), run, "forgets who never said yes", order=90)
