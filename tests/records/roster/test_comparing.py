"""What a list changes, and what it never does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from records.meetings import week_of
from records.model import Role, State
from records.participation import Rows
from records.participation.book import book
from records.participation.turnout import turnout
from records.people.office import Office as Held
from records.people.own import CONSENT, Consent
from records.people.rights import organized
from records.roster import What, adopt
from tests.records.roster.lists import (
    BRANCHES,
    NORTH,
    NOW,
    PLACES,
    SOUTH,
    WEEK,
    Office,
    codes,
    listing,
    told,
)  # fmt: skip
from tests.records.two import invite

LIST = """
Name       | Phone         | Branch | Language
Ann Miller | 0151 123 4567 | North  | en
Bo Chen    | 0151 765 4321 | North  | zh
王小明      | 0151 111 2222 | 南区    | 中文
"""


def test_a_first_list_puts_everybody_on_the_roster_not_linked_yet() -> None:
    office = Office()
    made = office.diff(LIST)
    assert told(made) == {"new": ["Ann Miller", "Bo Chen", "王小明"]} and codes(made) == []
    assert office.store.members() == [], "comparing changes nothing"
    office.apply(LIST)
    assert [(m.name, m.branch, m.language, m.state) for m in office.store.members()] == [
        ("Ann Miller", NORTH, "en", State.INVITED), ("Bo Chen", NORTH, "zh", State.INVITED),
        ("王小明", SOUTH, "zh", State.INVITED)]  # fmt: skip


def test_the_same_list_again_changes_nobody() -> None:
    office = Office()
    office.apply(LIST)
    before = office.store.members()
    again = office.apply(LIST)
    assert again.changes_nothing and office.store.members() == before
    assert len(office.store.spells(NORTH)) == 2


def test_a_name_that_changes_is_still_the_same_person() -> None:
    office = Office()
    office.apply(LIST)
    ann = office.named("Ann Miller")
    made = office.apply(LIST.replace("Ann Miller", "Ann Smith"))
    assert told(made) == {"changed": ["Ann Smith"], "same": ["Bo Chen", "王小明"]}
    assert office.named("Ann Smith").id == ann.id


def test_a_new_number_is_found_by_the_name_and_known_from_then_on() -> None:
    office = Office()
    office.apply(LIST)
    moved = LIST.replace("0151 123 4567", "0170 999 8888")
    assert told(office.apply(moved)) == {"same": ["Ann Miller", "Bo Chen", "王小明"]}
    again = office.diff(moved.replace("Ann Miller", "Anna Miller"))
    assert told(again)["changed"] == ["Anna Miller"]


def test_a_number_that_went_to_somebody_else_is_not_taken_for_a_new_name() -> None:
    office = Office()
    office.apply(LIST)
    made = office.diff(LIST.replace("Ann Miller", "Zoltan Kovács"))
    assert told(made) == {
        "new": ["Zoltan Kovács"],
        "same": ["Bo Chen", "王小明"],
        "gone": ["Ann Miller"],
    }
    assert codes(made) == [(2, "other-name")]


def test_who_is_on_the_list_no_more_has_left_from_now_on_and_comes_back_with_it() -> None:
    office = Office()
    office.apply(LIST)
    without = "\n".join(line for line in LIST.splitlines() if "Bo" not in line)
    assert told(office.apply(without))["gone"] == ["Bo Chen"]
    bo = office.named("Bo Chen")
    assert bo.state is State.LEFT
    assert told(office.diff(without)) == {"same": ["Ann Miller", "王小明"]}
    assert told(office.apply(LIST))["back"] == ["Bo Chen"]
    assert office.named("Bo Chen") == replace(bo, state=State.INVITED)


def test_a_list_of_one_branch_takes_nobody_off_another() -> None:
    office = Office()
    office.apply(LIST)
    only = "\n".join(line for line in LIST.splitlines() if "南区" not in line)
    assert told(office.diff(only)) == {"same": ["Ann Miller", "Bo Chen"]}


def test_nobody_vanishes_from_a_week_that_has_begun() -> None:
    """E is the roster at the start: who is taken off in it, or moves away, is counted till its
    end, and whoever comes is not counted before the next."""
    office = Office(now=NOW - 2 * WEEK)
    office.apply(LIST)
    office.now = NOW
    office.apply("""
        Name       | Phone         | Branch
        Bo Chen    | 0151 765 4321 | 南区
        王小明      | 0151 111 2222 | 南区
        Cy New     | 0151 333 4444 | North
    """)
    store, people = office.store, {}
    for weeks in (0, 1):
        for key in (NORTH, SOUTH):
            week = week_of(BRANCHES[key], (NOW + weeks * WEEK).date())
            rows = Rows(store.been_in(key), store.spells(key), [], [])
            e = turnout(book(rows, BRANCHES[key]), week).present
            people[key, weeks] = sorted(
                who.name for one in e if (who := store.member(one.member)) is not None
            )
    assert people == {
        (NORTH, 0): ["Ann Miller", "Bo Chen"], (SOUTH, 0): ["王小明"],
        (NORTH, 1): ["Cy New"], (SOUTH, 1): ["Bo Chen", "王小明"],
    }  # fmt: skip


def test_members_who_came_by_a_link_and_are_on_no_list_stay() -> None:
    office = Office()
    store = office.store
    ann = store.link(invite(store, "a"), "41", "ann  MILLER", "en", NOW)
    store.link(invite(store, "b"), "42", "Eve", "en", NOW)
    made = office.apply(LIST)
    assert told(made) == {"changed": ["Ann Miller"], "new": ["Bo Chen", "王小明"]}
    assert made.by_link == 1 and office.named("Eve").state is State.LINKED
    assert office.named("Ann Miller").id == ann.id, "found by her name"
    assert office.named("Ann Miller").language == "en"


def test_who_opened_the_bot_keeps_the_language_they_chose() -> None:
    office = Office()
    office.apply(LIST)
    ann, store = office.named("Ann Miller"), office.store
    store.link(invite(store, "a", member=ann), "41", "A", "zh", NOW)
    assert told(office.diff(LIST)) == {"same": ["Ann Miller", "Bo Chen", "王小明"]}
    changed = office.diff(LIST.replace("| North  | zh", "| North  | en"))
    assert told(changed)["changed"] == ["Bo Chen"]


def test_who_stopped_themselves_is_not_brought_back_by_a_list() -> None:
    office = Office()
    office.apply(LIST)
    store, ann, bo = office.store, office.named("Ann Miller"), office.named("Bo Chen")
    for one, address in ((ann, "41"), (bo, "42")):
        store.link(invite(store, "a", member=one), address, "A", "en", NOW)
        store.agree(Consent(one.id, CONSENT, "", NOW))
    store.withdraw(ann.id, NOW)
    for one in (ann, bo):
        store.move(one.id, State.LEFT, NOW)
    made = office.apply(LIST)
    assert told(made) == {"same": ["Ann Miller", "王小明"], "back": ["Bo Chen"]}
    assert made.stopped == 1
    assert office.named("Ann Miller").state is State.LEFT
    assert office.named("Bo Chen").state is State.LINKED


# --- rows that cannot be used ---------------------------------------------------------------------


@pytest.mark.parametrize(("row", "code"), [
    ("| 0151 | North", "no-name"), ("Dan | | Nroth", "unknown-branch"), ("Dan | |", "no-branch"),
])  # fmt: skip
def test_a_row_with_a_slip_is_left_out_and_told(row: str, code: str) -> None:
    made = Office().diff(f"Name | Phone | Branch\nAnn | 0151 123456 | North\n{row}")
    assert told(made) == {"new": ["Ann"]} and codes(made) == [(3, code)]
    assert made.remarks[0].left_out


def test_a_near_miss_is_guessed_at_and_said() -> None:
    [remark] = listing("Name | Branch\nAnn | Nrth").remarks
    assert dict(remark.values) == {"said": "Nrth", "known": "North"}


def test_a_slip_in_a_row_takes_nobody_off_the_list() -> None:
    office = Office()
    office.apply(LIST)
    made = office.diff(LIST.replace("4567 | North", "4567 | Nroth"))
    assert told(made) == {"same": ["Bo Chen", "王小明"]}
    assert codes(made) == [(2, "unknown-branch")]


def test_rows_without_a_branch_are_of_the_only_one() -> None:
    made = Office().diff("Name | Phone\nAnn | 0151 123456", replace(PLACES, default=SOUTH))
    assert [(one.name, one.branch) for one in made.changes] == [("Ann", SOUTH)]


def test_the_second_row_of_one_person_is_left_out() -> None:
    made = Office().diff("""
        Name | Number | Branch
        Ann  | 7      | North
        Anne | 7      | North
        Bo   | 8      | North
    """.replace("Number", "Member no."))  # fmt: skip
    assert told(made) == {"new": ["Ann", "Bo"]}
    assert [(one.row, one.code, dict(one.values)) for one in made.remarks] == [
        (3, "twice", {"first": "2"})]  # fmt: skip


def test_a_name_alone_moves_where_it_would_go_here_and_come_there() -> None:
    office = Office()
    office.apply("Name | Branch\nAnn | North\nBo | North\nCy | 南区")
    ids = {one.name: one.id for one in office.store.members()}
    made = office.apply("Name | Branch\nAnn | North\nBo | 南区\nCy | 南区")
    assert told(made) == {"same": ["Ann", "Cy"], "moved": ["Bo"]}
    assert office.named("Bo").id == ids["Bo"] and office.named("Bo").branch == SOUTH
    both = office.diff("Name | Branch\nAnn | North\nCy | North\nCy | 南区")
    assert told(both) == {"same": ["Ann", "Cy"], "new": ["Cy"], "gone": ["Bo"]}


def test_two_of_one_name_need_something_to_tell_them_apart() -> None:
    office = Office()
    made = office.diff("Name | Branch\nAnn | North\nAnn | North\nAnn | 南区")
    assert told(made) == {"new": ["Ann"]} and codes(made) == [(2, "same-name"), (3, "same-name")]
    told_apart = "Name | Phone | Branch\nAnn | 015112345 | North\nAnn | 015154321 | North"
    assert told(office.apply(told_apart)) == {"new": ["Ann", "Ann"]}
    assert told(office.diff(told_apart)) == {"same": ["Ann", "Ann"]}


def test_a_familys_telephone_tells_nobody_apart() -> None:
    family = "Name | Phone | Branch\nAnn Lee | 015112345 | North\nBo Lee | 015112345 | North"
    office = Office()
    made = office.apply(family)
    assert told(made) == {"new": ["Ann Lee", "Bo Lee"]}
    assert codes(made) == [(2, "shared-contact"), (3, "shared-contact")]
    assert told(office.diff(family)) == {"same": ["Ann Lee", "Bo Lee"]}


# --- rights ---------------------------------------------------------------------------------------

ROLES = """
Name       | Phone         | Branch | Role
Ann Miller | 0151 123 4567 | North  | organizer
Bo Chen    | 0151 765 4321 | North  | 成员
王小明      | 0151 111 2222 | 南区    | 管理员
"""


def test_an_administrators_list_makes_organizers_and_unmakes_them() -> None:
    office = Office()
    made = office.apply(ROLES)
    assert codes(made) == [(4, "administrator")], "administrators are named by hand alone"
    ann = office.named("Ann Miller")
    assert organized(office.store, ann) == {NORTH} and ann.role is Role.ORGANIZER
    swapped = ROLES.replace("organizer", "x").replace("成员", "组织者").replace("| x", "| member")
    assert told(office.apply(swapped))["changed"] == ["Ann Miller", "Bo Chen"]
    assert organized(office.store, office.named("Ann Miller")) == frozenset()
    assert organized(office.store, office.named("Bo Chen")) == {NORTH}


def test_a_list_that_says_nothing_of_roles_leaves_them() -> None:
    office = Office()
    office.apply(ROLES)
    made = office.apply(LIST)
    assert told(made) == {"same": ["Ann Miller"], "changed": ["Bo Chen", "王小明"]}, "languages"
    assert organized(office.store, office.named("Ann Miller")) == {NORTH}


def test_an_organizers_list_makes_nobody_an_organizer() -> None:
    """A09, by way of a file."""
    office = Office(keeps=(NORTH,), names=())
    made = office.apply(ROLES)
    assert told(made) == {"new": ["Ann Miller", "Bo Chen"]}
    assert codes(made) == [(2, "role-not-yours"), (4, "administrator"), (4, "not-yours")]
    assert office.store.offices(office.named("Ann Miller").id) == []


def test_nobody_is_brought_over_from_a_branch_that_one_does_not_keep() -> None:
    """A06: not without those who keep the other one."""
    Office_ = Office()
    Office_.apply(LIST)
    mine = Office(Office_.store, keeps=(SOUTH,), names=())
    made = mine.apply("Name | Phone | Branch\nAnn Miller | 0151 123 4567 | 南区")
    assert codes(made) == [(2, "elsewhere")]
    assert mine.named("Ann Miller").branch == NORTH
    both = Office(Office_.store).apply("Name | Phone | Branch\nAnn Miller | 0151 123 4567 | 南区")
    assert told(both)["moved"] == ["Ann Miller"]


def test_leaving_somebody_out_takes_no_office_that_is_not_ones_own_to_take() -> None:
    office = Office()
    office.apply(LIST)
    ann, bo = office.named("Ann Miller"), office.named("Bo Chen")
    office.store.grant(Held(bo.id, Role.ADMINISTRATOR, None, NOW))
    short = "Name | Branch\nCy | North"
    mine = Office(office.store, keeps=(NORTH,), names=(), guarded=(bo.id,), me=ann.id)
    made = mine.apply(short)
    assert told(made) == {"new": ["Cy"]}
    assert codes(made) == [(0, "yourself"), (0, "holds-a-role")]
    assert told(Office(office.store).apply(short))["gone"] == ["Ann Miller", "Bo Chen"]
    assert office.store.offices(bo.id) == [], "what they held ends with it"


def test_part_of_a_list_is_told_before_it_empties_a_branch() -> None:
    office = Office()
    rows = [f"Member {n} | 01511234{n:02} | North" for n in range(10)]
    head = "Name | Phone | Branch"
    office.apply("\n".join([head, *rows]))
    assert office.diff("\n".join([head, *rows[:6]])).empties == []
    assert office.diff("\n".join([head, *rows[:4]])).empties == [NORTH]


# --- a link of one's own --------------------------------------------------------------------------


def test_who_came_by_the_branchs_link_takes_over_their_line_of_the_list() -> None:
    office = Office()
    office.apply(ROLES)
    store, listed = office.store, office.named("Ann Miller")
    annie = store.link(invite(store, "a"), "41", "Annie", "zh", NOW)
    adopt(store, listed.id, annie.id, NOW + WEEK)
    assert office.store.member(annie.id) == replace(annie, name="Ann Miller", role=Role.ORGANIZER)
    twin = store.member(listed.id)
    assert twin is not None and twin.state is State.LEFT and store.offices(twin.id) == []
    again = office.diff(LIST).changes[0]
    assert (again.what, again.member) == (What.SAME, annie.id)


def test_a_line_that_is_somebodys_is_not_taken_over() -> None:
    office = Office()
    office.apply(LIST)
    store, ann, bo = office.store, office.named("Ann Miller"), office.named("Bo Chen")
    store.link(invite(store, "a", member=ann), "41", "A", "en", NOW)
    adopt(store, bo.id, ann.id, NOW)
    adopt(store, ann.id, bo.id, NOW)
    assert told(office.diff(LIST)) == {"same": ["Ann Miller", "Bo Chen", "王小明"]}


def test_a_personal_link_dies_with_the_place_on_the_list() -> None:
    office = Office()
    office.apply(LIST)
    store, bo = office.store, office.named("Bo Chen")
    way = invite(store, "a", member=bo, uses=1)
    office.apply("Name | Phone | Branch\nAnn Miller | 0151 123 4567 | North")
    assert store.invited(way.code, NOW) is None
    office.apply(LIST)
    assert store.invited(way.code, NOW) == way
