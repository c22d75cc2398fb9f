"""Meetings that were changed, codes at the door, who came: the same in every store."""

from __future__ import annotations

from dataclasses import replace

import pytest

from records.branch import Change
from records.meetings.calendar import Door, Presence, at_door
from records.model import MemberId
from records.people.own import Choices
from records.ports import NotThere, Store
from tests.records.two import DAY, HOUR, NORTH, NOW, SOUTH, Town

MEETING = NOW + 9 * DAY
MOVED = Change(MEETING, MEETING + DAY, 1, NOW)


def test_the_last_change_of_a_meeting_is_the_one_that_holds(store: Store) -> None:
    other = Change(MEETING - 30 * DAY, None, 1, NOW - 40 * DAY)
    for branch, change in ((NORTH, MOVED), (SOUTH, MOVED), (NORTH, other)):
        store.change_meeting(branch, change)
    store.change_meeting(NORTH, again := replace(MOVED, at=None, sequence=2, made=NOW + HOUR))
    assert list(store.changes(NORTH)) == [other, again]
    assert list(store.changes(SOUTH)) == [MOVED]


def test_a_meeting_has_one_code_and_keeps_it(store: Store) -> None:
    first = Door(NORTH, MEETING, "482913", NOW)
    assert store.door(NORTH, MEETING) is None
    assert store.open_door(first) == first
    assert store.open_door(replace(first, code="111111", opened=NOW + HOUR)) == first
    assert store.door(NORTH, MEETING) == first and store.door(SOUTH, MEETING) is None
    earlier = store.open_door(replace(first, planned=MEETING - DAY, code="222222"))
    assert list(store.doors(NORTH)) == [earlier, first]
    assert store.expire("doors", NOW + HOUR) == 2 and not store.doors(NORTH)


def test_who_came_came_and_who_cannot_may_come_after_all(store: Store, town: Town) -> None:
    ann, olga, bo = town.ann.id, town.olga.id, town.bo.id
    assert store.say_presence(ann, MEETING, Presence.CANNOT)
    assert not store.say_presence(ann, MEETING, Presence.CANNOT)
    assert store.say_presence(olga, MEETING, Presence.CANNOT)
    assert store.say_presence(olga, MEETING, None) and not store.say_presence(olga, MEETING, None)
    assert store.say_presence(bo, MEETING, Presence.CAME)
    assert dict(store.presence(NORTH, MEETING)) == {ann: Presence.CANNOT}
    assert store.say_presence(ann, MEETING, Presence.CAME)
    for said in (Presence.CAME, Presence.CANNOT, None):
        assert not store.say_presence(ann, MEETING, said)
    assert dict(store.presence(NORTH, MEETING)) == {ann: Presence.CAME}
    assert dict(store.presence(SOUTH, MEETING)) == {bo: Presence.CAME}
    assert not store.presence(NORTH, MEETING + DAY)
    with pytest.raises(NotThere):
        store.say_presence(MemberId(999), MEETING, Presence.CAME)


def test_who_came_is_kept_until_long_after_the_meeting_as_it_was(store: Store, town: Town) -> None:
    store.change_meeting(NORTH, MOVED)
    store.say_presence(town.ann.id, MEETING, Presence.CAME)
    store.say_presence(town.bo.id, MEETING, Presence.CAME)
    assert store.expire("presence", MEETING + HOUR) == 1
    assert store.presence(NORTH, MEETING) and not store.presence(SOUTH, MEETING)
    assert store.expire("presence", MEETING + DAY + HOUR) == 1
    assert not store.presence(NORTH, MEETING)


def test_who_is_forgotten_was_nowhere(store: Store, town: Town) -> None:
    for one in (town.ann, town.olga):
        store.say_presence(one.id, MEETING, Presence.CAME)
        store.guessed(at_door(one.id), NOW)
    assert store.erase("7001", NOW)
    assert dict(store.presence(NORTH, MEETING)) == {town.olga.id: Presence.CAME}
    assert store.guesses(NOW - DAY) == store.guesses(NOW - DAY, at_door(town.olga.id)) == 1


def test_a_member_has_word_of_meetings_until_they_want_none(store: Store, town: Town) -> None:
    store.choose(town.ann.id, Choices(meetings=False))
    assert not store.choices(town.ann.id).meetings
    assert store.choices(town.bo.id).meetings
