"""What a member would rather have first: topics they follow, and in their first week easy forms.

A newcomer's ramp: for seven days from when they first opened the bot, items that are answered by
a tap or two come before those that take writing, sorting or doing. It happens once, as that day
does not change when they leave and come back. A wish never holds anything back; what is pinned
or due again goes as it would.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from records.branch import Branch
from records.model import Member
from records.ports import Store

RAMP = timedelta(days=7)

EASY = frozenset({"reading", "single", "truefalse", "card", "survey"})
"""Forms that take a tap or two."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What goes first among items of equal right."""

    topics: frozenset[str] = frozenset()
    easy_until: date = date.min
    """Before this local date easy forms go first."""
    days: frozenset[int] | None = None
    """Study days of one's own, Monday = 0; None: the branch's. For looking ahead."""

    def within(self, branch: Branch) -> Branch:
        """The branch as this member studies in it."""
        return branch if self.days is None else replace(branch, days=self.days)


NONE = Wish()


def wish_of(store: Store, member: Member) -> Wish:
    """What a member would rather have, now and in the days to come."""
    mine = store.choices(member.id)
    easy_until = newcomers(member.linked).easy_until if member.linked else date.min
    return Wish(mine.topics, easy_until, mine.days)


def newcomers(at: datetime) -> Wish:
    """What goes first for who begins at that time."""
    return Wish(easy_until=(at + RAMP).date())
