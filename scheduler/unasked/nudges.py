"""Words to a member unasked, besides the day's item: one a day at most, whatever it is about.

The key that forbids a second one is the member's local date, so a reminder, a question how they
are doing and Sunday's offer can never come on the same day. They are never sent twice when in
doubt, never in quiet hours, and lose their point by the end of the day.
"""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta

from records.branch import Branch
from records.kept import tidy
from records.model import Kind, Letter, Member
from scheduler.due import day_of, instant, wait_until, zone_of

EVENING = time(19, 0)
LASTS = timedelta(hours=2)
"""How long a nudge keeps its point."""
HOUR = timedelta(hours=1)


def nudge(branch: Branch, member: Member, now: datetime, say: str, **values: object) -> Letter:
    """The one nudge of the local date on which it can go: now, or when the quiet hours end."""
    due = wait_until(branch, member, now, any_day=True)
    return word(member, f"nudge:{day_of(member, branch, due)}", due, say, **values)


def word(member: Member, occasion: str, due: datetime, say: str, **values: object) -> Letter:
    """A letter of words to a member; the face has the sentences."""
    body = tidy(json.dumps({"say": say, **values}, ensure_ascii=False))
    return Letter(member.id, Kind.NUDGE, occasion, due, body=body, expires=due + LASTS)


def is_evening(branch: Branch, member: Member, now: datetime) -> bool:
    """Whether it is the member's hour for a reminder: from 19:00, or an hour before the quiet
    hours where they begin earlier, for an hour."""
    day = day_of(member, branch, now)
    at = evening(branch, member, day)
    return at is not None and at <= now < at + HOUR


def evening(branch: Branch, member: Member, day: date) -> datetime | None:
    """When that hour begins on a local date; None where all of the evening is quiet."""
    at = EVENING
    if branch.quiet.covers(at):
        quiet = datetime.combine(day, branch.quiet.start) - HOUR
        at = quiet.time() if quiet.date() == day else branch.quiet.start
    if branch.quiet.covers(at):
        return None
    return instant(day, at, zone_of(branch, member).key)
