"""The roster: who is on it, how they come in, where they stand, when they are due."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from records.model import Invite, Member, MemberId, Role, Spell, State
from records.ports import InviteSpent, NotThere, Store
from tests.records.two import DAY, HOUR, NORTH, NOW, SOUTH, Town, code, invite, who


def test_an_invite_opens_its_branch(store: Store) -> None:
    member = store.link(invite(store, "a", SOUTH), "42", "Ann", "zh", NOW)
    assert member == Member(
        member.id, SOUTH, "Ann", "zh", State.LINKED, address="42", joined=NOW, linked=NOW
    )
    assert store.member(member.id) == store.at("42") == member
    assert store.spells(SOUTH) == [Spell(member.id, SOUTH, State.LINKED, NOW, None, NOW)]


def test_an_invite_is_found_by_its_hash_as_it_was_made(store: Store) -> None:
    made = invite(store, "a", role=Role.ORGANIZER, uses=2, expires=NOW + DAY)
    assert store.invited(code("a"), NOW) == made
    assert store.invited(code("b"), NOW) is None


def test_an_invite_runs_out_at_its_hour(store: Store) -> None:
    made = invite(store, "a", expires=NOW + DAY)
    assert store.invited(made.code, NOW + DAY - HOUR) is not None
    assert store.invited(made.code, NOW + DAY) is None
    with pytest.raises(InviteSpent):
        store.link(made, "42", "Ann", "en", NOW + DAY)


def test_an_invite_is_used_up_by_one(store: Store) -> None:
    made = invite(store, "a", uses=2)
    store.link(made, "41", "Ann", "en", NOW)
    store.link(made, "42", "Bo", "en", NOW)
    assert store.invited(made.code, NOW) is None
    with pytest.raises(InviteSpent):
        store.link(made, "43", "Cy", "en", NOW)
    assert [member.name for member in store.members()] == ["Ann", "Bo"]


def test_an_invite_nobody_keeps_opens_nothing(store: Store) -> None:
    with pytest.raises(InviteSpent):
        store.link(Invite(code("f"), NORTH, Role.MEMBER, NOW), "42", "Ann", "en", NOW)
    assert store.members() == []


def test_opening_the_link_again_uses_nothing_up(store: Store) -> None:
    made = invite(store, "a", uses=2)
    first = store.link(made, "41", "Ann", "en", NOW)
    assert store.link(made, "41", "Annie", "zh", NOW + DAY) == first
    assert store.invited(made.code, NOW) == replace(made, uses_left=1)


def test_a_linked_address_moves_to_no_other_branch(store: Store, town: Town) -> None:
    moved = store.link(invite(store, "e", SOUTH), "7001", "Ann", "en", NOW)
    assert moved == town.ann and moved.branch == NORTH


@pytest.mark.parametrize("state", [State.LEFT, State.BLOCKED, State.PAUSED, State.EXCUSED])
def test_who_opens_the_link_again_comes_back(store: Store, town: Town, state: State) -> None:
    store.move(town.ann.id, state, NOW)
    assert store.link(invite(store, "e"), "7001", "X", "zh", NOW + DAY) == town.ann


def test_an_organizers_invite_makes_organizer_of_the_own_branch_only(
    store: Store, town: Town
) -> None:
    elsewhere = store.link(invite(store, "e", SOUTH, Role.ORGANIZER), "7001", "A", "en", NOW)
    assert elsewhere.role is Role.MEMBER
    here = store.link(invite(store, "f", NORTH, Role.ORGANIZER, uses=1), "7001", "A", "en", NOW)
    assert here.role is Role.ORGANIZER and here.branch == NORTH
    assert store.invited(code("f"), NOW) is None


def test_a_members_invite_takes_nobodys_role_away(store: Store, town: Town) -> None:
    assert store.link(invite(store, "e"), "7002", "Olga", "en", NOW).role is Role.ORGANIZER


def test_the_roster_comes_before_the_link(store: Store) -> None:
    listed = store.enrol(NORTH, "Ann", "en", NOW)
    assert (listed.state, listed.joined, listed.linked, listed.address) == (
        State.INVITED,
        NOW,
        None,
        None,
    )
    other = store.enrol(NORTH, "Bo", "en", NOW)
    way = invite(store, "a", member=other, uses=1)
    came = store.link(way, "42", "Bob from Telegram", "zh", NOW + DAY)
    assert came == replace(other, state=State.LINKED, address="42", language="zh", linked=NOW + DAY)
    assert store.member(listed.id) == listed
    assert [(s.member, s.state, s.since, s.until) for s in store.spells(NORTH)] == [
        (listed.id, State.INVITED, NOW, None),
        (other.id, State.INVITED, NOW, NOW + DAY),
        (other.id, State.LINKED, NOW + DAY, None),
    ]


def test_a_personal_invite_is_for_one_person(store: Store) -> None:
    way = invite(store, "a", member=store.enrol(NORTH, "Ann", "en", NOW), uses=5)
    store.link(way, "41", "Ann", "en", NOW)
    with pytest.raises(InviteSpent):
        store.link(way, "42", "Somebody else", "en", NOW)
    assert store.at("42") is None
    assert store.invited(way.code, NOW) == replace(way, uses_left=4)


def test_a_personal_invite_may_make_an_organizer(store: Store) -> None:
    listed = store.enrol(NORTH, "Ann", "en", NOW)
    way = invite(store, "a", role=Role.ORGANIZER, member=listed)
    assert store.link(way, "41", "Ann", "en", NOW).role is Role.ORGANIZER


def test_the_roster_of_one_branch_or_all_those_who_left_included(store: Store, town: Town) -> None:
    store.move(town.bo.id, State.LEFT, NOW)
    assert [m.name for m in store.members(SOUTH)] == ["Bo", "Sven"]
    assert [m.name for m in store.members()] == ["Ida", "Jan", "Kim", "Ann", "Olga", "Bo", "Sven"]
    assert len({m.id for m in store.members()}) == 7


def test_nobody_is_there_where_nobody_is(store: Store, town: Town) -> None:
    assert store.member(MemberId(99)) is None and store.at("99") is None
    with pytest.raises(NotThere):
        store.move(MemberId(99), State.LEFT, NOW)
    with pytest.raises(NotThere):
        store.settings(MemberId(99), language="en")


@pytest.mark.parametrize(
    ("state", "reachable"),
    [
        (State.LINKED, True),
        (State.PAUSED, True),
        (State.EXCUSED, True),
        (State.BLOCKED, False),
        (State.LEFT, False),
    ],
)
def test_organizers_that_can_be_reached(
    store: Store, town: Town, state: State, reachable: bool
) -> None:
    store.move(town.olga.id, state, NOW)
    assert [m.id for m in store.organizers(NORTH)] == ([town.olga.id] if reachable else [])
    assert [m.name for m in store.organizers(SOUTH)] == ["Sven"]


def test_each_move_ends_a_spell_and_begins_one(store: Store, town: Town) -> None:
    store.move(town.ann.id, State.PAUSED, NOW, until=NOW + 7 * DAY, reason="on holiday")
    assert (who(store, town.ann).state, who(store, town.ann).until) == (State.PAUSED, NOW + 7 * DAY)
    store.move(town.ann.id, State.LINKED, NOW + DAY)
    assert who(store, town.ann).until is None
    at = town.ann.joined
    mine = [s for s in store.spells(NORTH) if s.member == town.ann.id]
    assert mine == [
        Spell(town.ann.id, NORTH, State.LINKED, at, NOW, at),
        Spell(town.ann.id, NORTH, State.PAUSED, NOW, NOW + DAY, NOW),
        Spell(town.ann.id, NORTH, State.LINKED, NOW + DAY, None, NOW + DAY),
    ]


def test_the_same_state_again_begins_no_spell_but_may_end_at_another_time(
    store: Store, town: Town
) -> None:
    store.move(town.ann.id, State.PAUSED, NOW, until=NOW + DAY)
    before = store.spells(NORTH)
    store.move(town.ann.id, State.PAUSED, NOW + HOUR, until=NOW + 9 * DAY)
    assert store.spells(NORTH) == before
    assert who(store, town.ann).until == NOW + 9 * DAY
    assert store.lapsed(NOW + 8 * DAY) == []


def test_only_a_pause_and_an_excuse_have_an_end(store: Store, town: Town) -> None:
    store.move(town.ann.id, State.LEFT, NOW, until=NOW + DAY)
    assert who(store, town.ann).until is None


def test_a_clock_put_back_makes_no_spell_end_before_it_began(store: Store, town: Town) -> None:
    store.move(town.ann.id, State.PAUSED, NOW)
    store.move(town.ann.id, State.LINKED, NOW - DAY)
    mine = [s for s in store.spells(NORTH) if s.member == town.ann.id]
    assert [(s.since, s.until, s.noted) for s in mine[1:]] == [
        (NOW, NOW, NOW),
        (NOW, None, NOW - DAY),
    ]


def test_pauses_and_excuses_lapse(store: Store, town: Town) -> None:
    store.move(town.ann.id, State.PAUSED, NOW, until=NOW + 2 * DAY)
    store.move(town.bo.id, State.EXCUSED, NOW, until=NOW + DAY)
    store.move(town.olga.id, State.PAUSED, NOW)
    assert store.lapsed(NOW + DAY - HOUR) == []
    assert [m.name for m in store.lapsed(NOW + DAY)] == ["Bo"]
    assert [m.name for m in store.lapsed(NOW + 2 * DAY)] == ["Bo", "Ann"]
    assert [m.name for m in store.lapsed(NOW + 2 * DAY, limit=1)] == ["Bo"]
    store.move(town.bo.id, State.LINKED, NOW + DAY)
    assert [m.name for m in store.lapsed(NOW + 2 * DAY)] == ["Ann"]


def test_settings_change_what_is_given(store: Store, town: Town) -> None:
    store.settings(town.ann.id, language="zh", zone="Asia/Shanghai", push="07:30", name="Anna")
    assert who(store, town.ann) == replace(
        town.ann, language="zh", zone="Asia/Shanghai", push=time(7, 30), name="Anna"
    )
    store.settings(town.ann.id, push="", zone="")
    assert who(store, town.ann) == replace(town.ann, language="zh", name="Anna")
    assert who(store, town.bo) == town.bo


def test_due_members_the_longest_due_first(store: Store, town: Town) -> None:
    store.schedule({town.ann.id: NOW, town.bo.id: NOW - HOUR, town.olga.id: NOW + HOUR})
    assert [m.name for m in store.due(NOW)] == ["Bo", "Ann"]
    assert store.due(NOW)[1].next_at == NOW
    assert [m.name for m in store.due(NOW, limit=1)] == ["Bo"]
    store.schedule({town.bo.id: None})
    assert [m.name for m in store.due(NOW)] == ["Ann"]


def test_linked_members_without_a_time_wait_to_be_scheduled(store: Store, town: Town) -> None:
    store.schedule({town.ann.id: NOW, town.sven.id: NOW})
    assert [m.name for m in store.unscheduled()] == ["Olga", "Bo"]
    assert [m.name for m in store.unscheduled(limit=1)] == ["Olga"]


@pytest.mark.parametrize("state", [State.PAUSED, State.EXCUSED, State.BLOCKED, State.LEFT])
def test_nothing_is_due_for_who_is_away_and_who_comes_back_is_scheduled_anew(
    store: Store, town: Town, state: State
) -> None:
    store.schedule({town.ann.id: NOW, town.bo.id: NOW})
    store.move(town.ann.id, state, NOW)
    assert who(store, town.ann).next_at is None
    store.schedule({town.ann.id: NOW})
    assert [m.name for m in store.due(NOW)] == ["Bo"]
    assert town.ann.id not in [m.id for m in store.unscheduled()]
    store.move(town.ann.id, State.LINKED, NOW + DAY)
    assert town.ann.id in [m.id for m in store.unscheduled()]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("</b><a href=x>", "</b><a href=x>"),
        ("Zoe\u0301", "Zo\u00e9"),
        ("a\0b", "ab"),
        ("half \ud83d of a pair", "half \ufffd of a pair"),
        ("\ud83d\ude00", "😀"),
        ("长" * 80, "长" * 64),
    ],
)
def test_a_name_is_kept_as_typed_as_far_as_it_can_be(store: Store, given: str, kept: str) -> None:
    member = store.enrol(NORTH, given, "en", NOW)
    assert member.name == who(store, member).name == kept


@pytest.mark.parametrize("address", ["1", str(2**31), str(2**52 - 1), "-100" + "9" * 10])
def test_an_address_is_kept_to_the_digit(store: Store, address: str) -> None:
    member = store.link(invite(store, "a"), address, "Ann", "en", NOW)
    assert member.address == address and store.at(address) == member


def test_links_for_several_are_called_back_and_others_stay(store: Store, town: Town) -> None:
    one = store.enrol(NORTH, "Lea", "en", NOW)
    for letter, role, member in (("e", Role.MEMBER, None), ("f", Role.ORGANIZER, None),
                                 ("1", Role.MEMBER, one)):  # fmt: skip
        invite(store, letter, NORTH, role, member=member)
    several = store.call_back(NORTH, NOW)
    assert several == 2, "the town's own link and the new one"
    assert store.invited(code("e"), NOW) is None and store.invited(code("a"), NOW) is None
    assert store.invited(code("f"), NOW) and store.invited(code("1"), NOW)
    assert store.invited(code("c"), NOW), "another branch's"
    assert store.call_back(NORTH, NOW) == 0
