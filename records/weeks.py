"""What is kept of a closed week for each member, so that later weeks need not count it again.

Everything in it follows from the rows of deliveries and answers (`records.participation.past`).
Where one of those changes what a closed week says, the store gives the week up, and it is
counted anew: a late proof that something arrived, a mark revised, an outage found out about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

import orjson

from content.item import ItemId
from records.model import BranchKey, MemberId

Try = tuple[ItemId, int, float | None, int]
"""One answer, as far as it says which answers to an item were first: the item, the instant it
counts at in microseconds since 1970 UTC, the mark, and the version: its place, from 1 on, among
the week's `versions` (the hashes themselves would be two thirds of what is read each Monday); 0
where what it answers does not count, as in the group."""


class MemberWeek(NamedTuple):
    """What one member was sent and answered in one week, as it is kept: of these there are
    hundreds of thousands, so nothing is unpacked before it is asked for."""

    member: MemberId
    push: int | None
    """When the first item that nobody had asked for reached them, in microseconds since 1970."""
    due: bool
    """Whether any item was due to them, whatever became of it."""
    sent: int
    """Items the platform accepted."""
    answers: int
    """Answers that came in, in time or late."""
    closed: int
    """Accepted items whose window closed in the week."""
    in_time: int
    """Those of them that were answered before."""
    fresh: str
    """Items new to them that were due in the week: their ids, as a JSON array."""
    tries: str
    """The answers (`Try`), by the instant they count at, as a JSON array of arrays."""


def packed(values: Sequence[object]) -> str:
    """`fresh` or `tries` of a `MemberWeek`."""
    return orjson.dumps(values).decode()


@dataclass(frozen=True, slots=True)
class PastWeek:
    """One closed week of a branch: `start` is its Monday 00:00 in the branch's zone, as UTC.

    Members of whom there was nothing to keep are left out.
    """

    start: datetime
    end: datetime
    members: Sequence[MemberWeek]
    versions: tuple[tuple[ItemId, str], ...] = ()
    """Items and versions of them among its deliveries, the first due first."""


class Weeks(Protocol):
    """Closed weeks, by branch."""

    def keep_week(self, branch: BranchKey, week: PastWeek, given_up: int) -> bool:
        """Keep a closed week, in the place of an earlier one.

        Not kept, and False, where `given_up()` is no longer what it was when the rows were
        read: some of them may have changed since.
        """

    def weeks_kept(self, branch: BranchKey) -> frozenset[datetime]:
        """The starts of the weeks that are kept."""

    def past_weeks(self, branch: BranchKey, start: datetime, end: datetime) -> Sequence[PastWeek]:
        """The weeks kept that lie in [start, end), the earliest first; members by id."""

    def given_up(self) -> int:
        """How often weeks that were kept, or might have been, had to be given up."""


__all__ = ["MemberWeek", "PastWeek", "Try", "Weeks", "packed"]
