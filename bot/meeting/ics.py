"""A meeting for a member's own calendar, as a file (RFC 5545, published as in RFC 5546, 3.2.1).

The UID is that of the meeting for good, so that a calendar which has it moves or strikes out its
entry when the file comes again with a higher SEQUENCE.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from uuid import UUID

from bot.words import Words
from records.branch import Branch, Change
from records.meetings import local_day, zone_of
from records.meetings.moving import change_of
from records.model import BranchKey

LASTS = timedelta(hours=2)
"""How long a meeting is taken to last: nobody says, and a calendar shows an end."""

AROUND = timedelta(days=366)
"""How long before and after the meeting the file knows the zone's clock."""


def calendar_file(
    branch: Branch, planned: datetime, words: Words, now: datetime, *, key: str, way: str = ""
) -> bytes:
    """One meeting as iCalendar, in the reader's language. `key` is secret and the installation's
    own, `way` a link to the bot."""
    from icalendar import Calendar, Event, vUri

    from bot.meeting.vtimezone import vtimezone

    change = change_of(branch, planned) or Change(planned, planned, 0)
    event = Event()
    for name, value in _said(branch, change, words, now).items():
        event.add(name, value)
    event.add("uid", uid(branch.key, planned, key))
    event.add("organizer", vUri(way or f"urn:uuid:{uid(branch.key, None, key)}",
                                params={"CN": branch.name}))  # fmt: skip
    made = Calendar()
    made.add("prodid", "-//Studybot//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH" if change.at else "CANCEL")
    at = (change.at or planned).replace(microsecond=0)
    made.add_component(vtimezone(zone_of(branch.zone), at - AROUND, at + AROUND))
    made.add_component(event)
    return bytes(made.to_ical())


def _said(branch: Branch, change: Change, words: Words, now: datetime) -> dict[str, object]:
    start = (change.at or change.planned).astimezone(zone_of(branch.zone))
    return {
        "dtstamp": now.replace(microsecond=0),
        "dtstart": start.replace(microsecond=0),
        "duration": LASTS,
        "summary": words.say("Meeting of %(branch)s", branch=branch.name),
        "sequence": change.sequence,
        "status": "CONFIRMED" if change.at else "CANCELLED",
        "transp": "OPAQUE" if change.at else "TRANSPARENT",
        **({"last-modified": change.made.replace(microsecond=0)} if change.made else {}),
    }


def uid(branch: BranchKey, planned: datetime | None, key: str) -> str:
    """The same for one meeting always, and no other installation's (RFC 7986, 5.3: a UUID)."""
    named = f"{branch} {planned.isoformat() if planned else ''}"
    return str(UUID(bytes=hmac.digest(key.encode(), named.encode(), "sha256")[:16], version=4))


def file_name(branch: Branch, at: datetime) -> str:
    """`meeting-north-2026-12-03.ics`."""
    return f"meeting-{branch.key}-{local_day(branch, at)}.ics"


__all__ = ["LASTS", "calendar_file", "file_name", "uid"]
