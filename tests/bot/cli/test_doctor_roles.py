"""What `studybot doctor` says about who is in charge."""

from __future__ import annotations

import pytest

from bot.now import now
from records.model import BranchKey, Role
from records.people.office import Office
from records.sqlite import open_store
from records.sqlite.connection import bears_two, sqlite_note
from tests.bot.cli.house import NORTH, SOUTH, House
from tests.records.two import invite

pytestmark = pytest.mark.skipif(not bears_two(), reason=sqlite_note())


def lines(house: House) -> list[str]:
    told = house.says("doctor").stdout.splitlines()
    return [one.partition("Roles: ")[2] for one in told if " Roles: " in one]


def test_a_branch_without_an_organizer_is_told_until_it_has_one(house: House) -> None:
    house.configured(NORTH, SOUTH).data.mkdir(0o700)
    store = open_store(house.database)
    ann = store.link(invite(store, "a", BranchKey("south")), "41", "Ann", "en", now())
    assert lines(house) == [
        "nobody is administrator; `studybot claim` makes the first.",
        "no organizer in south. Fix: /roles in the chat, or studybot invite south --organizer.",
    ]
    store.grant(Office(ann.id, Role.ORGANIZER, ann.branch, now()))
    store.grant(Office(ann.id, Role.ADMINISTRATOR, None, now()))
    assert lines(house) == ["1 administrator."]
    store.close()
