"""Six people in the north and two in the south, and one week of 2025 in their records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from content.item import Chosen
from records.model import BranchKey, DeliveryId, Member, Role
from records.ports import Store
from tests.records.two import HOUR, QUORUM, invite, letter, sent

NORTH, SOUTH = BranchKey("north"), BranchKey("south")
JOINED = datetime(2025, 8, 1, 9, 0, tzinfo=UTC)
TUESDAY = date(2025, 9, 9)
"""A day of the week that is reported on: 2025-W37, Monday 8 to Sunday 14 September."""

DUE = datetime(2025, 9, 9, 6, 0, tzinfo=UTC)
NEXT = datetime(2025, 9, 15, 8, 0, tzinfo=UTC)
"""Monday after it: ten o'clock in Berlin, so that week has been told."""

ANSWERED = 4
"""Of the six in the north, in time; a fifth answers late, on Thursday."""


@dataclass(frozen=True, slots=True)
class Week:
    """Who lives there and what was sent to them on Tuesday."""

    north: Sequence[Member]
    south: Sequence[Member]
    sent: Sequence[DeliveryId]


def lived(store: Store, due: datetime = DUE, joined: datetime = JOINED) -> Week:
    """Everybody gets an item; four of the north answer within hours, the fifth two days later."""
    north = people(store, NORTH, "abcdef", joined)
    south = people(store, SOUTH, "gh", joined)
    day = f"day:{due.date()}"
    letters = [
        sent(store, letter(one, day, due=due, closes=due + 24 * HOUR)) for one in (*north, *south)
    ]
    for delivery in letters[:ANSWERED]:
        store.record(delivery, Chosen((0,)), 1.0, due + HOUR)
    store.record(letters[4], Chosen((1,)), 0.0, due + timedelta(days=2))
    return Week(north, south, letters)


def people(store: Store, branch: BranchKey, letters: str, joined: datetime) -> list[Member]:
    """One member for each letter, linked since they joined."""
    return [
        store.link(
            invite(store, one, branch, Role.MEMBER, uses=1),
            f"70{ord(one)}",
            name(one),
            "en",
            joined,
        )
        for one in letters
    ]


def name(one: str) -> str:
    """A name that spreadsheets and pages must show as typed."""
    return f"=cmd|'{one}'!A1"


__all__ = [
    "ANSWERED",
    "DUE",
    "JOINED",
    "NEXT",
    "NORTH",
    "QUORUM",
    "SOUTH",
    "TUESDAY",
    "Week",
    "lived",
]
