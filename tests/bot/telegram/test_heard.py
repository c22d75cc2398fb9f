"""When the bot was deaf: between polls that succeeded, across restarts, never while one waited."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.telegram.heard import Heard
from records.memory import MemoryStore
from records.participation import Outage

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def test_a_poll_that_waits_long_was_listening() -> None:
    store = MemoryStore()
    heard = Heard(store)
    assert not heard.begins(NOON)
    heard.ended(NOON + 9 * HOUR, drained=True)
    assert not heard.begins(NOON + 9 * HOUR)
    assert store.outages(NOON - HOUR, NOON + 10 * HOUR) == []


def test_polls_that_fail_are_an_outage_until_what_piled_up_is_drained() -> None:
    store = MemoryStore()
    heard = Heard(store)
    heard.begins(NOON)
    heard.ended(NOON, drained=True)
    for minutes in (1, 2, 4):
        assert not heard.begins(NOON + minutes * MINUTE)
    assert heard.begins(NOON + HOUR)
    heard.ended(NOON + HOUR, drained=False)
    assert heard.begins(NOON + HOUR)
    heard.ended(NOON + HOUR + MINUTE, drained=True)
    assert not heard.begins(NOON + HOUR + MINUTE)
    assert store.outages(NOON, NOON + 2 * HOUR) == [Outage(NOON, NOON + HOUR + MINUTE)]


def test_a_stop_is_seen_after_the_restart_but_a_short_one_is_none() -> None:
    store = MemoryStore()
    heard = Heard(store)
    heard.begins(NOON)
    heard.ended(NOON, drained=True)
    again = Heard(store)
    assert not again.begins(NOON + 3 * MINUTE)
    again.ended(NOON + 3 * MINUTE, drained=True)
    later = Heard(store)
    assert later.begins(NOON + HOUR)
    later.ended(NOON + HOUR, drained=True)
    assert store.outages(NOON, NOON + 2 * HOUR) == [Outage(NOON + 3 * MINUTE, NOON + HOUR)]


def test_a_note_that_is_no_time_is_no_outage() -> None:
    store = MemoryStore()
    store.note("last good poll", "yesterday")
    assert not Heard(store).begins(NOON)
