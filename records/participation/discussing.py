"""Counting two votes of the same people, and the re-ask three weeks later.

Each number is told by the rule of `worth.facility`, from which nobody learns another's vote.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from content.item import ItemId
from records.model import MemberId
from records.participation.discussion import Discussion
from records.participation.interval import K, Share
from records.participation.worth import facility

AGAIN_FROM = timedelta(days=18)
AGAIN_UNTIL = timedelta(days=25)
"""Which answers to a re-ask count as "three weeks later". It is due after 21 days
(`scheduler.plan.standing`); four days later, the next pack of a monthly meeting is made."""

Marks = Mapping[MemberId, float]


def discussed(
    id: str, item: ItemId, titles: Iterable[tuple[str, str]], closed: datetime,
    first: Marks, second: Marks, version: str = "",
) -> Discussion:  # fmt: skip
    """Count two votes of the same people; marks are 0..1."""
    both = sorted(first.keys() & second.keys())
    told = len(both) if len(both) >= K else None
    return Discussion(
        id, item, tuple(sorted(titles)), closed, told,
        facility([first[one] for one in both]), facility([second[one] for one in both]),
        version=version,
    )  # fmt: skip


def three_weeks_later(first: Marks, second: Marks, again: Marks) -> Share:
    """What those who voted both times, and answered the re-ask, made of it."""
    same = first.keys() & second.keys() & again.keys()
    return facility([again[one] for one in sorted(same)])
