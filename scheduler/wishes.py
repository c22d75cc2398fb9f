"""What a member would rather have first: topics they follow, and in their first week easy forms.

A newcomer's ramp: for seven days from when they first opened the bot, items that are answered by
a tap or two come before those that take writing, sorting or doing. It happens once, as that day
does not change when they leave and come back. A wish never holds anything back; what is pinned
or due again goes as it would.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

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


NONE = Wish()


def wish_of(store: Store, member: Member) -> Wish:
    """What a member would rather have, now and in the days to come."""
    topics = store.choices(member.id).topics
    return Wish(topics, (member.linked + RAMP).date()) if member.linked else Wish(topics)
