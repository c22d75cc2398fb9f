"""The group's question of the day, its totals once it is over, and leaving where nobody links."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from content.history.version import version_of
from records.branch import Branch
from records.group import UNLINKED_LASTS, Group, Posting, tapped
from scheduler.amends.corrected import graded_by
from scheduler.desk import Desk
from scheduler.due import Go, Missed, Wait, late, next_due
from scheduler.group.crowd import (
    choose_for_all,
    counted,
    crowd,
    farewell,
    freeze,
    question,
    result,
)
from scheduler.jobs import Job


def run(desk: Desk, now: datetime) -> int:
    """All groups are few: each is looked at."""
    closed = sum(close(desk, posting, now) for posting in desk.store.closing(now))
    return closed + sum(looked(desk, group, now) for group in desk.store.groups())


def looked(desk: Desk, group: Group, now: datetime) -> int:
    """What is due in one group."""
    branch = desk.branches.get(group.branch) if group.branch else None
    if branch is None:
        over = group.branch is not None or now >= group.since + UNLINKED_LASTS
        return int(over and desk.store.put_up(farewell(group, now)) is not None)
    if not group.daily or group.silent:
        return 0
    if group.next_at is None:
        return planned(desk, group, next_due(branch, crowd(branch, group.language), now))
    return asked(desk, group, branch, now) if group.next_at <= now else 0


def planned(desk: Desk, group: Group, due: datetime | None) -> int:
    """Set when the next question is due; 0 where the branch never studies."""
    desk.store.keep_group(replace(group, next_at=due))
    return int(due is not None)


def asked(desk: Desk, group: Group, branch: Branch, now: datetime) -> int:
    """The day's question goes up, and the next hour is set, in one transaction."""
    all_of_us = crowd(branch, group.language)
    what = late(branch, all_of_us, group.next_at or now, now)
    with desk.store.together():
        match what:
            case Wait(until):
                return planned(desk, group, until)
            case Missed(day):
                return planned(desk, group, next_due(branch, all_of_us, now, had=day))
            case Go(day):
                past = [one.item for one in desk.store.asked_in(branch.key) if one.item]
                shelf, had = desk.shelves.shelf(all_of_us, branch), desk.store.had(branch.key)
                item = choose_for_all(shelf, past, day, had)
                if item is not None:
                    desk.store.put_up(question(group, branch, item, day, now))
                return planned(desk, group, next_due(branch, all_of_us, now, had=day))
            case _:
                assert_never(what)


def close(desk: Desk, posting: Posting, now: datetime) -> int:
    """The totals of a question, frozen: whatever is erased or corrected later, they stay."""
    store, item, key = desk.store, posting.item, posting.branch
    with store.together():
        store.close_posting(posting.id, now)
        branch = desk.branches.get(key) if key else None
        group = store.group_of(key) if key else None
        if item is None or branch is None or group is None:
            return 1
        key_now = graded_by(store, item.id, version_of(item))
        told = counted(item, store.replies_in(branch.key, tapped(posting.id)), key_now)
        frozen = store.publish(tapped(posting.id), freeze(told), now)
        store.put_up(result(group, branch, posting, frozen, now))
    return 1


JOB = Job("group", timedelta(seconds=10), run, "posts the group's question and its totals",
          order=15)  # fmt: skip
