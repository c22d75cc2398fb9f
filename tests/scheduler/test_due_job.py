"""Who cannot have an hour stands in nobody's way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from content.folder.library import Library
from records.memory import MemoryStore
from records.model import BranchKey, Invite, Role
from scheduler.desk import Desk
from scheduler.jobs import due
from tests.scheduler.test_jobs import NORTH

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
IDLE = replace(NORTH, key=BranchKey("idle"), days=frozenset())


def test_a_thousand_members_without_an_hour_do_not_starve_the_others() -> None:
    store = MemoryStore()
    desk = Desk(store, {NORTH.key: NORTH, IDLE.key: IDLE}, Library((), ()))
    ways = {
        branch: Invite(letter * 64, branch, Role.MEMBER, NOW)
        for letter, branch in (("a", IDLE.key), ("b", NORTH.key))
    }
    for way in ways.values():
        store.invite(way)
    for number in range(1005):
        store.link(ways[IDLE.key], f"{number}", "Ann", "en", NOW)
    bo = store.link(ways[NORTH.key], "5000", "Bo", "en", NOW)
    assert due.run(desk, NOW) == 1
    found = store.member(bo.id)
    assert found is not None and found.next_at is not None
    assert due.run(desk, NOW) == 0
