"""Measures of who takes part, how often, how soon and how evenly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from math import ceil
from statistics import fmean, median

from content.item import ItemId
from records.meetings import Period, meetings, week_at, weeks_in, weeks_until
from records.model import MemberId, State
from records.participation.cut import Cut, about
from records.participation.interval import K, Share, Value, share, withheld
from records.participation.times import longest_gap, survival_median, waits
from records.participation.turnout import Turnout

WEEKS = 8
"""How many weeks a rhythm is looked for in, and how many before it a week is held against."""

STEADY = 0.75
"""From which share of the weeks on a member takes part regularly."""

EVE = timedelta(hours=48)
MOST_ACTIVE = 0.1


def linked(cut: Cut) -> Share:
    """|L|/|E|."""
    return cut.of_present(sum(one.linked for one in cut.present))


def reach(cut: Cut) -> Share:
    """Members of E with at least one item accepted for them."""
    return cut.of_present(sum(one.reached for one in cut.present))


def active(cut: Cut) -> Share:
    """Members of E with at least one answer: the headline."""
    return cut.of_present(cut.turnout.active)


def active_linked(cut: Cut) -> Share:
    """The same over L.

    Withheld where those who were linked once but are not in L any more are fewer than K: the
    two shares together would tell about them. Of the never linked it tells nothing new.
    """
    those = [one for one in cut.present if one.linked]
    lost = sum(one.ever_linked and not one.linked for one in cut.present)
    if 0 < lost < K:
        return withheld()
    return share(sum(one.answers > 0 for one in those), len(those))


def response(cut: Cut) -> Share:
    """|A|/|D|."""
    closed = sum(count for count, _ in cut.rates.values())
    in_time = sum(count for _, count in cut.rates.values())
    return share(in_time, closed, len(cut.rates))


def response_median(cut: Cut) -> Value:
    """The median of the members' own rates, over those with a delivery in D."""
    rates = [in_time / closed for closed, in_time in cut.rates.values()]
    return about(len(rates), median(rates) if rates else None, "share", len(rates))


def latency(cut: Cut) -> tuple[Value, Value]:
    """Median time to an answer in seconds, None where under half answered; and how many
    answers were left out of it."""
    spans, left_out = waits(cut.accepted, cut.book)
    middle = survival_median(spans)
    people = len({row.member for row in cut.accepted})
    seconds = None if middle is None else middle.total_seconds()
    return (
        about(people, seconds, "seconds", len(spans)),
        about(people, left_out, "answers", len(cut.accepted)),
    )


def density(cut: Cut) -> Value:
    """The branch's answers, for each member of E and each week.

    All answers, also those of who joined meanwhile: two totals, of all and of E, would tell
    by their difference about the few who are not in E.
    """
    e, weeks = len(cut.present), weeks_in(cut.branch, cut.elapsed)
    return about(e, len(cut.answers) / e / weeks if e and weeks > 0 else None, "a week", e)


def gap(cut: Cut) -> Value:
    """The most local days in a row without any answer in the branch."""
    return Value(longest_gap(cut.answers, cut.branch, cut.elapsed), "days")


def regularity(cut: Cut) -> tuple[Share, Value]:
    """Members of E who answered in at least STEADY of the weeks they were in E for; and over
    how many weeks.

    Weeks in which nothing was sent to anybody and nobody answered are nobody's miss.
    """
    lived, took = lived_weeks(cut), rhythms(cut)
    rates = [fmean(took.get(one.member, [False])) for one in cut.present]
    return cut.of_present(sum(rate >= STEADY for rate in rates)), Value(len(lived), "weeks")


def rhythms(cut: Cut) -> Mapping[MemberId, Sequence[bool]]:
    """Whether each member answered, for each of the weeks looked at in which they were in E."""
    return took_part_in(lived_weeks(cut))


def took_part_in(weeks: Iterable[Turnout]) -> Mapping[MemberId, Sequence[bool]]:
    """Whether each member answered, for each of these weeks in which they were in E."""
    took: dict[MemberId, list[bool]] = defaultdict(list)
    for week in weeks:
        for one in week.present:
            took[one.member].append(one.answers > 0)
    return took


def lived_weeks(cut: Cut) -> tuple[Turnout, ...]:
    """Of `rhythm_weeks` those in which anything was sent or answered."""
    past = [cut.turnout_of(week) for week in rhythm_weeks(cut)]
    return tuple(one for one in past if one.active or one.sent)


def rhythm_weeks(cut: Cut) -> tuple[Period, ...]:
    """For an ISO week the WEEKS weeks that end with it, else those that end in the period."""
    first = week_at(cut.branch, cut.period.start)
    if (first.start, first.end) == (cut.period.start, cut.period.end):
        return weeks_until(cut.branch, cut.period, WEEKS)
    last = week_at(cut.branch, cut.period.end)
    some = weeks_until(cut.branch, last, 2 + ceil(weeks_in(cut.branch, cut.period)))
    return tuple(week for week in some if cut.period.start < week.end <= cut.period.end)


def eve_share(cut: Cut) -> Share:
    """Answers in the last 48 h before a meeting, of all; 0 of 0 where no such hours are."""
    met = meetings(cut.branch, cut.period.start, cut.period.end + EVE)
    eves = [Period(at - EVE, at, "") for at in met]
    if not any(eve.start < cut.period.end and eve.end > cut.period.start for eve in eves):
        return share(0, 0)
    late = sum(any(seen.at in eve for eve in eves) for seen in cut.answers)
    return share(late, len(cut.answers), len({seen.answer.member for seen in cut.answers}))


def concentration(cut: Cut) -> Share:
    """Answers of the most active tenth of E (at least one member), of all answers."""
    counts = sorted((one.answers for one in cut.present), reverse=True)
    most = ceil(MOST_ACTIVE * len(counts))
    return share(sum(counts[:most]), len(cut.answers), most)


def coverage(cut: Cut) -> Share:
    """Items sent in the period that at least K members answered in it, of all sent in it."""
    sent = {row.letter.item.id for row in cut.sends if row.letter.item}
    who: dict[ItemId, set[MemberId]] = defaultdict(set)
    for seen in cut.answers:
        who[seen.answer.item].add(seen.answer.member)
    return share(sum(len(who[item]) >= K for item in sent), len(sent), cut.turnout.roster)


def cost(cut: Cut) -> Value:
    """Spells of having blocked the bot or left begun in the period, per 1,000 items sent."""
    lost = sum(
        spell.state in (State.BLOCKED, State.LEFT) and spell.since in cut.period
        for life in cut.book.lives.values()
        for spell in life.spells
    )
    value = 1000 * lost / len(cut.sends) if cut.sends else None
    return about(cut.turnout.roster, value, "per 1,000", len(cut.sends))
