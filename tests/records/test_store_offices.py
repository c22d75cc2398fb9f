"""Offices: given, taken back, resting; and moves from one branch to another."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlite_utils import Database

from records.model import MemberId, Role, Spell, State
from records.people.office import Office
from records.people.rights import administered, administers, keeps, may_give, organized
from records.ports import InviteSpent, NotThere, Store
from records.sqlite import open_store
from records.sqlite.connection import APPLICATION_ID, Connection
from records.sqlite.migrations import MIGRATIONS
from tests.records.two import DAY, NORTH, NOW, SOUTH, Town, code, invite, letter, sent, who

BOTH = (NORTH, SOUTH)


def test_an_organizer_may_be_one_of_a_branch_that_is_not_their_own(
    store: Store, town: Town
) -> None:
    office = Office(town.ann.id, Role.ORGANIZER, SOUTH, NOW, town.olga.id)
    assert store.grant(office)
    assert not store.grant(Office(town.ann.id, Role.ORGANIZER, SOUTH, NOW + DAY))
    assert store.offices(town.ann.id) == [office]
    assert organized(store, who(store, town.ann)) == {SOUTH}
    assert [m.name for m in store.organizers(SOUTH)] == ["Ann", "Sven"]
    assert who(store, town.ann).role is Role.MEMBER, "she studies with the members of North"


def test_who_organizes_their_own_branch_studies_as_one(store: Store, town: Town) -> None:
    store.grant(Office(town.ann.id, Role.ORGANIZER, NORTH, NOW))
    assert who(store, town.ann).role is Role.ORGANIZER
    assert store.revoke(town.ann.id, Role.ORGANIZER, NORTH)
    assert not store.revoke(town.ann.id, Role.ORGANIZER, NORTH)
    assert who(store, town.ann).role is Role.MEMBER
    assert organized(store, who(store, town.ann)) == frozenset()


def test_an_administrator_of_the_organisation_stands_above_every_branch(
    store: Store, town: Town
) -> None:
    store.grant(Office(town.bo.id, Role.ADMINISTRATOR, None, NOW))
    store.grant(Office(town.ann.id, Role.ADMINISTRATOR, NORTH, NOW))
    assert administers(store, town.bo, None) and administers(store, town.bo, NORTH)
    assert administers(store, town.ann, NORTH) and not administers(store, town.ann, SOUTH)
    assert not administers(store, town.ann, None)
    assert administered(store, town.bo, BOTH) == set(BOTH)
    assert administered(store, town.ann, BOTH) == keeps(store, town.ann, BOTH) == {NORTH}
    assert keeps(store, town.olga, BOTH) == {NORTH} and keeps(store, town.sven, BOTH) == {SOUTH}
    assert organized(store, town.bo) == frozenset(), "and sees no numbers for it"
    assert [m.name for m in store.holders(Role.ADMINISTRATOR, None)] == ["Bo"]
    assert [m.name for m in store.holders(Role.ADMINISTRATOR, NORTH)] == ["Ann"]


@pytest.mark.parametrize(
    ("giver", "role", "branch", "may"),
    [
        ("olga", Role.ORGANIZER, NORTH, False),
        ("olga", Role.ADMINISTRATOR, None, False),
        ("olga", Role.ADMINISTRATOR, NORTH, False),
        ("ann", Role.ORGANIZER, NORTH, True),
        ("ann", Role.ORGANIZER, SOUTH, False),
        ("ann", Role.ADMINISTRATOR, NORTH, False),
        ("bo", Role.ORGANIZER, NORTH, True),
        ("bo", Role.ADMINISTRATOR, SOUTH, True),
        ("bo", Role.ADMINISTRATOR, None, True),
        ("bo", Role.MEMBER, NORTH, False),
        ("bo", Role.ORGANIZER, None, False),
    ],
)
def test_who_may_give_what(
    store: Store, town: Town, giver: str, role: Role, branch, may: bool
) -> None:
    """A09: organizers give nothing, a branch's administrator its organizers, the whole's all."""
    store.grant(Office(town.bo.id, Role.ADMINISTRATOR, None, NOW))
    store.grant(Office(town.ann.id, Role.ADMINISTRATOR, NORTH, NOW))
    assert may_give(store, getattr(town, giver), role, branch) is may


def test_offices_rest_while_somebody_has_left(store: Store, town: Town) -> None:
    store.grant(Office(town.olga.id, Role.ADMINISTRATOR, None, NOW))
    store.move(town.olga.id, State.LEFT, NOW)
    gone = who(store, town.olga)
    assert organized(store, gone) == frozenset() and not administers(store, gone, None)
    assert store.holders(Role.ADMINISTRATOR, None) == store.holders(Role.ORGANIZER, NORTH) == []
    store.move(town.olga.id, State.LINKED, NOW + DAY)
    assert organized(store, who(store, town.olga)) == {NORTH}


def test_what_is_no_office_is_not_given(store: Store, town: Town) -> None:
    for role, branch in ((Role.MEMBER, NORTH), (Role.ORGANIZER, None)):
        with pytest.raises(ValueError, match="no such office"):
            store.grant(Office(town.ann.id, role, branch, NOW))
    with pytest.raises(NotThere):
        store.grant(Office(MemberId(99), Role.ORGANIZER, NORTH, NOW))
    assert not store.revoke(MemberId(99), Role.ORGANIZER, NORTH)


def test_the_first_administrator_comes_by_an_invite_and_the_second_does_not(
    store: Store, town: Town
) -> None:
    claim, late = (invite(store, at, NORTH, Role.ADMINISTRATOR, uses=1) for at in "ef")
    bo = store.link(claim, "7003", "Bo", "zh", NOW)
    assert bo.branch == SOUTH, "an administrator stays where they are a member"
    assert store.offices(bo.id) == [Office(bo.id, Role.ADMINISTRATOR, None, NOW)]
    assert store.invited(late.code, NOW) is None
    with pytest.raises(InviteSpent):
        store.link(late, "99", "Eve", "en", NOW)
    assert store.at("99") is None
    store.move(bo.id, State.LEFT, NOW)
    eve = store.link(late, "99", "Eve", "en", NOW)
    assert administers(store, eve, None)


def test_erasing_somebody_takes_their_offices_and_leaves_those_they_gave(
    store: Store, town: Town
) -> None:
    store.grant(Office(town.ann.id, Role.ORGANIZER, NORTH, NOW, town.olga.id))
    store.call(town.olga.id, [code("1")])
    assert store.erase("7002", NOW)
    assert store.offices(town.olga.id) == [] and store.known_as([code("1")]) == {}
    assert store.offices(town.ann.id) == [Office(town.ann.id, Role.ORGANIZER, NORTH, NOW)]


def test_a_roster_knows_people_by_hashes_of_which_each_is_one_persons(
    store: Store, town: Town
) -> None:
    store.call(town.ann.id, [code("1"), code("2")])
    store.call(town.bo.id, [code("2"), code("3")])
    assert store.known_as([code("2"), code("3"), code("4")]) == {
        code("2"): town.ann.id,
        code("3"): town.bo.id,
    }
    with pytest.raises(NotThere):
        store.call(MemberId(99), [code("5")])


def test_who_moves_stays_counted_where_they_were(store: Store, town: Town) -> None:
    before = sent(store, letter(town.ann))
    store.transfer(town.ann.id, SOUTH, NOW + DAY)
    moved = who(store, town.ann)
    assert (moved.branch, moved.state, moved.next_at) == (SOUTH, State.LINKED, None)
    joined = town.ann.joined
    of_ann = {key: [s for s in store.spells(key) if s.member == moved.id] for key in BOTH}
    assert of_ann == {
        NORTH: [
            Spell(moved.id, NORTH, State.LINKED, joined, NOW + DAY, joined),
            Spell(moved.id, NORTH, State.LEFT, NOW + DAY, None, NOW + DAY),
        ],
        SOUTH: [
            Spell(moved.id, SOUTH, State.LEFT, joined, NOW + DAY, joined),
            Spell(moved.id, SOUTH, State.LINKED, NOW + DAY, None, NOW + DAY),
        ],
    }
    assert [s.branch for s in store.spells_of(moved.id)] == [NORTH, SOUTH]
    assert moved.id in [m.id for m in store.been_in(NORTH)]
    assert {m.branch for m in store.been_in(NORTH)} == {NORTH}
    assert [m.name for m in store.members(NORTH)] == ["Ida", "Jan", "Kim", "Olga"]
    assert [d.id for d in store.deliveries(NORTH, NOW, NOW + DAY)] == [before]
    assert store.deliveries(SOUTH, NOW, NOW + DAY) == []


def test_an_organizer_who_moves_organizes_on_where_they_did(store: Store, town: Town) -> None:
    store.transfer(town.olga.id, SOUTH, NOW)
    moved = who(store, town.olga)
    assert organized(store, moved) == {NORTH} and moved.role is Role.MEMBER
    store.transfer(moved.id, SOUTH, NOW + DAY)
    assert len(store.spells_of(moved.id)) == 2


def test_records_of_before_keep_their_organizers_invites_and_spells(tmp_path: Path) -> None:
    """The step that made offices, from a file without them."""
    path = tmp_path / "study.db"
    db = Connection(path, create=True)
    with db.writing() as con:
        con.execute(f"PRAGMA application_id={APPLICATION_ID}")
        MIGRATIONS.apply(Database(db.con, strict=True), stop_before="m005_roster")
        con.execute(
            "INSERT INTO member (branch, name, language, state, role, address, joined, linked)"
            " VALUES ('north', 'Olga', 'en', 'linked', 'organizer', '7', 1, 2),"
            " ('south', 'Bo', 'en', 'left', 'member', '8', 1, 2)"
        )
        con.execute(
            "INSERT INTO spell (member, state, since, noted, reason)"
            " VALUES (1, 'linked', 1, 1, ''), (2, 'left', 1, 1, '')"
        )
        con.execute(
            "INSERT INTO invite VALUES (?, 'north', 'organizer', 1, NULL, 3, 1)", (code("a"),)
        )
    db.close()
    store = open_store(path)
    olga, bo = store.members()
    [office] = store.offices(olga.id)
    assert (office.role, office.branch, office.by) == (Role.ORGANIZER, NORTH, None)
    assert organized(store, olga) == {NORTH} and store.offices(bo.id) == []
    assert [s.branch for one in (olga, bo) for s in store.spells_of(one.id)] == [NORTH, SOUTH]
    kept = store.invited(code("a"), NOW)
    assert kept is not None and (kept.uses_left, kept.member) == (3, olga.id)
    store.close()
