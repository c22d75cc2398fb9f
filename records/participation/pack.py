"""What a branch brings to its meeting, and what is kept of the period that the meeting ends.

One value for both: the pack two days before (`so_far`), and the period's numbers as they freeze
at the meeting. Every format prints what stands here.

Who took part is counted over the period itself. How right people were, and what they said, is
pooled from the weeks that ended in it, as Monday told them (`pooled`): two looks at a running
period could be subtracted from each other, and so could a period and its weeks.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from content.item import ItemId
from records.branch import Branch
from records.meetings import Period
from records.model import BranchKey
from records.participation.arguing import Arguable, to_argue
from records.participation.discussion import Discussion
from records.participation.interval import (
    Change,
    Hidden,
    K,
    Share,
    Value,
    change,
    share,
    withheld,
)
from records.participation.measures import DEFINITIONS, Measures, measure
from records.participation.pooled import pool, pooled
from records.participation.rows import FollowUp, Rows, Tried
from records.participation.summary import Summary, Week


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of what people wanted to try: of the replies, and the replies of the asked."""

    yes: Share
    not_yet: Share
    not_possible: Share
    replied: Share


@dataclass(frozen=True, slots=True)
class Wanted:
    """A topic that at least K members voted for."""

    topic: str
    votes: int


@dataclass(frozen=True, slots=True)
class Told:
    """What is told once for each meeting, two days before it: a second look could be subtracted.

    `hidden` says why it is not told yet.
    """

    applied: Applied
    topics: tuple[Wanted, ...] = ()
    hidden: Hidden | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """One branch's period between two meetings."""

    branch: BranchKey
    name: str
    zone: str
    period: str
    """The local dates of both meetings: `2026-11-05/2026-12-03`."""
    start: datetime
    end: datetime
    """The meeting it is for."""
    made: datetime
    """Up to when it was counted."""
    goal: int
    measures: Measures
    average: Share
    """Took part, in an average week: people counted in each week that ended, added up."""
    change: Change | None
    """That against the weeks of the period before; None where there is nothing to compare."""
    weeks: tuple[Week, ...]
    """The weeks that ended in the period, as they were told, oldest first."""
    questions: tuple[Arguable, ...]
    told: Told
    discussions: tuple[Discussion, ...] = ()
    """Votes at the meeting that began the period, and since."""
    box: tuple[str, ...] = ()
    """Members' open questions, the newest first; never frozen, for they are taken out again."""
    corrected: frozenset[ItemId] = frozenset()
    """Questions whose answers were graded by another key since; their numbers stand as told."""
    definitions: int = DEFINITIONS

    @property
    def so_far(self) -> bool:
        """Whether the period was still running when this was counted."""
        return self.made < self.end

    @property
    def small(self) -> bool:
        """Whether the branch has fewer than K members, so that totals alone are told."""
        return (self.measures.roster.value or 0) < K


@dataclass(frozen=True, slots=True)
class Since:
    """What a pack is made of, besides the rows of its period."""

    weeks: Sequence[Summary] = ()
    """The weeks that ended in the period, as they were told."""
    before: Sequence[Week] = ()
    """The weeks that ended in the period before it."""
    used: Collection[ItemId] = ()
    """Questions that stood in an earlier pack."""
    votes: Mapping[str, int] | None = None
    """Votes by topic; None while they are not to be told."""
    told: Told | None = None
    """What was told already: it stands."""
    discussions: Sequence[Discussion] = ()


def pack(rows: Rows, branch: Branch, period: Period, now: datetime, since: Since) -> Pack:
    """The one function behind every format: counted up to `now`, or to the end of the period.

    What came after `now` is not in it, though the rows may hold it. A branch that had fewer than
    K members when the period began (a new one: nobody) has no numbers of the period itself; what
    its Mondays told since, each by the roster of that week, stands in its pack all the same.
    """
    elapsed = Period(period.start, max(period.start, min(now, period.end)), period.name)
    measures = measure(replace(rows, discussions=since.discussions), branch, elapsed, now)
    small = (measures.roster.value or 0) < K
    weeks = [week for week in since.weeks if week.definitions == DEFINITIONS]
    average = pool(week.weeks[-1].active for week in weeks)
    before = [week.active for week in since.before if week.definitions == DEFINITIONS]
    return Pack(
        branch=branch.key,
        name=branch.name,
        zone=branch.zone,
        period=period.name,
        start=period.start,
        end=period.end,
        made=elapsed.end,
        goal=branch.goal,
        measures=measures if small else _with(measures, pooled([week.measures for week in weeks])),
        average=average,
        change=change(average, before),
        weeks=tuple(week.weeks[-1] for week in weeks),
        questions=to_argue([week.questions for week in weeks], since.used),
        told=since.told or _told(rows.follow_ups, weeks, since.votes, small),
        discussions=tuple(since.discussions),
    )


def _with(measures: Measures, others: Mapping[str, Share | Value]) -> Measures:
    return Measures.of({**measures.each(), **others})


def _told(
    follow_ups: Sequence[FollowUp],
    weeks: Sequence[Summary],
    votes: Mapping[str, int] | None,
    small: bool,
) -> Told:
    topics = wanted(votes) if votes is not None else ()
    if small or votes is None:
        why = Hidden.FEW if small else Hidden.OPEN
        none = withheld(why)
        return Told(Applied(none, none, none, none), topics, why)
    return Told(applied(follow_ups, weeks), topics)


def applied(follow_ups: Sequence[FollowUp], weeks: Sequence[Summary]) -> Applied:
    """What happened, pooled from the weeks that told it; "not yet" and "not possible here" from
    the replies themselves, where each of the two is K or nobody, and nothing changed since."""
    told = [week for week in weeks if week.measures.applied.n is not None]
    yes = pool(week.measures.applied for week in told) if told else withheld()
    replied = pool(week.measures.applied_replies for week in weeks)
    spans = [Period(week.start, week.end, week.week) for week in told]
    said = [one.reply for one in follow_ups if any(one.asked in span for span in spans)]
    no = {reply: said.count(reply) for reply in (Tried.NOT_YET, Tried.NOT_POSSIBLE)}
    same = (yes.n, yes.of) == (said.count(Tried.YES), sum(reply is not None for reply in said))
    if not same or any(0 < n < K for n in no.values()):
        return Applied(yes, withheld(), withheld(), replied)
    later, never = (share(n, yes.of or 0) for n in no.values())
    return Applied(yes, later, never, replied)


def wanted(votes: Mapping[str, int]) -> tuple[Wanted, ...]:
    """The topics K or more voted for, most wanted first. How many voted in all is not told, so
    the others do not follow from it."""
    told = [Wanted(topic, n) for topic, n in votes.items() if n >= K]
    return tuple(sorted(told, key=lambda one: (-one.votes, one.topic)))
