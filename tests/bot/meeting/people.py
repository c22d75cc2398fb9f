"""A branch of some size, and small steps for dialogues about its meetings."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event

from bot.sandbox import Message, Person
from scheduler.due import instant
from tests.dialogue import Town

MEETS = datetime(2026, 12, 3, 18, 0, tzinfo=UTC)
"""The next meeting of the dialogues' north: first Thursday, 19:00 in Berlin."""


async def until(town: Town, at: datetime) -> None:
    """Live on to an instant."""
    await town.life.pass_time(at)


def local(text: str, zone: str = "Europe/Berlin") -> datetime:
    """`2026-12-10 19:00` by that clock."""
    day = datetime.fromisoformat(text)
    return instant(day.date(), time(day.hour, day.minute), zone)


async def members(town: Town, count: int, language: str = "en") -> list[Person]:
    """So many who joined."""
    return [await town.joined(f"Member {n}", language=language) for n in range(count)]


def texts(person: Person) -> list[str]:
    return [one.text for one in person.heard]


def with_label(person: Person, label: str) -> Message:
    """The newest message that has this button."""
    return next(one for one in reversed(person.heard) if label in one.labels)


def event(person: Person) -> tuple[Calendar, Event]:
    """The calendar file that came last, parsed."""
    found = next(one.document for one in reversed(person.heard) if one.document)
    assert found.name.endswith(".ics")
    made = Calendar.from_ical(found.data)
    assert isinstance(made, Calendar)
    (one,) = made.events
    return made, one


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
