"""The meeting pack: what it is made of, and what it never tells."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.item import ItemId
from records.meetings import Period, meeting_periods, weeks_until
from records.model import MemberId, State
from records.participation import (
    FollowUp,
    Hidden,
    Measures,
    Question,
    Share,
    Summary,
    Tried,
    Value,
    Wrong,
    measure,
    share,
    summarise,
)
from records.participation.arguing import MOST, to_argue
from records.participation.discussing import discussed, three_weeks_later
from records.participation.discussion import discussion_gain
from records.participation.interval import withheld
from records.participation.pack import Pack, Since, applied, pack, wanted
from records.participation.packed import freeze_pack, thaw_pack
from records.participation.pooled import POOLED, pool, pool_values
from records.participation.rows import Rows
from tests.records.histories import DAY, HOUR, NORTH, History, question, seeded

ROWS, LAST = seeded(1, members=24, weeks=12)
NOVEMBER = meeting_periods(NORTH, LAST.end - 70 * DAY, LAST.end)[-1]


def weeks_of(period: Period, rows: Rows = ROWS) -> list[Summary]:
    """The weeks that ended in it, as Mondays told them."""
    found = [w for w in weeks_until(NORTH, LAST, 12) if period.start < w.end <= period.end]
    return [summarise(rows, NORTH, week, week.end + 9 * HOUR) for week in found]


def november(**more: object) -> Pack:
    since = Since(weeks=weeks_of(NOVEMBER), votes={"fire": 7, "law": 5, "art": 4})
    return pack(ROWS, NORTH, NOVEMBER, NOVEMBER.end, replace(since, **more))  # type: ignore[arg-type]


def asked(
    name: str, n: float, of: int, *, wrong: tuple[str, int] | None = None, form: str = "single",
    key: bool = False, unclear: int = 0, facility: Share | None = None,
) -> Question:  # fmt: skip
    chosen = Wrong(wrong[0], share(wrong[1], of)) if wrong else None
    told = facility or share(n, of)
    return Question(ItemId(name), form, (("en", name),), f"{name}.md", 1, of, told, None,
                    chosen, key, unclear)  # fmt: skip


# --- questions worth an argument ---


def test_three_at_most_and_only_those_that_divide() -> None:
    week = [asked("easy", 14, 15), asked("hard", 2, 15), *(asked(f"q{n}", 8, 15) for n in range(5))]
    found = to_argue([week])
    assert [one.item for one in found] == ["q0", "q1", "q2"]
    assert len(found) == MOST


@pytest.mark.parametrize(("right", "argued"), [(6, False), (7, True), (14, True), (15, False)])
def test_the_borders_are_35_and_70_percent(right: int, argued: bool) -> None:
    assert bool(to_argue([[asked("q", right, 20)]])) is argued


def test_first_with_a_shared_wrong_answer_then_nearest_to_half_then_tried_more() -> None:
    week = [
        asked("half", 10, 20),
        asked("often", 20, 40),
        asked("near", 9, 20),
        asked("shared", 8, 20, wrong=("B", 7)),
    ]
    assert [one.item for one in to_argue([week])] == ["shared", "often", "half"]


def test_none_that_was_used_or_is_to_be_fixed_first() -> None:
    week = [asked("used", 5, 10), asked("key", 5, 10, key=True), asked("fog", 5, 10, unclear=5)]
    assert to_argue([week], {ItemId("used")}) == ()


def test_weeks_that_withheld_it_are_left_out() -> None:
    told, few = asked("q", 6, 12), asked("q", 0, 0, facility=withheld())
    (found,) = to_argue([[few], [told], [few]])
    assert (found.facility.n, found.facility.of) == (6, 12)
    assert to_argue([[few], [few]]) == ()


def test_the_weeks_are_added_up() -> None:
    weeks = [[asked("q", 6, 12, wrong=("B", 6))], [asked("q", 4, 9, wrong=("B", 5))]]
    (found,) = to_argue(weeks)
    assert (found.facility.n, found.facility.of) == (10, 21)
    assert found.wrong and (found.wrong.chosen.n, found.wrong.chosen.of) == (11, 21)


@pytest.mark.parametrize(("taken", "told"), [(5, True), (6, None), (9, None), (10, True)])
def test_how_many_took_the_wrong_one_is_withheld_where_the_rest_are_few(
    taken: int, told: bool | None
) -> None:
    """20 tried it, 10 were right: 10 - taken chose something else."""
    (found,) = to_argue([[asked("q", 10, 20, wrong=("B", taken))]])
    assert found.wrong and found.wrong.text == "B"
    assert (found.wrong.chosen.n == taken) is bool(told)
    if not told:
        assert found.wrong.chosen == withheld()


# --- pooled weeks ---


def test_pooled_shares_and_means() -> None:
    assert pool([share(3, 10), withheld(), share(5, 20)]) == share(8, 30)
    assert pool([withheld(), withheld()]) == withheld()
    assert pool([]) == share(0, 0)
    mean = pool_values([Value(0.5, "share", 10), Value(-0.25, "share", 30), Value(None, "share")])
    assert (mean.value, mean.of) == (-0.0625, 40)
    few = pool_values([Value(None, "share", None, Hidden.FEW)])
    assert (few.value, few.hidden) == (None, Hidden.FEW)


def test_what_tells_how_right_people_were_follows_from_the_weeks_alone() -> None:
    """Nothing of it changes with the rows, as long as the Mondays told the same."""
    silent = replace(ROWS, answers=[replace(one, mark=None) for one in ROWS.answers])
    since = Since(weeks=weeks_of(NOVEMBER), votes={})
    one = pack(ROWS, NORTH, NOVEMBER, NOVEMBER.end, since)
    other = pack(silent, NORTH, NOVEMBER, NOVEMBER.end, since)
    assert one == other
    assert one.questions


# --- once told ---


def test_votes_and_trials_are_told_once() -> None:
    early = november(votes=None)
    assert early.told.hidden is Hidden.OPEN
    assert early.told.topics == ()
    assert early.told.applied.yes.hidden is Hidden.OPEN
    told = november().told
    assert [(one.topic, one.votes) for one in told.topics] == [("fire", 7), ("law", 5)]
    assert november(told=told, votes={"art": 99}).told is told


def test_topics_under_five_votes_are_not_told() -> None:
    assert wanted({"a": 4, "b": 1}) == ()


def trials(**counts: int) -> tuple[list[FollowUp], list[Summary]]:
    week = weeks_of(NOVEMBER)[0]
    at, replies = week.start + DAY, [Tried[name] for name, n in counts.items() for _ in range(n)]
    rows = [FollowUp(MemberId(n), ItemId("t"), at, reply) for n, reply in enumerate(replies)]
    said = share(counts["YES"], len(replies))
    measures = replace(week.measures, applied=said, applied_replies=share(len(rows), len(rows)))
    return rows, [replace(week, measures=measures)]


def test_not_yet_and_not_possible_are_told_from_five_each() -> None:
    found = applied(*trials(YES=6, NOT_YET=5, NOT_POSSIBLE=5))
    assert (found.yes.n, found.not_yet.n, found.not_possible.n) == (6, 5, 5)
    assert {found.yes.of, found.not_yet.of, found.not_possible.of} == {16}


@pytest.mark.parametrize(("not_yet", "never"), [(5, 4), (1, 9), (9, 1)])
def test_one_under_five_hides_both(not_yet: int, never: int) -> None:
    """The one would follow from the other."""
    found = applied(*trials(YES=6, NOT_YET=not_yet, NOT_POSSIBLE=never))
    assert found.yes.n == 6
    assert found.not_yet == found.not_possible == withheld()


def test_a_reply_changed_since_it_was_told_hides_the_split() -> None:
    rows, weeks = trials(YES=6, NOT_YET=5, NOT_POSSIBLE=5)
    changed = [replace(rows[-1], reply=Tried.YES), *rows[:-1]]
    assert applied(changed, weeks).not_yet == withheld()
    assert applied(changed, weeks).yes.n == 6


# --- the period ---


def test_a_branch_of_four_gets_totals_alone() -> None:
    rows, _ = seeded(4, members=4, weeks=12)
    weeks = weeks_of(NOVEMBER, rows)
    found = pack(rows, NORTH, NOVEMBER, NOVEMBER.end, Since(weeks=weeks, votes={}))
    assert found.small
    assert found.questions == ()
    assert found.average == withheld()
    assert found.told.applied.yes == withheld()
    told = {name for name, one in found.measures.each().items() if one.hidden is None}
    assert told == {"roster", "sent", "answers"}


def test_a_new_branchs_first_pack_holds_what_its_mondays_told() -> None:
    """Nobody was there when the period began; from the week after on there were twelve."""
    story, wrong = History(), 7
    begun = NOVEMBER.start + 3 * DAY
    people = story.joined(12, begun)
    sent = begun + 8 * DAY
    for n, member in enumerate(people):
        delivery = story.send(member, sent, question("divides"))
        story.answer(delivery, sent + HOUR, 0.0 if n < wrong else 1.0)
    rows = story.rows()
    weeks = weeks_of(NOVEMBER, rows)
    found = pack(
        rows, NORTH, NOVEMBER, NOVEMBER.end, Since(weeks=weeks, votes={"fire": 6, "law": 4})
    )
    assert found.small and found.measures.active.hidden
    assert [one.facility.n for one in found.questions] == [12 - wrong]
    assert found.average == pool(week.measures.active for week in weeks)
    assert found.average.n == 12 and found.change is None
    assert [one.topic for one in found.told.topics] == ["fire"]
    assert found.told.applied.yes == withheld()


def test_frozen_and_thawed_it_is_the_same_without_the_box() -> None:
    found = replace(november(), box=("Why so late?",))
    assert thaw_pack(freeze_pack(found)) == replace(found, box=())
    assert "Why so late" not in freeze_pack(found)


SUMS = ("sent", "answers", "answered", "unanswered", "unreached", "paused", "excused")


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 40), st.integers(5, 30))
def test_sums_over_periods_equal_the_total(seed: int, members: int) -> None:
    rows, week = seeded(seed, members=members, weeks=12)
    start, end = week.end - 84 * DAY, week.end
    inner = meeting_periods(NORTH, start, end)
    borders = [start, *(one.start for one in inner), inner[-1].end, end]
    spans = [Period(a, b, "") for a, b in pairwise(borders)]
    whole = measure(rows, NORTH, Period(start, end, ""), end)
    parts = [measure(rows, NORTH, one, end).each() for one in spans if one.start < one.end]
    for name in SUMS:
        values = [part[name] for part in parts]
        total = whole.each()[name]
        assert isinstance(total, Value)
        if total.value is not None and all(one.hidden is None for one in values):
            assert sum(one.value or 0 for one in values if isinstance(one, Value)) == total.value


@settings(deadline=None, max_examples=60)
@given(
    st.integers(0, 30),
    st.integers(0, 11),
    st.integers(1, 27),
    st.sampled_from([State.LEFT, State.PAUSED]),
)
def test_leaving_or_pausing_never_raises_a_rate(
    seed: int, who: int, day: int, state: State
) -> None:
    """Somebody takes themselves away after the first item reached them in the period."""
    rows, _ = seeded(seed, members=12, weeks=12)
    member = rows.members[who].id
    at = NOVEMBER.start + day * DAY
    pushed = [one.sent for one in rows.deliveries if one.member == member and one.sent
              and NOVEMBER.start <= one.sent < at]  # fmt: skip
    if not pushed:
        return
    story = History(members=list(rows.members), spells=list(rows.spells))
    story.move(member, state, at)
    gone = replace(rows, spells=story.spells, answers=[
        one for one in rows.answers if one.member != member or one.received < at
    ])  # fmt: skip
    since = Since(weeks=(), votes={})
    before = pack(rows, NORTH, NOVEMBER, NOVEMBER.end, since).measures
    after = pack(gone, NORTH, NOVEMBER, NOVEMBER.end, since).measures
    for name in ("active", "active_linked", "response", "linked", "reach"):
        assert rate(after, name) <= rate(before, name) + 1e-12, name


def rate(measures: Measures, name: str) -> float:
    one = measures.each()[name]
    assert isinstance(one, Share)
    return one.ratio if one.ratio is not None else 0.0


# --- votes at the meeting ---

AT = NOVEMBER.start + 2 * HOUR


def votes(*marks: int, first: int = 1) -> dict[MemberId, float]:
    return {MemberId(first + n): float(mark) for n, mark in enumerate(marks)}


def test_before_and_after_are_of_the_same_people() -> None:
    before = votes(1, 0, 0, 0, 1, 0, 0, 1, 1, 1)
    after = votes(1, 1, 1, 0, 1, 0, 0, 1, first=1)
    told = discussed("a", ItemId("q"), (("en", "Q"),), AT, before, after)
    assert told.people == 8
    assert (told.before.n, told.before.of) == (3, 8)
    assert (told.after.n, told.after.of) == (5, 8)
    assert told.gain == 0.25


def test_four_people_get_no_numbers() -> None:
    told = discussed("a", ItemId("q"), (), AT, votes(1, 0, 0, 0), votes(1, 1, 0, 1))
    assert (told.people, told.before, told.after, told.gain) == (None, withheld(), withheld(), None)


def test_three_weeks_later_of_those_who_answered_all_three() -> None:
    both = votes(1, 0, 1, 0, 1, 0, 1, 0)
    again = votes(1, 1, 1, 0, 1, 0, 1, 0, 1, 1)
    assert (three_weeks_later(both, both, again).n, three_weeks_later(both, both, again).of) == (
        5, 8)  # fmt: skip
    assert three_weeks_later(both, both, votes(1, 0, 1, 0)) == withheld()


def test_the_gain_is_of_told_questions_alone() -> None:
    told = discussed("a", ItemId("q"), (), AT, votes(*[1] * 3 + [0] * 5), votes(*[1] * 5 + [0] * 3))
    untold = discussed("b", ItemId("r"), (), AT, votes(*[0] * 8), votes(*[1] * 5 + [0] * 3))
    assert discussion_gain([told, untold], NOVEMBER) == Value(0.25, "share", 8, real=False)
    assert discussion_gain([untold], NOVEMBER) == Value(None, "share", 0)
    assert november(discussions=[told, untold]).measures.discussion_gain.value == 0.25


# --- two snapshots that differ by one member ---


def test_two_looks_at_a_running_period_that_differ_by_one_answer_tell_no_answer() -> None:
    """Whoever sees Ann answer in between, and looks before and after, learns nothing of it."""
    ann, at = ROWS.members[0].id, NOVEMBER.end - 3 * DAY
    item = question("topic-ann")
    packs = []
    for mark in (0.0, 1.0):
        story = History(members=list(ROWS.members), spells=list(ROWS.spells),
                        deliveries=list(ROWS.deliveries), answers=list(ROWS.answers))  # fmt: skip
        delivery = story.send(ann, at, item)
        story.answer(delivery, at + HOUR, mark=mark)
        since = Since(weeks=weeks_of(NOVEMBER), votes=None)
        packs.append(pack(story.rows(), NORTH, NOVEMBER, at + 2 * HOUR, since))
    assert packs[0] == packs[1]


def test_a_period_and_its_weeks_cannot_be_subtracted() -> None:
    """Every pooled number is the sum of numbers that were told: nothing is left over."""
    found = november()
    weeks = [week.measures.each() for week in weeks_of(NOVEMBER)]
    for name in POOLED:
        one = found.measures.each()[name]
        if isinstance(one, Share) and one.n is not None:
            parts = [week[name] for week in weeks]
            assert one.n == sum(p.n or 0 for p in parts if isinstance(p, Share))
            assert one.of == sum(p.of or 0 for p in parts if isinstance(p, Share))
