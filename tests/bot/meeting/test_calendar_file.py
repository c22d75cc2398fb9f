"""The calendar file: read back by another's parser, its zone by our own reading of RFC 5545."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event, Timezone

from bot.meeting.ics import calendar_file, file_name, uid
from bot.words import words
from records.branch import Branch, Change
from tests.dialogue import NORTH

MEETS = datetime(2026, 12, 3, 18, tzinfo=UTC)
NOW = datetime(2026, 11, 24, 8, 0, 0, 5, tzinfo=UTC)
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe",
         "Africa/Casablanca", "Europe/Dublin", "America/Sao_Paulo", "Pacific/Chatham")  # fmt: skip


def made(branch: Branch = NORTH, planned: datetime = MEETS, language: str = "en") -> bytes:
    return calendar_file(branch, planned, words(language), NOW, key="k", way="https://t.me/x")


def read(data: bytes) -> tuple[Calendar, Timezone, Event]:
    calendar = Calendar.from_ical(data)
    assert isinstance(calendar, Calendar)
    (zone,), (event,) = calendar.timezones, calendar.events
    return calendar, zone, event


def changed(*changes: Change) -> Branch:
    return replace(NORTH, changes=changes)


def test_it_holds_what_the_standard_asks_for() -> None:
    """RFC 5545, 3.6 and 3.6.1; RFC 5546, 3.2.1."""
    data = made()
    calendar, zone, event = read(data)
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH") and calendar["prodid"]
    for name in ("uid", "dtstamp", "dtstart", "duration", "summary", "organizer", "sequence"):
        assert name in event, name
    assert event["dtstart"].params["TZID"] == zone["tzid"] == "Europe/Berlin"
    assert event.start == MEETS and event["status"] == "CONFIRMED"
    assert event["dtstamp"].dt == NOW.replace(microsecond=0)
    assert not event.errors and not calendar.errors


def test_lines_end_as_they_must_and_none_is_too_long() -> None:
    """RFC 5545, 3.1: CRLF, at most 75 octets a line, folded between characters."""
    long = replace(NORTH, name="北方" * 40)
    data = made(long, language="zh")
    *lines, end = data.split(b"\r\n")
    assert end == b"" and all(len(line) <= 75 for line in lines)
    assert b"\n" not in data.replace(b"\r\n", b"") and b"\r" not in data.replace(b"\r\n", b"")
    _, _, event = read(data)
    assert "北方" * 40 in event["summary"]


@pytest.mark.parametrize("name", ["a;b,c\\d", "x\r\nATTENDEE:mailto:e@x", 'q"uote', "new\nline"])
def test_a_name_stays_a_name(name: str) -> None:
    data = made(replace(NORTH, name=name))
    _, _, event = read(data)
    assert "attendee" not in event and b"\nATTENDEE" not in data
    assert str(event["summary"]).replace("\r", "") == f"Meeting of {name}".replace("\r", "")


def test_a_change_keeps_the_uid_and_raises_the_sequence() -> None:
    files = [
        made(),
        made(changed(Change(MEETS, MEETS + timedelta(days=40), 1, NOW))),
        made(changed(Change(MEETS, None, 2, NOW))),
        made(changed(Change(MEETS, MEETS, 3, NOW))),
    ]
    events = [read(data)[2] for data in files]
    assert len({str(event["uid"]) for event in events}) == 1
    assert [event["sequence"] for event in events] == [0, 1, 2, 3]
    assert [read(data)[0]["method"] for data in files] == [
        "PUBLISH", "PUBLISH", "CANCEL", "PUBLISH",
    ]  # fmt: skip
    assert events[1].start == MEETS + timedelta(days=40)
    assert events[2]["status"] == "CANCELLED"


def test_a_uid_is_one_meetings_of_one_branch_of_one_installation() -> None:
    names = {
        uid(branch.key, at, key)
        for branch in (NORTH, replace(NORTH, key="south"))
        for at in (MEETS, MEETS + timedelta(days=1))
        for key in ("k", "l")
    }
    assert len(names) == 8
    assert file_name(NORTH, MEETS) == "meeting-north-2026-12-03.ics"


@given(st.sampled_from(ZONES), st.integers(0, 3 * 366 * 24 * 4))
def test_in_every_zone_the_file_alone_tells_the_instant(zone: str, quarter: int) -> None:
    """Its VTIMEZONE is read as the standard says: each onset is a local time by the offset before
    it. A calendar that knows no zones finds the instant by it."""
    at = datetime(2026, 1, 1, tzinfo=UTC) + quarter * timedelta(minutes=15)
    _, told, event = read(made(replace(NORTH, zone=zone), at))
    local = event["dtstart"].dt.replace(tzinfo=None)
    onsets = sorted(
        (part["dtstart"].dt - part["tzoffsetfrom"].td, part["tzoffsetto"].td)
        for part in told.subcomponents
    )
    found = {
        local - offset
        for n, (start, offset) in enumerate(onsets)
        if start <= local - offset and (n + 1 == len(onsets) or local - offset < onsets[n + 1][0])
    }
    assert at.replace(tzinfo=None) in found
    assert len(found) == 1 or len(found) == 2  # an hour that comes twice
