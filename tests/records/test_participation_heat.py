"""Members by weeks: every column sums to what was published, and nobody unnamed can be found."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from records.meetings import week_of
from records.model import MemberId, State
from records.participation import K, Rows, summarise
from records.participation.heat import Heat, Part, heat
from records.participation.summary import Week
from tests.records.histories import DAY, HOUR, NORTH, WEEK, History, seeded, utc

MONDAY = utc("2026-11-15T23:00:00")
LAST = week_of(NORTH, MONDAY.date() + DAY)


def story(people: int) -> tuple[History, list[MemberId], list[Week]]:
    """So many: the first answers, the second does not, the third is not reached, the fourth has
    paused; the others answer. One told week."""
    made = History()
    members = made.joined(people, MONDAY - 3 * WEEK)
    made.move(members[3], State.PAUSED, MONDAY - DAY)
    for n, member in enumerate(members):
        if n not in (2, 3):
            sent = made.send(member, MONDAY + 8 * HOUR)
            if n != 1:
                made.answer(sent, MONDAY + 9 * HOUR)
    summary = summarise(made.rows(), NORTH, LAST, LAST.end + DAY)
    return made, members, list(summary.weeks[-1:])


def test_each_of_the_four_things_by_name_and_the_rest_arranged() -> None:
    made, members, weeks = story(9)
    names = {members[n]: name for n, name in enumerate(("Di", "Ann", "Cy", "Bo"))}
    shown = heat(made.rows(), NORTH, weeks, names)
    assert [(row.name, *row.cells) for row in shown.named] == [
        ("Ann", Part.QUIET), ("Bo", Part.AWAY), ("Cy", Part.UNREACHED), ("Di", Part.ACTIVE),
    ]  # fmt: skip
    assert shown.others == ((Part.ACTIVE,),) * 5


def test_a_week_is_withheld_whole_where_fewer_than_five_would_be_left_without_a_name() -> None:
    made, members, weeks = story(9)
    names = {one: f"M{one}" for one in members[:5]}
    shown = heat(made.rows(), NORTH, weeks, names)
    assert shown == Heat(tuple(weeks), (False,), (), ())


def test_where_all_agreed_all_are_shown_and_nobody_is_left() -> None:
    made, members, weeks = story(9)
    shown = heat(made.rows(), NORTH, weeks, {one: f"M{one}" for one in members})
    assert (len(shown.named), shown.others, shown.told) == (9, (), (True,))


def test_a_branch_of_four_has_no_rows_whoever_agreed() -> None:
    made, members, weeks = story(4)
    shown = heat(made.rows(), NORTH, weeks, {one: f"M{one}" for one in members})
    assert shown == Heat(tuple(weeks), (False,), (), ())


def test_two_looks_with_one_erased_in_between_are_the_same_look() -> None:
    made, members, weeks = story(11)
    names = {members[0]: "Ann"}
    before = heat(made.rows(), NORTH, weeks, names)
    for gone in members[1:]:
        assert heat(without(made.rows(), gone), NORTH, weeks, names) == before


def test_who_takes_the_consent_back_stands_among_the_others_and_nothing_else_changes() -> None:
    made, members, weeks = story(11)
    both = heat(made.rows(), NORTH, weeks, {members[0]: "Ann", members[1]: "Bo"})
    one = heat(made.rows(), NORTH, weeks, {members[0]: "Ann"})
    assert one.named == both.named[:1]
    assert Counter(one.others) - Counter(both.others) == Counter([(Part.QUIET,)])


def without(rows: Rows, gone: MemberId) -> Rows:
    """As the records are after /forget."""
    return replace(
        rows,
        members=[one for one in rows.members if one.id != gone],
        spells=[one for one in rows.spells if one.member != gone],
        deliveries=[one for one in rows.deliveries if one.member != gone],
        answers=[one for one in rows.answers if one.member != gone],
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 30), st.data())
def test_every_column_is_what_was_published_and_no_row_below_is_a_person(
    seed: int, members: int, data: st.DataObject
) -> None:
    rows, last = seeded(seed, members=members, weeks=6)
    weeks = summarise(rows, NORTH, last, last.end + DAY).weeks
    ids = [one.id for one in rows.members]
    names = {one: f"M{one}" for one in data.draw(st.sets(st.sampled_from(ids)))}
    shown = heat(rows, NORTH, weeks, names)
    for n, week in enumerate(weeks):
        named = Counter(row.cells[n] for row in shown.named if row.cells[n])
        others = [row[n] for row in shown.others if row[n]]
        if not shown.told[n]:
            assert not named and not others
            continue
        assert week.counts is not None
        both = named + Counter(others)
        assert {part: both[part] for part in Part} == {
            part: getattr(week.counts, part) for part in Part
        }
        assert len(others) == 0 or len(others) >= K
        assert others == sorted(others, key=list(Part).index), "arranged in each week anew"
