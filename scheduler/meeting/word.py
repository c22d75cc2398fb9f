"""Word of a branch's meetings to its members: one the day before, and one when it is changed,
which stands in the branch's group as well.

Who wants none (`Choices.meetings`) gets none, nor does who is away or cannot come. The word of the
day before takes the place of that day's nudge (`scheduler.unasked.nudges`), so that it is still one
a day; a change is news and goes at once, outside the quiet hours.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from records.branch import Branch, Change
from records.meetings import meetings
from records.meetings.calendar import Presence
from records.meetings.moving import MOMENT, change_of, planned_of
from records.model import Delivery, Fate, Kind, Letter, Member
from records.ports import Store
from scheduler.desk import Desk
from scheduler.due import day_of, instant, wait_until, zone_of
from scheduler.group.crowd import crowd
from scheduler.meeting.for_all import change_for_all
from scheduler.rounds import some_more
from scheduler.unasked.notice import notice
from scheduler.unasked.nudges import word

AHEAD = timedelta(hours=48)
"""From then on the word of the day before is put in the outbox: everywhere that day is to come."""
LEAST = timedelta(hours=1)
"""Later than so long before the meeting a reminder is none."""
LASTS = timedelta(hours=12)
"""How long after its hour a reminder may still go."""
NIGHTS = 4
"""Local dates on which a reminder may wait that was put in the outbox by now."""


# --- A change ---------------------------------------------------------------------------------


def tell_changes(desk: Desk, branch: Branch, now: datetime) -> int:
    """Tell the next few members of changes of meetings that lie ahead."""
    ahead = [one for one in branch.changes if (one.at or one.planned) > now]
    return sum(_tell(desk, branch, one, now) for one in ahead)


def _tell(desk: Desk, branch: Branch, change: Change, now: datetime) -> int:
    what = f"meeting-changed-{change.planned.isoformat()}"
    if _over(desk, branch, what, str(change.sequence)):
        return 0
    with desk.store.together():
        _tell_all(desk.store, branch, change, now)
        some = _next(desk, branch, what, str(change.sequence))
        for member in some:
            called_off(desk.store, member, branch, change.planned, now)
            _superseded(desk.store, member, change, now)
        letters = [changed(branch, member, change, now) for member in some
                   if desk.store.choices(member.id).meetings]  # fmt: skip
        desk.store.post(letters)
    return len(some)


def _tell_all(store: Store, branch: Branch, change: Change, now: datetime) -> None:
    """In the branch's group, where something is posted there at all."""
    group = store.group_of(branch.key)
    if group is not None and group.daily and not group.silent:
        for_all = crowd(branch, group.language)
        said = _values(branch, for_all, change.planned, change.at, _kind(change))
        store.put_up(change_for_all(branch, group, change, said, now))


def changed(branch: Branch, member: Member, change: Change, now: datetime) -> Letter:
    """The word of one change to one member."""
    made = notice(branch, member, _about(change), now, "meeting",
                  **_values(branch, member, change.planned, change.at, _kind(change)))  # fmt: skip
    return replace(made, expires=change.at or change.planned)


def _kind(change: Change) -> str:
    if change.at is None:
        return "cancelled"
    if change.at != change.planned:
        return "moved"
    return "added" if change.sequence == 1 else "restored"


def _about(change: Change) -> str:
    return f"meeting:{change.planned.isoformat()}:{change.sequence}"


def _superseded(store: Store, member: Member, change: Change, now: datetime) -> None:
    """Word of an earlier change that waits for the end of the quiet hours says nothing true."""
    for sequence in range(1, change.sequence):
        earlier = replace(change, sequence=sequence)
        _drop(store, store.by_occasion(member.id, f"notice:{_about(earlier)}"), now)


# --- The day before -----------------------------------------------------------------------------


def remind(desk: Desk, branch: Branch, now: datetime) -> int:
    """Put the word of the day before in the outbox for the next few members."""
    soon = meetings(branch, now + LEAST, now + AHEAD + MOMENT)
    return sum(_remind(desk, branch, at, now) for at in soon)


def _remind(desk: Desk, branch: Branch, at: datetime, now: datetime) -> int:
    planned = planned_of(branch, at)
    change = change_of(branch, planned)
    if change is not None and change.made is not None and change.made > at - AHEAD:
        return 0  # the word of the change came when this one would have
    what = f"meeting-{planned.isoformat()}"
    if _over(desk, branch, what, at.isoformat()):
        return 0
    with desk.store.together():
        some = _next(desk, branch, what, at.isoformat())
        gone = desk.store.presence(branch.key, planned) if some else {}
        letters = [reminder(branch, one, at, now) for one in some
                   if gone.get(one.id) is not Presence.CANNOT
                   and desk.store.choices(one.id).meetings]  # fmt: skip
        desk.store.post([letter for letter in letters if letter is not None])
    return len(some)


def reminder(branch: Branch, member: Member, at: datetime, now: datetime) -> Letter | None:
    """The word of the day before, at the member's hour where they are; None where it is too late.
    It is the nudge of its date."""
    day = at.astimezone(zone_of(branch, member)).date() - timedelta(days=1)
    hour: time = member.push or branch.push
    due = wait_until(branch, member, max(now, instant(day, hour, zone_of(branch, member).key)),
                     any_day=True)  # fmt: skip
    if due > at - LEAST:
        return None
    values = _values(branch, member, planned_of(branch, at), at, "reminder")
    made = word(member, f"nudge:{day_of(member, branch, due)}", due, "meeting", **values)
    return replace(made, expires=min(at, due + LASTS))


def called_off(
    store: Store, member: Member, branch: Branch, planned: datetime | None, now: datetime
) -> None:
    """A reminder of this meeting (None: of any) that waits in the outbox is not sent."""
    for day in _nights(branch, member, now):
        waits = store.by_occasion(member.id, f"nudge:{day}")
        if waits is not None and _is_about(waits, planned):
            _drop(store, waits, now)


def _nights(branch: Branch, member: Member, now: datetime) -> Iterator[date]:
    today = day_of(member, branch, now)
    return (today + timedelta(days=n) for n in range(NIGHTS))


def _is_about(delivery: Delivery, planned: datetime | None) -> bool:
    said = json.loads(delivery.letter.body or "{}")
    if delivery.letter.kind is not Kind.NUDGE or said.get("say") != "meeting":
        return False
    return planned is None or said.get("planned") == planned.isoformat()


def _drop(store: Store, waits: Delivery | None, now: datetime) -> None:
    if waits is not None and waits.fate is Fate.PENDING:
        store.settle(waits.id, Fate.CANCELLED, now, reason="the meeting changed")


# --- Both ---------------------------------------------------------------------------------------


def _values(
    branch: Branch, member: Member, planned: datetime, at: datetime | None, what: str
) -> dict[str, object]:
    return {
        "what": what,
        "of": branch.name,
        "zone": branch.zone,
        "planned": planned.isoformat(),
        "at": at.isoformat() if at else None,
        "abroad": zone_of(branch, member).key != branch.zone,
    }


def _next(desk: Desk, branch: Branch, what: str, round_: str) -> Sequence[Member]:
    """The next few of a round that is made once; it is noted when it is over, so that the roster
    is not read every minute until the meeting."""
    some = some_more(desk, branch, what, round_)
    if not some:
        desk.store.note(_done(branch, what), round_)
    return some


def _over(desk: Desk, branch: Branch, what: str, round_: str) -> bool:
    return desk.store.noted(_done(branch, what)) == round_


def _done(branch: Branch, what: str) -> str:
    return f"over:{what}:{branch.key}"
