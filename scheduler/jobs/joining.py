"""Who opened a link and never said yes, or was not let in, is forgotten after a week; wrong codes
after an hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from records.people.own import JOINING_LASTS
from scheduler.desk import Desk
from scheduler.jobs import Job

GUESSES = timedelta(hours=1)
"""The span in which wrong codes are counted."""


def run(desk: Desk, now: datetime) -> int:
    """Forget; returns how many."""
    store, week_ago = desk.store, now - JOINING_LASTS
    unanswered = store.sweep_joining(week_ago) + store.sweep_waiting(week_ago)
    return unanswered + store.sweep_guesses(now - GUESSES)


JOB = Job("joining", timedelta(minutes=10), run, "forgets who never said yes", order=90)
